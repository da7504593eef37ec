//! `GET /api/v1/holders`: holders with what has been cleared on and around their rights.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::holders::{self, AROUND_M};

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// Most holders of one answer.
const HOLDERS_MAX: usize = 500;

/// Holders, those with most cleared ground first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Holders {
    /// Always `intelligence_only`: no evidence, in no briefing and no tile.
    permitted_use: &'static str,
    /// At most 500.
    holders: Vec<Holder>,
    /// How many there are.
    total: usize,
    /// Who may be one; nothing is joined until a person says so.
    suggestions: Vec<Suggestion>,
    /// How near a clearing is around a right, in metres.
    around_m: f64,
}

/// A holder. A title is not authorship.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Holder {
    /// By tax number or by name.
    key: String,
    /// Keys that a person has said to be the same.
    also: Vec<String>,
    /// Names as layers write them.
    names: Vec<String>,
    /// Features of theirs.
    features: Vec<HeldFeature>,
    /// Alerts that touch a right of theirs, more likely than not.
    clearings_on: Vec<String>,
    /// Ground of those that lies inside, in hectares.
    area_ha: f64,
    /// Other alerts around one.
    clearings_around: Vec<String>,
}

/// A feature that somebody holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldFeature {
    /// What its layer describes.
    kind: String,
    /// Its code.
    code: String,
}

/// Two holders that may be one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestion {
    /// Key of the one.
    a: String,
    /// Key of the other.
    b: String,
    /// How alike their names are, 0–1.
    similarity: f64,
}

impl From<holders::HolderInView> for Holder {
    fn from(found: holders::HolderInView) -> Self {
        let feature = |(kind, code)| HeldFeature { kind, code };
        let ids = |alerts: std::collections::BTreeSet<vigia_core::AlertId>| -> Vec<String> {
            alerts.iter().map(ToString::to_string).collect()
        };
        Self {
            key: found.holder.key,
            also: found.holder.also.into_iter().collect(),
            names: found.holder.names.into_iter().collect(),
            features: found.holder.features.into_iter().map(feature).collect(),
            clearings_on: ids(found.on),
            area_ha: found.area.0,
            clearings_around: ids(found.around),
        }
    }
}

/// Lists who holds mining rights and REINFO records, linked by tax number or by the same name,
/// and what has been cleared there. Intelligence only; who asked is kept in the audit log.
#[utoipa::path(
    get, path = "/api/v1/holders", tag = "production",
    responses(
        (status = 200, body = Holders),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "not_allowed"),
    )
)]
pub(super) async fn list_holders(
    State(app): State<AppState>,
    reader: Reader,
) -> Result<Json<Holders>, ApiError> {
    let mut found = holders::asked_list(app.workspace(), &reader.username).await?;
    let total = found.holders.len();
    found.holders.truncate(HOLDERS_MAX);
    let suggestion =
        |one: holders::Suggestion| Suggestion { a: one.a, b: one.b, similarity: one.similarity };
    Ok(Json(Holders {
        permitted_use: "intelligence_only",
        holders: found.holders.into_iter().map(Holder::from).collect(),
        total,
        suggestions: found.suggestions.into_iter().map(suggestion).collect(),
        around_m: AROUND_M,
    }))
}
