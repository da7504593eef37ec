//! A layer in: read, placed, repaired, transformed and mapped, or refused with the reason.

use std::path::Path;

use geo_types::Geometry;
use jiff::civil::Date;
use vigia_core::layer::{Feature, LayerKind};
use vigia_core::{Problem, ProblemCode};

use crate::crs_operation::Operation;
use crate::densify::densified;
use crate::feature_dates::FeatureDates;
use crate::field_mapping::{FieldMapping, kind_of, mapped_fields};
use crate::geometry_repair::repaired;
use crate::layer_crs::source_crs;
use crate::layer_source::{self, RawRow};
use crate::plausible::{Whereabouts, whereabouts};
use crate::shapefile::TextEncoding;

/// How to read a layer.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// CRS that a person states; it overrides what the file says.
    pub crs: Option<String>,
    /// Which layer of a file of several.
    pub layer_name: Option<String>,
    /// What the layer describes; `None` leaves it to its columns ([`kind_of`]).
    pub kind: Option<LayerKind>,
    /// Code of the operation to WGS 84, one of `operations/peru.toml`; `None` is the usual one
    /// of the layer's datum.
    pub operation: Option<String>,
    /// Which columns hold what, before the shipped mappings.
    pub mappings: Vec<FieldMapping>,
    /// The day of the load, by which dates far ahead are implausible; `None` is today, by
    /// the computer's clock in UTC.
    pub loaded_on: Option<Date>,
}

impl ReadOptions {
    /// Options for a file of one layer that states its CRS.
    #[must_use]
    pub fn of_kind(kind: LayerKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}

/// A layer that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerContent {
    /// What the layer describes, as stated or as its columns tell.
    pub kind: LayerKind,
    /// CRS of the source, as `EPSG:<code>`.
    pub source_crs: String,
    /// Operation to EPSG:4326, by name.
    pub operation: String,
    /// Its stated accuracy.
    pub operation_accuracy_m: Option<f64>,
    /// How a shapefile's text was read; `None` for other formats.
    pub encoding: Option<TextEncoding>,
    /// The features that can be used.
    pub features: Vec<Feature>,
    /// One for each feature that cannot, and one for each column of dates some of which
    /// cannot ([`ProblemCode::DateUnusable`]: their features are kept).
    pub problems: Vec<Problem>,
}

/// Reads `path`: GeoJSON, GeoPackage, shapefile (loose or zipped), FlatGeobuf, KML, KMZ or GPX.
///
/// One broken feature is left out with its problem and the rest is kept; features with
/// the wrong axis order or impossible coordinates count as broken. Where no feature at all
/// touches Peru the layer is refused: its CRS, zone or axis order is wrong.
///
/// # Errors
/// What [`layer_source::read`] refuses; [`ProblemCode::LayerWithoutCrs`],
/// [`ProblemCode::CrsUnknown`], [`ProblemCode::OperationUnknown`], [`ProblemCode::AxesSwapped`],
/// [`ProblemCode::CoordinatesImplausible`], [`ProblemCode::LayerEmpty`].
pub fn read_layer(path: &Path, options: &ReadOptions) -> Result<LayerContent, Problem> {
    let subject = path.display().to_string();
    let raw = layer_source::read(path, options.layer_name.as_deref())?;
    let crs = source_crs(&raw, options.crs.as_deref(), &subject)?;
    let operation = Operation::to_wgs84_by(&crs, options.operation.as_deref())
        .map_err(|problem| Problem::new(problem.code, subject.clone(), problem.to_string()))?;
    let encoding = raw.encoding;
    let mut problems = raw.problems;
    let mut placed = Vec::with_capacity(raw.rows.len());
    for row in raw.rows {
        match place(row, &operation) {
            Ok(place) => placed.push(place),
            Err((ordinal, code, detail)) => {
                problems.push(Problem::new(code, format!("{subject}, feature {ordinal}"), detail));
            }
        }
    }
    refuse_misplaced(&subject, &operation, &placed, &problems)?;
    let told = || placed.first().and_then(|place| kind_of(&place.row.attributes));
    let kind = options.kind.or_else(told).unwrap_or(LayerKind::Other);
    let today = || jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date();
    let mut dates = FeatureDates::new(options.loaded_on.unwrap_or_else(today));
    let features = placed
        .into_iter()
        .map(|place| feature(place, kind, &options.mappings, &mut dates))
        .collect();
    problems.extend(dates.problems(&subject));
    Ok(LayerContent {
        kind,
        source_crs: operation.crs().to_owned(),
        operation: operation.name().to_owned(),
        operation_accuracy_m: operation.accuracy_m(),
        encoding,
        features,
        problems,
    })
}

/// A row that is valid and in EPSG:4326.
struct Placed {
    row: RawRow,
    source_geometry: Geometry<f64>,
    geometry: Geometry<f64>,
    near_peru: bool,
}

fn place(mut row: RawRow, operation: &Operation) -> Result<Placed, (usize, ProblemCode, String)> {
    let ordinal = row.ordinal;
    let refuse = |code, detail: String| (ordinal, code, detail);
    let source_geometry = row
        .geometry
        .take()
        .ok_or_else(|| refuse(ProblemCode::GeometryEmpty, "no geometry".to_owned()))?;
    let mended = repaired(&source_geometry)
        .map_err(|detail| refuse(ProblemCode::GeometryInvalid, detail))?;
    row.repairs.extend(mended.repairs);
    let straight =
        if operation.is_projected() { densified(&mended.geometry) } else { mended.geometry };
    let geometry = operation.apply(&straight).map_err(|problem| {
        let code = if whereabouts_swapped(&source_geometry, operation) {
            ProblemCode::AxesSwapped
        } else {
            problem.code
        };
        refuse(code, problem.to_string())
    })?;
    let found = whereabouts(&geometry);
    // Far from its zone a projection still gives numbers, for other ground; so a layer whose
    // axes are swapped can land anywhere, and the swapped reading is tried on the source.
    match found {
        None => Err(refuse(ProblemCode::GeometryEmpty, "no geometry".to_owned())),
        Some(Whereabouts::Peru) => Ok(Placed { row, source_geometry, geometry, near_peru: true }),
        Some(_) if whereabouts_swapped(&source_geometry, operation) => Err(refuse(
            ProblemCode::AxesSwapped,
            "in Peru only if x and y are exchanged".to_owned(),
        )),
        Some(Whereabouts::Nowhere | Whereabouts::PeruIfSwapped) => {
            let detail = format!("not on Earth when read as {}", operation.crs());
            Err(refuse(ProblemCode::CoordinatesImplausible, detail))
        }
        Some(Whereabouts::Elsewhere) => {
            Ok(Placed { row, source_geometry, geometry, near_peru: false })
        }
    }
}

/// Says whether the source geometry, with x and y exchanged, lies in or near Peru.
fn whereabouts_swapped(source: &Geometry<f64>, operation: &Operation) -> bool {
    use geo::MapCoords;
    let exchanged = source.map_coords(|position| geo_types::Coord { x: position.y, y: position.x });
    operation.apply(&exchanged).is_ok_and(|moved| whereabouts(&moved) == Some(Whereabouts::Peru))
}

/// Refuses a layer of which nothing can be used, or nothing lies in or near Peru: an empty
/// snapshot would read as "no concession here".
fn refuse_misplaced(
    subject: &str,
    operation: &Operation,
    placed: &[Placed],
    problems: &[Problem],
) -> Result<(), Problem> {
    if placed.iter().any(|place| place.near_peru) {
        return Ok(());
    }
    let count = |code| problems.iter().filter(|problem| problem.code == code).count();
    let swapped = count(ProblemCode::AxesSwapped);
    let implausible = count(ProblemCode::CoordinatesImplausible) + placed.len();
    let (code, detail) = if swapped + implausible == 0 {
        let first = problems.first().map_or_else(|| "it has none".to_owned(), ToString::to_string);
        (ProblemCode::LayerEmpty, format!("no feature can be used; the first: {first}"))
    } else if swapped >= implausible {
        let detail = format!("{swapped} features lie in Peru only if x and y are exchanged");
        (ProblemCode::AxesSwapped, detail)
    } else {
        let detail = format!(
            "no feature lies in or near Peru when read as {}; a wrong zone, datum or hemisphere?",
            operation.crs()
        );
        (ProblemCode::CoordinatesImplausible, detail)
    };
    Err(Problem::new(code, subject, detail))
}

fn feature(
    place: Placed,
    kind: LayerKind,
    mappings: &[FieldMapping],
    dates: &mut FeatureDates,
) -> Feature {
    let fields = mapped_fields(kind, &place.row.attributes, mappings);
    let (first, last) = (fields.valid_from.as_ref(), fields.valid_to.as_ref());
    let (valid_from, valid_to) = dates.read(place.row.ordinal, first, last);
    Feature {
        code: fields.code.unwrap_or_else(|| place.row.ordinal.to_string()),
        name: fields.name.unwrap_or_default(),
        holder: fields.holder,
        status: fields.status,
        geometry: place.geometry,
        source_geometry: place.source_geometry,
        attributes: place.row.attributes,
        valid_from,
        valid_to,
        repairs: place.row.repairs,
    }
}

#[cfg(test)]
mod tests;
