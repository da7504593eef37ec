//! Which band an entry of `bands` or `eo:bands`, or an asset without them, is.

use serde_json::Value;
use vigia_core::Band;

use super::acquisition::Acquisition;

/// Most bands of one asset that are looked at.
const BANDS_MAX: usize = 256;

/// Returns the roles of an asset's bands: `(index from 0, role)`, only those stated.
///
/// Names are those of the sensor's description, trusted in this order: a common name; else a
/// description that is a band's name where the names merely count (rio-stac writes `b1`,
/// `b2` … for first, second: `b2` there is not Sentinel-2's blue); else a name. An asset of
/// one band whose list says nothing is known by its key or its one polarisation. Where all
/// are silent, the bands have the places that the sensor's description gives them, if any.
pub fn roles(key: &str, asset: &Value, acquisition: &Acquisition) -> Vec<(usize, Band)> {
    let list = ["bands", "eo:bands"].into_iter().find_map(|name| asset[name].as_array());
    let entries: &[Value] = list.map_or(&[], Vec::as_slice);
    let entries = &entries[..entries.len().min(BANDS_MAX)];
    let counting = names_merely_count(entries);
    let stated: Vec<_> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| Some((index, stated_role(entry, counting, acquisition)?)))
        .collect();
    let says_otherwise = entries.iter().any(|entry| common_name(entry).is_some());
    if !stated.is_empty() || says_otherwise || !(entries.is_empty() || counting) {
        return stated;
    }
    let band_count = entries.len().max(asset["raster:bands"].as_array().map_or(0, Vec::len));
    let by_key = (band_count <= 1).then(|| role_of_asset(key, asset, acquisition)).flatten();
    match by_key {
        Some(role) => vec![(0, role)],
        None => by_place(band_count, acquisition),
    }
}

/// The places of the bands in the sensor's files, where an asset has so many or does not say
/// how many.
fn by_place(band_count: usize, acquisition: &Acquisition) -> Vec<(usize, Band)> {
    let bands = &acquisition.sensor.description().bands;
    let places: Vec<_> =
        bands.iter().filter_map(|band| Some((band.number?.checked_sub(1)?, band.role))).collect();
    let fits = band_count == 0 || places.iter().all(|(index, _)| *index < band_count);
    if fits { places } else { Vec::new() }
}

fn stated_role(entry: &Value, counting: bool, acquisition: &Acquisition) -> Option<Band> {
    if let Some(name) = common_name(entry) {
        // A common name that is not one of ours (`pan`, `rededge`) settles the matter.
        return role_of_name(name, acquisition);
    }
    let name = if counting { &entry["description"] } else { &entry["name"] };
    role_of_name(name.as_str()?, acquisition)
}

fn role_of_name(name: &str, acquisition: &Acquisition) -> Option<Band> {
    acquisition.sensor.description().role(name, acquisition.platform.as_deref())
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

fn role_of_asset(key: &str, asset: &Value, acquisition: &Acquisition) -> Option<Band> {
    let polarisations = asset["sar:polarizations"].as_array();
    if let Some([only]) = polarisations.map(Vec::as_slice) {
        return role_of_name(only.as_str()?, acquisition);
    }
    role_of_name(key_without_resolution(key), acquisition)
}

/// `B02_10m` and `SCL-20m` are `B02` and `SCL`.
fn key_without_resolution(key: &str) -> &str {
    ["10m", "20m", "60m"]
        .iter()
        .find_map(|suffix| key.strip_suffix(suffix)?.strip_suffix(['_', '-']))
        .unwrap_or(key)
}
