//! What a replay could see: how much ground, and a place for the first time.

use geo::{BoundingRect, Contains, GeodesicArea, MapCoords, MultiPolygon, Point, unary_union};
use geo::{LineString, Polygon, coord};
use jiff::civil::Date;
use vigia_core::GridGeometry;
use vigia_vector::Operation;

use crate::detect::radar_series::bounds;
use crate::detect::series_watch::SeriesWatch;
use crate::error::AppError;
use crate::evaluate::replay::Place;

/// Share of a place that must be clear for it to have been seen.
const SEEN_SHARE: f64 = 0.5;

/// Returns the ground under `grids`, overlaps once.
pub(super) fn watched_km2<'a>(
    grids: impl Iterator<Item = &'a GridGeometry>,
) -> Result<f64, AppError> {
    let mut footprints = Vec::new();
    for grid in grids {
        let to_wgs84 = Operation::to_wgs84(&grid.crs)?;
        let (rows, cols) = (grid.rows as f64, grid.cols as f64);
        let ring = [(0.0, 0.0), (rows, 0.0), (rows, cols), (0.0, cols), (0.0, 0.0)]
            .map(|(row, col)| grid.to_crs(row, col))
            .map(|(x, y)| to_wgs84.apply_to(coord! { x: x, y: y }));
        let ring = ring.into_iter().collect::<Result<Vec<_>, _>>()?;
        footprints.push(Polygon::new(LineString::new(ring), Vec::new()));
    }
    Ok(unary_union(&footprints).geodesic_area_unsigned() / 1e6)
}

/// Returns the first day from the onset on with at least half of the place in clear view.
pub(super) fn first_clear<'a>(
    watches: impl Iterator<Item = &'a SeriesWatch<'a>>,
    place: &Place,
) -> Result<Option<Date>, AppError> {
    let mut first: Option<Date> = None;
    for watch in watches {
        let series = watch.series();
        let pixels = pixels_of(&place.outline, &series.grid)?;
        let Some(window) = bounds(&pixels) else { continue };
        let seen = watch.with_scenes(|scenes| {
            for (time, date) in series.dates.iter().enumerate() {
                if *date < place.onset || first.is_some_and(|first| *date >= first) {
                    continue;
                }
                let index = scenes.canopy(time, window)?;
                let clear = pixels.iter().filter(|(row, col)| {
                    !index[(*row as usize - window.row, *col as usize - window.col)].is_nan()
                });
                if clear.count() as f64 >= SEEN_SHARE * pixels.len() as f64 {
                    return Ok(Some(*date));
                }
            }
            Ok(None)
        })?;
        first = seen.or(first);
    }
    Ok(first)
}

/// Returns the pixels of `grid` whose centre lies in `outline` (EPSG:4326).
fn pixels_of(
    outline: &MultiPolygon<f64>,
    grid: &GridGeometry,
) -> Result<Vec<(u32, u32)>, AppError> {
    let from_wgs84 = Operation::from_wgs84(&grid.crs)?;
    let placed = outline.try_map_coords(|position| from_wgs84.apply_to(position))?;
    let Some(around) = placed.bounding_rect() else { return Ok(Vec::new()) };
    let corners = [(around.min().x, around.max().y), (around.max().x, around.min().y)];
    let [Some(first), Some(last)] = corners.map(|(x, y)| grid.to_pixel(x, y)) else {
        return Ok(Vec::new());
    };
    let clamp = |at: f64, length: usize| at.floor().clamp(0.0, length as f64) as u32;
    let rows = clamp(first.0, grid.rows)..clamp(last.0 + 1.0, grid.rows);
    let cols = clamp(first.1, grid.cols)..clamp(last.1 + 1.0, grid.cols);
    let inside = |row: u32, col: u32| {
        let (x, y) = grid.to_crs(f64::from(row) + 0.5, f64::from(col) + 0.5);
        placed.contains(&Point::new(x, y))
    };
    Ok(rows
        .flat_map(|row| cols.clone().map(move |col| (row, col)))
        .filter(|(row, col)| inside(*row, *col))
        .collect())
}
