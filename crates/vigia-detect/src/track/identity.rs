//! The id of a new site.

use geo::InteriorPoint;
use jiff::civil::Date;
use vigia_core::{Clearing, Fingerprint, SiteId};

/// Positions are rounded to this many parts of a degree: 0.0001°, about 11 m.
const PARTS_PER_DEGREE: f64 = 10_000.0;

/// Returns the id of the site that `members` make: the day on which its earliest clearing
/// was first seen, then a hash of that day and a point inside that clearing.
///
/// In the rare case that the id is in `taken` (two places within 11 m of each other that
/// are two sites), a counter goes into the hash.
pub(super) fn new_site(members: &[&Clearing], taken: &[SiteId]) -> SiteId {
    let anchor = members.iter().map(|member| anchor(member)).min().unwrap_or_default();
    let mut attempt = 0_usize;
    loop {
        let id = id_of(anchor, attempt);
        // Each turn makes another id, so one more turn than there are ids taken is enough.
        if attempt > taken.len() || !taken.contains(&id) {
            return id;
        }
        attempt += 1;
    }
}

/// First day seen, first day possible, longitude and latitude in parts of a degree: sorts
/// the earliest clearing first, without its id, in which the tile's name is hidden.
pub(super) type Anchor = (Date, Date, i64, i64);

pub(super) fn anchor(clearing: &Clearing) -> Anchor {
    let point = clearing.outline.interior_point();
    let parts = |degrees: f64| (degrees * PARTS_PER_DEGREE).round() as i64;
    let (lon, lat) = point.map_or((0, 0), |point| (parts(point.x()), parts(point.y())));
    (clearing.onset.not_after, clearing.onset.not_before, lon, lat)
}

fn id_of((seen, _, lon, lat): Anchor, attempt: usize) -> SiteId {
    let parts = [seen.to_string(), lon.to_string(), lat.to_string(), attempt.to_string()];
    let hash = Fingerprint::of_parts(parts).short(10);
    SiteId::new(format!("s{}-{hash}", seen.strftime("%Y%m%d")))
}
