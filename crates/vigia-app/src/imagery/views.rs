//! The scenes of an alert's series, and the two that show its place before and after.

use std::ops::Range;
use std::sync::Arc;

use geo::MultiPolygon;
use vigia_core::{Alert, Clearing, DateInterval, Scene, Sensor};

use super::clouds::cloud_shares;
use super::{Imagery, ImageryError};
use crate::error::AppError;
use crate::workspace::Workspace;

/// Returns the scenes of the series in which the first of an alert was seen, oldest first;
/// of one optical acquisition that was processed twice, the newest baseline.
///
/// # Errors
/// [`AppError::Store`].
pub async fn series_of(workspace: &Workspace, alert: &Alert) -> Result<Vec<Scene>, AppError> {
    let clearings = clearings_of(workspace, alert).await?;
    let behind = workspace.store().scenes_named(&alert.scenes).await?;
    scenes_of(workspace, &clearings, &behind).await
}

/// Returns the clearings of the alert's site.
///
/// # Errors
/// [`AppError::Store`].
pub async fn clearings_of(workspace: &Workspace, alert: &Alert) -> Result<Vec<Clearing>, AppError> {
    let store = workspace.store();
    let Some(site) = store.site(&alert.site).await? else { return Ok(Vec::new()) };
    Ok(store.clearings_named(&site.clearings).await?)
}

/// Returns what [`series_of`] does, from the clearings of the alert's site and the scenes
/// behind the alert.
///
/// # Errors
/// [`AppError::Store`].
pub async fn scenes_of(
    workspace: &Workspace,
    clearings: &[Clearing],
    behind: &[Scene],
) -> Result<Vec<Scene>, AppError> {
    let Some(series) = series_name(clearings, behind) else { return Ok(Vec::new()) };
    Ok(newest_processing(workspace.store().scenes(series).await?))
}

/// Returns the series in which the first of it was seen.
pub(crate) fn series_name<'a>(clearings: &'a [Clearing], behind: &'a [Scene]) -> Option<&'a str> {
    let first = clearings
        .iter()
        .min_by_key(|clearing| (clearing.onset.not_after, clearing.onset.not_before, &clearing.id));
    let series = first.map(|clearing| clearing.series.as_str());
    series.or_else(|| behind.first().map(|scene| scene.series.as_str()))
}

/// The two views of an alert that its page, its chips and its briefing show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlertViews {
    /// The last clear optical scene that shows the ground before the clearing.
    pub before: Option<Arc<Scene>>,
    /// The newest clear one that shows the clearing.
    pub after: Option<Arc<Scene>>,
}

/// Finds the two views of an alert.
///
/// # Errors
/// [`ImageryError`].
pub async fn views(
    imagery: &Imagery,
    workspace: &Workspace,
    alert: &Alert,
) -> Result<AlertViews, ImageryError> {
    let (before, after) = before_and_after_of(workspace, alert).await?;
    let kept = async |scene: Option<Scene>| match scene {
        Some(scene) => imagery.scene(workspace, &scene.id).await.map(Some),
        None => Ok(None),
    };
    Ok(AlertViews { before: kept(before).await?, after: kept(after).await? })
}

/// Returns the two views of an alert as catalogued.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Computation`].
pub async fn before_and_after_of(
    workspace: &Workspace,
    alert: &Alert,
) -> Result<(Option<Scene>, Option<Scene>), AppError> {
    let mut scenes = series_of(workspace, alert).await?;
    // Radar shows people nothing.
    scenes.retain(|scene| scene.sensor != Sensor::Sentinel1);
    let shown = shown_among(workspace, alert, &scenes).await?;
    let at = |place: Option<usize>| place.and_then(|place| scenes.get(place)).cloned();
    Ok((at(shown.before), at(shown.after)))
}

/// Places of the views that are shown, among the optical scenes of a series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownPlaces {
    /// The last clear view before the onset.
    pub before: Option<usize>,
    /// The first view of the clearing, which often shows one corner of what its outline
    /// holds by now.
    pub first: Option<usize>,
    /// The newest clear view of the clearing; the first where no later one is clear.
    pub after: Option<usize>,
}

/// A view with more cloud than this over the outline is not shown where a clearer one is.
const CLOUD_SHARE_MAX: f32 = 0.05;
/// Scenes whose clouds are measured at once, newest first: mostly one of them is clear.
const MEASURED_AT_ONCE: usize = 8;
/// Most scenes whose clouds are measured for one view.
const MEASURED_MAX: usize = 48;

/// Chooses the views of an alert that are shown, among the optical scenes of its series,
/// oldest first: the one rule of its page, its chips and its briefing.
///
/// # Errors
/// [`AppError::Computation`].
pub async fn shown_among(
    workspace: &Workspace,
    alert: &Alert,
    optical: &[Scene],
) -> Result<ShownPlaces, AppError> {
    shown_of(workspace, &alert.outline, alert.onset, optical).await
}

/// Does what [`shown_among`] does for any outline (EPSG:4326) that began in `onset`.
///
/// # Errors
/// [`AppError::Computation`].
pub async fn shown_of(
    workspace: &Workspace,
    outline: &MultiPolygon<f64>,
    onset: DateInterval,
    optical: &[Scene],
) -> Result<ShownPlaces, AppError> {
    let days: Vec<DateInterval> = optical.iter().map(Scene::dates).collect();
    let Candidates { before, first, after } = candidates(&days, onset);
    // Where clouds were not measured, the view on the onset's day was clear all the same.
    let clear_before = newest_clear(workspace, outline, optical, &before, true).await?;
    let clear_after = newest_clear(workspace, outline, optical, &after, false).await?;
    let last_before = before.first().copied();
    Ok(ShownPlaces { before: clear_before.or(last_before), first, after: clear_after.or(first) })
}

/// Places from which the two views are chosen, the newest first.
struct Candidates {
    before: Vec<usize>,
    first: Option<usize>,
    /// Without the first.
    after: Vec<usize>,
}

/// The days of an onset are those of clear views: `not_before` of the last that shows the
/// ground intact, `not_after` of the first that shows it cleared.
fn candidates(days: &[DateInterval], onset: DateInterval) -> Candidates {
    let first = days.iter().position(|day| day.not_after >= onset.not_after);
    let mut earlier = days.iter().take(first.unwrap_or(days.len()));
    let last_before = earlier.rposition(|day| day.not_before <= onset.not_before);
    let newest_of = |places: Range<usize>| places.rev().take(MEASURED_MAX).collect();
    Candidates {
        before: newest_of(0..last_before.map_or(0, |last| last + 1)),
        first,
        after: newest_of(first.map_or(days.len(), |first| first + 1)..days.len()),
    }
}

/// Returns the first of `places` that is clear.
async fn newest_clear(
    workspace: &Workspace,
    outline: &MultiPolygon<f64>,
    optical: &[Scene],
    places: &[usize],
    unmeasured_is_clear: bool,
) -> Result<Option<usize>, AppError> {
    for some in places.chunks(MEASURED_AT_ONCE) {
        let scenes: Vec<&Scene> = some.iter().filter_map(|place| optical.get(*place)).collect();
        let shares = cloud_shares(workspace, outline, &scenes).await?;
        if let Some(found) = first_clear(some, &shares, unmeasured_is_clear) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn first_clear(
    places: &[usize],
    shares: &[Option<f32>],
    unmeasured_is_clear: bool,
) -> Option<usize> {
    let is_clear =
        |share: Option<f32>| share.map_or(unmeasured_is_clear, |share| share <= CLOUD_SHARE_MAX);
    let found = places.iter().zip(shares).find(|(_, share)| is_clear(**share));
    found.map(|(place, _)| *place)
}

/// Of one optical acquisition that was processed twice, keeps the newest; oldest first.
pub(crate) fn newest_processing(mut scenes: Vec<Scene>) -> Vec<Scene> {
    scenes.sort_by(|a, b| {
        (a.acquired_start, a.sensor, &b.processing_baseline, &a.id).cmp(&(
            b.acquired_start,
            b.sensor,
            &a.processing_baseline,
            &b.id,
        ))
    });
    scenes.dedup_by(|later, kept| {
        later.acquired_start == kept.acquired_start
            && later.sensor == kept.sensor
            && later.sensor != Sensor::Sentinel1
    });
    scenes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use vigia_core::{GridGeometry, SceneId};

    use super::*;

    fn scene(day: &str) -> Scene {
        let moment = format!("{day}T15:00:00Z").parse().unwrap();
        let transform = [0.0, 10.0, 0.0, 0.0, 0.0, -10.0];
        Scene {
            id: SceneId::new(day),
            sensor: Sensor::Sentinel2,
            series: "tile:19LCG".into(),
            acquired_start: moment,
            acquired_end: moment,
            processing_baseline: None,
            orbit_state: None,
            grid: GridGeometry { crs: "EPSG:32719".into(), transform, rows: 1, cols: 1 },
            assets: Vec::new(),
        }
    }

    fn onset(not_before: &str, not_after: &str) -> DateInterval {
        DateInterval {
            not_before: not_before.parse().unwrap(),
            not_after: not_after.parse().unwrap(),
        }
    }

    /// Checks the places from which the views come among five days.
    fn check(interval: DateInterval, before: &[usize], first: Option<usize>, after: &[usize]) {
        let days = ["2024-05-01", "2024-06-01", "2024-06-20", "2024-07-01", "2024-08-01"];
        let days: Vec<DateInterval> = days.into_iter().map(|day| onset(day, day)).collect();
        let found = candidates(&days, interval);
        assert_eq!((&found.before[..], found.first, &found.after[..]), (before, first, after));
    }

    #[test]
    fn before_is_up_to_the_onset_and_after_behind_the_first_view_the_newest_first() {
        check(onset("2024-06-01", "2024-07-01"), &[1, 0], Some(3), &[4]);
        check(onset("2024-06-10", "2024-07-10"), &[1, 0], Some(4), &[]);
        check(onset("2024-05-01", "2024-06-01"), &[0], Some(1), &[4, 3, 2]);
        check(onset("2024-04-01", "2024-09-01"), &[], None, &[]);
        check(onset("2024-09-01", "2024-09-09"), &[4, 3, 2, 1, 0], None, &[]);
    }

    #[test]
    fn the_newest_is_chosen_that_is_measured_clear() {
        let (cloudy, hazy) = (Some(0.06), Some(0.05));
        assert_eq!(first_clear(&[4, 3, 2], &[cloudy, hazy, Some(0.0)], false), Some(3));
        assert_eq!(first_clear(&[4, 3, 2], &[None, cloudy, Some(0.0)], false), Some(2));
        assert_eq!(first_clear(&[4, 3, 2], &[None, cloudy, Some(0.0)], true), Some(4));
        assert_eq!(first_clear(&[4, 3], &[cloudy, cloudy], true), None);
    }

    #[test]
    fn of_one_acquisition_the_newest_processing_counts_and_radar_keeps_all() {
        let with = |sensor, baseline: &str, id: &str| Scene {
            processing_baseline: Some(baseline.to_owned()),
            id: SceneId::new(id),
            sensor,
            ..scene("2024-05-01")
        };
        let (s2, s1) = (Sensor::Sentinel2, Sensor::Sentinel1);
        let kept = newest_processing(vec![
            with(s2, "04.00", "old"),
            with(s1, "1", "one"),
            with(s2, "05.11", "new"),
            with(s1, "1", "two"),
        ]);
        let ids: Vec<_> = kept.iter().map(|scene| scene.id.as_str()).collect();
        assert_eq!(ids, ["new", "one", "two"]);
    }
}
