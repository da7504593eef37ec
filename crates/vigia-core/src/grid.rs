//! Pixel grids: where a raster lies, and windows into it.

use serde::{Deserialize, Serialize};

/// Side of a work block, in pixels (design decision 2).
pub const BLOCK_SIZE_PX: usize = 512;

/// Largest misfit over a whole grid, in pixels, that is rounding and not a shift.
const MISFIT_MAX_PX: f64 = 1e-3;

/// Farthest that two grids may lie apart, in pixels.
const OFFSET_MAX_PX: f64 = 1e9;

/// A north-up or rotated pixel grid with its coordinate reference system.
///
/// Nothing defaults: a raster without CRS or transform has no `GridGeometry`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridGeometry {
    /// CRS as `EPSG:<code>` where it has a code, else WKT.
    pub crs: String,
    /// GDAL's affine transform: x = t0 + col·t1 + row·t2, y = t3 + col·t4 + row·t5,
    /// in CRS units, at pixel corners.
    pub transform: [f64; 6],
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
}

impl GridGeometry {
    /// Returns the CRS coordinates of a fractional pixel position; (0, 0) is the outer
    /// corner of the first pixel, (0.5, 0.5) its centre.
    #[must_use]
    pub fn to_crs(&self, row: f64, col: f64) -> (f64, f64) {
        let t = &self.transform;
        (t[0] + col * t[1] + row * t[2], t[3] + col * t[4] + row * t[5])
    }

    /// Returns the fractional (row, col) of CRS coordinates, or `None` where the
    /// transform has no inverse. Callers take `.floor()` and check the bounds.
    #[must_use]
    pub fn to_pixel(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let t = &self.transform;
        let determinant = t[1] * t[5] - t[2] * t[4];
        if determinant == 0.0 || !determinant.is_finite() {
            return None;
        }
        let (dx, dy) = (x - t[0], y - t[3]);
        let col = (dx * t[5] - dy * t[2]) / determinant;
        let row = (dy * t[1] - dx * t[4]) / determinant;
        Some((row, col))
    }

    /// Returns the window that covers the whole grid.
    #[must_use]
    pub const fn full_window(&self) -> Window {
        Window { row: 0, col: 0, rows: self.rows, cols: self.cols }
    }

    /// Returns the windows of `block_px` that tile the grid, row by row.
    pub fn blocks(&self, block_px: usize) -> impl Iterator<Item = Window> + use<> {
        let (rows, cols) = (self.rows, self.cols);
        let step = block_px.max(1);
        (0..rows).step_by(step).flat_map(move |row| {
            (0..cols).step_by(step).map(move |col| Window {
                row,
                col,
                rows: step.min(rows - row),
                cols: step.min(cols - col),
            })
        })
    }

    /// Returns where the first pixel of `other` lies in this grid, in whole (rows, columns),
    /// negative above and left of it; `None` where the two are not on one lattice of pixels:
    /// another CRS, pixel size, rotation, or a shift by a part of a pixel.
    #[must_use]
    pub fn offset_of(&self, other: &Self) -> Option<(i64, i64)> {
        let (a, b) = (&self.transform, &other.transform);
        let (rows, cols) = (self.rows.max(other.rows) as f64, self.cols.max(other.cols) as f64);
        // By how much the far corners part, in pixels, because the steps differ.
        let pixel = a[1].hypot(a[4]).min(a[2].hypot(a[5]));
        let drift = [(1, cols), (4, cols), (2, rows), (5, rows)]
            .map(|(term, count)| (a[term] - b[term]).abs() * count);
        if self.crs != other.crs || drift.iter().any(|drift| *drift > MISFIT_MAX_PX * pixel) {
            return None;
        }
        let (row, col) = self.to_pixel(b[0], b[3])?;
        let is_whole =
            |part: f64| (part - part.round()).abs() <= MISFIT_MAX_PX && part.abs() < OFFSET_MAX_PX;
        (is_whole(row) && is_whole(col)).then(|| (row.round() as i64, col.round() as i64))
    }

    /// Returns the smallest grid that holds this one and `other`, on their lattice; `None`
    /// where they have none in common ([`Self::offset_of`]).
    #[must_use]
    pub fn union(&self, other: &Self) -> Option<Self> {
        let (row, col) = self.offset_of(other)?;
        let along = |first: i64, here: usize, there: usize| {
            let end = i64::try_from(here).ok()?.max(first + i64::try_from(there).ok()?);
            Some((first.min(0), usize::try_from(end - first.min(0)).ok()?))
        };
        let (row, rows) = along(row, self.rows, other.rows)?;
        let (col, cols) = along(col, self.cols, other.cols)?;
        let (x, y) = self.to_crs(row as f64, col as f64);
        let mut transform = self.transform;
        (transform[0], transform[3]) = (x, y);
        Some(Self { crs: self.crs.clone(), transform, rows, cols })
    }

    /// Returns the grid of a window of this grid.
    #[must_use]
    pub fn of_window(&self, window: Window) -> Self {
        let (x, y) = self.to_crs(window.row as f64, window.col as f64);
        let mut transform = self.transform;
        transform[0] = x;
        transform[3] = y;
        Self { crs: self.crs.clone(), transform, rows: window.rows, cols: window.cols }
    }
}

/// A rectangle of pixels; always inside its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// First row.
    pub row: usize,
    /// First column.
    pub col: usize,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
}

impl Window {
    /// Returns the window grown by `margin_px` on each side, cut at the grid's edge.
    #[must_use]
    pub fn grown(self, margin_px: usize, grid: &GridGeometry) -> Self {
        let row = self.row.saturating_sub(margin_px);
        let col = self.col.saturating_sub(margin_px);
        Self {
            row,
            col,
            rows: (self.row + self.rows + margin_px).min(grid.rows) - row,
            cols: (self.col + self.cols + margin_px).min(grid.cols) - col,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn grid(rows: usize, cols: usize) -> GridGeometry {
        GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [300_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0],
            rows,
            cols,
        }
    }

    #[test]
    fn blocks_at_the_edge_are_cut() {
        let blocks: Vec<_> = grid(5, 3).blocks(4).collect();
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[1], Window { row: 4, col: 0, rows: 1, cols: 3 });
    }

    /// `grid` moved by so many rows and columns.
    fn moved(grid: &GridGeometry, rows: f64, cols: f64) -> GridGeometry {
        let mut moved = grid.clone();
        (moved.transform[0], moved.transform[3]) = grid.to_crs(rows, cols);
        moved
    }

    #[test]
    fn the_union_of_two_extents_by_hand() {
        // The second begins two rows above and three columns right of the first.
        let (a, b) = (grid(10, 8), moved(&grid(6, 9), -2.0, 3.0));
        assert_eq!(a.offset_of(&b), Some((-2, 3)));
        assert_eq!(b.offset_of(&a), Some((2, -3)));
        let union = a.union(&b).unwrap();
        assert_eq!((union.rows, union.cols), (12, 12));
        assert_eq!(union.transform[0], 300_000.0);
        assert_eq!(union.transform[3], 8_600_020.0);
        assert_eq!(a.union(&a), Some(a.clone()));
    }

    #[test]
    fn grids_of_two_lattices_have_no_union() {
        let a = grid(10, 10);
        assert_eq!(a.union(&moved(&a, 0.5, 0.0)), None, "half a pixel");
        assert_eq!(a.union(&GridGeometry { crs: "EPSG:32718".into(), ..a.clone() }), None);
        let mut coarse = a.clone();
        (coarse.transform[1], coarse.transform[5]) = (20.0, -20.0);
        assert_eq!(a.union(&coarse), None);
        let mut far = a.clone();
        far.transform[0] = 1e15;
        assert_eq!(a.union(&far), None);
    }

    proptest! {
        #[test]
        fn a_union_holds_both_and_no_row_or_column_more(
            row in -30_i32..30, col in -30_i32..30,
            rows in 1_usize..20, cols in 1_usize..20,
        ) {
            let a = grid(12, 9);
            let b = moved(&grid(rows, cols), row.into(), col.into());
            let union = a.union(&b).unwrap();
            prop_assert_eq!(&union, &b.union(&a).unwrap());
            let of = |g: &GridGeometry| {
                let (r, c) = union.offset_of(g).unwrap();
                (r, c, r + g.rows as i64, c + g.cols as i64)
            };
            let (a, b) = (of(&a), of(&b));
            prop_assert_eq!((a.0.min(b.0), a.1.min(b.1)), (0, 0));
            prop_assert_eq!((a.2.max(b.2), a.3.max(b.3)), (union.rows as i64, union.cols as i64));
        }

        #[test]
        fn pixel_to_crs_and_back_is_the_same_place(row in 0.0..1000.0, col in 0.0..1000.0) {
            let grid = grid(1000, 1000);
            let (x, y) = grid.to_crs(row, col);
            let (r, c) = grid.to_pixel(x, y).unwrap();
            prop_assert!((r - row).abs() < 1e-6 && (c - col).abs() < 1e-6);
        }

        #[test]
        fn blocks_cover_each_pixel_once(rows in 1_usize..40, cols in 1_usize..40, block in 1_usize..20) {
            let mut seen = vec![0_u8; rows * cols];
            for w in grid(rows, cols).blocks(block) {
                for r in w.row..w.row + w.rows {
                    for c in w.col..w.col + w.cols { seen[r * cols + c] += 1; }
                }
            }
            prop_assert!(seen.iter().all(|n| *n == 1));
        }
    }
}
