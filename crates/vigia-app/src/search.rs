//! One box for everything that has a place: coordinates in every spelling, codes, names,
//! holders, alerts.

pub mod coordinates;
pub mod folding;
pub mod gazetteer;
mod names;

use geo::{Point, Rect};
use vigia_core::{Alert, AlertId};

use crate::asker::Asker;
use crate::error::AppError;
use crate::place::Place;
use crate::workspace::Workspace;
use coordinates::{Reading, Said};

/// Longest query that is read, in characters; the rest is not looked at.
pub const QUERY_CHARS_MAX: usize = 200;
/// Most results of one query.
pub const RESULTS_MAX: usize = 50;

/// What a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// A position that the query states.
    Coordinates,
    /// A district, community or river.
    Place,
    /// A mining right.
    Right,
    /// Another feature of a layer.
    Feature,
    /// Whoever holds rights.
    Holder,
    /// An alert.
    Alert,
}

impl FoundKind {
    /// Returns the stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Place => "place",
            Self::Right => "right",
            Self::Feature => "feature",
            Self::Holder => "holder",
            Self::Alert => "alert",
        }
    }
}

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// Its name, or the position.
    pub title: String,
    /// What tells it from others, in the reader's language.
    pub subtitle: String,
    /// Where to go, EPSG:4326.
    pub point: Point<f64>,
    /// What to show, EPSG:4326.
    pub bounds: Option<Rect<f64>>,
    /// Its layer's kind, for what comes from a layer.
    pub layer: Option<&'static str>,
    /// Its code in that layer, or the alert's id.
    pub code: Option<String>,
}

/// Returns what `text` may mean, best first, at most `limit` (and [`RESULTS_MAX`]):
/// coordinates, an alert's id, then names and codes by [`gazetteer::Rank`].
///
/// # Errors
/// [`AppError::Store`].
pub async fn search(
    workspace: &Workspace,
    asker: Asker<'_>,
    text: &str,
    limit: usize,
) -> Result<Vec<Found>, AppError> {
    let limit = limit.min(RESULTS_MAX);
    let text = legible(text);
    let readings = coordinates::readings(&text);
    let mut found: Vec<Found> =
        readings.iter().filter_map(|reading| position(reading, asker)).collect();
    if let Some(alert) = alert_named(workspace, &text).await? {
        found.extend(alert_found(&alert, asker));
    }
    if found.len() < limit {
        let territory = workspace.territory().await?;
        found.extend(territory.gazetteer().find(&text, limit - found.len(), asker));
    }
    found.truncate(limit);
    Ok(found)
}

/// Returns the query without control and direction characters, cut at
/// [`QUERY_CHARS_MAX`]: they are not seen, so they cannot be meant.
fn legible(text: &str) -> String {
    let is_hidden = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let seen = text.chars().take(QUERY_CHARS_MAX).filter(|c| !is_hidden(c));
    let spaced: String = seen.map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.trim().to_owned()
}

fn position(reading: &Reading, asker: Asker<'_>) -> Option<Found> {
    let place = Place::at(reading.point)?;
    let degrees = place.degrees(asker.language);
    let (title, note) = match &reading.said {
        Said::Degrees => (degrees, place.utm()),
        Said::DegreesWithoutHemisphere => {
            (degrees, asker.messages.text("search-no-hemisphere", &[("utm", place.utm())]))
        }
        Said::Utm { quoted, zone_stated: true } => (quoted.clone(), degrees),
        Said::Utm { quoted, zone_stated: false } => {
            let zone = quoted.split(' ').next().unwrap_or_default().to_owned();
            let args = [("zone", zone), ("degrees", degrees)];
            (quoted.clone(), asker.messages.text("search-no-zone", &args))
        }
        Said::Mgrs => (place.mgrs.clone(), degrees),
    };
    Some(Found {
        kind: FoundKind::Coordinates,
        title,
        subtitle: note,
        point: reading.point,
        bounds: None,
        layer: None,
        code: None,
    })
}

async fn alert_named(workspace: &Workspace, text: &str) -> Result<Option<Alert>, AppError> {
    let may_be_id =
        !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
    if !may_be_id {
        return Ok(None);
    }
    Ok(workspace.store().alert(&AlertId::new(text.to_ascii_lowercase())).await?)
}

fn alert_found(alert: &Alert, asker: Asker<'_>) -> Option<Found> {
    let place = Place::of_alert(alert)?;
    let args = [("area", format!("{:.2}", alert.area.0)), ("utm", place.utm())];
    Some(Found {
        kind: FoundKind::Alert,
        title: alert.id.to_string(),
        subtitle: asker.messages.text("search-alert", &args),
        point: place.point(),
        bounds: geo::BoundingRect::bounding_rect(&alert.outline),
        layer: None,
        code: Some(alert.id.to_string()),
    })
}

#[cfg(test)]
mod tests;
