//! Scenes as a list.

use vigia_core::Scene;
use vigia_raster::scene_tile::bounds;

use super::ground::hidden_shares;
use super::{Imagery, ImageryError};
use crate::error::AppError;
use crate::scene_summary::{SceneSummary, summaries};
use crate::workspace::Workspace;

/// Most scenes that are listed at once.
pub const SCENES_MAX: usize = 500;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SceneFilter {
    /// Only this series.
    pub series: Option<String>,
    /// Only scenes that reach into (west, south, east, north), in degrees.
    pub within: Option<[f64; 4]>,
    /// How many, at most [`SCENES_MAX`].
    pub limit: usize,
}

/// Lists scenes, newest first, each with its share of hidden ground where that is known.
///
/// # Errors
/// [`ImageryError`].
pub async fn scenes(
    imagery: &Imagery,
    workspace: &Workspace,
    filter: &SceneFilter,
) -> Result<Vec<SceneSummary>, ImageryError> {
    let names = match &filter.series {
        Some(name) => vec![name.clone()],
        None => workspace.store().series().await.map_err(AppError::from)?,
    };
    let mut found: Vec<Scene> = Vec::new();
    for name in names {
        let scenes = workspace.store().scenes(&name).await.map_err(AppError::from)?;
        found.extend(scenes);
    }
    found.sort_by(|a, b| (b.acquired_start, &b.id).cmp(&(a.acquired_start, &a.id)));
    if let Some(within) = filter.within {
        found = imagery.workers.run(move || reaching(found, within)).await?;
    }
    found.truncate(filter.limit.min(SCENES_MAX));
    let cloud_shares = hidden_shares(imagery, &found).await?;
    let summaries = summaries(found).await?;
    let listed = summaries.into_iter().zip(cloud_shares);
    Ok(listed
        .map(|(summary, share)| SceneSummary {
            cloud_share: share.map(|share| share as f32),
            ..summary
        })
        .collect())
}

fn reaching(mut scenes: Vec<Scene>, within: [f64; 4]) -> Result<Vec<Scene>, AppError> {
    // Scenes of a series lie on a few grids, and each takes a transformation.
    let mut known: Vec<(vigia_core::GridGeometry, bool)> = Vec::new();
    let mut reaches = |scene: &Scene| -> Result<bool, AppError> {
        if let Some((_, reaches)) = known.iter().find(|(grid, _)| *grid == scene.grid) {
            return Ok(*reaches);
        }
        let [west, south, east, north] = bounds(scene)?;
        let reaches =
            west <= within[2] && within[0] <= east && south <= within[3] && within[1] <= north;
        known.push((scene.grid.clone(), reaches));
        Ok(reaches)
    };
    let mut failed = None;
    scenes.retain(|scene| match reaches(scene) {
        Ok(reaches) => reaches,
        Err(error) => {
            failed = Some(error);
            false
        }
    });
    failed.map_or(Ok(scenes), Err)
}
