//! Where the ground was seen, by the scenes' masks.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use vigia_core::{Fingerprint, Scene};
use vigia_raster::dataset_pool::DatasetPool;
use vigia_raster::ground_share::ground_share;

use super::{Imagery, ImageryError};

/// Returns of each scene the share of observed pixels that do not show the ground (cloud,
/// shadow, cirrus), 0 to 1; `None` where it has no mask, or nothing was observed,
/// or finding out is not cheap, or the file cannot be read: a damaged image must not hide a
/// list. Read side by side, computed once and kept.
///
/// # Errors
/// [`ImageryError`].
pub async fn hidden_shares(
    imagery: &Imagery,
    scenes: &[Scene],
) -> Result<Vec<Option<f64>>, ImageryError> {
    let mut shares = vec![None; scenes.len()];
    let mut unknown = Vec::new();
    for (place, scene) in scenes.iter().enumerate() {
        let Some((mask, _)) = scene.mask() else { continue };
        match imagery.hidden_shares.get(&mask.fingerprint).await {
            Some(known) => shares[place] = known,
            None => unknown.push((place, mask.fingerprint, scene.clone())),
        }
    }
    if unknown.is_empty() {
        return Ok(shares);
    }
    let pool = Arc::clone(&imagery.pool);
    let looked = move || {
        let look =
            |(place, file, scene): (usize, Fingerprint, Scene)| (place, file, share(&pool, &scene));
        Ok(unknown.into_par_iter().map(look).collect::<Vec<_>>())
    };
    for (place, file, share) in imagery.workers.run(looked).await? {
        shares[place] = share;
        imagery.hidden_shares.insert(file, share).await;
    }
    Ok(shares)
}

fn share(pool: &DatasetPool, scene: &Scene) -> Option<f64> {
    let ground = ground_share(pool, scene).unwrap_or_else(|error| {
        tracing::warn!(scene = %scene.id, %error, "a scene's clouds cannot be read");
        None
    })?;
    Some(1.0 - ground)
}
