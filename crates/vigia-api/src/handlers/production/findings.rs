//! `GET /api/v1/production/findings`: what is declared and what is seen.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::messages::Messages;
use vigia_app::production;
use vigia_app::tie_words::status_words;
use vigia_core::production as core;

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::reader::Reader;
use crate::state::AppState;

/// What does not fit together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductionFindings {
    /// Always `intelligence_only`: no evidence, in no briefing and no tile.
    permitted_use: &'static str,
    /// The load that was asked; null: there is none yet.
    load: Option<String>,
    /// The day for which it stands.
    #[schema(value_type = Option<String>, format = Date)]
    dated: Option<jiff::civil::Date>,
    /// Findings, those with the most gold first, then those with the most ground.
    findings: Vec<ProductionFinding>,
    /// Rights that declare gold and that no layer of mining rights has.
    unknown_rights: Vec<String>,
    /// By which numbers it is told.
    thresholds: ProductionThresholds,
    /// Rights whose ground has not been looked at in every scene yet: none of the findings.
    not_looked_at: usize,
}

/// By which numbers findings are told: by hand, and reviewed by nobody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductionThresholds {
    /// Share of a right's ground that a scene must see to count, 0–1.
    seen_share_min: f64,
    /// Fewest such scenes.
    looks_min: u32,
    /// Bare ground and water from which a working may be there, in hectares.
    open_min_ha: f64,
    /// Gold below which a working may be too small to see, in kilograms.
    gold_min_kg: f64,
    /// Probability from which a working touches a right.
    touches_min: f64,
}

/// A right on which declared and visible do not fit together; never an accusation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductionFinding {
    /// What.
    #[schema(value_type = ProductionFindingName)]
    kind: core::ProductionFindingKind,
    /// Code of the right.
    right: String,
    /// Its name.
    name: String,
    /// Its holder. A title is not authorship.
    holder: Option<String>,
    /// Its status as the layer writes it.
    status: Option<String>,
    /// Its status in the reader's language.
    status_text: Option<String>,
    /// Gold declared, in kilograms; null: none.
    declared_kg: Option<f64>,
    /// Months with any.
    months: Option<u32>,
    /// First day of the first of them.
    #[schema(value_type = Option<String>, format = Date)]
    first: Option<jiff::civil::Date>,
    /// Last day of the last of them.
    #[schema(value_type = Option<String>, format = Date)]
    last: Option<jiff::civil::Date>,
    /// Workings on it.
    workings: Vec<ProductionWorking>,
    /// Scenes of those months that see enough of its ground.
    looks: u32,
    /// The most bare ground and water that one of them shows, in hectares.
    open_ha: Option<f64>,
    /// Why it cannot be said; null: it can.
    #[schema(value_type = Option<NotObservableName>)]
    not_observable: Option<core::NotObservable>,
}

/// A working on a right.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductionWorking {
    /// Its alert.
    alert: String,
    /// What of it lies on the right, in hectares.
    area_ha: f64,
    /// First day on which it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_before: jiff::civil::Date,
    /// Last day on which the first of it can have been cleared.
    #[schema(value_type = String, format = Date)]
    not_after: jiff::civil::Date,
    /// Probability that it touches the right.
    touches: f64,
}

/// What does not fit.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes a kind of vigia_core, which knows no schema")]
pub(crate) enum ProductionFindingName {
    /// Gold is declared, and no working can be seen.
    DeclaredWithoutWorking,
    /// A working is seen, and nothing is declared.
    WorkingWithoutDeclaration,
}

/// Why nothing can be said.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core's reasons, which know no schema")]
pub(crate) enum NotObservableName {
    /// No scene of those months.
    NoScene,
    /// Too few that see enough of the ground.
    Cloud,
    /// What was declared may come from a working too small to be seen.
    TooSmall,
}

impl ProductionFinding {
    fn of(found: core::ProductionFinding, messages: &Messages) -> Self {
        let declared = found.declared;
        let working = |working: core::Working| ProductionWorking {
            alert: working.alert.to_string(),
            area_ha: working.area.0,
            not_before: working.onset.not_before,
            not_after: working.onset.not_after,
            touches: working.touches,
        };
        Self {
            kind: found.kind,
            right: found.right,
            name: found.name,
            holder: found.holder,
            status_text: found.status.as_deref().map(|status| status_words(status, messages)),
            status: found.status,
            declared_kg: declared.map(|of| of.kilograms),
            months: declared.map(|of| of.months),
            first: declared.map(|of| of.first),
            last: declared.map(|of| of.last),
            workings: found.workings.into_iter().map(working).collect(),
            looks: found.looks,
            open_ha: found.open.map(|open| open.0),
            not_observable: found.not_observable,
        }
    }
}

/// Tells rights that declare gold without any visible working, and workings without any
/// declaration, each with its numbers. Intelligence only; what cannot be seen says so. Who
/// asked is kept in the audit log.
#[utoipa::path(
    get, path = "/api/v1/production/findings", tag = "production",
    responses(
        (status = 200, body = ProductionFindings),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "not_allowed"),
    )
)]
pub(super) async fn production_findings(
    State(app): State<AppState>,
    reader: Reader,
) -> Result<Json<ProductionFindings>, ApiError> {
    let found = production::asked_findings(app.workspace(), &reader.username).await?;
    let messages = app.messages(reader.language);
    let thresholds = app.workspace().profile("default").map_err(ApiError::from)?;
    let thresholds = thresholds.profile.production;
    Ok(Json(ProductionFindings {
        permitted_use: "intelligence_only",
        load: found.load.as_ref().map(|load| load.id.clone()),
        dated: found.load.as_ref().map(|load| load.dated),
        findings: found
            .findings
            .into_iter()
            .map(|one| ProductionFinding::of(one, messages))
            .collect(),
        unknown_rights: found.unknown_rights,
        not_looked_at: found.not_looked_at,
        thresholds: ProductionThresholds {
            seen_share_min: thresholds.seen_share_min,
            looks_min: thresholds.looks_min,
            open_min_ha: thresholds.open_min_ha,
            gold_min_kg: thresholds.gold_min_kg,
            touches_min: thresholds.touches_min,
        },
    }))
}
