//! Digital numbers to quantities and classes.

use ndarray::Array2;
use vigia_core::scene::Asset;

/// Returns the quantities; no data and non-finite numbers become NaN.
pub fn calibrated(numbers: &Array2<f64>, asset: &Asset) -> Array2<f32> {
    numbers.mapv(|number| {
        if !number.is_finite() || is_nodata(number, asset.nodata) {
            return f32::NAN;
        }
        // Rounded once, at the end.
        asset.quantity(number) as f32
    })
}

/// Returns a mask's numbers as they are; no data and numbers that are no mask become `fill`.
pub fn mask(numbers: &Array2<f64>, nodata: Option<f64>, fill: u16) -> Array2<u16> {
    numbers.mapv(|number| {
        let is_mask = (0.0..=65535.0).contains(&number) && !is_nodata(number, nodata);
        if is_mask { number as u16 } else { fill }
    })
}

/// 32-bit rasters often state their nodata with fewer digits than they store it.
fn is_nodata(number: f64, nodata: Option<f64>) -> bool {
    nodata.is_some_and(|nodata| {
        number == nodata || (number.abs() > 1e9 && number as f32 == nodata as f32)
    })
}
