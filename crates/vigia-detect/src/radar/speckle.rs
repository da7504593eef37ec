//! Multi-temporal speckle filter: many dates smooth one, without blurring it.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Zip};

use super::pooling::{is_seen, pooled};
use crate::DetectError;

/// The filter as far as the acquisitions seen, shape `(row, col)`: an acquisition is an
/// update, and the answer for a date never looks beyond it.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeckleFilter {
    radius_px: usize,
    /// Sum of intensity over local mean, and how many it is of.
    ratios: Array2<(f64, u32)>,
}

impl SpeckleFilter {
    /// Starts without acquisitions; local means are over `(2 · radius_px + 1)²` pixels.
    #[must_use]
    pub fn new((rows, cols): (usize, usize), radius_px: usize) -> Self {
        Self { radius_px, ratios: Array2::from_elem((rows, cols), (0.0, 0)) }
    }

    /// Takes an acquisition and returns it filtered by all up to it.
    ///
    /// - `power`: linear, shape `(row, col)`; NaN or not above zero is missing, NaN in the
    ///   result, and leaves the pixel's state as it was.
    ///
    /// With local means of N pixels over M acquisitions of L looks the result has
    /// L · N · M / (N + M − 1) looks: L at the first, towards L · N later.
    /// Ground must be read with `radius_px` pixels around it, or its edge is filtered by
    /// copies of itself.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where `power` is not as large as the state.
    pub fn update(&mut self, power: ArrayView2<'_, f32>) -> Result<Array2<f32>, DetectError> {
        let means = self.take(power)?;
        Ok(self.filtered(&means))
    }

    /// Adds an acquisition's ratios and returns its local means, NaN where it is missing.
    fn take(&mut self, power: ArrayView2<'_, f32>) -> Result<Array2<f64>, DetectError> {
        if power.dim() != self.ratios.dim() {
            return Err(DetectError::Shape {
                expected: format!("{:?}", self.ratios.dim()),
                found: format!("{:?}", power.dim()),
            });
        }
        let mut means = pooled(power, self.radius_px);
        Zip::from(&mut self.ratios).and(power).and(&mut means).for_each(
            |(sum, count), power, mean| {
                if !is_seen(*power) {
                    *mean = f64::NAN;
                } else if !mean.is_nan() {
                    *sum += f64::from(*power) / *mean;
                    *count += 1;
                }
            },
        );
        Ok(means)
    }

    fn filtered(&self, means: &Array2<f64>) -> Array2<f32> {
        Zip::from(means)
            .and(&self.ratios)
            .map_collect(|mean, (sum, count)| (mean * sum / f64::from((*count).max(1))) as f32)
    }
}

/// Returns a stack filtered by all of its acquisitions, earlier and later: for pictures and
/// for looking back. What warns must use [`SpeckleFilter::update`], which looks at the past
/// only.
///
/// - `power`: linear, shape `(time, row, col)`; NaN or not above zero is missing.
///
/// # Errors
/// None that a well-formed array can cause.
///
/// # Source
/// Quegan & Yu (2001), IEEE TGRS 39(11) 2373–2379, for uncorrelated images of equal looks:
/// `J_k = m_k / M · Σ_i I_i / m_i`, m the local mean.
pub fn speckle_filtered(
    power: ArrayView3<'_, f32>,
    radius_px: usize,
) -> Result<Array3<f32>, DetectError> {
    let (_, rows, cols) = power.dim();
    let mut filter = SpeckleFilter::new((rows, cols), radius_px);
    let means: Vec<Array2<f64>> =
        power.outer_iter().map(|date| filter.take(date)).collect::<Result<_, _>>()?;
    let mut result = Array3::from_elem(power.dim(), f32::NAN);
    for (mut out, means) in result.outer_iter_mut().zip(&means) {
        out.assign(&filter.filtered(means));
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use ndarray::{Axis, array, s};

    use super::super::looks::equivalent_looks;
    use super::super::synthetic::speckled;
    use super::*;

    fn stack(ground: &Array2<f64>, times: u64) -> Array3<f32> {
        let dates: Vec<_> = (0..times).map(|time| speckled(ground, 4, 100 + time)).collect();
        let views: Vec<_> = dates.iter().map(|date| date.view()).collect();
        ndarray::stack(Axis(0), &views).unwrap()
    }

    #[test]
    fn looks_grow_as_the_paper_says() {
        let power = stack(&Array2::from_elem((210, 210), 0.05), 16);
        let mut filter = SpeckleFilter::new((210, 210), 1);
        for (time, date) in power.outer_iter().enumerate() {
            let filtered = filter.update(date).unwrap();
            // Every third pixel: neighbours share their local means.
            let looks = equivalent_looks(filtered.slice(s![1..;3, 1..;3])).unwrap();
            let dates = time as f64 + 1.0;
            let expected = 4.0 * 9.0 * dates / (9.0 + dates - 1.0);
            assert!((looks / expected - 1.0).abs() < 0.3, "{time}: {looks} {expected}");
        }
    }

    #[test]
    fn a_sharp_edge_stays_sharp_where_a_box_would_blur_it() {
        let ground = Array2::from_shape_fn((60, 60), |(_, col)| if col < 30 { 0.05 } else { 0.01 });
        let filtered = speckle_filtered(stack(&ground, 40).view(), 1).unwrap();
        let column = |col: usize| f64::from(filtered.slice(s![20, .., col]).mean().unwrap());
        assert!((column(29) / 0.05 - 1.0).abs() < 0.12, "{}", column(29));
        assert!((column(30) / 0.01 - 1.0).abs() < 0.12, "{}", column(30));
    }

    #[test]
    fn the_last_date_is_the_same_looking_back_and_as_it_came() {
        let mut power = stack(&Array2::from_elem((9, 9), 0.05), 5);
        power[(2, 4, 4)] = f32::NAN;
        power[(4, 1, 1)] = 0.0;
        let mut filter = SpeckleFilter::new((9, 9), 1);
        let causal: Vec<_> = power.outer_iter().map(|date| filter.update(date).unwrap()).collect();
        let whole = speckle_filtered(power.view(), 1).unwrap();
        let same = |a: f32, b: f32| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
        assert!(causal[4].iter().zip(whole.index_axis(Axis(0), 4)).all(|(a, b)| same(*a, *b)));
        assert!(causal[2][(4, 4)].is_nan() && causal[4][(1, 1)].is_nan());
        assert!(causal[3][(4, 4)].is_finite());
    }

    #[test]
    fn ratios_and_means_worked_by_hand() {
        // One row of one pixel's copies: local means are the row's.
        let mut filter = SpeckleFilter::new((1, 3), 1);
        filter.update(array![[1.0, 2.0, 3.0]].view()).unwrap();
        let second = filter.update(array![[2.0, 6.0, 4.0]].view()).unwrap();
        // Middle: means 2 and 4, ratios 1 and 1.5; 4 · 2.5 / 2.
        assert!((second[(0, 1)] - 5.0).abs() < 1e-6);
    }
}
