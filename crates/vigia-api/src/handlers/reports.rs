//! Field reports: the list and one.

mod list;
mod photo;
mod show;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(list::list_reports))
        .route(Access::SignedIn, utoipa_axum::routes!(show::show_report))
        .route(Access::SignedIn, utoipa_axum::routes!(photo::report_photo))
}
