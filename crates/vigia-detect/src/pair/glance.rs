//! The little of a view that changes are looked for in.

use ndarray::{Array2, Zip};

use crate::View;
use crate::indices::{bands_of, is_water, ratio_of_values};
use crate::levelling::{Shift, shifted};

/// Some of the [`crate::indices::Indices`] of a view, each of shape `(row, col)`.
///
/// Every pixel of a tile passes here, and most are never looked at again: masking, levelling
/// and the indices are one pass, without a copy of the bands in between.
pub(super) struct Glance {
    pub clear: Array2<bool>,
    /// NaN where the pixel is hidden.
    pub ndvi: Array2<f32>,
    pub water: Array2<bool>,
}

impl Glance {
    /// Looks at the `clear` pixels of `view`, which have a value in every band, as `shift`
    /// levels them.
    pub fn of(view: &View, clear: Array2<bool>, shift: &Shift) -> Self {
        let [_, green, red, nir, swir1, _] = bands_of(view);
        let [_, by_green, by_red, by_nir, by_swir1, _] = shift.by_band();
        let ndvi = Zip::from(nir).and(red).and(&clear).map_collect(|nir, red, is_clear| {
            let ndvi = ratio_of_values(shifted(*nir, by_nir), shifted(*red, by_red));
            if *is_clear { ndvi } else { f32::NAN }
        });
        let water = Zip::from(green).and(swir1).and(&ndvi).map_collect(|green, swir1, ndvi| {
            let swir1 = shifted(*swir1, by_swir1);
            is_water(ratio_of_values(shifted(*green, by_green), swir1), *ndvi, swir1)
        });
        Self { clear, ndvi, water }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::Array3;

    use super::*;
    use crate::indices::Indices;

    #[test]
    fn a_glance_shows_what_the_indices_of_the_levelled_view_show_to_the_bit() {
        // Forest, ponds, something dark, and a pixel in five hidden.
        let ground = |at: usize| match at % 8 {
            6 => [0.13, 0.23, 0.30, 0.23, 0.056, 0.042],
            7 => [0.0001, 0.001, 0.002, 0.001, 0.1, 0.2],
            _ => [0.03, 0.045, 0.026, 0.27, 0.15, 0.06],
        };
        let seen = Array3::from_shape_fn((6, 12, 12), |(band, row, col)| {
            ground(row * 5 + col)[band] * (1.0 + ((row * 7 + col * 3) % 5) as f32 / 50.0)
        });
        let brighter = View::new(seen.mapv(|value| value + 0.004)).unwrap();
        let mut view = View::new(seen).unwrap();
        let shift = Shift::between(&view, &brighter).unwrap();
        let clear = Array2::from_shape_fn((12, 12), |(row, col)| (row + 2 * col) % 5 != 0);
        let glance = Glance::of(&view, clear.clone(), &shift);
        view.hide_unclear(&clear).unwrap();
        let indices = Indices::of(&shift.applied(&view).unwrap());
        let bits = |values: &Array2<f32>| values.mapv(f32::to_bits);
        assert_ne!(shift, Shift::default());
        assert_eq!(bits(&glance.ndvi), bits(&indices.ndvi));
        assert_eq!((glance.clear, glance.water), (indices.clear, indices.water));
    }
}
