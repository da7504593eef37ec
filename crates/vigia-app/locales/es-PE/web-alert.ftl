# Mensajes de la página de una alerta. Dice «indicio», nunca «delito»; un título no es autoría.

web-alert-loading = Cargando la alerta…
web-alert-missing = No hay ninguna alerta con este identificador
web-alert-missing-remedy = Puede que el enlace esté incompleto, o que la alerta se haya retirado al revisar las imágenes.

web-alert-withdrawn = Esta alerta se retiró mientras usted la leía: las imágenes que hay ya no la sustentan. Lo que sigue es lo último que se supo.
web-alert-stale = No se pudo comprobar si hay novedades: lo que sigue es lo último que se supo.

web-alert-title-mining = Indicio de minería
web-alert-title-mining-in = Indicio de minería en { $place }
web-alert-title-other = Cambio de cobertura con otra causa probable
web-alert-title-other-in = Cambio de cobertura con otra causa probable en { $place }
web-alert-title-unknown = Cambio de cobertura de causa no determinada
web-alert-title-unknown-in = Cambio de cobertura de causa no determinada en { $place }
web-alert-state-provisional = Provisional
web-alert-state-confirmed = Confirmada
web-alert-lead-between = { $area } perdieron su cobertura; lo primero, entre el { $from } y el { $to }.
web-alert-lead-on = { $area } perdieron su cobertura; lo primero, el { $date }.
web-alert-lead-no-ties = No toca ningún derecho minero, registro, área protegida, comunidad ni zona de las capas cargadas.
web-alert-sure-mining-very-likely = Es muy probable que la causa sea minería ({ $probability }).
web-alert-sure-mining-likely = Es probable que la causa sea minería ({ $probability }).
web-alert-sure-mining-possible = Es posible que la causa sea minería ({ $probability }).
web-alert-sure-mining-unlikely = Es poco probable que la causa sea minería ({ $probability }).
web-alert-sure-other-very-likely = Es muy probable que la causa no sea minería ({ $probability }).
web-alert-sure-other-likely = Es probable que la causa no sea minería ({ $probability }).
web-alert-sure-other-possible = Es posible que la causa no sea minería ({ $probability }).
web-alert-sure-other-unlikely = No hay certeza de que la causa sea otra ({ $probability }).
web-alert-sure-unknown = Las imágenes no bastan para decir la causa.
web-alert-seen-provisional = Se vio en una sola toma: una segunda puede confirmarlo o descartarlo.
web-alert-seen-short-history = Se vio en más de una toma, pero antes hubo pocas vistas despejadas con qué comparar: queda provisional.
web-alert-seen-confirmed = Se vio en dos tomas independientes.
web-alert-indication = Es un indicio obtenido de imágenes satelitales: no declara un delito ni señala a un autor.
web-alert-print = Imprimir
web-alert-briefing = Informe desde aquí
web-alert-on-map = Ver en el mapa
web-alert-print-name = Alerta { $id }
web-alert-print-confidential = RESERVADO · NO DIFUNDIR
web-alert-print-made = Hecho el { $at } (hora del Perú) por { $user }

## Antes y después

web-alert-views = Antes y después
web-alert-views-none = No hay imágenes ópticas despejadas de este lugar para comparar.
web-alert-views-frame = Comparación de imágenes del lugar
web-alert-views-keys = Arrastre la línea para comparar y la imagen para moverla; un clic elige el píxel de la serie de abajo. Con el teclado: flechas, + y −, 0 para volver, Intro para elegir el centro.
web-alert-views-closer = Acercar
web-alert-views-wider = Alejar
web-alert-views-fit = Volver al lugar
web-alert-views-swipe = Línea entre antes y después
web-alert-views-swipe-at = { $before } % antes, { $after } % después
web-alert-views-before = Antes: { $date }
web-alert-views-after = Después: { $date }
web-alert-views-no-before = Antes: sin imagen
web-alert-views-no-after = Después: sin imagen
web-alert-views-nothing-here = La imagen no cubre este lugar o no se pudo cargar.
web-alert-views-caption = { $before } y { $after }, { $preset }. El contorno amarillo es el de la alerta; norte arriba.
web-alert-views-one = Solo hay una de las dos imágenes. El contorno amarillo es el de la alerta; norte arriba.
web-alert-views-outline = Contorno
web-alert-views-side = Lado a lado
web-alert-pick-before = Antes
web-alert-pick-after = Después
web-alert-pick-none = Elija una fecha
web-alert-pick-preset = Colores
web-alert-preset-natural = Natural
web-alert-preset-swir = SWIR
web-alert-preset-ndvi = NDVI
web-alert-preset-disturbance = Cambio
web-alert-preset-natural-means = Colores como los ve el ojo.
web-alert-preset-swir-means = Infrarrojo de onda corta: suelo desnudo de rosado a blanco, bosque en verde, agua en negro.
web-alert-preset-ndvi-means = Índice de vegetación: verde oscuro es vegetación densa; de amarillo a marrón, suelo; en blanco, donde no se ve el suelo.
web-alert-preset-disturbance-means = Lo perdido entre las dos fechas: de naranja a rojo oscuro, pérdida; gris claro, sin cambio; verde, recuperación; en blanco, donde no se ve el suelo. A la izquierda siguen los colores naturales.
web-alert-scene-clouds = { $date } · { $clouds } nubes
web-alert-scene-cloud = { $clouds } de nubes

## Datos y coordenadas

web-alert-facts = Datos
web-alert-fact-area = Superficie
web-alert-fact-onset = Ocurrió entre
web-alert-fact-onset-means = Última vista despejada sin el cambio y primera con él.
web-alert-fact-seen = Vista por primera vez
web-alert-fact-alerted = Avisada
web-alert-fact-sensors = Sensores
web-alert-fact-observed = Vistas despejadas
web-alert-fact-history = Vistas despejadas antes
web-alert-fact-history-means = Con pocas vistas previas no se sabe bien cómo era el lugar: la alerta queda provisional.
web-alert-observed-well = El lugar se observó bien.
web-alert-observed-partly = Observado a medias: pudo haber cambios que las nubes taparon.
web-alert-observed-hardly = Casi no observable por nubes: la ausencia de cambio no prueba nada.
web-alert-fact-profile = Perfil de detección
web-alert-fact-site = Sitio
web-alert-fact-activity = Actividad
web-alert-activity-new = Nueva
web-alert-activity-new-means = Se vio por primera vez hace poco.
web-alert-activity-growing = En crecimiento
web-alert-activity-growing-means = Hay suelo descubierto nuevo.
web-alert-activity-active-again = Activa otra vez
web-alert-activity-active-again-means = Hay suelo descubierto nuevo después de un tiempo sin él.
web-alert-activity-ponds-worked = Pozas removidas
web-alert-activity-ponds-worked-means = No hay suelo descubierto nuevo, pero sus pozas volvieron a enturbiarse después de un tiempo claras: las trabajan otra vez, o una inundación se quedó.
web-alert-activity-ponds = Se enturbiaron entre el { $from } y el { $to }.
web-alert-activity-dormant = Inactiva
web-alert-activity-dormant-means = Hace tiempo que no se ve suelo descubierto nuevo.
web-alert-activity-recovering = En recuperación
web-alert-activity-recovering-means = No hay suelo descubierto nuevo, y la mayor parte se ve otra vez con vegetación.
web-alert-activity-last = Lo último nuevo se vio el { $date }.
web-alert-site-merged-from = Reúne también { $sites }.
web-alert-site-split-from = Se separó de { $site }.
web-alert-sensor-sentinel-1 = Sentinel-1 (radar)
web-alert-sensor-sentinel-2 = Sentinel-2 (óptico)
web-alert-sensor-landsat = Landsat (óptico)
web-alert-sensor-mosaic = mosaico de cuatro bandas
web-alert-sensor-optical = otro sensor óptico
web-alert-coordinates = Coordenadas
web-alert-coordinates-utm = UTM, zona, este y norte
web-alert-coordinates-degrees = Grados, minutos y segundos
web-alert-coordinates-decimal = Grados decimales (latitud, longitud)
web-alert-coordinates-mgrs = MGRS
web-alert-coordinates-note = WGS84, punto dentro del sitio.
web-alert-copy = Copiar: { $what }
web-alert-copied = Copiado
web-alert-copy-refused = El navegador no permite copiar: seleccione el texto.

## Vínculos

web-alert-ties = Qué toca y qué tiene cerca
web-alert-ties-none = El sitio no toca ni tiene cerca ningún elemento de las capas cargadas.
web-alert-ties-hidden = { $form ->
    [one] Hay un elemento cercano más, más lejos.
   *[other] Hay { $count } elementos cercanos más, más lejos.
  }
web-alert-ties-all = Mostrar todos
web-alert-ties-caution = Un título no es autoría: con frecuencia ocupan terceros.
web-alert-ties-measured = Superficies y distancias geodésicas, desde el borde del sitio. La fecha es la de la versión de la capa que se usó.
web-alert-ties-no-holders = Su cuenta no muestra los nombres de los titulares.
web-alert-tie-what = Elemento
web-alert-tie-how = Relación
web-alert-tie-area = Superficie dentro
web-alert-tie-share = { $share } del sitio
web-alert-tie-holder = Titular
web-alert-tie-no-holder = no consta
web-alert-tie-dated = Capa al
web-alert-tie-undated = sin fecha
web-alert-tie-status = Estado: { $status }
web-alert-tie-valid-from = Desde el { $day }
web-alert-tie-valid-to = Hasta el { $day }
web-alert-tie-within = Todo el sitio dentro
web-alert-tie-overlaps = Una parte dentro
web-alert-tie-near = Fuera, a { $distance }
web-alert-tie-touches = En el borde

## Por qué

web-alert-reasons = Por qué
web-alert-reasons-none = Esta alerta no registra sus razones.
web-alert-reasons-means = La barra muestra cuánto empuja cada rasgo la probabilidad: a la derecha, hacia minería; a la izquierda, hacia otra causa. El número es su aporte al logaritmo de la razón de probabilidades.
web-alert-weight-for-much = Pesa mucho a favor ({ $amount })
web-alert-weight-for-some = Pesa a favor ({ $amount })
web-alert-weight-for-little = Pesa poco a favor ({ $amount })
web-alert-weight-against-much = Pesa mucho en contra ({ $amount })
web-alert-weight-against-some = Pesa en contra ({ $amount })
web-alert-weight-against-little = Pesa poco en contra ({ $amount })
web-alert-weight-fact = Dato que no cambia la probabilidad

## En el tiempo

web-alert-time = Crecimiento
web-alert-growth = Superficie del sitio
web-alert-growth-area = Superficie
web-alert-growth-margin = margen de error del 95 %
web-alert-growth-summary = Pasó de { $first } el { $from } a { $last } el { $to }.
web-alert-growth-one = { $area } el { $date }; todavía no hay otra fecha con la que comparar.
web-alert-growth-none = No hay medidas de crecimiento.
web-alert-chart-clear = despejado
web-alert-chart-cloudy = con nube o sombra: no cuenta
web-alert-chart-table = Ver los números en una tabla
web-alert-chart-date = Fecha
web-alert-chart-quality = Calidad
web-alert-pixels = Serie de un píxel
web-alert-pixels-loading = Leyendo todas las vistas de este píxel…
web-alert-pixels-middle = En el centro del sitio:
web-alert-pixels-chosen = En el punto que usted eligió:
web-alert-pixels-choose = Haga clic en la imagen de arriba para elegir otro punto.
web-alert-pixels-back = Volver al centro
web-alert-pixels-none = No hay vistas de este píxel en las imágenes guardadas.
web-alert-pixels-no-radar = No hay imágenes de radar de este lugar.
web-alert-pixels-optical = Vegetación
web-alert-pixels-radar = Radar
web-alert-pixels-unitless = índice
web-alert-pixels-onset = intervalo del cambio
web-alert-pixels-shade = La franja marca el intervalo en que ocurrió el cambio: { $interval }.
web-alert-pixels-summary = { $name }: mediana { $before } antes y { $after } después ({ $clear } vistas despejadas, { $cloudy } con nube o sombra).
web-alert-pixels-summary-radar = { $name }: mediana { $before } antes y { $after } después ({ $clear } vistas; el radar ve a través de las nubes).
web-alert-pixels-no-value = sin dato
web-alert-orbit-ascending = órbita ascendente
web-alert-orbit-descending = órbita descendente
web-alert-index-ndvi = NDVI
web-alert-index-nbr = NBR
web-alert-index-vv-db = VV
web-alert-index-vh-db = VH

## Reportes, historia, imágenes

web-alert-reports = Reportes de campo a menos de 2 km
web-alert-reports-none = Ninguno.
web-alert-report-no-note = Sin texto
web-alert-report-photo = Foto del reporte de campo
web-alert-report-at = a { $distance }
web-alert-report-undated = sin fecha
web-alert-report-accuracy = precisión del GPS { $metres } m
web-alert-flag-poor-accuracy = posición imprecisa
web-alert-flag-no-accuracy = sin precisión indicada
web-alert-flag-mock-location = el equipo marcó la posición como simulada
web-alert-flag-zone-assumed = hora sin zona: se tomó la del Perú
web-alert-flag-no-time = sin hora
web-alert-flag-outside-peru = fuera del Perú
web-alert-history = Historia
web-alert-history-none = Sin cambios registrados.
web-alert-change-raised = Se levantó la alerta
web-alert-change-confirmed = Confirmada
web-alert-change-changed = Cambió
web-alert-change-withdrawn = Retirada
web-alert-scenes = Imágenes que la sustentan
web-alert-scenes-none = No se registran imágenes.

## Notas

web-alert-notes = Notas
web-alert-notes-none = Todavía no hay notas.
web-alert-note-by = { $author }, { $at }
web-alert-note-write = Agregar una nota
web-alert-note-hint = La verán todas las personas con acceso a la alerta. Hasta { $most } caracteres.
web-alert-note-recovered = Recuperamos lo que usted había escrito. Aún no está guardado.
web-alert-note-empty = Escriba algo antes de guardar.
web-alert-note-too-long = Es demasiado larga: el máximo es { $most } caracteres.
web-alert-note-save = Guardar nota
web-alert-note-sending = Guardando…
web-alert-note-saved = Nota guardada.
web-alert-note-discard = Descartar
web-alert-note-failed = No se guardó: { $why } Su texto sigue aquí.
web-alert-tie-probability = probabilidad de que lo toque: { $probability }
web-alert-tie-between = entre { $low } y { $high } con 90 % de certeza
web-alert-indications = Indicios según normas vigentes en su fecha
web-alert-indications-none = Ninguna norma cargada se cumple con estos hechos.
web-alert-indications-caution = Son indicios, no delitos: señalan qué norma puede querer revisar un fiscal y con qué hechos. Ninguno dice quién es el autor.
web-alert-indications-unasked = Lo que no se puede consultar
web-alert-indication-article = { $norm }, art. { $article }
web-alert-indication-between = vigente del { $from } al { $to }
web-alert-indication-since = vigente desde el { $from }
web-alert-indication-part = solo parte del periodo en que pudo empezar
web-alert-indication-reviewed = revisada por { $name }
web-alert-indication-unreviewed = regla sin revisión de un jurista
web-alert-indication-facts = Por:
web-alert-indication-missing = { $norm }: falta cargar { $kinds }.
web-alert-tie-later = carga posterior
web-alert-tie-gone = ya no figura en esta carga
web-alert-tie-younger = posterior al inicio: no hay otra anterior

web-alert-priority = Prioridad
web-alert-priority-points = { $points } puntos
web-alert-priority-note = Los puntos se suman; los pesos están en el perfil y ningún fiscal los ha revisado. Ordenan la lista y nada más.
web-alert-priority-opened = Abierta por primera vez por { $who } el { $at }
web-alert-priority-first = Nadie la había abierto antes
web-alert-priority-size = Tamaño
web-alert-priority-growth = Crecimiento reciente
web-alert-priority-protected-ground = Suelo protegido
web-alert-priority-water = Agua
web-alert-priority-community = Comunidad o centro poblado
web-alert-priority-certainty = Certeza
web-alert-priority-recent = Inicio reciente
web-alert-priority-unseen = Nadie la ha abierto
