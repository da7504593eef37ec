//! What is asked for: the seed, the difficulty and the size of a world.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How hard the world is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// Clear air, honest cloud masks, look-alikes that differ from mining.
    Easy,
    /// As a season in Madre de Dios.
    #[default]
    Default,
    /// Smoke, missed clouds, look-alikes that resemble mining.
    Hard,
}

impl fmt::Display for Difficulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Easy => "easy",
            Self::Default => "default",
            Self::Hard => "hard",
        })
    }
}

/// The text names no difficulty.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{text:?} is no difficulty; use easy, default or hard")]
pub struct NoSuchDifficulty {
    /// What was given.
    pub text: String,
}

impl FromStr for Difficulty {
    type Err = NoSuchDifficulty;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "easy" => Ok(Self::Easy),
            "default" => Ok(Self::Default),
            "hard" => Ok(Self::Hard),
            _ => Err(NoSuchDifficulty { text: text.to_owned() }),
        }
    }
}

/// How large the world is; both sizes go through the same code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorldSize {
    /// Two tiles of 640 pixels, 30 optical and 62 radar dates: for the demo.
    #[default]
    Full,
    /// Two tiles of 192 pixels, 10 optical and 6 radar dates: for tests.
    Small,
}

/// What is asked for. The same specification gives the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WorldSpec {
    /// Seed of everything that is drawn.
    pub seed: u64,
    /// How hard it is to read.
    pub difficulty: Difficulty,
    /// How large it is.
    pub size: WorldSize,
}

impl WorldSpec {
    /// Asks for a world of the demo's size.
    #[must_use]
    pub const fn new(seed: u64, difficulty: Difficulty) -> Self {
        Self { seed, difficulty, size: WorldSize::Full }
    }

    /// Asks for a small world of default difficulty, for tests.
    #[must_use]
    pub const fn small(seed: u64) -> Self {
        Self { seed, difficulty: Difficulty::Default, size: WorldSize::Small }
    }

    /// Returns the side of a tile in 10 m pixels; no multiple of 512, so that work by
    /// blocks leaves a rest.
    #[must_use]
    pub const fn tile_px(&self) -> usize {
        match self.size {
            WorldSize::Full => 640,
            WorldSize::Small => 192,
        }
    }

    /// Returns how far each tile's centre lies from the zone border, in metres.
    pub(crate) const fn tile_shift_m(&self) -> f64 {
        match self.size {
            WorldSize::Full => 1_800.0,
            WorldSize::Small => 400.0,
        }
    }

    /// Returns half the width and half the height of the world, in metres.
    pub(crate) fn half_extent_m(&self) -> (f32, f32) {
        let half_tile = self.tile_px() as f32 * 5.0;
        (half_tile + self.tile_shift_m() as f32, half_tile)
    }

    /// Returns 1 for the full world and less for a smaller one: scales what would not fit.
    pub(crate) fn scale(&self) -> f32 {
        self.tile_px() as f32 / 640.0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_difficulty_reads_back_from_its_name() {
        for difficulty in [Difficulty::Easy, Difficulty::Default, Difficulty::Hard] {
            assert_eq!(difficulty.to_string().parse::<Difficulty>().unwrap(), difficulty);
        }
        assert!("imposible".parse::<Difficulty>().is_err());
    }
}
