//! From a pixel grid to the ground: pixel size and outlines in degrees.

use geo::{Distance, Geodesic, GeodesicArea, MapCoords, MultiPolygon, Point, coord};
use vigia_core::{GridGeometry, Hectares, Problem};
use vigia_detect::outline::{area_sd, outline, simplified};
use vigia_vector::Operation;

/// Part of a pixel that is the projection's stretch: 30 m are three pixels of 9.99 m.
const STRETCH_PX: f64 = 0.05;

/// How a grid lies on the ground.
pub(crate) struct Ground {
    grid: GridGeometry,
    /// Width and height in metres of the pixel in the middle of the grid, measured on the
    /// ellipsoid: a grid in degrees and one in metres are measured alike.
    pub pixel_size_m: (f64, f64),
}

/// An outline in the grid's CRS, along pixel edges, and in EPSG:4326, straightened; the area
/// is that of the pixels.
pub(crate) struct Outline {
    pub source: MultiPolygon<f64>,
    pub wgs84: MultiPolygon<f64>,
    pub area: Hectares,
    pub area_sd: Hectares,
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

    /// Returns how many pixels it takes to be `metres` wide, but for what a map projection
    /// stretches (UTM up to 0.1 %).
    pub fn pixels_across(&self, metres: f64) -> usize {
        let (width_m, height_m) = self.pixel_size_m;
        (metres / width_m.min(height_m) - STRETCH_PX).ceil() as usize
    }

    /// Returns the outline of pixels of the whole grid; `fixed` corners stay where they are.
    ///
    /// # Errors
    /// The problem with a coordinate that the CRS cannot hold.
    pub fn outline(
        &self,
        pixels: &[(u32, u32)],
        fixed: &[(u32, u32)],
        to_wgs84: &Operation,
    ) -> Result<Outline, Problem> {
        let to_wgs84 = |outline: &MultiPolygon<f64>| {
            outline.try_map_coords(|position| to_wgs84.apply_to(position))
        };
        let source = outline(pixels, &self.grid);
        let square_metres = to_wgs84(&source)?.geodesic_area_unsigned();
        Ok(Outline {
            wgs84: to_wgs84(&simplified(pixels, &self.grid, fixed))?,
            area: Hectares::from_square_metres(square_metres),
            area_sd: area_sd(pixels, self.pixel_area_m2()),
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ground(crs: &str, corner: (f64, f64), pixel: f64) -> Ground {
        let transform = [corner.0, pixel, 0.0, corner.1, 0.0, -pixel];
        let grid = GridGeometry { crs: crs.into(), transform, rows: 2, cols: 2 };
        Ground::of(&grid, &Operation::to_wgs84(crs).unwrap()).unwrap()
    }

    #[test]
    fn thirty_metres_are_as_many_pixels_anywhere_in_a_zone_and_in_degrees() {
        // UTM stretches 10 m to 10.004 on the central meridian, to 9.99 at the zone's edge.
        for easting in [166_000.0, 500_000.0, 833_000.0] {
            let across =
                |pixel| ground("EPSG:32719", (easting, 8_590_000.0), pixel).pixels_across(30.0);
            assert_eq!([4.5, 10.0, 20.0, 30.0, 60.0].map(across), [7, 3, 2, 1, 1], "{easting}");
        }
        // 0.0001 degrees are 11 m.
        assert_eq!(ground("EPSG:4326", (-70.0, -12.7), 0.0001).pixels_across(30.0), 3);
        assert_eq!(ground("EPSG:4326", (-70.0, -12.7), 0.0001).pixels_across(0.0), 0);
    }
}
