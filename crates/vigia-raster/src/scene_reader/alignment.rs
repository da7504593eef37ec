//! Grids that fit into each other: each coarse pixel covers a whole number of fine ones.

use gdal::Dataset;
use ndarray::Array2;
use vigia_core::{GridGeometry, Window};

/// Most fine pixels along the side of a coarse one (60 m over 10 m is 6).
const RATIO_MAX: f64 = 100.0;

/// Largest misfit over a whole grid, in fine pixels, that is rounding and not a shift.
const MISFIT_MAX_PX: f64 = 1e-3;

/// How the scene's pixels lie in an asset: scene row r is in asset row
/// `⌊(r − shift_rows) / ratio_rows⌋`, and columns alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alignment {
    ratio_rows: i64,
    ratio_cols: i64,
    shift_rows: i64,
    shift_cols: i64,
}

impl Alignment {
    /// Same grid.
    pub const IDENTITY: Self = Self { ratio_rows: 1, ratio_cols: 1, shift_rows: 0, shift_cols: 0 };

    /// Returns how `scene` lies in `asset`, or `None` where a warp is needed.
    pub fn between(scene: &GridGeometry, asset: &GridGeometry) -> Option<Self> {
        if same_grid(scene, asset) {
            return Some(Self::IDENTITY);
        }
        let (s, a) = (&scene.transform, &asset.transform);
        let is_rotated = [s[2], s[4], a[2], a[4]].iter().any(|term| *term != 0.0);
        if scene.crs != asset.crs || is_rotated {
            return None;
        }
        let (ratio_cols, shift_cols) = along(s[0], s[1], scene.cols, a[0], a[1])?;
        let (ratio_rows, shift_rows) = along(s[3], s[5], scene.rows, a[3], a[5])?;
        Some(Self { ratio_rows, ratio_cols, shift_rows, shift_cols })
    }

    /// Reads band `number` of the asset for a window of the scene, each number replicated
    /// over the scene's pixels that it covers; NaN outside of the asset.
    pub fn read(
        self,
        dataset: &Dataset,
        number: usize,
        window: Window,
    ) -> gdal::errors::Result<Array2<f64>> {
        let mut numbers = Array2::from_elem((window.rows, window.cols), f64::NAN);
        let (asset_cols, asset_rows) = dataset.raster_size();
        let inside =
            window.row + window.rows <= asset_rows && window.col + window.cols <= asset_cols;
        if let (Self::IDENTITY, true, Some(target)) = (self, inside, numbers.as_slice_mut()) {
            // Nothing to replicate: most bands are on the scene's own grid.
            let corner = (window.col as isize, window.row as isize);
            let size = (window.cols, window.rows);
            dataset.rasterband(number)?.read_into_slice(corner, size, size, target, None)?;
            return Ok(numbers);
        }
        let rows = Span::of(window.row, window.rows, self.shift_rows, self.ratio_rows, asset_rows);
        let cols = Span::of(window.col, window.cols, self.shift_cols, self.ratio_cols, asset_cols);
        let (Some(rows), Some(cols)) = (rows, cols) else { return Ok(numbers) };
        let corner = (cols.first as isize, rows.first as isize);
        let size = (cols.count, rows.count);
        let source = dataset.rasterband(number)?.read_as::<f64>(corner, size, size, None)?;
        for (row, mut line) in numbers.outer_iter_mut().enumerate() {
            let Some(source_row) = rows.index(row) else { continue };
            for (col, pixel) in line.iter_mut().enumerate() {
                if let Some(source_col) = cols.index(col) {
                    *pixel = source[(source_row, source_col)];
                }
            }
        }
        Ok(numbers)
    }
}

/// The part of an asset's rows (or columns) that a window needs.
struct Span {
    window_start: i64,
    shift: i64,
    ratio: i64,
    first: usize,
    count: usize,
}

impl Span {
    /// `None` where the window lies wholly outside of the asset.
    fn of(start: usize, length: usize, shift: i64, ratio: i64, limit: usize) -> Option<Self> {
        let window_start = i64::try_from(start).ok()?;
        let window_end = i64::try_from(start.checked_add(length)?).ok()?;
        let first = (window_start - shift).div_euclid(ratio).max(0);
        let last = (window_end - 1 - shift).div_euclid(ratio).min(i64::try_from(limit).ok()? - 1);
        let count = usize::try_from(last - first + 1).ok().filter(|count| *count > 0)?;
        Some(Self { window_start, shift, ratio, first: usize::try_from(first).ok()?, count })
    }

    /// Where pixel `offset` of the window lies in what was read.
    fn index(&self, offset: usize) -> Option<usize> {
        let position = self.window_start + i64::try_from(offset).ok()?;
        let in_asset = usize::try_from((position - self.shift).div_euclid(self.ratio)).ok()?;
        in_asset.checked_sub(self.first).filter(|index| *index < self.count)
    }
}

/// Returns `(ratio, shift)` along one axis, where both are whole numbers.
fn along(
    scene_origin: f64,
    scene_step: f64,
    scene_count: usize,
    asset_origin: f64,
    asset_step: f64,
) -> Option<(i64, i64)> {
    let ratio = asset_step / scene_step;
    let whole = ratio.round();
    if !(1.0..=RATIO_MAX).contains(&whole)
        || (ratio - whole).abs() * scene_count as f64 > MISFIT_MAX_PX
    {
        return None;
    }
    let shift = (asset_origin - scene_origin) / scene_step;
    let near = (shift - shift.round()).abs() <= MISFIT_MAX_PX && shift.abs() < 1e12;
    near.then(|| (whole as i64, shift.round() as i64))
}

/// Says whether two grids are the same but for rounding of their numbers.
pub fn same_grid(a: &GridGeometry, b: &GridGeometry) -> bool {
    if a.crs != b.crs || (a.rows, a.cols) != (b.rows, b.cols) {
        return false;
    }
    let pixel = a.transform[1].hypot(a.transform[4]).min(a.transform[2].hypot(a.transform[5]));
    let corners = [(0, 0), (a.rows, 0), (0, a.cols), (a.rows, a.cols)];
    corners.iter().all(|(row, col)| {
        let (ax, ay) = a.to_crs(*row as f64, *col as f64);
        let (bx, by) = b.to_crs(*row as f64, *col as f64);
        (ax - bx).hypot(ay - by) <= MISFIT_MAX_PX * pixel
    })
}
