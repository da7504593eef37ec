//! Clear pixels of a view that comes without a mask.

use ndarray::{Array2, Axis};

use crate::View;
use crate::neighbourhood::{combined, grown};

/// Neighbourhood that a cloud must mostly fill; a white roof does not.
const SOLID_RADIUS_PX: usize = 2;
/// Haze and shadow at the edge of a cloud.
const MARGIN_PX: usize = 3;

/// Returns where the ground is seen, shape `(row, col)`: no cloud, nothing missing.
///
/// A cloud is bright, bright at 1.6 µm too, and hardly redder than blue: so turbid water
/// (dark at 1.6 µm) and sand (blue at most 0.8 of red) stay. Missing is NaN, or zero or
/// less in any band. Meant for pictures without a classification; where there is one, use
/// it ([`crate::scl`]). Cloud shadow is not looked for: over forest it leaves ratios of
/// bands nearly as they were.
///
/// # Source
/// Limits set by eye on 2018–2023 annual views of the Amazon basin. Of seven views that two
/// viewers had noted as hidden by cloud or haze, six fall below half clear; thin, even
/// haze passes.
#[must_use]
pub fn clear_pixels(view: &View) -> Array2<bool> {
    let valid = view
        .reflectance()
        .map_axis(Axis(0), |pixel| pixel.iter().all(|value| value.is_finite() && *value > 0.0));
    let mut cloudy = view.reflectance().map_axis(Axis(0), |pixel| {
        let (blue, red, nir, swir1) = (pixel[0], pixel[2], pixel[3], pixel[4]);
        u32::from(blue > 0.13 && blue > 0.88 * red && swir1 > 0.16 && nir > 0.14)
    });
    cloudy.zip_mut_with(&valid, |cloudy, valid| *cloudy *= u32::from(*valid));
    let around = 2 * SOLID_RADIUS_PX as u32 + 1;
    let solid =
        combined(&cloudy, SOLID_RADIUS_PX, |a, b| a + b).mapv(|count| count > around * around / 2);
    let mut clear = valid;
    clear.zip_mut_with(&grown(&solid, MARGIN_PX), |clear, cloud| *clear &= !cloud);
    clear
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::Array3;

    use super::*;

    const FOREST: [f32; 6] = [0.03, 0.045, 0.026, 0.27, 0.15, 0.06];
    const CLOUD: [f32; 6] = [0.54, 0.52, 0.51, 0.56, 0.43, 0.33];
    const SAND: [f32; 6] = [0.19, 0.25, 0.31, 0.35, 0.38, 0.34];
    const TURBID_WATER: [f32; 6] = [0.16, 0.22, 0.17, 0.16, 0.05, 0.04];

    /// Forest, 20 × 20, with a square of `ground` in the middle.
    fn clear_around(ground: [f32; 6], side: usize) -> Array2<bool> {
        let middle = 10 - side / 2..10 - side / 2 + side;
        clear_pixels(
            &View::new(Array3::from_shape_fn((6, 20, 20), |(band, row, col)| {
                let is_ground = middle.contains(&row) && middle.contains(&col);
                if is_ground { ground[band] } else { FOREST[band] }
            }))
            .unwrap(),
        )
    }

    #[test]
    fn a_cloud_is_hidden_with_a_margin() {
        let clear = clear_around(CLOUD, 8);
        assert!(!clear[(10, 10)] && !clear[(10, 4)] && clear[(10, 2)] && clear[(0, 0)]);
    }

    #[test]
    fn sand_turbid_water_and_a_white_roof_stay() {
        assert!(clear_around(SAND, 8).iter().all(|clear| *clear));
        assert!(clear_around(TURBID_WATER, 8).iter().all(|clear| *clear));
        assert!(clear_around(CLOUD, 2).iter().all(|clear| *clear));
    }

    #[test]
    fn zero_and_nan_are_missing() {
        let mut reflectance = Array3::from_shape_fn((6, 1, 3), |(band, ..)| FOREST[band]);
        reflectance[(2, 0, 0)] = 0.0;
        reflectance[(4, 0, 1)] = f32::NAN;
        let clear = clear_pixels(&View::new(reflectance).unwrap());
        assert_eq!(clear.into_raw_vec_and_offset().0, [false, false, true]);
    }
}
