//! The scenes of an alert's series, and the two that show its place before and after.

use std::sync::Arc;

use vigia_core::{Alert, Clearing, DateInterval, Scene, Sensor};

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
    /// The last optical scene that shows the ground before the clearing.
    pub before: Option<Arc<Scene>>,
    /// The first that shows the clearing.
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
/// [`AppError::Store`].
pub async fn before_and_after_of(
    workspace: &Workspace,
    alert: &Alert,
) -> Result<(Option<Scene>, Option<Scene>), AppError> {
    let scenes = series_of(workspace, alert).await?;
    let (before, after) = before_and_after(&scenes, alert.onset);
    Ok((before.cloned(), after.cloned()))
}

/// Returns the last optical scene that shows the ground before an onset, and the first that
/// shows it after: the days of an onset are those of clear views.
#[must_use]
pub fn before_and_after(scenes: &[Scene], onset: DateInterval) -> (Option<&Scene>, Option<&Scene>) {
    let optical: Vec<&Scene> =
        scenes.iter().filter(|scene| scene.sensor != Sensor::Sentinel1).collect();
    let after = optical.iter().position(|scene| scene.dates().not_after >= onset.not_after);
    let mut earlier = optical.iter().take(after.unwrap_or(optical.len()));
    let before = earlier.rfind(|scene| scene.dates().not_before <= onset.not_before);
    (before.copied(), after.and_then(|after| optical.get(after)).copied())
}

fn newest_processing(mut scenes: Vec<Scene>) -> Vec<Scene> {
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

    fn check(interval: DateInterval, before: Option<&str>, after: Option<&str>) {
        let days = ["2024-05-01", "2024-06-01", "2024-06-20", "2024-07-01", "2024-08-01"];
        let scenes: Vec<Scene> = days.into_iter().map(scene).collect();
        let (found_before, found_after) = before_and_after(&scenes, interval);
        assert_eq!(found_before.map(|scene| scene.id.as_str()), before);
        assert_eq!(found_after.map(|scene| scene.id.as_str()), after);
    }

    #[test]
    fn before_is_the_last_before_the_onset_and_after_the_first_that_shows_it() {
        check(onset("2024-06-01", "2024-07-01"), Some("2024-06-01"), Some("2024-07-01"));
        check(onset("2024-06-10", "2024-07-10"), Some("2024-06-01"), Some("2024-08-01"));
        check(onset("2024-04-01", "2024-09-01"), None, None);
        check(onset("2024-09-01", "2024-09-09"), Some("2024-08-01"), None);
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
