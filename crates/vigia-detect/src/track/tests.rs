#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use geo::Validation;
use geo_types::{Coord, Rect};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use vigia_core::{ClearingExtent, DateInterval, Driver, SceneId, Sensor, SiteExtent};

use super::*;

pub(super) fn thresholds() -> SiteThresholds {
    SiteThresholds {
        same_site_m: 60.0,
        split_m: 1000.0,
        new_days: 90,
        dormant_days: 180,
        growth_min_ha: 0.2,
        growth_min_share: 0.01,
        regrown_share_min: 0.5,
    }
}

/// About 10 m, in degrees.
const STEP: f64 = 0.0001;

/// A rectangle in steps of about 10 m from a corner in Madre de Dios.
pub(super) fn clearing(id: &str, x: i32, y: i32, width: i32, height: i32, day: i64) -> Clearing {
    let corner =
        |x: i32, y: i32| Coord { x: -71.0 + f64::from(x) * STEP, y: -12.8 + f64::from(y) * STEP };
    let outline = Rect::new(corner(x, y), corner(x + width, y + height)).to_polygon();
    let seen = date(2023, 1, 1) + day.days();
    Clearing {
        id: ClearingId::new(id),
        series: "tile:19LAG".into(),
        outline: outline.clone().into(),
        source_outline: outline.into(),
        source_crs: "EPSG:4326".into(),
        area: Hectares(1.0),
        area_sd: None,
        growth: Vec::new(),
        regrown_share: None,
        ponds_worked: None,
        onset: DateInterval { not_before: seen - 10.days(), not_after: seen },
        history_views: None,
        observed_share: 0.5,
        driver: Driver::Unknown,
        mining_probability: 0.5,
        reasons: Vec::new(),
        first_seen: SceneId::new("escena"),
        confirmed_by: None,
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        features: BTreeMap::new(),
    }
}

fn update(existing: &[Site], clearings: &[Clearing]) -> Tracked {
    update_as_of(existing, clearings, 300)
}

/// An update as of so many days after the first of January 2023, in all series.
fn update_as_of(existing: &[Site], clearings: &[Clearing], day: i64) -> Tracked {
    let seen = date(2023, 1, 1) + day.days();
    let seen_until = clearings.iter().map(|clearing| (clearing.series.clone(), seen)).collect();
    update_sites(existing, clearings, &seen_until, &thresholds())
}

fn ids(tracked: &Tracked) -> Vec<&str> {
    tracked.sites.iter().map(|site| site.id.as_str()).collect()
}

#[test]
fn the_same_place_in_two_tiles_is_one_site_whose_area_counts_once() {
    let tiles = [clearing("a", 0, 0, 10, 10, 5), clearing("b", 0, 0, 10, 10, 7)];
    let tracked = update(&[], &tiles);
    assert_eq!(tracked.sites.len(), 1);
    let alone = update(&[], &tiles[..1]);
    assert!((tracked.sites[0].area.0 - alone.sites[0].area.0).abs() < 1e-4);
    // 0.001° × 0.001° at 12.8° S: 108.6 m × 110.6 m.
    assert!((alone.sites[0].area.0 - 1.2).abs() < 0.01, "{:?}", alone.sites[0].area);
}

#[test]
fn clearings_within_the_distance_are_one_site_and_beyond_it_two() {
    // Gaps of four and of eight steps: about 43 m and 87 m.
    let near = [clearing("a", 0, 0, 5, 5, 0), clearing("b", 9, 0, 5, 5, 0)];
    let far = [clearing("a", 0, 0, 5, 5, 0), clearing("b", 13, 0, 5, 5, 0)];
    assert_eq!(update(&[], &near).sites.len(), 1);
    assert_eq!(update(&[], &far).sites.len(), 2);
}

#[test]
fn a_site_keeps_its_id_when_it_grows_under_new_clearing_ids() {
    let first = update(&[], &[clearing("a", 0, 0, 5, 5, 40)]);
    // A later run sees more of it, and dates it earlier.
    let second = update(&first.sites, &[clearing("z", -2, 0, 9, 9, 20)]);
    assert_eq!(ids(&first), ids(&second));
    assert_eq!(second.sites[0].clearings, [ClearingId::new("z")]);
    assert!(second.sites[0].area.0 > first.sites[0].area.0);
}

#[test]
fn a_clearing_between_two_sites_merges_them_into_the_older() {
    let ends = [clearing("old", 0, 0, 5, 5, 10), clearing("young", 30, 0, 5, 5, 90)];
    let before = update(&[], &ends);
    assert_eq!(before.sites.len(), 2);
    let mut all = ends.to_vec();
    all.push(clearing("bridge", 5, 0, 25, 5, 120));
    let after = update(&before.sites, &all);
    assert_eq!(ids(&after), [ids(&before)[0]]);
    assert!(ids(&after)[0].starts_with("s20230111-"));
    let merge = Merge { from: before.sites[1].id.clone(), into: before.sites[0].id.clone() };
    assert_eq!(after.merged, [merge]);
    assert_eq!(after.sites[0].merged_from, [before.sites[1].id.clone()]);
    // Kept when the bridge is no longer news.
    assert_eq!(update(&after.sites, &all).sites[0].merged_from, after.sites[0].merged_from);
}

#[test]
fn a_site_that_merges_brings_those_that_had_merged_into_it() {
    let ends = [
        clearing("old", 0, 0, 5, 5, 10),
        clearing("young", 30, 0, 5, 5, 90),
        clearing("youngest", 60, 0, 5, 5, 120),
    ];
    let before = update(&[], &ends);
    let [old, young, youngest] = before.sites.as_slice() else { panic!("{before:?}") };
    let mut all = ends.to_vec();
    all.push(clearing("east", 35, 0, 25, 5, 150));
    let between = update(&before.sites, &all);
    assert_eq!(ids(&between), [old.id.as_str(), young.id.as_str()]);
    all.push(clearing("west", 5, 0, 25, 5, 180));
    let after = update(&between.sites, &all);
    assert_eq!(ids(&after), [old.id.as_str()]);
    assert_eq!(after.sites[0].merged_from, [young.id.clone(), youngest.id.clone()]);
}

/// A site of two ends and a bridge, so many steps of about 11 m long.
fn bridged(length: i32) -> ([Clearing; 2], Tracked) {
    let ends = [clearing("a", 0, 0, 5, 5, 10), clearing("b", length - 5, 0, 5, 5, 40)];
    let mut all = ends.to_vec();
    all.push(clearing("bridge", 5, 0, length - 10, 5, 20));
    let tracked = update(&[], &all);
    assert_eq!(tracked.sites.len(), 1);
    (ends, tracked)
}

#[test]
fn a_site_stays_one_when_its_bridge_is_taken_back_and_its_parts_are_near() {
    // The ends lie 60 steps apart: 650 m.
    let (ends, before) = bridged(70);
    let after = update(&before.sites, &ends);
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after.split, []);
    assert_eq!(after.sites[0].clearings.len(), 2);
}

#[test]
fn a_part_that_turns_out_to_lie_far_off_becomes_a_site_of_its_own() {
    // 110 steps: 1.2 km.
    let (ends, before) = bridged(120);
    let after = update(&before.sites, &ends);
    let [home, part] = after.sites.as_slice() else { panic!("{after:?}") };
    assert_eq!(home.id, before.sites[0].id);
    assert_eq!((home.clearings.as_slice(), &home.split_from), (&[ends[0].id.clone()][..], &None));
    assert_eq!(part.clearings, [ends[1].id.clone()]);
    assert_eq!(part.split_from, Some(home.id.clone()));
    let split = Split { from: home.id.clone(), into: part.id.clone() };
    assert_eq!(after.split, [split]);
    let again = update(&after.sites, &ends);
    assert_eq!((again.sites, again.split), (after.sites, vec![]));
}

#[test]
fn a_part_that_merges_back_and_splits_off_again_has_its_old_id() {
    let (ends, before) = bridged(120);
    let split = update(&before.sites, &ends);
    let mut all = ends.to_vec();
    all.push(clearing("bridge", 5, 0, 110, 5, 60));
    let merged = update(&split.sites, &all);
    assert_eq!(ids(&merged), ids(&before));
    assert_eq!(merged.sites[0].merged_from, [split.sites[1].id.clone()]);
    let again = update(&merged.sites, &ends);
    assert_eq!(ids(&again), ids(&split));
    assert!(again.sites[0].merged_from.is_empty());
    assert_eq!(again.sites[1].split_from, split.sites[1].split_from);
}

#[test]
fn a_far_part_goes_to_the_site_that_already_holds_its_ground() {
    let (ends, before) = bridged(120);
    let other = update(&[], &ends[1..]);
    let both = [before.sites.clone(), other.sites.clone()].concat();
    let after = update(&both, &ends);
    assert_eq!(ids(&after), [ids(&before), ids(&other)].concat());
    assert_eq!((after.merged, after.split), (vec![], vec![]));
    assert_eq!(after.sites[1].split_from, None);
}

#[test]
fn a_site_that_no_clearing_touches_is_dormant_and_not_forgotten() {
    let before = update(&[], &[clearing("a", 0, 0, 5, 5, 0)]);
    let after = update(&before.sites, &[clearing("b", 500, 0, 5, 5, 50)]);
    assert_eq!(after.sites.len(), 2);
    let dormant = Site { state: SiteState::Dormant, ..before.sites[0].clone() };
    assert!(after.sites.contains(&dormant));
}

#[test]
fn a_site_is_at_rest_only_where_its_own_series_was_looked_at() {
    let site = [clearing("a", 0, 0, 10, 10, 0)];
    let state = |seen: &[(&str, i64)]| {
        let day =
            |(series, day): &(&str, i64)| ((*series).to_owned(), date(2023, 1, 1) + day.days());
        let seen_until = seen.iter().map(day).collect();
        update_sites(&[], &site, &seen_until, &thresholds()).sites[0].state
    };
    assert_eq!(state(&[("tile:19LAG", 400)]), SiteState::Dormant);
    assert_eq!(state(&[("tile:19LAG", 20), ("tile:18LZM", 400)]), SiteState::New);
    assert_eq!(state(&[]), SiteState::New);
}

#[test]
fn ground_that_a_better_run_took_back_leaves_the_outline() {
    let before = update(&[], &[clearing("a", 0, 0, 20, 20, 0)]);
    let after = update(&before.sites, &[clearing("b", 0, 0, 5, 5, 0)]);
    assert_eq!(ids(&before), ids(&after));
    assert!(after.sites[0].area.0 < before.sites[0].area.0 / 10.0);
}

#[test]
fn old_neighbours_are_not_merged_for_being_near() {
    let one = update(&[], &[clearing("a", 0, 0, 5, 5, 0)]);
    let other = update(&[], &[clearing("b", 8, 0, 5, 5, 9)]);
    let both = [one.sites, other.sites].concat();
    // The new clearing lies near the first only.
    let after = update(&both, &[clearing("c", -8, 0, 5, 5, 50)]);
    assert_eq!(after.sites.len(), 2);
    assert!(after.merged.is_empty());
}

#[test]
fn a_clearing_belongs_to_the_site_that_lists_it_even_if_its_outline_moved() {
    let before = update(&[], &[clearing("a", 0, 0, 5, 5, 0)]);
    let after = update(&before.sites, &[clearing("a", 40, 0, 5, 5, 0)]);
    assert_eq!(ids(&before), ids(&after));
}

#[test]
fn the_id_of_a_new_site_begins_with_the_day_its_earliest_clearing_was_seen() {
    let tracked = update(&[], &[clearing("a", 0, 0, 5, 5, 50), clearing("b", 4, 0, 5, 5, 10)]);
    assert!(ids(&tracked)[0].starts_with("s20230111-"), "{:?}", ids(&tracked));
}

#[test]
fn a_clearing_without_outline_makes_no_site() {
    let mut empty = clearing("a", 0, 0, 5, 5, 0);
    empty.outline.0.clear();
    assert_eq!(update(&[], &[empty]), Tracked::default());
}

#[test]
fn two_sites_that_would_have_one_id_have_two() {
    // Same day, interior points a few metres apart, and no distance that joins them.
    let mut close = [clearing("a", 0, 0, 1, 1, 0), clearing("b", 0, 0, 1, 1, 0)];
    for (clearing, shift) in close.iter_mut().zip([0.000_001, 0.000_021]) {
        let (x, y) = (-71.0 + shift, -12.8);
        let square = Rect::new(Coord { x, y }, Coord { x: x + 0.000_01, y: y + 0.000_01 });
        clearing.outline = square.to_polygon().into();
    }
    let tracked = update_sites(
        &[],
        &close,
        &BTreeMap::new(),
        &SiteThresholds { same_site_m: 0.0, ..thresholds() },
    );
    assert_eq!(tracked.sites.len(), 2);
    assert_ne!(tracked.sites[0].id, tracked.sites[1].id);
}

fn any_clearings() -> impl Strategy<Value = Vec<Clearing>> {
    let place = (0_i32..120, 0_i32..120, 2_i32..15, 2_i32..15, 0_i64..300);
    let growth = prop::collection::btree_map(0_i64..200, 0.01_f64..1.0, 0..4);
    let known = (growth, 0.0_f64..0.2, prop::option::of(0.0_f64..=1.0));
    prop::collection::vec((place, known), 1..14).prop_map(|places| {
        let grown = |(i, ((x, y, w, h, day), (growth, sd, regrown_share)))| -> Clearing {
            let day: i64 = day;
            let mut area = 0.0;
            let extent = |(later, more): (i64, f64)| {
                area += more;
                ClearingExtent {
                    date: date(2023, 1, 1) + (day + later).days(),
                    area: Hectares(area),
                }
            };
            Clearing {
                growth: BTreeMap::into_iter(growth).map(extent).collect(),
                area_sd: Some(Hectares(sd)),
                regrown_share,
                ..clearing(&format!("c{i:02}"), x, y, w, h, day)
            }
        };
        places.into_iter().enumerate().map(grown).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_clearings_and_sites_does_not_matter(
        (clearings, shuffled) in any_clearings()
            .prop_flat_map(|clearings| (Just(clearings.clone()), Just(clearings).prop_shuffle())),
        seed in select(vec![1_usize, 2, 3]),
    ) {
        let whole = update(&[], &clearings);
        prop_assert_eq!(&whole, &update(&[], &shuffled));
        // Some clearings first, the rest later, the sites handed back in reverse.
        let some: Vec<_> = clearings.iter().step_by(seed + 1).cloned().collect();
        let first = update(&[], &some);
        let backwards: Vec<_> = first.sites.iter().rev().cloned().collect();
        prop_assert_eq!(update(&first.sites, &clearings), update(&backwards, &shuffled));
    }

    #[test]
    fn a_second_run_changes_nothing(clearings in any_clearings()) {
        let first = update(&[], &clearings);
        let second = update(&first.sites, &clearings);
        prop_assert_eq!(&first.sites, &second.sites);
        prop_assert!(second.merged.is_empty() && second.split.is_empty());
    }

    #[test]
    fn a_run_that_takes_clearings_back_settles_at_once(
        clearings in any_clearings(), every in 2_usize..4,
    ) {
        let thresholds = SiteThresholds { split_m: 100.0, ..thresholds() };
        let update = |sites: &[Site], clearings: &[Clearing]| {
            update_sites(sites, clearings, &BTreeMap::new(), &thresholds)
        };
        let kept: Vec<_> = clearings.iter().step_by(every).cloned().collect();
        let before = update(&[], &clearings);
        let first = update(&before.sites, &kept);
        for split in &first.split {
            let into = first.sites.iter().find(|site| site.id == split.into).unwrap();
            prop_assert_eq!(into.split_from.as_ref(), Some(&split.from));
            prop_assert!(before.sites.iter().any(|site| site.id == split.from));
        }
        let second = update(&first.sites, &kept);
        prop_assert_eq!(&first.sites, &second.sites);
        prop_assert!(second.merged.is_empty() && second.split.is_empty());
    }

    #[test]
    fn as_time_goes_on_without_new_clearings_only_states_change(
        clearings in any_clearings(), known in 1_usize..14, later in 0_i64..900,
    ) {
        let first = update(&[], &clearings[..known.min(clearings.len())]);
        let first = update(&first.sites, &clearings);
        let mut second = update_as_of(&first.sites, &clearings, 300 + later);
        prop_assert!(second.merged.is_empty() && second.split.is_empty());
        for (now, then) in second.sites.iter_mut().zip(&first.sites) {
            now.state = then.state;
        }
        prop_assert_eq!(first.sites, second.sites);
    }

    #[test]
    fn a_history_rises_day_by_day_to_the_area_of_the_union(clearings in any_clearings()) {
        for site in update(&[], &clearings).sites {
            let rises = |pair: &[SiteExtent]| {
                pair[0].date < pair[1].date && pair[0].area.0 < pair[1].area.0
            };
            prop_assert!(site.history.windows(2).all(rises));
            let last = site.history.last().unwrap();
            prop_assert!((last.area.0 - site.area.0).abs() < 1e-3, "{} {}", last.area.0, site.area.0);
            prop_assert_eq!(
                site.history[0].date,
                clearings.iter().filter(|c| site.clearings.contains(&c.id))
                    .map(|c| c.growth.first().map_or(c.onset.not_after, |e| e.date.max(c.onset.not_after)))
                    .min().unwrap()
            );
        }
    }

    #[test]
    fn a_second_tile_that_sees_the_same_changes_nothing_but_the_list(clearings in any_clearings()) {
        let copies = clearings.iter().map(|c| Clearing {
            id: ClearingId::new(format!("{}-again", c.id)), series: "tile:18LZM".into(), ..c.clone()
        });
        let twice: Vec<Clearing> = clearings.iter().cloned().chain(copies).collect();
        let (once, twice) = (update(&[], &clearings), update(&[], &twice));
        prop_assert_eq!(ids(&once), ids(&twice));
        for (once, twice) in once.sites.iter().zip(&twice.sites) {
            prop_assert!((once.area.0 - twice.area.0).abs() < 1e-3);
            let (a, b) = (once.history.last().unwrap(), twice.history.last().unwrap());
            prop_assert!((a.area.0 - b.area.0).abs() < 1e-3 && (a.area_sd.0 - b.area_sd.0).abs() < 1e-6);
        }
    }

    #[test]
    fn every_clearing_is_in_one_site_and_sites_are_valid_and_apart(clearings in any_clearings()) {
        let tracked = update(&[], &clearings);
        let mut held: Vec<_> = tracked.sites.iter().flat_map(|site| site.clearings.clone()).collect();
        held.sort();
        let all: Vec<_> = clearings.iter().map(|clearing| clearing.id.clone()).collect();
        prop_assert_eq!(held, all);
        for site in &tracked.sites {
            prop_assert!(site.outline.is_valid());
            let sum: f64 = clearings.iter().filter(|c| site.clearings.contains(&c.id))
                .map(|c| c.outline.geodesic_area_unsigned() / 10_000.0).sum();
            prop_assert!(site.area.0 <= sum + 1e-3);
        }
    }

    #[test]
    fn a_later_run_with_more_clearings_keeps_or_merges_every_id(
        clearings in any_clearings(), known in 1_usize..14,
    ) {
        let first = update(&[], &clearings[..known.min(clearings.len())]);
        let second = update(&first.sites, &clearings);
        for site in &first.sites {
            let is_kept = second.sites.iter().any(|other| other.id == site.id);
            let into = second.merged.iter().find(|merge| merge.from == site.id);
            prop_assert!(is_kept ^ into.is_some());
            if let Some(merge) = into {
                prop_assert!(merge.into < site.id);
                prop_assert!(second.sites.iter().any(|other| other.id == merge.into));
            }
        }
    }
}

#[test]
fn ground_of_unknown_cause_counts_beside_a_mine_and_other_causes_never() {
    let of = |id, x, driver| Clearing { driver, ..clearing(id, x, 0, 4, 4, 0) };
    let found = mining_places(
        vec![
            of("mine", 0, Driver::Mining),
            of("swidden", 5, Driver::Other),
            of("beside", -6, Driver::Unknown),
            of("behind it", -12, Driver::Unknown),
            of("far", 60, Driver::Unknown),
        ],
        60.0,
    );
    let ids: Vec<&str> = found.iter().map(|clearing| clearing.id.as_str()).collect();
    assert_eq!(ids, ["mine", "beside", "behind it"]);
}
