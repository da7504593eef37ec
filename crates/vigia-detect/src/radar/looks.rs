//! The equivalent number of looks: how much speckle there is.

use ndarray::{ArrayView2, s};

use super::pooling::is_seen;

/// Side of the windows that looks are estimated in: 49 pixels tell looks to a fifth, and
/// still fit into a stand, a field or a stretch of river.
const WINDOW_PX: usize = 7;

/// Fewer windows than this say nothing.
const WINDOWS_MIN: usize = 30;

/// Share of the windows that the mode is sought among.
const MODE_SHARE: f64 = 0.25;

/// Returns the equivalent number of looks of an image of backscatter, or `None` where too
/// few windows are complete.
///
/// - `power`: linear, shape `(row, col)`; NaN or not above zero is missing.
///
/// In homogeneous ground mean² / variance is the number of looks; texture and edges only
/// lower it. So it is estimated in every complete window of 7 × 7 pixels, and the mode of
/// those estimates is the image's: homogeneous windows agree with each other, textured ones
/// do not. The mode is the mean of the shortest interval of logarithms that holds a quarter
/// of them.
///
/// # Source
/// Mode of local estimates: Anfinsen, Doulgeris & Eltoft (2009), IEEE TGRS 47(11)
/// 3795–3809. Shortest interval: Venter (1967), Ann. Math. Stat. 38, 1446–1455.
#[must_use]
pub fn equivalent_looks(power: ArrayView2<'_, f32>) -> Option<f64> {
    let (rows, cols) = power.dim();
    let starts = |length: usize| (0..(length + 1).saturating_sub(WINDOW_PX)).step_by(WINDOW_PX);
    let mut logarithms: Vec<f64> = starts(rows)
        .flat_map(|row| starts(cols).map(move |col| (row, col)))
        .filter_map(|(row, col)| {
            window_looks(power.slice(s![row..row + WINDOW_PX, col..col + WINDOW_PX]))
        })
        .map(f64::ln)
        .collect();
    if logarithms.len() < WINDOWS_MIN {
        return None;
    }
    logarithms.sort_unstable_by(f64::total_cmp);
    let held = (logarithms.len() as f64 * MODE_SHARE).ceil() as usize;
    let width = |interval: &&[f64]| interval[held - 1] - interval[0];
    let densest = logarithms.windows(held).min_by(|a, b| width(a).total_cmp(&width(b)))?;
    Some((densest.iter().sum::<f64>() / held as f64).exp())
}

/// Mean² / variance of a complete window; `None` where a pixel is missing.
fn window_looks(window: ArrayView2<'_, f32>) -> Option<f64> {
    if !window.iter().all(|value| is_seen(*value)) {
        return None;
    }
    let count = window.len() as f64;
    let mean = window.iter().map(|value| f64::from(*value)).sum::<f64>() / count;
    let squares: f64 = window.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum();
    let looks = mean * mean * (count - 1.0) / squares;
    looks.is_finite().then_some(looks)
}

/// Returns the looks of speckle whose logarithm has `variance`: the inverse of the trigamma
/// function, by its first two terms (to 2 % from two looks on).
pub(super) fn looks_of_log_variance(variance: f64) -> f64 {
    (1.0 + (1.0 + 2.0 * variance).sqrt()) / (2.0 * variance)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::Array2;

    use super::super::synthetic::speckled;
    use super::*;

    #[test]
    fn looks_are_found_in_homogeneous_ground() {
        for looks in [1, 4, 16] {
            let image = speckled(&Array2::from_elem((140, 140), 0.05), looks, 7);
            let found = equivalent_looks(image.view()).unwrap();
            assert!((found / f64::from(looks) - 1.0).abs() < 0.12, "{looks}: {found}");
        }
    }

    #[test]
    fn edges_and_ponds_do_not_lower_the_looks() {
        // Half of the ground is a mosaic finer than the windows, of ever harder contrast.
        let ground = Array2::from_shape_fn((210, 210), |(row, col)| {
            let contrast = 10.0_f64.powf(-(row as f64) / 150.0);
            if row >= 105 && (row / 5 + col / 4) % 3 == 0 { 0.05 * contrast } else { 0.05 }
        });
        let image = speckled(&ground, 4, 3);
        let found = equivalent_looks(image.view()).unwrap();
        assert!((found / 4.0 - 1.0).abs() < 0.25, "{found}");
    }

    #[test]
    fn an_image_full_of_holes_has_no_looks() {
        let mut image = speckled(&Array2::from_elem((70, 70), 0.05), 4, 7);
        image.slice_mut(s![.., ..;5]).fill(f32::NAN);
        assert_eq!(equivalent_looks(image.view()), None);
    }

    #[test]
    fn the_logarithm_of_speckle_gives_its_looks_back() {
        // Trigamma of 4 and of 36.
        assert!((looks_of_log_variance(0.283_823) / 4.0 - 1.0).abs() < 0.02);
        assert!((looks_of_log_variance(0.028_167) / 36.0 - 1.0).abs() < 0.001);
    }
}
