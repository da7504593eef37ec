//! Coordinate transformations of the rendering threads, made once each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gdal::spatial_ref::CoordTransform;

use crate::{RasterError, crs};

/// Most transformations that a thread keeps; a workspace has a handful of CRSs.
const KEPT_MAX: usize = 32;

thread_local! {
    // PROJ's objects belong to one thread, and making one takes about a millisecond.
    static KEPT: RefCell<HashMap<(String, String), Rc<CoordTransform>>> =
        RefCell::new(HashMap::new());
}

/// Returns the points of CRS `from` in CRS `to`, east (or longitude) first in both; a point
/// that has no place in `to` becomes infinite or NaN.
///
/// # Errors
/// [`RasterError::Crs`] where one of the two is not known.
pub fn transformed(
    from: &str,
    to: &str,
    mut xs: Vec<f64>,
    mut ys: Vec<f64>,
) -> Result<(Vec<f64>, Vec<f64>), RasterError> {
    if from == to || xs.is_empty() {
        return Ok((xs, ys));
    }
    let transform = kept(from, to)?;
    if let Err(error) = transform.transform_coords(&mut xs, &mut ys, &mut []) {
        // GDAL marks the points that failed; the others are right.
        tracing::trace!(%error, from, to, "some points have no place in the other CRS");
    }
    Ok((xs, ys))
}

fn kept(from: &str, to: &str) -> Result<Rc<CoordTransform>, RasterError> {
    let key = (from.to_owned(), to.to_owned());
    if let Some(known) = KEPT.with_borrow(|kept| kept.get(&key).cloned()) {
        return Ok(known);
    }
    let made = CoordTransform::new(&crs::spatial_ref(from)?, &crs::spatial_ref(to)?);
    let made = Rc::new(made.map_err(|_| RasterError::Crs { crs: format!("{from} > {to}") })?);
    KEPT.with_borrow_mut(|kept| {
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, Rc::clone(&made));
    });
    Ok(made)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn longitude_comes_first_and_the_answer_is_in_metres() {
        // The false easting of zone 19 lies on 69 degrees west, its false northing on the equator.
        let (x, y) = transformed("EPSG:4326", "EPSG:32719", vec![-69.0], vec![0.0]).unwrap();
        assert!(
            (x[0] - 500_000.0).abs() < 1e-6 && (y[0] - 10_000_000.0).abs() < 1e-6,
            "{x:?} {y:?}"
        );
    }

    #[test]
    fn a_point_without_a_place_is_marked_and_the_others_are_right() {
        let (x, _) =
            transformed("EPSG:4326", "EPSG:3857", vec![-69.0, -69.0], vec![95.0, 0.0]).unwrap();
        assert!(!x[0].is_finite());
        assert!((x[1] + 7_681_044.86).abs() < 0.01, "{}", x[1]);
    }

    #[test]
    fn an_unknown_crs_is_said() {
        let failed = transformed("EPSG:4326", "EPSG:1", vec![0.0], vec![0.0]);
        assert!(matches!(failed, Err(RasterError::Crs { .. })));
    }
}
