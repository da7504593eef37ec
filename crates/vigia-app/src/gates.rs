//! The gate before detection: which scenes of a series it may use, why not the others, and
//! what people ruled about them.
//!
//! A scene is judged once a set of thresholds and a set of scenes that it is compared with;
//! what was said is stored, so that asking again costs one query. Everything said is a
//! function of the scenes, the thresholds and the rulings: in which order scenes came, or
//! where a run was broken off, changes nothing. A person's ruling counts before all of it.
//! But for one: a scene held for too much change stays held until a person rules, though one
//! that comes late may show that its breaks are older.
//!
//! Radar passes unjudged, and so do before/after pairs, which have no series to be compared
//! with, and scenes without the six optical bands.

mod judge;
mod listing;
mod same_acquisition;
mod scene_sample;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use vigia_core::profile::NamedProfile;
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::{
    Fingerprint, Found, Gate, GateFinding, GateState, GridGeometry, Ruling, RulingKind, Scene,
    SceneGate, SceneId, Sensor,
};

use crate::clear_ground::mask_key;
use crate::detect::{Note, PAIR_PREFIX};
use crate::error::AppError;
use crate::ingest::now;
use crate::workspace::Workspace;
use judge::{Judge, Said};

pub use listing::{SceneDecision, list};

/// Raised whenever a gate may say something else of the same scenes and thresholds.
const GATE_VERSION: &str = "1";

/// The scenes of one series that detection may use.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Admitted {
    /// In the order in which they were given.
    pub scenes: Vec<Scene>,
    /// Those that a person released: no limit holds them again, and work that was done
    /// before they were released is not the same work.
    pub released: BTreeSet<SceneId>,
    /// How many wait for a person.
    pub held: usize,
    /// How many are not used.
    pub refused: usize,
}

impl Admitted {
    /// Returns what a run over `series` should say of the scenes that are left out.
    #[must_use]
    pub fn notes(&self, series: &str) -> Vec<Note> {
        let counts = [("note-scenes-held", self.held), ("note-scenes-refused", self.refused)];
        let said = counts.into_iter().filter(|(_, count)| *count > 0);
        said.map(|(code, count)| Note {
            code,
            series: series.to_owned(),
            detail: count.to_string(),
        })
        .collect()
    }
}

/// Returns which of `scenes`, all of the series `series`, detection may use under `profile`;
/// judges those that were not judged yet, and stores what it found.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Raster`] where a catalogued scene can no longer be read.
pub async fn admitted(
    workspace: &Workspace,
    series: &str,
    scenes: &[Scene],
    profile: &NamedProfile,
) -> Result<Admitted, AppError> {
    let verdicts = Verdicts::of(workspace, series, scenes, profile).await?;
    let mut admitted = Admitted::default();
    for scene in scenes {
        match verdicts.state(&scene.id) {
            GateState::Admitted => admitted.scenes.push(scene.clone()),
            GateState::Held => admitted.held += 1,
            GateState::Refused => admitted.refused += 1,
        }
        if verdicts.ruling(&scene.id).is_some_and(|ruling| ruling.kind == RulingKind::Released) {
            admitted.released.insert(scene.id.clone());
        }
    }
    Ok(admitted)
}

/// Holds `scene` for a person where it would change more of its tile than the profile's
/// limit; says whether it is held now. One that a person released is not held again.
///
/// - `share`: share of the watched pixels that first break on the scene's date, 0–1.
///
/// # Errors
/// [`AppError::Store`].
pub async fn hold_for_change(
    workspace: &Workspace,
    scene: &Scene,
    share: f64,
    profile: &NamedProfile,
) -> Result<bool, AppError> {
    let limit = profile.profile.gate.change_share_max;
    if share <= limit {
        return Ok(false);
    }
    let rulings = workspace.store().rulings(&scene.series).await?;
    if rulings.iter().any(|ruling| ruling.scene == scene.id) {
        return Ok(false);
    }
    let finding = GateFinding::TooMuchChange { share, limit };
    let held = SceneGate {
        scene: scene.id.clone(),
        series: scene.series.clone(),
        gate: Gate::Change,
        thresholds: profile.fingerprint,
        state: GateState::Held,
        found: vec![Found { finding, state: GateState::Held }],
        clear_share: 0.0,
        may_be_reference: false,
        references: Vec::new(),
    };
    workspace.store().put_scene_gates(&[held], now()).await?;
    Ok(true)
}

/// Records what a person decided about a scene: it counts from the next detection on, and
/// outlives every judgement. The audit log keeps who and why.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown scene; [`AppError::BadValue`] without a reason;
/// [`AppError::Store`].
pub async fn rule(
    workspace: &Workspace,
    id: &str,
    kind: RulingKind,
    author: &str,
    why: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let why = why.trim();
    if why.is_empty() {
        let words = "ruling-without-why";
        return Err(AppError::BadValue { field: "why", words, arguments: Vec::new() });
    }
    let (author, why) = (author.to_owned(), why.to_owned());
    let ruling = Ruling { scene: SceneId::new(id), kind, author, at: now, why };
    if workspace.store().rule(&ruling).await? {
        return Ok(());
    }
    Err(AppError::NotFound { noun: "scene", id: id.to_owned() })
}

/// What gates and people say of the scenes of one series.
struct Verdicts {
    gates: BTreeMap<SceneId, Vec<SceneGate>>,
    rulings: BTreeMap<SceneId, Ruling>,
}

impl Verdicts {
    async fn of(
        workspace: &Workspace,
        series: &str,
        scenes: &[Scene],
        profile: &NamedProfile,
    ) -> Result<Self, AppError> {
        let rulings = workspace.store().rulings(series).await?;
        let rulings: BTreeMap<SceneId, Ruling> =
            rulings.into_iter().map(|ruling| (ruling.scene.clone(), ruling)).collect();
        let groups = alike(judged(series, scenes));
        let mut thresholds = groups
            .iter()
            .map(|alike| thresholds_of(profile, alike))
            .collect::<Result<Vec<_>, _>>()?;
        thresholds.push(profile.fingerprint);
        let stored = workspace.store().scene_gates(series, &thresholds);
        let (known, held): (Vec<_>, Vec<_>) =
            stored.await?.into_iter().partition(|said| said.gate == Gate::Admission);
        let mut said = Said::default();
        for (alike, admission) in groups.iter().zip(&thresholds) {
            let read = |scene: &Scene| scene_sample::read(workspace, scene, &alike.grid, profile);
            let scenes = &alike.scenes;
            let judge = Judge::new(scenes, &known, &rulings, profile, *admission, &read);
            said.join(tokio::task::block_in_place(|| judge.judge_all())?);
        }
        if !said.changed.is_empty() {
            workspace.store().put_scene_gates(&said.changed, now()).await?;
        }
        let mut gates = BTreeMap::<SceneId, Vec<SceneGate>>::new();
        for said in said.all.into_iter().chain(held) {
            gates.entry(said.scene.clone()).or_default().push(said);
        }
        Ok(Self { gates, rulings })
    }

    fn said(&self, scene: &SceneId) -> &[SceneGate] {
        self.gates.get(scene).map_or(&[], Vec::as_slice)
    }

    fn ruling(&self, scene: &SceneId) -> Option<&Ruling> {
        self.rulings.get(scene)
    }

    /// What becomes of a scene: a person's word, else the gravest of the gates', else it
    /// passes.
    fn state(&self, scene: &SceneId) -> GateState {
        let gravest = self.said(scene).iter().map(|said| said.state).max();
        let ruled = self.ruling(scene).map(|ruling| ruling.kind.state());
        ruled.or(gravest).unwrap_or(GateState::Admitted)
    }
}

/// Returns the scenes that are judged.
fn judged(series: &str, scenes: &[Scene]) -> Vec<Scene> {
    let has_all = |scene: &&Scene| OPTICAL_BANDS.iter().all(|band| scene.asset(*band).is_some());
    let is_series = !series.starts_with(PAIR_PREFIX);
    scenes.iter().filter(|scene| is_series && has_all(scene)).cloned().collect()
}

/// Scenes that can be laid upon each other pixel by pixel.
struct Alike {
    sensor: Sensor,
    /// Holds all of them.
    grid: GridGeometry,
    scenes: Vec<Scene>,
}

/// Parts scenes by sensor and lattice.
fn alike(scenes: Vec<Scene>) -> Vec<Alike> {
    let mut parts: Vec<Alike> = Vec::new();
    for scene in scenes {
        let same = parts.iter_mut().find_map(|part| {
            let grid = part.grid.union(&scene.grid).filter(|_| part.sensor == scene.sensor)?;
            Some((part, grid))
        });
        match same {
            Some((part, grid)) => {
                part.grid = grid;
                part.scenes.push(scene);
            }
            None => {
                let (sensor, grid) = (scene.sensor, scene.grid.clone());
                parts.push(Alike { sensor, grid, scenes: vec![scene] });
            }
        }
    }
    parts
}

/// Returns the fingerprint of all that admission depends on beside the scenes: limits, and
/// where and how the ground is looked at.
fn thresholds_of(profile: &NamedProfile, alike: &Alike) -> Result<Fingerprint, AppError> {
    let stored = |source| AppError::Stored { kind: "gate thresholds", source };
    let limits = serde_json::to_string(&profile.profile.gate).map_err(stored)?;
    let margin = profile.profile.series.cloud_margin_m.to_string();
    let (grid, mask) = (format!("{:?}", alike.grid), mask_key(alike.sensor));
    Ok(Fingerprint::of_parts([GATE_VERSION, &limits, &margin, &grid, &mask]))
}

#[cfg(test)]
mod tests;
