//! Chips of an alert: its place before and after, with its outline.

use std::sync::Arc;

use vigia_core::{Alert, AlertId, Fingerprint};
use vigia_raster::chip::{self, CHIP_SIDES_PX};
use vigia_raster::picture::encode;

use super::tile::Shown;
use super::{Encoded, Imagery, ImageryError, PictureFormat, Preset, views};
use crate::error::AppError;
use crate::workspace::Workspace;

/// Which of the two views.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// The last clear view before the first of it was cleared.
    Before,
    /// The newest clear view that shows it.
    After,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipRequest {
    /// The alert.
    pub alert: AlertId,
    /// Which view.
    pub moment: Moment,
    /// How it is shown.
    pub preset: Preset,
    /// Side of the picture, in pixels.
    pub side_px: u32,
    /// Whether the outline is drawn.
    pub with_outline: bool,
}

/// A chip that can be rendered; its tag names its content.
pub struct Chip {
    shown: Shown,
    rings: Vec<Vec<(f64, f64)>>,
    side_px: u32,
    with_outline: bool,
    tag: Fingerprint,
}

impl Chip {
    /// Returns the name of the chip's content: the same name, the same bytes.
    #[must_use]
    pub fn tag(&self) -> String {
        self.tag.short(32)
    }
}

/// Finds the scene of a chip; `None` where there is no view of that moment.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::BadValue`] for a side that is not 64 to 1024, or a
/// preset that the scene has no bands for.
pub async fn find(
    imagery: &Imagery,
    workspace: &Workspace,
    request: &ChipRequest,
) -> Result<Option<Chip>, ImageryError> {
    if !CHIP_SIDES_PX.contains(&request.side_px) {
        let (min, max) = (CHIP_SIDES_PX.start().to_string(), CHIP_SIDES_PX.end().to_string());
        let arguments = vec![("min", min), ("max", max)];
        return Err(
            AppError::BadValue { field: "size", words: "value-out-of-range", arguments }.into()
        );
    }
    let alert = workspace.store().alert(&request.alert).await.map_err(AppError::from)?;
    let missing = || AppError::NoSuchAlert { id: request.alert.to_string() };
    let alert = alert.ok_or_else(missing)?;
    let found = views::views(imagery, workspace, &alert).await?;
    let wanted = match request.moment {
        Moment::Before => found.before.clone(),
        Moment::After => found.after,
    };
    let Some(scene) = wanted else { return Ok(None) };
    let before = found.before.filter(|_| request.preset.needs_before());
    let shown = Shown { scene, before, preset: request.preset };
    shown.check()?;
    let rings = rings(&alert);
    let what = format!("chip {} {} {rings:?}", request.side_px, request.with_outline);
    let tag = shown.tag(&what, PictureFormat::Webp);
    let (side_px, with_outline) = (request.side_px, request.with_outline);
    Ok(Some(Chip { shown, rings, side_px, with_outline, tag }))
}

/// Renders a chip; `None` where the scene shows nothing of the place.
///
/// # Errors
/// [`ImageryError`].
pub async fn chip(imagery: &Imagery, chip: Chip) -> Result<Option<Arc<Encoded>>, ImageryError> {
    let Chip { shown, rings, side_px, with_outline, tag } = chip;
    let rendered = move |pool: &_| {
        let Some(frame) = chip::frame_around(&rings, side_px) else { return Ok(None) };
        let picture = chip::chip(pool, &shown.view(), &frame, &rings, with_outline)?;
        let format = PictureFormat::Webp;
        let encoded = picture.map(|picture| encode(&picture, format)).transpose()?;
        Ok(encoded.map(|bytes| Encoded { bytes, format }))
    };
    imagery.picture(tag, rendered).await
}

fn rings(alert: &Alert) -> Vec<Vec<(f64, f64)>> {
    let polygons = alert.outline.iter();
    let rings =
        polygons.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.map(|ring| ring.coords().map(|point| (point.x, point.y)).collect()).collect()
}
