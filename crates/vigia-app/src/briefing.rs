//! A briefing for a field team: the nearest alerts in order, each with how to get there,
//! what it is on, since when and how sure; and what it is not.

pub mod bearing;
pub mod files;
pub mod words;

use geo::{Geometry, Point};
use jiff::Timestamp;
use serde_json::json;
use vigia_core::report::Report;
use vigia_core::{Alert, Scene};
use vigia_store::AuditEntry;
use vigia_ties::geodesic_distance;

use crate::asker::Asker;
use crate::drawn_area::DrawnArea;
use crate::error::AppError;
use crate::here::{place_of, require_between};
use crate::imagery::views::before_and_after_of;
use crate::near::{Near, alerts_near, reports_near};
use crate::place::Place;
use crate::synthetic::is_synthetic;
use crate::tie_words::{distance_words, printed_ties, tie_words};
use crate::workspace::Workspace;

/// Smallest radius around a point.
pub const RADIUS_MIN_M: f64 = 100.0;
/// Largest radius around a point.
pub const RADIUS_MAX_M: f64 = 100_000.0;
/// Most targets.
pub const TARGETS_MAX: usize = 100;
/// Most reports.
pub const REPORTS_MAX: usize = 200;
/// How far outside a drawn area an alert still belongs to it: a hand draws roughly.
pub const BESIDE_AREA_M: f64 = 1_000.0;

/// Where a briefing is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// Around a point, EPSG:4326.
    Around {
        /// The point from which the team starts.
        point: Point<f64>,
        /// How far it goes.
        radius_m: f64,
    },
    /// In an area, or just beside it.
    Area(DrawnArea),
}

impl Ground {
    /// Returns the ground around a point in degrees.
    #[must_use]
    pub fn around(lon: f64, lat: f64, radius_m: f64) -> Self {
        Self::Around { point: Point::new(lon, lat), radius_m }
    }
}

/// What a team takes along.
#[derive(Clone, Debug, PartialEq)]
pub struct Briefing {
    /// Title in the reader's language.
    pub title: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// From where distances and bearings are told.
    pub centre: Place,
    /// Where it is for.
    pub ground: Ground,
    /// That these are indications and no proof.
    pub disclaimer: String,
    /// That a title is not authorship.
    pub rights_note: String,
    /// The warning that the world is synthetic, where it is.
    pub synthetic_note: Option<String>,
    /// Alerts, nearest to the centre first.
    pub targets: Vec<Target>,
    /// Reports, nearest first.
    pub reports: Vec<Near<Report>>,
}

/// One alert to go to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its number, from 1.
    pub order: usize,
    /// The alert, as the reader may see it.
    pub alert: Alert,
    /// Geodesic distance from the centre to its outline; zero inside.
    pub distance_m: f64,
    /// Bearing from the centre to `place`, degrees clockwise from true north.
    pub bearing_deg: f64,
    /// The same in words.
    pub bearing_words: String,
    /// The point to go to, inside the outline.
    pub place: Place,
    /// What it lies on and near, in words: what it touches first, then the nearest.
    pub ties_words: Vec<String>,
    /// How many further ties the alert has.
    pub ties_more: usize,
    /// The same in words; `None` where it has no further ones.
    pub ties_more_words: Option<String>,
    /// The last clear view before it was cleared, where there is one: its picture shows it.
    pub before: Option<Scene>,
    /// The newest clear view of it, where there is one: its picture shows it.
    pub after: Option<Scene>,
    /// Since when, in words.
    pub dates_words: String,
    /// How sure, in words with the number.
    pub certainty_words: String,
}

impl Briefing {
    /// Says whether it is of the sample world.
    #[must_use]
    pub const fn is_synthetic(&self) -> bool {
        self.synthetic_note.is_some()
    }
}

/// Makes a briefing and writes into the audit log that `actor` had it, for where.
///
/// - `limit`: most targets, at most [`TARGETS_MAX`].
///
/// # Errors
/// [`AppError::BadValue`] for a point or radius that cannot be used; [`AppError::Store`].
pub async fn prepare(
    workspace: &Workspace,
    asker: Asker<'_>,
    actor: &str,
    ground: Ground,
    limit: usize,
    now: Timestamp,
) -> Result<Briefing, AppError> {
    let limit = limit.clamp(1, TARGETS_MAX);
    let centre = centre_of(&ground)?;
    let alerts = alerts_on(workspace, &ground, limit).await?;
    let mut targets = Vec::with_capacity(alerts.len());
    for near in alerts {
        let (before, after) = before_and_after_of(workspace, &near.what).await?;
        let made = target(near, targets.len() + 1, &centre, asker);
        targets.extend(made.map(|target| Target { before, after, ..target }));
    }
    let (shape, reach_m) = shape_of(&ground);
    let briefing = Briefing {
        title: title(&ground, &centre, asker),
        made_at: now,
        reports: reports_near(workspace, &shape, reach_m, REPORTS_MAX).await?,
        disclaimer: asker.messages.text("briefing-disclaimer", &[]),
        rights_note: asker.messages.text("alert-title-is-not-authorship", &[]),
        synthetic_note: is_synthetic(&workspace.store().snapshots().await?)
            .then(|| asker.messages.text("briefing-synthetic", &[])),
        centre,
        ground,
        targets,
    };
    workspace.store().audit(&audit_entry(actor, &briefing), now).await?;
    Ok(briefing)
}

fn centre_of(ground: &Ground) -> Result<Place, AppError> {
    match ground {
        Ground::Around { point, radius_m } => {
            require_between("radius_m", *radius_m, RADIUS_MIN_M, RADIUS_MAX_M)?;
            place_of(*point)
        }
        Ground::Area(area) => place_of(area.middle()),
    }
}

fn shape_of(ground: &Ground) -> (Geometry<f64>, f64) {
    match ground {
        Ground::Around { point, radius_m } => (Geometry::Point(*point), *radius_m),
        Ground::Area(area) => (area.geometry(), BESIDE_AREA_M),
    }
}

/// Returns the alerts of the ground, nearest to its centre first.
async fn alerts_on(
    workspace: &Workspace,
    ground: &Ground,
    limit: usize,
) -> Result<Vec<Near<Alert>>, AppError> {
    let (shape, reach_m) = shape_of(ground);
    let Ground::Area(area) = ground else {
        return alerts_near(workspace, &shape, reach_m, limit).await;
    };
    let middle = Geometry::Point(area.middle());
    let mut found = alerts_near(workspace, &shape, reach_m, usize::MAX).await?;
    for near in &mut found {
        let outline = Geometry::MultiPolygon(near.what.outline.clone());
        near.distance_m = geodesic_distance(&middle, &outline).0;
    }
    found.sort_by(|a, b| {
        a.distance_m.total_cmp(&b.distance_m).then_with(|| a.what.id.cmp(&b.what.id))
    });
    found.truncate(limit);
    Ok(found)
}

fn target(near: Near<Alert>, order: usize, centre: &Place, asker: Asker<'_>) -> Option<Target> {
    let Near { what: mut alert, distance_m } = near;
    let place = Place::of_alert(&alert)?;
    alert.ties = alert.ties.into_iter().map(|tie| asker.sight.tie(tie)).collect();
    let bearing_deg = bearing::degrees(centre.point(), place.point());
    let bearing_words = bearing::message(bearing_deg, distance_m);
    let words = |tie| tie_words(tie, asker.sight, asker.messages);
    let (ties, ties_more) = printed_ties(&alert.ties);
    Some(Target {
        order,
        distance_m,
        bearing_deg,
        bearing_words: asker.messages.text(bearing_words, &[]),
        ties_words: ties.into_iter().map(words).collect(),
        ties_more,
        ties_more_words: (ties_more > 0).then(|| words::more_ties(ties_more, asker.messages)),
        before: None,
        after: None,
        dates_words: words::dates(alert.onset, asker.messages),
        certainty_words: words::certainty(alert.confidence, alert.state, asker.messages),
        place,
        alert,
    })
}

fn title(ground: &Ground, centre: &Place, asker: Asker<'_>) -> String {
    let utm = ("utm", centre.utm());
    match ground {
        Ground::Around { radius_m, .. } => asker
            .messages
            .text("briefing-title-point", &[("radius", distance_words(*radius_m)), utm]),
        Ground::Area(_) => asker.messages.text("briefing-title-area", &[utm]),
    }
}

fn audit_entry(actor: &str, briefing: &Briefing) -> AuditEntry {
    let centre = &briefing.centre;
    let ground = match &briefing.ground {
        Ground::Around { radius_m, .. } => json!({ "radius_m": radius_m }),
        Ground::Area(area) => {
            let ring: Vec<[f64; 2]> =
                area.polygon().exterior().0.iter().map(|at| [at.x, at.y]).collect();
            json!({ "area": ring })
        }
    };
    let alerts: Vec<&str> =
        briefing.targets.iter().map(|target| target.alert.id.as_str()).collect();
    AuditEntry {
        actor: actor.to_owned(),
        action: "briefed".to_owned(),
        subject: centre.utm(),
        detail: json!({
            "lon": centre.longitude, "lat": centre.latitude, "ground": ground, "alerts": alerts,
        }),
    }
}

#[cfg(test)]
mod tests;
