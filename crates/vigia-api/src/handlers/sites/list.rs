//! `GET /api/v1/sites`: a page of sites.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::sites;
use vigia_core::{Site, SiteState};

use crate::cursor;
use crate::dto::geometry::{FeatureCollectionName, FeatureName, MultiPolygon, multi_polygon};
use crate::dto::site::SiteStateName;
use crate::json::Json;
use crate::place_query::PlaceQuery;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// A page of sites, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteCollection {
    /// Always `FeatureCollection`.
    #[schema(inline)]
    r#type: FeatureCollectionName,
    /// The sites, the largest first.
    features: Vec<SiteFeature>,
    /// How many there are on all pages.
    total: u64,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A site, as GeoJSON.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteFeature {
    /// Always `Feature`.
    #[schema(inline)]
    r#type: FeatureName,
    /// Identifier.
    id: String,
    /// The union of its clearings.
    geometry: MultiPolygon,
    /// What is known of it.
    properties: SiteSummary,
}

/// A site in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SiteSummary {
    /// Identifier.
    id: String,
    /// Geodesic area of the union of its clearings, in hectares.
    area_ha: f64,
    /// How it goes on.
    #[schema(value_type = SiteStateName)]
    state: SiteState,
    /// How many clearings it holds.
    clearings: usize,
}

impl From<&Site> for SiteSummary {
    fn from(site: &Site) -> Self {
        Self {
            id: site.id.to_string(),
            area_ha: site.area.0,
            state: site.state,
            clearings: site.clearings.len(),
        }
    }
}

impl From<&Site> for SiteFeature {
    fn from(site: &Site) -> Self {
        Self {
            r#type: FeatureName::Feature,
            id: site.id.to_string(),
            geometry: multi_polygon!(site.outline),
            properties: SiteSummary::from(site),
        }
    }
}

/// Lists sites, the largest first.
#[utoipa::path(
    get, path = "/api/v1/sites", tag = "sites", params(PlaceQuery),
    responses(
        (status = 200, body = SiteCollection),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
    )
)]
pub(super) async fn list_sites(
    State(app): State<AppState>,
    _reader: Reader,
    Query(query): Query<PlaceQuery>,
) -> Result<Json<SiteCollection>, ApiError> {
    let asked = query.asked("sites")?;
    let page = sites::page(app.workspace(), asked.bbox, asked.after.as_ref(), asked.limit).await?;
    Ok(Json(SiteCollection {
        r#type: FeatureCollectionName::FeatureCollection,
        features: page.sites.iter().map(SiteFeature::from).collect(),
        total: page.total,
        next_cursor: page.next.map(|next| cursor::encode(&next, &asked.scope)).transpose()?,
    }))
}
