# La pregunta «¿Qué hay en…?» sobre un punto, un área, una línea o un archivo.

web-here-in = ¿Qué hay en…?
web-here-in-point = Un punto
web-here-in-area = Un área dibujada
web-here-in-line = Una línea: río, camino, recorrido
web-here-in-file = Un archivo: KML, GPX, shapefile…
web-here-title-point = ¿Qué hay en un punto?
web-here-title-area = ¿Qué hay en esta área?
web-here-title-line = ¿Qué hay junto a esta línea?
web-here-title-file = ¿Qué hay en el terreno de un archivo?
web-here-point-how = Haga clic en el mapa. Con el teclado: muévalo con las flechas y pulse Intro para preguntar por el centro.
web-here-point-middle = Preguntar por el centro del mapa
web-here-draw-area = Haga clic en cada esquina del área. Con el teclado: mueva el mapa con las flechas, Intro pone una esquina en el centro y Retroceso quita la última.
web-here-draw-line = Haga clic en cada punto de la línea. Con el teclado: mueva el mapa con las flechas, Intro pone un punto en el centro y Retroceso quita el último.
web-here-draw-on = Seguir dibujando
web-here-points = { $form ->
    [one] { $count } punto
   *[other] { $count } puntos
  }
web-here-fault-line = Faltan puntos: una línea tiene al menos dos.
web-here-radius-line = Metros a cada lado
web-here-radius-file = Metros alrededor de líneas y puntos
web-here-metres = metros
web-here-ask = Preguntar
web-here-ask-again = Preguntar de nuevo
web-here-ground-no-ties = Ninguna capa toca este terreno.
web-here-ground-alerts = Alertas en este terreno ({ $count })
web-here-ground-no-alerts = No hay alertas en este terreno. No prueba que no haya actividad.
web-here-full = Se muestra solo lo más cercano: puede haber más.

## Archivo

web-here-file-how = GeoJSON, KML, KMZ, GPX, GeoPackage, FlatGeobuf o un shapefile comprimido en zip, de hasta 16 MB. También puede soltarlo sobre el mapa.
web-here-file-kept = El archivo se lee para responder y no se guarda.
web-here-file-open = Abrir un archivo
web-here-file-remove = Quitar el archivo
web-here-file-reading = Leyendo el archivo…
web-here-file-several = Elija un solo archivo. Un shapefile va con todas sus partes en un zip.
web-here-file-empty = El archivo está vacío.
web-here-file-too-large = El archivo pasa de 16 MB. Si es una capa entera, pida que la carguen.
web-here-file-unreadable = El navegador no puede leer el archivo. Una carpeta va comprimida en un zip.
web-here-drop = Suelte el archivo para preguntar qué hay en su terreno
web-here-crs = Sistema de coordenadas del archivo
web-here-crs-choose = Elija el que diga quien lo entregó
web-here-read = { $form ->
    [one] Se leyó { $count } elemento en { $crs }.
   *[other] Se leyeron { $count } elementos en { $crs }.
  }
web-here-read-operation = Se llevó a WGS84 con «{ $operation }», exactitud { $accuracy } m.
web-here-read-no-datum = Se llevó a WGS84 sin cambio de datum: «{ $operation }».
web-here-read-operation-unknown = Se llevó a WGS84 con «{ $operation }», sin exactitud declarada.
web-here-read-repaired = { $form ->
    [one] Se reparó la forma de { $count }.
   *[other] Se reparó la forma de { $count }.
  }
web-here-left-out = { $form ->
    [one] { $count } quedó fuera: por qué
   *[other] { $count } quedaron fuera: por qué
  }
web-here-left-out-more = Y { $count } más.
