//! `POST /api/v1/here/file`: what lies on the ground that a file draws.

use axum::body::Body;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vigia_app::AppError;
use vigia_app::asked_ground::AskedGround;
use vigia_app::asker::Asker;
use vigia_app::ground_file::{self, FILE_MAX_BYTES, GroundFile};
use vigia_app::here;
use vigia_core::Problem;

use super::{HereAnswer, RADIUS_M};
use crate::dto::geometry::MultiPolygon;
use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Query;
use crate::reader::Reader;
use crate::state::AppState;

/// Most features of which is told why they are left out.
const LEFT_OUT_MAX: usize = 50;

/// What the file does not say itself.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// Name of the file with its ending.
    #[serde(default)]
    name: String,
    /// CRS, for instance `EPSG:32719`; for files that state none, or a wrong one.
    crs: Option<String>,
    /// Metres around lines and points, 10 to 20,000; 500 where not given.
    radius_m: Option<f64>,
}

/// What lies on the ground that a file draws.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HereFileAnswer {
    #[serde(flatten)]
    here: HereAnswer,
    /// The ground, GeoJSON, EPSG:4326: areas as they are, lines and points with what lies around.
    ground: MultiPolygon,
    /// How many features it is made of.
    features: usize,
    /// How many of them had to be repaired.
    repaired: usize,
    /// CRS of the file.
    source_crs: String,
    /// Operation to EPSG:4326, by name.
    operation: String,
    /// Its stated accuracy in metres.
    operation_accuracy_m: Option<f64>,
    /// What else the file has and why it is left out, in the reader's language; at most 50.
    left_out: Vec<String>,
    /// How much that is.
    left_out_total: usize,
}

/// Tells what lies on the ground that a file draws: GeoJSON, KML, KMZ, GPX, GeoPackage,
/// FlatGeobuf or a zipped shapefile of at most 16 MB and 1,000 features. The file is not kept.
#[utoipa::path(
    post, path = "/api/v1/here/file", operation_id = "here_in_file", tag = "places", params(FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file"),
    responses(
        (status = 200, body = HereFileAnswer),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
        (status = 413, body = ProblemDocument, content_type = "application/problem+json", description = "too_large"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json", description = "unusable_file"),
    )
)]
pub(super) async fn file(
    State(app): State<AppState>,
    reader: Reader,
    Query(query): Query<FileQuery>,
    body: Body,
) -> Result<Json<HereFileAnswer>, ApiError> {
    let too_large = |_| ApiError::TooLarge { limit_bytes: FILE_MAX_BYTES };
    let bytes = axum::body::to_bytes(body, FILE_MAX_BYTES).await.map_err(too_large)?.to_vec();
    let radius_m = query.radius_m.unwrap_or(RADIUS_M);
    let crs = query.crs.filter(|crs| !crs.trim().is_empty());
    let read = ground_file::read(GroundFile { name: query.name, bytes, crs, radius_m });
    let read = read.await.map_err(|error| match error {
        AppError::Input(problem) => ApiError::UnusableFile(problem),
        other => other.into(),
    })?;
    let messages = app.messages(reader.language);
    let asker = Asker { sight: reader.sight, language: reader.language, messages };
    let here = here::on_ground(app.workspace(), asker, &read.ground).await?;
    let in_words = |problem: &Problem| {
        let title = messages.text(&format!("problem-{}", problem.code.as_str()), &[]);
        format!("{}: {title} ({})", problem.subject, problem.detail)
    };
    Ok(Json(HereFileAnswer {
        here: HereAnswer::of(here, &reader),
        ground: drawn(&read.ground),
        features: read.features,
        repaired: read.repaired,
        source_crs: read.source_crs,
        operation: read.operation,
        operation_accuracy_m: read.operation_accuracy_m,
        left_out: read.left_out.iter().take(LEFT_OUT_MAX).map(in_words).collect(),
        left_out_total: read.left_out.len(),
    }))
}

fn drawn(ground: &AskedGround) -> MultiPolygon {
    let rings = ground.outline().iter().map(|part| {
        let rings = std::iter::once(part.exterior()).chain(part.interiors());
        rings.map(|ring| ring.coords().map(|at| at.x_y()))
    });
    MultiPolygon::new(rings)
}
