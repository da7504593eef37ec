//! Alerts as CSV for spreadsheets.

use vigia_core::{Alert, Reason};

use super::indication_record::{indications_json, indications_line};
use super::tie_record::{ties_json, ties_line};
use super::{representative_point, scene_names, sensor_names};
use crate::VectorError;
use crate::utm::utm_of;

const COLUMNS: [&str; 26] = [
    "id",
    "site",
    "state",
    "driver",
    "confidence",
    "area_ha",
    "not_before",
    "not_after",
    "first_observed",
    "first_alerted",
    "sensors",
    "scenes",
    "observed_share",
    "history_views",
    "profile",
    "lon",
    "lat",
    "utm_zone",
    "utm_easting_m",
    "utm_northing_m",
    "reasons",
    "ties",
    "ties_json",
    "profile_fingerprint",
    "indications",
    "indications_json",
];

/// Returns the alerts as CSV: UTF-8, comma, decimal point, one row an alert, with a header.
///
/// - `lon`, `lat` (degrees) and `utm_*` (WGS 84) are those of a point inside the outline;
///   empty for an empty outline.
/// - A text that a spreadsheet would run as a formula begins with an apostrophe.
///
/// # Errors
/// [`VectorError::Encode`] naming the alert that could not be encoded.
pub fn alerts_to_csv(alerts: &[Alert]) -> Result<String, VectorError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let failed = |subject: &str| {
        let subject = subject.to_owned();
        move |source: Box<dyn std::error::Error + Send + Sync>| VectorError::Encode {
            subject,
            source,
        }
    };
    table.write_record(COLUMNS).map_err(|error| failed("header")(error.into()))?;
    for alert in alerts {
        let cells = cells(alert).map_err(failed(alert.id.as_str()))?;
        table.write_record(cells).map_err(|error| failed(alert.id.as_str())(error.into()))?;
    }
    let bytes = table.into_inner().map_err(|error| failed("table")(error.into_error().into()))?;
    String::from_utf8(bytes).map_err(|error| failed("table")(error.into()))
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn cells(alert: &Alert) -> Result<[String; COLUMNS.len()], Failure> {
    let point = representative_point(&alert.outline);
    let [lon, lat] =
        point.map_or_else(Default::default, |p| [p.x(), p.y()].map(|x| format!("{x:.6}")));
    let [zone, easting_m, northing_m] = match point {
        None => Default::default(),
        Some(point) => {
            let utm = utm_of(point)?;
            [utm.zone, format!("{:.0}", utm.easting_m), format!("{:.0}", utm.northing_m)]
        }
    };
    Ok([
        safe(alert.id.as_str()),
        safe(alert.site.as_str()),
        alert.state.name().to_owned(),
        alert.driver.name().to_owned(),
        format!("{:.3}", alert.confidence),
        format!("{:.4}", alert.area.0),
        alert.onset.not_before.to_string(),
        alert.onset.not_after.to_string(),
        alert.first_observed.to_string(),
        alert.first_alerted.to_string(),
        sensor_names(alert).join(";"),
        safe(&scene_names(alert).join(";")),
        format!("{:.3}", alert.observed_share),
        alert.history_views.map(|views| views.to_string()).unwrap_or_default(),
        safe(&alert.profile),
        lon,
        lat,
        zone,
        easting_m,
        northing_m,
        safe(&reasons_line(&alert.reasons)),
        safe(&ties_line(alert)),
        safe(&ties_json(alert)?.to_string()),
        alert.profile_fingerprint.to_string(),
        safe(&indications_line(alert)),
        safe(&indications_json(alert)?.to_string()),
    ])
}

fn reasons_line(reasons: &[Reason]) -> String {
    let line =
        |reason: &Reason| format!("{}={} ({:+.2})", reason.code, reason.value, reason.contribution);
    reasons.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Disarms text that a spreadsheet would take for a formula (OWASP, "CSV injection"):
/// names of holders and concessions come from outside.
fn safe(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{text}"),
        _ => text.to_owned(),
    }
}
