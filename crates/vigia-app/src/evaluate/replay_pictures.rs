//! What a replay got wrong, as satellites saw it before and after.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use geo::{BoundingRect, Coord, MultiPolygon};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use vigia_core::{DateInterval, Scene, Sensor};
use vigia_raster::chip::{chip, frame_around};
use vigia_raster::dataset_pool::{DatasetPool, OPEN_MAX};
use vigia_raster::picture::{PictureFormat, encode};
use vigia_raster::preset::Preset;
use vigia_raster::scene_tile::View;
use vigia_vector::Operation;

use super::replay::outcome::Standing;
use super::replay_report::Measured;
use crate::error::AppError;
use crate::imagery::views::{newest_processing, shown_of};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// Mistakes of each kind that are shown in pictures at most: with two pictures of about
/// 10 kB each, a report stays below 6 MB.
pub const PICTURED_MAX: usize = 100;
/// Side of a picture, in pixels.
const SIDE_PX: u32 = 240;

/// A picture with its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    /// Day of the acquisition.
    pub day: Date,
    /// The picture, as a `data:` address.
    pub address: String,
}

/// A place before and after; nothing where there is no such view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shots {
    /// The last clear view before the onset.
    pub before: Option<Shot>,
    /// The newest clear view while it was there.
    pub after: Option<Shot>,
}

/// Pictures of misses and of false alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// By the mine's place in the truth.
    pub mines: BTreeMap<usize, Shots>,
    /// By the alert's place in the replay.
    pub alerts: BTreeMap<usize, Shots>,
}

/// Whose pictures are drawn.
#[derive(Clone, Copy)]
enum Whose {
    Mine(usize),
    Alert(usize),
}

struct Case<'a> {
    whose: Whose,
    outline: &'a MultiPolygon<f64>,
    onset: DateInterval,
    /// The day from which it was no longer there.
    gone: Option<Date>,
}

/// Draws the first misses and false alerts of a report, each before and after.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Raster`] where a catalogued scene can no longer be read.
pub async fn draw(
    workspace: &Workspace,
    measured: &Measured,
    progress: Progress<'_>,
) -> Result<Pictures, AppError> {
    let series = optical_series(workspace).await?;
    let cases = cases(measured);
    let mut shown: Vec<(&Case<'_>, [Option<&Scene>; 2])> = Vec::with_capacity(cases.len());
    for (done, case) in cases.iter().enumerate() {
        let total = cases.len();
        progress(Step { stage: "stage-pictures", done, total, unit: String::new() });
        let Some(scenes) = scenes_over(&series, case.outline) else { continue };
        let there = |scene: &&Scene| case.gone.is_none_or(|gone| scene.dates().not_after < gone);
        let until = scenes.iter().take_while(there).count();
        let places = shown_of(workspace, case.outline, case.onset, &scenes[..until]).await?;
        let at = |place: Option<usize>| place.and_then(|place| scenes.get(place));
        shown.push((case, [at(places.before), at(places.after)]));
    }
    let blobs = workspace.store().blobs().clone();
    let pool = DatasetPool::new(OPEN_MAX, move |fingerprint| blobs.path(fingerprint));
    let drawn: Vec<(Whose, Shots)> = tokio::task::block_in_place(|| {
        let of_case = |(case, [before, after]): (&Case<'_>, [Option<&Scene>; 2])| {
            let shot = |scene| shot(&pool, scene, case.outline);
            Ok::<_, AppError>((case.whose, Shots { before: shot(before)?, after: shot(after)? }))
        };
        shown.into_par_iter().map(of_case).collect::<Result<_, _>>()
    })?;
    let mut pictures = Pictures::default();
    for (whose, shots) in drawn {
        match whose {
            Whose::Mine(site) => pictures.mines.insert(site, shots),
            Whose::Alert(alert) => pictures.alerts.insert(alert, shots),
        };
    }
    Ok(pictures)
}

fn cases(measured: &Measured) -> Vec<Case<'_>> {
    let report = &measured.report;
    let missed = report
        .mines
        .iter()
        .filter(|mine| mine.standing == Standing::Counted && !mine.is_found)
        .filter_map(|mine| {
            let site = measured.truth.get(mine.site)?;
            let eve = mine.onset.saturating_sub(1.day());
            Some(Case {
                whose: Whose::Mine(mine.site),
                outline: &site.outline,
                onset: DateInterval { not_before: eve, not_after: mine.onset },
                gone: site.until,
            })
        });
    let wrong = report.alerts.iter().zip(&measured.replay.alerts).enumerate();
    let wrong = wrong.filter(|(_, (judged, _))| judged.is_false).map(|(index, (_, alert))| Case {
        whose: Whose::Alert(index),
        outline: &alert.outline,
        onset: alert.onset,
        gone: alert.withdrawn,
    });
    missed.take(PICTURED_MAX).chain(wrong.take(PICTURED_MAX)).collect()
}

/// The optical scenes of one series, oldest first, and the way onto its grid.
struct OpticalSeries {
    scenes: Vec<Scene>,
    onto_grid: Operation,
}

async fn optical_series(workspace: &Workspace) -> Result<Vec<OpticalSeries>, AppError> {
    let mut series = Vec::new();
    for name in workspace.store().series().await? {
        let mut scenes = newest_processing(workspace.store().scenes(&name).await?);
        // Radar shows people nothing.
        scenes.retain(|scene| scene.sensor != Sensor::Sentinel1);
        if let Some(first) = scenes.first() {
            let onto_grid = Operation::from_wgs84(&first.grid.crs)?;
            series.push(OpticalSeries { scenes, onto_grid });
        }
    }
    Ok(series)
}

/// Returns the scenes of the longest series that sees the middle of an outline.
fn scenes_over<'a>(
    series: &'a [OpticalSeries],
    outline: &MultiPolygon<f64>,
) -> Option<&'a [Scene]> {
    let middle = outline.bounding_rect()?.center();
    let sees = |series: &&OpticalSeries| {
        let grid = &series.scenes.first()?.grid;
        let place = series.onto_grid.apply_to(Coord { x: middle.x, y: middle.y }).ok()?;
        let (row, col) = grid.to_pixel(place.x, place.y)?;
        let is_inside =
            (0.0..grid.rows as f64).contains(&row) && (0.0..grid.cols as f64).contains(&col);
        is_inside.then_some(())
    };
    let seeing = series.iter().filter(|series| sees(series).is_some());
    seeing.max_by_key(|series| series.scenes.len()).map(|series| series.scenes.as_slice())
}

fn shot(
    pool: &DatasetPool,
    scene: Option<&Scene>,
    outline: &MultiPolygon<f64>,
) -> Result<Option<Shot>, AppError> {
    let Some(scene) = scene.filter(|scene| Preset::Natural.suits(scene)) else { return Ok(None) };
    let rings: Vec<Vec<(f64, f64)>> = outline
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
        .map(|ring| ring.coords().map(|point| (point.x, point.y)).collect())
        .collect();
    let Some(frame) = frame_around(&rings, SIDE_PX) else { return Ok(None) };
    let view = View { scene, before: None, preset: Preset::Natural };
    let Some(picture) = chip(pool, &view, &frame, &rings, true)? else { return Ok(None) };
    let format = PictureFormat::Webp;
    let bytes = STANDARD.encode(encode(&picture, format)?);
    let address = format!("data:{};base64,{bytes}", format.media_type());
    Ok(Some(Shot { day: scene.dates().not_after, address }))
}
