//! One spelling for a CRS: `EPSG:<code>`.

use gdal::spatial_ref::SpatialRef;
use vigia_core::{Problem, ProblemCode};

use crate::gdal_quiet::quietly;

/// GDAL's confidence (percent) from which two definitions count as the same CRS.
const MATCH_MIN_PERCENT: i32 = 90;

/// Returns `EPSG:<code>` for the spellings met in layers: `EPSG:32719`, a bare code, the
/// OGC URN and URL, `CRS84`, or WKT (OGC or ESRI) of a CRS that EPSG has.
///
/// # Errors
/// [`ProblemCode::CrsUnknown`] for anything else. WKT without an EPSG twin is refused: its
/// datum could not be looked up among the operations valid in Peru.
pub fn normalised(text: &str) -> Result<String, Problem> {
    let trimmed = text.trim();
    let unknown = |detail: &str| Problem::new(ProblemCode::CrsUnknown, shortened(trimmed), detail);
    if is_crs84(trimmed) {
        return Ok("EPSG:4326".to_owned());
    }
    if let Some(code) = epsg_code(trimmed) {
        return Ok(format!("EPSG:{code}"));
    }
    if trimmed.contains('[') {
        let reference = quietly(|| SpatialRef::from_definition(trimmed))
            .0
            .map_err(|_| unknown("the WKT cannot be read"))?;
        return of_reference(&reference).ok_or_else(|| unknown("the WKT matches no CRS of EPSG"));
    }
    Err(unknown("use EPSG:<code>, for instance EPSG:32719"))
}

/// Returns `EPSG:<code>` of a GDAL reference, by its own statement or else by its
/// parameters; `None` for an undefined or local one.
#[must_use]
pub fn of_reference(reference: &SpatialRef) -> Option<String> {
    if reference.is_local() || reference.name().is_some_and(|name| name.starts_with("Undefined")) {
        return None;
    }
    if let Some(code) = stated_code(reference) {
        return Some(format!("EPSG:{code}"));
    }
    matching_code(reference).map(|code| format!("EPSG:{code}"))
}

fn is_crs84(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    upper.ends_with("CRS84") && (upper == "CRS84" || upper.contains("OGC"))
}

fn epsg_code(text: &str) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    let digits = if let Some(rest) = upper.strip_prefix("URN:OGC:DEF:CRS:EPSG:") {
        rest.rsplit(':').next()?
    } else if upper.contains("/DEF/CRS/EPSG/") {
        upper.rsplit('/').next()?
    } else {
        upper.strip_prefix("EPSG:").unwrap_or(&upper)
    };
    // `u32::from_str` takes a sign; a code has none.
    digits.chars().all(|c| c.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn stated_code(reference: &SpatialRef) -> Option<i32> {
    (reference.auth_name()?.eq_ignore_ascii_case("EPSG")).then(|| reference.auth_code().ok())?
}

/// Asks GDAL for the EPSG CRS with the same parameters.
fn matching_code(reference: &SpatialRef) -> Option<i32> {
    let mut count = 0;
    let mut confidences: *mut std::ffi::c_int = std::ptr::null_mut();
    // SAFETY: the handle lives as long as `reference`; GDAL fills both out-parameters, and
    // the two arrays are freed below exactly once with the functions GDAL names for them.
    let matches = unsafe {
        gdal_sys::OSRFindMatches(
            reference.to_c_hsrs(),
            std::ptr::null_mut(),
            &raw mut count,
            &raw mut confidences,
        )
    };
    let mut best = None;
    for index in 0..usize::try_from(count).unwrap_or(0) {
        if matches.is_null() || confidences.is_null() {
            break;
        }
        // SAFETY: `index` is below the count that GDAL gave for both arrays.
        let (handle, confidence) = unsafe { (*matches.add(index), *confidences.add(index)) };
        if confidence < MATCH_MIN_PERCENT || best.is_some() {
            continue;
        }
        // SAFETY: GDAL gave the handle; `from_c_obj` clones it.
        best = unsafe { SpatialRef::from_c_obj(handle) }.ok().and_then(|found| stated_code(&found));
    }
    // SAFETY: see above; both functions accept null.
    unsafe {
        gdal_sys::OSRFreeSRSArray(matches);
        gdal_sys::VSIFree(confidences.cast());
    }
    best
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_common_spelling_becomes_one() {
        for (spelling, expected) in [
            ("EPSG:32719", "EPSG:32719"),
            (" epsg:24879 ", "EPSG:24879"),
            ("32718", "EPSG:32718"),
            ("urn:ogc:def:crs:EPSG::32719", "EPSG:32719"),
            ("urn:ogc:def:crs:EPSG:8.9:4326", "EPSG:4326"),
            ("http://www.opengis.net/def/crs/EPSG/0/32717", "EPSG:32717"),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
            ("OGC:CRS84", "EPSG:4326"),
        ] {
            assert_eq!(normalised(spelling).unwrap(), expected, "{spelling}");
        }
    }

    #[test]
    fn what_names_no_crs_is_refused_with_an_example() {
        for text in ["", "UTM 19S", "EPSG:", "EPSG:-1", "EPSG:+4326", "PROJCS[\"x\"]"] {
            let problem = normalised(text).unwrap_err();
            assert_eq!(problem.code, ProblemCode::CrsUnknown, "{text}");
        }
    }

    #[test]
    fn the_wkt_of_an_esri_shapefile_is_known_by_its_parameters() {
        let esri = r#"PROJCS["PSAD_1956_UTM_Zone_19S",GEOGCS["GCS_Provisional_S_American_1956",DATUM["D_Provisional_S_American_1956",SPHEROID["International_1924",6378388.0,297.0]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",-69.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;
        assert_eq!(normalised(esri).unwrap(), "EPSG:24879");
    }
}
