//! Map tiles of a scene.

use std::sync::Arc;

use vigia_core::{Fingerprint, Scene, SceneId};
use vigia_raster::mercator::Frame;
use vigia_raster::picture::encode;
use vigia_raster::scene_tile::{View, render};

use super::{Encoded, Imagery, ImageryError, PictureFormat, Preset, RENDERING_VERSION, content};
use crate::error::AppError;
use crate::workspace::Workspace;

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct TileRequest {
    /// The scene.
    pub scene: SceneId,
    /// The earlier one, where two are compared.
    pub before: Option<SceneId>,
    /// How it is shown.
    pub preset: Preset,
    /// Zoom.
    pub z: u8,
    /// Column, from 180 degrees west.
    pub x: u32,
    /// Row, from the north.
    pub y: u32,
    /// How it is encoded.
    pub format: PictureFormat,
}

/// A tile that can be rendered; its tag names its content.
pub struct Tile {
    shown: Shown,
    frame: Frame,
    format: PictureFormat,
    tag: Fingerprint,
}

/// The scenes of a picture, and how they are shown.
#[derive(Clone)]
pub(super) struct Shown {
    pub scene: Arc<Scene>,
    pub before: Option<Arc<Scene>>,
    pub preset: Preset,
}

impl Tile {
    /// Returns the name of the tile's content: the same name, the same bytes.
    #[must_use]
    pub fn tag(&self) -> String {
        self.tag.short(32)
    }
}

/// Finds the scenes of a tile and says whether it can be had.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown scene; [`AppError::BadValue`] for a tile that does
/// not exist, a preset that the scene has no bands for, or a comparison without `before`.
pub async fn find(
    imagery: &Imagery,
    workspace: &Workspace,
    request: &TileRequest,
) -> Result<Tile, ImageryError> {
    let (z, x, y) = (request.z, request.x, request.y);
    let frame = Frame::of_tile(z, x, y).ok_or_else(|| AppError::BadValue {
        field: "z",
        words: "value-not-understood",
        arguments: vec![("reason", format!("{z}/{x}/{y}"))],
    })?;
    let before = request.before.as_ref();
    let shown = Shown::find(imagery, workspace, &request.scene, before, request.preset).await?;
    let tag = shown.tag(&format!("tile {z}/{x}/{y}"), request.format);
    Ok(Tile { shown, frame, format: request.format, tag })
}

/// Renders a tile; `None` where the scene shows nothing in it.
///
/// # Errors
/// [`ImageryError`].
pub async fn tile(imagery: &Imagery, tile: Tile) -> Result<Option<Arc<Encoded>>, ImageryError> {
    let Tile { shown, frame, format, tag } = tile;
    let rendered = move |pool: &_| {
        let picture = render(pool, &shown.view(), &frame)?;
        let encoded = picture.map(|picture| encode(&picture, format)).transpose()?;
        Ok(encoded.map(|bytes| Encoded { bytes, format }))
    };
    imagery.picture(tag, rendered).await
}

impl Shown {
    /// Finds the scenes; an earlier one is left out where the preset needs none.
    pub async fn find(
        imagery: &Imagery,
        workspace: &Workspace,
        scene: &SceneId,
        before: Option<&SceneId>,
        preset: Preset,
    ) -> Result<Self, ImageryError> {
        let scene = imagery.scene(workspace, scene).await?;
        let before = match before.filter(|_| preset.needs_before()) {
            Some(before) => Some(imagery.scene(workspace, before).await?),
            None => None,
        };
        let shown = Self { scene, before, preset };
        shown.check()?;
        Ok(shown)
    }

    /// Says why the preset cannot show these scenes.
    pub fn check(&self) -> Result<(), AppError> {
        let bad = |field, words, arguments| Err(AppError::BadValue { field, words, arguments });
        if self.preset.needs_before() && self.before.is_none() {
            let reason = ("reason", "before".to_owned());
            return bad("before", "value-not-understood", vec![reason]);
        }
        if !self.preset.suits(&self.scene) {
            let choices = suited(&self.scene).map(Preset::name).collect::<Vec<_>>().join(", ");
            let value = ("value", self.preset.name().to_owned());
            return bad("preset", "value-unknown", vec![value, ("choices", choices)]);
        }
        if let Some(before) = self.before.as_ref().filter(|before| !self.preset.suits(before)) {
            let reason = ("reason", format!("{} ({})", before.id, before.sensor.name()));
            return bad("before", "value-not-understood", vec![reason]);
        }
        Ok(())
    }

    pub fn view(&self) -> View<'_> {
        View { scene: &self.scene, before: self.before.as_deref(), preset: self.preset }
    }

    pub fn tag(&self, what: &str, format: PictureFormat) -> Fingerprint {
        let before = self.before.as_deref().map_or_else(String::new, content);
        Fingerprint::of_parts([
            RENDERING_VERSION,
            what,
            format.media_type(),
            self.preset.name(),
            &content(&self.scene),
            &before,
        ])
    }
}

/// Returns the presets that a scene has the bands for.
pub fn suited(scene: &Scene) -> impl Iterator<Item = Preset> {
    super::PRESETS.into_iter().filter(|preset| preset.suits(scene))
}
