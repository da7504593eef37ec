//! The assets that could hold a band, and the best of them.

use std::path::{Path, PathBuf};

use serde_json::Value;
use vigia_core::{Band, ProblemCode};

use super::acquisition::Acquisition;
use super::{ASSETS_MAX, Fields, Refusal, band_role, href, refuse};

/// Roles of assets that hold pictures or papers, not measurements.
const OTHER_ROLES: [&str; 4] = ["thumbnail", "overview", "visual", "metadata"];

/// Keys of such assets, for writers that state no roles.
const OTHER_KEYS: [&str; 6] = ["visual", "thumbnail", "overview", "preview", "rendered", "tci"];

/// One band of one asset.
#[derive(Debug)]
pub struct Candidate<'a> {
    pub key: &'a str,
    pub band: Band,
    /// From 1.
    pub band_number: usize,
    /// The file, or why there is none here.
    pub location: Result<PathBuf, String>,
    pub is_geotiff: bool,
    pub fields: Fields<'a>,
}

/// Returns every band of every measuring asset whose role is stated.
pub fn collect<'a>(
    item: &'a Value,
    acquisition: &Acquisition,
    folder: &Path,
) -> Result<Vec<Candidate<'a>>, Refusal> {
    let Some(assets) = item["assets"].as_object() else {
        return refuse(ProblemCode::StacInvalid, "the item has no assets");
    };
    if assets.len() > ASSETS_MAX {
        return refuse(ProblemCode::TooLarge, format!("more than {ASSETS_MAX} assets"));
    }
    let mut found = Vec::new();
    for (key, asset) in assets.iter().filter(|(key, asset)| measures(key, asset)) {
        let Some(target) = asset["href"].as_str() else {
            return refuse(ProblemCode::StacInvalid, format!("asset {key:?} has no href"));
        };
        for (index, band) in band_role::roles(key, asset, acquisition) {
            found.push(Candidate {
                key,
                band,
                band_number: index + 1,
                location: href::local_path(target, folder),
                is_geotiff: is_geotiff(asset, target),
                fields: Fields::of_band(asset, index, item),
            });
        }
    }
    Ok(found)
}

/// Returns the candidate for `band`: GeoTIFF only, local before remote, then the finest.
///
/// Two that are equally good are an ambiguity, which is refused, not resolved by order.
pub fn best<'c, 'a>(
    found: &'c [Candidate<'a>],
    band: Band,
) -> Result<Option<&'c Candidate<'a>>, Refusal> {
    let of_band: Vec<_> = found.iter().filter(|candidate| candidate.band == band).collect();
    let rank =
        |candidate: &Candidate<'_>| (candidate.location.is_err(), candidate.fields.pixel_size());
    let mut usable: Vec<_> = of_band.iter().filter(|candidate| candidate.is_geotiff).collect();
    usable.sort_by(|a, b| {
        let ((a_remote, a_size), (b_remote, b_size)) = (rank(a), rank(b));
        a_remote.cmp(&b_remote).then(a_size.total_cmp(&b_size))
    });
    match usable.as_slice() {
        [] if of_band.is_empty() => Ok(None),
        [] => {
            let keys: Vec<_> = of_band.iter().map(|candidate| candidate.key).collect();
            refuse(ProblemCode::FormatUnknown, format!("{band:?} only in {keys:?}: not GeoTIFF"))
        }
        [first, second, ..] if rank(first) == rank(second) => refuse(
            ProblemCode::BandsUnknown,
            format!("assets {:?} and {:?} both state to be {band:?}", first.key, second.key),
        ),
        [first, ..] => Ok(Some(first)),
    }
}

fn measures(key: &str, asset: &Value) -> bool {
    let roles = asset["roles"].as_array().map_or(&[][..], Vec::as_slice);
    let other_role = roles.iter().filter_map(Value::as_str).any(|role| OTHER_ROLES.contains(&role));
    let key = key.to_ascii_lowercase();
    !other_role && !OTHER_KEYS.iter().any(|other| key.starts_with(other))
}

fn is_geotiff(asset: &Value, href: &str) -> bool {
    match asset["type"].as_str() {
        Some(media_type) => {
            let media_type = media_type.trim().to_ascii_lowercase();
            // The second is how USGS writes it.
            ["image/tiff", "image/vnd.stac.geotiff"].iter().any(|own| media_type.starts_with(own))
        }
        None => {
            let lower = href.to_ascii_lowercase();
            lower.ends_with(".tif") || lower.ends_with(".tiff")
        }
    }
}
