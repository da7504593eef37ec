//! How much of an alert's place a scene hides under cloud, by its mask.

use std::sync::LazyLock;

use geo::{CoordsIter, MultiPolygon, coord};
use moka::future::Cache;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::{Fingerprint, GridGeometry, Scene, Window};
use vigia_detect::clear_mask::clear_mask;
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Ground around the outline that counts too.
const MARGIN_PX: usize = 3;

/// Share of cloud by the content of a mask and the window of it. Content never
/// changes under its hash, so nothing here grows old; 200,000 windows take 20 MB.
static CLOUD_SHARES: LazyLock<Cache<(Fingerprint, Window), f32>> =
    LazyLock::new(|| Cache::new(200_000));

/// Returns the share of cloud over an outline (EPSG:4326) and some ground around it in each
/// scene, 0–1; `None` where a scene has no mask, or none that can be read: an
/// image that is damaged must not hide an alert.
///
/// # Errors
/// [`AppError::Computation`].
pub(crate) async fn cloud_shares(
    workspace: &Workspace,
    outline: &MultiPolygon<f64>,
    scenes: &[&Scene],
) -> Result<Vec<Option<f32>>, AppError> {
    let grids: Vec<GridGeometry> = scenes.iter().map(|scene| scene.grid.clone()).collect();
    let outline = outline.clone();
    let located = tokio::task::spawn_blocking(move || -> Vec<Option<Window>> {
        let mut known = Vec::new();
        grids.iter().map(|grid| window_in(grid, &outline, &mut known)).collect()
    });
    let windows = located.await?;
    let mut shares = vec![None; scenes.len()];
    let mut unknown = Vec::new();
    for (place, (scene, window)) in scenes.iter().zip(windows).enumerate() {
        let Some(((mask, _), window)) = scene.mask().zip(window) else { continue };
        let key = (mask.fingerprint, window);
        shares[place] = CLOUD_SHARES.get(&key).await;
        if shares[place].is_none() {
            let file = workspace.blob_path(&mask.fingerprint);
            let band = mask.band;
            let mut scene: Scene = (*scene).clone();
            scene.assets.retain(|asset| asset.band == band);
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
        SceneReader::open(scene, &|_| file.clone()).and_then(|reader| reader.read_mask(window));
    let mask = match read {
        Ok(mask) => mask?,
        Err(error) => {
            tracing::warn!(scene = %scene.id, %error, "a scene's clouds cannot be read");
            return None;
        }
    };
    let clear = clear_mask(mask.numbers.view(), mask.meaning, 0);
    let hidden = clear.iter().filter(|is_clear| !**is_clear).count();
    Some(hidden as f32 / clear.len().max(1) as f32)
}

/// Returns the pixels of `grid` around `outline`; `None` where it lies outside. The scenes
/// of a series share a few grids, and a coordinate operation costs milliseconds.
fn window_in(
    grid: &GridGeometry,
    outline: &MultiPolygon<f64>,
    known: &mut Vec<(GridGeometry, Option<Window>)>,
) -> Option<Window> {
    if let Some((_, window)) = known.iter().find(|(other, _)| other == grid) {
        return *window;
    }
    let window = measured_window(grid, outline);
    known.push((grid.clone(), window));
    window
}

fn measured_window(grid: &GridGeometry, outline: &MultiPolygon<f64>) -> Option<Window> {
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
    use super::*;
    use crate::alert_detail::tests::alert;

    #[test]
    fn the_window_holds_the_outline_and_a_margin_and_is_none_outside() {
        let grid = GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [390_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0],
            rows: 400,
            cols: 400,
        };
        // About 1,085 m by 1,106 m around UTM 392055 8573161: 109 by 112 pixels.
        let window = measured_window(&grid, &alert("a-1").outline).unwrap();
        assert!((114..=118).contains(&window.cols), "{window:?}");
        assert!((116..=120).contains(&window.rows), "{window:?}");
        let far =
            GridGeometry { transform: [600_000.0, 10.0, 0.0, 8_575_000.0, 0.0, -10.0], ..grid };
        assert_eq!(measured_window(&far, &alert("a-1").outline), None);
    }
}
