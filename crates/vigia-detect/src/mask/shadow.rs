//! Shadows of clouds.

use std::f64::consts::TAU;

use ndarray::Array2;

use super::Reach;
use super::around::{grown, mostly};
use super::forest::ForestLine;
use super::pixels::{Pixel, Pixels};
use crate::neighbourhood::radius_px;

/// A shadow leaves so much of the light at 0.84 and 1.6 µm, or less.
const NIR_LEFT: f32 = 0.65;
const SWIR1_LEFT: f32 = 0.6;
/// Darker than this at 0.84 µm is water.
const NIR_MIN: f32 = 0.05;
/// NDVI of closed forest, and of forest in shadow.
const FOREST_NDVI: f32 = 0.6;
const SHADED_NDVI: f32 = 0.4;
/// Blue does not rise in a shadow, but for noise.
const BLUE_LEFT: f32 = 1.1;
const BLUE_NOISE: f32 = 0.005;

/// Farthest that a cloud throws its shadow.
const THROW_M: f64 = 1500.0;
/// Directions and places of a cloud that are tried.
const DIRECTIONS: usize = 24;
const STEP_PX: usize = 2;
const PLACES_MAX: usize = 512;
/// Least share of the thrown cloud that is dark, and by how much more than anywhere.
const DARK_SHARE_MIN: f64 = 0.5;
const DARKER_THAN_ELSEWHERE: f64 = 2.0;
/// Pixels by which a shadow may lie beside the thrown cloud.
const BESIDE_PX: usize = 3;

/// Returns where forest is darker than at the other date by as much as shadow makes it,
/// shape `(row, col)`.
///
/// Clearings brighten, and water that came has no NDVI left: both stay.
pub(super) fn darker_than(view: &Pixels<'_>, other: &Pixels<'_>, reach: &Reach) -> Array2<bool> {
    let dark = view.map_beside(other, |now, then| {
        // What few pixels are comes first: this runs for every one.
        is_darkened(now, then.nir, then.swir1)
            && now.blue < BLUE_LEFT * then.blue + BLUE_NOISE
            && then.ndvi() > FOREST_NDVI
            && now.is_whole()
            && then.is_whole()
    });
    grown(&mostly(&dark, reach.solid_px), reach.penumbra_px)
}

/// Returns the dark forest that lies where `clouds` throw their shadow, shape
/// `(row, col)`: the one direction and distance that finds most of it dark. Nothing where
/// no throw explains it, because dark forest is also swamp or a slope.
pub(super) fn cast(
    view: &Pixels<'_>,
    clouds: &Array2<bool>,
    line: &ForestLine,
    pixel_size_m: (f64, f64),
) -> Array2<bool> {
    let nothing = || Array2::from_elem(view.shape(), false);
    let Some((nir, swir1)) = line.forest else { return nothing() };
    let dark = view.map(|pixel| {
        is_darkened(pixel, nir, swir1) && pixel.ndvi() > SHADED_NDVI && pixel.is_whole()
    });
    let Some(offset) = best_throw(clouds, &dark, pixel_size_m) else { return nothing() };
    let thrown = Array2::from_shape_fn(view.shape(), |at| {
        moved(at, (-offset.0, -offset.1), view.shape()).is_some_and(|cloud| clouds[cloud])
    });
    let mut shadow = grown(&thrown, BESIDE_PX);
    shadow.zip_mut_with(&dark, |is_shadow, is_dark| *is_shadow &= is_dark);
    shadow
}

fn is_darkened(pixel: Pixel, nir: f32, swir1: f32) -> bool {
    pixel.nir < NIR_LEFT * nir && pixel.swir1 < SWIR1_LEFT * swir1 && pixel.nir > NIR_MIN
}

/// The throw, in rows and columns, under which most of the clouds falls on dark forest.
fn best_throw(
    clouds: &Array2<bool>,
    dark: &Array2<bool>,
    pixel_size_m: (f64, f64),
) -> Option<(isize, isize)> {
    let places: Vec<(usize, usize)> =
        clouds.indexed_iter().filter(|(_, is_cloud)| **is_cloud).map(|(at, _)| at).collect();
    let places: Vec<_> = places.iter().step_by(places.len() / PLACES_MAX + 1).copied().collect();
    let dark_share =
        dark.iter().filter(|is_dark| **is_dark).count() as f64 / dark.len().max(1) as f64;
    let least = DARK_SHARE_MIN.max(DARKER_THAN_ELSEWHERE * dark_share);
    let mut best = None;
    let mut best_share = least;
    for distance in (STEP_PX..=radius_px(THROW_M, pixel_size_m)).step_by(STEP_PX) {
        for direction in 0..DIRECTIONS {
            let (sine, cosine) = (TAU * direction as f64 / DIRECTIONS as f64).sin_cos();
            let throw = |part: f64| (distance as f64 * part).round() as isize;
            let offset = (throw(sine), throw(cosine));
            let fallen: Vec<bool> = places
                .iter()
                .filter_map(|at| moved(*at, offset, dark.dim()))
                .filter(|at| !clouds[*at])
                .map(|at| dark[at])
                .collect();
            // A sliver that happens to be dark proves nothing.
            if fallen.len() * 4 < places.len() || fallen.is_empty() {
                continue;
            }
            let share =
                fallen.iter().filter(|is_dark| **is_dark).count() as f64 / fallen.len() as f64;
            if share > best_share {
                (best, best_share) = (Some(offset), share);
            }
        }
    }
    best
}

fn moved(
    (row, col): (usize, usize),
    (down, right): (isize, isize),
    (rows, cols): (usize, usize),
) -> Option<(usize, usize)> {
    let row = row.checked_add_signed(down).filter(|row| *row < rows)?;
    let col = col.checked_add_signed(right).filter(|col| *col < cols)?;
    Some((row, col))
}
