//! Who asks: what a handler may know about the person behind a request.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use vigia_app::accounts::SignedIn;
use vigia_app::messages::Language;
use vigia_app::sight::Sight;
use vigia_core::Role;

use crate::problem::ApiError;

/// The person who asks. The guard put it there: a route that is open has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Name with which they sign in.
    pub username: String,
    /// What they are here for.
    pub role: Role,
    /// How much they may see.
    pub sight: Sight,
    /// In which language they read.
    pub language: Language,
}

impl Reader {
    pub(crate) fn of(signed_in: &SignedIn) -> Self {
        let user = &signed_in.user;
        Self {
            username: user.username.clone(),
            role: user.role,
            sight: Sight::of(user.role),
            language: user.language,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or(ApiError::NotSignedIn)
    }
}

/// The session behind a request, for the handlers of the session itself.
pub(crate) struct CurrentSession(pub(crate) SignedIn);

impl<S: Send + Sync> FromRequestParts<S> for CurrentSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<SignedIn>().cloned().map(Self).ok_or(ApiError::NotSignedIn)
    }
}
