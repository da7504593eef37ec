//! Which dated load of a layer speaks of a time, and what later ones say otherwise.

use std::collections::{BTreeMap, BTreeSet};

use vigia_core::layer::Snapshot;
use vigia_core::tie::{Reading, Relation, Tie};
use vigia_core::{DateInterval, LayerId, SnapshotId};

/// A share that differs by less, or a distance, is rounding: the same reading.
const SHARE_SAME: f64 = 0.001;
const DISTANCE_SAME_M: f64 = 1.0;
/// A feature that the site does not touch, with more than this probability, is no news.
const TOUCHES_MIN: f64 = 0.01;

/// Returns which snapshots are asked about a site that began within `onset`, by layer.
///
/// - At the onset: the last load dated on or before its first day, and all that are dated
///   within it, for the state may have changed in between. Where every load is younger, the
///   oldest stands in.
/// - Later: the newest load, where it is none of those.
pub(crate) fn asked(snapshots: &[Snapshot], onset: DateInterval) -> Vec<(&Snapshot, Reading)> {
    let mut layers: BTreeMap<&LayerId, Vec<&Snapshot>> = BTreeMap::new();
    for snapshot in snapshots {
        layers.entry(&snapshot.layer).or_default().push(snapshot);
    }
    let mut asked = Vec::new();
    for mut loads in layers.into_values() {
        loads.sort_by_key(|load| (load.dated, &load.id));
        let before = loads.partition_point(|load| load.dated <= onset.not_before);
        let within = loads.partition_point(|load| load.dated <= onset.not_after);
        let first = before.saturating_sub(1);
        let end = within.max(first + 1);
        asked.extend(loads[first..end].iter().map(|load| (*load, Reading::AtOnset)));
        asked.extend(loads[end..].last().map(|load| (*load, Reading::Later)));
    }
    asked
}

/// Returns the ties at the onset, and beside them what later loads say otherwise of ground
/// that the site touches; sorted by nothing in particular.
///
/// A feature that states its own days is told at the onset only where it held on one of its
/// days. One that began afterwards is told as later; one that had ended before is not told.
///
/// - `ties`: of all loads that [`asked`] names.
pub(crate) fn beside(
    ties: Vec<Tie>,
    asked: &[(&Snapshot, Reading)],
    onset: DateInterval,
) -> Vec<Tie> {
    let of: BTreeMap<&SnapshotId, (&LayerId, Reading)> =
        asked.iter().map(|(load, reading)| (&load.id, (&load.layer, *reading))).collect();
    let layer = |tie: &Tie| of.get(&tie.snapshot).map(|(layer, _)| *layer);
    let is_later = |tie: &Tie| of.get(&tie.snapshot).is_some_and(|(_, of)| *of == Reading::Later);
    let ties = ties.into_iter().filter(|tie| tie.valid_to.is_none_or(|to| to >= onset.not_before));
    let (mut later, told): (Vec<Tie>, Vec<Tie>) = ties.partition(is_later);
    let began_by_then = |tie: &Tie| tie.valid_from.is_none_or(|from| from <= onset.not_after);
    let (mut told, began_later): (Vec<Tie>, Vec<Tie>) = told.into_iter().partition(began_by_then);
    let same_feature = |a: &Tie, b: &Tie| a.feature_code == b.feature_code && layer(a) == layer(b);
    for tie in began_later {
        if !later.iter().any(|other| same_feature(&tie, other)) {
            later.push(tie);
        }
    }
    let gone =
        asked.iter().filter(|(_, reading)| *reading == Reading::Later).flat_map(|(load, _)| {
            let lost = told.iter().filter(|tie| touches(tie) && layer(tie) == Some(&load.layer));
            let lost = lost.filter(|tie| !later.iter().any(|other| same_feature(tie, other)));
            lost.map(|tie| Tie { snapshot: load.id.clone(), reading: Reading::Gone, ..tie.clone() })
        });
    let mut seen = BTreeSet::new();
    let mut news: Vec<Tie> =
        gone.filter(|tie| seen.insert((tie.snapshot.clone(), tie.feature_code.clone()))).collect();
    let changed = later.iter().filter(|tie| {
        let known: Vec<&Tie> = told.iter().filter(|other| same_feature(tie, other)).collect();
        let is_known = known.iter().any(|other| is_same(tie, other));
        !is_known && (touches(tie) || known.iter().any(|other| touches(other)))
    });
    news.extend(changed.map(|tie| Tie { reading: Reading::Later, ..tie.clone() }));
    told.extend(news);
    told
}

fn touches(tie: &Tie) -> bool {
    tie.relation != Relation::Near
        || tie.certainty.is_some_and(|certainty| certainty.touches >= TOUCHES_MIN)
}

fn is_same(a: &Tie, b: &Tie) -> bool {
    a.relation == b.relation
        && a.feature_name == b.feature_name
        && a.holder == b.holder
        && a.status == b.status
        && (a.share - b.share).abs() < SHARE_SAME
        && (a.distance.0 - b.distance.0).abs() < DISTANCE_SAME_M
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::{Date, date};
    use vigia_core::layer::LayerKind;
    use vigia_core::{Fingerprint, Hectares, Metres};

    use super::*;

    fn load(layer: &str, dated: Date) -> Snapshot {
        Snapshot {
            id: SnapshotId::new(format!("{layer}@{dated}")),
            layer: LayerId::new(layer),
            kind: LayerKind::MiningRight,
            source: String::new(),
            licence: None,
            dated,
            fingerprint: Fingerprint::of(b""),
            source_crs: String::new(),
            operation: String::new(),
            operation_accuracy_m: None,
            features: 1,
        }
    }

    fn tie(code: &str, load: &Snapshot, share: f64, holder: &str) -> Tie {
        Tie {
            kind: LayerKind::MiningRight,
            snapshot: load.id.clone(),
            feature_code: code.into(),
            feature_name: String::new(),
            holder: Some(holder.into()),
            status: Some("T".into()),
            relation: if share > 0.0 { Relation::Overlaps } else { Relation::Near },
            area: Hectares(share),
            share,
            distance: Metres(0.0),
            valid_from: None,
            valid_to: None,
            certainty: None,
            reading: Reading::AtOnset,
        }
    }

    fn may_2023() -> DateInterval {
        DateInterval::new(date(2023, 5, 1), date(2023, 5, 31)).unwrap()
    }

    fn said(loads: &[Snapshot], from: Date, to: Date) -> Vec<(String, Reading)> {
        let onset = DateInterval::new(from, to).unwrap();
        asked(loads, onset).into_iter().map(|(load, of)| (load.dated.to_string(), of)).collect()
    }

    #[test]
    fn the_load_in_force_at_the_onset_speaks_and_the_newest_stands_beside_it() {
        let loads = [2020, 2022, 2024, 2026].map(|year| load("catastro", date(year, 1, 1)));
        let at = |date: &str| (date.to_owned(), Reading::AtOnset);
        let later = |date: &str| (date.to_owned(), Reading::Later);
        let whole = said(&loads, date(2023, 3, 1), date(2023, 4, 1));
        assert_eq!(whole, [at("2022-01-01"), later("2026-01-01")]);
        // The state changed while the clearing may have begun: both are read.
        let both = said(&loads, date(2023, 12, 1), date(2024, 2, 1));
        assert_eq!(both, [at("2022-01-01"), at("2024-01-01"), later("2026-01-01")]);
        let newest = said(&loads, date(2026, 5, 1), date(2026, 6, 1));
        assert_eq!(newest, [at("2026-01-01")]);
        // Nothing is that old: the oldest load stands in.
        let oldest = said(&loads, date(2015, 5, 1), date(2015, 6, 1));
        assert_eq!(oldest, [at("2020-01-01"), later("2026-01-01")]);
    }

    #[test]
    fn what_two_loads_of_the_onset_held_is_gone_once() {
        let loads = [2022, 2023, 2026].map(|year| load("catastro", date(year, 1, 1)));
        let [first, second, new] = &loads;
        let asked = [(first, Reading::AtOnset), (second, Reading::AtOnset), (new, Reading::Later)];
        let held = [first, second]
            .map(|load| [tie("A", load, 0.5, "uno"), tie("B", load, 0.2, "uno")])
            .concat();
        let told = beside(held, &asked, may_2023());
        let gone: Vec<&str> = told[4..].iter().map(|tie| tie.feature_code.as_str()).collect();
        assert_eq!(gone, ["A", "B"]);
    }

    #[test]
    fn a_changed_cadastre_adds_a_reading_and_takes_none_away() {
        let (old, new) = (load("catastro", date(2022, 1, 1)), load("catastro", date(2026, 1, 1)));
        let asked = [(&old, Reading::AtOnset), (&new, Reading::Later)];
        let before = [
            tie("SAME", &old, 0.5, "uno"),
            tie("SOLD", &old, 0.5, "uno"),
            tie("EXTINCT", &old, 0.2, "uno"),
            tie("FAR", &old, 0.0, "uno"),
        ];
        let after = [
            tie("SAME", &new, 0.5, "uno"),
            tie("SOLD", &new, 0.5, "dos"),
            tie("NEW", &new, 0.3, "tres"),
        ];
        let told = beside(before.iter().chain(&after).cloned().collect(), &asked, may_2023());
        assert_eq!(told[..4], before);
        let news: Vec<(&str, Reading)> =
            told[4..].iter().map(|tie| (tie.feature_code.as_str(), tie.reading)).collect();
        let expected =
            [("EXTINCT", Reading::Gone), ("SOLD", Reading::Later), ("NEW", Reading::Later)];
        assert_eq!(news, expected);
        assert!(told[4..].iter().all(|tie| tie.snapshot == new.id));
    }

    #[test]
    fn a_right_speaks_of_the_days_on_which_it_held() {
        let loads = [2022, 2026].map(|year| load("catastro", date(year, 1, 1)));
        let [old, new] = &loads;
        let asked = [(old, Reading::AtOnset), (new, Reading::Later)];
        let held = |code: &str, load: &Snapshot, from: Option<Date>, to: Option<Date>| Tie {
            valid_from: from,
            valid_to: to,
            ..tie(code, load, 0.5, "uno")
        };
        let stated = [
            ("ALWAYS", None, None),
            ("ENDED", Some(date(2010, 1, 1)), Some(date(2023, 4, 30))),
            ("ENDING", Some(date(2010, 1, 1)), Some(date(2023, 5, 1))),
            ("BEGINNING", Some(date(2023, 5, 31)), None),
            ("LATER", Some(date(2023, 6, 1)), None),
        ];
        let ties = |loads: &[&Snapshot]| -> Vec<Tie> {
            let ties = loads.iter().flat_map(|load| {
                stated.iter().map(|(code, from, to)| held(code, load, *from, *to))
            });
            beside(ties.collect(), &asked, may_2023())
        };
        let names = |told: &[Tie]| -> Vec<(String, Reading)> {
            told.iter().map(|tie| (tie.feature_code.clone(), tie.reading)).collect()
        };
        let at_onset =
            ["ALWAYS", "ENDING", "BEGINNING"].map(|code| (code.to_owned(), Reading::AtOnset));
        let later = ("LATER".to_owned(), Reading::Later);
        let told = ties(&[old, new]);
        assert_eq!(names(&told), [&at_onset[..], std::slice::from_ref(&later)].concat());
        // The newest load that has it speaks of it.
        assert_eq!(told[3].snapshot, new.id);
        let only_old = beside(
            stated.iter().map(|(code, from, to)| held(code, old, *from, *to)).collect(),
            &asked[..1],
            may_2023(),
        );
        assert_eq!(names(&only_old), [&at_onset[..], &[later]].concat());
    }
}
