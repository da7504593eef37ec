//! How digital numbers become quantities: as stated, or not at all.

use jiff::Timestamp;
use vigia_core::{Band, Sensor};

use super::Fields;
use super::acquisition::Acquisition;

/// From this processing baseline on, ESA's surface reflectance carries an offset of −1000.
const OFFSET_FROM_BASELINE: f64 = 4.0;

/// The same in time: nothing acquired later was processed with an older baseline.
const OFFSET_FROM: &str = "2022-01-25T00:00:00Z";

/// Units that mean linear backscatter power; anything else is refused.
const LINEAR_UNITS: [&str; 7] =
    ["1", "linear", "linear power", "power", "m2/m2", "m^2/m^2", "m2 m-2"];

/// Returns `(scale, offset)` of a band, or why they cannot be told.
///
/// - Classes: (1, 0).
/// - Radar: the unit must be stated as linear power, by `unit` or by
///   `card4l:measurement_convention`; decibels and amplitude are refused.
/// - Reflectance: a scale must be stated, and (1, 0) calibrates only floating-point
///   pixels (rio-stac writes it for every file that states nothing).
/// - Sentinel-2 in integers: the offset must fit the processing baseline. An omitted offset
///   is zero only before baseline 04.00, or where `earthsearch:boa_offset_applied` says that
///   it is already in the pixels; that flag also overrules a stated offset, because
///   Earth Search repeats `offset: -0.1` in every item (Element84/earth-search, issue 66).
pub fn of(
    acquisition: &Acquisition,
    band: Band,
    fields: &Fields<'_>,
) -> Result<(f64, f64), String> {
    match band {
        Band::Scl => of_classes(fields),
        Band::Vv | Band::Vh => of_radar(fields),
        _ => of_reflectance(acquisition, fields),
    }
}

fn of_classes(fields: &Fields<'_>) -> Result<(f64, f64), String> {
    match (fields.scale().unwrap_or(1.0), fields.offset().unwrap_or(0.0)) {
        (1.0, 0.0) => Ok((1.0, 0.0)),
        (scale, offset) => Err(format!("classes with scale {scale} and offset {offset}")),
    }
}

fn of_radar(fields: &Fields<'_>) -> Result<(f64, f64), String> {
    let stated = fields.unit().or_else(|| fields.text("card4l:measurement_convention"));
    let Some(unit) = stated else {
        return Err("the unit is not stated: linear power or decibels cannot be told".to_owned());
    };
    if !LINEAR_UNITS.contains(&unit.trim().to_ascii_lowercase().as_str()) {
        return Err(format!("unit {unit:?}: linear power is needed"));
    }
    let scale = usable_scale(fields.scale().unwrap_or(1.0))?;
    Ok((scale, usable_offset(fields.offset().unwrap_or(0.0))?))
}

fn of_reflectance(acquisition: &Acquisition, fields: &Fields<'_>) -> Result<(f64, f64), String> {
    let scale = usable_scale(fields.scale().ok_or("scale is not stated")?)?;
    let stated = fields.offset().map(usable_offset).transpose()?;
    if fields.is_float() {
        return Ok((scale, stated.ok_or("offset is not stated")?));
    }
    if scale == 1.0 {
        return Err("scale 1 does not make reflectance of integers".to_owned());
    }
    match acquisition.sensor {
        Sensor::Sentinel2 => Ok((scale, sentinel_2_offset(acquisition, stated)?)),
        _ => Ok((scale, stated.ok_or("offset is not stated")?)),
    }
}

fn sentinel_2_offset(acquisition: &Acquisition, stated: Option<f64>) -> Result<f64, String> {
    if acquisition.boa_offset_applied == Some(true) {
        return Ok(0.0);
    }
    let after = match acquisition.baseline_number() {
        Some(number) => Some(number >= OFFSET_FROM_BASELINE),
        None if acquired_after_the_change(acquisition) => Some(true),
        None => None,
    };
    let baseline = acquisition.baseline.as_deref().unwrap_or("not stated");
    match (after, stated) {
        (Some(true), None | Some(0.0)) => Err(format!(
            "baseline {baseline} has an offset of -1000, but the item states {} and not that it \
             was removed (earthsearch:boa_offset_applied)",
            stated.map_or("none".to_owned(), |offset| offset.to_string()),
        )),
        (Some(false), Some(offset)) if offset != 0.0 => {
            Err(format!("baseline {baseline} has no offset, but the item states {offset}"))
        }
        (Some(false), None) => Ok(0.0),
        (None, None) => Err("neither offset nor processing baseline is stated".to_owned()),
        (_, Some(offset)) => Ok(offset),
    }
}

fn acquired_after_the_change(acquisition: &Acquisition) -> bool {
    OFFSET_FROM.parse::<Timestamp>().is_ok_and(|change| acquisition.start >= change)
}

fn usable_scale(scale: f64) -> Result<f64, String> {
    if scale.is_finite() && scale > 0.0 {
        return Ok(scale);
    }
    Err(format!("scale {scale} is not a positive number"))
}

fn usable_offset(offset: f64) -> Result<f64, String> {
    if offset.is_finite() { Ok(offset) } else { Err(format!("offset {offset} is not a number")) }
}
