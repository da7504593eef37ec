//! One quiet view made from several.

use ndarray::{Array3, ArrayViewMut2, Axis};

use crate::robust::median_of;
use crate::{DetectError, View};

/// Returns the per-pixel, per-band median of `views`, ignoring hidden pixels.
///
/// A pixel is hidden in the result where some band of it is never seen. With an even
/// number of clear views the median is the mean of the middle two.
///
/// # Errors
/// [`DetectError::Shape`] without any view, or where two differ in shape.
pub fn median(views: &[View]) -> Result<View, DetectError> {
    let Some(first) = views.first() else {
        return Err(DetectError::Shape {
            expected: "at least one view".into(),
            found: "none".into(),
        });
    };
    let shape = first.reflectance().dim();
    if let Some(other) = views.iter().find(|view| view.reflectance().dim() != shape) {
        return Err(DetectError::Shape {
            expected: format!("{shape:?}"),
            found: format!("{:?}", other.reflectance().dim()),
        });
    }
    let mut result = Array3::from_elem(shape, f32::NAN);
    let mut seen = Vec::with_capacity(views.len());
    for (row, out) in result.axis_iter_mut(Axis(1)).enumerate() {
        median_row(views, row, out, &mut seen);
    }
    View::new(result)
}

/// Fills one row of the result, shape `(band, col)`.
fn median_row(views: &[View], row: usize, mut out: ArrayViewMut2<'_, f32>, seen: &mut Vec<f32>) {
    for (col, mut pixel) in out.axis_iter_mut(Axis(1)).enumerate() {
        for (band, value) in pixel.iter_mut().enumerate() {
            seen.clear();
            let values = views.iter().map(|view| view.reflectance()[(band, row, col)]);
            seen.extend(values.filter(|value| !value.is_nan()));
            *value = median_of(seen);
        }
        // A view promises that a pixel is hidden in every band or in none.
        if pixel.iter().any(|value| value.is_nan()) {
            pixel.fill(f32::NAN);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use ndarray::Array3;
    use proptest::prelude::*;

    use super::*;

    fn flat(value: f32) -> View {
        View::new(Array3::from_elem((6, 1, 2), value)).unwrap()
    }

    #[test]
    fn one_cloud_among_three_views_does_not_reach_the_composite() {
        let composite = median(&[flat(0.05), flat(0.9), flat(0.06)]).unwrap();
        assert!(composite.reflectance().iter().all(|value| *value == 0.06));
    }

    #[test]
    fn hidden_pixels_do_not_count() {
        let composite = median(&[flat(0.2), flat(f32::NAN), flat(0.4)]).unwrap();
        assert!(composite.reflectance().iter().all(|value| (*value - 0.3).abs() < 1e-6));
    }

    #[test]
    fn a_pixel_without_one_of_its_bands_is_hidden_in_all() {
        let mut reflectance = Array3::from_elem((6, 1, 2), 0.1);
        reflectance[(3, 0, 1)] = f32::NAN;
        let composite = median(&[View::new(reflectance).unwrap()]).unwrap();
        let seen: Vec<bool> = composite.reflectance().iter().map(|value| !value.is_nan()).collect();
        assert_eq!(seen, [true, false].repeat(6));
    }

    #[test]
    fn no_views_and_views_of_two_shapes_are_refused() {
        let narrow = View::new(Array3::zeros((6, 1, 1))).unwrap();
        assert!(median(&[]).is_err());
        assert!(median(&[flat(0.1), narrow]).is_err());
    }

    proptest! {
        #[test]
        fn the_order_of_the_views_does_not_matter(
            values in prop::collection::vec(prop_oneof![4 => 0.0_f32..1.0, 1 => Just(f32::NAN)], 1..9)
        ) {
            let mut views: Vec<View> = values.iter().map(|value| flat(*value)).collect();
            let bits = |view: &View| -> Vec<u32> {
                view.reflectance().iter().map(|value| value.to_bits()).collect()
            };
            let forwards = bits(&median(&views).unwrap());
            views.reverse();
            prop_assert_eq!(forwards, bits(&median(&views).unwrap()));
        }
    }
}
