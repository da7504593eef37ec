//! Map tiles: what layers there are, vector tiles of each, and scenes as images.

mod index;
mod scene;
mod vector;

pub(in crate::handlers) use scene::preset;

use crate::access::{Access, Guarded, guarded};

pub(crate) fn routes() -> Guarded {
    guarded(Access::SignedIn, utoipa_axum::routes!(index::index))
        .route(Access::SignedIn, utoipa_axum::routes!(vector::vector))
        .route(Access::SignedIn, utoipa_axum::routes!(scene::scene_tile))
}
