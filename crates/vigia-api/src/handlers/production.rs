//! Declared production beside visible workings: for those who investigate.

mod findings;

use crate::access::{Access, Guarded, INVESTIGATORS, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::Roles(INVESTIGATORS), utoipa_axum::routes!(findings::production_findings))
}
