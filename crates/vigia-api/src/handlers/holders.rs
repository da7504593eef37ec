//! Who holds what: for those who investigate.

mod list;

use crate::access::{Access, Guarded, INVESTIGATORS, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::Roles(INVESTIGATORS), utoipa_axum::routes!(list::list_holders))
}
