//! Seeded random streams: one for each purpose, so that no draw depends on another's order.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::hash_noise::mix;

/// Returns the number that stands for `purpose` and `index` under the world's seed.
pub fn key(seed: u64, purpose: &str, index: u64) -> u64 {
    let name = purpose.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    mix(mix(seed) ^ mix(name) ^ mix(index.wrapping_add(0x5EED)))
}

/// A random stream with the few draws that the world needs.
pub struct Draws(ChaCha8Rng);

impl Draws {
    /// Opens the stream of `purpose` and `index`.
    pub fn new(seed: u64, purpose: &str, index: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(key(seed, purpose, index)))
    }

    /// Draws a number from `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit: f32 = self.0.random();
        low + (high - low) * unit
    }

    /// Draws a whole number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.random_range(0..limit.max(1))
    }

    /// Draws a seed for hash noise.
    pub fn seed(&mut self) -> u64 {
        self.0.random()
    }

    /// Says yes with a probability.
    pub fn chance(&mut self, probability: f32) -> bool {
        self.between(0.0, 1.0) < probability
    }
}
