# The evaluation's report (vigia evaluate --report).

evaluation-title = Vigía: evaluation of the detector
evaluation-lead = { $pairs } pairs of views, before and after. The model never saw { $unseen } of them; it was fitted on { $seen }. Profile { $profile }.
evaluation-all-seen = The model was fitted on these pairs, and among those that it never saw there are no positives and negatives to measure it by: no figure here counts as a result. Figures over places that the model never saw are in the model card; "vigia train MANIFEST --out FOLDER" works them out again.
evaluation-all-seen-held-out = The shipped model was fitted on these pairs. The figures that count are those of the cross-validation, in which each pair is judged by a model that never saw its place.
evaluation-none-seen = The model carries the mark of none of these pairs. If it was fitted on them all the same, the figures are optimistic.

evaluation-held-out-title = Cross-validation: places that the model never saw
evaluation-held-out-note = { $rows } pairs in { $places } places (of positives and negatives), { $repeats } repeats. The threshold is chosen on the fitting pairs, never on those that are judged.
evaluation-unseen-title = Pairs that the model never saw
evaluation-unseen-note = { $rows } pairs; the positives and negatives lie in { $places } places at least 25 km apart.
evaluation-seen-title = Pairs that the model was fitted on (optimistic)
evaluation-seen-note = These figures are NO result: the model knew these { $rows } pairs already. They serve to look for errors, not to judge it.

evaluation-set-primary = Primary set
evaluation-set-whole = Whole set
evaluation-set-counts = positives: { $positives } · negatives: { $negatives }
evaluation-value = figure
evaluation-interval = 95 % interval
evaluation-goal = goal
evaluation-count = pairs
evaluation-called-of = { $called } of { $rows }
evaluation-met = (met)
evaluation-unmet = (not met)

evaluation-figure-recall-at-precision-95 = Recall at a precision of at least 0.95
evaluation-figure-f1 = F1 of the calls
evaluation-figure-precision = Precision: of what was called new mining, how much is
evaluation-figure-recall = Recall: of the new mining, how much was found
evaluation-figure-recall-observable = Recall over what can be observed
evaluation-figure-specificity = Specificity: of the rest, how much was left in peace
evaluation-figure-auc = Area under the ROC curve
evaluation-figure-average-precision = Average precision
evaluation-figure-best-f1 = Best F1 of any threshold (optimistic)
evaluation-figure-calibration-error = Calibration error, 10 bins

evaluation-rate-worked-before = Earlier mines called new mining
evaluation-rate-hidden = Hidden views (a person says so) called not observable
evaluation-rate-clear = Clear views (a person says so) called not observable

evaluation-calls-title = Calls by label
evaluation-call-mining-new = new mining
evaluation-call-mining-active = active mine
evaluation-call-other-change = other change
evaluation-call-no-change = no change
evaluation-call-not-observable = not observable
evaluation-label-mining-new = new mining
evaluation-label-mining-partial = mining in part
evaluation-label-mining-before = earlier mine
evaluation-label-mining-later = later mine, says the reference
evaluation-label-other-human = other human activity
evaluation-label-natural = natural

evaluation-chart-curve = Precision and recall.
evaluation-chart-curve-note = Each step is a threshold; the dots are the calls as made. The dotted line is the precision 0.95.
evaluation-chart-reliability = Calibration.
evaluation-chart-reliability-note = Of the pairs with each score, the share that is new mining; the numbers below the scale count the pairs of each bin, of the whole set. A score that means what it says lies on the diagonal.
evaluation-chart-scores = Scores by label.
evaluation-chart-scores-note = The height of each strip is relative to its highest bar; the number counts the pairs. The dotted line is the threshold.
evaluation-axis-recall = recall
evaluation-axis-precision = precision
evaluation-axis-score = score
evaluation-axis-share = share that is new mining
evaluation-bin = { $rows } pairs, mean score { $score }, positive share { $share }

evaluation-controls-title = Controls and floors
evaluation-controls-note = The same pairs and the same folds. What a control reaches without seeing the change is no merit of the model: the set is confounded by place and date.
evaluation-ablations-title = The model without each idea
evaluation-ablations-note = The same pairs and the same folds, without the features that are named. An idea that does not win is one too many.
evaluation-contender-model = the model
evaluation-contender-before-only = the earlier view only
evaluation-contender-after-only = the later view only
evaluation-contender-place-only = the place only (longitude and latitude)
evaluation-contender-ndvi-rule = floor: the area that lost vegetation
evaluation-contender-view-trees = floor: trees over the statistics of both views
evaluation-contender-without-the-working-model = without the model of workings
evaluation-contender-without-ponds-in-a-view = without ponds in a view
evaluation-contender-without-mixed-colours-in-a-view = without mixed colours in a view
evaluation-contender-without-local-texture-in-a-view = without local texture in a view
evaluation-contender-without-solid-and-thin-bare-ground-in-a-view = without solid and thin bare ground in a view
evaluation-contender-without-ratios-of-bands-in-a-view = without ratios of bands in a view
evaluation-contender-without-older-workings-as-examples-of-what-is-not-new = without older workings as examples of what is not new
evaluation-contender-without-calibration = without calibration by inner folds
evaluation-contender-with-calibration = with calibration by inner folds
evaluation-contender-with-trees-that-see-70-of-the-rows = with trees that see 70 % of the rows

evaluation-load-title = False alerts on ground without new mining
evaluation-load-note = Alerts for every 1,000 km² and date, counted by clearing and not by chip. The negative chips were chosen for looking like mining: over ordinary forest the load is lower. What cannot be observed does not count as ground seen.
evaluation-load-looks = looks
evaluation-load-area = km² × dates
evaluation-load-alerts = false alerts
evaluation-load-rate = per 1,000 km² and date
evaluation-load-negatives = negatives that the model never saw
evaluation-load-negatives-seen = negatives that it was fitted on (optimistic)
evaluation-load-same-view = the same view twice
evaluation-load-reversed = positives and negatives with their dates in the other order

evaluation-case-missed-title = New mining that was not found ({ $count })
evaluation-case-missed-note = The label says new mining and the call was another. The primary set comes first, the lowest score ahead.
evaluation-case-false-alarm-title = False alarms ({ $count })
evaluation-case-false-alarm-note = The label says that it is no mining and the call was new mining. The primary set comes first, the highest score ahead.
evaluation-case-worked-before-title = Earlier mines called new mining ({ $count })
evaluation-case-worked-before-note = The reference already sees a mine at the first date: that it grows or goes on may be reported, a new site may not.
evaluation-case-not-observable-title = Not observable ({ $count })
evaluation-case-not-observable-note = Too little is clear at one of the dates: the call is "not observable", not "no change".
evaluation-case-facts = Label: { $label }. Call: { $called }. Score { $score } (threshold { $threshold }).
evaluation-cause = Likeliest cause of the change: { $cause }.
evaluation-cause-agriculture = agriculture
evaluation-cause-built = something built
evaluation-cause-water = water (river, lake or flood)
evaluation-cause-unknown = not determined
evaluation-clear-shares = Clear: { $before } % before, { $after } % after.
evaluation-audit = Note of the person who looked:
evaluation-badge-primary = primary set
evaluation-badge-seen = seen in training
evaluation-picture-before = before
evaluation-picture-after = after
evaluation-picture-true-colour = true colour
evaluation-picture-swir = infrared
evaluation-pictures-left-out = { $count } more pairs are not shown in pictures: they are too many for one file.

evaluation-unreadable-title = Pairs that could not be read (they are in no figure)

evaluation-method-title = How to read this report
evaluation-method-sets = Primary set: positives in which a person sees new working, and negatives whose picture does not contradict the label. Whole set: every positive and negative, with their doubtful labels.
evaluation-method-interval = 95 % intervals: 2,000 resamples of whole places (pairs less than 25 km apart, chained), for pairs of one place are alike. Where no error was made the interval closes, which is no certainty: over n pairs, an error rate of up to 3/n would have gone unseen.
evaluation-method-curve = Recall at a precision of at least 0.95: the largest of any threshold that is so precise; pairs of one score enter together. The threshold is looked for on the same pairs, which is somewhat optimistic; F1 of the calls is not.
evaluation-method-calibration = Calibration error: the mean distance between the score and the share that really is new mining, in ten equal bins.
evaluation-method-labels = The labels come from another model and have errors: look at the pictures before you believe a figure. In the pictures the yellow outline is what was called mining; infrared shows bare ground pink, forest green and water dark.
evaluation-method-indication = All of this is indications to look at, neither proof nor crime.
