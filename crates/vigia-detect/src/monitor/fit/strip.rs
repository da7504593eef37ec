//! A few adjacent pixels at once: one to a lane, so that the sums of all are one vector.

use super::normal::{Plan, Sums};
use super::{COEFFICIENTS_MAX, Estimator};

/// Pixels of a strip.
pub(super) const LANES: usize = 8;
/// Pixels that are taken from the rows of all dates at once: rows of one pixel often lie a
/// power of two apart in memory, and lines of the cache that are left half read are lost.
pub(super) const PANEL: usize = 8 * LANES;

/// A number for each pixel of a strip.
pub(super) type Lanes = [f64; LANES];

/// The views of a strip, and room to work.
pub(super) struct Strip {
    /// Values, 0 where hidden.
    pub(super) values: Vec<Lanes>,
    /// 1 where clear, 0 where hidden.
    pub(super) clear: Vec<Lanes>,
}

/// What a strip gives.
pub(super) struct Solved {
    pub(super) coefficients: [Lanes; COEFFICIENTS_MAX],
    pub(super) spread: Lanes,
    pub(super) views: Lanes,
}

impl Strip {
    pub(super) fn new(times: usize) -> Self {
        Self { values: vec![[0.0; LANES]; times], clear: vec![[0.0; LANES]; times] }
    }

    /// Fits the pixels of a panel from column `from` on.
    ///
    /// - `panel`: date by date; NaN is hidden.
    /// - `start`: time index from which on each pixel's views count.
    pub(super) fn fit(
        &mut self,
        plan: &Plan,
        panel: &[[f32; PANEL]],
        from: usize,
        start: &[u16; LANES],
    ) -> Solved {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it has AVX2. No fused multiplication
            // is allowed in either version, so that both give the same bits.
            return unsafe { self.fit_with_avx2(plan, panel, from, start) };
        }
        self.fit_lanes(plan, panel, from, start)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn fit_with_avx2(
        &mut self,
        plan: &Plan,
        panel: &[[f32; PANEL]],
        from: usize,
        start: &[u16; LANES],
    ) -> Solved {
        self.fit_lanes(plan, panel, from, start)
    }

    #[inline(always)]
    fn load(&mut self, panel: &[[f32; PANEL]], from: usize, start: &[u16; LANES]) {
        let dates = panel.iter().zip(&mut self.values).zip(&mut self.clear);
        for ((date, values), clear) in dates {
            for (lane, value) in date[from..from + LANES].iter().enumerate() {
                values[lane] = if value.is_nan() { 0.0 } else { f64::from(*value) };
                clear[lane] = if value.is_nan() { 0.0 } else { 1.0 };
            }
        }
        for (lane, start) in start.iter().enumerate() {
            let before = usize::from(*start).min(panel.len());
            self.clear[..before].iter_mut().for_each(|clear| clear[lane] = 0.0);
            self.values[..before].iter_mut().for_each(|value| value[lane] = 0.0);
        }
    }

    #[inline(always)]
    fn fit_lanes(
        &mut self,
        plan: &Plan,
        panel: &[[f32; PANEL]],
        from: usize,
        start: &[u16; LANES],
    ) -> Solved {
        self.load(panel, from, start);
        let sums = Sums::new(plan, &self.clear, &self.values);
        let views = sum_over_dates(&self.clear, |clear| clear);
        let squares = sum_over_dates(&self.values, |value| value * value);
        let mut coefficients = sums.solve(plan, &views);
        let mut spread = sums.spread(plan, &coefficients, &squares, &views);
        if plan.options.estimator == Estimator::Bisquare {
            self.reweigh(plan, &views, &mut coefficients, &mut spread);
        }
        Solved { coefficients, spread, views }
    }
}

#[inline(always)]
fn sum_over_dates(dates: &[Lanes], of: impl Fn(f64) -> f64) -> Lanes {
    let mut sums = [0.0; LANES];
    for date in dates {
        for lane in 0..LANES {
            sums[lane] += of(date[lane]);
        }
    }
    sums
}
