#![allow(clippy::unwrap_used)]
use jiff::civil::{Date, date};
use vigia_core::{Driver, GridGeometry, Sensor};
use vigia_detect::track::update_sites;

use super::*;
use crate::alert_detail::tests::clearing;

const FIRST: Date = date(2024, 7, 11);

fn scene(id: &str, day: Date) -> (SceneId, Scene) {
    let at = day.at(15, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let transform = [390_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0];
    let scene = Scene {
        id: SceneId::new(id),
        sensor: Sensor::Sentinel2,
        series: "tile:19LDG".to_owned(),
        acquired_start: at,
        acquired_end: at,
        processing_baseline: None,
        orbit_state: None,
        grid: GridGeometry { crs: "EPSG:32719".into(), transform, rows: 4, cols: 4 },
        assets: Vec::new(),
    };
    (scene.id.clone(), scene)
}

/// The state of a clearing seen first on `FIRST` and again on `again`.
fn state_of(history_views: Option<u32>, again: Date) -> AlertState {
    let scenes = BTreeMap::from([scene("s-2", FIRST), scene("s-3", again)]);
    let clearing = Clearing {
        history_views,
        confirmed_by: Some(SceneId::new("s-3")),
        ..clearing("c-1", -70.0, FIRST)
    };
    state(&[&clearing], &scenes, 8)
}

#[test]
fn what_is_seen_on_another_day_is_confirmed() {
    let later = date(2024, 7, 16);
    assert_eq!(state_of(Some(8), later), AlertState::Confirmed);
    assert_eq!(state_of(Some(8), FIRST), AlertState::Provisional);
    // A pair of scenes has no baseline that could be too short.
    assert_eq!(state_of(None, later), AlertState::Confirmed);
}

#[test]
fn against_a_baseline_of_few_views_it_stays_provisional() {
    assert_eq!(state_of(Some(7), date(2024, 7, 16)), AlertState::Provisional);
}

#[test]
fn ground_of_unknown_cause_is_alerted_where_the_profile_asks_for_it() {
    let mut profile = vigia_detect::shipped_profile::default_profile().unwrap();
    let unknown = Clearing {
        driver: Driver::Unknown,
        confirmed_by: Some(SceneId::new("s-3")),
        ..clearing("c-1", -70.0, FIRST)
    };
    assert_eq!(tracked(vec![unknown.clone()], &profile), []);

    profile.profile.alert.unknown_driver = true;
    let found = tracked(vec![unknown], &profile);
    let sites = update_sites(&[], &found, &BTreeMap::new(), &profile.profile.site).sites;
    let clearings = found.into_iter().map(|one| (one.id.clone(), one)).collect();
    let scenes = BTreeMap::from([scene("s-2", FIRST), scene("s-3", date(2024, 7, 16))]);
    let alert = alert(&sites[0], &clearings, &scenes, &profile).unwrap();
    assert_eq!((alert.driver, alert.state), (Driver::Unknown, AlertState::Provisional));
}
