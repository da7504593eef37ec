# Mensajes de la página. Los argumentos llegan como texto terminado; «form» es la forma del
# plural (one, other).

web-brand = Vigía: ir al mapa
web-skip = Ir al contenido
web-nav = Secciones
web-nav-map = Mapa
web-nav-briefing = Informe de zona
web-nav-investigation = Investigación
web-title-map = Mapa de alertas
web-title-alert = Alerta
web-title-briefing = Informe de zona
web-title-production = Producción declarada
web-title-holders = Titulares
web-title-unknown = Página inexistente
web-unknown-page = Esta dirección no lleva a ninguna página
web-unknown-page-remedy = Puede que el enlace esté incompleto.
web-to-map = Ir al mapa
web-close = Cerrar
web-cancel = Cancelar
web-retry = Intentar de nuevo
web-loading = Cargando…

## Errores

web-error-unreachable = No hay respuesta del servidor
web-error-unreachable-remedy = Compruebe la conexión e intente de nuevo. Lo que escribió sigue aquí.
web-error-server = El servidor no pudo responder
web-error-server-remedy = Intente de nuevo en un momento; si se repite, avise a quien administra el sistema (código { $status }).
web-error-reference = Referencia del pedido: { $id }

## Sesión

web-sign-in = Iniciar sesión
web-sign-in-busy = Comprobando…
web-sign-in-title = Iniciar sesión
web-sign-in-intro = Alertas de nuevos desmontes con indicios de minería en la Amazonía peruana. Solo para personas autorizadas.
web-sign-in-name = Usuario
web-sign-in-password = Contraseña
web-sign-in-help = ¿No tiene cuenta u olvidó su contraseña? Pídala a quien administra el sistema en su institución.
web-sign-out = Cerrar sesión
web-session-lost = Su sesión terminó
web-session-lost-text = Lo que estaba haciendo sigue en la página. Inicie sesión y continuará donde estaba.
web-session-lost-leave = Salir sin guardar
web-account = Cuenta de { $name }
web-role-prosecutor = Fiscal
web-role-analyst = Analista
web-role-field = Equipo de campo
web-role-admin = Administración
web-language = Idioma
web-language-es = Español
web-language-en = English
web-theme-dark = Modo oscuro
web-api-docs = Documentación de la API

## Búsqueda

web-search = Buscar lugar, derecho minero, titular o coordenadas
web-search-hint = Lugar, código, titular, UTM o grados
web-search-results = Resultados
web-search-none = Nada coincide. Pruebe con un código, un nombre o una coordenada como 19S 345678 8576543.
web-search-count = { $form ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
web-found-coordinates = Coordenada
web-found-place = Lugar
web-found-right = Derecho minero
web-found-feature = Capa
web-found-holder = Titular
web-found-alert = Alerta

## Lista de alertas

web-alerts = Alertas
web-alerts-loading = Cargando alertas…
web-alerts-count = { $form ->
    [one] { $count } alerta
   *[other] { $count } alertas
}
web-alerts-none = Todavía no hay alertas
web-alerts-none-remedy = Aparecerán aquí cuando la detección encuentre un desmonte nuevo. Que no haya alertas no significa que no haya cambios: puede que no se hayan podido observar.
web-alerts-none-filtered = Ninguna alerta cumple los filtros
web-alerts-none-filtered-remedy = Amplíe las fechas, el área del mapa o los demás filtros.
web-alerts-too-many = Se muestran las primeras { $count }. Use filtros para acotar.
web-more = Mostrar { $count } más
web-shown = Se muestran { $shown } de { $all }.
web-open = Abrir
web-alert-open = Abrir la alerta
web-only-in-view = Solo lo visible en el mapa
web-download = Descargar:
web-state-confirmed = Confirmada
web-state-provisional = Provisional
web-driver-mining = Indicios de minería
web-driver-other = Otra causa
web-driver-unknown = Causa no determinada
web-probability = probabilidad { $value }
web-onset = Ocurrió entre: { $interval }
web-no-ties = Fuera de todas las capas
web-sort = Orden
web-sort-rank = Más importantes primero
web-sort-newest = Más recientes primero
web-sort-largest = Más extensas primero

## Filtros

web-filters = Filtros
web-filters-active = Filtros ({ $count })
web-filters-clear = Quitar filtros
web-any-f = Cualquiera
web-filter-state = Estado
web-filter-driver = Causa probable
web-filter-from = Desde
web-filter-to = Hasta
web-filter-area-min = Área mínima (ha)
web-filter-area-max = Área máxima (ha)
web-filter-confidence = Probabilidad mínima: { $value }
web-filter-layer = Toca la capa
web-filter-right = Código del derecho minero

## Mapa

web-map = Mapa
web-map-label = Mapa de alertas. Flechas para mover, más y menos para acercar, Intro para preguntar qué hay en el centro.
web-map-loading = Cargando el mapa…
web-zoom-in = Acercar
web-zoom-out = Alejar
web-scale = Escala: { $length }
web-utm-title = Universal Transversal de Mercator, WGS 84: zona, este y norte en metros
web-west = O
web-sheet = Ampliar o reducir la lista
web-synthetic = Mundo SINTÉTICO de demostración
web-layers = Capas e imágenes
web-legend = Leyenda
web-layer-alerts = Alertas
web-layer-reports = Reportes de campo
web-layer-mining_right = Derechos mineros
web-layer-reinfo = Registros REINFO
web-layer-mining_zone = Zona de pequeña minería
web-layer-protected_area = Áreas naturales protegidas
web-layer-buffer_zone = Zonas de amortiguamiento
web-layer-native_community = Comunidades nativas
web-layer-forestry_concession = Concesiones forestales
web-layer-conservation_concession = Concesiones para conservación
web-layer-river = Ríos
web-layer-lake = Lagos y cochas
web-layer-wetland = Humedales
web-layer-road = Vías
web-layer-settlement = Centros poblados
web-layer-district = Distritos
web-layer-other = Otras capas
web-layer-graticule = Cuadrícula de grados
web-right-titled = titulado
web-right-pending = en trámite
web-right-extinct = extinto
web-sources = Fuentes de las capas
web-undated = sin fecha
web-features = { $count } elementos
web-picture = Imagen satelital
web-picture-date = Fecha de toma
web-picture-none = Ninguna
web-picture-preset = Combinación
web-picture-before = Comparar con
web-picture-opacity = Opacidad
web-picture-failed = No se pudo obtener la lista de imágenes.
web-picture-no-earlier = No hay una imagen anterior de la misma serie.
web-cloud = nubes { $share }
web-preset-natural = Color natural
web-preset-swir = Infrarrojo de onda corta
web-preset-ndvi = Vegetación (NDVI)
web-preset-disturbance = Cambio entre dos fechas
web-here = ¿Qué hay aquí?
web-here-ties = Según las capas
web-here-no-ties = Ninguna capa cubre este punto ni hay elementos a menos de { $distance }.
web-here-alerts = Alertas a menos de { $distance }
web-here-reports = Reportes de campo
web-here-briefing = Preparar un informe de esta zona
web-here-photo = Foto del reporte
web-here-report-silent = Reporte sin texto
web-title-is-not-authorship = Un título no prueba autoría: con frecuencia ocupan terceros.

## Avisos en vivo

web-live = Avisos de alertas nuevas
web-live-raised = Alerta nueva
web-live-changed = Alerta actualizada
web-live-many = { $count } alertas nuevas o actualizadas
web-live-see = Ver

web-sort-priority = Por dónde empezar
web-worklist = Por dónde empezar
web-worklist-note = Ordenado por puntos: tamaño, crecimiento, suelo protegido, agua, comunidades, certeza, antigüedad y si alguien ya la abrió.
web-worklist-more = y { $count } más a menos de { $distance }
web-worklist-left-out = Quedan { $count } lugares menos urgentes. Use otro orden para verlos todos.
web-points = { $points } puntos
