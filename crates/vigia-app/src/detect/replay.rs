//! Runs the line over a workspace day by day, as its scenes would have arrived.

mod ground_seen;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::profile::NamedProfile;
use vigia_core::{Alert, Clearing, ClearingId, Scene, SceneId, Site};
use vigia_detect::track::update_sites;

use ground_seen::{first_clear, watched_km2};
use told::Told;

use super::alerts::alert;
use super::optical_series::OpticalSeries;
use super::radar_series::RadarSeries;
use super::saved_states::folder_of;
use super::series::shown_until;
use super::series_watch::SeriesWatch;
use super::sites::tracked;
use super::{KERNELS_VERSION, PAIR_PREFIX};
use crate::error::AppError;
use crate::evaluate::replay::{Place, Replay};
use crate::gates::admitted;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// Replays the series of `workspace` with the profile `profile_name`; nothing but what
/// the gate says of its scenes is written to it.
///
/// Each day sees what was acquired up to it, and no more: a watch does not look ahead
/// ([`SeriesWatch`]), and clearings, sites and alerts are made anew from what it shows. One
/// thing does look ahead: which scenes are used is what the gate says now, with the whole
/// series before it ([`admitted`]).
/// - `places`: where and from when it shall be found out when the ground was first seen.
///
/// # Errors
/// [`AppError::NoSuchProfile`], [`AppError::BadProfile`]; [`AppError::Store`];
/// [`AppError::Raster`]; [`AppError::File`] where states cannot be put aside.
pub async fn replay(
    workspace: &Workspace,
    profile_name: &str,
    places: &[Place],
    progress: Progress<'_>,
) -> Result<Replay, AppError> {
    let profile = workspace.profile(profile_name)?;
    let mut series = Vec::new();
    for name in workspace.store().series().await? {
        if !name.starts_with(PAIR_PREFIX) {
            let scenes = workspace.store().scenes(&name).await?;
            let scenes = admitted(workspace, &name, &scenes, &profile).await?.scenes;
            series.push((name, scenes));
        }
    }
    tokio::task::block_in_place(|| replayed(workspace, &series, &profile, places, progress))
}

fn replayed(
    workspace: &Workspace,
    series: &[(String, Vec<Scene>)],
    profile: &NamedProfile,
    places: &[Place],
    progress: Progress<'_>,
) -> Result<Replay, AppError> {
    let states = workspace.scratch()?;
    let thresholds = &profile.profile.series;
    let watched: Vec<(&str, OpticalSeries, RadarSeries)> = series
        .iter()
        .filter_map(|(name, scenes)| {
            let optical = OpticalSeries::of(name, scenes, thresholds.cloud_margin_m).ok()?;
            let radar = RadarSeries::of(scenes, &optical.grid);
            Some((name.as_str(), optical, radar))
        })
        .collect();
    let mut lines: Vec<Line<'_>> = watched
        .iter()
        .map(|(name, optical, radar)| {
            let folder = folder_of(states.path(), name);
            let kernels = KERNELS_VERSION;
            let watch =
                SeriesWatch::new(workspace, optical, thresholds, kernels, folder, BLOCK_SIZE_PX);
            Line { name, watch, radar, clearings: Vec::new(), seen_until: None }
        })
        .collect();
    let scenes: BTreeMap<SceneId, Scene> = series
        .iter()
        .flat_map(|(_, scenes)| scenes)
        .map(|scene| (scene.id.clone(), scene.clone()))
        .collect();
    let days: BTreeSet<Date> = watched
        .iter()
        .flat_map(|(_, optical, radar)| optical.dates.iter().chain(radar.dates()).copied())
        .collect();
    let mut told = Told::default();
    let mut sites: Vec<Site> = Vec::new();
    for (done, day) in days.iter().enumerate() {
        let step = Step { stage: "stage-replay", done, total: days.len(), unit: day.to_string() };
        progress(step);
        for line in &mut lines {
            line.see(workspace, *day, profile)?;
        }
        let found = lines.iter().flat_map(|line| &line.clearings).cloned().collect();
        let current = tracked(found, profile);
        let seen_until = lines
            .iter()
            .filter_map(|line| Some((line.name.to_owned(), line.seen_until?)))
            .collect();
        let updated = update_sites(&sites, &current, &seen_until, &profile.profile.site);
        updated.merged.iter().for_each(|merge| told.merge(&merge.from, &merge.into));
        sites = updated.sites;
        let current: BTreeMap<ClearingId, Clearing> =
            current.into_iter().map(|clearing| (clearing.id.clone(), clearing)).collect();
        let alerts: Vec<Alert> =
            sites.iter().filter_map(|site| alert(site, &current, &scenes, profile)).collect();
        told.hear(&alerts, *day);
    }
    let first_clear = places
        .iter()
        .map(|place| first_clear(lines.iter().map(|line| &line.watch), place))
        .collect::<Result<_, _>>()?;
    Ok(Replay {
        alerts: told.alerts.into_values().collect(),
        watched_km2: watched_km2(watched.iter().map(|(_, optical, _)| &optical.grid))?,
        dates: days.into_iter().collect(),
        first_clear,
    })
}

/// One series and what it shows at the moment.
struct Line<'a> {
    name: &'a str,
    watch: SeriesWatch<'a>,
    radar: &'a RadarSeries,
    clearings: Vec<Clearing>,
    seen_until: Option<Date>,
}

impl Line<'_> {
    /// Takes in what was acquired on `day`, if anything was.
    fn see(
        &mut self,
        workspace: &Workspace,
        day: Date,
        profile: &NamedProfile,
    ) -> Result<(), AppError> {
        let series = self.watch.series();
        if series.dates.contains(&day) || self.radar.dates().contains(&day) {
            let (until, radar) = (series.until(day), self.radar.until(day));
            self.clearings =
                shown_until(workspace, self.name, &self.watch, until, &radar, profile)?.clearings;
            self.seen_until = Some(day);
        }
        Ok(())
    }
}
