//! What is looked at of a scene, and the scenes that it is compared with.

use ndarray::{Array2, Array3};
use vigia_core::{GridGeometry, Window};

use super::pixels::{PixelCounts, hide_saturated};
use crate::composite::median;
use crate::indices::seen;
use crate::{DetectError, View};

/// Largest side of a patch: enough texture to be told apart, few blocks to decode.
const PATCH_PX_MAX: usize = 96;
/// Smallest side: below it nothing is left once a patch has been shifted.
const PATCH_PX_MIN: usize = 48;
/// Most patches along one side of the grid.
const PATCHES_A_SIDE: usize = 4;
/// Views that a pixel of the reference is made of at least: one may be the odd one out.
const REFERENCE_SEEN_MIN: usize = 2;

/// Returns the windows that stand for `grid`: at most 4 × 4, centred in equal cells, up to
/// 96 pixels wide. They depend on the grid's size only.
#[must_use]
pub fn patch_windows(grid: &GridGeometry) -> Vec<Window> {
    let spans = |length: usize| -> Vec<(usize, usize)> {
        let count = (length / PATCH_PX_MIN).clamp(1, PATCHES_A_SIDE);
        let cell = length / count;
        let size = cell.min(PATCH_PX_MAX);
        (0..count).map(|index| (index * cell + (cell - size) / 2, size)).collect()
    };
    let cols = spans(grid.cols);
    spans(grid.rows)
        .into_iter()
        .flat_map(|(row, rows)| {
            cols.iter().map(move |&(col, cols)| Window { row, col, rows, cols })
        })
        .collect()
}

/// One window of a scene as it was read.
#[derive(Clone, Debug)]
pub struct Patch {
    /// Reflectance of the six optical bands, shape `(6, row, col)`; NaN is no data.
    pub reflectance: Array3<f32>,
    /// Where the scene's classes call the ground clear, shape `(row, col)`.
    pub clear: Array2<bool>,
}

/// A scene by its patches: what is clear of them, and counts of what is damaged.
#[derive(Clone, Debug)]
pub struct Sample {
    views: Vec<View>,
    counts: PixelCounts,
}

/// A patch beside the same patch of the reference.
pub(super) struct Pair<'a> {
    pub scene: &'a View,
    pub reference: &'a View,
}

impl Sample {
    /// Counts and hides what is cloudy, missing or saturated.
    ///
    /// # Errors
    /// [`DetectError::Shape`] where a patch has not six bands, or its parts differ in shape.
    pub fn of(patches: Vec<Patch>) -> Result<Self, DetectError> {
        let mut counts = PixelCounts::default();
        let mut views = Vec::with_capacity(patches.len());
        for patch in patches {
            let mut view = View::new(patch.reflectance)?;
            counts.add_raw(&view);
            view.hide_unclear(&patch.clear)?;
            let saturated = hide_saturated(&mut view)?;
            // A pixel without one band is hidden in all.
            let whole = seen(&view);
            view.hide_unclear(&whole)?;
            counts.add_clear(&whole, saturated);
            views.push(view);
        }
        Ok(Self { views, counts })
    }

    /// Returns the clear share of the footprint, 0–1.
    #[must_use]
    pub fn clear_share(&self) -> f64 {
        self.counts.clear_share()
    }

    pub(super) const fn counts(&self) -> &PixelCounts {
        &self.counts
    }

    pub(super) fn views(&self) -> &[View] {
        &self.views
    }

    pub(super) fn against<'a>(
        &'a self,
        reference: &'a [View],
    ) -> Result<Vec<Pair<'a>>, DetectError> {
        let shapes = |views: &[View]| views.iter().map(View::shape).collect::<Vec<_>>();
        let (expected, found) = (shapes(&self.views), shapes(reference));
        if expected != found {
            let (expected, found) = (format!("{expected:?}"), format!("{found:?}"));
            return Err(DetectError::Shape { expected, found });
        }
        let pairs = self.views.iter().zip(reference);
        Ok(pairs.map(|(scene, reference)| Pair { scene, reference }).collect())
    }
}

impl Pair<'_> {
    /// Calls `take` with the six bands of scene and reference at every pixel that both see.
    pub fn each(&self, mut take: impl FnMut([f32; 6], [f32; 6])) {
        let pixels = self.scene.reflectance().lanes(ndarray::Axis(0));
        let others = self.reference.reflectance().lanes(ndarray::Axis(0));
        for (pixel, other) in pixels.into_iter().zip(others) {
            if !pixel[0].is_nan() && !other[0].is_nan() {
                take(std::array::from_fn(|band| pixel[band]), std::array::from_fn(|b| other[b]));
            }
        }
    }
}

/// Returns the median of `samples`, patch by patch; a pixel that fewer than two of them see
/// is hidden.
///
/// # Errors
/// [`DetectError::Shape`] without any sample, or where their patches differ.
pub fn reference(samples: &[&Sample]) -> Result<Vec<View>, DetectError> {
    let patches = samples.first().map_or(0, |sample| sample.views.len());
    let of_patch = |index: usize| -> Result<View, DetectError> {
        let views: Vec<View> =
            samples.iter().filter_map(|sample| sample.views.get(index)).cloned().collect();
        let mut middle = median(&views)?;
        let mut count = Array2::<usize>::zeros(middle.shape());
        for view in &views {
            count.zip_mut_with(&seen(view), |count, is_seen| *count += usize::from(*is_seen));
        }
        middle.hide_unclear(&count.mapv(|count| count >= REFERENCE_SEEN_MIN))?;
        Ok(middle)
    };
    (0..patches).map(of_patch).collect()
}
