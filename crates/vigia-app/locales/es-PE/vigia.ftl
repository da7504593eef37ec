# Problemas: qué pasó con un archivo y qué puede hacer la persona.
# «problem-<código>» es el título; «problem-<código>-remedy», el remedio. Los códigos son
# los de vigia_core::problem. Sin NUMBER ni DATETIME: los argumentos llegan ya escritos.

## Archivos

problem-file-unreadable = No se puede leer el archivo
problem-file-unreadable-remedy = Compruebe que el archivo existe, que la ruta está bien escrita y que usted tiene permiso para abrirlo.
problem-format-unknown = Vigía no conoce este tipo de archivo
problem-format-unknown-remedy = Entregue imágenes GeoTIFF con su ítem STAC, carpetas .SAFE de Sentinel-2, capas GeoJSON, GeoPackage, shapefile, FlatGeobuf, KML, KMZ o páginas guardadas de ArcGIS, o reportes de Kobo (JSON), ODK (XML), fotos con GPS, GPX o CSV. Si es un documento o un video, consérvelo aparte.
problem-too-large = El archivo supera el tamaño o la cantidad de registros permitidos
problem-too-large-remedy = Divida el archivo en partes y entregue cada una por separado.
problem-disk-full = El disco está lleno
problem-disk-full-remedy = Libere espacio en el disco del espacio de trabajo y repita la orden. Lo que ya se guardó está completo y no se duplicará.

## Imágenes

problem-raster-unreadable = No se puede abrir la imagen
problem-raster-unreadable-remedy = Ábrala en QGIS. Si tampoco se abre, descárguela otra vez de su origen.
problem-raster-truncated = La imagen está incompleta o dañada
problem-raster-truncated-remedy = La descarga o la copia se interrumpió: descárguela otra vez y compare el tamaño con el del original.
problem-raster-hostile = El lector de imágenes se detuvo al abrir este archivo
problem-raster-hostile-remedy = El archivo agotó el tiempo o la memoria, o hizo fallar al lector. No lo use: descárguelo otra vez de una fuente oficial y, si se repite, avise a quien administra el sistema.
problem-raster-not-georeferenced = La imagen no indica en qué lugar de la Tierra está
problem-raster-not-georeferenced-remedy = Pida la versión georreferenciada (GeoTIFF o COG con sistema de coordenadas). Vigía no adivina la ubicación.
problem-stac-invalid = La ficha STAC de la imagen no es válida
problem-stac-invalid-remedy = Compare la ficha con la norma STAC 1.0 o 1.1, o genérela otra vez con la herramienta que la creó.
problem-safe-invalid = No se pueden leer los metadatos del producto SAFE
problem-safe-invalid-remedy = Descargue otra vez el producto de su fuente oficial. Entregue una carpeta terminada en .SAFE por cada tesela, descomprimida y sin cambios.
problem-safe-incomplete = Faltan archivos del producto SAFE
problem-safe-incomplete-remedy = Copie en la carpeta .SAFE los archivos que se nombran aquí, o descargue y descomprima otra vez el producto. Mientras tanto la escena completa queda fuera.
problem-level-unsuitable = El producto no es reflectancia de superficie
problem-level-unsuitable-remedy = Descargue la misma toma como nivel 2A (MSIL2A) o genérela con Sen2Cor. El nivel 1C todavía incluye la atmósfera y mostraría cambios que no existen.
problem-scene-undated = La imagen no indica cuándo se tomó
problem-scene-undated-remedy = Agregue a la ficha STAC «datetime», o «start_datetime» y «end_datetime», con la fecha de toma y no la de procesamiento.
problem-bands-unknown = No se sabe qué mide cada banda de la imagen
problem-bands-unknown-remedy = Agregue a la ficha STAC el nombre de cada banda («eo:bands» o «bands»), por ejemplo red, nir o swir16.
problem-calibration-missing = Falta la escala o el desplazamiento para convertir la imagen en reflectancia
problem-calibration-missing-remedy = Agregue a la ficha STAC «scale» y «offset» de cada banda. En Sentinel-2 desde enero de 2022 el desplazamiento es −0.1; sin él parecería que todo cambió. Si es un producto SAFE cuyos metadatos se contradicen, descargue otra copia.
problem-grid-mismatch = La cuadrícula de la imagen no coincide con la de su serie
problem-grid-mismatch-remedy = Compruebe que todas las imágenes de la serie son de la misma tesela, resolución y sistema de coordenadas; entregue las distintas en otra carpeta.
problem-scene-conflict = Ya existe otra imagen con este identificador y contenido distinto
problem-scene-conflict-remedy = Averigüe cuál es la correcta. Si la nueva es un reprocesamiento, entréguela con un identificador propio: la anterior no se reemplaza, porque puede sustentar alertas.
problem-scene-misaligned = La imagen está desplazada frente a las demás de su serie
problem-scene-misaligned-remedy = Consiga la misma toma con otro procesamiento, o corríjala sobre una imagen de la serie. Sin eso cada borde parecería un cambio. Si las desplazadas son las demás, libérela con «vigia scenes release».
problem-bands-out-of-order = Las bandas de la imagen no contienen lo que dicen sus nombres
problem-bands-out-of-order-remedy = Compare en la ficha STAC el nombre de cada banda con su archivo o su número, corríjala y entregue la imagen con otro identificador.
problem-offset-mixed = El desplazamiento de la reflectancia falta o se aplicó dos veces
problem-offset-mixed-remedy = Revise «offset» en la ficha STAC: en Sentinel-2 es −0.1 desde la versión de procesamiento 04.00 y 0 antes, salvo que quien la distribuye ya lo haya restado. Entréguela corregida con otro identificador.
problem-radiometric-jump = La vegetación que no cambió se ve mucho más clara u oscura que en las demás imágenes
problem-radiometric-jump-remedy = Revise la escala de la banda y el nivel del producto (2A, reflectancia de superficie). Si es humo o bruma sobre toda la imagen, déjela fuera; si es correcta, libérela con «vigia scenes release».
problem-no-clear-ground = En esta fecha casi no se ve el suelo
problem-no-clear-ground-remedy = No hay nada que corregir: la fecha cuenta como no observable. Lo que pasó entonces se buscará en las imágenes vecinas y en el radar.
problem-pixels-saturated = Hay píxeles más brillantes de lo posible
problem-pixels-saturated-remedy = Esos píxeles se ocultan. Si son muchos, revise la escala y el valor sin datos en la ficha STAC, o descargue la imagen otra vez.
problem-pixels-missing = Faltan píxeles dentro de la imagen
problem-pixels-missing-remedy = Los que faltan cuentan como no observados. Si falta una banda entera, descargue la imagen otra vez.
problem-nodata-stripes = Faltan líneas enteras dentro de la imagen
problem-nodata-stripes-remedy = Las que faltan cuentan como no observadas. Si son muchas, la descarga o el sensor fallaron: descárguela otra vez y, si siguen, no la use.
problem-too-much-change = La imagen cambiaría más de su tesela que lo acordado
problem-too-much-change-remedy = Mírela en el mapa: casi siempre es nube, humo o una inundación. Si el cambio es real, use «vigia scenes release»; si no, «vigia scenes refuse». Hasta entonces no se usa.
problem-scene-duplicate = La misma toma está en la serie con otro procesamiento
problem-scene-duplicate-remedy = No hay nada que hacer: se usa la de procesamiento más nuevo, y esta se conserva.
problem-northing-negative = Terreno del hemisferio sur escrito en una zona UTM del norte
problem-northing-negative-remedy = No hay nada que corregir: con el norte negativo las coordenadas son exactas, y las alertas se citan en la zona del sur. Otro programa podría leerlas mal.
problem-pair-incomplete = No se distingue la imagen de antes y la de después
problem-pair-incomplete-remedy = Entregue dos imágenes del mismo lugar cuyos nombres terminen en «before» y «after».

## Capas

problem-layer-without-crs = La capa no indica su sistema de coordenadas
problem-layer-without-crs-remedy = Pregunte a quien la entregó si está en WGS84 o en PSAD56 y en qué zona (17S, 18S, 19S), e indíquelo al ingresarla, por ejemplo con --crs EPSG:32719. No lo suponga: un error la desplaza cientos de metros.
problem-crs-unknown = No se reconoce el sistema de coordenadas de la capa
problem-crs-unknown-remedy = Indique el código EPSG al ingresarla, por ejemplo EPSG:32719 (WGS84, zona 19S) o EPSG:24879 (PSAD56, zona 19S).
problem-axes-swapped = La latitud y la longitud parecen intercambiadas
problem-axes-swapped-remedy = En el Perú la longitud va de −81 a −68 y la latitud de −18 a 0. Corrija el orden en el archivo de origen y entréguelo otra vez.
problem-coordinates-implausible = Las coordenadas no corresponden al sistema de coordenadas indicado
problem-coordinates-implausible-remedy = Revise la zona UTM, el datum y las unidades (grados o metros) en el archivo de origen.
problem-geometry-empty = Un elemento de la capa no tiene geometría
problem-geometry-empty-remedy = Los demás elementos se guardaron. Busque el elemento en el archivo de origen y complete su dibujo, o bórrelo.
problem-geometry-invalid = La geometría de un elemento no es válida y no se pudo reparar
problem-geometry-invalid-remedy = Los demás elementos se guardaron. Corrija el dibujo en QGIS («Corregir geometrías») y entregue la capa otra vez.
problem-layer-empty = La capa no tiene ningún elemento
problem-layer-empty-remedy = Compruebe que exportó la capa correcta y que no quedó activo un filtro.
problem-layer-incomplete = Falta una parte de la capa
problem-layer-incomplete-remedy = Descárguela o expórtela de nuevo, completa, hasta que no falte nada. Mientras tanto no se usa: lo que falta en ella se leería como «aquí no hay ningún derecho».
problem-date-unusable = Hay fechas de elementos que no se pueden usar
problem-date-unusable-remedy = Los elementos se conservan sin esa fecha. Consulte a quien lleva el registro, o corrija la columna, por ejemplo como 2011-05-03 (año-mes-día), y vuelva a cargar la capa.
problem-mapping-invalid = No se puede leer el archivo que dice qué columna contiene qué
problem-mapping-invalid-remedy = Corrija la línea que se nombra. Necesita kinds y al menos una lista de columnas, por ejemplo kinds = ["mining_right"] y code = ["CODIGO"].
problem-operation-unknown = La operación entre datums no es una de las indicadas para el Perú
problem-operation-unknown-remedy = Indique una de las que se nombran, o ninguna, y se usará la habitual.
problem-service-failed = El servicio de mapas no responde como debe
problem-service-failed-remedy = Compruebe la dirección en un navegador y repita la descarga más tarde: lo que ya llegó se conserva, y solo se pide lo que falta.
problem-layer-unreadable = No se puede leer la capa
problem-layer-unreadable-remedy = Ábrala en QGIS y guárdela otra vez como GeoPackage o GeoJSON.
problem-shapefile-incomplete = Faltan archivos que forman parte del shapefile
problem-shapefile-incomplete-remedy = Un shapefile son varios archivos con el mismo nombre: .shp, .shx, .dbf y .prj. Copie junto a él los que se nombran aquí, o pida todos en un solo .zip.

## Reportes de campo

problem-row-invalid = No se puede leer una fila de la tabla
problem-row-invalid-remedy = Las demás filas se guardaron. Corrija en la hoja de cálculo la fila indicada (la primera es la de los títulos) y entregue la tabla otra vez: nada se duplicará.
problem-columns-unknown = Las columnas de la tabla no indican una posición
problem-columns-unknown-remedy = Nombre las columnas «longitud» y «latitud», o «este», «norte» y «zona» (por ejemplo 19S), y una sola de cada una.
problem-photo-without-gps = La foto no tiene posición GPS
problem-photo-without-gps-remedy = Pida la foto original: las aplicaciones de mensajería borran la posición. Si se tomó sin GPS, anote el lugar en un formulario y adjunte la foto.
problem-exif-invalid = Los datos de posición de la foto están dañados o incompletos
problem-exif-invalid-remedy = Pida la foto original, sin editar. Vigía no supone el hemisferio ni el datum que falta: anote el lugar en un formulario si no hay otra copia.
problem-report-without-position = El reporte no indica dónde se observó
problem-report-without-position-remedy = Pida a quien lo envió la posición y complétela en el formulario; los demás reportes del archivo se guardaron.
problem-report-unreadable = No se puede leer el reporte
problem-report-unreadable-remedy = El archivo está vacío, cortado o mal formado: descárguelo o expórtelo otra vez.

## Notas: lo que se dejó fuera a propósito

note-track-points-left-out = { $subject }: { $count } puntos de recorridos y rutas no son reportes; solo se toman los puntos marcados (waypoints).
note-duplicates-merged = { $subject }: { $count } entradas repetidas se contaron una sola vez.
note-more-pages = { $subject }: el servidor tiene { $count } envíos más que este archivo no contiene; descargue las páginas siguientes.
