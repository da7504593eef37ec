//! When, by what and where an item was acquired.

use jiff::Timestamp;
use serde_json::Value;
use vigia_core::{ProblemCode, Sensor};

use super::{Refusal, refuse};

/// What the item's properties say about the acquisition as a whole.
#[derive(Debug)]
pub struct Acquisition {
    pub sensor: Sensor,
    pub series: Option<String>,
    pub start: Timestamp,
    pub end: Timestamp,
    pub baseline: Option<String>,
    pub orbit_state: Option<String>,
    /// `earthsearch:boa_offset_applied`, where stated.
    pub boa_offset_applied: Option<bool>,
}

impl Acquisition {
    pub fn read(item: &Value) -> Result<Self, Refusal> {
        let properties = &item["properties"];
        let sensor = sensor(item)?;
        let (start, end) = dates(properties)?;
        Ok(Self {
            sensor,
            series: mgrs_tile(properties).map(|tile| format!("tile:{tile}")),
            start,
            end,
            baseline: baseline(properties, sensor),
            orbit_state: properties["sat:orbit_state"].as_str().map(str::to_ascii_lowercase),
            boa_offset_applied: properties["earthsearch:boa_offset_applied"]
                .as_bool()
                .or_else(|| properties["sentinel:boa_offset_applied"].as_bool()),
        })
    }

    /// Returns the baseline as a number, `4.0` for `04.00` or `N0400`.
    pub fn baseline_number(&self) -> Option<f64> {
        let text = self.baseline.as_deref()?.trim().trim_start_matches(['N', 'n']);
        if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse::<f64>().ok().map(|hundredths| hundredths / 100.0);
        }
        text.parse().ok().filter(|number: &f64| (0.0..100.0).contains(number))
    }
}

/// A stated range wins over the nominal `datetime`: dates are intervals.
fn dates(properties: &Value) -> Result<(Timestamp, Timestamp), Refusal> {
    let read = |name: &str| match properties[name].as_str() {
        None => Ok(None),
        Some(text) => text.parse::<Timestamp>().map(Some).or_else(|error| {
            refuse(ProblemCode::SceneUndated, format!("{name} {text:?}: {error}"))
        }),
    };
    match (read("start_datetime")?, read("end_datetime")?, read("datetime")?) {
        (Some(start), Some(end), _) if start <= end => Ok((start, end)),
        (Some(start), Some(end), _) => {
            refuse(ProblemCode::SceneUndated, format!("ends {end} before it starts {start}"))
        }
        (None, None, Some(moment)) => Ok((moment, moment)),
        _ => refuse(
            ProblemCode::SceneUndated,
            "neither datetime nor both of start_datetime and end_datetime",
        ),
    }
}

fn sensor(item: &Value) -> Result<Sensor, Refusal> {
    let properties = &item["properties"];
    let mut stated = vec![&properties["constellation"], &properties["platform"]];
    stated.push(&item["collection"]);
    let says = |name: &str| {
        stated
            .iter()
            .filter_map(|value| value.as_str())
            .any(|text| text.to_ascii_lowercase().replace(['_', ' '], "-").starts_with(name))
    };
    let is_radar =
        properties.as_object().is_some_and(|map| map.keys().any(|key| key.starts_with("sar:")));
    match (says("sentinel-1"), says("sentinel-2"), is_radar) {
        (true, false, _) => Ok(Sensor::Sentinel1),
        (false, true, false) => {
            check_level(properties)?;
            Ok(Sensor::Sentinel2)
        }
        (false, false, false) => Ok(Sensor::Optical),
        _ => refuse(
            ProblemCode::BandsUnknown,
            "platform, constellation and collection name no single sensor that is known",
        ),
    }
}

/// Top-of-atmosphere reflectance looks alike and is another quantity.
fn check_level(properties: &Value) -> Result<(), Refusal> {
    let level = properties["processing:level"].as_str().unwrap_or_default();
    let product = properties["s2:product_type"].as_str().unwrap_or_default();
    if level.starts_with("L1") || product.ends_with("1C") {
        let detail = format!("level {level:?}, product {product:?}: surface reflectance is needed");
        return refuse(ProblemCode::CalibrationMissing, detail);
    }
    Ok(())
}

fn baseline(properties: &Value, sensor: Sensor) -> Option<String> {
    if sensor != Sensor::Sentinel2 {
        return None;
    }
    ["s2:processing_baseline", "sentinel:processing_baseline", "processing:version"]
        .iter()
        .find_map(|name| properties[*name].as_str())
        .map(str::to_owned)
}

fn mgrs_tile(properties: &Value) -> Option<String> {
    let direct = properties["s2:mgrs_tile"].as_str();
    let grid_code = properties["grid:code"].as_str().and_then(|code| code.strip_prefix("MGRS-"));
    let from_parts = || {
        let zone = properties["mgrs:utm_zone"].as_u64()?;
        let band = properties["mgrs:latitude_band"].as_str()?;
        let square = properties["mgrs:grid_square"].as_str()?;
        Some(format!("{zone:02}{band}{square}"))
    };
    let tile = direct.or(grid_code).map(str::to_owned).or_else(from_parts)?;
    canonical_tile(&tile)
}

/// Returns `18LZR` for `18LZR`, `T18LZR` or `t18lzr`; zones below ten get their zero.
fn canonical_tile(text: &str) -> Option<String> {
    let upper = text.trim().to_ascii_uppercase();
    let tile = upper.strip_prefix('T').unwrap_or(&upper);
    let digits = tile.bytes().take_while(u8::is_ascii_digit).count();
    let (zone, letters) = tile.split_at_checked(digits)?;
    let zone: u8 = zone.parse().ok().filter(|zone| (1..=60).contains(zone))?;
    let well_formed = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    well_formed.then(|| format!("{zone:02}{letters}"))
}
