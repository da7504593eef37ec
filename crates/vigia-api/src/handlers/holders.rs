//! Who holds what: for those who investigate.

mod judge;
mod list;

use crate::access::{Access, Guarded, INVESTIGATORS, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::Roles(INVESTIGATORS), utoipa_axum::routes!(list::list_holders))
        .route(Access::Roles(INVESTIGATORS), utoipa_axum::routes!(judge::judge_holders))
}
