//! Reads what the gate looks at of a scene.

use vigia_core::profile::NamedProfile;
use vigia_core::{GridGeometry, Scene};
use vigia_detect::gate::{Patch, Sample, patch_windows};
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use crate::clear_ground::clear_ground;
use crate::detect::ground::Ground;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Reads the patches of `scene` on `grid`, which it shares with those that it is compared
/// with; blocks.
pub(super) fn read(
    workspace: &Workspace,
    scene: &Scene,
    grid: &GridGeometry,
    profile: &NamedProfile,
) -> Result<Sample, AppError> {
    let locate = |fingerprint: &_| workspace.blob_path(fingerprint);
    let reader = SceneReader::open_on(scene, grid, &locate)?;
    let ground = Ground::of(grid, &Operation::to_wgs84(&grid.crs)?)?;
    let margin_px = ground.pixels_across(profile.profile.series.cloud_margin_m);
    let patches = patch_windows(grid).into_iter().map(|window| {
        let reflectance = reader.read_optical(window)?;
        let clear = clear_ground(&reader, window, margin_px)?;
        Ok(Patch { reflectance, clear })
    });
    Ok(Sample::of(patches.collect::<Result<_, AppError>>()?)?)
}
