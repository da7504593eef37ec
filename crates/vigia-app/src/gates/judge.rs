//! Judges the scenes of one series in the order of time.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::profile::{GateThresholds, NamedProfile};
use vigia_core::{
    Fingerprint, Found, Gate, GateFinding, GateState, Ruling, Scene, SceneGate, SceneId,
};
use vigia_detect::gate::{Sample, findings_against, is_without_ground, own_findings, reference};

use super::same_acquisition::acquisitions;
use crate::error::AppError;

/// Scenes read side by side, so that every core has work.
const READ_AHEAD: usize = 8;

type ReadSample<'a> = dyn Fn(&Scene) -> Result<Sample, AppError> + Sync + 'a;

/// What was said of every scene, and which of it is new.
#[derive(Default)]
pub(super) struct Said {
    pub all: Vec<SceneGate>,
    pub changed: Vec<SceneGate>,
}

impl Said {
    pub fn join(&mut self, other: Self) {
        self.all.extend(other.all);
        self.changed.extend(other.changed);
    }
}

/// Judges each scene by itself, and against the admitted scenes before it: the profile's
/// number of the latest that are clear enough. Where fewer came before, those that follow
/// fill up, so that a bad first scene does not speak for the series: among five the median
/// outvotes two.
pub(super) struct Judge<'a> {
    scenes: &'a [Scene],
    known: BTreeMap<SceneId, SceneGate>,
    rulings: &'a BTreeMap<SceneId, Ruling>,
    limits: &'a GateThresholds,
    thresholds: Fingerprint,
    read: &'a ReadSample<'a>,
    groups: Vec<Vec<usize>>,
    samples: BTreeMap<usize, Sample>,
}

impl<'a> Judge<'a> {
    /// - `scenes`: of one sensor on one grid.
    /// - `known`: what was said earlier under the same thresholds.
    pub fn new(
        scenes: &'a [Scene],
        known: &[SceneGate],
        rulings: &'a BTreeMap<SceneId, Ruling>,
        profile: &'a NamedProfile,
        thresholds: Fingerprint,
        read: &'a ReadSample<'a>,
    ) -> Self {
        let known = known.iter().map(|said| (said.scene.clone(), said.clone())).collect();
        let limits = &profile.profile.gate;
        let (groups, samples) = (acquisitions(scenes), BTreeMap::new());
        Self { scenes, known, rulings, limits, thresholds, read, groups, samples }
    }

    pub fn judge_all(mut self) -> Result<Said, AppError> {
        let groups = self.groups.clone();
        let order: Vec<usize> = groups.concat();
        let mut said = Said::default();
        let mut sound: Vec<usize> = Vec::new();
        let mut place = 0;
        for group in &groups {
            let mut used: Option<usize> = None;
            for &index in group {
                let coming = &order[place..];
                let judged = match used {
                    Some(used) => self.duplicate(index, used, coming)?,
                    None => self.judged(index, &sound, coming)?,
                };
                place += 1;
                if self.known.get(&judged.scene) != Some(&judged) {
                    said.changed.push(judged.clone());
                }
                if self.ruled(index).unwrap_or(judged.state) == GateState::Admitted {
                    used = used.or(Some(index));
                    if judged.may_be_reference {
                        sound.push(index);
                    }
                }
                said.all.push(judged);
            }
            let latest = sound.len().saturating_sub(self.limits.reference_views);
            let kept = &sound[latest..];
            let coming = &order[place..];
            self.samples.retain(|index, _| kept.contains(index) || coming.contains(index));
        }
        Ok(said)
    }

    fn ruled(&self, index: usize) -> Option<GateState> {
        self.rulings.get(&self.scenes[index].id).map(|ruling| ruling.kind.state())
    }

    /// Says that `used` stands for the scene.
    fn duplicate(
        &mut self,
        index: usize,
        used: usize,
        coming: &[usize],
    ) -> Result<SceneGate, AppError> {
        let of = self.scenes[used].id.clone();
        if let Some(known) = self.known_with(index, std::slice::from_ref(&of)) {
            return Ok(known);
        }
        let mut said = self.alone(index, coming)?;
        let finding = GateFinding::Duplicate { of: of.clone() };
        said.found.push(Found { finding, state: GateState::Refused });
        said.state = GateState::Refused;
        said.references = vec![of];
        Ok(said)
    }

    fn judged(
        &mut self,
        index: usize,
        sound: &[usize],
        coming: &[usize],
    ) -> Result<SceneGate, AppError> {
        let chosen = self.references(index, sound, coming)?;
        let ids: Vec<SceneId> = chosen.iter().map(|at| self.scenes[*at].id.clone()).collect();
        if let Some(known) = self.known_with(index, &ids) {
            return Ok(known);
        }
        let mut said = self.alone(index, coming)?;
        said.references = ids;
        self.load(&chosen)?;
        let sample = self.sample(index)?;
        let is_comparable = said.state == GateState::Admitted
            && !is_without_ground(sample, self.limits)
            && chosen.len() >= self.limits.reference_views_min;
        if is_comparable {
            let others: Vec<&Sample> =
                chosen.iter().map(|at| self.sample(*at)).collect::<Result<_, _>>()?;
            let found = findings_against(sample, &reference(&others)?, self.limits)?;
            said.found.extend(found);
            said.state = gravest(&said.found);
        }
        Ok(said)
    }

    /// Returns what was said of a scene earlier, if it was compared with the same others.
    fn known_with(&self, index: usize, references: &[SceneId]) -> Option<SceneGate> {
        let known = self.known.get(&self.scenes[index].id)?;
        (known.references == references).then(|| known.clone())
    }

    /// Returns what a scene shows by itself.
    fn alone(&mut self, index: usize, coming: &[usize]) -> Result<SceneGate, AppError> {
        self.load_ahead(index, coming)?;
        let (scene, sample) = (&self.scenes[index], self.sample(index)?);
        let mut found = own_findings(sample, self.limits);
        let state = gravest(&found);
        found.extend(negative_northing(scene));
        Ok(SceneGate {
            scene: scene.id.clone(),
            series: scene.series.clone(),
            gate: Gate::Admission,
            thresholds: self.thresholds,
            state,
            found,
            clear_share: sample.clear_share(),
            may_be_reference: state == GateState::Admitted
                && sample.clear_share() >= self.limits.reference_clear_min,
            references: Vec::new(),
        })
    }

    /// Returns the scenes that one is compared with, in order of time: the latest sound ones
    /// before it, then those after it that look sound by themselves.
    fn references(
        &mut self,
        index: usize,
        sound: &[usize],
        coming: &[usize],
    ) -> Result<Vec<usize>, AppError> {
        let wanted = self.limits.reference_views;
        let mut chosen = sound[sound.len().saturating_sub(wanted)..].to_vec();
        for &later in coming {
            if chosen.len() >= wanted {
                break;
            }
            let is_refused = self.ruled(later) == Some(GateState::Refused);
            let is_another = !self.is_same_acquisition(index, later)
                && chosen.iter().all(|at| !self.is_same_acquisition(*at, later));
            if is_another && !is_refused && self.looks_sound(later, coming)? {
                chosen.push(later);
            }
        }
        Ok(chosen)
    }

    fn is_same_acquisition(&self, index: usize, other: usize) -> bool {
        self.groups.iter().any(|group| group.contains(&index) && group.contains(&other))
    }

    fn looks_sound(&mut self, index: usize, coming: &[usize]) -> Result<bool, AppError> {
        match self.known.get(&self.scenes[index].id) {
            Some(known) => Ok(known.may_be_reference),
            None => Ok(self.alone(index, coming)?.may_be_reference),
        }
    }

    fn sample(&self, index: usize) -> Result<&Sample, AppError> {
        self.samples.get(&index).ok_or_else(|| AppError::NotFound {
            noun: "sample",
            id: self.scenes[index].id.to_string(),
        })
    }

    /// Reads a scene, and beside it the next ones that nothing was said of yet.
    fn load_ahead(&mut self, index: usize, coming: &[usize]) -> Result<(), AppError> {
        if self.samples.contains_key(&index) {
            return Ok(());
        }
        let is_new = |at: &&usize| !self.known.contains_key(&self.scenes[**at].id);
        let ahead = coming.iter().filter(is_new).filter(|at| !self.samples.contains_key(at));
        let mut wanted: Vec<usize> = ahead.copied().take(READ_AHEAD).collect();
        wanted.push(index);
        self.load(&wanted)
    }

    fn load(&mut self, wanted: &[usize]) -> Result<(), AppError> {
        let mut missing: Vec<usize> =
            wanted.iter().copied().filter(|at| !self.samples.contains_key(at)).collect();
        missing.sort_unstable();
        missing.dedup();
        let read = missing.par_iter().map(|at| Ok((*at, (self.read)(&self.scenes[*at])?)));
        let read: Vec<(usize, Sample)> = read.collect::<Result<_, AppError>>()?;
        self.samples.extend(read);
        Ok(())
    }
}

fn gravest(found: &[Found]) -> GateState {
    found.iter().map(|found| found.state).max().unwrap_or(GateState::Admitted)
}

/// Notes southern ground in a northern UTM zone: its negative northings are right in that
/// system, so nothing has to be mended, but a map beside it may read them otherwise.
fn negative_northing(scene: &Scene) -> Option<Found> {
    let code: u32 = scene.grid.crs.strip_prefix("EPSG:")?.parse().ok()?;
    let (_, northing_m) = scene.grid.to_crs(scene.grid.rows as f64, 0.0);
    let is_south = (32_601..=32_660).contains(&code) && northing_m < 0.0;
    let finding = GateFinding::NorthingNegative { northing_m };
    is_south.then_some(Found { finding, state: GateState::Admitted })
}
