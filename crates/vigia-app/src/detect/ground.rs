//! From a pixel grid to the ground: pixel size and outlines in degrees.

use geo::{Distance, Geodesic, MapCoords, MultiPolygon, Point, coord};
use vigia_core::{GridGeometry, Problem};
use vigia_detect::outline::outline;
use vigia_vector::Operation;

/// How a grid lies on the ground.
pub(crate) struct Ground {
    grid: GridGeometry,
    /// Width and height in metres of the pixel in the middle of the grid, measured on the
    /// ellipsoid: a grid in degrees and one in metres are measured alike.
    pub pixel_size_m: (f64, f64),
}

/// An outline in the grid's CRS and in EPSG:4326.
pub(crate) struct Outline {
    pub source: MultiPolygon<f64>,
    pub wgs84: MultiPolygon<f64>,
}

impl Ground {
    /// # Errors
    /// The problem with the grid's CRS.
    pub fn of(grid: &GridGeometry, to_wgs84: &Operation) -> Result<Self, Problem> {
        let (row, col) = ((grid.rows / 2) as f64, (grid.cols / 2) as f64);
        let place = |row: f64, col: f64| -> Result<Point<f64>, Problem> {
            let (x, y) = grid.to_crs(row, col);
            Ok(Point(to_wgs84.apply_to(coord! { x: x, y: y })?))
        };
        let corner = place(row, col)?;
        let width_m = Geodesic.distance(corner, place(row, col + 1.0)?);
        let height_m = Geodesic.distance(corner, place(row + 1.0, col)?);
        Ok(Self { grid: grid.clone(), pixel_size_m: (width_m, height_m) })
    }

    /// Returns the area of a pixel.
    pub const fn pixel_area_m2(&self) -> f64 {
        self.pixel_size_m.0 * self.pixel_size_m.1
    }

    /// Returns the outline of pixels of the whole grid.
    ///
    /// # Errors
    /// The problem with a coordinate that the CRS cannot hold.
    pub fn outline(&self, pixels: &[(u32, u32)], to_wgs84: &Operation) -> Result<Outline, Problem> {
        let source = outline(pixels, &self.grid);
        let wgs84 = source.try_map_coords(|position| to_wgs84.apply_to(position))?;
        Ok(Outline { source, wgs84 })
    }
}
