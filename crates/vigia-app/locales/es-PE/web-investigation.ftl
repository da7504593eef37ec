# Mensajes de las páginas para quienes investigan. Dicen «resultado» o «indicio», nunca «delito».

web-investigation-refused = Esta página no es para su rol
web-investigation-refused-why = Lo que apunta a titulares lo leen solo fiscales y analistas. Si su trabajo lo necesita, pida el rol a quien administra el sistema en su institución.
web-investigation-use = SOLO INTELIGENCIA
web-investigation-use-means = No es prueba y no va en informes de zona. Cada lectura de esta página queda registrada con su usuario.
web-investigation-print = SOLO INTELIGENCIA · NO ES PRUEBA · NO DIFUNDIR

## Producción declarada

web-production-title = Producción declarada y lo que se ve
web-production-lead = Pone el oro declarado por derecho minero junto a lo que muestran las imágenes, y cuenta lo que no coincide. Cada resultado es una pregunta que alguien debe verificar.
web-production-loading = Comparando lo declarado con las imágenes…
web-production-load = Tabla { $load }, vigente al { $dated }.
web-production-none = Todavía no hay producción declarada
web-production-none-remedy = Quien administra el sistema la carga con esta orden, desde una tabla con las columnas codigo, mes, sustancia, cantidad y unidad:
web-production-nothing = Nada de lo declarado contradice lo que se ve
web-production-nothing-means = Cada derecho con oro declarado cuyo terreno se miró muestra alguna labor o suelo abierto, y cada labor visible tiene alguna declaración.
web-production-filter = Filtrar los resultados
web-production-filter-kind = Qué no coincide
web-production-filter-all = Todo ({ $count })
web-production-filter-one = { $kind } ({ $count })
web-production-filter-observed = Solo lo que se pudo observar
web-production-filter-none = Ningún resultado cumple el filtro
web-production-filter-none-remedy = Quite el filtro para ver los { $count } que hay.
web-production-filter-clear = Quitar el filtro
web-production-count = { $form ->
    [one] { $count } resultado
   *[other] { $count } resultados
  }
web-production-count-hidden = { $form ->
    [one] { $count } no es observable.
   *[other] { $count } no son observables.
  }
web-production-kind-declared_without_working = Oro declarado sin labor visible
web-production-kind-declared_without_working-means = Se declara oro de estos derechos, y ninguna imagen de los meses declarados muestra en ellos una labor. Donde las imágenes no bastan para decirlo, el resultado es «no observable».
web-production-kind-working_without_declaration = Labores visibles sin declaración
web-production-kind-working_without_declaration-means = Se ven labores en estos derechos y la tabla no declara oro de ninguno.
web-production-right = Derecho { $code }
web-production-says-declared = { $form ->
    [one] Declara { $gold } de oro en { $months } mes, y las imágenes de ese tiempo no muestran ninguna labor.
   *[other] Declara { $gold } de oro en { $months } meses, y las imágenes de ese tiempo no muestran ninguna labor.
  }
web-production-says-hidden = { $form ->
    [one] Declara { $gold } de oro en { $months } mes. No se puede decir si hubo labor: { $reason }.
   *[other] Declara { $gold } de oro en { $months } meses. No se puede decir si hubo labor: { $reason }.
  }
web-production-says-working = { $form ->
    [one] Se ve una labor, con { $area } dentro del derecho, y no hay ninguna declaración de oro.
   *[other] Se ven { $count } labores, con { $area } dentro del derecho, y no hay ninguna declaración de oro.
  }
web-production-not-observable = No observable
web-production-not-observable-no_scene = no hay imágenes de esos meses
web-production-not-observable-cloud = muy pocas imágenes de esos meses ven bien el terreno
web-production-not-observable-too_small = lo declarado es tan poco que la labor puede ser demasiado pequeña para verse
web-production-holder = Titular
web-production-status = Estado del derecho
web-production-gold = Oro declarado
web-production-gold-none = ninguno
web-production-gold-months = { $form ->
    [one] { $gold } en { $months } mes
   *[other] { $gold } en { $months } meses
  }
web-production-period = Periodo
web-production-looks = Imágenes que ven el terreno
web-production-open = Suelo abierto, a lo más
web-production-open-means = { $area } de suelo desnudo y agua
web-production-open-none = no se pudo ver
web-production-workings = Labores
web-production-workings-later = Labores posteriores
web-production-working-area = { $area } dentro del derecho
web-production-working-onset = lo primero, entre el { $from } y el { $to }
web-production-working-onset-day = lo primero, el { $day }
web-production-working-touches = probabilidad de que toque el derecho: { $probability }
web-production-above = más de { $value }
web-production-below = menos de { $value }
web-production-limits-declared_without_working = Límites: una labor puede estar bajo el dosel, bajo tierra o en el río, y el oro puede venir de un stock anterior.
web-production-limits-working_without_declaration = Límites: puede trabajar un tercero, y puede haber una declaración con otro código o posterior a la tabla. La superficie y las fechas son las que permiten las imágenes.
web-production-unknown = Declaran oro y no están en ninguna capa
web-production-unknown-means = Ninguna capa de derechos mineros cargada tiene estos códigos. Puede ser un error de escritura, un derecho extinguido o una capa que falta.
web-production-not-looked-at = { $form ->
    [one] Queda { $count } derecho cuyo terreno aún no se miró en todas las imágenes: no está entre los resultados.
   *[other] Quedan { $count } derechos cuyo terreno aún no se miró en todas las imágenes: no están entre los resultados.
  }
web-production-thresholds = { $form ->
    [one] Umbrales: una imagen cuenta si ve al menos { $seen } del terreno del derecho, y hace falta { $looks }; desde { $open } de suelo desnudo y agua puede haber una labor; con menos de { $gold } declarados la labor puede ser demasiado pequeña para verse; una labor toca el derecho desde una probabilidad de { $touches }. Se pusieron a mano y ningún especialista los ha revisado.
   *[other] Umbrales: una imagen cuenta si ve al menos { $seen } del terreno del derecho, y hacen falta { $looks }; desde { $open } de suelo desnudo y agua puede haber una labor; con menos de { $gold } declarados la labor puede ser demasiado pequeña para verse; una labor toca el derecho desde una probabilidad de { $touches }. Se pusieron a mano y ningún especialista los ha revisado.
  }

## Titulares

web-holders-lead = Quién tiene derechos mineros y registros REINFO según las capas más recientes, y qué se ha desmontado en sus derechos y a menos de { $distance } de ellos. Los registros se unen por RUC o por el mismo nombre; lo demás lo decide una persona.
web-holders-loading = Cargando titulares…
web-holders-none = Todavía no hay titulares
web-holders-none-remedy = Aparecen cuando se carga una capa de derechos mineros o de REINFO que diga quién los tiene.
web-holders-search = Buscar por nombre, RUC o código
web-holders-search-none = Ningún titular coincide con la búsqueda
web-holders-search-none-remedy = Pruebe con menos palabras o con parte del RUC.
web-holders-count = { $form ->
    [one] { $count } titular
   *[other] { $count } titulares
  }
web-holders-found = { $count } de { $total } coinciden con «{ $text }».
web-holders-cut = Hay { $total } titulares y aquí están los { $count } con más suelo desmontado; la búsqueda solo mira estos.
web-holders-who = Titular
web-holders-ruc = RUC { $number }
web-holders-by-name = Sin RUC: unido por el nombre
web-holders-features = Registros
web-holders-on = Desmontes en sus derechos
web-holders-around = A menos de { $distance }
web-holders-nothing = ninguno
web-holders-also = Una persona dijo que también es { $name }.
web-holders-named = «{ $name }»
web-holders-part = Separar
web-holders-part-of = Separar { $name } de { $holder }
web-holders-suggestions = Podrían ser el mismo titular
web-holders-suggestions-count = { $form ->
    [one] { $count } par por revisar
   *[other] { $count } pares por revisar
  }
web-holders-suggestions-means = Sus nombres se parecen, y un nombre parecido no es la misma persona. Nada se une hasta que una persona lo diga, y lo que diga queda registrado con su usuario.
web-holders-similarity = parecido: { $share }
web-holders-records = { $form ->
    [one] { $count } registro
   *[other] { $count } registros
  }
web-holders-same = Es el mismo
web-holders-different = Es otro
web-holders-pair = { $a } y { $b }
web-holders-sending = Guardando…
web-holders-said-same = Quedó dicho que son el mismo: { $a } y { $b }.
web-holders-said-different = Quedó dicho que son distintos: { $a } y { $b }.
web-holders-failed = No se guardó lo que dijo: { $why }
