//! A briefing as it is sent.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_list;
use vigia_app::briefing::{self, Ground};

use crate::dto::alert::AlertSummary;
use crate::dto::place::PlaceAnswer;
use crate::dto::report::NearReport;
use crate::reader::Reader;

/// A briefing: indications with how to get there, and what they are not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Briefing {
    /// Title in the reader's language.
    title: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    made_at: jiff::Timestamp,
    /// From where distances and bearings are told.
    centre: PlaceAnswer,
    /// How far around the centre; none for an area.
    radius_m: Option<f64>,
    /// The drawn area's ring of positions `[lon, lat]`, closed; none around a point.
    area: Option<Vec<[f64; 2]>>,
    /// That these are indications and no proof of a crime.
    disclaimer: String,
    /// Alerts, nearest to the centre first.
    targets: Vec<Target>,
    /// That a title is not authorship.
    rights_note: String,
    /// Reports, nearest first.
    reports: Vec<NearReport>,
    /// Whether the world is the sample world.
    synthetic: bool,
}

/// One alert to go to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Target {
    /// Its number, from 1.
    order: usize,
    /// The alert.
    alert: AlertSummary,
    /// Geodesic distance from the centre to its outline, in metres; zero inside.
    distance_m: f64,
    /// Bearing from the centre to the point to go to, degrees clockwise from true north.
    bearing_deg: f64,
    /// The same in words: `al noreste`.
    bearing_words: String,
    /// UTM of the point to go to.
    utm: String,
    /// The same in degrees.
    degrees: String,
    /// The same as an MGRS square of one metre.
    mgrs: String,
    /// What it lies on and near, in words; a field team never reads holders.
    ties_words: Vec<String>,
    /// How many further ties the alert has: at most eight are told, what it touches first.
    ties_more: usize,
    /// The same in words; null where there are none.
    ties_more_words: Option<String>,
    /// Pictures.
    chips: Chips,
    /// When the picture before was taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    before_acquired: Option<jiff::Timestamp>,
    /// When the picture after was taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    after_acquired: Option<jiff::Timestamp>,
    /// Since when, in words.
    dates_words: String,
    /// How sure, in words with the number.
    certainty_words: String,
}

/// Addresses of the pictures before and after; none where there is no clear view.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Chips {
    before: Option<String>,
    after: Option<String>,
}

impl Briefing {
    pub(super) fn of(briefing: briefing::Briefing, reader: &Reader) -> Self {
        let synthetic = briefing.is_synthetic();
        let (radius_m, area) = match &briefing.ground {
            Ground::Around { radius_m, .. } => (Some(*radius_m), None),
            Ground::Area(area) => {
                let ring = area.polygon().exterior().coords();
                (None, Some(ring.map(|at| [at.x, at.y]).collect()))
            }
        };
        Self {
            title: briefing.title,
            made_at: briefing.made_at,
            centre: PlaceAnswer::of(&briefing.centre, reader.language),
            radius_m,
            area,
            disclaimer: briefing.disclaimer,
            targets: briefing.targets.into_iter().map(|t| Target::of(t, reader)).collect(),
            rights_note: briefing.rights_note,
            reports: briefing.reports.into_iter().map(NearReport::from).collect(),
            synthetic,
        }
    }
}

impl Target {
    fn of(target: briefing::Target, reader: &Reader) -> Self {
        let chip = |which: &str| format!("/api/v1/alerts/{}/chip/{which}", target.alert.id);
        Self {
            order: target.order,
            distance_m: target.distance_m,
            bearing_deg: target.bearing_deg,
            bearing_words: target.bearing_words,
            utm: target.place.utm(),
            degrees: target.place.degrees(reader.language),
            mgrs: target.place.mgrs,
            ties_words: target.ties_words,
            ties_more: target.ties_more,
            ties_more_words: target.ties_more_words,
            chips: Chips {
                before: target.before.as_ref().map(|_| chip("before")),
                after: target.after.as_ref().map(|_| chip("after")),
            },
            before_acquired: target.before.map(|scene| scene.acquired_start),
            after_acquired: target.after.map(|scene| scene.acquired_start),
            dates_words: target.dates_words,
            certainty_words: target.certainty_words,
            alert: AlertSummary::from(&alert_list::AlertSummary::of(target.alert, reader.sight)),
        }
    }
}
