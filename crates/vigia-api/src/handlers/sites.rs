//! Sites: the places that clearings make.

mod list;
mod show;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(list::list_sites))
        .route(Access::SignedIn, utoipa_axum::routes!(show::show_site))
}
