//! The optical views around a clearing: the last before it, the first that shows it, and
//! the clear ones to choose from.

use std::sync::LazyLock;

use geo::{CoordsIter, coord};
use moka::future::Cache;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::{Alert, Band, Fingerprint, GridGeometry, Scene, Sensor, Window};
use vigia_detect::scl;
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use crate::error::AppError;
use crate::imagery::views::before_and_after;
use crate::scene_summary::SceneSummary;
use crate::workspace::Workspace;

/// Most views to choose from.
pub const CHOICES_MAX: usize = 60;
/// Most scenes of a series that are looked at for them.
const LOOKED_AT_MAX: usize = 120;
/// A view with a larger share of cloud over the outline is no choice.
const CLOUD_SHARE_MAX: f32 = 0.3;
/// Ground around the outline that counts too.
const MARGIN_PX: usize = 3;

/// Optical views of an alert.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Views {
    /// The last view that shows the ground before the clearing.
    pub before: Option<SceneSummary>,
    /// The first view that shows the clearing.
    pub after: Option<SceneSummary>,
    /// Clear views, oldest first; before and after are among them.
    pub choices: Vec<SceneSummary>,
}

/// Share of cloud by the content of a classification and the window of it. Content never
/// changes under its hash, so nothing here grows old; 200,000 windows take 20 MB.
static CLOUD_SHARES: LazyLock<Cache<(Fingerprint, Window), f32>> =
    LazyLock::new(|| Cache::new(200_000));

/// Returns the views of `alert` among the scenes of its series, oldest first.
///
/// The onset's days are days of clear views of the clearing: `not_before` the last that
/// shows it intact, `not_after` the first that shows it cleared.
pub(super) async fn of(
    workspace: &Workspace,
    alert: &Alert,
    mut scenes: Vec<Scene>,
) -> Result<Views, AppError> {
    // Radar shows people nothing.
    scenes.retain(|scene| scene.sensor != Sensor::Sentinel1);
    let (before, after) = before_and_after(&scenes, alert.onset);
    let place_of = |wanted: Option<&Scene>| {
        wanted.and_then(|wanted| scenes.iter().position(|scene| scene.id == wanted.id))
    };
    let (before, after) = (place_of(before), place_of(after));
    let kept = |index: usize| Some(index) == before || Some(index) == after;
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
        before: summary_of(before),
        after: summary_of(after),
        choices: chosen.into_iter().map(|place| clear[place].1.clone()).collect(),
    })
}

/// Returns at most about `limit` of `length` places, evenly spread, and those to be kept.
fn thinned(length: usize, limit: usize, kept: impl Fn(usize) -> bool) -> Vec<usize> {
    let limit = limit.saturating_sub(2).max(1);
    let is_even =
        |place: usize| place * limit / length.max(1) != (place + 1) * limit / length.max(1);
    let all = length <= limit + 2;
    (0..length).filter(|place| all || kept(*place) || is_even(*place)).collect()
}

async fn with_clouds(
    workspace: &Workspace,
    alert: &Alert,
    scenes: Vec<Scene>,
    wanted: &[usize],
) -> Result<Vec<(usize, SceneSummary)>, AppError> {
    let named: Vec<(usize, Scene)> =
        wanted.iter().filter_map(|index| Some((*index, scenes.get(*index)?.clone()))).collect();
    let outline = alert.outline.clone();
    let located = tokio::task::spawn_blocking(move || {
        let mut grids: Vec<(GridGeometry, Option<Window>)> = Vec::new();
        let windows: Vec<Option<Window>> =
            named.iter().map(|(_, scene)| window_in(&scene.grid, &outline, &mut grids)).collect();
        let summaries = SceneSummary::of_all(named.iter().map(|(_, scene)| scene));
        (named, windows, summaries)
    });
    let (named, windows, summaries) = located.await?;
    let shares = cloud_shares(workspace, &named, &windows).await?;
    let pairs = named.into_iter().zip(summaries).zip(shares);
    Ok(pairs
        .map(|(((index, _), summary), cloud_share)| {
            (index, SceneSummary { cloud_share, ..summary })
        })
        .collect())
}

/// Returns the share of cloud in each window; `None` where a scene has no classification,
/// or none that can be read: an image that is damaged must not hide an alert.
async fn cloud_shares(
    workspace: &Workspace,
    scenes: &[(usize, Scene)],
    windows: &[Option<Window>],
) -> Result<Vec<Option<f32>>, AppError> {
    let mut shares = vec![None; scenes.len()];
    let mut unknown = Vec::new();
    for (place, ((_, scene), window)) in scenes.iter().zip(windows).enumerate() {
        let Some((classes, window)) = scene.asset(Band::Scl).zip(*window) else { continue };
        let key = (classes.fingerprint, window);
        shares[place] = CLOUD_SHARES.get(&key).await;
        if shares[place].is_none() {
            let file = workspace.blob_path(&classes.fingerprint);
            let mut scene = scene.clone();
            scene.assets.retain(|asset| asset.band == Band::Scl);
            unknown.push((place, key, scene, file));
        }
    }
    let measure = move || -> Vec<_> {
        let measured = unknown.par_iter().map(|(place, key, scene, file)| {
            (*place, *key, cloud_share(scene, file.clone(), key.1))
        });
        measured.collect()
    };
    for (place, key, share) in tokio::task::spawn_blocking(measure).await? {
        shares[place] = share;
        if let Some(share) = share {
            CLOUD_SHARES.insert(key, share).await;
        }
    }
    Ok(shares)
}

fn cloud_share(scene: &Scene, file: std::path::PathBuf, window: Window) -> Option<f32> {
    let read =
        SceneReader::open(scene, &|_| file.clone()).and_then(|reader| reader.read_classes(window));
    let classes = match read {
        Ok(classes) => classes?,
        Err(error) => {
            tracing::warn!(scene = %scene.id, %error, "a scene's clouds cannot be read");
            return None;
        }
    };
    let clear = scl::clear_mask(classes.view(), 0);
    let hidden = clear.iter().filter(|is_clear| !**is_clear).count();
    Some(hidden as f32 / clear.len().max(1) as f32)
}

/// Returns the pixels of `grid` around `outline`; `None` where it lies outside. The scenes
/// of a series share a few grids, and a coordinate operation costs milliseconds.
fn window_in(
    grid: &GridGeometry,
    outline: &geo::MultiPolygon<f64>,
    known: &mut Vec<(GridGeometry, Option<Window>)>,
) -> Option<Window> {
    if let Some((_, window)) = known.iter().find(|(other, _)| other == grid) {
        return *window;
    }
    let window = measured_window(grid, outline);
    known.push((grid.clone(), window));
    window
}

fn measured_window(grid: &GridGeometry, outline: &geo::MultiPolygon<f64>) -> Option<Window> {
    let operation = Operation::from_wgs84(&grid.crs).ok()?;
    let (mut rows, mut cols) = (Vec::new(), Vec::new());
    for corner in outline.exterior_coords_iter() {
        let place = operation.apply_to(coord! { x: corner.x, y: corner.y }).ok()?;
        let (row, col) = grid.to_pixel(place.x, place.y)?;
        rows.push(row);
        cols.push(col);
    }
    let span = |values: &[f64], limit: usize| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min).floor().max(0.0);
        let high =
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max).ceil().min(limit as f64);
        (low < high).then_some((low as usize, (high - low) as usize))
    };
    let (row, height) = span(&rows, grid.rows)?;
    let (col, width) = span(&cols, grid.cols)?;
    Some(Window { row, col, rows: height, cols: width }.grown(MARGIN_PX, grid))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;
    use vigia_core::{Asset, SceneId};

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
    fn the_window_holds_the_outline_and_a_margin_and_is_none_outside() {
        let grid = scene("x", "2024-07-01", Sensor::Sentinel2, "05.09").grid;
        // About 1,085 m by 1,106 m around UTM 392055 8573161: 109 by 112 pixels.
        let window = measured_window(&grid, &alert("a-1").outline).unwrap();
        assert!((114..=118).contains(&window.cols), "{window:?}");
        assert!((116..=120).contains(&window.rows), "{window:?}");
        let far =
            GridGeometry { transform: [600_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0], ..grid };
        assert_eq!(measured_window(&far, &alert("a-1").outline), None);
    }

    #[test]
    fn thinning_keeps_what_it_must_and_spreads_the_rest() {
        let kept = |place: usize| place == 17 || place == 18;
        assert_eq!(thinned(10, 60, kept), (0..10).collect::<Vec<_>>());
        let found = thinned(500, 60, kept);
        assert!(found.len() <= 60 && found.len() >= 58, "{}", found.len());
        assert!(found.contains(&17) && found.contains(&18));
        assert!(found.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 9));
        assert!(thinned(0, 60, kept).is_empty());
    }
}
