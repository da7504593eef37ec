//! The session: signing in, who one is, the language, signing out.

mod end;
mod set_language;
mod show;
mod start;

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::accounts::SignedIn;
use vigia_core::Role;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::Open, utoipa_axum::routes!(start::start))
        .route(Access::SignedIn, utoipa_axum::routes!(show::show))
        .route(Access::SignedIn, utoipa_axum::routes!(set_language::set_language))
        .route(Access::SignedIn, utoipa_axum::routes!(end::end))
}

/// A session.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    /// Who is signed in.
    user: SessionUser,
    /// Sent back as `X-CSRF-Token` with every change.
    csrf_token: String,
    /// When the session ends whatever happens; unused, it ends after eight hours.
    #[schema(value_type = String, format = DateTime)]
    expires_at: jiff::Timestamp,
}

/// A person who is signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SessionUser {
    /// Name with which they sign in.
    username: String,
    /// Name that others read.
    name: String,
    /// What they are here for.
    #[schema(value_type = RoleName)]
    role: Role,
    /// In which language they read.
    #[schema(value_type = LanguageCode)]
    language: &'static str,
}

/// What a person is here for.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes vigia_core::Role, which knows no schema")]
pub(crate) enum RoleName {
    /// Decides on cases.
    Prosecutor,
    /// Works on imagery and alerts.
    Analyst,
    /// Goes to the place.
    Field,
    /// Looks after the installation.
    Admin,
}

/// A language.
#[derive(Clone, Copy, Debug, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LanguageCode {
    /// Spanish (Peru).
    Es,
    /// English.
    En,
}

impl From<SignedIn> for Session {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            user: SessionUser {
                username: signed_in.user.username,
                name: signed_in.user.display_name,
                role: signed_in.user.role,
                language: signed_in.user.language.code(),
            },
            csrf_token: signed_in.csrf_token,
            expires_at: signed_in.expires,
        }
    }
}
