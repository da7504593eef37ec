# Mensajes de la línea de órdenes: de la imagen a la alerta.

error = Error
workspace-made = Espacio de trabajo creado en { $folder }.
samples-written = Mundo de muestra (sintético) escrito en { $folder }.
hint-no-workspace = Cree uno con «vigia init --workspace CARPETA», o indique otro con --workspace.
hint-no-such-profile = Use «default», un perfil de la carpeta profiles/ del espacio de trabajo o la ruta de un archivo TOML.
hint-bad-profile = Compare el archivo con el perfil «default»: falta una clave, sobra una o un valor no es un número.
hint-no-such-alert = «vigia alerts list» muestra las alertas y sus identificadores.

stage-samples = Mundo de muestra
stage-ingest-scenes = Imágenes
stage-ingest-layers = Capas
stage-ingest-reports = Reportes
stage-detect = Detección
stage-replay = Repetición
stage-classify = Causas
stage-track = Sitios
stage-alert = Alertas
stage-evaluate = Evaluación
stage-pictures = Imágenes del informe

ingested-scenes = Imágenes: { $accepted } aceptadas, { $unchanged } sin cambios, { $refused } en cuarentena.
ingested-layers = Capas: { $accepted } aceptadas, { $unchanged } sin cambios, { $refused } en cuarentena; { $partial } elementos con problemas.
ingested-reports = Reportes: { $accepted } aceptados, { $unchanged } archivos sin cambios, { $refused } archivos en cuarentena; { $partial } entradas con problemas.
ingested-decibels = Imágenes de radar en decibelios, que se leen como potencia lineal: { $count }.
ingested-encoding = { $subject }: el texto de su tabla se leyó como { $encoding }, { $source }.
encoding-from-cpg = según su .cpg
encoding-from-dbf = según el byte de idioma de su .dbf
encoding-from-bytes = según sus bytes (no indica ninguno)
encoding-against-statement = según sus bytes: lo que indica no puede ser
sensor-bands = Bandas: { $bands }.
sensor-numbering = En { $platforms }: { $bands }.
sensor-reflectance = Reflectancia = número × { $scale } + ({ $offset }); sin dato: { $nodata }.
sensor-backscatter = Potencia lineal; los decibelios se convierten al leer. Vistas equivalentes (ENL): { $looks }.
sensor-mask-classes = Máscara por clases: muestran el suelo { $ground }; ocultan también su entorno { $cloudy }; las demás ocultan.
sensor-mask-bits = Máscara por bits: ocultan { $hidden }; ocultan también su entorno { $cloudy }.
sensor-no-mask = Sin máscara.
more-in-quarantine = … y { $hidden } problemas más: véalos con «vigia quarantine».
quarantine-empty = No hay nada en cuarentena.

detected = { $series } series: { $clearings } desmontes y otros cambios, { $mining } con indicios de minería, { $sites } sitios, { $alerts } alertas ({ $confirmed } confirmadas).
note-history-short = { $series }: faltan vistas despejadas para una línea de base ({ $detail }); no se puede decir nada todavía.
note-not-observable = { $series }: no observable ({ $detail }).
note-sensors-left-out = { $series }: se vigila un sensor por serie; imágenes utilizables de otros que quedan fuera: { $detail }.
note-bands-missing = { $series }: faltan bandas ópticas ({ $detail }).

hint-no-such-scene = «vigia scenes list» muestra las imágenes y sus identificadores.
ruling-without-why = Escriba por qué: la razón queda con la decisión.

scenes-none = No hay ninguna.
scene-line = { $id }  { $date }  { $state }  { $clear } % despejada
gate-state-admitted = en uso
gate-state-held = espera a una persona
gate-state-refused = no se usa
scene-released = { $id }: se usará desde la próxima detección.
scene-refused = { $id }: no se usará desde la próxima detección.
scene-ruling-released = {"  "}Liberada por { $author } el { $date }: { $why }
scene-ruling-refused = {"  "}Rechazada por { $author } el { $date }: { $why }
note-scenes-held = { $series }: { $detail } imágenes esperan la decisión de una persona; véalas con «vigia scenes list --held».
note-scenes-refused = { $series }: { $detail } imágenes no se usan; vea por qué con «vigia scenes list».

alerts-none = No hay alertas. «vigia detect» las busca.
alert-line = { $id }  { $state }  probabilidad { $confidence }  { $area } ha  entre { $from } y { $to }  { $ties }
alert-no-ties = fuera de todas las capas
alert-place = Lugar: UTM { $zone } { $easting } E { $northing } N (WGS84) · latitud { $lat }, longitud { $lon }
alert-seen = Visto por { $sensors }; { $observed } % de las vistas estaban despejadas; perfil { $profile }
alert-scene = Imagen { $scene }
alert-why = Por qué (probabilidad { $confidence }; aporte de cada rasgo, en logaritmo de la razón de probabilidades):
alert-ties = Vínculos con las capas:
alert-title-is-not-authorship = Un título no prueba autoría: con frecuencia ocupan terceros. Son indicios, no delitos.
tie-on = { $kind } «{ $name }» ({ $code }, titular { $holder }, estado { $status }): { $area } ha, { $share } % del sitio · capa { $snapshot }
tie-near = a { $distance } m de { $kind } «{ $name }» ({ $code }, titular { $holder }, estado { $status }) · capa { $snapshot }
state-provisional = provisional
state-confirmed = confirmada
kind-mining-right = derecho minero
kind-reinfo = registro REINFO
kind-protected-area = área natural protegida
kind-buffer-zone = zona de amortiguamiento
kind-native-community = comunidad nativa
kind-mining-zone = zona de pequeña minería
kind-river = río
kind-district = distrito
kind-other = otra capa

evaluate-title = { $pairs } pares, perfil { $profile }
evaluate-ratio = { $name } todo { $whole }   conjunto primario { $primary }
evaluate-abstained = No observables según el detector aunque una persona las vio despejadas: { $count }
evaluate-caution = Las cifras sobre pares con los que se ajustó el modelo son optimistas: vea la ficha del modelo.

demo-title = Vigía: demostración con un mundo SINTÉTICO (semilla { $seed }, dificultad { $difficulty })
demo-folder = Carpeta: { $folder }
demo-line = { $scenes } imágenes, { $layers } capas y { $reports } reportes de campo entraron; salieron { $alerts } alertas ({ $confirmed } confirmadas).
demo-truth = Frente a la verdad conocida: { $found } sitios de minería encontrados, { $missed } no encontrados, { $false_alarms } falsas alarmas.
demo-first = Las más seguras:
demo-next = Para seguir:
demo-seconds = Listo en { $seconds } s.
demo-other-world = { $folder } ya tiene otro mundo de muestra; elija otra carpeta con --workspace.
doctor-gdal = GDAL
doctor-proj = Punto de control con las dos bibliotecas PROJ
doctor-psad56 = Operación PSAD56 → WGS84
doctor-workspace = Espacio de trabajo

reason-log-area = tamaño del desmonte ({ $value }, logaritmo de hectáreas)
reason-vegetation-loss = cobertura vegetal perdida ({ $value } de 0 a 1)
reason-brightening = suelo más claro que antes ({ $value } de reflectancia): arena lavada, no tierra quemada
reason-reddening = suelo o agua más rojizos que antes ({ $value }): sedimento
reason-unevenness = superficie despareja ({ $value }): montículos, pozas y trochas mezclados
reason-roughness = mezcla fina de claros y oscuros ({ $value })
reason-near-old-water = parte junto a agua que ya existía ({ $value } de 0 a 1): puede ser un río que se mueve
reason-pond-mix = pozas nuevas entre suelo desnudo ({ $value } de 0 a 1)
reason-old-bare = suelo ya abierto alrededor ({ $value } de 0 a 1)
reason-solid-before = campo, cantera o poblado que ya estaba allí ({ $value } de 0 a 1 de los 480 m alrededor)
reason-worked-rise = cuánto más que antes se parece a una labor minera ({ $value }; sobre 0, más)
reason-turbid-ponds = pozas nuevas con sedimento ({ $value }; 1 es 5 % del desmonte o más)
reason-elongation = largo entre ancho ({ $value })
reason-mean-width-m = ancho medio ({ $value } m)
reason-radar-change-db = el radar ve lo mismo: VH cambió { $value } dB frente a su entorno

stage-train-read = Lectura de pares
stage-train-validate = Validación cruzada
stage-train-control = Controles
stage-train-ablate = El modelo sin cada idea
train-title = { $pairs } pares, validación cruzada por lugares, { $repeats } repeticiones:
train-driver = Modelo de la causa:
train-written = Escrito: { $path }
hint-train = Hacen falta pares de minería nueva y de otros cambios, en al menos diez lugares, con las columnas de la auditoría.
