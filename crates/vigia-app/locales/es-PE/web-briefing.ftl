# Mensajes de la página del informe de zona, para pantalla y papel.

web-briefing-title = Informe de zona
web-briefing-intro = Reúne las alertas de un lugar en el orden en que se llega a ellas, con coordenadas, imágenes y vínculos, para imprimir o llevar en el GPS.
web-briefing-bad-place = La dirección no indica un lugar que se pueda usar
web-briefing-bad-place-remedy = El radio va de 100 m a 100 km; una zona dibujada tiene de 3 a 200 vértices. Elija el lugar de nuevo.
web-briefing-loading = Preparando el informe…
web-briefing-form = Lugar del informe
web-briefing-change = Cambiar el lugar
web-briefing-mode = Tipo de lugar
web-briefing-mode-point = Un punto y su radio
web-briefing-mode-area = Una zona dibujada
web-briefing-search = Lugar, código, titular o coordenadas
web-briefing-search-go = Buscar
web-briefing-search-none = Nada encontrado con ese texto. Pruebe con coordenadas UTM o con un clic en el mapa.
web-briefing-search-results = Resultados: elija uno
web-briefing-chosen = Punto elegido
web-briefing-chosen-none = Ninguno: búsquelo o haga clic en el mapa.
web-briefing-radius = Radio
web-briefing-make = Hacer el informe
web-briefing-map = Mapa para elegir el lugar
web-briefing-map-point = Haga clic en el mapa para poner el punto. Con el teclado: muévalo con las flechas y pulse Intro para tomar el centro.
web-briefing-map-area = Haga clic en cada esquina de la zona. Con el teclado: mueva el mapa con las flechas y pulse Intro para poner una esquina en el centro; Retroceso quita la última.
web-briefing-map-failed = El mapa no se puede mostrar en este equipo; use la búsqueda.
web-briefing-corners = { $form ->
    [one] { $count } esquina
   *[other] { $count } esquinas
  }
web-briefing-undo = Quitar la última
web-briefing-clear = Borrar
web-briefing-fault-no-point = Elija primero un punto.
web-briefing-fault-too-few = Faltan esquinas: una zona tiene al menos tres.
web-briefing-fault-too-many = Demasiadas esquinas: el máximo es 200.
web-briefing-fault-crosses = Los lados se cruzan: quite la última esquina o borre y dibuje de nuevo.

## Documento

web-briefing-print = Imprimir
web-briefing-gpx = Descargar GPX
web-briefing-geojson = Descargar GeoJSON
web-briefing-made = Hecho el { $at } (hora del Perú) por { $user }.
web-briefing-count = { $form ->
    [one] Un objetivo, { $order }.
   *[other] { $count } objetivos, { $order }.
  }
web-briefing-full = Se muestran los { $count } más cercanos: puede haber más.
web-briefing-more = Mostrar hasta { $count }
web-briefing-order-point = del más cercano al más lejano del punto
web-briefing-order-area = del más cercano al más lejano del centro de la zona
web-briefing-centre-point = Punto de referencia
web-briefing-centre-area = Centro de la zona
web-briefing-datum = WGS84.
web-briefing-synthetic = DATOS SINTÉTICOS: es un mundo de muestra; ningún lugar, persona ni empresa es real.
web-briefing-empty = No hay alertas en este lugar
web-briefing-empty-point = No se ha visto ningún cambio a menos de { $radius } del punto en las imágenes guardadas. No prueba que no haya actividad: pudo taparla la nube, ser más pequeña que lo detectable o posterior a la última imagen.
web-briefing-empty-area = No se ha visto ningún cambio dentro de la zona en las imágenes guardadas. No prueba que no haya actividad: pudo taparla la nube, ser más pequeña que lo detectable o posterior a la última imagen.
web-briefing-empty-wider = Pruebe con un radio mayor o con otra zona.
web-briefing-overview = Croquis de ubicación
web-briefing-overview-caption = Los números son los del informe. Norte arriba; longitud y latitud en grados, WGS84.
web-briefing-overview-scene = Fondo: { $sensor }, { $date }.
web-briefing-overview-alt = { $form ->
    [one] Croquis con un objetivo alrededor de { $centre }
   *[other] Croquis con { $count } objetivos alrededor de { $centre }
  }
web-briefing-targets = Objetivos
web-briefing-target-open = Ver la alerta completa
web-briefing-target-at-point = { $distance } { $bearing } ({ $degrees }°) del punto de referencia
web-briefing-target-at-area = { $distance } { $bearing } ({ $degrees }°) del centro de la zona
web-briefing-target-area = Superficie
web-briefing-target-when = Cuándo
web-briefing-target-sure = Certeza
web-briefing-target-ties = Vínculos
web-briefing-target-no-ties = No toca ni tiene cerca ningún elemento de las capas cargadas.
web-briefing-chip-before = Antes, { $date }
web-briefing-chip-after = Después, { $date }
web-briefing-chip-before-alt = Imagen de antes del objetivo { $order }
web-briefing-chip-after-alt = Imagen de después del objetivo { $order }
web-briefing-chip-none-before = Sin imagen despejada de antes
web-briefing-chip-none-after = Sin imagen despejada de después
web-briefing-reports = Reportes de campo en la zona
