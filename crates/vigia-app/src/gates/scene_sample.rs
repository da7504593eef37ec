//! Reads what the gate looks at of a scene.

use ndarray::{Array2, s};
use vigia_core::profile::NamedProfile;
use vigia_core::{Scene, Window};
use vigia_detect::gate::{Patch, Sample, patch_windows};
use vigia_detect::scl;
use vigia_raster::SceneReader;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Reads the patches of `scene`; blocks.
pub(super) fn read(
    workspace: &Workspace,
    scene: &Scene,
    profile: &NamedProfile,
) -> Result<Sample, AppError> {
    let reader = SceneReader::open(scene, &|fingerprint| workspace.blob_path(fingerprint))?;
    let margin_px = profile.profile.series.cloud_margin_px;
    let patches = patch_windows(&scene.grid).into_iter().map(|window| {
        let reflectance = reader.read_optical(window)?;
        let clear = clear(&reader, window, margin_px)?;
        Ok(Patch { reflectance, clear })
    });
    Ok(Sample::of(patches.collect::<Result<_, AppError>>()?)?)
}

/// Reads where the ground is clear; everywhere in a scene without classes.
fn clear(reader: &SceneReader, window: Window, margin_px: usize) -> Result<Array2<bool>, AppError> {
    let around = window.grown(margin_px, reader.grid());
    let Some(classes) = reader.read_classes(around)? else {
        return Ok(Array2::from_elem((window.rows, window.cols), true));
    };
    let clear = scl::clear_mask(classes.view(), margin_px);
    let (row, col) = (window.row - around.row, window.col - around.col);
    Ok(clear.slice(s![row..row + window.rows, col..col + window.cols]).to_owned())
}
