//! What a layer's coordinates say about its CRS, for the person who must state it.

use geo::{BoundingRect, Centroid};
use geo_types::Rect;

use crate::crs_operation::Operation;
use crate::layer_source::RawRow;
use crate::plausible::{Whereabouts, whereabouts};

/// What layers of Peru are drawn in, by EPSG code: the three UTM zones and degrees, in WGS 84
/// and in PSAD56.
pub const PERU_CRS: [(u32, &str); 8] = [
    (32717, "WGS 84 / UTM 17S"),
    (32718, "WGS 84 / UTM 18S"),
    (32719, "WGS 84 / UTM 19S"),
    (24877, "PSAD56 / UTM 17S"),
    (24878, "PSAD56 / UTM 18S"),
    (24879, "PSAD56 / UTM 19S"),
    (4326, "WGS 84"),
    (4248, "PSAD56"),
];

/// Features that are tried in each candidate; more would say the same.
const FEATURES_TRIED: usize = 500;

/// Share of them that must lie in or near Peru: a few strays are in every register.
const SHARE_MIN: f64 = 0.9;

/// Returns what speaks for which CRS: the coordinates' extent, those CRSs in which nearly all
/// features would lie in or near Peru, and the zone that the file's name states. Evidence,
/// not an answer: coordinates alone tell neither datum nor, mostly, zone, and a wrong one
/// moves a boundary by hundreds of metres or the whole layer by hundreds of kilometres.
pub(crate) fn evidence(rows: &[RawRow], extent: &Rect<f64>, subject: &str) -> String {
    let step = (rows.len() / FEATURES_TRIED).max(1);
    let places: Vec<_> = rows
        .iter()
        .step_by(step)
        .filter_map(|row| row.geometry.as_ref()?.bounding_rect())
        .map(|bounds| bounds.centroid())
        .collect();
    let fits: Vec<String> = PERU_CRS
        .iter()
        .filter(|(code, _)| share_in_peru(&places, *code) >= SHARE_MIN)
        .map(|(code, name)| format!("EPSG:{code} ({name})"))
        .collect();
    let (min, max) = (extent.min(), extent.max());
    let found = format!("coordinates from ({}, {}) to ({}, {})", min.x, min.y, max.x, max.y);
    let mut words = match fits.is_empty() {
        true => format!("{found} lie in Peru in no UTM zone of WGS 84 or PSAD56"),
        false => format!("{found} lie in or near Peru as {}", fits.join(", ")),
    };
    if let Some(zone) = zone_in_name(subject) {
        words.push_str(&format!("; its name says {zone}"));
    }
    words
}

fn share_in_peru(places: &[geo_types::Point<f64>], code: u32) -> f64 {
    let Ok(operation) = Operation::to_wgs84(&format!("EPSG:{code}")) else { return 0.0 };
    let is_inside = |place: &&geo_types::Point<f64>| {
        let moved = operation.apply(&(**place).into());
        moved.is_ok_and(|moved| whereabouts(&moved) == Some(Whereabouts::Peru))
    };
    places.iter().filter(is_inside).count() as f64 / places.len().max(1) as f64
}

/// Returns `17S` for a file name with `17s` in it, no digit before.
fn zone_in_name(subject: &str) -> Option<&'static str> {
    let name = subject.rsplit('/').next().unwrap_or(subject).to_ascii_lowercase();
    let bytes = name.as_bytes();
    ["17S", "18S", "19S"].into_iter().find(|zone| {
        name.match_indices(&zone.to_ascii_lowercase())
            .any(|(at, _)| at == 0 || !bytes[at - 1].is_ascii_digit())
    })
}
