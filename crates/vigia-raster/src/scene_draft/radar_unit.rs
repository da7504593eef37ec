//! Linear power or decibels: as the metadata say, else the file, else its numbers.

use vigia_core::sensor::SensorDescription;

use super::AssetDraft;
use crate::probe::{BandInfo, Sampled};

/// Share of negative numbers up to which they can be linear power (denoised power dips below
/// zero), and from which decibels (bright targets rise above).
const NEGATIVE_MAX: f64 = 0.05;
const NEGATIVE_MIN: f64 = 0.5;

/// Says whether a band's quantity is in decibels; `false` for what is no radar.
///
/// # Errors
/// Why it cannot be told: a unit that is neither, numbers that contradict the one stated,
/// or, where none is stated, numbers whose median is neither usual power nor its decibels.
pub fn is_decibels(
    draft: &AssetDraft,
    description: &SensorDescription,
    found: &BandInfo,
) -> Result<bool, String> {
    let Some(units) = description.backscatter.as_ref().filter(|_| draft.band.is_radar()) else {
        return Ok(false);
    };
    let unit = found.unit.trim();
    let of_file = units.is_decibels(unit);
    if draft.is_decibels.is_none() && of_file.is_none() && !unit.is_empty() {
        return Err(format!("the file's unit {unit:?}: linear power or decibels are needed"));
    }
    let sampled = found.sampled.map(|sampled| sampled.scaled(draft.scale, draft.offset));
    match (draft.is_decibels, of_file) {
        (Some(stated), Some(other)) if stated != other => {
            Err(format!("the file's unit {unit:?} is not the one that its metadata state"))
        }
        (Some(stated), _) | (None, Some(stated)) => match sampled {
            Some(sampled) if contradicts(stated, sampled) => Err(format!(
                "stated to be {}, but {:.0} % of the numbers are negative",
                if stated { "decibels" } else { "linear power" },
                100.0 * sampled.negative_share
            )),
            _ => Ok(stated),
        },
        (None, None) => by_numbers(draft, description, sampled),
    }
}

fn contradicts(is_decibels: bool, sampled: Sampled) -> bool {
    match is_decibels {
        true => sampled.negative_share < NEGATIVE_MAX,
        false => sampled.negative_share > NEGATIVE_MIN,
    }
}

fn by_numbers(
    draft: &AssetDraft,
    description: &SensorDescription,
    sampled: Option<Sampled>,
) -> Result<bool, String> {
    let usual = description.band(draft.band).and_then(|band| band.median_power);
    let (Some(sampled), Some([low, high])) = (sampled, usual) else {
        return Err("the unit is not stated, and no number tells it".to_owned());
    };
    let is_usual = |power: f64| (low..=high).contains(&power);
    if sampled.negative_share <= NEGATIVE_MAX && is_usual(sampled.median) {
        return Ok(false);
    }
    if sampled.negative_share >= NEGATIVE_MIN && is_usual(10_f64.powf(sampled.median / 10.0)) {
        return Ok(true);
    }
    Err(format!(
        "the unit is not stated, and a median of {} is neither linear power of {:?} nor decibels",
        sampled.median, draft.band
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use vigia_core::{Band, Sensor};

    use super::*;

    /// What is made of a band whose item and file state so much, and whose numbers are so.
    fn check(
        band: Band,
        stated: Option<bool>,
        unit: &str,
        sampled: Option<(f64, f64)>,
    ) -> Result<bool, String> {
        let draft = AssetDraft {
            band,
            path: "s1.tif".into(),
            band_number: 1,
            scale: 1.0,
            offset: 0.0,
            is_decibels: stated,
            nodata: None,
        };
        let found = BandInfo {
            data_type: "Float32".into(),
            nodata: None,
            scale: None,
            offset: None,
            description: String::new(),
            unit: unit.into(),
            sampled: sampled.map(|(median, negative_share)| Sampled { median, negative_share }),
            block_cols: 4,
            block_rows: 4,
        };
        is_decibels(&draft, Sensor::Sentinel1.description(), &found)
    }

    #[test]
    fn the_item_says_it_else_the_file_else_the_numbers() {
        let power = Some((0.03, 0.0));
        let decibels = Some((-15.0, 1.0));
        assert_eq!(check(Band::Vh, Some(true), "", decibels), Ok(true));
        assert_eq!(check(Band::Vh, None, "dB", decibels), Ok(true));
        assert_eq!(check(Band::Vh, None, "", decibels), Ok(true));
        assert_eq!(check(Band::Vh, None, "", power), Ok(false));
        assert_eq!(check(Band::Vh, Some(false), "", None), Ok(false));
        assert_eq!(check(Band::Vh, Some(false), "sigma0", power), Ok(false), "the item says it");
        assert_eq!(check(Band::Red, Some(false), "dB", power), Ok(false), "no radar");
    }

    #[test]
    fn numbers_that_tell_nothing_are_refused() {
        // Forest in amplitude: VV 0.4, VH 0.19; digital numbers; half negative; nothing.
        assert!(check(Band::Vv, None, "", Some((0.4, 0.0))).is_err());
        assert!(check(Band::Vh, None, "", Some((0.19, 0.0))).is_err());
        assert!(check(Band::Vh, None, "", Some((180.0, 0.0))).is_err());
        assert!(check(Band::Vh, None, "", Some((0.03, 0.3))).is_err());
        assert!(check(Band::Vh, None, "", Some((-60.0, 1.0))).is_err());
        assert!(check(Band::Vh, None, "", None).is_err());
        assert!(check(Band::Vh, None, "amplitude", Some((0.03, 0.0))).is_err());
    }

    #[test]
    fn a_statement_that_the_numbers_or_the_file_contradict_is_refused() {
        assert!(check(Band::Vh, Some(false), "", Some((-15.0, 1.0))).is_err());
        assert!(check(Band::Vh, Some(true), "", Some((0.03, 0.0))).is_err());
        assert!(check(Band::Vh, Some(false), "dB", None).is_err());
    }
}
