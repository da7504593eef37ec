//! `GET /api/v1/alerts/{id}`: one alert with everything behind it.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::alert_detail::{self, HistoryEntry, ReasonInWords};
use vigia_app::asker::Asker;

use super::note::Note;
use crate::dto::alert::AlertFacts;
use crate::dto::geometry::{MultiPolygon, multi_polygon};
use crate::dto::indication::Indication;
use crate::dto::priority::Priority;
use crate::dto::report::NearReport;
use crate::dto::scene::SceneSummary;
use crate::dto::site::SiteCourse;
use crate::dto::tie::Tie;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Path;
use crate::reader::Reader;
use crate::state::AppState;

/// An alert with everything behind it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertDetail {
    #[serde(flatten)]
    facts: AlertFacts,
    /// The outline.
    outline: MultiPolygon,
    /// The place in degrees, minutes and seconds, latitude first.
    degrees: String,
    /// The place as an MGRS square of one metre.
    mgrs: String,
    /// Share of views that were clear while it was watched, 0–1.
    observed_share: f64,
    /// Clear views of the ground before it broke; null where it was found between two scenes.
    history_views: Option<u32>,
    /// Why, the weightiest first.
    reasons: Vec<Reason>,
    /// All ties, with their words.
    ties: Vec<Tie>,
    /// Dated rules that its facts meet, or that cannot be asked; empty where it was last told
    /// before there were any.
    indications: Vec<Indication>,
    /// Scenes behind it, by acquisition.
    scenes: Vec<SceneSummary>,
    /// Optical views to compare.
    views: AlertViews,
    /// How its site goes on; null where the site is no longer stored.
    course: Option<SiteCourse>,
    /// What happened to it, oldest first.
    history: Vec<HistoryItem>,
    /// What people wrote beside it, newest last.
    notes: Vec<Note>,
    /// Reports within 2 km, nearest first.
    reports: Vec<NearReport>,
    /// Why it comes before others; null where it was last told before that was worked out.
    priority: Option<Priority>,
}

/// A reason, in the reader's language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reason {
    /// Feature or fact.
    code: String,
    /// What it says.
    text: String,
    /// Its value, in the unit that the text states.
    value: f64,
    /// Contribution to the log-odds of mining; zero for plain facts.
    contribution: f64,
}

/// Optical views of an alert.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertViews {
    /// The last clear one that shows the ground before the clearing: what a page shows first.
    before: Option<SceneSummary>,
    /// The newest clear one that shows the clearing: what a page shows first.
    after: Option<SceneSummary>,
    /// Clear views, oldest first, at most 60.
    choices: Vec<SceneSummary>,
}

/// Something that happened to an alert.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryItem {
    /// When, UTC.
    #[schema(value_type = String, format = DateTime)]
    at: jiff::Timestamp,
    /// `raised`, `confirmed`, `changed` or `withdrawn`.
    change: String,
    /// In words.
    detail: String,
}

impl From<ReasonInWords> for Reason {
    fn from(reason: ReasonInWords) -> Self {
        let ReasonInWords { code, text, value, contribution } = reason;
        Self { code, text, value, contribution }
    }
}

impl From<HistoryEntry> for HistoryItem {
    fn from(entry: HistoryEntry) -> Self {
        Self { at: entry.at, change: entry.change, detail: entry.detail }
    }
}

impl From<alert_detail::Views> for AlertViews {
    fn from(views: alert_detail::Views) -> Self {
        Self {
            before: views.before.map(SceneSummary::from),
            after: views.after.map(SceneSummary::from),
            choices: views.choices.into_iter().map(SceneSummary::from).collect(),
        }
    }
}

/// Shows an alert with its reasons in words, its ties, scenes, course, history and notes.
///
/// A title beside it is not authorship; field teams get no holders.
#[utoipa::path(
    get, path = "/api/v1/alerts/{id}", tag = "alerts",
    params(("id" = String, Path, description = "Identifier of the alert")),
    responses(
        (status = 200, body = AlertDetail),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn show_alert(
    State(app): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Json<AlertDetail>, ApiError> {
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let found = alert_detail::show(app.workspace(), asker, &id).await?;
    let priority = Priority::of(&found);
    let ties: Vec<Tie> = found.ties.into_iter().map(Tie::from).collect();
    let told = found.summary.alert.indications.clone().into_iter();
    let indications = told.map(|one| Indication::of(one, &ties, reader.language));
    let place = found.summary.place.as_ref();
    Ok(Json(AlertDetail {
        outline: multi_polygon!(found.summary.alert.outline),
        degrees: place.map(|place| place.degrees(reader.language)).unwrap_or_default(),
        mgrs: place.map(|place| place.mgrs.clone()).unwrap_or_default(),
        observed_share: found.summary.alert.observed_share,
        priority,
        history_views: found.summary.alert.history_views,
        facts: AlertFacts::from(&found.summary),
        reasons: found.reasons.into_iter().map(Reason::from).collect(),
        indications: indications.collect(),
        ties,
        scenes: found.scenes.into_iter().map(SceneSummary::from).collect(),
        views: AlertViews::from(found.views),
        course: found.site.as_ref().map(SiteCourse::from),
        history: found.history.into_iter().map(HistoryItem::from).collect(),
        notes: found.notes.into_iter().map(Note::from).collect(),
        reports: found.reports.into_iter().map(NearReport::from).collect(),
    }))
}
