//! What the ground looked like before a clearing, and after it.

use vigia_detect::composite::median;
use vigia_detect::mask::mask_of;
use vigia_detect::{DetectError, View};

/// Returns the medians of the views before and after.
///
/// Cloud and shadow that the scene classification missed are hidden first; the other side of
/// the clearing is the witness. A single view after is all that there is at first, and no
/// median takes a cloud out of it.
pub(super) fn composites(
    mut before: Vec<View>,
    mut after: Vec<View>,
    pixel_size_m: (f64, f64),
) -> Result<(View, View), DetectError> {
    hide_missed(&mut before, &median(&after)?, pixel_size_m)?;
    hide_missed(&mut after, &median(&before)?, pixel_size_m)?;
    Ok((median(&before)?, median(&after)?))
}

fn hide_missed(
    views: &mut [View],
    witness: &View,
    pixel_size_m: (f64, f64),
) -> Result<(), DetectError> {
    for view in views {
        let mask = mask_of(view, Some(witness), pixel_size_m)?;
        view.hide_unclear(&mask.clear_pixels())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ndarray::Array3;

    use super::*;

    const FOREST: [f32; 6] = [0.03, 0.045, 0.026, 0.27, 0.15, 0.06];
    const SAND: [f32; 6] = [0.19, 0.25, 0.31, 0.35, 0.38, 0.34];
    const CLOUD: [f32; 6] = [0.54, 0.52, 0.51, 0.56, 0.43, 0.33];

    fn view(ground: impl Fn(usize, usize) -> [f32; 6]) -> View {
        View::new(Array3::from_shape_fn((6, 40, 40), |(band, row, col)| ground(row, col)[band]))
            .unwrap()
    }

    #[test]
    fn a_missed_cloud_is_hidden_and_the_clearing_beside_it_is_not() {
        let is_sand = |row: usize, col: usize| (4..14).contains(&row) && (4..14).contains(&col);
        let is_cloud = |row: usize, col: usize| (24..36).contains(&row) && (24..36).contains(&col);
        let before = vec![view(|_, _| FOREST); 3];
        let after = view(|row, col| {
            if is_sand(row, col) {
                SAND
            } else if is_cloud(row, col) {
                CLOUD
            } else {
                FOREST
            }
        });
        let (before, after) = composites(before, vec![after], (10.0, 10.0)).unwrap();
        assert!(after.reflectance()[(0, 30, 30)].is_nan());
        assert_eq!(after.reflectance()[(0, 9, 9)], SAND[0]);
        assert_eq!(before.reflectance()[(0, 9, 9)], FOREST[0]);
    }
}
