//! GeoPackages and shapefiles in, through GDAL.

use std::collections::BTreeMap;
use std::path::Path;

use gdal::errors::GdalError;
use gdal::vector::{Feature, Layer, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::HasDimensions;
use geo_types::Geometry;
use vigia_core::{Problem, ProblemCode};

use super::{FEATURES_MAX, RawLayer, RawRow, too_many};
use crate::crs_name::of_reference;
use crate::gdal_quiet::quietly;

/// Reads one layer: the named one, or the only one. `subject` is what messages call the
/// file; `encoding` is that of a shapefile's text, as GDAL names it.
///
/// # Errors
/// As [`super::read`].
pub(crate) fn read(
    path: &Path,
    subject: &str,
    layer_name: Option<&str>,
    encoding: Option<&str>,
) -> Result<RawLayer, Problem> {
    let (result, said) = quietly(|| open(path, encoding));
    let dataset = result.map_err(|error| {
        let detail = said.into_iter().next().unwrap_or_else(|| error.to_string());
        Problem::new(ProblemCode::LayerUnreadable, subject, detail)
    })?;
    let mut layer = choose(&dataset, subject, layer_name)?;
    let columns: Vec<String> = layer.defn().fields().map(|field| field.name()).collect();
    let mut raw = RawLayer { stated_crs: stated_crs(&layer, subject), ..RawLayer::default() };
    let mut features = layer.features();
    for ordinal in 1.. {
        let (feature, said) = quietly(|| features.next());
        let Some(feature) = feature else { break };
        if ordinal > FEATURES_MAX {
            return Err(too_many(subject));
        }
        // A shape that the file does not hold whole comes as none or empty, with a word of GDAL.
        let row = match said.into_iter().next() {
            Some(words) if feature.geometry().is_none_or(|shape| shape.is_empty()) => Err(words),
            _ => quietly(|| row(ordinal, &feature, &columns)).0.map_err(|error| error.to_string()),
        };
        match row {
            Ok(row) => raw.rows.push(row),
            Err(detail) => raw.problems.push(Problem::new(
                ProblemCode::RowInvalid,
                format!("{subject}, feature {ordinal}"),
                detail,
            )),
        }
    }
    Ok(raw)
}

/// Opens for reading only, with the two drivers that Vigía reads, whatever else GDAL has.
fn open(path: &Path, encoding: Option<&str>) -> Result<Dataset, GdalError> {
    let encoding = encoding.map(|name| format!("ENCODING={name}"));
    let options: Vec<&str> = encoding.iter().map(String::as_str).collect();
    Dataset::open_ex(
        path,
        DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY,
            allowed_drivers: Some(&["GPKG", "ESRI Shapefile"]),
            open_options: encoding.is_some().then_some(options.as_slice()),
            ..DatasetOptions::default()
        },
    )
}

fn choose<'a>(
    dataset: &'a Dataset,
    subject: &str,
    name: Option<&str>,
) -> Result<Layer<'a>, Problem> {
    let names: Vec<String> = dataset.layers().map(|layer| layer.name()).collect();
    let problem = |code, detail: String| Problem::new(code, subject, detail);
    let wanted = match (name, names.as_slice()) {
        (Some(name), _) => name,
        (None, [only]) => only.as_str(),
        (None, []) => {
            return Err(problem(ProblemCode::LayerEmpty, "the file holds no layer".into()));
        }
        (None, several) => {
            let detail = format!("holds the layers {}; name one", several.join(", "));
            return Err(problem(ProblemCode::LayerUnreadable, detail));
        }
    };
    dataset.layer_by_name(wanted).map_err(|_| {
        let detail = format!("no layer {wanted:?}; there are {}", names.join(", "));
        problem(ProblemCode::LayerUnreadable, detail)
    })
}

/// Returns the layer's CRS; `None` where it has none or an undefined one.
fn stated_crs(layer: &Layer<'_>, subject: &str) -> Result<Option<String>, Problem> {
    let Some(reference) = layer.spatial_ref() else { return Ok(None) };
    let name = reference.name().unwrap_or_default();
    if reference.is_local() || name.is_empty() || name.starts_with("Undefined") {
        return Ok(None);
    }
    of_reference(&reference).map(Some).ok_or_else(|| {
        let detail = format!("its CRS {name:?} matches none of EPSG");
        Problem::new(ProblemCode::CrsUnknown, subject, detail)
    })
}

fn row(ordinal: usize, feature: &Feature<'_>, columns: &[String]) -> Result<RawRow, GdalError> {
    let mut attributes = BTreeMap::new();
    for (index, column) in columns.iter().enumerate() {
        if let Some(text) = feature.field_as_string(index)? {
            attributes.insert(column.clone(), text);
        }
    }
    let mut repairs = Vec::new();
    let geometry = match feature.geometry() {
        Some(shape) if !shape.is_empty() => {
            let open_rings = count_open_rings(shape, RING_DEPTH_MAX);
            if open_rings > 0 {
                repairs.push(format!("{open_rings} ring(s) did not end where they began; closed"));
            }
            Some(to_geo(shape)?)
        }
        _ => None,
    };
    Ok(RawRow {
        ordinal,
        geometry: geometry.filter(|shape| !shape.is_empty()),
        attributes,
        repairs,
    })
}

/// Converts, after dropping heights and measures, which the conversion does not know.
fn to_geo(shape: &gdal::vector::Geometry) -> Result<Geometry<f64>, GdalError> {
    let mut flat = shape.clone();
    flat.flatten_to_2d();
    Geometry::try_from(&flat)
}

/// Collection, multipolygon, polygon, ring: deeper nesting is not looked into.
const RING_DEPTH_MAX: usize = 4;

/// The conversion closes rings without a word; this is the word.
fn count_open_rings(shape: &gdal::vector::Geometry, depth: usize) -> usize {
    use gdal_sys::OGRwkbGeometryType::{wkbGeometryCollection, wkbMultiPolygon, wkbPolygon};
    let parts = || (0..shape.geometry_count()).map(|index| shape.get_geometry(index));
    match gdal::vector::geometry_type_flatten(shape.geometry_type()) {
        _ if depth == 0 => 0,
        kind if kind == wkbPolygon => parts().filter(|ring| is_open(ring)).count(),
        kind if kind == wkbMultiPolygon || kind == wkbGeometryCollection => {
            parts().map(|part| count_open_rings(&part, depth - 1)).sum()
        }
        _ => 0,
    }
}

fn is_open(ring: &gdal::vector::Geometry) -> bool {
    let last = i32::try_from(ring.point_count()).unwrap_or(i32::MAX) - 1;
    last > 0 && {
        let ((x0, y0, _), (x1, y1, _)) = (ring.get_point(0), ring.get_point(last));
        (x0, y0) != (x1, y1)
    }
}
