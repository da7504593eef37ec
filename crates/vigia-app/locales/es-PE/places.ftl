# Lugares: búsqueda, qué hay aquí y la hoja de ruta para el equipo de campo.

search-no-hemisphere = Sin hemisferio en lo escrito: leído como sur y oeste · UTM { $utm }
search-no-zone = Sin zona en lo escrito: leído como { $zone } · { $degrees }
search-alert = alerta · { $area } ha · UTM { $utm }
search-holder = titular · elementos a su nombre: { $count }

tie-words-within = Dentro: { $kind } «{ $name }» ({ $detail })
tie-words-overlaps = { $share } % dentro: { $kind } «{ $name }» ({ $detail })
tie-words-near = A { $distance }: { $kind } «{ $name }» ({ $detail })
tie-words-touches = En el borde: { $kind } «{ $name }» ({ $detail })
tie-words-code = código { $code }
tie-words-holder = titular { $holder }
tie-words-status = estado { $status }
tie-words-valid-from = desde el { $day }
tie-words-valid-to = hasta el { $day }
tie-words-later = { $words }; así en una carga posterior de la capa
tie-words-gone = { $words }; ya no figura en una carga posterior de la capa
tie-words-probability = { $words }, con probabilidad { $probability } de que lo toque
tie-words-not-authorship = { $words }; un título no es autoría
tie-words-no-title = { $words }; un registro REINFO no es un título

dates-one-day = primer desmonte el { $to-day } de { $to-month } de { $to-year }
dates-one-month = primer desmonte entre el { $from-day } y el { $to-day } de { $to-month } de { $to-year }
dates-one-year = primer desmonte entre el { $from-day } de { $from-month } y el { $to-day } de { $to-month } de { $to-year }
dates-two-years = primer desmonte entre el { $from-day } de { $from-month } de { $from-year } y el { $to-day } de { $to-month } de { $to-year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

certainty-very-likely = indicio muy probable de minería ({ $number }); { $state }
certainty-likely = indicio probable de minería ({ $number }); { $state }
certainty-possible = indicio posible de minería ({ $number }); { $state }
certainty-weak = indicio débil de minería ({ $number }); { $state }
certainty-confirmed = visto en dos imágenes independientes
certainty-provisional = visto en una sola imagen

bearing-n = al norte
bearing-ne = al noreste
bearing-e = al este
bearing-se = al sureste
bearing-s = al sur
bearing-sw = al suroeste
bearing-w = al oeste
bearing-nw = al noroeste
bearing-here = aquí mismo

briefing-title-point = Alertas a menos de { $radius } de UTM { $utm }
briefing-title-area = Alertas en la zona dibujada alrededor de UTM { $utm }
briefing-disclaimer = Son indicios obtenidos de imágenes, no prueba de un delito: cada lugar debe verificarse en el terreno. Las fechas son intervalos entre imágenes despejadas y los límites tienen el error de sus fuentes.
briefing-synthetic = DATOS SINTÉTICOS: mundo de muestra, ningún lugar ni persona es real.
briefing-more-ties = { $form ->
    [one] y un elemento más de las capas, en la página de la alerta
   *[other] y { $count } elementos más de las capas, en la página de la alerta
  }

area-vertices = debe tener entre { $min } y { $max } vértices
area-not-a-number = «{ $value }» no es un par longitud,latitud en grados
area-not-simple = los lados se cruzan: dibuje la zona otra vez
area-too-large = mide { $area } km²; el máximo es { $max } km²
value-missing-place = indique lon y lat, o una zona (area)
value-two-places = indique lon y lat, o una zona (area), no ambas
