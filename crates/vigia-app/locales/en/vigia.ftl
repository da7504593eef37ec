# Problems: what happened to a file and what a person can do.
# "problem-<code>" is the title, "problem-<code>-remedy" the remedy. The codes are those of
# vigia_core::problem. No NUMBER or DATETIME: arguments arrive as finished text.

## Files

problem-file-unreadable = The file cannot be read
problem-file-unreadable-remedy = Check that the file exists, that the path is spelt correctly and that you may open it.
problem-format-unknown = Vigía does not know this kind of file
problem-format-unknown-remedy = Provide GeoTIFF images with their STAC item, Sentinel-2 folders ending in .SAFE, layers as GeoJSON, GeoPackage, shapefile, FlatGeobuf, KML, KMZ or saved ArcGIS pages, or reports as Kobo JSON, ODK XML, photos with GPS, GPX or CSV. Keep documents and videos elsewhere.
problem-too-large = The file is larger, or holds more entries, than is allowed
problem-too-large-remedy = Split the file and provide each part on its own.
problem-disk-full = The disk is full
problem-disk-full-remedy = Free space on the workspace's disk and repeat the command. What was already stored is complete and will not be doubled.

## Images

problem-raster-unreadable = The image cannot be opened
problem-raster-unreadable-remedy = Open it in QGIS. If that fails too, download it again from its source.
problem-raster-truncated = The image is incomplete or damaged
problem-raster-truncated-remedy = The download or copy was cut off: download it again and compare its size with the original's.
problem-raster-hostile = The image reader was stopped by this file
problem-raster-hostile-remedy = The file used up time or memory, or crashed the reader. Do not use it: download it again from an official source and, if this happens again, tell whoever runs the system.
problem-raster-not-georeferenced = The image does not say where on Earth it is
problem-raster-not-georeferenced-remedy = Ask for the georeferenced version (GeoTIFF or COG with a coordinate system). Vigía does not guess the place.
problem-stac-invalid = The image's STAC item is not valid
problem-stac-invalid-remedy = Compare the item with STAC 1.0 or 1.1, or make it again with the tool that made it.
problem-safe-invalid = The metadata of the SAFE product cannot be read
problem-safe-invalid-remedy = Download the product again from its official source. Provide one folder that ends in .SAFE for each tile, unpacked and unchanged.
problem-safe-incomplete = Files of the SAFE product are missing
problem-safe-incomplete-remedy = Copy the files named here into the .SAFE folder, or download and unpack the product again. Until then the whole scene stays out.
problem-level-unsuitable = The product is not surface reflectance
problem-level-unsuitable-remedy = Download the same acquisition as Level-2A (MSIL2A), or make it with Sen2Cor. Level-1C still holds the atmosphere and would show changes that are none.
problem-scene-undated = The image does not say when it was taken
problem-scene-undated-remedy = Add "datetime", or "start_datetime" and "end_datetime", to the STAC item: when it was taken, not when it was processed.
problem-bands-unknown = It is not known what each band of the image measures
problem-bands-unknown-remedy = Name each band in the STAC item ("eo:bands" or "bands"), for instance red, nir or swir16.
problem-calibration-missing = Scale or offset to turn the image into reflectance is missing
problem-calibration-missing-remedy = Add "scale" and "offset" of each band to the STAC item. For Sentinel-2 since January 2022 the offset is −0.1; without it everything would seem to have changed. Of a SAFE product whose metadata contradict themselves, download another copy.
problem-grid-mismatch = The image's grid differs from that of its series
problem-grid-mismatch-remedy = Check that all images of the series share tile, resolution and coordinate system; provide the others in a folder of their own.
problem-scene-conflict = Another image with this identifier and other content exists
problem-scene-conflict-remedy = Find out which is right. If the new one was reprocessed, provide it under an identifier of its own: the earlier one is not replaced, because alerts may rest on it.
problem-scene-misaligned = The scene is shifted against the others of its series
problem-scene-misaligned-remedy = Obtain the same acquisition processed anew, or align it with a scene of the series. As it is, every edge would look like a change. If the others are the shifted ones, release it with "vigia scenes release".
problem-bands-out-of-order = The scene's bands do not hold what their names say
problem-bands-out-of-order-remedy = Compare each band's name in the STAC item with its file or number, correct it, and provide the scene under another identifier.
problem-offset-mixed = The offset of the reflectance is missing or was applied twice
problem-offset-mixed-remedy = Check "offset" in the STAC item: for Sentinel-2 it is −0.1 from processing baseline 04.00 on and 0 before, unless the distributor has taken it off already. Provide the corrected scene under another identifier.
problem-radiometric-jump = Vegetation that did not change looks far brighter or darker than in the other scenes
problem-radiometric-jump-remedy = Check the band's scale and the product's level (2A, surface reflectance). If smoke or haze covers all of it, leave it out; if it is right, release it with "vigia scenes release".
problem-no-clear-ground = Hardly any ground is seen on this date
problem-no-clear-ground-remedy = Nothing needs mending: the date counts as not observable. What happened then is looked for in the neighbouring scenes and by radar.
problem-pixels-saturated = Some pixels are brighter than is possible
problem-pixels-saturated-remedy = Those pixels are hidden. If there are many, check the scale and the no-data value in the STAC item, or download the scene again.
problem-pixels-missing = Pixels are missing inside the scene
problem-pixels-missing-remedy = They count as not observed. If a whole band is missing, download the scene again.
problem-nodata-stripes = Whole lines are missing inside the scene
problem-nodata-stripes-remedy = They count as not observed. If there are many, the download or the sensor failed: download it again and, if they stay, do not use it.
problem-too-much-change = The scene would change more of its tile than was agreed
problem-too-much-change-remedy = Look at it on the map: it is nearly always cloud, smoke or a flood. If the change is real, use "vigia scenes release"; if not, "vigia scenes refuse". Until then it is not used.
problem-scene-duplicate = The same acquisition is in the series with another processing
problem-scene-duplicate-remedy = Nothing needs doing: the newest processing is used, and this one is kept.
problem-northing-negative = Ground of the southern hemisphere written in a northern UTM zone
problem-northing-negative-remedy = Nothing needs mending: with a negative northing the coordinates are exact, and alerts are quoted in the southern zone. Another program may misread them.
problem-pair-incomplete = The image before and the image after cannot be told apart
problem-pair-incomplete-remedy = Provide two images of the same place whose names end in "before" and "after".

## Layers

problem-layer-without-crs = The layer does not state its coordinate system
problem-layer-without-crs-remedy = Ask whoever provided it whether it is in WGS84 or PSAD56 and in which zone (17S, 18S, 19S), and state it when you add the layer, for instance with --crs EPSG:32719. Do not guess: a mistake moves it by hundreds of metres.
problem-crs-unknown = The layer's coordinate system is not known
problem-crs-unknown-remedy = State the EPSG code when you add the layer, for instance EPSG:32719 (WGS84, zone 19S) or EPSG:24879 (PSAD56, zone 19S).
problem-axes-swapped = Latitude and longitude seem to be swapped
problem-axes-swapped-remedy = In Peru longitude runs from −81 to −68 and latitude from −18 to 0. Correct the order in the source file and provide it again.
problem-coordinates-implausible = The coordinates do not fit the stated coordinate system
problem-coordinates-implausible-remedy = Check UTM zone, datum and units (degrees or metres) in the source file.
problem-geometry-empty = A feature of the layer has no geometry
problem-geometry-empty-remedy = The other features were stored. Find the feature in the source file and draw it, or delete it.
problem-geometry-invalid = A feature's geometry is invalid and could not be repaired
problem-geometry-invalid-remedy = The other features were stored. Correct the outline in QGIS ("Fix geometries") and provide the layer again.
problem-layer-empty = The layer has no feature
problem-layer-empty-remedy = Check that you exported the right layer and that no filter was left on.
problem-layer-incomplete = A part of the layer is missing
problem-layer-incomplete-remedy = Download or export it again, whole, until nothing is missing. Until then it is not used: what is absent from it would read as "no right here".
problem-date-unusable = Dates of features cannot be used
problem-date-unusable-remedy = The features are kept without that date. Ask whoever keeps the register, or correct the column, for instance as 2011-05-03 (year-month-day), and load the layer again.
problem-mapping-invalid = The file that says which column holds what cannot be read
problem-mapping-invalid-remedy = Correct the line that is named. It needs kinds and at least one list of columns, for instance kinds = ["mining_right"] and code = ["CODIGO"].
problem-operation-unknown = The operation between datums is not one of those stated for Peru
problem-operation-unknown-remedy = State one of those named, or none, and the usual one is used.
problem-service-failed = The map service does not answer as it should
problem-service-failed-remedy = Check the address in a browser and repeat the download later: what has arrived is kept, and only what is missing is asked for.
problem-layer-unreadable = The layer cannot be read
problem-layer-unreadable-remedy = Open it in QGIS and save it again as GeoPackage or GeoJSON.
problem-shapefile-incomplete = Files that belong to the shapefile are missing
problem-shapefile-incomplete-remedy = A shapefile is several files with one name: .shp, .shx, .dbf and .prj. Copy those named here beside it, or ask for all of them in one .zip.

## Field reports

problem-row-invalid = A row of the table cannot be read
problem-row-invalid-remedy = The other rows were stored. Correct the row named here in the spreadsheet (the first is the one with the titles) and provide the table again: nothing will be doubled.
problem-columns-unknown = The table's columns name no position
problem-columns-unknown-remedy = Name the columns "longitud" and "latitud", or "este", "norte" and "zona" (for instance 19S), and only one of each.
problem-photo-without-gps = The photo has no GPS position
problem-photo-without-gps-remedy = Ask for the original photo: messaging apps remove the position. If it was taken without GPS, note the place in a form and attach the photo.
problem-exif-invalid = The photo's position data are damaged or incomplete
problem-exif-invalid-remedy = Ask for the original photo, not edited. Vigía does not guess a missing hemisphere or datum: note the place in a form if there is no other copy.
problem-report-without-position = The report does not say where it was observed
problem-report-without-position-remedy = Ask its sender for the position and complete it in the form; the other reports of the file were stored.
problem-report-unreadable = The report cannot be read
problem-report-unreadable-remedy = The file is empty, cut off or malformed: download or export it again.

## Notes: what was left out on purpose

note-track-points-left-out = { $subject }: { $count } points of tracks and routes are no reports; only marked points (waypoints) are.
note-duplicates-merged = { $subject }: { $count } repeated entries were counted once.
note-more-pages = { $subject }: the server holds { $count } more submissions than this file; download the next pages.
