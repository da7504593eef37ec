//! Alerts and reports near a shape, by geodesic distance, nearest first.

use geo::{BoundingRect, Geometry};
use vigia_core::Alert;
use vigia_core::report::Report;
use vigia_store::AlertFilter;
use vigia_ties::{geodesic_distance, grown};

use crate::error::AppError;
use crate::workspace::Workspace;

/// Shares of the whole distance that are looked through in turn: where the nearest few are
/// wanted among many, most are never read.
const STEPS: [f64; 3] = [1.0 / 16.0, 1.0 / 4.0, 1.0];

/// Something, and how far it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Near<T> {
    /// The thing.
    pub what: T,
    /// Geodesic distance to it; zero where they touch.
    pub distance_m: f64,
}

/// Returns the alerts within `distance_m` of `shape` (EPSG:4326) by the distance to their
/// outlines, nearest first, at most `limit`; equally near ones by identifier.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Computation`].
pub async fn alerts_near(
    workspace: &Workspace,
    shape: &Geometry<f64>,
    distance_m: f64,
    limit: usize,
) -> Result<Vec<Near<Alert>>, AppError> {
    let Some(bounds) = shape.bounding_rect() else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for step in STEPS {
        let step_m = distance_m * step;
        let filter = AlertFilter { bbox: Some(grown(bounds, step_m)), ..AlertFilter::default() };
        let candidates = workspace.store().every_alert(&filter).await?;
        let outline = |alert: &Alert| Geometry::MultiPolygon(alert.outline.clone());
        found = measured(candidates, shape.clone(), step_m, outline).await?;
        if found.len() >= limit || distance_m == 0.0 {
            break;
        }
    }
    found.sort_by(|a, b| {
        a.distance_m.total_cmp(&b.distance_m).then_with(|| a.what.id.cmp(&b.what.id))
    });
    found.truncate(limit);
    Ok(found)
}

/// Returns the reports within `distance_m` of `shape` (EPSG:4326), nearest first, at most
/// `limit`; equally near ones by identifier.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Computation`].
pub async fn reports_near(
    workspace: &Workspace,
    shape: &Geometry<f64>,
    distance_m: f64,
    limit: usize,
) -> Result<Vec<Near<Report>>, AppError> {
    let Some(bounds) = shape.bounding_rect() else { return Ok(Vec::new()) };
    let candidates = workspace.store().reports_in(grown(bounds, distance_m)).await?;
    let position = |report: &Report| Geometry::Point(report.position);
    let mut found = measured(candidates, shape.clone(), distance_m, position).await?;
    found.sort_by(|a, b| {
        a.distance_m.total_cmp(&b.distance_m).then_with(|| a.what.id.cmp(&b.what.id))
    });
    found.truncate(limit);
    Ok(found)
}

/// Measures off the runtime's threads: an outline may have thousands of vertices.
async fn measured<T: Send + 'static>(
    candidates: Vec<T>,
    shape: Geometry<f64>,
    distance_m: f64,
    geometry: impl Fn(&T) -> Geometry<f64> + Send + 'static,
) -> Result<Vec<Near<T>>, AppError> {
    let measure = move || {
        candidates
            .into_iter()
            .map(|what| Near { distance_m: geodesic_distance(&shape, &geometry(&what)).0, what })
            .filter(|near| near.distance_m <= distance_m)
            .collect()
    };
    Ok(tokio::task::spawn_blocking(measure).await?)
}
