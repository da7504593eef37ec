//! Where vegetation or water came or went.

use ndarray::{Array2, Zip};

use super::glance::Glance;
use crate::neighbourhood::{combined, grown, radius_px};

/// Fall of NDVI that counts, and the NDVI below which ground is no longer forest.
const NDVI_DROP: f32 = 0.2;
const NDVI_CLEARED: f32 = 0.55;
/// Pixels by which two views may be shifted against each other. Without the tolerance,
/// held-out recall on real pairs at precision 0.95 fell from 0.96 to 0.91; two pixels, or
/// looking for the shift below a pixel, did no better than one.
const SHIFT_PX: usize = 1;
/// Changed pixels are one clearing where circles of this size around them touch.
const LINK_M: f64 = 30.0;

/// A change of a pixel, as a bit.
pub(super) const LOST: u8 = 1;
/// Within 30 m of lost vegetation.
pub(super) const NEAR_LOST: u8 = 2;
/// Vegetation or water came or went.
pub(super) const CHANGED: u8 = 4;

/// Returns how far around a pixel its bits look, in pixels.
pub(super) fn reach_px(pixel_size_m: (f64, f64)) -> usize {
    radius_px(LINK_M, pixel_size_m) + SHIFT_PX
}

/// Returns the bits of each pixel, shape `(row, col)`.
pub(super) fn bits(before: &Glance, after: &Glance, pixel_size_m: (f64, f64)) -> Array2<u8> {
    let lost = vegetation_lost(before, after);
    let near = grown(&lost, radius_px(LINK_M, pixel_size_m));
    let mut bits = Zip::from(&lost)
        .and(&near)
        .map_collect(|lost, near| (u8::from(*lost) * LOST) | (u8::from(*near) * NEAR_LOST));
    for changed in
        [lost, vegetation_lost(after, before), water_came(before, after), water_came(after, before)]
    {
        bits.zip_mut_with(&changed, |bits, changed| *bits |= u8::from(*changed) * CHANGED);
    }
    bits
}

/// Where vegetation went: no pixel within the tolerated shift was as bare before.
fn vegetation_lost(before: &Glance, after: &Glance) -> Array2<bool> {
    // Hidden is NaN, of which the minimum takes no notice; a clear pixel has its own.
    let lowest = combined(&before.ndvi, SHIFT_PX, f32::min);
    Zip::from(&before.clear).and(&after.clear).and(&lowest).and(&after.ndvi).map_collect(
        |was_clear, is_clear, lowest, ndvi| {
            *was_clear && *is_clear && lowest - ndvi > NDVI_DROP && *ndvi < NDVI_CLEARED
        },
    )
}

fn water_came(old: &Glance, new: &Glance) -> Array2<bool> {
    let old_water = grown(&old.water, SHIFT_PX);
    Zip::from(&new.water)
        .and(&old_water)
        .and(&old.clear)
        .map_collect(|is_water, was_water, was_clear| *is_water && !was_water && *was_clear)
}
