//! Quantification, offsets and special values of a Level-2A product, as it states them.

use std::collections::BTreeMap;

use roxmltree::Node;
use vigia_core::{Band, Sensor};

use super::xml;

/// `band_id` of the thirteen bands in their order, for products that list no spectral
/// information (Sentinel-2 Products Specification Document, Physical_Band identifiers).
const BAND_IDS: [&str; 13] =
    ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B10", "B11", "B12"];

/// How the product's numbers become reflectance.
#[derive(Debug)]
pub struct Calibration {
    /// `BOA_QUANTIFICATION_VALUE`.
    quantification: f64,
    /// `BOA_ADD_OFFSET` by physical band; `None` where the product has no such list.
    offsets: Option<BTreeMap<String, f64>>,
    /// DN of `NODATA`.
    pub nodata: f64,
}

impl Calibration {
    /// Reads a product's metadata.
    ///
    /// `SATURATED` is not kept: such pixels are class 1 of the scene classification, which
    /// no analysis takes for clear ground.
    ///
    /// # Errors
    /// What is missing, or contradicts itself: nothing is guessed, because a wrong offset
    /// shows change everywhere.
    pub fn read(product: Node<'_, '_>, baseline: Option<&str>) -> Result<Self, String> {
        let quantification = quantification(product)?;
        let offsets = offsets(product)?;
        check_against_baseline(offsets.as_ref(), baseline)?;
        Ok(Self { quantification, offsets, nodata: nodata(product)? })
    }

    /// Returns `(scale, offset)` of a band: reflectance = DN · scale + offset, which is
    /// (DN + BOA_ADD_OFFSET) / BOA_QUANTIFICATION_VALUE. Classes have (1, 0).
    ///
    /// # Errors
    /// Where the product lists offsets, but none for this band.
    pub fn of(&self, band: Band, physical: &str) -> Result<(f64, f64), String> {
        if band.is_mask() {
            return Ok((1.0, 0.0));
        }
        let offset = match &self.offsets {
            None => 0.0,
            Some(offsets) => *offsets
                .get(physical)
                .ok_or_else(|| format!("BOA_ADD_OFFSET_VALUES_LIST has none for {physical}"))?,
        };
        Ok((1.0 / self.quantification, offset / self.quantification))
    }
}

fn quantification(product: Node<'_, '_>) -> Result<f64, String> {
    // The second name is that of products before baseline 02.06.
    let stated = ["BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE"]
        .into_iter()
        .find_map(|name| xml::text(product, name))
        .ok_or("BOA_QUANTIFICATION_VALUE is missing")?;
    match number(stated) {
        Some(value) if value > 0.0 => Ok(value),
        _ => Err(format!("BOA_QUANTIFICATION_VALUE {stated:?} is not a positive number")),
    }
}

fn offsets(product: Node<'_, '_>) -> Result<Option<BTreeMap<String, f64>>, String> {
    if xml::all(product, "BOA_ADD_OFFSET_VALUES_LIST").next().is_none() {
        return Ok(None);
    }
    let names = physical_bands(product);
    let mut offsets = BTreeMap::new();
    for entry in xml::all(product, "BOA_ADD_OFFSET") {
        let id = entry.attribute("band_id").unwrap_or_default();
        let stated = xml::content(entry).unwrap_or_default();
        let value = number(stated)
            .ok_or_else(|| format!("BOA_ADD_OFFSET {stated:?} of band_id {id:?} is no number"))?;
        let name = names.get(id).ok_or_else(|| format!("band_id {id:?} is no band"))?;
        if offsets.insert(name.clone(), value).is_some() {
            return Err(format!("BOA_ADD_OFFSET of band_id {id:?} is stated twice"));
        }
    }
    Ok(Some(offsets))
}

/// Returns the physical band of each `band_id`.
fn physical_bands(product: Node<'_, '_>) -> BTreeMap<String, String> {
    let fixed = BAND_IDS.iter().enumerate().map(|(id, name)| (id.to_string(), (*name).to_owned()));
    let mut names: BTreeMap<String, String> = fixed.collect();
    names.extend(xml::all(product, "Spectral_Information").filter_map(|entry| {
        let name = entry.attribute("physicalBand")?;
        Some((entry.attribute("bandId")?.to_owned(), name.to_owned()))
    }));
    names
}

/// The list came with baseline 04.00. Old scenes that were processed again carry it, too:
/// the baseline tells, never the date of acquisition.
fn check_against_baseline(
    offsets: Option<&BTreeMap<String, f64>>,
    baseline: Option<&str>,
) -> Result<(), String> {
    let sentinel_2 = Sensor::Sentinel2.description().reflectance.as_ref();
    let since = sentinel_2.and_then(|product| product.offset_since).map(|since| since.baseline);
    let has_offsets = |number: f64| since.is_some_and(|since| number >= since);
    let number = baseline.and_then(number);
    let stated = baseline.unwrap_or("not stated");
    match (offsets, number) {
        (None, Some(number)) if has_offsets(number) => {
            Err(format!("baseline {stated} has offsets, but BOA_ADD_OFFSET_VALUES_LIST is missing"))
        }
        (None, None) => {
            Err(format!("no BOA_ADD_OFFSET_VALUES_LIST, and the processing baseline is {stated}"))
        }
        (Some(offsets), Some(number))
            if !has_offsets(number) && offsets.values().any(|value| *value != 0.0) =>
        {
            Err(format!("baseline {stated} has no offsets, but the product states some"))
        }
        _ => Ok(()),
    }
}

fn nodata(product: Node<'_, '_>) -> Result<f64, String> {
    let special = xml::all(product, "Special_Values")
        .find(|entry| xml::text(*entry, "SPECIAL_VALUE_TEXT").is_some_and(|text| text == "NODATA"));
    let Some(special) = special else {
        return Err("Special_Values do not state NODATA".to_owned());
    };
    let stated = xml::text(special, "SPECIAL_VALUE_INDEX").unwrap_or_default();
    number(stated).ok_or_else(|| format!("NODATA {stated:?} is no number"))
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}
