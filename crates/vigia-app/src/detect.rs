//! Detect, track, tie, alert: each step a durable job, keyed by all it depends on.
//!
//! The same scenes, layers and profile are never worked twice; a changed one makes a new
//! key, and with it a new job.

mod alerts;
mod composites;
mod extents;
pub(crate) mod ground;
mod objects;
mod optical_series;
mod pair;
mod ponds;
mod radar_alone;
mod radar_series;
mod radar_watch;
pub mod replay;
mod saved_states;
mod series;
mod series_watch;
mod sites;

use std::collections::BTreeSet;

use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::NamedProfile;
use vigia_core::{AlertState, Driver, Fingerprint, Sensor};

use crate::clear_ground::mask_key;
use crate::error::AppError;
use crate::gates::{Admitted, admitted};
use crate::ingest::now;
use crate::progress::Progress;
use crate::workspace::Workspace;

/// Series of before/after pairs begin with this.
pub(crate) const PAIR_PREFIX: &str = "pair:";

/// Raised whenever a kernel's result may change for the same input and profile.
const KERNELS_VERSION: &str = "4";

/// What one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetectSummary {
    /// Series of scenes.
    pub series: usize,
    /// Clearings and other changes.
    pub clearings: usize,
    /// Those with indications of mining.
    pub mining_clearings: usize,
    /// Sites.
    pub sites: usize,
    /// Alerts.
    pub alerts: usize,
    /// Confirmed ones.
    pub confirmed: usize,
    /// What could not be said, and why.
    pub notes: Vec<Note>,
}

/// Why nothing can be said of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Message id.
    pub code: &'static str,
    /// The series.
    pub series: String,
    /// Numbers or names behind it.
    pub detail: String,
}

/// Runs the line over every series of the workspace with the profile `profile_name`.
///
/// # Errors
/// [`AppError::NoSuchProfile`], [`AppError::BadProfile`]; [`AppError::Store`];
/// [`AppError::Raster`] where a catalogued scene can no longer be read.
pub async fn detect_all(
    workspace: &Workspace,
    profile_name: &str,
    progress: Progress<'_>,
) -> Result<DetectSummary, AppError> {
    detect_in_blocks(workspace, profile_name, BLOCK_SIZE_PX, progress).await
}

/// [`detect_all`] by blocks of `block_px` × `block_px` pixels, on which nothing but time and
/// memory depends.
async fn detect_in_blocks(
    workspace: &Workspace,
    profile_name: &str,
    block_px: usize,
    progress: Progress<'_>,
) -> Result<DetectSummary, AppError> {
    let profile = workspace.profile(profile_name)?;
    let mut summary = DetectSummary::default();
    let names = workspace.store().series().await?;
    summary.series = names.len();
    let mut jobs = Vec::new();
    for name in &names {
        let scenes = workspace.store().scenes(name).await?;
        let admitted = admitted(workspace, name, &scenes, &profile).await?;
        summary.notes.extend(admitted.notes(name));
        summary.notes.extend(series::notes(name, &admitted.scenes, &profile));
        jobs.push(series::job(name, &admitted, profile_name, &profile)?);
    }
    workspace.store().enqueue_all(&jobs, now()).await?;
    series::work_all(workspace, names.len(), block_px, progress).await?;
    sites::track(workspace, &profile, progress).await?;
    alerts::raise(workspace, &profile, progress).await?;

    let clearings = workspace.store().all_clearings(&profile.label()).await?;
    summary.clearings = clearings.len();
    summary.mining_clearings =
        clearings.iter().filter(|clearing| clearing.driver == Driver::Mining).count();
    summary.sites = workspace.store().sites().await?.len();
    let alerts = crate::alerts::list(workspace).await?;
    summary.alerts = alerts.len();
    summary.confirmed = alerts.iter().filter(|alert| alert.state == AlertState::Confirmed).count();
    Ok(summary)
}

/// Returns the key of work on `admitted` under `profile`. Released scenes are named: the
/// work that held them saw the same scenes, and was other work.
fn series_key(name: &str, admitted: &Admitted, profile: &NamedProfile) -> Fingerprint {
    let mut parts =
        vec![KERNELS_VERSION.to_owned(), name.to_owned(), profile.fingerprint.to_string()];
    parts.extend(admitted.released.iter().map(|scene| format!("released {scene}")));
    let sensors: BTreeSet<Sensor> = admitted.scenes.iter().map(|scene| scene.sensor).collect();
    parts.extend(sensors.into_iter().map(mask_key));
    for scene in &admitted.scenes {
        parts.push(scene.id.to_string());
        parts.extend(scene.assets.iter().map(|asset| asset.fingerprint.to_string()));
    }
    Fingerprint::of_parts(parts)
}

#[cfg(test)]
mod tests;
