//! Clouds as fractal noise above a threshold, and the shadows that they throw aside.

use crate::acquisition::OpticalPass;
use crate::hash_noise::{fractal, smoothstep};
use crate::noise_source::Draws;

/// The clouds of one day, over the whole frame.
pub struct Clouds {
    seed: u64,
    width_m: f32,
    threshold: f32,
    /// From a place to the cloud whose shadow falls on it, metres east and north.
    shadow_offset: (f32, f32),
    /// Elevation of the sun, degrees.
    pub sun_elevation_deg: f32,
    /// Azimuth of the sun, degrees from north.
    pub sun_azimuth_deg: f32,
}

impl Clouds {
    /// Draws the clouds of a pass so that about its share of the world is covered.
    ///
    /// - `half_extent_m`: half the width and height of the world.
    pub fn draw(pass: &OpticalPass, half_extent_m: (f32, f32)) -> Self {
        let mut draws = Draws::new(pass.air, "clouds", 0);
        // At 10 a.m. the sun stands in the north-east in June and in the south-east in
        // December, and higher then.
        let sun_elevation_deg = 46.0 + 20.0 * pass.moment.wetness;
        let sun_azimuth_deg = 42.0 + 62.0 * pass.moment.wetness;
        let height_m = draws.between(700.0, 1_900.0);
        let length_m = height_m / sun_elevation_deg.to_radians().tan();
        let (sin, cos) = sun_azimuth_deg.to_radians().sin_cos();
        let mut clouds = Self {
            seed: draws.seed(),
            width_m: draws.between(450.0, 1_500.0),
            threshold: f32::INFINITY,
            shadow_offset: (length_m * sin, length_m * cos),
            sun_elevation_deg,
            sun_azimuth_deg,
        };
        let mut fields: Vec<f32> = (0..1_600)
            .map(|i| {
                let across = |k: i32, half: f32| (k as f32 / 39.0 * 2.0 - 1.0) * half;
                clouds.field(across(i % 40, half_extent_m.0), across(i / 40, half_extent_m.1))
            })
            .collect();
        fields.sort_by(f32::total_cmp);
        let clear = ((1.0 - pass.cloud_share) * fields.len() as f32) as usize;
        clouds.threshold = fields.get(clear).copied().unwrap_or(f32::INFINITY);
        clouds
    }

    /// Returns the opacity of the cloud over a place, 0–1.
    pub fn opacity(&self, x: f32, y: f32) -> f32 {
        smoothstep(-0.04, 0.16, self.field(x, y) - self.threshold)
    }

    /// Returns how dark the shadow on a place is, 0–1.
    pub fn shadow(&self, x: f32, y: f32) -> f32 {
        self.opacity(x + self.shadow_offset.0, y + self.shadow_offset.1)
    }

    fn field(&self, x: f32, y: f32) -> f32 {
        let puffs = fractal(self.seed, x / self.width_m, y / self.width_m, 5);
        puffs + 0.5 * fractal(self.seed ^ 0xC1, x / 5_200.0, y / 5_200.0, 2)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::WorldSpec;
    use crate::acquisition::optical_passes;

    #[test]
    fn about_the_wished_share_of_the_world_is_covered() {
        let mut pass = optical_passes(&WorldSpec::default(), 0).unwrap()[9];
        pass.cloud_share = 0.4;
        let clouds = Clouds::draw(&pass, (5_000.0, 3_200.0));
        let covered = (0..5_000)
            .filter(|i| {
                let (x, y) =
                    ((i % 100) as f32 * 100.0 - 5_000.0, (i / 100) as f32 * 128.0 - 3_200.0);
                clouds.opacity(x, y) > 0.3
            })
            .count();
        assert!((1_600..2_400).contains(&covered), "{covered}");
    }

    #[test]
    fn a_shadow_lies_away_from_the_sun() {
        let pass = optical_passes(&WorldSpec::default(), 0).unwrap()[0];
        let clouds = Clouds::draw(&pass, (5_000.0, 3_200.0));
        // The June sun stands in the north-east, so the cloud is north-east of its shadow.
        assert!(clouds.shadow_offset.0 > 300.0 && clouds.shadow_offset.1 > 300.0);
    }
}
