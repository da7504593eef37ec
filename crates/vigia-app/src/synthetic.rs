//! Whether a workspace shows a made world, not a seen one.

use vigia_core::layer::Snapshot;

/// Licence that the sample world states for its layers.
const SYNTHETIC_LICENCE: &str = "sintético";

/// Says whether a layer says of itself that it is synthetic, as those of the sample world do.
#[must_use]
pub fn is_synthetic(snapshots: &[Snapshot]) -> bool {
    let says_so = |snapshot: &Snapshot| snapshot.licence.as_deref() == Some(SYNTHETIC_LICENCE);
    snapshots.iter().any(says_so)
}
