//! Alerts: the list, one with everything behind it, files of them, notes beside them.

mod chip;
mod download;
mod filter;
mod list;
mod note;
mod open;
mod pixels;
mod show;
mod worklist;

use crate::access::{Access, Guarded, TAKERS, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(list::list_alerts))
        .route(Access::Roles(TAKERS), utoipa_axum::routes!(download::download_alerts))
        .route(Access::SignedIn, utoipa_axum::routes!(worklist::worklist))
        .route(Access::SignedIn, utoipa_axum::routes!(show::show_alert))
        .route(Access::SignedIn, utoipa_axum::routes!(open::open_alert))
        .route(Access::SignedIn, utoipa_axum::routes!(note::add_note))
        .route(Access::SignedIn, utoipa_axum::routes!(chip::alert_chip))
        .route(Access::SignedIn, utoipa_axum::routes!(pixels::alert_pixels))
}
