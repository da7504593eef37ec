# Messages of the command line: from imagery to alerts.

error = Error
workspace-made = Workspace made in { $folder }.
samples-written = Sample world (synthetic) written to { $folder }.
hint-no-workspace = Make one with "vigia init --workspace FOLDER", or name another with --workspace.
hint-no-such-profile = Use "default", a profile of the workspace's profiles/ folder, or the path of a TOML file.
hint-bad-profile = Compare the file with the profile "default": a key is missing, one is unknown, or a value is not a number.
hint-no-such-alert = "vigia alerts list" shows the alerts and their identifiers.

stage-samples = Sample world
stage-ingest-scenes = Scenes
stage-ingest-layers = Layers
stage-ingest-reports = Reports
stage-detect = Detection
stage-replay = Replay
stage-classify = Causes
stage-track = Sites
stage-alert = Alerts
stage-evaluate = Evaluation
stage-pictures = Pictures of the report

ingested-scenes = Scenes: { $accepted } accepted, { $unchanged } unchanged, { $refused } quarantined.
ingested-layers = Layers: { $accepted } accepted, { $unchanged } unchanged, { $refused } quarantined; { $partial } features with problems.
ingested-reports = Reports: { $accepted } accepted, { $unchanged } files unchanged, { $refused } files quarantined; { $partial } entries with problems.
ingested-decibels = Radar images in decibels, which are read as linear power: { $count }.
ingested-encoding = { $subject }: text of its table read as { $encoding }, { $source }.
encoding-from-cpg = as its .cpg states
encoding-from-dbf = as the language byte of its .dbf states
encoding-from-bytes = as its bytes tell (it states none)
encoding-against-statement = as its bytes tell: what it states cannot be
sensor-bands = Bands: { $bands }.
sensor-numbering = On { $platforms }: { $bands }.
sensor-reflectance = Reflectance = number × { $scale } + ({ $offset }); no data: { $nodata }.
sensor-backscatter = Linear power; decibels are converted while they are read. Equivalent looks (ENL): { $looks }.
sensor-mask-classes = Mask by classes: { $ground } show the ground; { $cloudy } hide their surroundings too; all others hide.
sensor-mask-bits = Mask by bits: { $hidden } hide; { $cloudy } hide their surroundings too.
sensor-no-mask = No mask.
more-in-quarantine = … and { $hidden } more problems: see them with "vigia quarantine".
quarantine-empty = Nothing is in quarantine.

detected = { $series } series: { $clearings } clearings and other changes, { $mining } with indications of mining, { $sites } sites, { $alerts } alerts ({ $confirmed } confirmed).
note-history-short = { $series }: too few clear views for a baseline ({ $detail }); nothing can be said yet.
note-not-observable = { $series }: not observable ({ $detail }).
note-sensors-left-out = { $series }: one sensor is watched at a time; usable scenes of others left out: { $detail }.
note-bands-missing = { $series }: optical bands are missing ({ $detail }).

hint-no-such-scene = "vigia scenes list" shows the scenes and their identifiers.
ruling-without-why = Write why: the reason is kept with the decision.

scenes-none = There is none.
scene-line = { $id }  { $date }  { $state }  { $clear } % clear
gate-state-admitted = in use
gate-state-held = waits for a person
gate-state-refused = not used
scene-released = { $id }: will be used from the next detection on.
scene-refused = { $id }: will not be used from the next detection on.
scene-ruling-released = {"  "}Released by { $author } on { $date }: { $why }
scene-ruling-refused = {"  "}Refused by { $author } on { $date }: { $why }
note-scenes-held = { $series }: { $detail } scenes wait for a person's decision; see them with "vigia scenes list --held".
note-scenes-refused = { $series }: { $detail } scenes are not used; see why with "vigia scenes list".

alerts-none = There are no alerts. "vigia detect" looks for them.
alert-line = { $id }  { $state }  probability { $confidence }  { $area } ha  between { $from } and { $to }  { $ties }
alert-no-ties = outside every layer
alert-place = Place: UTM { $zone } { $easting } E { $northing } N (WGS84) · latitude { $lat }, longitude { $lon }
alert-seen = Seen by { $sensors }; { $observed } % of the views were clear; profile { $profile }
alert-scene = Scene { $scene }
alert-why = Why (probability { $confidence }; contribution of each feature, in log-odds):
alert-ties = Ties to layers:
alert-title-is-not-authorship = A title is not authorship: third parties often occupy. These are indications, not crimes.
tie-on = { $kind } "{ $name }" ({ $code }, holder { $holder }, status { $status }): { $area } ha, { $share } % of the site · layer { $snapshot }
tie-near = { $distance } m from { $kind } "{ $name }" ({ $code }, holder { $holder }, status { $status }) · layer { $snapshot }
state-provisional = provisional
state-confirmed = confirmed
kind-mining-right = mining right
kind-reinfo = REINFO record
kind-protected-area = protected area
kind-buffer-zone = buffer zone
kind-native-community = native community
kind-mining-zone = small-scale mining zone
kind-river = river
kind-district = district
kind-other = other layer

evaluate-title = { $pairs } pairs, profile { $profile }
evaluate-ratio = { $name } all { $whole }   primary set { $primary }
evaluate-abstained = Called not observable although a person saw both views clear: { $count }
evaluate-caution = Figures on pairs that the model was fitted on are optimistic: see the model card.

demo-title = Vigía: demonstration on a SYNTHETIC world (seed { $seed }, difficulty { $difficulty })
demo-folder = Folder: { $folder }
demo-line = { $scenes } scenes, { $layers } layers and { $reports } field reports went in; { $alerts } alerts came out ({ $confirmed } confirmed).
demo-truth = Beside the known truth: { $found } mining sites found, { $missed } missed, { $false_alarms } false alarms.
demo-first = The most certain:
demo-next = To go on:
demo-seconds = Done in { $seconds } s.
demo-other-world = { $folder } already holds another sample world; choose another folder with --workspace.
doctor-gdal = GDAL
doctor-proj = Control point through both PROJ libraries
doctor-psad56 = Operation PSAD56 → WGS84
doctor-workspace = Workspace

reason-log-area = size of the clearing ({ $value }, logarithm of hectares)
reason-vegetation-loss = vegetation cover lost ({ $value } of 0 to 1)
reason-brightening = ground brighter than before ({ $value } in reflectance): washed sand, not burnt soil
reason-reddening = ground or water redder than before ({ $value }): sediment
reason-unevenness = uneven surface ({ $value }): heaps, ponds and tracks mixed
reason-roughness = fine mixture of bright and dark ({ $value })
reason-near-old-water = part of it next to water that was there before ({ $value } of 0 to 1): perhaps a river that moves
reason-pond-mix = new ponds among bare ground ({ $value } of 0 to 1)
reason-old-bare = ground already open around it ({ $value } of 0 to 1)
reason-solid-before = field, quarry or town that was there already ({ $value } of 0 to 1 of the 480 m around)
reason-worked-rise = how much more than before it looks like mine workings ({ $value }; above 0, more)
reason-turbid-ponds = new ponds with sediment ({ $value }; 1 is 5 % of the clearing or more)
reason-elongation = length over width ({ $value })
reason-mean-width-m = mean width ({ $value } m)
reason-radar-change-db = radar sees the same: VH changed by { $value } dB against its surroundings

stage-train-read = Reading pairs
stage-train-validate = Cross-validation
stage-train-control = Controls
stage-train-ablate = The model without each idea
train-title = { $pairs } pairs, cross-validation by place, { $repeats } repeats:
train-driver = Driver model:
train-written = Written: { $path }
hint-train = Pairs of new mining and of other changes are needed, in at least ten places, with the columns of the audit.
