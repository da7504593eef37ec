# La lista de alertas y la página de cada una.

status-titled = titulado
status-pending = en trámite
status-extinct = extinguido
status-quarry = cantera
status-plant = planta de beneficio
status-tailings = relaves
status-accumulation = acumulación
status-withdrawal = en retiro
status-in-force = vigente
status-suspended = suspendido

history-raised = Se levantó la alerta como { $state }: probabilidad { $confidence }, { $area } ha.
history-confirmed = Una segunda toma, independiente, la confirmó: probabilidad { $confidence }, { $area } ha.
history-changed = Cambió lo que se sabe de ella: { $state }, probabilidad { $confidence }, { $area } ha.
history-withdrawn = Se retiró: las imágenes que hay ya no la sustentan.

note-length = debe tener entre 1 y { $max } caracteres, y tiene { $length }
download-too-many = la consulta reúne { $count } alertas y un archivo admite { $max }: elija una zona o un filtro más estrecho

value-bbox-form = debe ser oeste,sur,este,norte en grados, por ejemplo -70.6,-13.1,-69.9,-12.5
value-bbox-swapped = parece tener la latitud antes que la longitud: escriba oeste,sur,este,norte. En el Perú la longitud va de -82 a -68 y la latitud de -19 a 1
value-bbox-order = el oeste debe ser menor que el este y el sur menor que el norte: escriba oeste,sur,este,norte
value-bbox-range = la longitud va de -180 a 180 y la latitud de -90 a 90; si son metros (UTM), páselos antes a grados
value-date-form = debe ser una fecha como 2025-03-31
value-dates-order = «from» debe ser anterior a «to», o el mismo día
value-areas-order = «area_min_ha» no puede ser mayor que «area_max_ha»
value-cursor = no es una continuación de esta lista con estos filtros: empiece por la primera página
