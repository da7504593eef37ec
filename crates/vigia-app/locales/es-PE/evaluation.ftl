# Informe de la evaluación (vigia evaluate --report).

evaluation-title = Vigía: evaluación del detector
evaluation-lead = { $pairs } pares de vistas antes y después. El modelo no vio { $unseen } de ellos; con { $seen } se ajustó. Perfil { $profile }.
evaluation-all-seen = El modelo se ajustó con estos pares, y entre los que no vio no hay positivos y negativos con qué medirlo: aquí no hay cifra que valga como resultado. Las cifras con lugares que el modelo no vio están en la ficha del modelo; «vigia train MANIFIESTO --out CARPETA» las vuelve a calcular.
evaluation-all-seen-held-out = El modelo que se entrega se ajustó con estos pares. Las cifras que valen son las de la validación cruzada, en la que cada par lo juzga un modelo que nunca vio su lugar.
evaluation-none-seen = El modelo no lleva la marca de ninguno de estos pares. Si aun así se ajustó con ellos, las cifras son optimistas.

evaluation-held-out-title = Validación cruzada: lugares que el modelo no vio
evaluation-held-out-note = { $rows } pares en { $places } lugares (de positivos y negativos), { $repeats } repeticiones. El umbral se elige con los pares de ajuste, nunca con los que se juzgan.
evaluation-unseen-title = Pares que el modelo no vio
evaluation-unseen-note = { $rows } pares; los positivos y negativos están en { $places } lugares separados al menos 25 km.
evaluation-seen-title = Pares con los que se ajustó el modelo (optimista)
evaluation-seen-note = Estas cifras NO son un resultado: el modelo ya conocía estos { $rows } pares. Sirven para buscar errores, no para juzgarlo.

evaluation-set-primary = Conjunto primario
evaluation-set-whole = Conjunto completo
evaluation-set-counts = positivos: { $positives } · negativos: { $negatives }
evaluation-value = cifra
evaluation-interval = intervalo del 95 %
evaluation-goal = meta
evaluation-count = pares
evaluation-called-of = { $called } de { $rows }
evaluation-met = (alcanzada)
evaluation-unmet = (no alcanzada)

evaluation-figure-recall-at-precision-95 = Exhaustividad con precisión de al menos 0.95
evaluation-figure-f1 = F1 de las respuestas
evaluation-figure-precision = Precisión: de lo que llamó minería nueva, cuánto lo es
evaluation-figure-recall = Exhaustividad: de la minería nueva, cuánta encontró
evaluation-figure-recall-observable = Exhaustividad sobre lo observable
evaluation-figure-specificity = Especificidad: de lo demás, cuánto dejó en paz
evaluation-figure-auc = Área bajo la curva ROC
evaluation-figure-average-precision = Precisión media
evaluation-figure-best-f1 = Mejor F1 de cualquier umbral (optimista)
evaluation-figure-calibration-error = Error de calibración, 10 tramos

evaluation-rate-worked-before = Minas previas llamadas minería nueva
evaluation-rate-hidden = Vistas tapadas (según una persona) llamadas no observables
evaluation-rate-clear = Vistas despejadas (según una persona) llamadas no observables

evaluation-calls-title = Respuestas por etiqueta
evaluation-call-mining-new = minería nueva
evaluation-call-mining-active = mina activa
evaluation-call-other-change = otro cambio
evaluation-call-no-change = sin cambio
evaluation-call-not-observable = no observable
evaluation-label-mining-new = minería nueva
evaluation-label-mining-partial = minería en parte
evaluation-label-mining-before = mina previa
evaluation-label-mining-later = mina posterior según la referencia
evaluation-label-other-human = otra actividad humana
evaluation-label-natural = natural

evaluation-chart-curve = Precisión y exhaustividad.
evaluation-chart-curve-note = Cada escalón es un umbral; los puntos, las respuestas dadas. La línea de puntos es la precisión 0.95.
evaluation-chart-reliability = Calibración.
evaluation-chart-reliability-note = De los pares con cada puntaje, qué parte es minería nueva; los números bajo la escala son los pares de cada tramo, del conjunto completo. Un puntaje que dice lo que es queda en la diagonal.
evaluation-chart-scores = Puntajes por etiqueta.
evaluation-chart-scores-note = La altura de cada franja es relativa a su barra más alta; el número es la cantidad de pares. La línea de puntos es el umbral.
evaluation-axis-recall = exhaustividad
evaluation-axis-precision = precisión
evaluation-axis-score = puntaje
evaluation-axis-share = parte que es minería nueva
evaluation-bin = { $rows } pares, puntaje medio { $score }, parte positiva { $share }

evaluation-controls-title = Controles y pisos
evaluation-controls-note = Los mismos pares y los mismos pliegues. Lo que un control consigue sin ver el cambio no es mérito del modelo: el conjunto está confundido por lugar y fecha.
evaluation-ablations-title = El modelo sin cada idea
evaluation-ablations-note = Los mismos pares y los mismos pliegues, sin las características que se nombran. Una idea que no gana sobra.
evaluation-contender-model = el modelo
evaluation-contender-before-only = solo la vista anterior
evaluation-contender-after-only = solo la vista posterior
evaluation-contender-place-only = solo el lugar (longitud y latitud)
evaluation-contender-ndvi-rule = piso: superficie que perdió vegetación
evaluation-contender-view-trees = piso: árboles sobre las estadísticas de ambas vistas
evaluation-contender-without-the-working-model = sin el modelo de labores
evaluation-contender-without-ponds-in-a-view = sin pozas en la vista
evaluation-contender-without-mixed-colours-in-a-view = sin mezcla de colores en la vista
evaluation-contender-without-local-texture-in-a-view = sin textura local en la vista
evaluation-contender-without-solid-and-thin-bare-ground-in-a-view = sin suelo desnudo ancho y angosto en la vista
evaluation-contender-without-ratios-of-bands-in-a-view = sin razones de bandas en la vista
evaluation-contender-without-older-workings-as-examples-of-what-is-not-new = sin labores previas como ejemplo de lo que no es nuevo
evaluation-contender-without-calibration = sin calibrar en pliegues internos
evaluation-contender-with-calibration = calibrado en pliegues internos
evaluation-contender-with-trees-that-see-70-of-the-rows = con árboles que ven el 70 % de las filas

evaluation-load-title = Falsas alertas en terreno sin minería nueva
evaluation-load-note = Alertas por cada 1000 km² y fecha, contadas por desmonte y no por recorte. Los recortes negativos se eligieron por parecerse a la minería: en bosque corriente la carga es menor. Lo no observable no cuenta como terreno visto.
evaluation-load-looks = miradas
evaluation-load-area = km² × fechas
evaluation-load-alerts = falsas alertas
evaluation-load-rate = por 1000 km² y fecha
evaluation-load-negatives = negativos que el modelo no vio
evaluation-load-negatives-seen = negativos con los que se ajustó (optimista)
evaluation-load-same-view = la misma vista dos veces
evaluation-load-reversed = positivos y negativos con las fechas al revés

evaluation-case-missed-title = Minería nueva no encontrada ({ $count })
evaluation-case-missed-note = La etiqueta dice minería nueva y la respuesta fue otra. Primero el conjunto primario, con el puntaje más bajo delante.
evaluation-case-false-alarm-title = Falsas alarmas ({ $count })
evaluation-case-false-alarm-note = La etiqueta dice que no es minería y la respuesta fue minería nueva. Primero el conjunto primario, con el puntaje más alto delante.
evaluation-case-worked-before-title = Minas previas llamadas minería nueva ({ $count })
evaluation-case-worked-before-note = La referencia ya ve una mina en la primera fecha: se puede informar que crece o sigue activa, no un sitio nuevo.
evaluation-case-not-observable-title = No observables ({ $count })
evaluation-case-not-observable-note = Muy poco está despejado en alguna de las fechas: la respuesta es «no observable», no «sin cambio».
evaluation-case-facts = Etiqueta: { $label }. Respuesta: { $called }. Puntaje { $score } (umbral { $threshold }).
evaluation-cause = Causa más probable del cambio: { $cause }.
evaluation-cause-agriculture = agricultura
evaluation-cause-built = obra o construcción
evaluation-cause-water = agua (río, laguna o inundación)
evaluation-cause-unknown = no determinada
evaluation-clear-shares = Despejado: { $before } % antes, { $after } % después.
evaluation-audit = Nota de quien lo revisó:
evaluation-badge-primary = conjunto primario
evaluation-badge-seen = visto al ajustar
evaluation-picture-before = antes
evaluation-picture-after = después
evaluation-picture-true-colour = color natural
evaluation-picture-swir = infrarrojo
evaluation-pictures-left-out = { $count } pares más no se muestran con imágenes: son demasiados para un archivo.

evaluation-unreadable-title = Pares que no se pudieron leer (no entran en ninguna cifra)

evaluation-method-title = Cómo leer este informe
evaluation-method-sets = Conjunto primario: positivos en los que una persona ve labor nueva, y negativos cuya imagen no contradice la etiqueta. Conjunto completo: todos los positivos y negativos, con sus etiquetas dudosas.
evaluation-method-interval = Intervalos del 95 %: 2000 remuestreos de lugares enteros (pares a menos de 25 km, encadenados), porque los pares de un mismo lugar se parecen. Donde no hubo ningún error el intervalo se cierra, y eso no es certeza: con n pares, una tasa de error de hasta 3/n habría pasado sin verse.
evaluation-method-curve = Exhaustividad con precisión de al menos 0.95: la mayor de cualquier umbral que cumple; los pares con igual puntaje entran juntos. El umbral se busca en los mismos pares, así que es algo optimista; F1 de las respuestas no lo es.
evaluation-method-calibration = Error de calibración: distancia media entre el puntaje y la parte que de verdad es minería nueva, en diez tramos iguales.
evaluation-method-labels = Las etiquetas vienen de otro modelo y tienen errores: mire las imágenes antes de creer una cifra. En las imágenes, el contorno amarillo es lo que se llamó minería; el infrarrojo muestra suelo desnudo en rosado, bosque en verde y agua en oscuro.
evaluation-method-indication = Todo son indicios para mirar, no pruebas ni delitos.
