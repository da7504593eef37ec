//! An optical scene: the ground of a day through the air of the day, as numbers.

use ndarray::{Array2, Array3};

use crate::acquisition::OpticalPass;
use crate::atmosphere::{Air, Atmosphere};
use crate::hash_noise::{at, gauss};
use crate::matter::surface;
use crate::noise_source::{Draws, key};
use crate::scene_classes::{NO_DATA, classify};
use crate::spectra::Spectrum;
use crate::tile::{MARGIN_PX, SUPERSAMPLES};
use crate::world::SurveyedTile;

/// What a delivered number adds from the offset's day on.
pub const OFFSET_DN: f32 = 1_000.0;

/// The numbers of one optical scene; 0 is "no data".
pub struct OpticalPixels {
    /// Blue, green, red, NIR at 10 m.
    pub fine: [Array2<u16>; 4],
    /// SWIR1, SWIR2 at 20 m.
    pub coarse: [Array2<u16>; 2],
    /// Scene classes at 20 m.
    pub classes: Array2<u8>,
    /// Share of pixels called cloud, percent.
    pub cloud_percent: f64,
    /// Share of pixels without data, percent.
    pub nodata_percent: f64,
    /// Elevation of the sun, degrees.
    pub sun_elevation_deg: f32,
    /// Azimuth of the sun, degrees.
    pub sun_azimuth_deg: f32,
}

/// Renders one pass over one tile.
pub(crate) fn render(surveyed: &SurveyedTile<'_>, pass: &OpticalPass) -> OpticalPixels {
    let ground = surveyed.ground;
    let atmosphere = Atmosphere::draw(pass, &ground.knobs, ground.spec.half_extent_m());
    let seed = key(ground.spec.seed, "sensor", (pass.index * 2 + surveyed.index) as u64);
    let lit = lit_ground(surveyed, pass);
    let (seen, air) = sensed(surveyed, pass, &atmosphere, &lit, seed);
    let classes = classify(&seen, &air, &ground.knobs, seed);
    let count = |wanted: fn(u8) -> bool| {
        let found = classes.iter().filter(|class| wanted(**class)).count();
        100.0 * found as f64 / classes.len() as f64
    };
    let offset = if pass.has_offset { OFFSET_DN } else { 0.0 };
    let px = surveyed.tile.grid.cols;
    let noise = ground.knobs.noise;
    let number = |value: f32, band: usize, row: usize, col: usize| {
        if value.is_nan() {
            return 0;
        }
        let draw = gauss(at(seed ^ ((band as u64 + 1) << 40), row as i32, col as i32));
        let noisy = value + draw * (noise + 0.012 * value);
        // Zero is kept for "no data".
        (noisy * 10_000.0 + offset).round().clamp(1.0, 65_535.0) as u16
    };
    OpticalPixels {
        fine: std::array::from_fn(|band| {
            Array2::from_shape_fn((px, px), |(r, c)| number(seen[[band, r, c]], band, r, c))
        }),
        coarse: std::array::from_fn(|i| {
            let band = 4 + i;
            Array2::from_shape_fn((px / 2, px / 2), |(r, c)| {
                number(coarse_mean(&seen, band, r, c), band, r, c)
            })
        }),
        cloud_percent: count(|class| (8..=10).contains(&class)),
        nodata_percent: count(|class| class == NO_DATA),
        classes,
        sun_elevation_deg: atmosphere.clouds.sun_elevation_deg,
        sun_azimuth_deg: atmosphere.clouds.sun_azimuth_deg,
    }
}

/// Returns the mean of the four 10 m pixels of a 20 m pixel.
pub(crate) fn coarse_mean(seen: &Array3<f32>, band: usize, row: usize, col: usize) -> f32 {
    let (r, c) = (2 * row, 2 * col);
    let top = seen[[band, r, c]] + seen[[band, r, c + 1]];
    (top + seen[[band, r + 1, c]] + seen[[band, r + 1, c + 1]]) / 4.0
}

/// Averages each pixel's samples on the day, margin included: mixed pixels at edges.
fn lit_ground(surveyed: &SurveyedTile<'_>, pass: &OpticalPass) -> Vec<Spectrum> {
    let side = surveyed.tile.grid.cols + 2 * MARGIN_PX;
    let weight = 1.0 / (SUPERSAMPLES * SUPERSAMPLES) as f32;
    let mut pixels = Vec::with_capacity(side * side);
    for row in 0..side {
        for col in 0..side {
            let mut sum = [0.0_f32; 6];
            for sub in 0..SUPERSAMPLES * SUPERSAMPLES {
                let (r, c) = (sub / SUPERSAMPLES, sub % SUPERSAMPLES);
                let cell = surveyed.cells.at(row * SUPERSAMPLES + r, col * SUPERSAMPLES + c);
                let (_, reflectance) = surface(surveyed.ground, cell, &pass.moment);
                for (total, value) in sum.iter_mut().zip(reflectance) {
                    *total += weight * value;
                }
            }
            pixels.push(sum);
        }
    }
    pixels
}

/// Shifts the ground by the day's misregistration and looks at it through the air.
/// Shapes `(6, px, px)` and `(px, px)`; NaN beyond the swath.
fn sensed(
    surveyed: &SurveyedTile<'_>,
    pass: &OpticalPass,
    atmosphere: &Atmosphere,
    lit: &[Spectrum],
    seed: u64,
) -> (Array3<f32>, Array2<Air>) {
    let px = surveyed.tile.grid.cols;
    let side = px + 2 * MARGIN_PX;
    let mut draws = Draws::new(seed, "shift", 0);
    let most = surveyed.ground.knobs.misregistration_px;
    let shift = (draws.between(-most, most), draws.between(-most, most));
    let cut = draws.between(0.25, 0.6);
    let mut seen = Array3::zeros((6, px, px));
    let mut airs = Array2::from_elem((px, px), Air::default());
    for row in 0..px {
        for col in 0..px {
            // The swath's edge runs obliquely through the tile.
            let across = (col as f32 + 0.25 * row as f32) / px as f32;
            if pass.is_cut && across < cut {
                for band in 0..6 {
                    seen[[band, row, col]] = f32::NAN;
                }
                continue;
            }
            let ground = shifted(lit, side, row, col, shift);
            let margin = MARGIN_PX * SUPERSAMPLES;
            let (x, y) = surveyed
                .tile
                .sample_place(row * SUPERSAMPLES + margin, col * SUPERSAMPLES + margin);
            let air = atmosphere.over(x, y);
            // Crowns look a little different under each sun.
            let glint = 1.0 + 0.015 * gauss(at(seed ^ 0x61, row as i32, col as i32));
            for (band, value) in atmosphere.through(&ground, air).into_iter().enumerate() {
                seen[[band, row, col]] = (value * glint).max(0.000_5);
            }
            airs[[row, col]] = air;
        }
    }
    (seen, airs)
}

fn shifted(lit: &[Spectrum], side: usize, row: usize, col: usize, shift: (f32, f32)) -> Spectrum {
    let along = |index: usize, by: f32| {
        let place = (index + MARGIN_PX) as f32 + by;
        (place.floor() as usize, place - place.floor())
    };
    let ((r, v), (c, u)) = (along(row, shift.1), along(col, shift.0));
    let (top, bottom) = (r * side + c, (r + 1) * side + c);
    std::array::from_fn(|band| {
        let high = lit[top][band] * (1.0 - u) + lit[top + 1][band] * u;
        let low = lit[bottom][band] * (1.0 - u) + lit[bottom + 1][band] * u;
        high * (1.0 - v) + low * v
    })
}

#[cfg(test)]
mod tests;
