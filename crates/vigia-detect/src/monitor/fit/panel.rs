//! The series of neighbouring pixels, made ready: values without gaps, and which are clear.

use std::borrow::Cow;
use std::ops::Range;

use super::gram_table::GROUP;
use super::normal::Plan;
use super::strip::{LANES, Lanes, Solved, Strip};

/// Strips of a panel.
const STRIPS: usize = 8;
/// Pixels that are taken from the rows of all dates at once: rows of one pixel often lie a
/// power of two apart in memory, and lines of the cache that are left half read are lost.
pub(super) const PANEL: usize = STRIPS * LANES;
/// Dates that are asked for before they are read.
const AHEAD: usize = 8;
/// Pixels in a line of the cache.
const LINE_PX: usize = 16;

/// The series of [`PANEL`] pixels.
pub(super) struct Panel {
    /// Values date by date, 0 where hidden.
    values: Vec<[[f32; LANES]; STRIPS]>,
    /// Which dates of each group are clear: a bit a date, the first the lowest.
    patterns: Vec<[[u32; LANES]; STRIPS]>,
}

impl Panel {
    pub(super) fn new(times: usize) -> Self {
        Self {
            values: vec![[[0.0; LANES]; STRIPS]; times],
            patterns: vec![[[0; LANES]; STRIPS]; times.div_ceil(GROUP)],
        }
    }

    /// Fits the pixels of some columns of a row.
    ///
    /// - `dates`: that row of every date; NaN is hidden.
    /// - `cols`: at most [`PANEL`]; the strips' lanes beyond are of no use.
    /// - `start`: time index from which on the views of each of these pixels count.
    pub(super) fn fit(
        &mut self,
        plan: &Plan,
        dates: &[Cow<'_, [f32]>],
        cols: Range<usize>,
        start: &[u32; PANEL],
    ) -> [Solved; STRIPS] {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just said that it has AVX2. No fused multiplication
            // is allowed in either version, so that both give the same bits.
            return unsafe { self.fit_with_avx2(plan, dates, cols, start) };
        }
        self.fit_strips(plan, dates, cols, start)
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn fit_with_avx2(
        &mut self,
        plan: &Plan,
        dates: &[Cow<'_, [f32]>],
        cols: Range<usize>,
        start: &[u32; PANEL],
    ) -> [Solved; STRIPS] {
        self.fit_strips(plan, dates, cols, start)
    }

    #[inline(always)]
    fn fit_strips(
        &mut self,
        plan: &Plan,
        dates: &[Cow<'_, [f32]>],
        cols: Range<usize>,
        start: &[u32; PANEL],
    ) -> [Solved; STRIPS] {
        self.load(dates, cols, start);
        let mut solved = [Solved::default(); STRIPS];
        for (strip, solved) in solved.iter_mut().enumerate() {
            *solved = Strip { panel: self, strip }.fit(plan);
        }
        solved
    }

    #[inline(always)]
    fn load(&mut self, dates: &[Cow<'_, [f32]>], cols: Range<usize>, start: &[u32; PANEL]) {
        self.patterns.as_flattened_mut().as_flattened_mut().fill(0);
        for (time, (date, values)) in dates.iter().zip(&mut self.values).enumerate() {
            if let Some(later) = dates.get(time + AHEAD) {
                ask_for(&later[cols.clone()]);
            }
            let (values, bit) = (values.as_flattened_mut(), 1 << (time % GROUP));
            let patterns = self.patterns[time / GROUP].as_flattened_mut();
            let pixels = values.iter_mut().zip(patterns).zip(&date[cols.clone()]).zip(start);
            for (((to, pattern), value), start) in pixels {
                // No branch: gaps come too irregularly to be foreseen.
                let is_clear = !value.is_nan() & (*start <= time as u32);
                *to = if is_clear { *value } else { 0.0 };
                *pattern |= if is_clear { bit } else { 0 };
            }
        }
    }
}

/// Begins to bring pixels into the cache. The processor does not foresee the way from one
/// date to the next: waiting for them was a third of the time of a fit.
#[inline(always)]
fn ask_for(pixels: &[f32]) {
    #[cfg(target_arch = "x86_64")]
    for line in pixels.chunks(LINE_PX) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address lies within a slice, and nothing is read or changed.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = pixels;
}

impl Strip<'_> {
    /// Returns the values date by date, 0 where hidden.
    #[inline(always)]
    pub(super) fn values(&self) -> impl Iterator<Item = Lanes> {
        self.panel.values.iter().map(|values| values[self.strip].map(f64::from))
    }

    /// Returns which dates are clear, a group after the other.
    #[inline(always)]
    pub(super) fn patterns(&self) -> impl Iterator<Item = &[u32; LANES]> {
        self.panel.patterns.iter().map(|patterns| &patterns[self.strip])
    }

    /// Returns 1 where clear, 0 where hidden, date by date.
    pub(super) fn clear(&self) -> Vec<Lanes> {
        let of_date = |time: usize| {
            let patterns = self.panel.patterns[time / GROUP][self.strip];
            patterns.map(|pattern| f64::from(pattern >> (time % GROUP) & 1))
        };
        (0..self.panel.values.len()).map(of_date).collect()
    }
}
