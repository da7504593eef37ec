//! The masks that are labelled, the same in every run.

use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 20_260_731;

/// A kind of mask.
pub struct Mask {
    /// What it is, for a person.
    pub name: &'static str,
    density: f64,
    /// Radius of the discs it is made of, in pixels; none for single pixels.
    disc_px: Option<i64>,
}

/// Every kind.
pub const MASKS: &[Mask] = &[
    Mask { name: "noise of 2 %", density: 0.02, disc_px: None },
    Mask { name: "noise of 15 %", density: 0.15, disc_px: None },
    Mask { name: "noise of 40 %", density: 0.4, disc_px: None },
    Mask { name: "clusters", density: 0.15, disc_px: Some(12) },
];

impl Mask {
    /// Returns a mask of `side` pixels squared.
    pub fn made(&self, side: usize) -> Array2<bool> {
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let Some(largest) = self.disc_px else {
            return Array2::from_shape_simple_fn((side, side), || random.random_bool(self.density));
        };
        let mut mask = Array2::from_elem((side, side), false);
        // Discs of all radii to the largest; some overlap.
        let wanted = self.density * (side * side) as f64;
        let mut set = 0.0;
        while set < wanted {
            let radius = random.random_range(1..=largest);
            let [row, col] = [0, 1].map(|_| random.random_range(0..side as i64));
            for (y, x) in disc(radius) {
                let at = (usize::try_from(row + y), usize::try_from(col + x));
                let Some(pixel) = at.0.ok().zip(at.1.ok()).and_then(|at| mask.get_mut(at)) else {
                    continue;
                };
                set += f64::from(u8::from(!*pixel));
                *pixel = true;
            }
        }
        mask
    }
}

fn disc(radius: i64) -> impl Iterator<Item = (i64, i64)> {
    let square = (-radius..=radius).flat_map(move |y| (-radius..=radius).map(move |x| (y, x)));
    square.filter(move |(y, x)| y * y + x * x <= radius * radius)
}
