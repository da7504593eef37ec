//! Where each pixel of a picture lies in a scene's grids.

use std::rc::Rc;

use vigia_core::GridGeometry;

use crate::RasterError;
use crate::mercator::Frame;
use crate::transformer::transformed;

const MERCATOR: &str = "EPSG:3857";

/// Steps between exactly transformed points, in pixels of the picture. Between them
/// positions are interpolated; the first step whose error is small enough is taken.
const STEPS_PX: [usize; 3] = [32, 8, 2];

/// Largest error of an interpolated position, in pixels of the picture.
const ERROR_MAX_PX: f64 = 1.0 / 32.0;

/// Points along each side of a scene that outline it on the map.
const POINTS_A_SIDE: usize = 17;

/// Pixels of a picture, `x0..x1` by `y0..y1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelRect {
    pub x0: usize,
    pub y0: usize,
    pub x1: usize,
    pub y1: usize,
}

impl PixelRect {
    pub const fn width(self) -> usize {
        self.x1 - self.x0
    }

    pub const fn height(self) -> usize {
        self.y1 - self.y0
    }

    /// Returns what both cover, or `None` where they share nothing.
    pub fn shared(self, other: Self) -> Option<Self> {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        let (x1, y1) = (self.x1.min(other.x1), self.y1.min(other.y1));
        (x0 < x1 && y0 < y1).then_some(Self { x0, y0, x1, y1 })
    }
}

/// Fractional pixel positions in one grid, for each pixel centre of a [`PixelRect`], row by
/// row; NaN where it lies outside of the grid.
pub struct Places {
    pub cols: Vec<f64>,
    pub rows: Vec<f64>,
    /// Side of a picture's pixel, in pixels of the grid.
    pub scale: f64,
}

/// Finds places in the grids of one scene; grids alike are computed once.
pub struct Placement<'a> {
    frame: &'a Frame,
    rect: PixelRect,
    lattices: Vec<(String, Rc<Lattice>)>,
    places: Vec<(GridGeometry, Rc<Places>)>,
}

/// Exact positions in a CRS of points `step` pixels apart.
struct Lattice {
    step: usize,
    nodes_a_row: usize,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

/// Returns the pixels of `frame` that `grid` may cover, or `None` where it lies elsewhere.
///
/// # Errors
/// [`RasterError::Crs`].
pub fn covered(frame: &Frame, grid: &GridGeometry) -> Result<Option<PixelRect>, RasterError> {
    let whole =
        PixelRect { x0: 0, y0: 0, x1: frame.width_px as usize, y1: frame.height_px as usize };
    let (xs, ys) = outline(grid, MERCATOR)?;
    if xs.iter().chain(&ys).any(|coordinate| !coordinate.is_finite()) {
        return Ok(Some(whole));
    }
    let column = |x: f64| (x - frame.west) / frame.pixel_m;
    let row = |y: f64| (frame.north - y) / frame.pixel_m;
    let (west, east) = ends(xs.into_iter().map(column));
    let (north, south) = ends(ys.into_iter().map(row));
    // One pixel more, because an edge may bulge between two points. `as` holds at zero.
    let first = |position: f64| (position.floor() - 1.0) as usize;
    let last = |position: f64| (position.ceil() + 1.0) as usize;
    let found = PixelRect { x0: first(west), y0: first(north), x1: last(east), y1: last(south) };
    Ok(whole.shared(found))
}

/// Returns points along the edge of `grid`, in CRS `to`.
pub fn outline(grid: &GridGeometry, to: &str) -> Result<(Vec<f64>, Vec<f64>), RasterError> {
    let along = |index: usize| index as f64 / (POINTS_A_SIDE - 1) as f64;
    let edge = (0..POINTS_A_SIDE).flat_map(|index| {
        let share = along(index);
        [(share, 0.0), (share, 1.0), (0.0, share), (1.0, share)]
    });
    let points = edge.map(|(col, row)| grid.to_crs(row * grid.rows as f64, col * grid.cols as f64));
    let (xs, ys) = points.unzip();
    transformed(&grid.crs, to, xs, ys)
}

/// Smallest and largest of finite numbers.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    })
}

impl<'a> Placement<'a> {
    /// Places the pixels of `rect` in `frame`.
    pub const fn new(frame: &'a Frame, rect: PixelRect) -> Self {
        Self { frame, rect, lattices: Vec::new(), places: Vec::new() }
    }

    /// Returns where the pixels lie in `grid`.
    ///
    /// # Errors
    /// [`RasterError::Crs`].
    pub fn in_grid(&mut self, grid: &GridGeometry) -> Result<Rc<Places>, RasterError> {
        if let Some((_, known)) = self.places.iter().find(|(known, _)| known == grid) {
            return Ok(Rc::clone(known));
        }
        let lattice = match self.lattices.iter().find(|(crs, _)| *crs == grid.crs) {
            Some((_, known)) => Rc::clone(known),
            None => {
                let made = Rc::new(Lattice::fine_enough(self.frame, self.rect, &grid.crs)?);
                self.lattices.push((grid.crs.clone(), Rc::clone(&made)));
                made
            }
        };
        let made = Rc::new(lattice.places(self.rect, grid));
        self.places.push((grid.clone(), Rc::clone(&made)));
        Ok(made)
    }
}

impl Lattice {
    fn fine_enough(frame: &Frame, rect: PixelRect, crs: &str) -> Result<Self, RasterError> {
        let mut finest = None;
        for step in STEPS_PX {
            let lattice = Self::new(frame, rect, crs, step)?;
            if lattice.error_px(frame, rect, crs)? <= ERROR_MAX_PX {
                return Ok(lattice);
            }
            finest = Some(lattice);
        }
        finest.ok_or_else(|| RasterError::Crs { crs: crs.to_owned() })
    }

    fn new(frame: &Frame, rect: PixelRect, crs: &str, step: usize) -> Result<Self, RasterError> {
        let (nodes_a_row, rows) = (nodes(rect.width(), step), nodes(rect.height(), step));
        let points = (0..rows).flat_map(|row| {
            (0..nodes_a_row)
                .map(move |col| at(frame, rect, (col * step) as f64, (row * step) as f64))
        });
        let (xs, ys) = points.unzip();
        let (xs, ys) = transformed(MERCATOR, crs, xs, ys)?;
        Ok(Self { step, nodes_a_row, xs, ys })
    }

    /// Largest error in the middle of a cell, where it is largest; cells that lie partly
    /// outside of the projection do not count.
    fn error_px(&self, frame: &Frame, rect: PixelRect, crs: &str) -> Result<f64, RasterError> {
        let half = self.step as f64 / 2.0;
        let cells: Vec<(usize, f64, f64)> = (0..nodes(rect.height(), self.step) - 1)
            .flat_map(|row| (0..self.nodes_a_row - 1).map(move |col| (row, col)))
            .map(|(row, col)| {
                let (x, y) = ((col * self.step) as f64 + half, (row * self.step) as f64 + half);
                (row * self.nodes_a_row + col, x, y)
            })
            .collect();
        let (xs, ys) = cells.iter().map(|(_, x, y)| at(frame, rect, *x, *y)).unzip();
        let (xs, ys) = transformed(MERCATOR, crs, xs, ys)?;
        let mut largest = 0.0_f64;
        for ((first, ..), (x, y)) in cells.into_iter().zip(xs.into_iter().zip(ys)) {
            let corners =
                [first, first + 1, first + self.nodes_a_row, first + self.nodes_a_row + 1];
            let mean = |values: &[f64]| corners.iter().map(|node| values[*node]).sum::<f64>() / 4.0;
            let pixel = (self.xs[first + 1] - self.xs[first])
                .hypot(self.ys[first + 1] - self.ys[first])
                / self.step as f64;
            let error = (mean(&self.xs) - x).hypot(mean(&self.ys) - y) / pixel;
            if error.is_finite() {
                largest = largest.max(error);
            }
        }
        Ok(largest)
    }

    fn places(&self, rect: PixelRect, grid: &GridGeometry) -> Places {
        let in_grid: Vec<(f64, f64)> = (self.xs.iter().zip(&self.ys))
            .map(|(x, y)| grid.to_pixel(*x, *y).unwrap_or((f64::NAN, f64::NAN)))
            .collect();
        let (width, height) = (rect.width(), rect.height());
        let mut places = Places {
            cols: Vec::with_capacity(width * height),
            rows: Vec::with_capacity(width * height),
            scale: self.scale(&in_grid),
        };
        let (row_end, col_end) = (grid.rows as f64, grid.cols as f64);
        let step = self.step as f64;
        for y in 0..height {
            let (cell_row, down) = (y / self.step, ((y % self.step) as f64 + 0.5) / step);
            for cell_col in 0..self.nodes_a_row - 1 {
                let first = cell_row * self.nodes_a_row + cell_col;
                let below = first + self.nodes_a_row;
                let left = mixed(in_grid[first], in_grid[below], down);
                let right = mixed(in_grid[first + 1], in_grid[below + 1], down);
                for x in cell_col * self.step..((cell_col + 1) * self.step).min(width) {
                    let across = ((x - cell_col * self.step) as f64 + 0.5) / step;
                    let (row, col) = mixed(left, right, across);
                    let inside = (0.0..row_end).contains(&row) && (0.0..col_end).contains(&col);
                    places.rows.push(if inside { row } else { f64::NAN });
                    places.cols.push(if inside { col } else { f64::NAN });
                }
            }
        }
        places
    }

    /// Pixels of the grid in a pixel of the picture, from the area of a cell in the middle.
    fn scale(&self, in_grid: &[(f64, f64)]) -> f64 {
        let cells = |count: usize| count.saturating_sub(2) / 2;
        let rows = in_grid.len() / self.nodes_a_row.max(1);
        let first = cells(rows) * self.nodes_a_row + cells(self.nodes_a_row);
        let (Some(corner), Some(right), Some(below)) =
            (in_grid.get(first), in_grid.get(first + 1), in_grid.get(first + self.nodes_a_row))
        else {
            return 1.0;
        };
        let (a, b) =
            ((right.0 - corner.0, right.1 - corner.1), (below.0 - corner.0, below.1 - corner.1));
        let scale = (a.0 * b.1 - a.1 * b.0).abs().sqrt() / self.step as f64;
        if scale.is_finite() { scale } else { 1.0 }
    }
}

/// Nodes that enclose `length` pixels.
const fn nodes(length: usize, step: usize) -> usize {
    length.div_ceil(step) + 1
}

/// Position on the map of a point given in pixels from the corner of `rect`.
fn at(frame: &Frame, rect: PixelRect, x: f64, y: f64) -> (f64, f64) {
    let (x, y) = (rect.x0 as f64 + x, rect.y0 as f64 + y);
    (x.mul_add(frame.pixel_m, frame.west), y.mul_add(-frame.pixel_m, frame.north))
}

fn mixed(a: (f64, f64), b: (f64, f64), share: f64) -> (f64, f64) {
    (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn tile_grid() -> GridGeometry {
        let transform = [300_000.0, 10.0, 0.0, 8_600_020.0, 0.0, -10.0];
        GridGeometry { crs: "EPSG:32719".into(), transform, rows: 10_980, cols: 10_980 }
    }

    /// Each pixel centre transformed by itself, with no lattice in between.
    fn check_against_exact(grid: &GridGeometry, z: u8, x: u32, y: u32) {
        let frame = Frame::of_tile(z, x, y).unwrap();
        let rect = covered(&frame, grid).unwrap().unwrap();
        let places = Placement::new(&frame, rect).in_grid(grid).unwrap();
        let centres = (rect.y0..rect.y1).flat_map(|py| {
            (rect.x0..rect.x1).map(move |px| {
                at(&frame, rect, (px - rect.x0) as f64 + 0.5, (py - rect.y0) as f64 + 0.5)
            })
        });
        let (xs, ys) = centres.unzip();
        let (xs, ys) = transformed(MERCATOR, &grid.crs, xs, ys).unwrap();
        let mut inside = 0;
        for (index, (x, y)) in xs.into_iter().zip(ys).enumerate() {
            let (row, col) = grid.to_pixel(x, y).unwrap();
            let (found_row, found_col) = (places.rows[index], places.cols[index]);
            if found_row.is_nan() {
                let near = |position: f64, end: usize| {
                    let margin = 0.1 * places.scale;
                    position < margin || position > end as f64 - margin
                };
                assert!(near(row, grid.rows) || near(col, grid.cols), "{row} {col}");
                continue;
            }
            inside += 1;
            let error = (found_row - row).hypot(found_col - col) / places.scale;
            assert!(error < 1.0 / 16.0, "{z}/{x}/{y}: {error} pixels of the picture");
        }
        assert!(inside > 0, "the tile shows some of the scene");
    }

    #[test]
    fn positions_are_exact_to_a_sixteenth_of_a_pixel_at_every_zoom() {
        // A scene of 110 km: less than a pixel at zoom 0, 12 tiles at zoom 11.
        for z in 3..=16 {
            let n = f64::from(z).exp2();
            // 70.3° W, 13.1° S.
            let x = (109.7 / 360.0 * n).floor() as u32;
            let lat = (-13.1_f64).to_radians();
            let y = ((1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * n).floor() as u32;
            check_against_exact(&tile_grid(), z, x, y);
        }
    }

    /// Over 20 degrees of latitude, the scale of the map changes within a cell of the lattice.
    #[test]
    fn a_wide_grid_in_degrees_gets_a_finer_lattice() {
        let transform = [-80.0, 0.01, 0.0, 0.0, 0.0, -0.01];
        let grid = GridGeometry { crs: "EPSG:4326".into(), transform, rows: 2000, cols: 2000 };
        for (z, x, y) in [(2, 1, 2), (3, 2, 4), (4, 4, 8), (6, 18, 34)] {
            check_against_exact(&grid, z, x, y);
        }
    }

    #[test]
    fn a_scene_elsewhere_covers_nothing() {
        let frame = Frame::of_tile(10, 0, 0).unwrap();
        assert_eq!(covered(&frame, &tile_grid()).unwrap(), None);
    }
}
