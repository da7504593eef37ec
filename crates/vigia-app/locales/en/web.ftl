# Messages of the page. Arguments arrive as finished text; "form" is the plural form (one,
# other).

web-brand = Vigía: go to the map
web-skip = Skip to content
web-nav = Sections
web-nav-map = Map
web-nav-briefing = Area briefing
web-nav-investigation = Investigation
web-title-map = Alert map
web-title-alert = Alert
web-title-briefing = Area briefing
web-title-production = Declared production
web-title-holders = Holders
web-title-unknown = No such page
web-unknown-page = This address leads to no page
web-unknown-page-remedy = The link may be incomplete.
web-to-map = Go to the map
web-close = Close
web-cancel = Cancel
web-retry = Try again
web-loading = Loading…

## Errors

web-error-unreachable = The server does not answer
web-error-unreachable-remedy = Check the connection and try again. What you typed is still here.
web-error-server = The server could not answer
web-error-server-remedy = Try again in a moment; if it happens again, tell whoever runs the system (code { $status }).
web-error-reference = Reference of the request: { $id }

## Session

web-sign-in = Sign in
web-sign-in-busy = Checking…
web-sign-in-title = Sign in
web-sign-in-intro = Alerts of new clearings with indications of mining in the Peruvian Amazon. For authorised people only.
web-sign-in-name = User name
web-sign-in-password = Password
web-sign-in-help = No account, or password forgotten? Ask whoever runs the system in your institution.
web-sign-out = Sign out
web-session-lost = Your session has ended
web-session-lost-text = What you were doing is still on the page. Sign in and you will go on where you were.
web-session-lost-leave = Leave without saving
web-account = Account of { $name }
web-role-prosecutor = Prosecutor
web-role-analyst = Analyst
web-role-field = Field team
web-role-admin = Administration
web-language = Language
web-language-es = Español
web-language-en = English
web-theme-dark = Dark mode
web-api-docs = API documentation

## Search

web-search = Search a place, mining right, holder or coordinates
web-search-hint = Place, code, holder, UTM or degrees
web-search-results = Results
web-search-none = Nothing matches. Try a code, a name or a coordinate such as 19S 345678 8576543.
web-search-count = { $form ->
    [one] { $count } result
   *[other] { $count } results
}
web-found-coordinates = Coordinate
web-found-place = Place
web-found-right = Mining right
web-found-feature = Layer
web-found-holder = Holder
web-found-alert = Alert

## List of alerts

web-alerts = Alerts
web-alerts-loading = Loading alerts…
web-alerts-count = { $form ->
    [one] { $count } alert
   *[other] { $count } alerts
}
web-alerts-none = There are no alerts yet
web-alerts-none-remedy = They appear here when detection finds a new clearing. No alerts does not mean no changes: they may not have been observable.
web-alerts-none-filtered = No alert passes the filters
web-alerts-none-filtered-remedy = Widen the dates, the part of the map or the other filters.
web-alerts-too-many = The first { $count } are shown. Narrow them with filters.
web-more = Show { $count } more
web-shown = { $shown } of { $all } are shown.
web-open = Open
web-alert-open = Open the alert
web-only-in-view = Only what the map shows
web-download = Download:
web-state-confirmed = Confirmed
web-state-provisional = Provisional
web-driver-mining = Indications of mining
web-driver-other = Another cause
web-driver-unknown = Cause not determined
web-probability = probability { $value }
web-onset = Happened between: { $interval }
web-no-ties = Outside every layer
web-sort = Order
web-sort-rank = Most important first
web-sort-newest = Newest first
web-sort-largest = Largest first

## Filters

web-filters = Filters
web-filters-active = Filters ({ $count })
web-filters-clear = Clear filters
web-any-f = Any
web-filter-state = State
web-filter-driver = Likely cause
web-filter-from = From
web-filter-to = To
web-filter-area-min = Smallest area (ha)
web-filter-area-max = Largest area (ha)
web-filter-confidence = Lowest probability: { $value }
web-filter-layer = Touches the layer
web-filter-right = Code of the mining right

## Map

web-map = Map
web-map-label = Alert map. Arrows to move, plus and minus to zoom, Enter to ask what is in the middle.
web-map-loading = Loading the map…
web-zoom-in = Zoom in
web-zoom-out = Zoom out
web-scale = Scale: { $length }
web-utm-title = Universal Transverse Mercator, WGS 84: zone, easting and northing in metres
web-west = W
web-sheet = Enlarge or shrink the list
web-synthetic = SYNTHETIC demonstration world
web-layers = Layers and imagery
web-legend = Legend
web-layer-alerts = Alerts
web-layer-reports = Field reports
web-layer-mining_right = Mining rights
web-layer-reinfo = REINFO records
web-layer-mining_zone = Small-scale mining zone
web-layer-protected_area = Natural protected areas
web-layer-buffer_zone = Buffer zones
web-layer-native_community = Native communities
web-layer-forestry_concession = Forestry concessions
web-layer-conservation_concession = Conservation concessions
web-layer-river = Rivers
web-layer-lake = Lakes
web-layer-wetland = Wetlands
web-layer-road = Roads
web-layer-settlement = Settlements
web-layer-district = Districts
web-layer-other = Other layers
web-layer-graticule = Degree grid
web-right-titled = titled
web-right-pending = pending
web-right-extinct = extinct
web-sources = Sources of the layers
web-undated = undated
web-features = { $count } features
web-picture = Satellite image
web-picture-date = Date taken
web-picture-none = None
web-picture-preset = Combination
web-picture-before = Compare with
web-picture-opacity = Opacity
web-picture-failed = The list of images could not be fetched.
web-picture-no-earlier = There is no earlier image of the same series.
web-cloud = clouds { $share }
web-preset-natural = Natural colour
web-preset-swir = Short-wave infrared
web-preset-ndvi = Vegetation (NDVI)
web-preset-disturbance = Change between two dates
web-here = What is here?
web-here-ties = According to the layers
web-here-no-ties = No layer covers this point and nothing lies within { $distance }.
web-here-alerts = Alerts within { $distance }
web-here-reports = Field reports
web-here-briefing = Prepare a briefing for this area
web-here-photo = Photo of the report
web-here-report-silent = Report without text
web-title-is-not-authorship = A title is not authorship: third parties often occupy.

## Live notices

web-live = Notices of new alerts
web-live-raised = New alert
web-live-changed = Alert updated
web-live-many = { $count } new or updated alerts
web-live-see = See them

web-sort-priority = Where to begin
web-worklist = Where to begin
web-worklist-note = Ordered by points: size, growth, protected ground, water, communities, certainty, age, and whether somebody has opened it.
web-worklist-more = and { $count } more within { $distance }
web-worklist-left-out = { $count } less urgent places are left. Choose another order to see all.
web-points = { $points } points
