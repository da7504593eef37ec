//! From a candidate object to a clearing: outline, dates, cause and witnesses.

use ndarray::Array2;
use vigia_core::profile::NamedProfile;
use vigia_core::{Clearing, ClearingId, Driver, Fingerprint, Reason, Window};
use vigia_detect::driver::classify;
use vigia_detect::features::of_clearing;
use vigia_detect::series::Candidate;
use vigia_detect::{DetectError, View};
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use super::composites::composites;
use super::extents::extents;
use super::ground::Ground;
use super::optical_series::OpenScenes;
use super::ponds::ponds_worked;
use super::radar_series::{RadarSeries, bounds};
use super::series_watch::SeriesWatch;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Views in the composite before and in the one after a clearing.
const COMPOSITE_VIEWS: usize = 8;
/// Ground around a clearing that its features look at.
const MARGIN_PX: usize = 24;
/// Share of a clearing's pixels that must have broken before its "after" begins: what is
/// judged is the clearing, not its first morning.
const GROWN_SHARE: f64 = 0.9;

/// What every candidate of a series is made into a clearing with.
pub(super) struct Objects<'a, 'w> {
    pub workspace: &'a Workspace,
    pub name: &'a str,
    pub watch: &'a SeriesWatch<'w>,
    /// Acquisitions that count.
    pub until: usize,
    pub radar: &'a RadarSeries,
    pub profile: &'a NamedProfile,
    pub ground: &'a Ground,
    /// Corners that outlines share.
    pub fixed: &'a [(u32, u32)],
}

/// Open scenes of one worker, and its coordinate operation: neither may be shared.
pub(super) struct Readers {
    radar: Vec<SceneReader>,
    to_wgs84: Operation,
}

impl Objects<'_, '_> {
    /// Makes a clearing of `candidate`; opens this worker's scenes on first use.
    pub fn clearing(
        &self,
        readers: &mut Option<Readers>,
        candidate: &Candidate,
    ) -> Result<Clearing, AppError> {
        let readers = match readers {
            Some(readers) => readers,
            None => readers.insert(Readers {
                radar: self.radar.open(self.workspace)?,
                to_wgs84: Operation::to_wgs84(&self.watch.series().grid.crs)?,
            }),
        };
        let pixels = &candidate.component.pixels;
        let window = bounds(pixels)
            .map(|bounds| bounds.grown(MARGIN_PX, &self.watch.series().grid))
            .ok_or_else(|| DetectError::Shape {
                expected: "pixels".into(),
                found: "none".into(),
            })?;
        let (before, after) =
            self.watch.with_scenes(|scenes| self.composites(scenes, window, candidate))?;
        let mut changed = Array2::from_elem((window.rows, window.cols), false);
        for (row, col) in pixels {
            changed[(*row as usize - window.row, *col as usize - window.col)] = true;
        }
        let features = of_clearing(&before, &after, &changed, self.ground.pixel_size_m)?;
        let profile = &self.profile.profile;
        let call = classify(&features, &profile.driver, &profile.road)?;
        let outline = self.ground.outline(pixels, self.fixed, &readers.to_wgs84)?;
        let scenes = &self.watch.series().scenes;
        let mut clearing = Clearing {
            id: clearing_id(self.name, self.profile, pixels, candidate),
            series: self.name.to_owned(),
            area: outline.area,
            area_sd: Some(outline.area_sd),
            growth: extents(candidate, &self.watch.series().dates, self.ground.pixel_area_m2()),
            regrown_share: Some(candidate.regrown_share),
            ponds_worked: None,
            outline: outline.wgs84,
            source_outline: outline.source,
            source_crs: self.watch.series().grid.crs.clone(),
            onset: candidate.onset,
            history_views: Some(candidate.history_views.into()),
            observed_share: candidate.observed_share,
            driver: call.driver,
            mining_probability: call.probability,
            reasons: call.reasons,
            first_seen: scenes[candidate.first_seen].id.clone(),
            confirmed_by: candidate.confirmed_at.map(|time| scenes[time].id.clone()),
            sensors: [scenes[candidate.first_seen].sensor].into(),
            features: features.to_map(),
        };
        self.ask_radar(readers, candidate, &mut clearing)?;
        if profile.ponds.watch && clearing.driver == Driver::Mining {
            let area_m2 = self.ground.pixel_area_m2();
            clearing.ponds_worked = ponds_worked(
                self.watch,
                self.until,
                window,
                &changed,
                area_m2,
                &clearing,
                &profile.ponds,
            )?;
        }
        Ok(clearing)
    }

    /// The ground before the first of it broke, and after most of it had.
    fn composites(
        &self,
        scenes: &mut OpenScenes<'_>,
        window: Window,
        candidate: &Candidate,
    ) -> Result<(View, View), AppError> {
        let first = candidate.growth.first().map_or(candidate.first_seen, |(time, _)| *time);
        let grown = grown_at(candidate).max(candidate.first_seen);
        let last = self.until;
        let mut views = |times: std::ops::Range<usize>| -> Result<Vec<View>, AppError> {
            times.map(|time| scenes.view(time, window)).collect()
        };
        let before = views(first.saturating_sub(COMPOSITE_VIEWS)..first.max(1))?;
        let after = views(grown.max(last.saturating_sub(COMPOSITE_VIEWS))..last)?;
        Ok(composites(before, after, self.ground.pixel_size_m)?)
    }

    /// Radar sees by other means on other days: where it shows the same, the clearing is
    /// seen by two sensors and, if it was not yet, confirmed.
    fn ask_radar(
        &self,
        readers: &Readers,
        candidate: &Candidate,
        clearing: &mut Clearing,
    ) -> Result<(), AppError> {
        let thresholds = &self.profile.profile.series;
        let grid = &self.watch.series().grid;
        let Some(witness) = self.radar.witness(&readers.radar, grid, candidate, thresholds)? else {
            return Ok(());
        };
        clearing.sensors.insert(vigia_core::Sensor::Sentinel1);
        clearing.reasons.push(Reason {
            code: "radar_change_db".into(),
            value: witness.change.change_db,
            contribution: 0.0,
        });
        let first_day = self.watch.series().dates[candidate.first_seen];
        if clearing.confirmed_by.is_none() && witness.date != first_day {
            clearing.confirmed_by = Some(witness.scene);
        }
        Ok(())
    }
}

/// Returns the time index at which most of the clearing had broken.
fn grown_at(candidate: &Candidate) -> usize {
    let all: u32 = candidate.growth.iter().map(|(_, pixels)| pixels).sum();
    let mut broken = 0;
    for (time, pixels) in &candidate.growth {
        broken += pixels;
        if f64::from(broken) >= GROWN_SHARE * f64::from(all) {
            return *time;
        }
    }
    candidate.first_seen
}

/// The id follows from what was seen where, and under which profile.
pub(super) fn clearing_id(
    series: &str,
    profile: &NamedProfile,
    pixels: &[(u32, u32)],
    candidate: &Candidate,
) -> ClearingId {
    let mut bytes = Vec::with_capacity(pixels.len() * 8);
    for (row, col) in pixels {
        bytes.extend(row.to_le_bytes());
        bytes.extend(col.to_le_bytes());
    }
    let onset = format!("{}/{}", candidate.onset.not_before, candidate.onset.not_after);
    let parts: [&[u8]; 4] =
        [series.as_bytes(), profile.fingerprint.as_bytes(), &bytes, onset.as_bytes()];
    ClearingId::new(format!("D-{}", Fingerprint::of_parts(parts).short(16)))
}
