#![allow(clippy::unwrap_used)]
use jiff::civil::date;
use vigia_core::{
    AlertState, Clearing, Driver, GridGeometry, Scene, SceneId, Sensor, Site, SiteState,
};

use super::*;
use crate::alert_detail::tests::{clearing, workspace_with, write};
use crate::detect::alerts::raise;

const SERIES: &str = "tile:19LDG";

/// A workspace that sees `clearings` in its series and tracks them.
async fn tracked(workspace: &Workspace, clearings: &[Clearing]) -> Vec<Site> {
    let profile = workspace.profile("default").unwrap();
    write(workspace, async |effects| {
        effects.replace_clearings(SERIES, &profile.label(), clearings).await.unwrap();
    })
    .await;
    track(workspace, &profile, &crate::progress::silent).await.unwrap();
    workspace.store().sites().await.unwrap()
}

async fn acquired(workspace: &Workspace, day: Date) {
    let at = day.at(15, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let transform = [390_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0];
    let grid = GridGeometry { crs: "EPSG:32719".into(), transform, rows: 4, cols: 4 };
    let scene = Scene {
        id: SceneId::new(day.to_string()),
        sensor: Sensor::Sentinel2,
        series: SERIES.to_owned(),
        acquired_start: at,
        acquired_end: at,
        processing_baseline: None,
        orbit_state: None,
        grid,
        assets: Vec::new(),
    };
    write(workspace, async |effects| {
        effects.put_scene(&scene).await.unwrap();
    })
    .await;
}

async fn told(workspace: &Workspace) -> Vec<(String, Value)> {
    let store = workspace.store();
    let messages = store.outbox_after(0, 100).await.unwrap();
    let of_sites = messages.into_iter().filter(|message| message.topic.starts_with("site."));
    of_sites.map(|message| (message.topic, message.payload)).collect()
}

#[tokio::test]
async fn a_site_that_splits_and_merges_again_says_so() {
    let (_folder, workspace) = workspace_with(&[]).await;
    write(&workspace, async |effects| effects.put_sites(&[]).await.unwrap()).await;
    // Squares of 1.1 km: the bridge fills the gap between the others, and is taken back.
    let [west, east] =
        [clearing("c-west", -70.0, date(2024, 3, 1)), clearing("c-east", -69.98, date(2024, 5, 1))];
    let bridge = |id| clearing(id, -69.99, date(2024, 4, 1));
    let one = tracked(&workspace, &[west.clone(), east.clone(), bridge("c-1")]).await;
    assert_eq!(one.len(), 1);
    assert_eq!(told(&workspace).await, []);

    let two = tracked(&workspace, &[west.clone(), east.clone()]).await;
    let ids: Vec<&str> = two.iter().map(|site| site.id.as_str()).collect();
    assert_eq!(two[1].split_from.as_ref(), Some(&one[0].id));
    let split = ("site.split".to_owned(), json!({ "from": ids[0], "into": ids[1] }));
    assert_eq!(told(&workspace).await, std::slice::from_ref(&split));

    let again = tracked(&workspace, &[west, east, bridge("c-2")]).await;
    assert_eq!(again[0].merged_from, [two[1].id.clone()]);
    let merged = ("site.merged".to_owned(), json!({ "from": ids[1], "into": ids[0] }));
    assert_eq!(told(&workspace).await, [split, merged]);
}

#[tokio::test]
async fn a_scene_that_shows_nothing_new_puts_a_site_to_rest() {
    let (_folder, workspace) = workspace_with(&[]).await;
    write(&workspace, async |effects| effects.put_sites(&[]).await.unwrap()).await;
    let found = [clearing("c-1", -70.0, date(2024, 3, 1))];
    acquired(&workspace, date(2024, 4, 1)).await;
    assert_eq!(tracked(&workspace, &found).await[0].state, SiteState::New);
    acquired(&workspace, date(2024, 12, 1)).await;
    let later = tracked(&workspace, &found).await;
    assert_eq!(later[0].state, SiteState::Dormant);
    assert_eq!(later[0].history[0].date, date(2024, 3, 1));
}

/// Scenes that come late change a clearing without a new day, a new pixel or a new id.
#[tokio::test(flavor = "multi_thread")]
async fn what_changes_under_the_same_id_reaches_sites_and_alerts() {
    let (_folder, workspace) = workspace_with(&[]).await;
    write(&workspace, async |effects| effects.put_sites(&[]).await.unwrap()).await;
    let (first, second) = (date(2024, 3, 1), date(2024, 4, 1));
    acquired(&workspace, first).await;
    acquired(&workspace, second).await;
    let profile = workspace.profile("default").unwrap();
    let told = async |found: &Clearing| {
        let sites = tracked(&workspace, std::slice::from_ref(found)).await;
        raise(&workspace, &profile, &crate::progress::silent).await.unwrap();
        let alerts = crate::alerts::list(&workspace).await.unwrap();
        let alerts = alerts.iter().map(|alert| (alert.state, alert.confidence)).collect::<Vec<_>>();
        (sites[0].clearings.len(), alerts)
    };
    let provisional = Clearing {
        first_seen: SceneId::new(first.to_string()),
        confirmed_by: None,
        mining_probability: 0.7,
        ..clearing("c-1", -70.0, first)
    };
    assert_eq!(told(&provisional).await, (1, vec![(AlertState::Provisional, 0.7)]));
    let confirmed = Clearing {
        confirmed_by: Some(SceneId::new(second.to_string())),
        mining_probability: 0.9,
        ..provisional.clone()
    };
    assert_eq!(told(&confirmed).await, (1, vec![(AlertState::Confirmed, 0.9)]));
    let field = Clearing { driver: Driver::Other, ..confirmed };
    assert_eq!(told(&field).await.1, []);
}
