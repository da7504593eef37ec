//! The datum operations that are valid in Peru, as shipped in `operations/peru.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

const TEXT: &str = include_str!("../operations/peru.toml");

/// How a geographic CRS becomes WGS 84 in Peru.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct DatumOperation {
    /// The geographic CRS, as `EPSG:<code>`.
    pub source_crs: String,
    /// Common name of its datum.
    pub datum: String,
    /// EPSG's name of the operation.
    pub name: String,
    /// EPSG's code of the operation, or `none`.
    pub code: String,
    /// Stated accuracy.
    pub accuracy_m: f64,
    /// Whether it is the one that is used where nobody says otherwise.
    #[serde(default, rename = "default")]
    pub is_default: bool,
    /// Where it holds.
    pub area: String,
    /// What it does.
    #[serde(flatten)]
    pub method: DatumMethod,
    /// Where this was read.
    pub statement: String,
}

/// What a datum operation does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum DatumMethod {
    /// Nothing: the two agree within the stated accuracy.
    Same,
    /// Geocentric translation (EPSG method 9603).
    GeocentricTranslation {
        /// PROJ's name of the source ellipsoid.
        ellipsoid: String,
        /// dx, dy, dz from the source to WGS 84.
        translation_m: [f64; 3],
    },
}

#[derive(Deserialize)]
struct Table {
    operation: Vec<DatumOperation>,
}

/// Returns the default operation for a geographic CRS such as `EPSG:4248`; `None` where no
/// operation valid in Peru is stated.
#[must_use]
pub fn datum_operation(geographic_crs: &str) -> Option<&'static DatumOperation> {
    datum_operations(geographic_crs).find(|operation| operation.is_default)
}

/// Returns every operation that is stated for a geographic CRS, in the table's order.
pub fn datum_operations(geographic_crs: &str) -> impl Iterator<Item = &'static DatumOperation> {
    static TABLE: LazyLock<Vec<DatumOperation>> = LazyLock::new(|| {
        // The text is part of the program; a test reads it with every error shown.
        toml::from_str::<Table>(TEXT).map(|table| table.operation).unwrap_or_default()
    });
    TABLE.iter().filter(move |operation| operation.source_crs == geographic_crs)
}

/// Returns the operation of a geographic CRS with this code (`EPSG:1201`, or `1201`).
///
/// # Errors
/// In words, with every code that is stated for that CRS.
pub fn pinned_operation(
    geographic_crs: &str,
    code: &str,
) -> Result<&'static DatumOperation, String> {
    let wanted = code.trim();
    let is_wanted = |operation: &&DatumOperation| {
        let bare = operation.code.strip_prefix("EPSG:");
        operation.code.eq_ignore_ascii_case(wanted) || bare == Some(wanted)
    };
    datum_operations(geographic_crs).find(is_wanted).ok_or_else(|| {
        let known: Vec<String> = datum_operations(geographic_crs)
            .map(|operation| {
                let DatumOperation { code, name, accuracy_m, area, .. } = operation;
                let usual = if operation.is_default { ", the usual one" } else { "" };
                format!("{code} ({name}, {accuracy_m} m, {area}{usual})")
            })
            .collect();
        let wanted: String = wanted.chars().take(40).collect();
        format!("{wanted:?} is not stated for {geographic_crs}; stated are {}", known.join("; "))
    })
}

impl DatumMethod {
    /// Returns the PROJ pipeline to WGS 84 (or back), degrees in and out, longitude
    /// first; `None` where nothing is to be done.
    #[must_use]
    pub fn pipeline(&self, to_wgs84: bool) -> Option<String> {
        let Self::GeocentricTranslation { ellipsoid, translation_m: [x, y, z] } = self else {
            return None;
        };
        let (from, to, inverse) = if to_wgs84 {
            (ellipsoid.as_str(), "WGS84", "")
        } else {
            ("WGS84", ellipsoid.as_str(), "+inv ")
        };
        Some(format!(
            "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad \
             +step +proj=push +v_3 +step +proj=cart +ellps={from} \
             +step {inverse}+proj=helmert +x={x} +y={y} +z={z} \
             +step +inv +proj=cart +ellps={to} +step +proj=pop +v_3 \
             +step +proj=unitconvert +xy_in=rad +xy_out=deg"
        ))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_shipped_table_can_be_read_and_has_one_default_a_datum() {
        let table: Table = toml::from_str(TEXT).unwrap();
        for operation in &table.operation {
            let same = || table.operation.iter().filter(|o| o.source_crs == operation.source_crs);
            assert_eq!(same().filter(|o| o.is_default).count(), 1, "{}", operation.source_crs);
            assert_eq!(same().filter(|o| o.code == operation.code).count(), 1);
            assert_eq!(pinned_operation(&operation.source_crs, &operation.code), Ok(operation));
        }
        assert_eq!(table.operation.len(), 6);
    }

    #[test]
    fn a_code_that_is_not_stated_is_refused_with_those_that_are() {
        assert_eq!(pinned_operation("EPSG:4248", " 1201 ").unwrap().code, "EPSG:1201");
        for code in ["EPSG:6971", "", "1", "PSAD56 to WGS 84 (8)"] {
            let words = pinned_operation("EPSG:4248", code).unwrap_err();
            assert!(
                words.contains(
                    "EPSG:1208 (PSAD56 to WGS 84 (8), 16 m, Peru - onshore, the usual one)"
                ),
                "{words}"
            );
            assert!(words.contains("EPSG:1201 (PSAD56 to WGS 84 (1), 42 m"), "{words}");
        }
    }

    #[test]
    fn psad56_is_the_operation_for_onshore_peru() {
        let operation = datum_operation("EPSG:4248").unwrap();
        assert_eq!((operation.code.as_str(), operation.accuracy_m), ("EPSG:1208", 16.0));
        assert_eq!(operation.area, "Peru - onshore");
        assert_eq!(datum_operation("EPSG:4267"), None);
    }
}
