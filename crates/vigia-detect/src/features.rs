//! Numbers that tell a working from other clearings, measured over one changed object.

use std::collections::BTreeMap;

use ndarray::{Array2, s};

use crate::indices::Indices;
use crate::levelling::levelled;
use crate::neighbourhood::{grown, opened, radius_px};
use crate::working::{Square, square_around};
use crate::{DetectError, View};

/// How far around a clearing its surroundings are looked at.
pub(crate) const SURROUNDINGS_M: f64 = 50.0;
/// How far old water reaches: a river moves, and floods its banks.
const OLD_WATER_M: f64 = 30.0;
/// Larger clearings count as this large: a field is no likelier a mine for being large.
const COUNTED_HA: f64 = 2.0;
/// More turbid water than this share of a clearing counts as this much: one pond tells a
/// working as well as five.
const COUNTED_TURBID: f64 = 0.05;
/// Bare ground narrower than twice this is no broad opening.
const BROAD_M: f64 = 20.0;
/// Keeps the logarithm of a tiny area from running away.
const AREA_OFFSET_HA: f64 = 0.05;
/// Keeps the logarithm of a perfectly even surface finite.
const ROUGHNESS_OFFSET: f64 = 0.02;
/// Darkest mean brightness that is divided by.
const DARKEST: f64 = 0.01;

/// Features of one clearing; all are NaN where none of its pixels is seen at both dates.
///
/// None is a date, a place or an absolute level of blue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features {
    /// Natural logarithm of the area in hectares, plus 0.05; at most that of 2 ha.
    pub log_area: f64,
    /// Vegetation cover lost, 0–1.
    pub vegetation_loss: f64,
    /// Rise of reflectance in green and red: washed sand is bright, burnt or dug soil is not.
    pub brightening: f64,
    /// Rise of (red − green) / (red + green).
    pub reddening: f64,
    /// Standard deviation of brightness over its mean: heaps, ponds and tracks, mixed.
    pub unevenness: f64,
    /// Natural logarithm of 0.02 plus the mean step of brightness from a pixel to the next
    /// one east, over the mean brightness: how finely it is mixed. Depends on the pixel
    /// size; fitted at 10 m.
    pub roughness: f64,
    /// Share within 30 m of water that was there before: a river that moved.
    pub near_old_water: f64,
    /// 4 · share of new water · share of bare ground, 0–1: ponds in sand.
    pub pond_mix: f64,
    /// Share of the surroundings (50 m) that was bare before: an older opening that grows.
    pub old_bare: f64,
    /// Share of the clear square of 480 m around that was broad bare ground before: a
    /// quarry, a field or a town that was there already.
    pub solid_before: f64,
    /// How much more than before the square looks worked: the rise of the evidence
    /// ([`crate::working::evidence`]); NaN until a model has judged it.
    pub worked_rise: f64,
    /// Share that is new water redder than green, of 5 % or more as 1: ponds with suspended
    /// sediment. Fish ponds and settled ones are green or dark.
    pub turbid_ponds: f64,
    /// Length over width of the ellipse with the same moments as its pixels, 1 or more.
    pub elongation: f64,
    /// Width of that ellipse's rectangle in metres, the clearing's area over its length.
    pub mean_width_m: f64,
}

impl Features {
    /// Names of the features, as profiles and exports use them.
    pub const NAMES: [&str; 14] = [
        "log_area",
        "vegetation_loss",
        "brightening",
        "reddening",
        "unevenness",
        "roughness",
        "near_old_water",
        "pond_mix",
        "old_bare",
        "solid_before",
        "worked_rise",
        "turbid_ponds",
        "elongation",
        "mean_width_m",
    ];

    /// Nothing is known of it.
    pub const UNSEEN: Self = Self::from_values([f64::NAN; 14]);

    const fn values(&self) -> [f64; 14] {
        [
            self.log_area,
            self.vegetation_loss,
            self.brightening,
            self.reddening,
            self.unevenness,
            self.roughness,
            self.near_old_water,
            self.pond_mix,
            self.old_bare,
            self.solid_before,
            self.worked_rise,
            self.turbid_ponds,
            self.elongation,
            self.mean_width_m,
        ]
    }

    const fn from_values(v: [f64; 14]) -> Self {
        Self {
            log_area: v[0],
            vegetation_loss: v[1],
            brightening: v[2],
            reddening: v[3],
            unevenness: v[4],
            roughness: v[5],
            near_old_water: v[6],
            pond_mix: v[7],
            old_bare: v[8],
            solid_before: v[9],
            worked_rise: v[10],
            turbid_ponds: v[11],
            elongation: v[12],
            mean_width_m: v[13],
        }
    }

    /// Returns the value of the feature `name`, or `None` for a name that does not exist.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        let index = Self::NAMES.iter().position(|known| *known == name)?;
        Some(self.values()[index])
    }

    /// Returns the features that are known, by name.
    #[must_use]
    pub fn to_map(&self) -> BTreeMap<String, f64> {
        let values = Self::NAMES.iter().zip(self.values());
        values.filter(|(_, v)| v.is_finite()).map(|(name, v)| ((*name).to_owned(), v)).collect()
    }
}

/// Returns the features of one clearing.
///
/// - `before`, `after`: calibrated views of the same window, hidden pixels NaN. The window
///   should reach at least 50 m, better 240 m beyond the clearing: its forest is what the
///   two views are levelled with ([`levelled`]).
/// - `changed`: the clearing's pixels, shape `(row, col)`; those hidden at either date do
///   not count.
/// - `pixel_size_m`: width and height of a pixel.
///
/// # Errors
/// [`DetectError::Shape`] where the shapes differ.
pub fn of_clearing(
    before: &View,
    after: &View,
    changed: &Array2<bool>,
    pixel_size_m: (f64, f64),
) -> Result<Features, DetectError> {
    let before = levelled(before, after)?;
    if changed.dim() != after.shape() {
        return Err(DetectError::Shape {
            expected: format!("{:?}", after.shape()),
            found: format!("{:?}", changed.dim()),
        });
    }
    let (before, after) = (Indices::of(&before), Indices::of(after));
    let pixels: Vec<(u32, u32)> = changed
        .indexed_iter()
        .filter(|(_, is_changed)| **is_changed)
        .map(|((row, col), _)| (row as u32, col as u32))
        .collect();
    let square = square_around(&pixels, after.clear.dim(), pixel_size_m);
    Ok(measured(&before, &after, &pixels, &square, pixel_size_m))
}

/// [`of_clearing`] on views that are levelled already; `square` is its square of 480 m.
pub(crate) fn measured(
    before: &Indices,
    after: &Indices,
    pixels: &[(u32, u32)],
    square: &Square,
    pixel_size_m: (f64, f64),
) -> Features {
    let seen: Vec<(usize, usize)> = pixels
        .iter()
        .map(|&(row, col)| (row as usize, col as usize))
        .filter(|at| before.clear[*at] && after.clear[*at])
        .collect();
    if seen.is_empty() {
        return Features::UNSEEN;
    }
    let count = seen.len() as f64;
    let mean =
        |values: &Array2<f32>| seen.iter().map(|at| f64::from(values[*at])).sum::<f64>() / count;
    let share = |mask: &Array2<bool>| seen.iter().filter(|at| mask[**at]).count() as f64 / count;
    let area_ha = count * (pixel_size_m.0 * pixel_size_m.1).abs() / 1e4;
    let brightness = mean(&after.brightness);
    let variance =
        seen.iter().map(|at| (f64::from(after.brightness[*at]) - brightness).powi(2)).sum::<f64>()
            / count;
    let around = Around::new(&seen, after.clear.dim(), pixel_size_m);
    let is_turbid = |at: &&(usize, usize)| {
        after.water[**at] && after.redness[**at] > 0.0 && !before.water[**at]
    };
    let turbid = seen.iter().filter(is_turbid).count() as f64 / count;
    let extent = Extent::of(&seen, pixel_size_m);
    Features {
        log_area: (area_ha + AREA_OFFSET_HA).min(COUNTED_HA).ln(),
        vegetation_loss: mean(&before.cover) - mean(&after.cover),
        brightening: brightness - mean(&before.brightness),
        reddening: mean(&after.redness) - mean(&before.redness),
        unevenness: variance.sqrt() / brightness.max(DARKEST),
        roughness: (around.step(&after.brightness) / brightness.max(DARKEST) + ROUGHNESS_OFFSET)
            .ln(),
        near_old_water: around.share_near(&before.water, radius_px(OLD_WATER_M, pixel_size_m)),
        pond_mix: 4.0 * share(&after.water) * share(&after.bare),
        old_bare: around.share_of_ring(&before.bare, &before.clear),
        solid_before: solid_share(before, square, pixel_size_m),
        worked_rise: f64::NAN,
        turbid_ponds: (turbid / COUNTED_TURBID).min(1.0),
        elongation: extent.length_m / extent.width_m,
        mean_width_m: area_ha * 1e4 / extent.length_m,
    }
}

/// Share of the clear square that is broad bare ground; 0 where nothing is clear.
fn solid_share(view: &Indices, square: &Square, pixel_size_m: (f64, f64)) -> f64 {
    let solid = opened(&square.cut(&view.bare), radius_px(BROAD_M, pixel_size_m));
    let clear = square.cut(&view.clear);
    let count = |mask: &Array2<bool>| mask.iter().filter(|is_it| **is_it).count();
    count(&solid) as f64 / count(&clear).max(1) as f64
}

/// The rectangle with the same second moments as a set of pixels.
struct Extent {
    length_m: f64,
    width_m: f64,
}

impl Extent {
    /// `pixels` must not be empty. A pixel is a square, not a point: one alone is as long
    /// and as wide as itself.
    fn of(pixels: &[(usize, usize)], (pixel_width_m, pixel_height_m): (f64, f64)) -> Self {
        let count = pixels.len() as f64;
        let mean = |of: &dyn Fn(&(usize, usize)) -> f64| pixels.iter().map(of).sum::<f64>() / count;
        let x = |at: &(usize, usize)| at.1 as f64 * pixel_width_m.abs();
        let y = |at: &(usize, usize)| at.0 as f64 * pixel_height_m.abs();
        let (x_mean, y_mean) = (mean(&x), mean(&y));
        let xx = mean(&|at| (x(at) - x_mean).powi(2)) + pixel_width_m.powi(2) / 12.0;
        let yy = mean(&|at| (y(at) - y_mean).powi(2)) + pixel_height_m.powi(2) / 12.0;
        let xy = mean(&|at| (x(at) - x_mean) * (y(at) - y_mean));
        let (middle, half) = (f64::midpoint(xx, yy), f64::hypot((xx - yy) / 2.0, xy));
        // A uniform bar of length L has the variance L²/12 along itself.
        let side = |variance: f64| (12.0 * variance).sqrt();
        let narrowest = pixel_width_m.abs().min(pixel_height_m.abs());
        Self {
            length_m: side(middle + half),
            width_m: side((middle - half).max(0.0)).max(narrowest),
        }
    }
}

/// A clearing cut out with its surroundings.
struct Around {
    mask: Array2<bool>,
    count: usize,
    ring_px: usize,
    row: usize,
    col: usize,
}

impl Around {
    /// `seen` must not be empty and must lie inside `shape`.
    fn new(seen: &[(usize, usize)], shape: (usize, usize), pixel_size_m: (f64, f64)) -> Self {
        let ring_px = radius_px(SURROUNDINGS_M, pixel_size_m);
        let range = |values: &mut dyn Iterator<Item = usize>, length: usize| {
            let (low, high) =
                values.fold((usize::MAX, 0), |(low, high), at| (at.min(low), at.max(high)));
            (low.saturating_sub(ring_px), (high + ring_px + 1).min(length))
        };
        let rows = range(&mut seen.iter().map(|at| at.0), shape.0);
        let cols = range(&mut seen.iter().map(|at| at.1), shape.1);
        let mut mask = Array2::from_elem((rows.1 - rows.0, cols.1 - cols.0), false);
        for (row, col) in seen {
            mask[(row - rows.0, col - cols.0)] = true;
        }
        Self { mask, count: seen.len(), ring_px, row: rows.0, col: cols.0 }
    }

    fn cut<T: Copy>(&self, values: &Array2<T>) -> Array2<T> {
        let (rows, cols) = self.mask.dim();
        values.slice(s![self.row..self.row + rows, self.col..self.col + cols]).to_owned()
    }

    /// Mean step between neighbours in a row, both inside the clearing; 0 without any.
    fn step(&self, values: &Array2<f32>) -> f64 {
        let values = self.cut(values);
        let mut steps = 0_u32;
        let mut sum = 0.0;
        for (row, inside) in values.rows().into_iter().zip(self.mask.rows()) {
            for col in 1..row.len() {
                if inside[col - 1] && inside[col] {
                    steps += 1;
                    sum += f64::from((row[col] - row[col - 1]).abs());
                }
            }
        }
        sum / f64::from(steps.max(1))
    }

    /// Share of the clearing within `radius` pixels of `mask`.
    fn share_near(&self, mask: &Array2<bool>, radius: usize) -> f64 {
        let near = grown(&self.cut(mask), radius);
        let hits = near.iter().zip(&self.mask).filter(|(near, inside)| **near && **inside);
        hits.count() as f64 / self.count as f64
    }

    /// Share of the clear surroundings that `mask` covers; 0 where none are seen.
    fn share_of_ring(&self, mask: &Array2<bool>, clear: &Array2<bool>) -> f64 {
        let reach = grown(&self.mask, self.ring_px);
        let (mask, clear) = (self.cut(mask), self.cut(clear));
        let mut seen = 0_u32;
        let mut covered = 0_u32;
        for (at, inside) in self.mask.indexed_iter() {
            if reach[at] && !inside && clear[at] {
                seen += 1;
                covered += u32::from(mask[at]);
            }
        }
        f64::from(covered) / f64::from(seen.max(1))
    }
}

#[cfg(test)]
mod tests;
