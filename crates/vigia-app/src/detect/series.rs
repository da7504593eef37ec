//! The job that turns one series of scenes into clearings.

use geo::{BoundingRect, Rect};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use vigia_core::profile::NamedProfile;
use vigia_core::{Clearing, Driver, Scene};
use vigia_detect::outline::shared_corners;
use vigia_detect::series::candidates;
use vigia_store::NewJob;
use vigia_vector::Operation;

use super::ground::Ground;
use super::objects::Objects;
use super::optical_series::OpticalSeries;
use super::radar_alone;
use super::radar_series::RadarSeries;
use super::radar_watch::{RadarClearings, radar_clearings};
use super::saved_states::folder_of;
use super::series_watch::SeriesWatch;
use super::{KERNELS_VERSION, Note, PAIR_PREFIX, series_key};
use crate::error::AppError;
use crate::gates::{Admitted, admitted, hold_for_change};
use crate::ingest::{LEASE, WORKER, now};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "detect_series";

#[derive(Serialize, Deserialize)]
struct Payload {
    series: String,
    profile: String,
}

/// Returns the job of detecting in the series `name` as it stands now.
pub(super) fn job(
    name: &str,
    admitted: &Admitted,
    profile_name: &str,
    profile: &NamedProfile,
) -> Result<NewJob, AppError> {
    let payload = Payload { series: name.to_owned(), profile: profile_name.to_owned() };
    let payload =
        serde_json::to_value(payload).map_err(|source| AppError::Stored { kind: KIND, source })?;
    Ok(NewJob::new(KIND, series_key(name, admitted, profile), payload))
}

/// Works every waiting job: the clearings of a series replace what was said before. A job
/// whose scenes or profile have changed since it was enqueued is obsolete and does nothing.
pub(super) async fn work_all(
    workspace: &Workspace,
    total: usize,
    block_px: usize,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let mut done = 0;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        let payload: Payload = serde_json::from_value(lease.payload.clone())
            .map_err(|source| AppError::Stored { kind: KIND, source })?;
        let name = payload.series;
        progress(Step { stage: "stage-detect", done, total, unit: name.clone() });
        let scenes = workspace.store().scenes(&name).await?;
        let profile = workspace.profile(&payload.profile)?;
        let admitted = admitted(workspace, &name, &scenes, &profile).await?;
        let is_current = series_key(&name, &admitted, &profile) == lease.key;
        let found = if is_current {
            admitted_clearings(workspace, &name, admitted.scenes, &profile, block_px).await?
        } else {
            Vec::new()
        };
        vigia_store::fault::point("detect.computed");
        let mut effects = workspace.store().begin(&lease, now()).await?;
        if is_current {
            effects.replace_clearings(&name, &profile.label(), &found).await?;
            effects.supersede().await?;
        } else {
            effects.forget().await?;
        }
        done += 1;
    }
    Ok(())
}

/// Returns the clearings that `scenes` show, without those scenes that change too much.
async fn admitted_clearings(
    workspace: &Workspace,
    name: &str,
    mut scenes: Vec<Scene>,
    profile: &NamedProfile,
    block_px: usize,
) -> Result<Vec<Clearing>, AppError> {
    loop {
        let shown =
            tokio::task::block_in_place(|| shown(workspace, name, &scenes, profile, block_px))?;
        // Each turn leaves at least one scene out, so there is an end to them.
        if !hold_what_changes_too_much(workspace, &shown.shares, profile).await? {
            return Ok(shown.clearings);
        }
        scenes = admitted(workspace, name, &scenes, profile).await?.scenes;
    }
}

/// Returns what cannot be said of a series, and why.
pub(super) fn notes(name: &str, scenes: &[Scene], profile: &NamedProfile) -> Vec<Note> {
    if name.starts_with(PAIR_PREFIX) {
        return Vec::new();
    }
    match OpticalSeries::of(name, scenes, profile.profile.series.cloud_margin_m) {
        Ok(series) => {
            let left_out = series.left_out_note(name);
            left_out.into_iter().chain(history_note(name, &series, profile)).collect()
        }
        Err(note) => vec![note],
    }
}

fn history_note(name: &str, series: &OpticalSeries, profile: &NamedProfile) -> Option<Note> {
    let needed = profile.profile.series.history_views + 1;
    (series.scenes.len() < needed).then(|| Note {
        code: "note-history-short",
        series: name.to_owned(),
        detail: format!("{} < {needed}", series.scenes.len()),
    })
}

/// What a series shows.
#[derive(Default)]
pub(super) struct Shown {
    pub clearings: Vec<Clearing>,
    /// Scenes in which something first breaks, and which share of the watched pixels.
    pub shares: Vec<(Scene, f64)>,
}

/// Holds the scenes that change more of their tile than the profile's limit; says whether
/// there were any that no person had released.
async fn hold_what_changes_too_much(
    workspace: &Workspace,
    shares: &[(Scene, f64)],
    profile: &NamedProfile,
) -> Result<bool, AppError> {
    let mut is_any_held = false;
    for (scene, share) in shares {
        is_any_held |= hold_for_change(workspace, scene, *share, profile).await?;
    }
    Ok(is_any_held)
}

fn shown(
    workspace: &Workspace,
    name: &str,
    scenes: &[Scene],
    profile: &NamedProfile,
    block_px: usize,
) -> Result<Shown, AppError> {
    if name.starts_with(PAIR_PREFIX) {
        let clearings = super::pair::clearings(workspace, name, scenes, profile)?;
        return Ok(Shown { clearings, shares: Vec::new() });
    }
    let thresholds = &profile.profile.series;
    let Ok(series) = OpticalSeries::of(name, scenes, thresholds.cloud_margin_m) else {
        return Ok(Shown::default());
    };
    if history_note(name, &series, profile).is_some() {
        return Ok(Shown::default());
    }
    let states = folder_of(&workspace.states(), name);
    let watch = SeriesWatch::new(workspace, &series, thresholds, KERNELS_VERSION, states, block_px);
    let radar = RadarSeries::of(scenes, &series.grid);
    shown_until(workspace, name, &watch, series.scenes.len(), &radar, profile)
}

/// Returns what the first `until` optical acquisitions, and `radar`, show.
pub(super) fn shown_until(
    workspace: &Workspace,
    name: &str,
    watch: &SeriesWatch<'_>,
    until: usize,
    radar: &RadarSeries,
    profile: &NamedProfile,
) -> Result<Shown, AppError> {
    let series = watch.series();
    let ground = Ground::of(&series.grid, &Operation::to_wgs84(&series.grid.crs)?)?;
    let broken = watch.broken(until)?;
    let dates = &series.dates[..until];
    let found = candidates(&broken.pixels, dates, ground.pixel_area_m2(), &profile.profile.series)?;
    let fixed = shared_corners(found.iter().map(|one| one.component.pixels.as_slice()));
    let (ground, fixed) = (&ground, &fixed);
    let objects = Objects { workspace, name, watch, until, radar, profile, ground, fixed };
    let mut clearings: Vec<Clearing> = found
        .par_iter()
        .map_init(|| None, |readers, candidate| objects.clearing(readers, candidate))
        .collect::<Result<_, _>>()?;
    let alone = found_alone(workspace, radar, &clearings, profile)?;
    let pixels = &broken.pixels;
    clearings.extend(radar_alone::clearings(name, watch, until, pixels, &alone, profile)?);
    let shares = broken.shares().into_iter();
    let shares = shares.map(|(time, share)| (series.scenes[time].clone(), share)).collect();
    Ok(Shown { clearings, shares })
}

/// Returns what radar finds by itself, where the profile asks for it: around the workings
/// among `clearings`, or everywhere where unknown causes are alerted.
fn found_alone(
    workspace: &Workspace,
    radar: &RadarSeries,
    clearings: &[Clearing],
    profile: &NamedProfile,
) -> Result<Vec<RadarClearings>, AppError> {
    let thresholds = &profile.profile;
    if !thresholds.radar.watch {
        return Ok(Vec::new());
    }
    let mining = clearings.iter().filter(|clearing| clearing.driver == Driver::Mining);
    let near: Vec<Rect<f64>> =
        mining.filter_map(|clearing| clearing.source_outline.bounding_rect()).collect();
    let near = (!thresholds.alert.unknown_driver).then_some(near.as_slice());
    radar_clearings(workspace, radar.every_direction(), near, thresholds)
}
