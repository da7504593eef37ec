# The question “What is in…?” of a point, an area, a line or a file.

web-here-in = What is in…?
web-here-in-point = A point
web-here-in-area = A drawn area
web-here-in-line = A line: river, road, track
web-here-in-file = A file: KML, GPX, shapefile…
web-here-title-point = What is at a point?
web-here-title-area = What is in this area?
web-here-title-line = What is along this line?
web-here-title-file = What is on the ground of a file?
web-here-point-how = Click on the map. With the keyboard: move it with the arrows and press Enter to ask about its middle.
web-here-point-middle = Ask about the middle of the map
web-here-draw-area = Click on each corner of the area. With the keyboard: move the map with the arrows, Enter sets a corner in the middle and Backspace removes the last one.
web-here-draw-line = Click on each point of the line. With the keyboard: move the map with the arrows, Enter sets a point in the middle and Backspace removes the last one.
web-here-draw-on = Go on drawing
web-here-points = { $form ->
    [one] { $count } point
   *[other] { $count } points
  }
web-here-fault-line = Points are missing: a line has at least two.
web-here-radius-line = Metres on each side
web-here-radius-file = Metres around lines and points
web-here-metres = metres
web-here-ask = Ask
web-here-ask-again = Ask again
web-here-ground-no-ties = No layer touches this ground.
web-here-ground-alerts = Alerts on this ground ({ $count })
web-here-ground-no-alerts = There are no alerts on this ground. It does not prove that there is no activity.
web-here-full = Only what is nearest is shown: there may be more.

## File

web-here-file-how = GeoJSON, KML, KMZ, GPX, GeoPackage, FlatGeobuf or a zipped shapefile of at most 16 MB. You can also drop it on the map.
web-here-file-kept = The file is read to answer and is not kept.
web-here-file-open = Open a file
web-here-file-remove = Remove the file
web-here-file-reading = Reading the file…
web-here-file-several = Choose a single file. A shapefile goes with all its parts in a zip.
web-here-file-empty = The file is empty.
web-here-file-too-large = The file is larger than 16 MB. If it is a whole layer, ask for it to be loaded.
web-here-file-unreadable = The browser cannot read the file. A folder goes in a zip.
web-here-drop = Drop the file to ask what is on its ground
web-here-crs = Coordinate system of the file
web-here-crs-choose = Choose the one that its provider states
web-here-read = { $form ->
    [one] { $count } feature was read in { $crs }.
   *[other] { $count } features were read in { $crs }.
  }
web-here-read-operation = It was brought to WGS84 by “{ $operation }”, accuracy { $accuracy } m.
web-here-read-no-datum = It was brought to WGS84 without a change of datum: “{ $operation }”.
web-here-read-operation-unknown = It was brought to WGS84 by “{ $operation }”, without a stated accuracy.
web-here-read-repaired = { $form ->
    [one] The shape of { $count } was repaired.
   *[other] The shape of { $count } was repaired.
  }
web-here-left-out = { $form ->
    [one] { $count } was left out: why
   *[other] { $count } were left out: why
  }
web-here-left-out-more = And { $count } more.
