//! One row of a table, to a report.

use std::collections::BTreeMap;

use csv::StringRecord;
use geo_types::Point;
use vigia_core::ProblemCode;
use vigia_core::report::ReportSource;

use super::columns::Columns;
use crate::decimal::parse_decimal;
use crate::degrees::{Axis, parse_degrees};
use crate::draft::{Draft, Identity, position_key};
use crate::field_names::{is_yes, normalised};
use crate::moment::{Moment, WithoutZone};
use crate::place::{self, Misplaced};
use crate::utm::{self, Zone};

/// Degrees and UTM of one row may differ by this much: about 100 m, more than rounding.
const SAME_PLACE_DEG: f64 = 0.001;

/// What is wrong with a row.
type Fault = (ProblemCode, String);

/// Reads one row.
///
/// # Errors
/// `RowInvalid`, or `AxesSwapped` where latitude stands in the longitude column, with
/// technical words.
pub(super) fn draft(
    columns: &Columns,
    header: &StringRecord,
    record: &StringRecord,
) -> Result<Draft, Fault> {
    let cell = |column: Option<usize>| {
        column.and_then(|index| record.get(index)).filter(|text| !text.is_empty())
    };
    require_wgs84(cell(columns.datum))?;
    let position = position(columns, &cell)?;
    let moment = moment(cell(columns.time), cell(columns.day), cell(columns.clock));
    let attributes: BTreeMap<String, String> = header
        .iter()
        .zip(record.iter())
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    Ok(Draft {
        source: ReportSource::Csv,
        identity: identity(columns, header, record, position),
        position,
        accuracy_m: cell(columns.accuracy).and_then(parse_decimal),
        moment,
        note: cell(columns.note).unwrap_or_default().to_owned(),
        attributes,
        mock: cell(columns.mock).is_some_and(is_yes),
    })
}

/// Identity of a row: the submission it exports, else where it is and what else it says.
/// Saving the table with another delimiter or decimal separator does not change it.
fn identity(
    columns: &Columns,
    header: &StringRecord,
    record: &StringRecord,
    position: Point<f64>,
) -> Identity {
    if let Some(uuid) = columns.submission.and_then(|index| record.get(index))
        && !uuid.is_empty()
    {
        return Identity::of_submission(uuid);
    }
    let coordinates = [
        columns.longitude,
        columns.latitude,
        columns.easting,
        columns.northing,
        columns.x,
        columns.y,
        columns.accuracy,
    ];
    let mut said: Vec<(String, &str)> = header
        .iter()
        .zip(record.iter())
        .enumerate()
        .filter(|(index, (_, text))| !coordinates.contains(&Some(*index)) && !text.is_empty())
        .map(|(_, (name, text))| (normalised(name), text))
        .collect();
    said.sort();
    let mut parts = vec![position_key(position)];
    parts.extend(said.into_iter().flat_map(|(name, text)| [name, text.to_owned()]));
    Identity::of_parts("csv", parts)
}

fn invalid(detail: impl Into<String>) -> Fault {
    (ProblemCode::RowInvalid, detail.into())
}

/// Refuses other datums: PSAD56 read as WGS84 moves a point by hundreds of metres, and this
/// crate has no PROJ to transform it.
fn require_wgs84(datum: Option<&str>) -> Result<(), Fault> {
    let Some(datum) = datum else { return Ok(()) };
    let bare: String = datum.chars().filter(char::is_ascii_alphanumeric).collect();
    let bare = bare.to_ascii_uppercase();
    let is_wgs84 = bare.contains("WGS84")
        || bare.contains("SIRGAS2000")
        || matches!(bare.trim_start_matches("EPSG"), "4326" | "32717" | "32718" | "32719");
    if is_wgs84 { Ok(()) } else { Err(invalid(format!("the datum is {datum:?}, not WGS84"))) }
}

/// Returns the position by degrees, UTM, or x and y; where a row states it twice, both must
/// agree.
fn position<'r>(
    columns: &Columns,
    cell: &impl Fn(Option<usize>) -> Option<&'r str>,
) -> Result<Point<f64>, Fault> {
    let zone = cell(columns.zone);
    let mut stated = Vec::new();
    if let Some((lon, lat)) = pair(cell(columns.longitude), cell(columns.latitude))? {
        stated.push(by_degrees(lon, lat)?);
    }
    if let Some((east, north)) = pair(cell(columns.easting), cell(columns.northing))? {
        stated.push(by_utm(zone, east, north)?);
    }
    if let Some((x, y)) = pair(cell(columns.x), cell(columns.y))? {
        let looks_like_degrees = parse_degrees(x, Axis::Longitude)
            .is_some_and(|lon| lon.abs() <= 180.0)
            && parse_degrees(y, Axis::Latitude).is_some_and(|lat| lat.abs() <= 90.0);
        stated.push(if looks_like_degrees { by_degrees(x, y)? } else { by_utm(zone, x, y)? });
    }
    let first = *stated.first().ok_or_else(|| invalid("the row states no position"))?;
    let agree = |other: &Point<f64>| {
        (other.x() - first.x()).abs() < SAME_PLACE_DEG
            && (other.y() - first.y()).abs() < SAME_PLACE_DEG
    };
    if !stated.iter().all(agree) {
        return Err(invalid("the row states two positions that differ by more than 100 m"));
    }
    Ok(first)
}

/// Returns both texts or neither; one without the other is a fault.
fn pair<'r>(
    first: Option<&'r str>,
    second: Option<&'r str>,
) -> Result<Option<(&'r str, &'r str)>, Fault> {
    match (first, second) {
        (None, None) => Ok(None),
        (Some(first), Some(second)) => Ok(Some((first, second))),
        (Some(text), None) | (None, Some(text)) => {
            Err(invalid(format!("half a position: only {text:?}")))
        }
    }
}

fn by_degrees(lon: &str, lat: &str) -> Result<Point<f64>, Fault> {
    let read = |text: &str, axis, name: &str| {
        parse_degrees(text, axis).ok_or_else(|| invalid(format!("{name} {text:?} is no angle")))
    };
    let lon = read(lon, Axis::Longitude, "longitude")?;
    let lat = read(lat, Axis::Latitude, "latitude")?;
    place::at(lon, lat).map_err(|misplaced| match misplaced {
        Misplaced::AxesSwapped { .. } => (misplaced.code(), misplaced.to_string()),
        _ => invalid(misplaced.to_string()),
    })
}

fn by_utm(zone: Option<&str>, east: &str, north: &str) -> Result<Point<f64>, Fault> {
    let zone = zone.ok_or_else(|| invalid("UTM coordinates without a zone"))?;
    let zone = Zone::parse(zone).map_err(|fault| invalid(fault.to_string()))?;
    let metres = |text: &str, name: &str| {
        utm::parse_metres(text).ok_or_else(|| invalid(format!("{name} {text:?} is no number")))
    };
    utm::to_degrees(zone, metres(east, "easting")?, metres(north, "northing")?)
        .map_err(|fault| invalid(fault.to_string()))
}

/// Returns the time of a row; a time that cannot be read is a doubt, not a fault.
fn moment(time: Option<&str>, day: Option<&str>, clock: Option<&str>) -> Moment {
    let parse = |text: &str| Moment::parse(text, WithoutZone::AssumePeru);
    let joined = day.zip(clock).map(|(day, clock)| format!("{day} {clock}"));
    time.and_then(parse)
        .or_else(|| joined.as_deref().and_then(parse))
        .or_else(|| day.and_then(parse))
        .unwrap_or(Moment::NONE)
}
