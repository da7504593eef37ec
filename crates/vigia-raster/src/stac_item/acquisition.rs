//! When, by what and where an item was acquired.

use jiff::Timestamp;
use serde_json::Value;
use vigia_core::sensor::{SENSORS, SensorDescription};
use vigia_core::{ProblemCode, Sensor};

use super::{Refusal, refuse};

/// What the item's properties say about the acquisition as a whole.
#[derive(Debug)]
pub struct Acquisition {
    pub sensor: Sensor,
    /// The platform in lower case with hyphens, where stated.
    pub platform: Option<String>,
    /// Whether the item says which product of the sensor it is.
    pub names_its_product: bool,
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
        let description = sensor.description();
        let (start, end) = dates(properties, description.is_composite)?;
        Ok(Self {
            sensor,
            platform: properties["platform"].as_str().map(with_hyphens),
            names_its_product: check_product(properties, description)?,
            series: series(properties, sensor),
            start,
            end,
            baseline: baseline(properties, description),
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

/// A stated range wins over the nominal `datetime`: dates are intervals. One moment does not
/// date a composite.
fn dates(properties: &Value, is_composite: bool) -> Result<(Timestamp, Timestamp), Refusal> {
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
        (None, None, Some(moment)) if !is_composite => Ok((moment, moment)),
        (None, None, Some(_)) => refuse(
            ProblemCode::SceneUndated,
            "a composite, of which start_datetime and end_datetime are not stated",
        ),
        _ => refuse(
            ProblemCode::SceneUndated,
            "neither datetime nor both of start_datetime and end_datetime",
        ),
    }
}

fn sensor(item: &Value) -> Result<Sensor, Refusal> {
    let properties = &item["properties"];
    let stated: Vec<String> =
        [&properties["constellation"], &properties["platform"], &item["collection"]]
            .into_iter()
            .filter_map(Value::as_str)
            .map(with_hyphens)
            .collect();
    let is_named = |sensor: &Sensor| {
        let names = &sensor.description().platforms;
        names.iter().any(|name| stated.iter().any(|text| text.starts_with(name.as_str())))
    };
    let is_radar =
        properties.as_object().is_some_and(|map| map.keys().any(|key| key.starts_with("sar:")));
    match SENSORS.into_iter().filter(is_named).collect::<Vec<_>>().as_slice() {
        [] if !is_radar => Ok(Sensor::Optical),
        [only] if !is_radar || only.description().backscatter.is_some() => Ok(*only),
        _ => refuse(
            ProblemCode::BandsUnknown,
            "platform, constellation and collection name no single sensor that is known",
        ),
    }
}

/// Returns `landsat-8` for `LANDSAT_8`.
fn with_hyphens(text: &str) -> String {
    text.trim().to_ascii_lowercase().replace(['_', ' '], "-")
}

/// Says whether the item names the product that the sensor's description is of. Another one
/// (top-of-atmosphere reflectance, an older collection) looks alike and is another quantity.
fn check_product(properties: &Value, description: &SensorDescription) -> Result<bool, Refusal> {
    // The platforms of a sensor without such properties are products already.
    let mut named = description.product.is_empty();
    for (property, beginnings) in &description.product {
        let Some(value) = properties[property.as_str()].as_str() else { continue };
        if !beginnings.iter().any(|beginning| value.starts_with(beginning.as_str())) {
            let detail = format!("{property} {value:?}: surface reflectance is needed");
            return refuse(ProblemCode::CalibrationMissing, detail);
        }
        named = true;
    }
    Ok(named)
}

fn baseline(properties: &Value, description: &SensorDescription) -> Option<String> {
    description.reflectance.as_ref()?.offset_since?;
    ["s2:processing_baseline", "sentinel:processing_baseline", "processing:version"]
        .iter()
        .find_map(|name| properties[*name].as_str())
        .map(str::to_owned)
}

/// Landsat is flown by path and row, on a lattice of its own: never a tile's series.
fn series(properties: &Value, sensor: Sensor) -> Option<String> {
    match sensor {
        Sensor::Landsat => path_and_row(properties).map(|code| format!("landsat:{code}")),
        _ => mgrs_tile(properties).map(|tile| format!("tile:{tile}")),
    }
}

/// Returns three digits of the path and three of the row (WRS-2).
fn path_and_row(properties: &Value) -> Option<String> {
    let number = |name: &str| match &properties[name] {
        Value::String(text) => text.trim().parse::<u16>().ok(),
        other => other.as_u64().and_then(|number| u16::try_from(number).ok()),
    };
    let by_parts = || Some((number("landsat:wrs_path")?, number("landsat:wrs_row")?));
    let by_code = || {
        let code = properties["grid:code"].as_str()?.strip_prefix("WRS2-")?;
        let (path, row) = code.split_at_checked(3)?;
        Some((path.parse().ok()?, row.parse().ok()?))
    };
    let (path, row) = by_parts().or_else(by_code)?;
    ((1..=233).contains(&path) && (1..=248).contains(&row)).then(|| format!("{path:03}{row:03}"))
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
