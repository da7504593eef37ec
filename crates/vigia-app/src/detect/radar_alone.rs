//! Clearings that only radar can show: no optical view has seen the ground since.

use std::collections::HashSet;

use ndarray::Array2;
use vigia_core::profile::NamedProfile;
use vigia_core::{Clearing, GridGeometry, Sensor, Window};
use vigia_detect::driver::classify;
use vigia_detect::features::Features;
use vigia_detect::outline::shared_corners;
use vigia_detect::series::{BreakPixel, Candidate};
use vigia_vector::Operation;

use super::extents::extents;
use super::ground::Ground;
use super::objects::clearing_id;
use super::radar_series::bounds;
use super::radar_watch::{RadarClearings, RadarTrack};
use super::series_watch::SeriesWatch;
use crate::error::AppError;

/// Share of a clearing on which optical must have spoken for its word to count instead.
const SPOKEN_SHARE: f64 = 0.5;

/// Returns what radar has `found` where optical, in its first `until` acquisitions, has neither
/// looked since nor found ground `broken` before. Where it has, the optical watch speaks for
/// that ground, whatever it says: radar sees that the forest went, and cannot tell what for.
///
/// Their driver is unknown, and their probability of mining that of any clearing.
pub(super) fn clearings(
    name: &str,
    watch: &SeriesWatch<'_>,
    until: usize,
    broken: &[BreakPixel],
    found: &[RadarClearings],
    profile: &NamedProfile,
) -> Result<Vec<Clearing>, AppError> {
    if found.iter().all(|found| found.candidates.is_empty()) {
        return Ok(Vec::new());
    }
    let broken: HashSet<(u32, u32)> = broken.iter().map(|pixel| (pixel.row, pixel.col)).collect();
    let mut clearings = Vec::new();
    for RadarClearings { track, candidates } in found {
        let grid = track.grid();
        let to_wgs84 = Operation::to_wgs84(&grid.crs)?;
        let ground = Ground::of(grid, &to_wgs84)?;
        let pixels = candidates.iter().map(|one| one.component.pixels.as_slice());
        let fixed = shared_corners(pixels);
        for candidate in candidates {
            if has_optical_spoken(watch, until, &broken, track, candidate)? {
                continue;
            }
            let outline = ground.outline(&candidate.component.pixels, &fixed, &to_wgs84)?;
            clearings.push(clearing(name, track, candidate, &ground, outline, profile)?);
        }
    }
    Ok(clearings)
}

fn clearing(
    name: &str,
    track: &RadarTrack,
    candidate: &Candidate,
    ground: &Ground,
    outline: super::ground::Outline,
    profile: &NamedProfile,
) -> Result<Clearing, AppError> {
    let call = classify(&Features::UNSEEN, &profile.profile.driver, &profile.profile.road)?;
    let scene = |time: usize| track.scenes(time)[0].id.clone();
    let orbit = track.scenes(0)[0].orbit_state.clone().unwrap_or_default();
    Ok(Clearing {
        id: clearing_id(
            &format!("{name}/{orbit}"),
            profile,
            &candidate.component.pixels,
            candidate,
        ),
        series: name.to_owned(),
        area: outline.area,
        area_sd: Some(outline.area_sd),
        growth: extents(candidate, track.dates(), ground.pixel_area_m2()),
        regrown_share: None,
        ponds_worked: None,
        outline: outline.wgs84,
        source_outline: outline.source,
        source_crs: track.grid().crs.clone(),
        onset: candidate.onset,
        history_views: Some(candidate.history_views.into()),
        observed_share: candidate.observed_share,
        driver: call.driver,
        mining_probability: call.probability,
        reasons: call.reasons,
        first_seen: scene(candidate.first_seen),
        confirmed_by: candidate.confirmed_at.map(scene),
        sensors: [Sensor::Sentinel1].into(),
        features: Features::UNSEEN.to_map(),
    })
}

/// Says whether enough of `candidate` was found broken by optical, or has been seen by it
/// after radar saw it first.
fn has_optical_spoken(
    watch: &SeriesWatch<'_>,
    until: usize,
    broken: &HashSet<(u32, u32)>,
    track: &RadarTrack,
    candidate: &Candidate,
) -> Result<bool, AppError> {
    let series = watch.series();
    let Some((window, places)) = places_on(&series.grid, track.grid(), candidate) else {
        return Ok(true);
    };
    let needed = SPOKEN_SHARE * places.len() as f64;
    let on_grid =
        |(row, col): &&(usize, usize)| ((window.row + row) as u32, (window.col + col) as u32);
    let known = places.iter().filter(|place| broken.contains(&on_grid(place))).count();
    if known as f64 >= needed {
        return Ok(true);
    }
    let since = series.until(track.dates()[candidate.first_seen]);
    let mut seen = Array2::from_elem((window.rows, window.cols), false);
    watch.with_scenes(|scenes| {
        for time in since..until {
            let index = scenes.canopy(time, window)?;
            seen.zip_mut_with(&index, |seen, value| *seen |= !value.is_nan());
            let count = places.iter().filter(|place| seen[**place]).count();
            if count as f64 >= needed {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

/// Returns the optical pixels below the centres of the radar pixels, in the window that
/// holds them; `None` where none lies on `grid`.
fn places_on(
    grid: &GridGeometry,
    radar_grid: &GridGeometry,
    candidate: &Candidate,
) -> Option<(Window, Vec<(usize, usize)>)> {
    let on_grid = candidate.component.pixels.iter().filter_map(|(row, col)| {
        let (x, y) = radar_grid.to_crs(f64::from(*row) + 0.5, f64::from(*col) + 0.5);
        let (row, col) = grid.to_pixel(x, y)?;
        let is_inside =
            (0.0..grid.rows as f64).contains(&row) && (0.0..grid.cols as f64).contains(&col);
        is_inside.then(|| (row.floor() as u32, col.floor() as u32))
    });
    let pixels: Vec<(u32, u32)> = on_grid.collect();
    let window = bounds(&pixels)?;
    let place = |(row, col): &(u32, u32)| (*row as usize - window.row, *col as usize - window.col);
    Some((window, pixels.iter().map(place).collect()))
}

#[cfg(test)]
mod tests;
