# Messages of the pages for those who investigate. They say “result” or “indication”, never “crime”.

web-investigation-refused = This page is not for your role
web-investigation-refused-why = What points at holders is read by prosecutors and analysts only. If your work needs it, ask whoever administers the system in your institution for the role.
web-investigation-use = INTELLIGENCE ONLY
web-investigation-use-means = It is no evidence and goes into no area briefing. Every reading of this page is recorded with your user name.
web-investigation-print = INTELLIGENCE ONLY · NO EVIDENCE · DO NOT SPREAD

## Declared production

web-production-title = Declared production and what is seen
web-production-lead = Sets the gold declared by mining right beside what the images show, and tells what does not fit together. Each result is a question that somebody must check.
web-production-loading = Comparing what is declared with the images…
web-production-load = Table { $load }, as of { $dated }.
web-production-none = There is no declared production yet
web-production-none-remedy = Whoever administers the system loads it with this command, from a table with the columns codigo, mes, sustancia, cantidad and unidad:
web-production-nothing = Nothing that is declared contradicts what is seen
web-production-nothing-means = Every right with declared gold whose ground was looked at shows some working or open ground, and every visible working has some declaration.
web-production-filter = Filter the results
web-production-filter-kind = What does not fit
web-production-filter-all = All ({ $count })
web-production-filter-one = { $kind } ({ $count })
web-production-filter-observed = Only what could be observed
web-production-filter-none = No result passes the filter
web-production-filter-none-remedy = Remove the filter to see the { $count } that there are.
web-production-filter-clear = Remove the filter
web-production-count = { $form ->
    [one] { $count } result
   *[other] { $count } results
  }
web-production-count-hidden = { $form ->
    [one] { $count } is not observable.
   *[other] { $count } are not observable.
  }
web-production-kind-declared_without_working = Declared gold without a visible working
web-production-kind-declared_without_working-means = Gold is declared for these rights, and no image of the declared months shows a working on them. Where the images are not enough to say so, the result is “not observable”.
web-production-kind-working_without_declaration = Visible workings without a declaration
web-production-kind-working_without_declaration-means = Workings are seen on these rights, and the table declares no gold for any of them.
web-production-right = Right { $code }
web-production-says-declared = { $form ->
    [one] Declares { $gold } of gold in { $months } month, and the images of that time show no working.
   *[other] Declares { $gold } of gold in { $months } months, and the images of that time show no working.
  }
web-production-says-hidden = { $form ->
    [one] Declares { $gold } of gold in { $months } month. Whether there was a working cannot be said: { $reason }.
   *[other] Declares { $gold } of gold in { $months } months. Whether there was a working cannot be said: { $reason }.
  }
web-production-says-working = { $form ->
    [one] A working is seen, with { $area } inside the right, and there is no declaration of gold.
   *[other] { $count } workings are seen, with { $area } inside the right, and there is no declaration of gold.
  }
web-production-not-observable = Not observable
web-production-not-observable-no_scene = there are no images of those months
web-production-not-observable-cloud = too few images of those months see the ground well
web-production-not-observable-too_small = so little is declared that the working may be too small to be seen
web-production-holder = Holder
web-production-status = Status of the right
web-production-gold = Declared gold
web-production-gold-none = none
web-production-gold-months = { $form ->
    [one] { $gold } in { $months } month
   *[other] { $gold } in { $months } months
  }
web-production-period = Period
web-production-looks = Images that see the ground
web-production-open = Open ground, at most
web-production-open-means = { $area } of bare ground and water
web-production-open-none = could not be seen
web-production-workings = Workings
web-production-workings-later = Later workings
web-production-working-area = { $area } inside the right
web-production-working-onset = the first of it between { $from } and { $to }
web-production-working-onset-day = the first of it on { $day }
web-production-working-touches = probability that it touches the right: { $probability }
web-production-above = more than { $value }
web-production-below = less than { $value }
web-production-limits-declared_without_working = Limits: a working may lie under canopy, under ground or in the river, and gold may come from an earlier stock.
web-production-limits-working_without_declaration = Limits: a third party may be working there, and there may be a declaration under another code or later than the table. Area and dates are as good as the images allow.
web-production-unknown = Declare gold and are in no layer
web-production-unknown-means = No loaded layer of mining rights has these codes. It may be a slip of the pen, an extinct right or a missing layer.
web-production-not-looked-at = { $form ->
    [one] { $count } right is left whose ground has not been looked at in every image yet: it is not among the results.
   *[other] { $count } rights are left whose ground has not been looked at in every image yet: they are not among the results.
  }
web-production-thresholds = { $form ->
    [one] Thresholds: an image counts if it sees at least { $seen } of the right’s ground, and { $looks } is needed; from { $open } of bare ground and water there may be a working; with less than { $gold } declared the working may be too small to be seen; a working touches the right from a probability of { $touches }. They were set by hand, and no specialist has reviewed them.
   *[other] Thresholds: an image counts if it sees at least { $seen } of the right’s ground, and { $looks } are needed; from { $open } of bare ground and water there may be a working; with less than { $gold } declared the working may be too small to be seen; a working touches the right from a probability of { $touches }. They were set by hand, and no specialist has reviewed them.
  }

## Holders

web-holders-lead = Who holds mining rights and REINFO records according to the newest layers, and what has been cleared on their rights and within { $distance } of them. Records are linked by tax number (RUC) or by the same name; the rest is for a person to decide.
web-holders-loading = Loading holders…
web-holders-none = There are no holders yet
web-holders-none-remedy = They appear when a layer of mining rights or REINFO records is loaded that says who holds them.
web-holders-search = Search by name, tax number or code
web-holders-search-none = No holder matches the search
web-holders-search-none-remedy = Try fewer words or part of the tax number.
web-holders-count = { $form ->
    [one] { $count } holder
   *[other] { $count } holders
  }
web-holders-found = { $count } of { $total } match “{ $text }”.
web-holders-cut = There are { $total } holders, and here are the { $count } with most cleared ground; the search looks at these only.
web-holders-who = Holder
web-holders-ruc = RUC { $number }
web-holders-by-name = No RUC: linked by name
web-holders-features = Records
web-holders-on = Clearings on their rights
web-holders-around = Within { $distance }
web-holders-nothing = none
web-holders-also = A person has said that it is also { $name }.
web-holders-named = “{ $name }”
web-holders-part = Part
web-holders-part-of = Part { $name } from { $holder }
web-holders-suggestions = May be the same holder
web-holders-suggestions-count = { $form ->
    [one] { $count } pair to review
   *[other] { $count } pairs to review
  }
web-holders-suggestions-means = Their names are alike, and a similar name is not the same person. Nothing is joined until a person says so, and what they say is recorded with their user name.
web-holders-similarity = alike: { $share }
web-holders-records = { $form ->
    [one] { $count } record
   *[other] { $count } records
  }
web-holders-same = It is the same
web-holders-different = It is another
web-holders-pair = { $a } and { $b }
web-holders-sending = Saving…
web-holders-said-same = It is said that they are the same: { $a } and { $b }.
web-holders-said-different = It is said that they are different: { $a } and { $b }.
web-holders-failed = What you said was not saved: { $why }
