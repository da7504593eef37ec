//! Which band an entry of `bands` or `eo:bands`, or an asset without them, is.

use serde_json::Value;
use vigia_core::{Band, Sensor};

/// Most bands of one asset that are looked at.
const BANDS_MAX: usize = 256;

/// Returns the roles of an asset's bands: `(index from 0, role)`, only those stated.
///
/// Names are trusted in this order: a common name; else a description that is a band's
/// name where the names merely count (rio-stac writes `b1`, `b2` … for first, second: `b2`
/// there is not Sentinel-2's blue); else a name. An asset of one band whose list says
/// nothing is known by its key or its one polarisation.
pub fn roles(key: &str, asset: &Value, sensor: Sensor) -> Vec<(usize, Band)> {
    let list = ["bands", "eo:bands"].into_iter().find_map(|name| asset[name].as_array());
    let entries: &[Value] = list.map_or(&[], Vec::as_slice);
    let entries = &entries[..entries.len().min(BANDS_MAX)];
    let counting = names_merely_count(entries);
    let stated: Vec<_> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, stated_role(entry, counting, sensor)?)))
        .collect();
    let band_count = entries.len().max(asset["raster:bands"].as_array().map_or(0, Vec::len));
    let says_otherwise = entries.iter().any(|entry| common_name(entry).is_some());
    if stated.is_empty() && band_count <= 1 && !says_otherwise && (entries.is_empty() || counting) {
        return role_of_asset(key, asset, sensor).map(|role| (0, role)).into_iter().collect();
    }
    stated
}

fn stated_role(entry: &Value, counting: bool, sensor: Sensor) -> Option<Band> {
    if let Some(name) = common_name(entry) {
        // A common name that is not one of ours (`pan`, `nir08`) settles the matter.
        return Band::from_name(name).filter(|band| belongs(*band, sensor));
    }
    let name = if counting { &entry["description"] } else { &entry["name"] };
    role_of_name(name.as_str()?, sensor)
}

fn common_name(entry: &Value) -> Option<&str> {
    ["eo:common_name", "common_name"].into_iter().find_map(|field| entry[field].as_str())
}

fn names_merely_count(entries: &[Value]) -> bool {
    entries.iter().enumerate().all(|(index, entry)| match entry["name"].as_str() {
        None => true,
        Some(name) => name.eq_ignore_ascii_case(&format!("b{}", index + 1)),
    })
}

fn role_of_asset(key: &str, asset: &Value, sensor: Sensor) -> Option<Band> {
    let polarisations = asset["sar:polarizations"].as_array();
    if let Some([only]) = polarisations.map(Vec::as_slice) {
        return role_of_name(only.as_str()?, sensor);
    }
    role_of_name(key_without_resolution(key), sensor)
}

/// `B02_10m` and `SCL-20m` are `B02` and `SCL`.
fn key_without_resolution(key: &str) -> &str {
    ["10m", "20m", "60m"]
        .iter()
        .find_map(|suffix| key.strip_suffix(suffix)?.strip_suffix(['_', '-']))
        .unwrap_or(key)
}

/// ESA's band numbers are Sentinel-2's alone: Landsat's B8 is not near infrared.
fn role_of_name(name: &str, sensor: Sensor) -> Option<Band> {
    let numbered = name.trim().trim_start_matches(['b', 'B']).bytes().all(|b| b.is_ascii_digit());
    if numbered && sensor != Sensor::Sentinel2 {
        return None;
    }
    Band::from_name(name).filter(|band| belongs(*band, sensor))
}

fn belongs(band: Band, sensor: Sensor) -> bool {
    let radar = matches!(band, Band::Vv | Band::Vh);
    match sensor {
        Sensor::Sentinel1 => radar,
        Sensor::Sentinel2 => !radar,
        Sensor::Optical => !radar && band != Band::Scl,
    }
}
