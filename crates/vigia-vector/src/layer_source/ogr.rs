//! GeoPackages, shapefiles, FlatGeobuf, KML, GPX and OGC services in, through GDAL.

use std::collections::BTreeMap;
use std::path::Path;

use gdal::errors::GdalError;
use gdal::vector::{Feature, Layer, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::HasDimensions;
use vigia_core::{Problem, ProblemCode};

use super::straight_shape::{has_arcs, to_geo};
use super::{FEATURES_MAX, RawLayer, RawRow, too_many};
use crate::crs_name::of_reference;
use crate::gdal_quiet::quietly;

/// The drivers that Vigía reads through, whatever else GDAL has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Driver {
    GeoPackage,
    Shapefile,
    FlatGeobuf,
    Kml,
    Gpx,
    /// OGC API – Features, a service.
    OgcFeatures,
    /// OGC Web Feature Service.
    Wfs,
}

impl Driver {
    const fn name(self) -> &'static str {
        match self {
            Self::GeoPackage => "GPKG",
            Self::Shapefile => "ESRI Shapefile",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Kml => "LIBKML",
            Self::Gpx => "GPX",
            Self::OgcFeatures => "OAPIF",
            Self::Wfs => "WFS",
        }
    }
}

/// A file, and how it is opened: for reading only, with one driver.
pub(crate) struct LayerFile<'a> {
    pub path: &'a Path,
    /// What messages call it.
    pub subject: &'a str,
    pub driver: Driver,
    /// `NAME=value`, as the driver names them.
    pub open_options: &'a [&'a str],
}

/// Reads one layer: the named one, or the only one.
///
/// # Errors
/// As [`super::read`].
pub(crate) fn read(file: &LayerFile<'_>, layer_name: Option<&str>) -> Result<RawLayer, Problem> {
    let dataset = file.open()?;
    let mut layer = choose(&dataset, file.subject, layer_name)?;
    let mut raw = RawLayer { stated_crs: stated_crs(&layer, file.subject), ..RawLayer::default() };
    read_rows(&mut layer, file, &mut raw)?;
    Ok(raw)
}

/// Reads all layers that `takes` takes by their names as one; `column` gets the name of each,
/// where no column of that name is.
///
/// # Errors
/// As [`super::read`].
pub(crate) fn read_all(
    file: &LayerFile<'_>,
    column: &str,
    takes: impl Fn(&str) -> bool,
) -> Result<RawLayer, Problem> {
    let dataset = file.open()?;
    let mut raw = RawLayer::default();
    for index in 0..dataset.layer_count() {
        let mut layer = dataset.layer(index).map_err(|error| {
            Problem::new(ProblemCode::LayerUnreadable, file.subject, error.to_string())
        })?;
        let (name, before) = (layer.name(), raw.rows.len());
        if !takes(&name) {
            continue;
        }
        read_rows(&mut layer, file, &mut raw)?;
        for row in &mut raw.rows[before..] {
            row.attributes.entry(column.to_owned()).or_insert_with(|| name.clone());
        }
    }
    Ok(raw)
}

/// Appends the rows of `layer`.
fn read_rows(
    layer: &mut Layer<'_>,
    file: &LayerFile<'_>,
    raw: &mut RawLayer,
) -> Result<(), Problem> {
    let subject = file.subject;
    let columns: Vec<String> = layer.defn().fields().map(|field| field.name()).collect();
    let before = raw.rows.len() + raw.problems.len();
    // A GeoPackage's count may be stale; that of the others is of the file itself.
    let counts = matches!(file.driver, Driver::FlatGeobuf | Driver::OgcFeatures | Driver::Wfs);
    let expected = counts.then(|| quietly(|| layer.feature_count()).0);
    let mut features = layer.features();
    for ordinal in before + 1.. {
        let (feature, said) = quietly(|| features.next());
        let Some(feature) = feature else {
            // A file that ends early looks like one that ends, but for GDAL's words.
            let Some(words) = said.into_iter().next() else { break };
            let detail = format!("after feature {}: {words}", ordinal - 1);
            return Err(Problem::new(ProblemCode::LayerUnreadable, subject, detail));
        };
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
    let read = (raw.rows.len() + raw.problems.len() - before) as u64;
    match expected {
        Some(expected) if expected != read => {
            let detail = format!("only {read} of {expected} features can be read");
            Err(Problem::new(ProblemCode::LayerIncomplete, subject, detail))
        }
        _ => Ok(()),
    }
}

impl LayerFile<'_> {
    fn open(&self) -> Result<Dataset, Problem> {
        let drivers = [self.driver.name()];
        let opened = || {
            Dataset::open_ex(
                self.path,
                DatasetOptions {
                    open_flags: GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY,
                    allowed_drivers: Some(&drivers),
                    open_options: Some(self.open_options),
                    ..DatasetOptions::default()
                },
            )
        };
        let (result, said) = quietly(opened);
        result.map_err(|error| {
            let detail = said.into_iter().next().unwrap_or_else(|| error.to_string());
            Problem::new(ProblemCode::LayerUnreadable, self.subject, detail)
        })
    }
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
            if has_arcs(shape) {
                repairs.push("arcs drawn as straight edges, 4° of arc each".to_owned());
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
