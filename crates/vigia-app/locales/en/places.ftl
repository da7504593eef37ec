# Places: search, what is here, and the briefing for a field team.

search-no-hemisphere = No hemisphere as typed: read as south and west · UTM { $utm }
search-no-zone = No zone as typed: read as { $zone } · { $degrees }
search-alert = alert · { $area } ha · UTM { $utm }
search-holder = holder · features in their name: { $count }

tie-words-within = Inside: { $kind } “{ $name }” ({ $detail })
tie-words-overlaps = { $share } % inside: { $kind } “{ $name }” ({ $detail })
tie-words-near = { $distance } from: { $kind } “{ $name }” ({ $detail })
tie-words-touches = On the border: { $kind } “{ $name }” ({ $detail })
tie-words-code = code { $code }
tie-words-holder = holder { $holder }
tie-words-status = status { $status }
tie-words-valid-from = from { $day }
tie-words-valid-to = until { $day }
tie-words-later = { $words }; so in a later load of the layer
tie-words-gone = { $words }; no longer in a later load of the layer
tie-words-probability = { $words }, with probability { $probability } that it touches
tie-words-not-authorship = { $words }; a title is not authorship
tie-words-no-title = { $words }; a REINFO record is not a title

dates-one-day = first cleared on { $to-day } { $to-month } { $to-year }
dates-one-month = first cleared between { $from-day } and { $to-day } { $to-month } { $to-year }
dates-one-year = first cleared between { $from-day } { $from-month } and { $to-day } { $to-month } { $to-year }
dates-two-years = first cleared between { $from-day } { $from-month } { $from-year } and { $to-day } { $to-month } { $to-year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

certainty-very-likely = very likely indication of mining ({ $number }); { $state }
certainty-likely = likely indication of mining ({ $number }); { $state }
certainty-possible = possible indication of mining ({ $number }); { $state }
certainty-weak = weak indication of mining ({ $number }); { $state }
certainty-confirmed = seen in two independent images
certainty-provisional = seen in one image only

bearing-n = to the north
bearing-ne = to the north-east
bearing-e = to the east
bearing-se = to the south-east
bearing-s = to the south
bearing-sw = to the south-west
bearing-w = to the west
bearing-nw = to the north-west
bearing-here = right here

briefing-title-point = Alerts within { $radius } of UTM { $utm }
briefing-title-area = Alerts in the drawn area around UTM { $utm }
briefing-disclaimer = These are indications from imagery, not proof of a crime: every place must be verified on the ground. Dates are intervals between clear images, and boundaries carry the error of their sources.
briefing-synthetic = SYNTHETIC DATA: a sample world, no place or person is real.
briefing-more-ties = { $form ->
    [one] and one more feature of the layers, on the alert's page
   *[other] and { $count } more features of the layers, on the alert's page
  }

area-vertices = must have between { $min } and { $max } vertices
area-not-a-number = “{ $value }” is not a pair longitude,latitude in degrees
area-not-simple = its sides cross: draw the area again
area-too-large = it measures { $area } km²; the most is { $max } km²
value-missing-place = give lon and lat, or an area
value-two-places = give lon and lat, or an area, not both
