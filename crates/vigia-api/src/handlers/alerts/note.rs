//! `POST /api/v1/alerts/{id}/notes`: writing beside an alert.

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vigia_app::notes;

use crate::json::Json;
use crate::problem::{ApiError, ProblemDocument};
use crate::query::Path;
use crate::reader::Reader;
use crate::state::AppState;

/// What a person writes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteText {
    /// Plain text.
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
}

/// What somebody wrote beside an alert.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Note {
    /// Identifier.
    id: String,
    /// User name of the author.
    author: String,
    /// When, UTC.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Plain text.
    text: String,
}

impl From<notes::Note> for Note {
    fn from(note: notes::Note) -> Self {
        Self { id: note.id.to_string(), author: note.author, at: note.at, text: note.text }
    }
}

/// Writes a note beside an alert. Notes are never changed or removed.
#[utoipa::path(
    post, path = "/api/v1/alerts/{id}/notes", tag = "alerts", request_body = NoteText,
    params(("id" = String, Path, description = "Identifier of the alert")),
    responses(
        (status = 201, body = Note),
        (status = 400, body = ProblemDocument, content_type = "application/problem+json", description = "bad_body, bad_parameter"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json", description = "not_signed_in"),
        (status = 403, body = ProblemDocument, content_type = "application/problem+json", description = "csrf"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json", description = "not_found"),
    )
)]
pub(super) async fn add_note(
    State(app): State<AppState>,
    reader: Reader,
    Path(id): Path<String>,
    Json(note): Json<NoteText>,
) -> Result<(StatusCode, Json<Note>), ApiError> {
    let now = Timestamp::now();
    let note = notes::add(app.workspace(), &id, &reader.username, &note.text, now).await?;
    Ok((StatusCode::CREATED, Json(Note::from(note))))
}
