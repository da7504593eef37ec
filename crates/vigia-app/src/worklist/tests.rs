#![allow(clippy::unwrap_used)]

use geo::{MultiPolygon, Rect};
use vigia_core::{Alert, PriorityCode, PriorityPart};

use super::*;
use crate::alert_detail::tests::{alert, workspace_with};

fn at(id: &str, west: f64, points: f64) -> Alert {
    let outline = Rect::new((west, -12.91), (west + 0.001, -12.909)).to_polygon();
    Alert {
        outline: MultiPolygon(vec![outline]),
        priority: vec![PriorityPart { code: PriorityCode::Size, value: 1.0, points }],
        ..alert(id)
    }
}

/// Three alerts within 3 km (0.0276° here) of the most urgent, and two places by themselves.
fn alerts() -> [Alert; 6] {
    [
        at("a-1", -70.00, 50.0),
        at("a-2", -70.02, 40.0),
        at("a-3", -69.98, 10.0),
        at("a-4", -69.95, 45.0),
        at("a-5", -69.80, 20.0),
        at("a-6", -70.01, 5.0),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_most_urgent_come_first_each_with_how_many_more_there_are_around_it() {
    let (_folder, workspace) = workspace_with(&alerts()).await;
    let filter = AlertFilter { limit: 1, ..AlertFilter::default() };
    let told = worklist(&workspace, Role::Prosecutor, &filter, None).await.unwrap();
    let places: Vec<_> =
        told.places.iter().map(|place| (place.alert.alert.id.as_str(), place.more)).collect();
    assert_eq!(places, [("a-1", 3), ("a-4", 0), ("a-5", 0)]);
    assert_eq!((told.places_left_out, told.alerts), (0, 6));
    let [west, _, east, _] = told.places[0].bbox;
    assert!((west + 70.0195).abs() < 1e-9 && (east + 69.9795).abs() < 1e-9, "{west} {east}");

    let told = worklist(&workspace, Role::Prosecutor, &filter, Some(1)).await.unwrap();
    assert_eq!((told.places.len(), told.places_left_out, told.alerts), (1, 2, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_makes_an_empty_list() {
    let (_folder, workspace) = workspace_with(&[]).await;
    let told = worklist(&workspace, Role::Prosecutor, &AlertFilter::default(), None).await.unwrap();
    assert_eq!((told.places.len(), told.places_left_out, told.alerts), (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_team_is_told_as_many_places_as_the_profile_gives_it() {
    let (folder, workspace) = workspace_with(&alerts()).await;
    std::fs::create_dir_all(folder.path().join("profiles")).unwrap();
    let shipped = vigia_detect::shipped_profile::DEFAULT_PROFILE_TOML;
    let fewer = shipped.replace(
        "prosecutor = 20, analyst = 50, field = 8",
        "prosecutor = 2, analyst = 50, field = 1",
    );
    assert_ne!(fewer, shipped);
    std::fs::write(folder.path().join("profiles/default.toml"), fewer).unwrap();
    for (role, places) in [(Role::Prosecutor, 2), (Role::Analyst, 3), (Role::Field, 1)] {
        let told = worklist(&workspace, role, &AlertFilter::default(), None).await.unwrap();
        assert_eq!(
            (told.places.len(), told.places_left_out),
            (places, 3 - places as u64),
            "{role}"
        );
    }
}
