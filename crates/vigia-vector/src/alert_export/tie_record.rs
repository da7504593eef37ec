//! A tie as exports show it.

use jiff::civil::Date;
use serde::Serialize;
use vigia_core::Alert;
use vigia_core::tie::{Reading, Relation, Tie};

/// A tie with its units in the names.
#[derive(Serialize)]
pub(super) struct TieRecord<'a> {
    kind: &'static str,
    snapshot: &'a str,
    feature_code: &'a str,
    feature_name: &'a str,
    holder: Option<&'a str>,
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<Date>,
    relation: Relation,
    area_ha: f64,
    share: f64,
    distance_m: f64,
    reading: Reading,
    #[serde(skip_serializing_if = "Option::is_none")]
    touches_probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share_low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share_high: Option<f64>,
}

impl<'a> From<&'a Tie> for TieRecord<'a> {
    fn from(tie: &'a Tie) -> Self {
        Self {
            kind: tie.kind.name(),
            snapshot: tie.snapshot.as_str(),
            feature_code: &tie.feature_code,
            feature_name: &tie.feature_name,
            holder: tie.holder.as_deref(),
            status: tie.status.as_deref(),
            valid_from: tie.valid_from,
            valid_to: tie.valid_to,
            relation: tie.relation,
            area_ha: tie.area.0,
            share: tie.share,
            distance_m: tie.distance.0,
            reading: tie.reading,
            touches_probability: tie.certainty.map(|certainty| certainty.touches),
            share_low: tie.certainty.map(|certainty| certainty.share_low),
            share_high: tie.certainty.map(|certainty| certainty.share_high),
        }
    }
}

/// Returns the ties of `alert` as JSON.
///
/// # Errors
/// Never in practice: the records hold only text and numbers.
pub(super) fn ties_json(alert: &Alert) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::to_value(alert.ties.iter().map(TieRecord::from).collect::<Vec<_>>())
}

/// Returns the ties of `alert` for a table cell, parted by semicolons.
pub(super) fn ties_line(alert: &Alert) -> String {
    alert.ties.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn line(tie: &Tie) -> String {
    let name =
        if tie.feature_name.is_empty() { String::new() } else { format!(" {}", tie.feature_name) };
    let measure = match tie.relation {
        Relation::Within => format!("within, {:.4} ha", tie.area.0),
        Relation::Overlaps => format!("overlaps, {:.4} ha, {:.1} %", tie.area.0, tie.share * 100.0),
        Relation::Near => format!("near, {:.0} m", tie.distance.0),
    };
    let sure = tie.certainty.map(|certainty| format!(", p={:.2}", certainty.touches));
    let sure = sure.unwrap_or_default();
    let later = match tie.reading {
        Reading::AtOnset => "",
        Reading::Later => ", in a later load",
        Reading::Gone => ", no longer in a later load",
    };
    format!("{} {}{name}: {measure}{sure}{later}", tie.kind.name(), tie.feature_code)
}
