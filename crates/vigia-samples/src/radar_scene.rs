//! A radar scene: backscatter of the ground's kinds under gamma speckle.

use ndarray::Array2;

use crate::acquisition::RadarPass;
use crate::ground::Cell;
use crate::hash_noise::{at, gauss, mix, unit};
use crate::matter::{Kind, surface};
use crate::noise_source::key;
use crate::tile::{MARGIN_PX, SUPERSAMPLES};
use crate::world::SurveyedTile;

/// Pixel size of radar scenes, in 10 m pixels.
pub const RADAR_STEP_PX: usize = 2;

/// Linear power at 20 m.
pub struct RadarPixels {
    /// Vertical transmit and receive.
    pub vv: Array2<f32>,
    /// Vertical transmit, horizontal receive.
    pub vh: Array2<f32>,
}

/// Renders one radar pass over one tile.
pub fn render(surveyed: &SurveyedTile<'_>, pass: &RadarPass) -> RadarPixels {
    let seed = key(surveyed.ground.spec.seed, "speckle", (pass.index * 2 + surveyed.index) as u64);
    let wind_db = 1.5 * gauss(mix(key(surveyed.ground.spec.seed, "wind", pass.index as u64)));
    let side = surveyed.tile.grid.cols / RADAR_STEP_PX;
    let mut vv = Array2::zeros((side, side));
    let mut vh = Array2::zeros((side, side));
    for row in 0..side {
        for col in 0..side {
            let first = |i: usize| (i * RADAR_STEP_PX + MARGIN_PX) * SUPERSAMPLES;
            let (mut co, mut cross) = (0.0, 0.0);
            // Four of the sixteen samples, one in each quarter.
            for (r, c) in [(0, 0), (0, 2), (2, 0), (2, 2)] {
                let cell = surveyed.cells.at(first(row) + r, first(col) + c);
                let (kind, _) = surface(surveyed.ground, cell, &pass.moment);
                let (vv_db, vh_db) = backscatter_db(kind, cell, pass, wind_db);
                co += 0.25 * power(vv_db);
                cross += 0.25 * power(vh_db);
            }
            let hash = at(seed, row as i32, col as i32);
            vv[[row, col]] = shortened(co * speckle(hash));
            vh[[row, col]] = shortened(cross * speckle(mix(hash ^ 0x56)));
        }
    }
    RadarPixels { vv, vh }
}

/// Returns (VV, VH) in dB.
fn backscatter_db(kind: Kind, cell: &Cell, pass: &RadarPass, wind_db: f32) -> (f32, f32) {
    let (vv, vh, wetting) = match kind {
        Kind::Canopy => (-7.6, -13.2, 0.5),
        Kind::LowPlants => (-9.5, -16.6, 1.4),
        Kind::Soil => (-10.8, -19.2, 2.6),
        Kind::Sand => (-12.2, -21.2, 2.2),
        Kind::Water => (-18.0 + wind_db, -25.5 + 0.5 * wind_db, 0.0),
    };
    let rain = if pass.is_wet { wetting } else { 0.0 };
    let texture = match kind {
        Kind::Canopy => 0.5 * cell.crowns + 0.2 * cell.stand,
        _ => 0.8 * cell.grain,
    };
    let season = 0.25 * (pass.moment.wetness - 0.5);
    (vv + rain + texture + season, vh + 0.8 * rain + texture + season)
}

/// Draws from a gamma distribution with shape 4 and mean 1: the mean of four exponentials,
/// which is the speckle of four independent looks (ENL 4).
fn speckle(hash: u64) -> f32 {
    let (mut product, mut state) = (1.0_f32, hash);
    for _ in 0..4 {
        state = mix(state);
        product *= (1.0 - unit(state)).max(1e-7);
    }
    -product.ln() / 4.0
}

fn power(db: f32) -> f32 {
    10.0_f32.powf(db / 10.0)
}

/// Keeps 12 bits of the fraction: far below the speckle, and the files shrink by a third.
fn shortened(value: f32) -> f32 {
    f32::from_bits(value.to_bits() & 0xFFFF_F800)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn speckle_has_mean_one_and_four_looks() {
        let draws: Vec<f32> = (0..40_000).map(|i| speckle(mix(i))).collect();
        let mean = draws.iter().sum::<f32>() / draws.len() as f32;
        let variance = draws.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / draws.len() as f32;
        let looks = mean * mean / variance;
        assert!((mean - 1.0).abs() < 0.02 && (looks - 4.0).abs() < 0.25, "{mean} {looks}");
    }
}
