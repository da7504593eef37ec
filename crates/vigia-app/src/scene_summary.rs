//! A scene as a person chooses it: when, by what, where, and what of it can be shown.

use geo::{Rect, coord};
use jiff::Timestamp;
use vigia_core::{GridGeometry, Scene, SceneId, Sensor};
use vigia_raster::preset::{PRESETS, Preset};
use vigia_vector::Operation;

use crate::error::AppError;

/// A scene in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneSummary {
    /// Identifier.
    pub id: SceneId,
    /// Where it comes from.
    pub sensor: Sensor,
    /// The series it belongs to.
    pub series: String,
    /// Start of the acquisition.
    pub acquired_start: Timestamp,
    /// End of it.
    pub acquired_end: Timestamp,
    /// EPSG:4326; `None` where its CRS has no operation to it.
    pub bounds: Option<Rect<f64>>,
    /// What of it can be shown.
    pub presets: Vec<Preset>,
    /// Share of cloud, 0–1, where it was measured: over the outline of an alert.
    pub cloud_share: Option<f32>,
}

impl SceneSummary {
    /// Summarises scenes in their order; blocks for milliseconds a grid.
    #[must_use]
    pub fn of_all<'a>(scenes: impl Iterator<Item = &'a Scene>) -> Vec<Self> {
        let mut known: Vec<(GridGeometry, Option<Rect<f64>>)> = Vec::new();
        scenes
            .map(|scene| {
                let found = known.iter().find(|(grid, _)| *grid == scene.grid);
                let bounds = match found {
                    Some((_, bounds)) => *bounds,
                    None => {
                        let bounds = bounds_of(&scene.grid);
                        known.push((scene.grid.clone(), bounds));
                        bounds
                    }
                };
                Self::new(scene, bounds)
            })
            .collect()
    }

    fn new(scene: &Scene, bounds: Option<Rect<f64>>) -> Self {
        Self {
            id: scene.id.clone(),
            sensor: scene.sensor,
            series: scene.series.clone(),
            acquired_start: scene.acquired_start,
            acquired_end: scene.acquired_end,
            bounds,
            presets: PRESETS.into_iter().filter(|preset| preset.suits(scene)).collect(),
            cloud_share: None,
        }
    }
}

/// Summarises scenes away from the async threads.
///
/// # Errors
/// [`AppError::Computation`].
pub async fn summaries(scenes: Vec<Scene>) -> Result<Vec<SceneSummary>, AppError> {
    Ok(tokio::task::spawn_blocking(move || SceneSummary::of_all(scenes.iter())).await?)
}

/// Returns the box of a grid's edge in degrees; the edges of a UTM tile bend, so points
/// along them count too.
fn bounds_of(grid: &GridGeometry) -> Option<Rect<f64>> {
    const STEPS: u32 = 8;
    let operation = Operation::to_wgs84(&grid.crs).ok()?;
    let (mut low, mut high) =
        ((f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY));
    for step in 0..=STEPS {
        let along = f64::from(step) / f64::from(STEPS);
        let (row, col) = (along * grid.rows as f64, along * grid.cols as f64);
        let edges = [(row, 0.0), (row, grid.cols as f64), (0.0, col), (grid.rows as f64, col)];
        for (row, col) in edges {
            let (x, y) = grid.to_crs(row, col);
            let place = operation.apply_to(coord! { x: x, y: y }).ok()?;
            low = (low.0.min(place.x), low.1.min(place.y));
            high = (high.0.max(place.x), high.1.max(place.y));
        }
    }
    Some(Rect::new(low, high))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Corners of tile 19LDG as `gdaltransform` (PROJ 9.1.1) gives them.
    #[test]
    fn the_box_of_a_tile_holds_its_corners() {
        let grid = GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [300_000.0, 10.0, 0.0, 8_600_020.0, 0.0, -10.0],
            rows: 10_980,
            cols: 10_980,
        };
        let bounds = bounds_of(&grid).unwrap();
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.01, "{found}");
        near(bounds.min().x, -70.85);
        near(bounds.max().x, -69.83);
        near(bounds.min().y, -13.66);
        near(bounds.max().y, -12.65);
    }

    #[test]
    fn a_grid_of_an_unknown_crs_has_no_box() {
        let grid = GridGeometry { crs: "nada".into(), transform: [0.0; 6], rows: 1, cols: 1 };
        assert_eq!(bounds_of(&grid), None);
    }
}
