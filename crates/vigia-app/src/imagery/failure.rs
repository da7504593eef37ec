//! Why a picture cannot be had.

use std::sync::Arc;

use crate::error::AppError;

/// A picture cannot be had. Cheap to clone: all who waited for one rendering are told.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ImageryError {
    /// Too many wait already.
    #[error("too many pictures are waited for")]
    Busy,
    /// It took too long.
    #[error("the picture took too long")]
    TooSlow,
    /// A defect of this program.
    #[error("the rendering panicked")]
    Panicked,
    /// The scene, or the request, or the disk.
    #[error("the picture cannot be made")]
    Failed(#[source] Arc<AppError>),
}

impl From<AppError> for ImageryError {
    fn from(error: AppError) -> Self {
        Self::Failed(Arc::new(error))
    }
}
