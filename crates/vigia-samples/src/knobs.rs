//! What a difficulty turns.

use crate::Difficulty;

/// Strengths of the effects that make the world hard to read.
#[derive(Clone, Copy, Debug)]
pub struct Knobs {
    /// Haze and smoke: multiplies the reflectance that the air adds.
    pub haze: f32,
    /// Share of thin cloud and faint shadow that the scene classes miss, 0–1.
    pub omission: f32,
    /// Share of bright sand that the scene classes call cloud, 0–1.
    pub commission: f32,
    /// How far look-alikes resemble mining, 0–1.
    pub similarity: f32,
    /// Added to the cloud cover of every date, as a share.
    pub cloud_bias: f32,
    /// Largest shift of a scene against its grid, in pixels along one axis.
    pub misregistration_px: f32,
    /// Sensor noise, in reflectance.
    pub noise: f32,
}

/// Returns the strengths of a difficulty.
pub const fn knobs(difficulty: Difficulty) -> Knobs {
    match difficulty {
        Difficulty::Easy => Knobs {
            haze: 0.4,
            omission: 0.1,
            commission: 0.02,
            similarity: 0.0,
            cloud_bias: -0.05,
            misregistration_px: 0.25,
            noise: 0.001,
        },
        Difficulty::Default => Knobs {
            haze: 1.0,
            omission: 0.35,
            commission: 0.08,
            similarity: 0.45,
            cloud_bias: 0.0,
            misregistration_px: 0.5,
            noise: 0.0015,
        },
        Difficulty::Hard => Knobs {
            haze: 1.7,
            omission: 0.6,
            commission: 0.18,
            similarity: 0.85,
            cloud_bias: 0.08,
            misregistration_px: 0.7,
            noise: 0.0025,
        },
    }
}
