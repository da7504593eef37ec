//! Briefings for field teams.

mod answer;
mod download;
mod query;
mod show;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(show::show))
        .route(Access::SignedIn, utoipa_axum::routes!(download::download))
}
