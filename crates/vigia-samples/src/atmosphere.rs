//! The air between ground and sensor: haze, smoke, clouds, and the gain of the day.

use crate::acquisition::OpticalPass;
use crate::clouds::Clouds;
use crate::hash_noise::{fractal, gauss, mix};
use crate::knobs::Knobs;
use crate::noise_source::Draws;
use crate::spectra::{CLOUD, HAZE, Spectrum};

/// How strongly a full shadow darkens each band: sky light softens it in the blue.
const SHADOW: Spectrum = [0.45, 0.52, 0.57, 0.62, 0.66, 0.66];

/// The air of one pass.
pub struct Atmosphere {
    /// Its clouds.
    pub clouds: Clouds,
    gain: Spectrum,
    added: Spectrum,
    haze_base: f32,
    haze_swing: f32,
    seed: u64,
}

/// The air over one pixel.
#[derive(Clone, Copy, Debug, Default)]
pub struct Air {
    /// Opacity of the cloud, 0–1.
    pub cloud: f32,
    /// Darkness of the shadow, 0–1.
    pub shadow: f32,
    /// Strength of haze.
    pub haze: f32,
}

impl Atmosphere {
    /// Draws the air of a pass.
    pub fn draw(pass: &OpticalPass, knobs: &Knobs, half_extent_m: (f32, f32)) -> Self {
        let mut draws = Draws::new(pass.air, "atmosphere", 0);
        let seed = draws.seed();
        let noise = |i: u64| gauss(mix(seed.wrapping_add(i)));
        let common = 0.02 * noise(90);
        // Correction errors are largest in the blue.
        let added_by = [0.004, 0.003, 0.0025, 0.002, 0.0015, 0.001];
        let lift = noise(91);
        // Smoke comes with the burning season, July to October.
        let smoke = 0.22 * (1.0 - pass.moment.wetness) * draws.between(0.0, 1.0).powi(2);
        Self {
            clouds: Clouds::draw(pass, half_extent_m),
            gain: std::array::from_fn(|band| 1.0 + common + 0.012 * noise(band as u64)),
            added: added_by.map(|most: f32| most * lift * knobs.haze),
            haze_base: knobs.haze * (0.03 + smoke),
            haze_swing: knobs.haze * draws.between(0.02, 0.2),
            seed,
        }
    }

    /// Returns the air over a place of the frame.
    pub fn over(&self, x: f32, y: f32) -> Air {
        let plume = fractal(self.seed ^ 0x4A2E, x / 2_600.0, y / 2_600.0, 3);
        Air {
            cloud: self.clouds.opacity(x, y),
            shadow: self.clouds.shadow(x, y),
            haze: (self.haze_base + self.haze_swing * plume).max(0.0),
        }
    }

    /// Returns what the sensor sees of `ground` through `air`.
    pub fn through(&self, ground: &Spectrum, air: Air) -> Spectrum {
        std::array::from_fn(|band| {
            let lit = ground[band] * (1.0 - SHADOW[band] * air.shadow * (1.0 - air.cloud));
            let clear = lit * self.gain[band] * (1.0 - 0.25 * air.haze * HAZE[band] / HAZE[0])
                + self.added[band]
                + HAZE[band] * air.haze;
            clear + 0.97 * air.cloud * (CLOUD[band] - clear)
        })
    }
}
