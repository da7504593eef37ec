//! Ground made for tests: forest, soil and water in smooth shapes, at any sub-pixel place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ndarray::{Array2, Array3};

use super::{Patch, Sample};

const FOREST: [f32; 6] = [0.026, 0.045, 0.026, 0.272, 0.146, 0.063];
const SOIL: [f32; 6] = [0.098, 0.137, 0.192, 0.255, 0.343, 0.268];
const WATER: [f32; 6] = [0.076, 0.105, 0.120, 0.062, 0.028, 0.020];

/// One scene of the same ground: where it lies, what became of its numbers, what is hidden.
#[derive(Clone, Copy)]
pub(super) struct Scenery {
    /// How far the ground lies downwards and to the right, in pixels.
    pub shift: (f64, f64),
    /// What a pixel's six bands became.
    pub numbers: fn([f32; 6]) -> [f32; 6],
    /// Which pixels of a patch are under cloud: patch, row, column.
    pub cloudy: fn(usize, usize, usize) -> bool,
}

impl Default for Scenery {
    fn default() -> Self {
        Self { shift: (0.0, 0.0), numbers: |pixel| pixel, cloudy: |_, _, _| false }
    }
}

impl Scenery {
    pub const SIDE: usize = 64;
    pub const PATCHES: usize = 9;

    pub fn patches(self) -> Vec<Patch> {
        let side = Self::SIDE;
        (0..Self::PATCHES)
            .map(|patch| Patch {
                reflectance: Array3::from_shape_fn((6, side, side), |(band, row, col)| {
                    if (self.cloudy)(patch, row, col) {
                        return 0.5;
                    }
                    let (row, col) = (row as f64 - self.shift.0, col as f64 - self.shift.1);
                    (self.numbers)(ground(patch as f64, row, col))[band]
                }),
                clear: Array2::from_shape_fn((side, side), |(row, col)| {
                    !(self.cloudy)(patch, row, col)
                }),
            })
            .collect()
    }

    pub fn sample(self) -> Sample {
        Sample::of(self.patches()).unwrap()
    }
}

/// Mostly forest; patches of soil and a band of water, with soft edges.
fn ground(patch: f64, row: f64, col: f64) -> [f32; 6] {
    let wave = |a: f64, b: f64, phase: f64| (row * a + col * b + phase + patch * 1.7).sin();
    let soil = wave(0.31, 0.12, 0.0) + wave(-0.09, 0.27, 1.0) + wave(0.17, -0.21, 2.0);
    let water = wave(0.06, 0.11, 3.0) + 0.5 * wave(0.21, -0.13, 0.5);
    let (soil, water) = (soft(soil - 1.4), soft(water - 1.0));
    std::array::from_fn(|band| {
        let land = FOREST[band] + soil * (SOIL[band] - FOREST[band]);
        land + water * (WATER[band] - land)
    })
}

fn soft(height: f64) -> f32 {
    (1.0 / (1.0 + (-6.0 * height).exp())) as f32
}
