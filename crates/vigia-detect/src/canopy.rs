//! The index that a series is watched with.

use ndarray::{Array2, Axis};
use vigia_core::Band;
use vigia_core::sensor::OPTICAL_BANDS;

use crate::View;

/// Darkest reflectance that counts: below it, water with a calibration offset would make
/// ratios of noise, or negative ones.
const DARKEST: f32 = 0.001;

/// Returns the canopy index of `view`, shape `(row, col)`: the smaller of NDVI and NBR,
/// between −1 and 1; NaN where the pixel is hidden.
///
/// Closed forest lies near 0.6–0.75 and every product of mining far below: bare sand near 0
/// (both fall), turbid ponds below 0 (NDVI falls, while NBR may *rise*, for water is
/// darkest at 2.2 µm), fresh burns below 0 (NBR falls most). Either index alone misses
/// one of these. Thin haze brightens red much more than the short-wave infrared, and in
/// forest NDVI stands about 0.1–0.2 above NBR: so haze must eat that margin before this
/// index moves.
///
/// # Source
/// NDVI: Rouse et al. (1974). NBR = (NIR − SWIR 2.2 µm) / (NIR + SWIR 2.2 µm): López
/// García & Caselles (1991), Geocarto International 6(1).
#[must_use]
pub fn canopy_index(view: &View) -> Array2<f32> {
    let position = |band| OPTICAL_BANDS.iter().position(|b| *b == band).unwrap_or_default();
    let (red, nir, swir) = (position(Band::Red), position(Band::Nir), position(Band::Swir2));
    view.reflectance().map_axis(Axis(0), |pixel| {
        let (red, nir, swir) = (pixel[red], pixel[nir], pixel[swir]);
        if red.is_nan() || nir.is_nan() || swir.is_nan() {
            return f32::NAN;
        }
        // The larger of red and SWIR gives the smaller index: one ratio for both.
        normalised_difference(nir, red.max(swir))
    })
}

fn normalised_difference(a: f32, b: f32) -> f32 {
    let (a, b) = (a.max(DARKEST), b.max(DARKEST));
    (a - b) / (a + b)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use ndarray::Array3;

    use super::*;

    /// Blue, green, red, near infrared, short-wave infrared 1.6 and 2.2 µm.
    fn index_of(spectrum: [f32; 6]) -> f32 {
        let reflectance = Array3::from_shape_vec((6, 1, 1), spectrum.to_vec()).unwrap();
        canopy_index(&View::new(reflectance).unwrap())[(0, 0)]
    }

    #[test]
    fn all_that_mining_leaves_is_far_below_forest() {
        let forest = index_of([0.02, 0.04, 0.025, 0.30, 0.14, 0.06]);
        let sand = index_of([0.12, 0.17, 0.22, 0.30, 0.36, 0.30]);
        let turbid_pond = index_of([0.07, 0.11, 0.13, 0.08, 0.01, 0.005]);
        let clear_pond = index_of([0.03, 0.03, 0.02, 0.01, 0.005, 0.004]);
        let burn = index_of([0.04, 0.05, 0.06, 0.12, 0.20, 0.18]);
        assert!(forest > 0.6, "{forest}");
        for cleared in [sand, turbid_pond, clear_pond, burn] {
            assert!(forest - cleared > 0.5, "{cleared}");
        }
    }

    #[test]
    fn thin_haze_over_forest_moves_it_less_than_it_moves_ndvi() {
        let (clear, hazy) =
            ([0.02, 0.04, 0.025, 0.30, 0.14, 0.06], [0.07, 0.08, 0.06, 0.31, 0.145, 0.063]);
        let ndvi = |s: [f32; 6]| (s[3] - s[2]) / (s[3] + s[2]);
        let moved = index_of(clear) - index_of(hazy);
        assert!(moved < 0.02 && ndvi(clear) - ndvi(hazy) > 0.1, "{moved}");
    }

    #[test]
    fn a_hidden_pixel_has_no_index_and_a_black_one_is_not_vegetated() {
        assert!(index_of([f32::NAN; 6]).is_nan());
        assert_eq!(index_of([-0.01; 6]), 0.0);
    }
}
