# The list of alerts and the page of each.

status-titled = titled
status-pending = pending
status-extinct = extinct
status-quarry = quarry
status-plant = processing plant
status-tailings = tailings
status-accumulation = accumulation
status-withdrawal = being withdrawn
status-in-force = in force
status-suspended = suspended

history-raised = The alert was raised as { $state }: probability { $confidence }, { $area } ha.
history-confirmed = A second, independent acquisition confirmed it: probability { $confidence }, { $area } ha.
history-changed = What is known of it changed: { $state }, probability { $confidence }, { $area } ha.
history-withdrawn = It was withdrawn: the images at hand no longer support it.

note-length = must have between 1 and { $max } characters, and has { $length }
download-too-many = the query finds { $count } alerts and a file holds { $max }: choose a smaller area or a narrower filter

value-bbox-form = must be west,south,east,north in degrees, for example -70.6,-13.1,-69.9,-12.5
value-bbox-swapped = seems to have latitude before longitude: write west,south,east,north. In Peru longitude runs from -82 to -68 and latitude from -19 to 1
value-bbox-order = west must be less than east, and south less than north: write west,south,east,north
value-bbox-range = longitude runs from -180 to 180 and latitude from -90 to 90; turn metres (UTM) into degrees first
value-date-form = must be a date such as 2025-03-31
value-dates-order = "from" must be before "to", or the same day
value-areas-order = "area_min_ha" cannot be more than "area_max_ha"
value-cursor = does not continue this list with these filters: begin with the first page
