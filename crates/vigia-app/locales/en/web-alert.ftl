# Messages of the page of an alert. It says "indication", never "crime"; a title is not authorship.

web-alert-loading = Loading the alert…
web-alert-missing = There is no alert with this identifier
web-alert-missing-remedy = The link may be incomplete, or the alert was withdrawn when the imagery was reviewed.

web-alert-withdrawn = This alert was withdrawn while you were reading it: the imagery no longer supports it. What follows is the last that was known.
web-alert-stale = It could not be checked for news: what follows is the last that was known.

web-alert-title-mining = Indication of mining
web-alert-title-mining-in = Indication of mining in { $place }
web-alert-title-other = Change of cover, probably of another cause
web-alert-title-other-in = Change of cover, probably of another cause, in { $place }
web-alert-title-unknown = Change of cover of undetermined cause
web-alert-title-unknown-in = Change of cover of undetermined cause in { $place }
web-alert-state-provisional = Provisional
web-alert-state-confirmed = Confirmed
web-alert-lead-between = { $area } lost their cover, the first of it between { $from } and { $to }.
web-alert-lead-on = { $area } lost their cover, the first of it on { $date }.
web-alert-lead-no-ties = It touches no mining right, record, protected area, community or zone of the loaded layers.
web-alert-sure-mining-very-likely = The cause is very likely mining ({ $probability }).
web-alert-sure-mining-likely = The cause is likely mining ({ $probability }).
web-alert-sure-mining-possible = The cause may be mining ({ $probability }).
web-alert-sure-mining-unlikely = The cause is unlikely to be mining ({ $probability }).
web-alert-sure-other-very-likely = The cause is very likely not mining ({ $probability }).
web-alert-sure-other-likely = The cause is likely not mining ({ $probability }).
web-alert-sure-other-possible = The cause may be other than mining ({ $probability }).
web-alert-sure-other-unlikely = It is not certain that the cause is another ({ $probability }).
web-alert-sure-unknown = The imagery does not tell the cause.
web-alert-seen-provisional = It was seen in one acquisition only: a second may confirm it or rule it out.
web-alert-seen-short-history = It was seen in more than one acquisition, but there are few clear views before to compare with: it stays provisional.
web-alert-seen-confirmed = It was seen in two independent acquisitions.
web-alert-indication = This is an indication from satellite imagery: it declares no crime and names no author.
web-alert-print = Print
web-alert-briefing = Briefing from here
web-alert-on-map = Show on the map
web-alert-print-name = Alert { $id }
web-alert-print-confidential = RESTRICTED · DO NOT SPREAD
web-alert-print-made = Made on { $at } (Peru time) by { $user }

## Before and after

web-alert-views = Before and after
web-alert-views-none = There are no clear optical scenes of this place to compare.
web-alert-views-frame = Comparison of scenes of the place
web-alert-views-keys = Drag the line to compare and the picture to move it; a click chooses the pixel of the series below. By keyboard: arrows, + and −, 0 to return, Enter to choose the middle.
web-alert-views-closer = Zoom in
web-alert-views-wider = Zoom out
web-alert-views-fit = Return to the place
web-alert-views-swipe = Line between before and after
web-alert-views-swipe-at = { $before } % before, { $after } % after
web-alert-views-before = Before: { $date }
web-alert-views-after = After: { $date }
web-alert-views-no-before = Before: no scene
web-alert-views-no-after = After: no scene
web-alert-views-nothing-here = The scene does not cover this place or could not be loaded.
web-alert-views-caption = { $before } and { $after }, { $preset }. The yellow outline is that of the alert; north is up.
web-alert-views-one = There is only one of the two scenes. The yellow outline is that of the alert; north is up.
web-alert-views-outline = Outline
web-alert-views-side = Side by side
web-alert-pick-before = Before
web-alert-pick-after = After
web-alert-pick-none = Choose a date
web-alert-pick-preset = Colours
web-alert-preset-natural = Natural
web-alert-preset-swir = SWIR
web-alert-preset-ndvi = NDVI
web-alert-preset-disturbance = Change
web-alert-preset-natural-means = Colours as the eye sees them.
web-alert-preset-swir-means = Short-wave infrared: bare ground is pink to white, forest green, water black.
web-alert-preset-ndvi-means = Vegetation index: dark green is dense vegetation; yellow to brown is soil; blank where the ground is not seen.
web-alert-preset-disturbance-means = What was lost between the two dates: orange to dark red is loss, light grey no change, green recovery, blank where the ground is not seen. The left keeps its natural colours.
web-alert-scene-clouds = { $date } · { $clouds } cloud
web-alert-scene-cloud = { $clouds } cloud

## Facts and coordinates

web-alert-facts = Facts
web-alert-fact-area = Area
web-alert-fact-onset = Happened between
web-alert-fact-onset-means = Last clear view without the change and first with it.
web-alert-fact-seen = First seen
web-alert-fact-alerted = Raised
web-alert-fact-sensors = Sensors
web-alert-fact-observed = Clear views
web-alert-fact-history = Clear views before
web-alert-fact-history-means = With few views before, what the place was like is not known well: the alert stays provisional.
web-alert-observed-well = The place was observed well.
web-alert-observed-partly = Partly observed: clouds may have hidden changes.
web-alert-observed-hardly = Hardly observable for cloud: no change seen proves nothing.
web-alert-fact-profile = Detection profile
web-alert-fact-site = Site
web-alert-fact-activity = Activity
web-alert-activity-new = New
web-alert-activity-new-means = First seen a short time ago.
web-alert-activity-growing = Growing
web-alert-activity-growing-means = New ground is being cleared.
web-alert-activity-active-again = Active again
web-alert-activity-active-again-means = New ground is being cleared after a time without.
web-alert-activity-ponds-worked = Ponds stirred up
web-alert-activity-ponds-worked-means = No new ground is being cleared, but its ponds turned turbid after a time of clear water: they are worked again, or a flood has stayed.
web-alert-activity-ponds = They turned turbid between { $from } and { $to }.
web-alert-activity-dormant = Dormant
web-alert-activity-dormant-means = No new ground has been cleared for some time.
web-alert-activity-recovering = Recovering
web-alert-activity-recovering-means = No new ground is being cleared, and most of it looks vegetated again.
web-alert-activity-last = New ground was last seen on { $date }.
web-alert-site-merged-from = Includes { $sites }.
web-alert-site-split-from = Split off from { $site }.
web-alert-sensor-sentinel-1 = Sentinel-1 (radar)
web-alert-sensor-sentinel-2 = Sentinel-2 (optical)
web-alert-sensor-landsat = Landsat (optical)
web-alert-sensor-mosaic = four-band mosaic
web-alert-sensor-optical = another optical sensor
web-alert-coordinates = Coordinates
web-alert-coordinates-utm = UTM, zone, easting and northing
web-alert-coordinates-degrees = Degrees, minutes and seconds
web-alert-coordinates-decimal = Decimal degrees (latitude, longitude)
web-alert-coordinates-mgrs = MGRS
web-alert-coordinates-note = WGS84, a point inside the site.
web-alert-copy = Copy: { $what }
web-alert-copied = Copied
web-alert-copy-refused = The browser does not allow copying: select the text.

## Ties

web-alert-ties = What it touches and what is near
web-alert-ties-none = The site neither touches nor lies near any feature of the loaded layers.
web-alert-ties-hidden = { $form ->
    [one] There is one more feature near, farther away.
   *[other] There are { $count } more features near, farther away.
  }
web-alert-ties-all = Show all
web-alert-ties-caution = A title is not authorship: third parties often occupy.
web-alert-ties-measured = Geodesic areas and distances, from the edge of the site. The date is that of the layer version used.
web-alert-ties-no-holders = Your account does not show the names of holders.
web-alert-tie-what = Feature
web-alert-tie-how = Relation
web-alert-tie-area = Area inside
web-alert-tie-share = { $share } of the site
web-alert-tie-holder = Holder
web-alert-tie-no-holder = not stated
web-alert-tie-dated = Layer as of
web-alert-tie-undated = undated
web-alert-tie-status = Status: { $status }
web-alert-tie-valid-from = From { $day }
web-alert-tie-valid-to = Until { $day }
web-alert-tie-within = The whole site inside
web-alert-tie-overlaps = Part of it inside
web-alert-tie-near = Outside, { $distance } away
web-alert-tie-touches = On the edge

## Why

web-alert-reasons = Why
web-alert-reasons-none = This alert records no reasons.
web-alert-reasons-means = The bar shows how far each feature moves the probability: to the right, towards mining; to the left, towards another cause. The number is its contribution to the log-odds.
web-alert-weight-for-much = Weighs much in favour ({ $amount })
web-alert-weight-for-some = Weighs in favour ({ $amount })
web-alert-weight-for-little = Weighs little in favour ({ $amount })
web-alert-weight-against-much = Weighs much against ({ $amount })
web-alert-weight-against-some = Weighs against ({ $amount })
web-alert-weight-against-little = Weighs little against ({ $amount })
web-alert-weight-fact = A fact that does not change the probability

## Through time

web-alert-time = Growth
web-alert-growth = Area of the site
web-alert-growth-area = Area
web-alert-growth-margin = 95% margin of error
web-alert-growth-summary = It went from { $first } on { $from } to { $last } on { $to }.
web-alert-growth-one = { $area } on { $date }; there is no other date to compare with yet.
web-alert-growth-none = There are no measurements of growth.
web-alert-chart-clear = clear
web-alert-chart-cloudy = with cloud or shadow: not counted
web-alert-chart-table = Show the numbers as a table
web-alert-chart-date = Date
web-alert-chart-quality = Quality
web-alert-pixels = Series of one pixel
web-alert-pixels-loading = Reading every view of this pixel…
web-alert-pixels-middle = In the middle of the site:
web-alert-pixels-chosen = At the point that you chose:
web-alert-pixels-choose = Click the picture above to choose another point.
web-alert-pixels-back = Back to the middle
web-alert-pixels-none = The stored scenes hold no view of this pixel.
web-alert-pixels-no-radar = There are no radar scenes of this place.
web-alert-pixels-optical = Vegetation
web-alert-pixels-radar = Radar
web-alert-pixels-unitless = index
web-alert-pixels-onset = interval of the change
web-alert-pixels-shade = The band marks the interval in which the change happened: { $interval }.
web-alert-pixels-summary = { $name }: median { $before } before and { $after } after ({ $clear } clear views, { $cloudy } with cloud or shadow).
web-alert-pixels-summary-radar = { $name }: median { $before } before and { $after } after ({ $clear } views; radar sees through cloud).
web-alert-pixels-no-value = no value
web-alert-orbit-ascending = ascending orbit
web-alert-orbit-descending = descending orbit
web-alert-index-ndvi = NDVI
web-alert-index-nbr = NBR
web-alert-index-vv-db = VV
web-alert-index-vh-db = VH

## Reports, history, scenes

web-alert-reports = Field reports within 2 km
web-alert-reports-none = None.
web-alert-report-no-note = No text
web-alert-report-photo = Photo of the field report
web-alert-report-at = { $distance } away
web-alert-report-undated = undated
web-alert-report-accuracy = GPS accuracy { $metres } m
web-alert-flag-poor-accuracy = poor position
web-alert-flag-no-accuracy = no accuracy stated
web-alert-flag-mock-location = the device marked the position as simulated
web-alert-flag-zone-assumed = time without zone: taken as Peru’s
web-alert-flag-no-time = no time
web-alert-flag-outside-peru = outside Peru
web-alert-history = History
web-alert-history-none = No changes recorded.
web-alert-change-raised = Raised
web-alert-change-confirmed = Confirmed
web-alert-change-changed = Changed
web-alert-change-withdrawn = Withdrawn
web-alert-scenes = Scenes behind it
web-alert-scenes-none = No scenes are recorded.

## Notes

web-alert-notes = Notes
web-alert-notes-none = There are no notes yet.
web-alert-note-by = { $author }, { $at }
web-alert-note-write = Add a note
web-alert-note-hint = Everybody with access to the alert will see it. Up to { $most } characters.
web-alert-note-recovered = We recovered what you had written. It is not saved yet.
web-alert-note-empty = Write something before you save.
web-alert-note-too-long = It is too long: the limit is { $most } characters.
web-alert-note-save = Save note
web-alert-note-sending = Saving…
web-alert-note-saved = Note saved.
web-alert-note-discard = Discard
web-alert-note-failed = Not saved: { $why } Your text is still here.
web-alert-tie-probability = probability that it touches: { $probability }
web-alert-tie-between = between { $low } and { $high } with 90% confidence
web-alert-indications = Indications under norms in force at the time
web-alert-indications-none = No loaded norm is met by these facts.
web-alert-indications-caution = These are indications, not crimes: they say which norm a prosecutor may want to read, and on which facts. None says who did it.
web-alert-indications-unasked = What cannot be asked
web-alert-indication-article = { $norm }, art. { $article }
web-alert-indication-between = in force from { $from } to { $to }
web-alert-indication-since = in force since { $from }
web-alert-indication-part = only part of the time in which it may have begun
web-alert-indication-reviewed = reviewed by { $name }
web-alert-indication-unreviewed = rule not reviewed by a jurist
web-alert-indication-facts = Because of:
web-alert-indication-missing = { $norm }: { $kinds } not loaded.
web-alert-tie-later = later load
web-alert-tie-gone = no longer in this load
web-alert-tie-younger = younger than the onset: there is no older one

web-alert-priority = Priority
web-alert-priority-points = { $points } points
web-alert-priority-note = The points add up; their weights stand in the profile, and no prosecutor has reviewed them. They order the list and nothing else.
web-alert-priority-opened = First opened by { $who } on { $at }
web-alert-priority-first = Nobody had opened it before
web-alert-priority-size = Size
web-alert-priority-growth = Recent growth
web-alert-priority-protected-ground = Protected ground
web-alert-priority-water = Water
web-alert-priority-community = Community or settlement
web-alert-priority-certainty = Certainty
web-alert-priority-recent = Recent beginning
web-alert-priority-unseen = Nobody has opened it
