//! CRS names: `EPSG:<code>` where there is one, else WKT.

use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};

use crate::RasterError;

/// Returns GDAL's CRS for `EPSG:<code>` or WKT, with x (east, longitude) first.
///
/// Only these two forms are taken: GDAL's general parser would also open files and URLs.
///
/// # Errors
/// [`RasterError::Crs`] for any other text, and for codes PROJ does not know.
pub fn spatial_ref(crs: &str) -> Result<SpatialRef, RasterError> {
    let unknown = || RasterError::Crs { crs: crs.chars().take(200).collect() };
    let parsed = match crs.strip_prefix("EPSG:") {
        Some(code) => SpatialRef::from_epsg(code.parse().map_err(|_| unknown())?),
        None => SpatialRef::from_wkt(crs),
    };
    let mut srs = parsed.map_err(|_| unknown())?;
    // GDAL makes an empty CRS of an empty text.
    if crs_name(&srs).is_none() {
        return Err(unknown());
    }
    srs.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    Ok(srs)
}

/// Returns the name under which a grid records `srs`, or `None` where it cannot be
/// written down.
///
/// A code is taken only where the file states it; one that merely looks alike is not
/// looked up, because a wrong datum moves the ground by hundreds of metres.
#[must_use]
pub fn crs_name(srs: &SpatialRef) -> Option<String> {
    match (srs.auth_name(), srs.auth_code()) {
        (Some(name), Ok(code)) if name.eq_ignore_ascii_case("EPSG") => Some(format!("EPSG:{code}")),
        _ => srs.to_wkt().ok().filter(|wkt| !wkt.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_code_comes_back_as_the_same_code() {
        assert_eq!(crs_name(&spatial_ref("EPSG:24879").unwrap()).unwrap(), "EPSG:24879");
    }

    #[test]
    fn files_and_urls_are_no_crs() {
        for text in ["/etc/passwd", "http://127.0.0.1/crs", "", "EPSG:", "EPSG:99999999"] {
            assert!(matches!(spatial_ref(text), Err(RasterError::Crs { .. })), "{text:?}");
        }
    }
}
