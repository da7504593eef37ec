//! An asset on another grid, seen on the scene's: GDAL's warped view, exact.

use std::ffi::{CString, c_char, c_int};
use std::ptr::null_mut;

use gdal::Dataset;
use vigia_core::scene::Asset;
use vigia_core::{Band, GridGeometry};

use crate::gdal_errors::collecting;

/// How pixels between pixels are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resampling {
    /// The nearest pixel: for classes.
    Nearest,
    /// The four around it, weighted: for quantities.
    Bilinear,
}

impl Resampling {
    /// Returns what suits the band.
    pub fn of(band: Band) -> Self {
        if band.is_mask() { Self::Nearest } else { Self::Bilinear }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Nearest => "near",
            Self::Bilinear => "bilinear",
        }
    }
}

/// Returns a view of `source` on `grid`: 64-bit numbers, NaN for no data and outside.
///
/// The transformer is exact (`-et 0`), because GDAL's default approximates along each
/// window and so makes results depend on it. The view computes fixed blocks of its own,
/// whatever window is read. It must be dropped before `source`.
///
/// # Errors
/// Why GDAL makes no such view, or that `grid` is rotated.
pub fn view(
    source: &Dataset,
    asset: &Asset,
    grid: &GridGeometry,
    resampling: Resampling,
) -> Result<Dataset, String> {
    let t = &grid.transform;
    if t[2] != 0.0 || t[4] != 0.0 || t[5] >= 0.0 || t[1] <= 0.0 {
        return Err(format!("the scene's grid is not north-up: {t:?}"));
    }
    let arguments = arguments(asset, grid, resampling);
    let (view, failures) = collecting(|| gdal_warp(source, &arguments));
    let view = view.ok_or_else(|| {
        failures.first().cloned().unwrap_or_else(|| "GDAL makes no warped view".to_owned())
    })?;
    let on_grid = view.raster_size() == (grid.cols, grid.rows)
        && crate::geotiff::grid(&view).is_ok_and(|found| same_place(&found, grid));
    if on_grid { Ok(view) } else { Err("GDAL's warped view lies on another grid".to_owned()) }
}

fn arguments(asset: &Asset, grid: &GridGeometry, resampling: Resampling) -> Vec<String> {
    let (west, north) = grid.to_crs(0.0, 0.0);
    let (east, south) = grid.to_crs(grid.rows as f64, grid.cols as f64);
    let mut arguments: Vec<String> = ["-of", "VRT", "-et", "0", "-ovr", "NONE", "-r"]
        .into_iter()
        .chain([resampling.name(), "-ot", "Float64", "-wt", "Float64", "-dstnodata", "nan"])
        .chain(["-wo", "UNIFIED_SRC_NODATA=NO", "-wo", "NUM_THREADS=1"])
        .map(str::to_owned)
        .collect();
    arguments.extend(["-s_srs".to_owned(), asset.grid.crs.clone()]);
    arguments.extend(["-t_srs".to_owned(), grid.crs.clone()]);
    // `{:?}` writes the shortest text that reads back as the same number.
    let extent = [west, south, east, north].map(|bound| format!("{bound:?}"));
    arguments.push("-te".to_owned());
    arguments.extend(extent);
    arguments.extend(["-ts".to_owned(), grid.cols.to_string(), grid.rows.to_string()]);
    arguments.push("-srcnodata".to_owned());
    arguments.push(asset.nodata.map_or("None".to_owned(), |nodata| match nodata.is_nan() {
        true => "nan".to_owned(),
        false => format!("{nodata:?}"),
    }));
    arguments
}

fn same_place(a: &GridGeometry, b: &GridGeometry) -> bool {
    let pixel = b.transform[1].abs();
    let ends = [(0.0, 0.0), (b.rows as f64, b.cols as f64)];
    ends.iter().all(|(row, col)| {
        let ((ax, ay), (bx, by)) = (a.to_crs(*row, *col), b.to_crs(*row, *col));
        (ax - bx).hypot(ay - by) < 1e-6 * pixel
    })
}

fn gdal_warp(source: &Dataset, arguments: &[String]) -> Option<Dataset> {
    let texts: Vec<CString> =
        arguments.iter().map(|text| CString::new(text.as_str()).ok()).collect::<Option<_>>()?;
    let mut pointers: Vec<*mut c_char> =
        texts.iter().map(|text| text.as_ptr().cast_mut()).chain([null_mut()]).collect();
    let mut sources = [source.c_dataset()];
    let mut usage_error: c_int = 0;
    // SAFETY: `pointers` ends in NULL and its texts outlive the call, which copies them;
    // the source handle is open; the options are freed once; the result is ours alone.
    unsafe {
        let options = gdal_sys::GDALWarpAppOptionsNew(pointers.as_mut_ptr(), null_mut());
        if options.is_null() {
            return None;
        }
        let view = gdal_sys::GDALWarp(
            c"".as_ptr(),
            null_mut(),
            1,
            sources.as_mut_ptr(),
            options,
            &raw mut usage_error,
        );
        gdal_sys::GDALWarpAppOptionsFree(options);
        (!view.is_null()).then(|| Dataset::from_c_dataset(view))
    }
}
