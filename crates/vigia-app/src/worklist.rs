//! Where to begin: the most urgent alerts, each with how many more there are around it.

use geo::Point;
use vigia_core::profile::PriorityWeights;
use vigia_core::{AlertId, Role};
use vigia_store::{ALERT_PLACES_MAX, AlertFilter, AlertPlace, AlertSort, RankedAlert};
use vigia_ties::gathering::{Gathering, gatherings};

use crate::alert_list::AlertSummary;
use crate::error::AppError;
use crate::sight::Sight;
use crate::workspace::Workspace;

/// Most places of one answer.
pub const PLACES_MAX: u32 = 100;

/// The most urgent places.
#[derive(Clone, Debug, PartialEq)]
pub struct Worklist {
    /// The most urgent first.
    pub places: Vec<WorkPlace>,
    /// Distance within which alerts are told together, in metres.
    pub together_m: f64,
    /// Places that are left out.
    pub places_left_out: u64,
    /// Alerts that the filter chooses, those of places that are left out included.
    pub alerts: u64,
}

/// An alert with those around it.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkPlace {
    /// The most urgent of them.
    pub alert: AlertSummary,
    /// The others: how many more there are here.
    pub more: u64,
    /// Box around the middles of them all: west, south, east, north in degrees, EPSG:4326.
    pub bbox: [f64; 4],
}

/// Returns the most urgent places of the alerts that the filter chooses; its order, limit and
/// place are left aside.
///
/// - `places_max`: where not given, the profile's for the role; at most [`PLACES_MAX`].
///
/// # Errors
/// [`AppError::Store`]; [`AppError::BadProfile`] where the workspace's profile is broken.
pub async fn worklist(
    workspace: &Workspace,
    role: Role,
    filter: &AlertFilter,
    places_max: Option<u32>,
) -> Result<Worklist, AppError> {
    let weights = workspace.profile("default")?.profile.priority;
    let PriorityWeights { together_m, places_max: by_profile, .. } = weights;
    let places_max = places_max.unwrap_or(by_profile.of(role)).clamp(1, PLACES_MAX);
    let sight = Sight::of(role);
    let chosen = AlertFilter { sort: AlertSort::Priority, ..filter.clone() };
    let found = workspace.store().alert_places(&chosen).await?;
    let points: Vec<Point<f64>> =
        found.iter().map(|place| Point::new(place.longitude, place.latitude)).collect();
    let gathered = tokio::task::spawn_blocking(move || gatherings(&points, together_m)).await?;
    let left_out = gathered.len().saturating_sub(places_max as usize) as u64;
    let told = &gathered[..gathered.len() - left_out as usize];
    let ids: Vec<AlertId> = told.iter().map(|one| found[one.first].id.clone()).collect();
    let alerts = workspace.store().ranked_alerts(&ids).await?;
    let place = |one: &Gathering| {
        let id = &found[one.first].id;
        // One that was withdrawn meanwhile is gone from its place.
        let RankedAlert { alert, priority } = alerts.iter().find(|one| &one.alert.id == id)?;
        Some(WorkPlace {
            alert: AlertSummary::ranked(alert.clone(), *priority, sight),
            more: one.others.len() as u64,
            bbox: around(&found, one),
        })
    };
    Ok(Worklist {
        places: told.iter().filter_map(place).collect(),
        together_m,
        places_left_out: left_out,
        alerts: match found.len() {
            whole if whole < ALERT_PLACES_MAX as usize => whole as u64,
            _ => workspace.store().count_alerts(filter).await?,
        },
    })
}

fn around(places: &[AlertPlace], of: &Gathering) -> [f64; 4] {
    let nowhere = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let members = std::iter::once(&of.first).chain(&of.others);
    members.fold(nowhere, |[west, south, east, north], member| {
        let AlertPlace { longitude, latitude, .. } = places[*member];
        [west.min(longitude), south.min(latitude), east.max(longitude), north.max(latitude)]
    })
}

#[cfg(test)]
mod tests;
