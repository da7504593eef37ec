//! Spectral indices of one view, and the two kinds of ground made from them.

use ndarray::{Array2, ArrayView2, Axis, Zip};
use vigia_core::sensor::OPTICAL_BANDS;

use crate::View;

/// Darkest reflectance that enters a ratio: below it, noise decides.
const DARKEST: f32 = 0.001;
/// NDVI of bare ground and of closed canopy.
const COVER_NDVI: (f32, f32) = (0.2, 0.7);

/// Indices of one view, each of shape `(row, col)`; NaN (or `false`) where the pixel is
/// hidden.
///
/// # Source
/// NDVI: Rouse et al. (1974). Wetness is the MNDWI of Xu (2006), IJRS 27(14). Redness is
/// the turbidity index (NDTI) of Lacaux et al. (2007), RSE 106(1).
#[derive(Clone, Debug)]
pub struct Indices {
    /// Every band is seen.
    pub clear: Array2<bool>,
    /// (NIR − red) / (NIR + red).
    pub ndvi: Array2<f32>,
    /// (green − SWIR1) / (green + SWIR1): positive over water, however turbid.
    pub wetness: Array2<f32>,
    /// (red − green) / (red + green): positive over soil and over suspended sediment.
    pub redness: Array2<f32>,
    /// (SWIR1 − SWIR2) / (SWIR1 + SWIR2).
    pub swir_slope: Array2<f32>,
    /// (red − SWIR1) / (red + SWIR1).
    pub red_swir: Array2<f32>,
    /// Mean of green and red reflectance: hardly touched by thin haze, unlike blue.
    pub brightness: Array2<f32>,
    /// Vegetation cover, 0–1: NDVI stretched from 0.2 (bare) to 0.7 (closed), so that
    /// how green a forest is does not matter.
    pub cover: Array2<f32>,
    /// Open water, turbid or clear.
    pub water: Array2<bool>,
    /// Neither water nor vegetated.
    pub bare: Array2<bool>,
}

impl Indices {
    /// Returns the indices of `view`.
    #[must_use]
    pub fn of(view: &View) -> Self {
        let [_, green, red, nir, swir1, swir2] = bands_of(view);
        let ndvi = ratio_of_bands(nir, red);
        let wetness = ratio_of_bands(green, swir1);
        let water = Zip::from(&wetness)
            .and(&ndvi)
            .and(swir1)
            .map_collect(|wetness, ndvi, swir1| is_water(*wetness, *ndvi, *swir1));
        Self {
            clear: seen(view),
            bare: Zip::from(&ndvi).and(&water).map_collect(|ndvi, water| *ndvi < 0.4 && !water),
            cover: ndvi.mapv(cover_of),
            redness: ratio_of_bands(red, green),
            swir_slope: ratio_of_bands(swir1, swir2),
            red_swir: ratio_of_bands(red, swir1),
            brightness: Zip::from(green).and(red).map_collect(|green, red| (green + red) / 2.0),
            ndvi,
            wetness,
            water,
        }
    }

    /// Returns the share of the pixels that are clear, 0–1; 0 for an empty view.
    #[must_use]
    pub fn clear_share(&self) -> f64 {
        let clear = self.clear.iter().filter(|is_clear| **is_clear).count();
        clear as f64 / self.clear.len().max(1) as f64
    }
}

/// Returns where every band is seen, shape `(row, col)`.
pub(crate) fn seen(view: &View) -> Array2<bool> {
    let mut seen = Array2::from_elem(view.shape(), true);
    for band in bands_of(view) {
        seen.zip_mut_with(&band, |is_seen, value| *is_seen &= value.is_finite());
    }
    seen
}

/// Returns the bands in their order, each of shape `(row, col)`.
pub(crate) fn bands_of(view: &View) -> [ArrayView2<'_, f32>; OPTICAL_BANDS.len()] {
    std::array::from_fn(|band| view.reflectance().index_axis(Axis(0), band))
}

/// Returns the normalised difference of two bands (reflectance) of one shape, between −1
/// and 1; NaN where either is.
#[must_use]
pub fn ratio(first: &Array2<f32>, second: &Array2<f32>) -> Array2<f32> {
    ratio_of_bands(first.view(), second.view())
}

/// [`ratio`] of two bands that are not copied for it.
pub(crate) fn ratio_of_bands(
    first: ArrayView2<'_, f32>,
    second: ArrayView2<'_, f32>,
) -> Array2<f32> {
    Zip::from(first).and(second).map_collect(|a, b| ratio_of_values(*a, *b))
}

/// [`ratio`] of one pixel.
pub(crate) fn ratio_of_values(a: f32, b: f32) -> f32 {
    if a.is_nan() || b.is_nan() {
        return f32::NAN;
    }
    let (a, b) = (a.max(DARKEST), b.max(DARKEST));
    (a - b) / (a + b)
}

/// Whether a pixel of this wetness, NDVI and reflectance at 1.6 µm is open water.
pub(crate) fn is_water(wetness: f32, ndvi: f32, swir1: f32) -> bool {
    wetness > 0.0 && ndvi < 0.3 && swir1 < 0.2
}

fn cover_of(ndvi: f32) -> f32 {
    let (bare, closed) = COVER_NDVI;
    ((ndvi - bare) / (closed - bare)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::Array3;

    use super::*;

    fn indices_of(spectrum: [f32; 6]) -> Indices {
        Indices::of(
            &View::new(Array3::from_shape_vec((6, 1, 1), spectrum.to_vec()).unwrap()).unwrap(),
        )
    }

    #[test]
    fn a_pond_full_of_sediment_is_water_and_sand_is_bare_ground() {
        let pond = indices_of([0.13, 0.23, 0.30, 0.23, 0.056, 0.042]);
        assert!(pond.water[(0, 0)] && !pond.bare[(0, 0)] && pond.redness[(0, 0)] > 0.1);
        let sand = indices_of([0.14, 0.21, 0.26, 0.30, 0.32, 0.26]);
        assert!(sand.bare[(0, 0)] && !sand.water[(0, 0)]);
        let forest = indices_of([0.026, 0.045, 0.026, 0.27, 0.15, 0.06]);
        assert!(!forest.bare[(0, 0)] && !forest.water[(0, 0)] && forest.cover[(0, 0)] == 1.0);
    }

    #[test]
    fn a_hidden_pixel_is_neither_water_nor_bare() {
        let hidden = indices_of([f32::NAN; 6]);
        assert!(!hidden.clear[(0, 0)] && !hidden.water[(0, 0)] && !hidden.bare[(0, 0)]);
        assert!(hidden.cover[(0, 0)].is_nan() && hidden.brightness[(0, 0)].is_nan());
        assert_eq!(hidden.clear_share(), 0.0);
    }
}
