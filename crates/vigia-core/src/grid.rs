//! Pixel grids: where a raster lies, and windows into it.

use serde::{Deserialize, Serialize};

/// Side of a work block, in pixels (design decision 2).
pub const BLOCK_SIZE_PX: usize = 512;

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

    proptest! {
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
