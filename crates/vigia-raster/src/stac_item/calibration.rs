//! How digital numbers become quantities: as stated, or not at all.

use vigia_core::Band;
use vigia_core::sensor::{OffsetSince, Reflectance, WhenSilent};

use super::Fields;
use super::acquisition::Acquisition;

/// How one band's numbers become its quantity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    pub scale: f64,
    pub offset: f64,
    /// Whether that is in decibels; `None` where nobody says.
    pub is_decibels: Option<bool>,
}

impl Calibration {
    fn linear(scale: f64, offset: f64) -> Self {
        Self { scale, offset, is_decibels: Some(false) }
    }
}

/// Returns the calibration of a band, or why it cannot be told.
///
/// - Classes and bits: (1, 0).
/// - Radar: linear power or decibels, by `unit` or by `card4l:measurement_convention`; any
///   other unit (amplitude) is refused.
/// - Reflectance: a scale must be stated, and (1, 0) calibrates only floating-point pixels
///   (rio-stac writes it for every file that states nothing). An item that names a product
///   with one calibration (Landsat Collection 2) may leave it out.
/// - Sentinel-2 in integers: the offset must fit the processing baseline. An omitted offset
///   is zero only before baseline 04.00, or where `earthsearch:boa_offset_applied` says that
///   it is already in the pixels; that flag also overrules a stated offset, because
///   Earth Search repeats `offset: -0.1` in every item (Element84/earth-search, issue 66).
pub fn of(
    acquisition: &Acquisition,
    band: Band,
    fields: &Fields<'_>,
) -> Result<Calibration, String> {
    if band.is_mask() {
        return of_mask(fields);
    }
    if band.is_radar() {
        return of_radar(acquisition, fields);
    }
    let (scale, offset) = of_reflectance(acquisition, fields)?;
    Ok(Calibration::linear(scale, offset))
}

fn of_mask(fields: &Fields<'_>) -> Result<Calibration, String> {
    match (fields.scale().unwrap_or(1.0), fields.offset().unwrap_or(0.0)) {
        (1.0, 0.0) => Ok(Calibration::linear(1.0, 0.0)),
        (scale, offset) => Err(format!("a mask with scale {scale} and offset {offset}")),
    }
}

fn of_radar(acquisition: &Acquisition, fields: &Fields<'_>) -> Result<Calibration, String> {
    let stated = fields.unit().or_else(|| fields.text("card4l:measurement_convention"));
    let units = acquisition.sensor.description().backscatter.as_ref();
    let is_decibels = stated.map(|unit| {
        let known = units.and_then(|units| units.is_decibels(unit));
        known.ok_or_else(|| format!("unit {unit:?}: linear power or decibels are needed"))
    });
    Ok(Calibration {
        scale: usable_scale(fields.scale().unwrap_or(1.0))?,
        offset: usable_offset(fields.offset().unwrap_or(0.0))?,
        is_decibels: is_decibels.transpose()?,
    })
}

fn of_reflectance(acquisition: &Acquisition, fields: &Fields<'_>) -> Result<(f64, f64), String> {
    let product = acquisition.sensor.description().reflectance.as_ref();
    if let Some(product) = product.filter(|product| product.when_silent == WhenSilent::Product)
        && let Some(silent) = of_silent_product(acquisition, product, fields)
    {
        return silent;
    }
    let scale = usable_scale(fields.scale().ok_or("scale is not stated")?)?;
    let stated = fields.offset().map(usable_offset).transpose()?;
    if fields.is_float() {
        return Ok((scale, stated.ok_or("offset is not stated")?));
    }
    if scale == 1.0 {
        return Err("scale 1 does not make reflectance of integers".to_owned());
    }
    match product.and_then(|product| Some((product, product.offset_since?))) {
        Some((product, since)) => Ok((scale, offset_since(acquisition, product, since, stated)?)),
        None => Ok((scale, stated.ok_or("offset is not stated")?)),
    }
}

/// What the product's own calibration is, where the item states none; `None` where it
/// states one.
fn of_silent_product(
    acquisition: &Acquisition,
    product: &Reflectance,
    fields: &Fields<'_>,
) -> Option<Result<(f64, f64), String>> {
    let states_nothing = match (fields.scale(), fields.offset()) {
        (None | Some(1.0), None | Some(0.0)) => true,
        // Half a calibration, and the product's half.
        (Some(scale), None) => (scale - product.scale).abs() < 1e-12,
        _ => false,
    };
    if !states_nothing || fields.is_float() {
        return None;
    }
    Some(if acquisition.names_its_product {
        Ok((product.scale, product.offset))
    } else {
        let properties: Vec<_> = acquisition.sensor.description().product.keys().collect();
        Err(format!("scale is not stated, and none of {properties:?} says which product it is"))
    })
}

fn offset_since(
    acquisition: &Acquisition,
    product: &Reflectance,
    since: OffsetSince,
    stated: Option<f64>,
) -> Result<f64, String> {
    if acquisition.boa_offset_applied == Some(true) {
        return Ok(0.0);
    }
    let after = match acquisition.baseline_number() {
        Some(number) => Some(number >= since.baseline),
        None if acquisition.start >= since.acquired => Some(true),
        None => None,
    };
    let baseline = acquisition.baseline.as_deref().unwrap_or("not stated");
    match (after, stated) {
        (Some(true), None | Some(0.0)) => Err(format!(
            "baseline {baseline} has an offset of {}, but the item states {} and not that it was \
             removed (earthsearch:boa_offset_applied)",
            product.offset,
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

fn usable_scale(scale: f64) -> Result<f64, String> {
    if scale.is_finite() && scale > 0.0 {
        return Ok(scale);
    }
    Err(format!("scale {scale} is not a positive number"))
}

fn usable_offset(offset: f64) -> Result<f64, String> {
    if offset.is_finite() { Ok(offset) } else { Err(format!("offset {offset} is not a number")) }
}
