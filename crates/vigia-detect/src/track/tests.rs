#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use geo::Validation;
use geo_types::{Coord, Rect};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use vigia_core::{DateInterval, Driver, SceneId, Sensor};

use super::*;

const SAME_SITE_M: f64 = 60.0;

/// About 10 m, in degrees.
const STEP: f64 = 0.0001;

/// A rectangle in steps of about 10 m from a corner in Madre de Dios.
fn clearing(id: &str, x: i32, y: i32, width: i32, height: i32, day: i64) -> Clearing {
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
        onset: DateInterval { not_before: seen - 10.days(), not_after: seen },
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
    update_sites(existing, clearings, SAME_SITE_M)
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
}

#[test]
fn a_site_that_no_clearing_touches_is_dormant_and_not_forgotten() {
    let before = update(&[], &[clearing("a", 0, 0, 5, 5, 0)]);
    let after = update(&before.sites, &[clearing("b", 500, 0, 5, 5, 50)]);
    assert_eq!(after.sites.len(), 2);
    assert!(after.sites.contains(&before.sites[0]));
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
    let tracked = update_sites(&[], &close, 0.0);
    assert_eq!(tracked.sites.len(), 2);
    assert_ne!(tracked.sites[0].id, tracked.sites[1].id);
}

fn any_clearings() -> impl Strategy<Value = Vec<Clearing>> {
    let place = (0_i32..120, 0_i32..120, 2_i32..15, 2_i32..15, 0_i64..300);
    prop::collection::vec(place, 1..14).prop_map(|places| {
        let named = places.into_iter().enumerate();
        named.map(|(i, (x, y, w, h, day))| clearing(&format!("c{i:02}"), x, y, w, h, day)).collect()
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
        prop_assert!(second.merged.is_empty());
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
