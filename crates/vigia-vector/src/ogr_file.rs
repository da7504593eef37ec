//! GeoPackage and KML files out, through GDAL.

use std::path::Path;

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use gdal::errors::GdalError;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Defn, Feature, FieldDefn, LayerAccess, LayerOptions, OGRFieldType, ToGdal};
use gdal::{Dataset, DriverManager};
use gdal_sys::OGRwkbGeometryType;
use geo_types::{Geometry, MultiLineString, MultiPoint, MultiPolygon};

use crate::VectorError;
use crate::field::{Column, FieldValue, columns_of};
use crate::gdal_quiet::quietly;
use crate::layer_writer::LayerRow;

/// GDAL stamps a GeoPackage with the time of writing; a fixed time makes the same rows
/// give the same bytes, so that a fingerprint means the content.
const STAMP: (&str, &str) = ("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");

/// A format that GDAL writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OgrFormat {
    /// OGC GeoPackage.
    GeoPackage,
    /// OGC KML 2.2; the layer's CRS must be EPSG:4326. What a column is called decides where
    /// it shows: `Name` and `description` in a viewer's balloon, `begin` and `end` on its
    /// timeline, all others as extended data.
    Kml,
}

impl OgrFormat {
    const fn driver(self) -> &'static str {
        match self {
            Self::GeoPackage => "GPKG",
            Self::Kml => "LIBKML",
        }
    }
}

/// Writes `rows` as the only layer of a file.
///
/// # Errors
/// [`VectorError::Gdal`], [`VectorError::MixedColumn`],
/// [`VectorError::Incomplete`] where GDAL (before 3.7) hid a failure while closing.
pub(crate) fn write(
    path: &Path,
    format: OgrFormat,
    layer_name: &str,
    reference: &SpatialRef,
    rows: &[LayerRow],
) -> Result<(), VectorError> {
    let columns = columns_of(rows)?;
    let _stamp = Stamp::set(path)?;
    let (written, said) =
        quietly(|| write_rows(path, format, layer_name, reference, &columns, rows));
    written.map_err(|error| with_reason(error, said))?;
    let (found, said) = quietly(|| count_rows(path).map_err(failed(path, "read back")));
    let found = found.map_err(|error| with_reason(error, said))?;
    let expected = rows.len() as u64;
    if found == expected {
        Ok(())
    } else {
        Err(VectorError::Incomplete { path: path.to_owned(), expected, found })
    }
}

/// GDAL's return values carry numbers; the first of its words tells a full disk from the
/// rest, and those after it only follow from it.
fn with_reason(error: VectorError, said: Vec<String>) -> VectorError {
    match (error, said.into_iter().next()) {
        (VectorError::Gdal { path, step, .. }, Some(message)) => {
            VectorError::Gdal { path, step, message }
        }
        (error, _) => error,
    }
}

fn write_rows(
    path: &Path,
    format: OgrFormat,
    layer_name: &str,
    reference: &SpatialRef,
    columns: &[Column<'_>],
    rows: &[LayerRow],
) -> Result<(), VectorError> {
    let driver = DriverManager::get_driver_by_name(format.driver());
    let driver = driver.map_err(failed(path, "find driver"))?;
    let mut dataset = driver.create_vector_only(path).map_err(failed(path, "create file"))?;
    let fill = |dataset: &mut Dataset| fill(path, dataset, layer_name, reference, columns, rows);
    match format {
        OgrFormat::GeoPackage => {
            let mut transaction = dataset.start_transaction().map_err(failed(path, "begin"))?;
            fill(&mut transaction)?;
            transaction.commit().map_err(failed(path, "commit"))?;
        }
        OgrFormat::Kml => fill(&mut dataset)?,
    }
    dataset.close().map_err(failed(path, "close"))
}

fn fill(
    path: &Path,
    dataset: &mut Dataset,
    layer_name: &str,
    reference: &SpatialRef,
    columns: &[Column<'_>],
    rows: &[LayerRow],
) -> Result<(), VectorError> {
    let kind = common_kind(rows);
    let options =
        LayerOptions { name: layer_name, srs: Some(reference), ty: kind.wkb(), options: None };
    let layer = dataset.create_layer(options).map_err(failed(path, "create layer"))?;
    for column in columns {
        FieldDefn::new(column.name, ogr_type(column.example))
            .and_then(|definition| definition.add_to_layer(&layer))
            .map_err(failed(path, "create column"))?;
    }
    let definition = Defn::from_layer(&layer);
    for row in rows {
        write_row(&layer, &definition, kind, columns, row).map_err(failed(path, "write row"))?;
    }
    Ok(())
}

fn write_row(
    layer: &impl LayerAccess,
    definition: &Defn,
    kind: Kind,
    columns: &[Column<'_>],
    row: &LayerRow,
) -> Result<(), GdalError> {
    let mut feature = Feature::new(definition)?;
    for (name, value) in &row.fields {
        // GDAL numbers columns in the order in which they were made.
        if let Some(index) = columns.iter().position(|column| column.name == name) {
            set(&mut feature, index, value)?;
        }
    }
    feature.set_geometry(kind.promote(&row.geometry).to_gdal()?)?;
    feature.create(layer)
}

fn set(feature: &mut Feature<'_>, index: usize, value: &FieldValue) -> Result<(), GdalError> {
    match value {
        FieldValue::Text(text) => feature.set_field_string(index, text),
        FieldValue::Real(number) if number.is_finite() => feature.set_field_double(index, *number),
        FieldValue::Real(_) => feature.set_field_null(index),
        FieldValue::Integer(number) => feature.set_field_integer64(index, *number),
        FieldValue::Date(date) => {
            feature.set_field_string(index, &date.strftime("%Y/%m/%d").to_string())
        }
    }
}

const fn ogr_type(value: &FieldValue) -> OGRFieldType::Type {
    match value {
        FieldValue::Text(_) => OGRFieldType::OFTString,
        FieldValue::Real(_) => OGRFieldType::OFTReal,
        FieldValue::Integer(_) => OGRFieldType::OFTInteger64,
        FieldValue::Date(_) => OGRFieldType::OFTDate,
    }
}

/// The geometry type of a layer: one that every row can take, else any.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Points,
    Lines,
    Polygons,
    Any,
}

fn common_kind(rows: &[LayerRow]) -> Kind {
    let mut kinds = rows.iter().map(|row| match row.geometry {
        Geometry::MultiPoint(_) | Geometry::Point(_) => Kind::Points,
        Geometry::MultiLineString(_) | Geometry::LineString(_) | Geometry::Line(_) => Kind::Lines,
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) => Kind::Polygons,
        _ => Kind::Any,
    });
    let first = kinds.next().unwrap_or(Kind::Any);
    let points_only = rows.iter().all(|row| matches!(row.geometry, Geometry::Point(_)));
    if kinds.any(|kind| kind != first) || (first == Kind::Points && !points_only) {
        return Kind::Any;
    }
    first
}

impl Kind {
    const fn wkb(self) -> OGRwkbGeometryType::Type {
        match self {
            Self::Points => OGRwkbGeometryType::wkbPoint,
            Self::Lines => OGRwkbGeometryType::wkbMultiLineString,
            Self::Polygons => OGRwkbGeometryType::wkbMultiPolygon,
            Self::Any => OGRwkbGeometryType::wkbUnknown,
        }
    }

    fn promote(self, geometry: &Geometry<f64>) -> Geometry<f64> {
        match (self, geometry) {
            (Self::Lines, Geometry::LineString(line)) => MultiLineString(vec![line.clone()]).into(),
            (Self::Lines, Geometry::Line(line)) => MultiLineString(vec![(*line).into()]).into(),
            (Self::Polygons, Geometry::Polygon(polygon)) => {
                MultiPolygon(vec![polygon.clone()]).into()
            }
            (_, Geometry::Rect(rect)) => rect.to_polygon().into(),
            (_, Geometry::Triangle(triangle)) => triangle.to_polygon().into(),
            (Self::Any, Geometry::MultiPoint(points)) => MultiPoint(points.0.clone()).into(),
            (_, other) => other.clone(),
        }
    }
}

fn count_rows(path: &Path) -> Result<u64, GdalError> {
    Ok(Dataset::open(path)?.layer(0)?.feature_count())
}

fn failed<'a>(path: &'a Path, step: &'static str) -> impl Fn(GdalError) -> VectorError + 'a {
    move |error| VectorError::Gdal { path: path.to_owned(), step, message: error.to_string() }
}

/// Holds the fixed time for the current thread.
struct Stamp;

impl Stamp {
    fn set(path: &Path) -> Result<Self, VectorError> {
        set_thread_local_config_option(STAMP.0, STAMP.1).map_err(failed(path, "fix the time"))?;
        Ok(Self)
    }
}

impl Drop for Stamp {
    fn drop(&mut self) {
        // The key holds no NUL byte, so this cannot fail; a destructor could not report it.
        let _ = clear_thread_local_config_option(STAMP.0);
    }
}
