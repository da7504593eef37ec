//! Where the ground was seen, by the scene classification.

use std::sync::{Arc, LazyLock};

use ndarray::Array2;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use vigia_core::{Band, Fingerprint, Scene};
use vigia_detect::scl::clear_mask;
use vigia_raster::class_counts::class_counts;
use vigia_raster::dataset_pool::DatasetPool;

use super::{Imagery, ImageryError};

/// One answer a code: the detector's own rule, asked once.
static IS_GROUND: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let codes = Array2::from_shape_fn((1, 256), |(_, code)| code as u8);
    let clear = clear_mask(codes.view(), 0);
    std::array::from_fn(|code| clear[(0, code)])
});

/// Says whether a code of the scene classification means that the ground is seen.
#[must_use]
pub fn is_ground(code: u8) -> bool {
    IS_GROUND[usize::from(code)]
}

/// Returns of each scene the share of observed pixels that do not show the ground (cloud,
/// shadow, cirrus), 0 to 1; `None` where it has no classification, or nothing was observed,
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
        let Some(classes) = scene.asset(Band::Scl) else { continue };
        match imagery.hidden_shares.get(&classes.fingerprint).await {
            Some(known) => shares[place] = known,
            None => unknown.push((place, classes.fingerprint, scene.clone())),
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
    let counts = class_counts(pool, scene).unwrap_or_else(|error| {
        tracing::warn!(scene = %scene.id, %error, "a scene's clouds cannot be read");
        None
    })?;
    let observed: u32 = counts.iter().skip(1).sum();
    let ground = counts.iter().zip(0..=u8::MAX).filter(|(_, code)| is_ground(*code));
    let ground: u32 = ground.map(|(count, _)| count).sum();
    (observed > 0).then(|| 1.0 - f64::from(ground) / f64::from(observed))
}

#[cfg(test)]
mod tests {
    use super::is_ground;

    #[test]
    fn the_rule_is_the_detectors() {
        let ground: Vec<u8> = (0..=255).filter(|code| is_ground(*code)).collect();
        assert_eq!(ground, [4, 5, 6, 7]);
    }
}
