//! What lies at a point or on asked ground: ties, alerts and reports.

use std::sync::Arc;

use geo::{Geometry, Point};
use vigia_core::Alert;
use vigia_core::report::Report;
use vigia_core::tie::Tie;

use crate::alert_detail::TieInWords;
use crate::asked_ground::AskedGround;
use crate::asker::Asker;
use crate::error::AppError;
use crate::near::{Near, alerts_near, reports_near};
use crate::on_whose_ground::errors_of;
use crate::place::Place;
use crate::territory::Territory;
use crate::tie_words::{status_words, tie_words};
use crate::workspace::Workspace;

/// Largest distance from a point that is looked through.
pub const RADIUS_MAX_M: f64 = 20_000.0;
/// Most alerts of one answer, and most reports.
pub const NEAR_MAX: usize = 200;
/// Most ties of one answer.
pub const TIES_MAX: usize = 500;

/// What is known of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Here {
    /// The point, or the middle of the ground.
    pub place: Place,
    /// Features that hold it, touch it or lie near, of every layer's newest snapshot; as
    /// the reader may see them.
    pub ties: Vec<TieInWords>,
    /// Alerts, nearest first.
    pub alerts: Vec<Near<Alert>>,
    /// Reports, nearest first.
    pub reports: Vec<Near<Report>>,
}

/// Returns what lies within `radius_m` of a point (EPSG:4326).
///
/// # Errors
/// [`AppError::BadValue`] for a radius outside 0 to [`RADIUS_MAX_M`] or a point without
/// UTM; [`AppError::Store`].
pub async fn at_point(
    workspace: &Workspace,
    asker: Asker<'_>,
    (lon, lat): (f64, f64),
    radius_m: f64,
) -> Result<Here, AppError> {
    let point = Point::new(lon, lat);
    let place = place_of(point)?;
    require_between("radius_m", radius_m, 0.0, RADIUS_MAX_M)?;
    let territory = workspace.territory().await?;
    let measured = Arc::clone(&territory);
    let accuracy = accuracy(workspace)?;
    let measure = move || {
        measured.ties().ties_at_with(point, radius_m, |snapshot| errors_of(snapshot, 0.0, accuracy))
    };
    let ties = in_words(tokio::task::spawn_blocking(measure).await?, &territory, asker);
    around(workspace, place, &Geometry::Point(point), radius_m, ties).await
}

/// Returns what touches the ground that somebody asks about, with shares of it.
///
/// # Errors
/// [`AppError::Store`].
pub async fn on_ground(
    workspace: &Workspace,
    asker: Asker<'_>,
    ground: &AskedGround,
) -> Result<Here, AppError> {
    let place = place_of(ground.middle)?;
    let territory = workspace.territory().await?;
    let (measured, outline) = (Arc::clone(&territory), ground.outline().clone());
    let accuracy = accuracy(workspace)?;
    let measure = move || {
        measured.ties().ties_with(&outline, 0.0, |snapshot| errors_of(snapshot, 0.0, accuracy))
    };
    let ties = in_words(tokio::task::spawn_blocking(measure).await?, &territory, asker);
    around(workspace, place, &ground.shape, ground.distance_m, ties).await
}

/// How well boundaries are known. A place that a person gives is where they say; whoever
/// measured it knows how well.
fn accuracy(workspace: &Workspace) -> Result<f64, AppError> {
    Ok(workspace.profile("default")?.profile.alert.boundary_m)
}

async fn around(
    workspace: &Workspace,
    place: Place,
    shape: &Geometry<f64>,
    distance_m: f64,
    ties: Vec<TieInWords>,
) -> Result<Here, AppError> {
    Ok(Here {
        place,
        ties,
        alerts: alerts_near(workspace, shape, distance_m, NEAR_MAX).await?,
        reports: reports_near(workspace, shape, distance_m, NEAR_MAX).await?,
    })
}

fn in_words(ties: Vec<Tie>, territory: &Territory, asker: Asker<'_>) -> Vec<TieInWords> {
    let in_words = |tie: Tie| {
        let tie = asker.sight.tie(tie);
        let snapshot = territory.snapshots().iter().find(|snapshot| snapshot.id == tie.snapshot);
        TieInWords {
            layer: snapshot.map(|snapshot| snapshot.layer.to_string()).unwrap_or_default(),
            dated: snapshot.map(|snapshot| snapshot.dated),
            status_text: tie.status.as_deref().map(|status| status_words(status, asker.messages)),
            words: tie_words(&tie, asker.sight, asker.messages),
            tie,
        }
    };
    nearest(ties).into_iter().map(in_words).collect()
}

/// Keeps the order of the index, and of too many the nearest.
fn nearest(ties: Vec<Tie>) -> Vec<Tie> {
    let mut ranked: Vec<(usize, Tie)> = ties.into_iter().enumerate().collect();
    if ranked.len() > TIES_MAX {
        ranked.sort_by(|(_, a), (_, b)| {
            a.relation.cmp(&b.relation).then(a.distance.0.total_cmp(&b.distance.0))
        });
        ranked.truncate(TIES_MAX);
        ranked.sort_by_key(|(index, _)| *index);
    }
    ranked.into_iter().map(|(_, tie)| tie).collect()
}

/// Returns the place of a point that a person gave as `lon` and `lat`.
///
/// # Errors
/// [`AppError::BadValue`] naming the one that is not on the map.
pub(crate) fn place_of(point: Point<f64>) -> Result<Place, AppError> {
    require_between("lon", point.x(), -180.0, 180.0)?;
    require_between("lat", point.y(), -80.0, 84.0)?;
    Place::at(point).ok_or_else(|| out_of_range("lon", -180.0, 180.0))
}

/// # Errors
/// [`AppError::BadValue`] naming `field`, also for NaN.
pub(crate) fn require_between(
    field: &'static str,
    value: f64,
    min: f64,
    max: f64,
) -> Result<(), AppError> {
    if (min..=max).contains(&value) { Ok(()) } else { Err(out_of_range(field, min, max)) }
}

fn out_of_range(field: &'static str, min: f64, max: f64) -> AppError {
    let arguments = vec![("min", min.to_string()), ("max", max.to_string())];
    AppError::BadValue { field, words: "value-out-of-range", arguments }
}

#[cfg(test)]
mod tests;
