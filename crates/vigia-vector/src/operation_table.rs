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

/// Returns the operation for a geographic CRS such as `EPSG:4248`; `None` where no
/// operation valid in Peru is stated.
#[must_use]
pub fn datum_operation(geographic_crs: &str) -> Option<&'static DatumOperation> {
    static TABLE: LazyLock<Vec<DatumOperation>> = LazyLock::new(|| {
        // The text is part of the program; a test reads it with every error shown.
        toml::from_str::<Table>(TEXT).map(|table| table.operation).unwrap_or_default()
    });
    TABLE.iter().find(|operation| operation.source_crs == geographic_crs)
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
    fn the_shipped_table_can_be_read_and_names_each_datum_once() {
        let table: Table = toml::from_str(TEXT).unwrap();
        for operation in &table.operation {
            let same = |other: &&DatumOperation| other.source_crs == operation.source_crs;
            assert_eq!(table.operation.iter().filter(same).count(), 1, "{}", operation.source_crs);
            assert_eq!(datum_operation(&operation.source_crs), Some(operation));
        }
        assert_eq!(table.operation.len(), 5);
    }

    #[test]
    fn psad56_is_the_operation_for_onshore_peru() {
        let operation = datum_operation("EPSG:4248").unwrap();
        assert_eq!((operation.code.as_str(), operation.accuracy_m), ("EPSG:1208", 16.0));
        assert_eq!(operation.area, "Peru - onshore");
        assert_eq!(datum_operation("EPSG:4267"), None);
    }
}
