# Messages of the page of a briefing, for screen and paper.

web-briefing-title = Area briefing
web-briefing-intro = Gathers the alerts of a place in the order in which they are reached, with coordinates, images and ties, to print or to carry in the GPS.
web-briefing-bad-place = The address names no place that can be used
web-briefing-bad-place-remedy = The radius runs from 100 m to 100 km; a drawn area has 3 to 200 vertices. Choose the place again.
web-briefing-loading = Preparing the briefing…
web-briefing-form = Place of the briefing
web-briefing-change = Change the place
web-briefing-mode = Kind of place
web-briefing-mode-point = A point and its radius
web-briefing-mode-area = A drawn area
web-briefing-search = Place, code, holder or coordinates
web-briefing-search-go = Search
web-briefing-search-none = Nothing found for that text. Try UTM coordinates, or click the map.
web-briefing-search-results = Results: choose one
web-briefing-chosen = Chosen point
web-briefing-chosen-none = None: search for it or click the map.
web-briefing-radius = Radius
web-briefing-make = Make the briefing
web-briefing-map = Map to choose the place
web-briefing-map-point = Click the map to set the point. By keyboard: move it with the arrows and press Enter to take the middle.
web-briefing-map-area = Click each corner of the area. By keyboard: move the map with the arrows and press Enter to set a corner in the middle; Backspace removes the last.
web-briefing-map-failed = The map cannot be shown on this device; use the search.
web-briefing-corners = { $form ->
    [one] { $count } corner
   *[other] { $count } corners
  }
web-briefing-undo = Remove the last
web-briefing-clear = Clear
web-briefing-fault-no-point = Choose a point first.
web-briefing-fault-too-few = Corners are missing: an area has at least three.
web-briefing-fault-too-many = Too many corners: the limit is 200.
web-briefing-fault-crosses = The sides cross: remove the last corner, or clear and draw again.

## Document

web-briefing-print = Print
web-briefing-gpx = Download GPX
web-briefing-geojson = Download GeoJSON
web-briefing-made = Made on { $at } (Peru time) by { $user }.
web-briefing-count = { $form ->
    [one] One target, { $order }.
   *[other] { $count } targets, { $order }.
  }
web-briefing-full = The { $count } nearest are shown: there may be more.
web-briefing-more = Show up to { $count }
web-briefing-order-point = from the nearest to the farthest from the point
web-briefing-order-area = from the nearest to the farthest from the middle of the area
web-briefing-centre-point = Point of reference
web-briefing-centre-area = Middle of the area
web-briefing-datum = WGS84.
web-briefing-synthetic = SYNTHETIC DATA: this is a sample world; no place, person or company is real.
web-briefing-empty = There are no alerts in this place
web-briefing-empty-point = No change was seen within { $radius } of the point in the stored imagery. This does not prove that there is no activity: cloud may have hidden it, or it may be smaller than what can be detected, or later than the last scene.
web-briefing-empty-area = No change was seen inside the area in the stored imagery. This does not prove that there is no activity: cloud may have hidden it, or it may be smaller than what can be detected, or later than the last scene.
web-briefing-empty-wider = Try a larger radius or another area.
web-briefing-overview = Location sketch
web-briefing-overview-caption = Numbers are those of the briefing. North is up; longitude and latitude in degrees, WGS84.
web-briefing-overview-scene = Background: { $sensor }, { $date }.
web-briefing-overview-alt = { $form ->
    [one] Sketch with one target round { $centre }
   *[other] Sketch with { $count } targets round { $centre }
  }
web-briefing-targets = Targets
web-briefing-target-open = See the whole alert
web-briefing-target-at-point = { $distance } { $bearing } ({ $degrees }°) of the point of reference
web-briefing-target-at-area = { $distance } { $bearing } ({ $degrees }°) of the middle of the area
web-briefing-target-area = Area
web-briefing-target-when = When
web-briefing-target-sure = Certainty
web-briefing-target-ties = Ties
web-briefing-target-no-ties = It neither touches nor lies near any feature of the loaded layers.
web-briefing-chip-before = Before, { $date }
web-briefing-chip-after = After, { $date }
web-briefing-chip-before-alt = Image before of target { $order }
web-briefing-chip-after-alt = Image after of target { $order }
web-briefing-chip-none-before = No clear scene before
web-briefing-chip-none-after = No clear scene after
web-briefing-reports = Field reports in the area
