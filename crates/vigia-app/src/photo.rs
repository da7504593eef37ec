//! The photo of a field report, for showing: smaller, and without metadata.

use std::path::PathBuf;
use std::sync::Arc;

use vigia_core::report::{Report, ReportSource};
use vigia_core::{Fingerprint, ReportId};
use vigia_raster::photo::{PHOTO_SIDE_MAX_PX, reencoded};

use crate::error::AppError;
use crate::imagery::{Encoded, Imagery, ImageryError, PictureFormat};
use crate::workspace::Workspace;

/// Largest original that is read, in bytes.
const ORIGINAL_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Sides that may be asked for, in pixels.
pub const PHOTO_SIDES_PX: std::ops::RangeInclusive<u32> = 64..=PHOTO_SIDE_MAX_PX;

/// A photo that can be shown; its tag names its content.
pub struct Photo {
    path: PathBuf,
    size_bytes: u64,
    side_px: u32,
    tag: Fingerprint,
}

impl Photo {
    /// Returns the name of what is shown: the same name, the same bytes.
    #[must_use]
    pub fn tag(&self) -> String {
        self.tag.short(32)
    }
}

/// Says whether a report comes with a photo that can be shown.
#[must_use]
pub fn has_photo(report: &Report) -> bool {
    report.source == ReportSource::Photo
}

/// Finds the photo of a report, its longer side to be at most `side_px`.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such report, or it has no photo;
/// [`AppError::BadValue`] for a side that is not one of [`PHOTO_SIDES_PX`].
pub async fn find(workspace: &Workspace, id: &ReportId, side_px: u32) -> Result<Photo, AppError> {
    if !PHOTO_SIDES_PX.contains(&side_px) {
        let (min, max) = (PHOTO_SIDES_PX.start().to_string(), PHOTO_SIDES_PX.end().to_string());
        let arguments = vec![("min", min), ("max", max)];
        return Err(AppError::BadValue { field: "size", words: "value-out-of-range", arguments });
    }
    let report = workspace.store().report(id).await?;
    let missing = || AppError::NotFound { noun: "photo", id: id.to_string() };
    let original = report.filter(has_photo).ok_or_else(missing)?.fingerprint;
    let shown = format!("photo 1 {side_px}");
    Ok(Photo {
        path: workspace.blob_path(&original),
        size_bytes: workspace.store().blobs().size_bytes(&original)?,
        side_px,
        tag: Fingerprint::of_parts([original.as_bytes().as_slice(), shown.as_bytes()]),
    })
}

/// Returns a photo as WebP with no metadata; `None` where it cannot be shown: its original,
/// which stays as it is, has more than 64 MB or 64 million pixels, or is damaged.
///
/// # Errors
/// [`ImageryError`].
pub async fn photo(imagery: &Imagery, photo: Photo) -> Result<Option<Arc<Encoded>>, ImageryError> {
    let Photo { path, size_bytes, side_px, tag } = photo;
    if size_bytes > ORIGINAL_MAX_BYTES {
        return Ok(None);
    }
    let shown = move |_: &_| {
        let bytes = std::fs::read(&path).map_err(|source| AppError::File {
            action: "reading",
            path: path.clone(),
            source,
        })?;
        match reencoded(&bytes, side_px) {
            Ok(bytes) => Ok(Some(Encoded { bytes, format: PictureFormat::Webp })),
            Err(error) => {
                tracing::info!(%error, path = %path.display(), "a photo cannot be shown");
                Ok(None)
            }
        }
    };
    imagery.picture(tag, shown).await
}
