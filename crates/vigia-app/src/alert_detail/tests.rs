#![allow(clippy::unwrap_used)]
use std::collections::{BTreeMap, BTreeSet};

use geo::{MultiPolygon, Rect};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use vigia_core::layer::LayerKind;
use vigia_core::tie::Relation;
use vigia_core::{
    AlertState, Clearing, ClearingId, DateInterval, Driver, Fingerprint, Hectares, Metres, Reason,
    SceneId, Sensor, SiteId, SnapshotId,
};

use vigia_store::{Effects, NewJob};

use super::*;
use crate::imagery::views::series_name;
use crate::messages::Language;

fn square(west: f64) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![Rect::new((west, -12.91), (west + 0.01, -12.9)).to_polygon()])
}

pub(crate) fn tie(
    kind: LayerKind,
    code: &str,
    relation: Relation,
    share: f64,
    distance_m: f64,
) -> Tie {
    Tie {
        kind,
        snapshot: SnapshotId::new("capa@2025-01-01#00"),
        feature_code: code.to_owned(),
        feature_name: "EJEMPLO UNO".to_owned(),
        holder: Some("TITULAR FICTICIO".to_owned()),
        status: Some("T".to_owned()),
        relation,
        area: Hectares(share * 120.0),
        share,
        distance: Metres(distance_m),
        valid_from: None,
        valid_to: None,
        certainty: None,
        reading: Default::default(),
    }
}

pub(crate) fn alert(id: &str) -> Alert {
    let seen: Timestamp = "2024-07-11T15:00:00Z".parse().unwrap();
    Alert {
        id: vigia_core::AlertId::new(id),
        site: SiteId::new("s-1"),
        state: AlertState::Provisional,
        driver: Driver::Mining,
        confidence: 0.9,
        outline: square(-70.0),
        area: Hectares(120.0),
        onset: DateInterval { not_before: date(2024, 7, 1), not_after: date(2024, 7, 11) },
        first_observed: seen,
        first_alerted: seen,
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: vec![SceneId::new("s-2")],
        history_views: Some(12),
        observed_share: 0.7,
        profile: "default@1#00".to_owned(),
        profile_fingerprint: Fingerprint::of(b"profile"),
        reasons: Vec::new(),
        ties: Vec::new(),
        indications: Vec::new(),
        priority: Vec::new(),
    }
}

pub(crate) fn clearing(id: &str, west: f64, not_after: Date) -> Clearing {
    Clearing {
        id: ClearingId::new(id),
        series: "tile:19LDG".to_owned(),
        outline: square(west),
        source_outline: square(west),
        source_crs: "EPSG:4326".to_owned(),
        area: Hectares(120.0),
        area_sd: None,
        growth: Vec::new(),
        regrown_share: None,
        ponds_worked: None,
        onset: DateInterval { not_before: not_after, not_after },
        history_views: Some(12),
        observed_share: 0.7,
        driver: Driver::Mining,
        mining_probability: 0.9,
        reasons: Vec::new(),
        first_seen: SceneId::new("s-2"),
        confirmed_by: None,
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        features: BTreeMap::new(),
    }
}

#[test]
fn reasons_are_told_in_words_the_weightiest_first() {
    let reason =
        |code: &str, contribution| Reason { code: code.to_owned(), value: 0.412, contribution };
    let mut alert = alert("a-1");
    alert.reasons = vec![reason("log_area", 0.3), reason("near_old_water", -1.4)];
    let found = reasons(&alert, &Messages::load(Language::Es));
    assert_eq!(found[0].code, "near_old_water");
    assert!(found[0].text.contains("0.41") && found[0].text.contains("río"), "{}", found[0].text);
}

#[test]
fn the_series_is_that_of_the_first_clearing() {
    let mut late = clearing("c-1", -70.0, date(2024, 9, 1));
    late.series = "tile:19LEG".to_owned();
    let clearings = [late, clearing("c-2", -70.0, date(2024, 3, 1))];
    let found = series_name(&clearings, &[]);
    assert_eq!(found, Some("tile:19LDG"));
    assert_eq!(series_name(&[], &[]), None);
}

/// A workspace that holds `alerts`, each with a site of one clearing.
pub(crate) async fn workspace_with(alerts: &[Alert]) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
    write(&workspace, async |effects| put(effects, alerts).await).await;
    (folder, workspace)
}

/// Runs one job that writes what `what` writes.
pub(crate) async fn write(workspace: &Workspace, what: impl AsyncFnOnce(&mut Effects)) {
    let store = workspace.store();
    let done = store.counts().await.unwrap();
    let key = Fingerprint::of(format!("{done:?}").as_bytes());
    let job = NewJob::new("test", key, serde_json::Value::Null);
    store.enqueue(&job, now()).await.unwrap();
    let minute = std::time::Duration::from_secs(60);
    let lease = store.claim(&["test"], "w", minute, now()).await.unwrap().unwrap();
    let mut effects = store.begin(&lease, now()).await.unwrap();
    what(&mut effects).await;
    effects.commit().await.unwrap();
}

async fn put(effects: &mut Effects, alerts: &[Alert]) {
    let found =
        [clearing("c-1", -70.0, date(2024, 7, 11)), clearing("c-2", -69.99, date(2024, 9, 1))];
    effects.replace_clearings("tile:19LDG", "default@1#00", &found).await.unwrap();
    let site = vigia_core::Site {
        id: SiteId::new("s-1"),
        outline: square(-70.0),
        area: Hectares(120.0),
        clearings: found.iter().map(|clearing| clearing.id.clone()).collect(),
        history: vec![vigia_core::SiteExtent {
            date: date(2024, 7, 11),
            area: Hectares(120.0),
            area_sd: Hectares(0.3),
        }],
        state: vigia_core::SiteState::Growing,
        merged_from: vec![SiteId::new("s-2")],
        split_from: None,
        ponds_worked: None,
    };
    effects.put_sites(&[site]).await.unwrap();
    for alert in alerts {
        effects.put_alert(alert).await.unwrap();
        let event = serde_json::json!({
            "event": "alert.raised", "alert": alert.id, "state": "provisional",
            "confidence": alert.confidence, "area_ha": alert.area,
        });
        effects.put_alert_history(&alert.id, &event).await.unwrap();
    }
}

pub(crate) fn now() -> Timestamp {
    "2025-06-01T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn an_alert_is_shown_with_all_that_is_behind_it_and_a_field_team_reads_no_holder() {
    let mut stored = alert("a-1");
    stored.ties = vec![
        tie(LayerKind::MiningRight, "0101", Relation::Within, 1.0, 0.0),
        tie(LayerKind::Reinfo, "R-1", Relation::Near, 0.0, 0.0),
    ];
    stored.ties[1].feature_name = "TITULAR FICTICIO".to_owned();
    let (_folder, workspace) = workspace_with(&[stored]).await;
    crate::notes::add(&workspace, "a-1", "rosa", " Se ve humo. ", now()).await.unwrap();
    for (sight, names_holder) in
        [(crate::sight::Sight::Full, true), (crate::sight::Sight::Field, false)]
    {
        let messages = Messages::load(Language::Es);
        let asker = Asker { sight, language: Language::Es, messages: &messages };
        let found = show(&workspace, asker, "a-1").await.unwrap();
        assert_eq!(found.site.as_ref().unwrap().state, vigia_core::SiteState::Growing);
        assert_eq!(found.history[0].change, "raised");
        assert!(found.history[0].detail.contains("provisional"), "{}", found.history[0].detail);
        assert_eq!(found.notes[0].text, "Se ve humo.");
        assert!(found.ties[0].words.contains("un título no es autoría"), "{}", found.ties[0].words);
        assert_eq!(found.ties[0].status_text.as_deref(), Some("titulado"));
        assert_eq!(format!("{found:?}").contains("TITULAR"), names_holder, "{sight:?}");
    }
}

#[tokio::test]
async fn what_people_wrote_beside_a_site_that_merged_is_shown_beside_the_one_that_stays() {
    let gone = Alert { site: SiteId::new("s-2"), ..alert("a-2") };
    let (_folder, workspace) = workspace_with(&[alert("a-1"), gone]).await;
    for (id, text) in [("a-1", "primera"), ("a-2", "segunda"), ("a-1", "tercera")] {
        crate::notes::add(&workspace, id, "rosa", text, now()).await.unwrap();
    }
    write(&workspace, async |effects| {
        assert!(effects.remove_alert(&AlertId::new("a-2")).await.unwrap());
    })
    .await;
    let messages = Messages::load(Language::Es);
    let asker =
        Asker { sight: crate::sight::Sight::Full, language: Language::Es, messages: &messages };
    let found = show(&workspace, asker, "a-1").await.unwrap();
    let texts: Vec<&str> = found.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["primera", "segunda", "tercera"]);
}

#[tokio::test]
async fn an_alert_that_is_not_there_is_told_so() {
    let (_folder, workspace) = workspace_with(&[]).await;
    let messages = Messages::load(Language::Es);
    let asker =
        Asker { sight: crate::sight::Sight::Full, language: Language::Es, messages: &messages };
    for id in ["a-1", "../../etc/passwd", "' OR 1=1 --", &"x".repeat(10_000)] {
        let refused = show(&workspace, asker, id).await.unwrap_err();
        assert!(matches!(refused, AppError::NoSuchAlert { .. }), "{refused}");
        let refused = crate::notes::add(&workspace, id, "rosa", "x", now()).await.unwrap_err();
        assert!(matches!(refused, AppError::NoSuchAlert { .. }), "{refused}");
    }
}

#[tokio::test]
async fn a_note_has_from_one_to_four_thousand_characters() {
    let (_folder, workspace) = workspace_with(&[alert("a-1")]).await;
    let add = async |text: &str| crate::notes::add(&workspace, "a-1", "rosa", text, now()).await;
    let most = "ñ".repeat(crate::notes::NOTE_MAX_CHARS);
    assert_eq!(add(&most).await.unwrap().text, most);
    for text in ["", " \n ", &format!("{most}x")] {
        let refused = add(text).await.unwrap_err();
        assert!(matches!(refused, AppError::BadValue { field: "text", .. }), "{refused}");
    }
}
