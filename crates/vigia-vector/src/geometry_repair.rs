//! Invalid geometries are repaired on the record, or refused.

use gdal::cpl::CslStringList;
use gdal::vector::ToGdal;
use geo::{Area, CoordsIter, HasDimensions};
use geo_types::{Geometry, MultiLineString, MultiPolygon};

use crate::gdal_quiet::quietly;

/// A valid geometry and what was done to make it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Repaired {
    /// Valid by GEOS's rules, of the same dimension as the original.
    pub geometry: Geometry<f64>,
    /// What was wrong and what changed, in words; empty where nothing was.
    pub repairs: Vec<String>,
}

/// Returns `geometry` as it is where GEOS calls it valid, else repaired by GEOS's
/// structural `MakeValid`: outer rings are merged, holes cut out, and what lost its
/// dimension is dropped.
///
/// # Errors
/// In words: coordinates that are not finite, or nothing of the geometry's dimension left.
pub fn repaired(geometry: &Geometry<f64>) -> Result<Repaired, String> {
    if geometry.coords_iter().any(|position| !position.x.is_finite() || !position.y.is_finite()) {
        return Err("a coordinate is not a finite number".to_owned());
    }
    // A point can only be wrong by its numbers; GDAL is not asked about a hundred thousand.
    if matches!(geometry, Geometry::Point(_) | Geometry::MultiPoint(_)) {
        return Ok(Repaired { geometry: geometry.clone(), repairs: Vec::new() });
    }
    let original = geometry.to_gdal().map_err(|error| error.to_string())?;
    let (valid, reasons) = quietly(|| original.is_valid());
    if valid {
        return Ok(Repaired { geometry: geometry.clone(), repairs: Vec::new() });
    }
    let reason = reasons.into_iter().next().unwrap_or_else(|| "not valid".to_owned());
    let beyond = |detail: String| format!("{reason}; cannot be repaired: {detail}");
    let made = || Geometry::try_from(&original.make_valid(&structural()?)?);
    let made = quietly(made).0.map_err(|error| beyond(error.to_string()))?;
    let kept = same_dimension(geometry, made)
        .ok_or_else(|| beyond("nothing of its dimension is left".to_owned()))?;
    let change = describe_change(geometry, &kept);
    Ok(Repaired { geometry: kept, repairs: vec![format!("{reason}; repaired{change}")] })
}

fn structural() -> Result<CslStringList, gdal::errors::GdalError> {
    let mut options = CslStringList::new();
    options.set_name_value("METHOD", "STRUCTURE")?;
    Ok(options)
}

/// Keeps the parts of `made` that have the dimension of `original`.
fn same_dimension(original: &Geometry<f64>, made: Geometry<f64>) -> Option<Geometry<f64>> {
    let wanted = original.dimensions();
    if made.is_empty() {
        return None;
    }
    if !matches!(made, Geometry::GeometryCollection(_)) {
        return (made.dimensions() == wanted).then_some(made);
    }
    let Geometry::GeometryCollection(parts) = made else { return None };
    let mut polygons = Vec::new();
    let mut lines = Vec::new();
    for part in parts {
        match part {
            Geometry::Polygon(polygon) => polygons.push(polygon),
            Geometry::MultiPolygon(several) => polygons.extend(several),
            Geometry::LineString(line) => lines.push(line),
            Geometry::MultiLineString(several) => lines.extend(several),
            _ => {}
        }
    }
    let whole: Geometry<f64> = match wanted {
        geo::dimensions::Dimensions::TwoDimensional => MultiPolygon(polygons).into(),
        _ => MultiLineString(lines).into(),
    };
    (!whole.is_empty()).then_some(whole)
}

/// Says how the area changed, as a share of the repaired area: a share needs no unit.
fn describe_change(before: &Geometry<f64>, after: &Geometry<f64>) -> String {
    let (before, after) = (before.unsigned_area(), after.unsigned_area());
    if after <= 0.0 {
        return String::new();
    }
    format!(" (area by its original rings {:.4} of the repaired area)", before / after)
}

#[cfg(test)]
mod tests;
