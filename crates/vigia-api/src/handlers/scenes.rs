//! Scenes: the list to choose from.

mod list;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(list::list_scenes))
}
