//! Pixels that are no measurement: missing, in missing lines, saturated.

use ndarray::{Array2, Axis};

use crate::indices::bands_of;
use crate::{DetectError, View};

/// Reflectance that no ground reaches: snow and cloud stay near 1, a saturated number of
/// Sentinel-2 becomes 6.5, one of Landsat's Collection 2 becomes 1.6.
const SATURATED: f32 = 1.5;
/// A line is missing where this share of it is, and its neighbour lines are not.
const MISSING_LINE: f64 = 0.9;
/// Missing share of the lines beside a run of missing ones: a cloud that was cut out fades
/// over several lines, a stripe ends at once.
const WHOLE_LINE: f64 = 0.5;

/// Hides every pixel that is saturated in some band, in all bands; returns how many were
/// seen until then.
///
/// # Errors
/// None that can occur: the shape is the view's own.
pub fn hide_saturated(view: &mut View) -> Result<usize, DetectError> {
    let mut sound = Array2::from_elem(view.shape(), true);
    for band in bands_of(view) {
        sound.zip_mut_with(&band, |is_sound, value| {
            *is_sound &= *value < SATURATED || value.is_nan()
        });
    }
    let saturated = sound.iter().filter(|is_sound| !**is_sound).count();
    view.hide_unclear(&sound)?;
    Ok(saturated)
}

/// How many pixels of all patches are what.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PixelCounts {
    /// Inside the footprint.
    inside: usize,
    /// Inside, and without some band.
    missing: usize,
    /// Inside, in missing lines.
    striped: usize,
    /// Clear and whole.
    clear: usize,
    /// Clear and saturated.
    saturated: usize,
}

impl PixelCounts {
    /// Counts what is missing from a patch whose clouds are not hidden yet.
    pub fn add_raw(&mut self, view: &View) {
        let mut whole = Array2::from_elem(view.shape(), true);
        let mut some = Array2::from_elem(view.shape(), false);
        for band in bands_of(view) {
            whole.zip_mut_with(&band, |is_whole, value| *is_whole &= !value.is_nan());
            some.zip_mut_with(&band, |is_some, value| *is_some |= !value.is_nan());
        }
        let inside = footprint(&some);
        self.inside += inside.iter().filter(|is_inside| **is_inside).count();
        let pixels = inside.iter().zip(&whole);
        self.missing += pixels.filter(|(is_inside, is_whole)| **is_inside && !**is_whole).count();
        self.striped += (0..2).map(|axis| striped(&some, Axis(axis))).sum::<usize>();
    }

    /// Counts what is left of a patch once clouds and saturated pixels are hidden.
    pub fn add_clear(&mut self, clear: &Array2<bool>, saturated: usize) {
        self.clear += clear.iter().filter(|is_clear| **is_clear).count();
        self.saturated += saturated;
    }

    /// Clear share of the footprint; 0 without any.
    pub fn clear_share(&self) -> f64 {
        share(self.clear, self.inside)
    }

    /// Share of the footprint that lacks some band.
    pub fn missing_share(&self) -> f64 {
        share(self.missing, self.inside)
    }

    /// Share of the footprint that lies in missing lines.
    pub fn stripe_share(&self) -> f64 {
        share(self.striped, self.inside)
    }

    /// Saturated share of the clear pixels.
    pub fn saturated_share(&self) -> f64 {
        share(self.saturated, self.clear + self.saturated)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Returns where the footprint lies: where there are data, or data on both sides in the same
/// row or column. The swath's edge is convex, so nothing beyond it has data on both sides.
fn footprint(some: &Array2<bool>) -> Array2<bool> {
    let mut inside = some.clone();
    for axis in [Axis(0), Axis(1)] {
        for (lane, mut out) in some.lanes(axis).into_iter().zip(inside.lanes_mut(axis)) {
            let first = lane.iter().position(|is_some| *is_some);
            let last = lane.iter().rposition(|is_some| *is_some);
            if let (Some(first), Some(last)) = (first, last) {
                out.slice_mut(ndarray::s![first..=last]).fill(true);
            }
        }
    }
    inside
}

/// Returns how many pixels lie in runs of missing lines with whole lines at both ends;
/// `axis` 0 takes rows for lines.
fn striped(some: &Array2<bool>, axis: Axis) -> usize {
    let missing: Vec<f64> = some
        .axis_iter(axis)
        .map(|line| share(line.iter().filter(|is_some| !**is_some).count(), line.len()))
        .collect();
    let (mut lines, mut run, mut is_open) = (0, 0, false);
    for share in missing {
        if share >= MISSING_LINE {
            run += 1;
            continue;
        }
        let is_whole = share <= WHOLE_LINE;
        if is_open && is_whole {
            lines += run;
        }
        (run, is_open) = (0, is_whole);
    }
    lines * some.len() / some.len_of(axis).max(1)
}
