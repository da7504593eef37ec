//! The mask of a Sentinel-2 scene classification, for callers that know no other sensor.

use ndarray::{Array2, ArrayView2};
use vigia_core::Sensor;

/// Returns [`crate::clear_mask::clear_mask`] of classes read as Sentinel-2's description says.
#[must_use]
pub fn clear_mask(scl: ArrayView2<'_, u8>, dilate_px: usize) -> Array2<bool> {
    match &Sensor::Sentinel2.description().mask {
        Some(mask) => {
            crate::clear_mask::clear_mask(scl.mapv(u16::from).view(), &mask.meaning, dilate_px)
        }
        None => Array2::from_elem(scl.dim(), false),
    }
}
