#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use ndarray::{Array2, Array3};
use proptest::prelude::*;
use serde_json::json;
use vigia_core::{Asset, Band, GridGeometry, ProblemCode, Sensor};
use vigia_detect::gate::{Patch, Sample};
use vigia_store::NewJob;

use super::*;
use crate::ingest::{LEASE, WORKER};
use crate::workspace::find_profile;

const SERIES: &str = "tile:19LAG";

fn profile() -> NamedProfile {
    find_profile(&PathBuf::new(), "default").unwrap()
}

fn scene(id: &str, day: i64, baseline: &str) -> Scene {
    let start: Timestamp = "2023-06-01T14:57:10Z".parse().unwrap();
    let start = start + jiff::SignedDuration::from_hours(24 * day);
    Scene {
        id: SceneId::new(id),
        sensor: Sensor::Sentinel2,
        series: SERIES.to_owned(),
        acquired_start: start,
        acquired_end: start,
        processing_baseline: Some(baseline.to_owned()),
        orbit_state: None,
        grid: GridGeometry {
            crs: "EPSG:32719".to_owned(),
            transform: [300_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0],
            rows: 192,
            cols: 192,
        },
        assets: Vec::new(),
    }
}

/// What a scene shows, as its identifier tells: `s` lies 3 px off, `o` carries the offset,
/// `c` is all cloud, any other is sound.
fn sample(scene: &Scene) -> Result<Sample, AppError> {
    let kind = scene.id.as_str().chars().next().unwrap();
    let shift = if kind == 's' { 3.0 } else { 0.0 };
    let offset = if kind == 'o' { 0.1 } else { 0.0 };
    let patch = |number: usize| Patch {
        reflectance: Array3::from_shape_fn((6, 48, 48), |(band, row, col)| {
            let (row, col) = (row as f32 - shift, col as f32);
            let wave = (row * 0.31 + col * 0.17 + number as f32).sin()
                + (row * 0.13 - col * 0.29 + 2.0 * number as f32).sin();
            let soil = 1.0 / (1.0 + (-6.0 * (wave - 1.0)).exp());
            let forest = [0.026, 0.045, 0.026, 0.272, 0.146, 0.063][band];
            let bare = [0.098, 0.137, 0.192, 0.255, 0.343, 0.268][band];
            forest + soil * (bare - forest) + offset
        }),
        clear: Array2::from_elem((48, 48), kind != 'c'),
    };
    Ok(Sample::of((0..4).map(patch).collect())?)
}

/// Judges scenes, remembering what was said before.
#[derive(Default)]
struct Court {
    known: Vec<SceneGate>,
    rulings: BTreeMap<SceneId, Ruling>,
}

impl Court {
    fn judge(&mut self, scenes: &[Scene]) -> usize {
        let profile = profile();
        let [alike] = &alike(scenes.to_vec())[..] else { panic!("scenes of one grid") };
        let thresholds = thresholds_of(&profile, alike).unwrap();
        let judge = Judge::new(scenes, &self.known, &self.rulings, &profile, thresholds, &sample);
        let said = judge.judge_all().unwrap();
        self.known = said.all;
        said.changed.len()
    }

    fn rule(&mut self, id: &str, kind: RulingKind) {
        let scene = SceneId::new(id);
        let (author, why) = ("rosa".to_owned(), "la vi".to_owned());
        let ruling = Ruling { scene: scene.clone(), kind, author, at: Timestamp::UNIX_EPOCH, why };
        self.rulings.insert(scene, ruling);
    }

    /// Every scene that is not admitted, or of which something is noted, with its code.
    fn said(&self) -> Vec<(&str, GateState, ProblemCode)> {
        let said = self.known.iter().flat_map(|said| {
            let scene = said.scene.as_str();
            said.found.iter().map(move |found| (scene, found.state, found.finding.code()))
        });
        said.collect()
    }
}

fn series(ids: &[&str]) -> Vec<Scene> {
    ids.iter().enumerate().map(|(day, id)| scene(id, 5 * day as i64, "05.09")).collect()
}

#[test]
fn sound_scenes_are_all_admitted_and_judged_once() {
    let mut court = Court::default();
    let scenes = series(&["a", "b", "d", "e", "f", "g", "h"]);
    assert_eq!(court.judge(&scenes), 7);
    assert_eq!(court.said(), []);
    assert_eq!(court.judge(&scenes), 0);
}

#[test]
fn each_fault_is_named_and_the_rest_goes_on() {
    let mut court = Court::default();
    court.judge(&series(&["a", "b", "d", "o1", "e", "s1", "c1", "f", "s2", "g"]));
    assert_eq!(
        court.said(),
        [
            ("o1", GateState::Refused, ProblemCode::OffsetMixed),
            ("s1", GateState::Refused, ProblemCode::SceneMisaligned),
            ("c1", GateState::Admitted, ProblemCode::NoClearGround),
            ("s2", GateState::Refused, ProblemCode::SceneMisaligned),
        ]
    );
}

#[test]
fn a_bad_first_scene_does_not_speak_for_the_series() {
    let mut court = Court::default();
    court.judge(&series(&["s1", "a", "b", "d", "e", "f"]));
    assert_eq!(court.said(), [("s1", GateState::Refused, ProblemCode::SceneMisaligned)]);
}

#[test]
fn with_too_few_others_nothing_is_compared() {
    let mut court = Court::default();
    court.judge(&series(&["s1", "a", "b"]));
    assert_eq!(court.said(), []);
}

#[test]
fn of_one_acquisition_the_newest_baseline_counts_unless_it_is_bad() {
    let mut scenes = series(&["a", "b", "d", "e", "f"]);
    scenes.push(scene("g-old", 30, "02.09"));
    let mut newest = scene("g-new", 30, "05.00");
    newest.acquired_start += jiff::SignedDuration::from_secs(11);
    scenes.push(newest);
    scenes.push(scene("h-old", 40, "02.09"));
    scenes.push(scene("s-new", 40, "05.00"));
    let mut court = Court::default();
    court.judge(&scenes);
    assert_eq!(
        court.said(),
        [
            ("g-old", GateState::Refused, ProblemCode::SceneDuplicate),
            ("s-new", GateState::Refused, ProblemCode::SceneMisaligned),
        ]
    );
}

#[test]
fn what_a_person_ruled_decides_with_whom_the_others_are_compared() {
    let scenes = series(&["a", "b", "d", "e", "f", "s1", "s2", "s3", "s4", "s5", "s6"]);
    let mut court = Court::default();
    court.judge(&scenes);
    let refused = |court: &Court| {
        let scenes = court.known.iter().filter(|said| said.state == GateState::Refused);
        scenes.map(|said| said.scene.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(refused(&court), ["s1", "s2", "s3", "s4", "s5", "s6"]);
    for id in ["s1", "s2", "s3"] {
        court.rule(id, RulingKind::Released);
    }
    court.judge(&scenes);
    assert_eq!(refused(&court), ["s1", "s2", "s3"], "the median of five has moved");
    court.rule("s1", RulingKind::Refused);
    court.judge(&scenes);
    assert_eq!(refused(&court), ["s1", "s2", "s3", "s4", "s5", "s6"]);
}

#[test]
fn southern_ground_in_a_northern_zone_is_noted() {
    let mut south = scene("a", 0, "05.09");
    south.grid.crs = "EPSG:32619".to_owned();
    south.grid.transform[3] = -1_400_000.0;
    let mut court = Court::default();
    court.judge(std::slice::from_ref(&south));
    assert_eq!(court.said(), [("a", GateState::Admitted, ProblemCode::NorthingNegative)]);
    // The same ground in its own zone: 10,000 km are the false northing of the south.
    let corner = |grid: &GridGeometry| {
        let to_wgs84 = vigia_vector::Operation::to_wgs84(&grid.crs).unwrap();
        let ground = crate::detect::ground::Ground::of(grid, &to_wgs84).unwrap();
        let outline = ground.outline(&[(0, 0)], &[], &to_wgs84).unwrap();
        outline.wgs84.0[0].exterior().0[0]
    };
    let mut own = south.clone();
    own.grid.crs = "EPSG:32719".to_owned();
    own.grid.transform[3] += 10_000_000.0;
    let (written, right) = (corner(&south.grid), corner(&own.grid));
    assert!((written.x - right.x).abs() < 1e-9 && (written.y - right.y).abs() < 1e-9);
    assert!(right.y < -12.0, "{right:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn in_which_order_scenes_come_changes_nothing(
        order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut scenes = series(&["s1", "a", "b", "c1", "d", "o1", "e", "f"]);
        scenes.push(scene("b-old", 10, "02.09"));
        let mut at_once = Court::default();
        at_once.judge(&scenes);
        let mut one_by_one = Court::default();
        for count in 1..=order.len() {
            let there: Vec<Scene> = order[..count].iter().map(|at| scenes[*at].clone()).collect();
            one_by_one.judge(&there);
        }
        prop_assert_eq!(one_by_one.known, at_once.known);
    }
}

/// A workspace with one scene, which has red only: the admission gate lets it pass.
async fn workspace() -> (tempfile::TempDir, Workspace, Scene) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), PathBuf::from("vigia")).await.unwrap();
    let mut scene = scene("a", 0, "05.09");
    scene.assets.push(Asset {
        band: Band::Red,
        fingerprint: Fingerprint::of(b"a"),
        size_bytes: 1,
        file_name: "a.tif".to_owned(),
        band_number: 1,
        scale: 1e-4,
        offset: 0.0,
        is_decibels: false,
        nodata: Some(0.0),
        grid: scene.grid.clone(),
    });
    let store = workspace.store();
    store.enqueue(&NewJob::new("test", Fingerprint::of(b"x"), json!({})), now()).await.unwrap();
    let lease = store.claim(&["test"], WORKER, LEASE, now()).await.unwrap().unwrap();
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_scene(&scene).await.unwrap();
    effects.commit().await.unwrap();
    (folder, workspace, scene)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_that_would_change_too_much_waits_until_a_person_releases_it() {
    let (_folder, workspace, scene) = workspace().await;
    let profile = profile();
    let scenes = [scene.clone()];
    let limit = profile.profile.gate.change_share_max;
    assert!(!hold_for_change(&workspace, &scene, limit, &profile).await.unwrap());
    assert!(hold_for_change(&workspace, &scene, limit + 0.01, &profile).await.unwrap());
    let held = admitted(&workspace, SERIES, &scenes, &profile).await.unwrap();
    assert_eq!((held.scenes.len(), held.held, held.refused), (0, 1, 0));
    assert_eq!(held.notes(SERIES)[0].code, "note-scenes-held");

    let other = NamedProfile { fingerprint: Fingerprint::of(b"other"), ..profile.clone() };
    let under_other = admitted(&workspace, SERIES, &scenes, &other).await.unwrap();
    assert_eq!(under_other.scenes, scenes, "what one profile held, another has not looked at");

    let at = Timestamp::UNIX_EPOCH;
    let why = "inundación";
    rule(&workspace, "a", RulingKind::Released, "rosa", why, at).await.unwrap();
    let released = admitted(&workspace, SERIES, &scenes, &profile).await.unwrap();
    assert_eq!(released.scenes, scenes);
    assert!(released.released.contains(&scene.id) && released.notes(SERIES).is_empty());
    assert!(!hold_for_change(&workspace, &scene, 0.9, &profile).await.unwrap());

    rule(&workspace, "a", RulingKind::Refused, "rosa", "es nube", at).await.unwrap();
    let refused = admitted(&workspace, SERIES, &scenes, &profile).await.unwrap();
    assert_eq!((refused.scenes.len(), refused.refused), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ruling_needs_a_scene_and_a_reason() {
    let (_folder, workspace, _) = workspace().await;
    let at = Timestamp::UNIX_EPOCH;
    let rule = |id: &'static str, why: &'static str| {
        rule(&workspace, id, RulingKind::Released, "rosa", why, at)
    };
    assert!(matches!(rule("a", "  ").await, Err(AppError::BadValue { field: "why", .. })));
    assert!(matches!(rule("b", "x").await, Err(AppError::NotFound { noun: "scene", .. })));
    rule("a", "x").await.unwrap();
}

#[test]
fn scenes_of_two_extents_are_compared_on_the_grid_that_holds_both() {
    let mut scenes = vec![scene("a", 0, "05.09"), scene("b", 5, "05.09"), scene("c", 10, "05.09")];
    scenes[1].grid.transform[0] += 50.0;
    // Half a pixel off: on no lattice with the others.
    scenes[2].grid.transform[0] += 5.0;
    let alone = scenes[2].clone();
    let parts: Vec<_> = alike(scenes.clone()).into_iter().map(|p| (p.grid, p.scenes)).collect();
    scenes.truncate(2);
    let both = GridGeometry { cols: 197, ..scenes[0].grid.clone() };
    assert_eq!(parts, [(both, scenes), (alone.grid.clone(), vec![alone])]);
}
