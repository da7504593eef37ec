//! Layers: the context that alerts are tied to.

mod changes;
mod list;

use crate::access::{Access, Guarded, TAKERS, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(list::list_layers))
        .route(Access::Roles(TAKERS), utoipa_axum::routes!(changes::layer_changes))
}
