//! The optical views around a clearing: the two that are shown, and the clear ones to
//! choose from.

use vigia_core::{Alert, Scene, Sensor};

use crate::error::AppError;
use crate::imagery::clouds::cloud_shares;
use crate::imagery::views::shown_among;
use crate::scene_summary::{SceneSummary, summaries};
use crate::workspace::Workspace;

/// Most views to choose from.
pub const CHOICES_MAX: usize = 60;
/// Most scenes of a series that are looked at for them.
const LOOKED_AT_MAX: usize = 120;
/// A view with a larger share of cloud over the outline is no choice.
const CLOUD_SHARE_MAX: f32 = 0.3;

/// Optical views of an alert.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// The view of the ground before the clearing that is shown first.
    pub before: Option<SceneSummary>,
    /// The view of the clearing that is shown first: the newest clear one.
    pub after: Option<SceneSummary>,
    /// Clear views, oldest first; before and after are among them.
    pub choices: Vec<SceneSummary>,
}

/// Returns the views of `alert` among the scenes of its series, oldest first.
///
/// The first that shows it cleared is a choice whatever its clouds.
pub(super) async fn of(
    workspace: &Workspace,
    alert: &Alert,
    mut scenes: Vec<Scene>,
) -> Result<Views, AppError> {
    // Radar shows people nothing.
    scenes.retain(|scene| scene.sensor != Sensor::Sentinel1);
    let shown = shown_among(workspace, alert, &scenes).await?;
    let kept = |index: usize| {
        [shown.before, shown.first, shown.after].into_iter().flatten().any(|kept| kept == index)
    };
    let looked_at = thinned(scenes.len(), LOOKED_AT_MAX, kept);
    let seen = with_clouds(workspace, alert, scenes, &looked_at).await?;
    let is_choice = |(index, summary): &&(usize, SceneSummary)| {
        kept(*index) || summary.cloud_share.is_none_or(|share| share <= CLOUD_SHARE_MAX)
    };
    let clear: Vec<&(usize, SceneSummary)> = seen.iter().filter(is_choice).collect();
    let chosen = thinned(clear.len(), CHOICES_MAX, |place| kept(clear[place].0));
    let summary_of = |wanted: Option<usize>| {
        let found = seen.iter().find(|(index, _)| Some(*index) == wanted);
        found.map(|(_, summary)| summary.clone())
    };
    Ok(Views {
        before: summary_of(shown.before),
        after: summary_of(shown.after),
        choices: chosen.into_iter().map(|place| clear[place].1.clone()).collect(),
    })
}

/// Places that stay whatever their clouds.
const KEPT_MAX: usize = 3;

/// Returns at most about `limit` of `length` places, evenly spread, and those to be kept.
fn thinned(length: usize, limit: usize, kept: impl Fn(usize) -> bool) -> Vec<usize> {
    let limit = limit.saturating_sub(KEPT_MAX).max(1);
    let is_even =
        |place: usize| place * limit / length.max(1) != (place + 1) * limit / length.max(1);
    let all = length <= limit + KEPT_MAX;
    (0..length).filter(|place| all || kept(*place) || is_even(*place)).collect()
}

async fn with_clouds(
    workspace: &Workspace,
    alert: &Alert,
    scenes: Vec<Scene>,
    wanted: &[usize],
) -> Result<Vec<(usize, SceneSummary)>, AppError> {
    let named: Vec<&Scene> = wanted.iter().filter_map(|index| scenes.get(*index)).collect();
    let shares = cloud_shares(workspace, &alert.outline, &named).await?;
    let summaries = summaries(named.into_iter().cloned().collect()).await?;
    let with_share = |((index, summary), cloud_share): ((&usize, SceneSummary), Option<f32>)| {
        (*index, SceneSummary { cloud_share, ..summary })
    };
    Ok(wanted.iter().zip(summaries).zip(shares).map(with_share).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use vigia_core::{Asset, Band, Fingerprint, GridGeometry, SceneId};

    use super::*;
    use crate::alert_detail::tests::{alert, workspace_with, write};
    use crate::imagery::views::scenes_of;

    fn scene(id: &str, day: &str, sensor: Sensor, baseline: &str) -> Scene {
        let acquired: Timestamp = format!("{day}T15:00:00Z").parse().unwrap();
        let grid = GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [390_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0],
            rows: 400,
            cols: 400,
        };
        let classes = Asset {
            band: Band::Scl,
            fingerprint: Fingerprint::of(id.as_bytes()),
            size_bytes: 1,
            file_name: format!("{id}.tif"),
            band_number: 1,
            scale: 1.0,
            offset: 0.0,
            is_decibels: false,
            nodata: None,
            grid: grid.clone(),
        };
        Scene {
            id: SceneId::new(id),
            sensor,
            series: "tile:19LDG".to_owned(),
            acquired_start: acquired,
            acquired_end: acquired,
            processing_baseline: Some(baseline.to_owned()),
            orbit_state: None,
            grid,
            assets: vec![classes],
        }
    }

    /// The onset is 1 to 11 July. The files are not there: their clouds cannot be told,
    /// and the alert is shown all the same.
    #[tokio::test]
    async fn before_is_the_last_view_that_shows_it_intact_and_after_the_first_that_shows_it() {
        let (_folder, workspace) = workspace_with(&[]).await;
        let s2 = Sensor::Sentinel2;
        let scenes = [
            scene("june", "2024-06-01", s2, "05.09"),
            scene("first", "2024-07-01", s2, "05.09"),
            scene("between", "2024-07-06", s2, "05.09"),
            scene("radar", "2024-07-11", Sensor::Sentinel1, "05.09"),
            scene("last-old", "2024-07-11", s2, "05.09"),
            scene("last", "2024-07-11", s2, "05.10"),
            scene("august", "2024-08-01", s2, "05.09"),
        ];
        write(&workspace, async |effects| {
            for scene in &scenes {
                effects.put_scene(scene).await.unwrap();
            }
        })
        .await;
        let series = scenes_of(&workspace, &[], &scenes).await.unwrap();
        let found = of(&workspace, &alert("a-1"), series).await.unwrap();
        let id = |view: &Option<SceneSummary>| view.as_ref().map(|view| view.id.to_string());
        assert_eq!(id(&found.before).as_deref(), Some("first"));
        assert_eq!(id(&found.after).as_deref(), Some("last"));
        let choices: Vec<&str> = found.choices.iter().map(|view| view.id.as_str()).collect();
        assert_eq!(choices, ["june", "first", "between", "last", "august"]);
        assert!(found.choices.iter().all(|view| view.cloud_share.is_none()));
        assert!(found.choices.iter().all(|view| view.bounds.is_some()));

        let none = scenes_of(&workspace, &[], &[]).await.unwrap();
        let nothing = of(&workspace, &alert("a-1"), none).await.unwrap();
        assert_eq!(nothing, Views::default());
    }

    #[test]
    fn thinning_keeps_what_it_must_and_spreads_the_rest() {
        let kept = |place: usize| place == 17 || place == 18;
        assert_eq!(thinned(10, 60, kept), (0..10).collect::<Vec<_>>());
        let found = thinned(500, 60, kept);
        assert!(found.len() <= 60 && found.len() >= 57, "{}", found.len());
        assert!(found.contains(&17) && found.contains(&18));
        assert!(found.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 9));
        assert!(thinned(0, 60, kept).is_empty());
    }
}
