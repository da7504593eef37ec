//! What of a scene is shown, and how: four presets with fixed stretches.

use vigia_core::{Band, Scene, Sensor};

use crate::stretch::{Ramp, Stretch};

/// What of a scene is shown. The name is part of URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Preset {
    /// What an eye would see: red, green, blue (B04, B03, B02), each 0 to 0.25 reflectance.
    ///
    /// For radar, which no eye sees: VV (−20 to 0 dB) in red, VH (−26 to −4 dB) in green,
    /// VV ∕ VH (2 to 16 dB) in blue. Forest is yellowish green, bare ground dark violet,
    /// water black to blue.
    Natural,
    /// Short-wave infrared (2190 nm), near infrared, red (B12, B08, B04), each 0 to 0.45
    /// reflectance: bare ground is pink to white, forest green, water black.
    Swir,
    /// The vegetation index NDVI (B08, B04), from brown (0 and below) over yellow to dark
    /// green (0.9); hidden where the scene classification sees no ground.
    Ndvi,
    /// What was lost since an earlier scene: the mean of the falls of NDVI and NBR, from
    /// green (regrowth) over pale grey (no change) to dark red (a fall of 0.8 and more);
    /// hidden where one of the two scenes does not see the ground.
    Disturbance,
}

/// Every preset, in the order in which they are offered.
pub const PRESETS: [Preset; 4] = [Preset::Natural, Preset::Swir, Preset::Ndvi, Preset::Disturbance];

/// Vegetation, in the usual colours.
const NDVI_RAMP: Ramp = Ramp {
    stops: &[
        (-0.3, [70, 90, 130]),
        (0.0, [140, 100, 60]),
        (0.2, [205, 170, 100]),
        (0.4, [235, 225, 140]),
        (0.6, [140, 190, 80]),
        (0.9, [15, 85, 35]),
    ],
};

/// Loss is red, gain green; no change is a pale grey, so that a map below reads as "seen".
const DISTURBANCE_RAMP: Ramp = Ramp {
    stops: &[
        (-0.5, [25, 120, 70]),
        (-0.1, [225, 232, 226]),
        (0.1, [232, 228, 222]),
        (0.3, [245, 165, 90]),
        (0.5, [215, 55, 35]),
        (0.8, [110, 0, 30]),
    ],
};

/// Bands that become red, green and blue, and how bright.
const NATURAL: [(Band, Stretch); 3] = {
    let stretch = Stretch::reflectance(0.25);
    [(Band::Red, stretch), (Band::Green, stretch), (Band::Blue, stretch)]
};
const SWIR: [(Band, Stretch); 3] = {
    let stretch = Stretch::reflectance(0.45);
    [(Band::Swir2, stretch), (Band::Nir, stretch), (Band::Red, stretch)]
};
const RADAR: [Stretch; 3] =
    [Stretch::straight(-20.0, 0.0), Stretch::straight(-26.0, -4.0), Stretch::straight(2.0, 16.0)];

/// How a preset's bands become one colour a pixel.
pub(crate) enum Recipe {
    /// Three bands, each through its stretch.
    Bands([(Band, Stretch); 3]),
    /// VV, VH and their ratio.
    Radar,
    /// NDVI of red and near infrared.
    Ndvi,
    /// Falls of NDVI and NBR since an earlier scene.
    Disturbance,
}

impl Preset {
    /// Returns the preset that a URL names.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        PRESETS.into_iter().find(|preset| preset.name() == name)
    }

    /// Returns the name used in URLs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Natural => "natural",
            Self::Swir => "swir",
            Self::Ndvi => "ndvi",
            Self::Disturbance => "disturbance",
        }
    }

    /// Says whether the picture needs an earlier scene too.
    #[must_use]
    pub const fn needs_before(self) -> bool {
        matches!(self, Self::Disturbance)
    }

    /// Returns the bands that a scene must have; each scene, where two are compared.
    #[must_use]
    pub const fn bands(self, sensor: Sensor) -> &'static [Band] {
        match (self, sensor) {
            (Self::Natural, Sensor::Sentinel1) => &[Band::Vv, Band::Vh],
            (Self::Natural, _) => &[Band::Red, Band::Green, Band::Blue],
            (Self::Swir, _) => &[Band::Swir2, Band::Nir, Band::Red],
            (Self::Ndvi, _) => &[Band::Red, Band::Nir],
            (Self::Disturbance, _) => &[Band::Red, Band::Nir, Band::Swir2],
        }
    }

    /// Says whether `scene` has what the preset needs.
    #[must_use]
    pub fn suits(self, scene: &Scene) -> bool {
        self.bands(scene.sensor).iter().all(|band| scene.asset(*band).is_some())
    }

    pub(crate) const fn recipe(self, sensor: Sensor) -> Recipe {
        match (self, sensor) {
            (Self::Natural, Sensor::Sentinel1) => Recipe::Radar,
            (Self::Natural, _) => Recipe::Bands(NATURAL),
            (Self::Swir, _) => Recipe::Bands(SWIR),
            (Self::Ndvi, _) => Recipe::Ndvi,
            (Self::Disturbance, _) => Recipe::Disturbance,
        }
    }
}

/// Returns VV, VH and their ratio, given as linear power, as a colour.
pub(crate) fn radar_colour(vv: f32, vh: f32) -> [u8; 3] {
    let (vv, vh) = (decibels(vv), decibels(vh));
    [RADAR[0].level(vv), RADAR[1].level(vh), RADAR[2].level(vv - vh)]
}

/// Returns NDVI as a colour.
pub(crate) fn ndvi_colour(red: f32, nir: f32) -> [u8; 3] {
    NDVI_RAMP.colour(normalised_difference(nir, red))
}

/// Returns the mean fall of NDVI and NBR as a colour; each triple is red, near and
/// short-wave infrared (2190 nm).
pub(crate) fn disturbance_colour(before: [f32; 3], after: [f32; 3]) -> [u8; 3] {
    let mean = |[red, nir, swir2]: [f32; 3]| {
        (normalised_difference(nir, red) + normalised_difference(nir, swir2)) / 2.0
    };
    DISTURBANCE_RAMP.colour(mean(before) - mean(after))
}

/// Returns linear power in decibels; what is not positive is −100 dB: below any stretch.
#[must_use]
pub fn decibels(power: f32) -> f32 {
    if power > 0.0 { (10.0 * power.log10()).max(-100.0) } else { -100.0 }
}

/// Returns (a − b) ∕ (a + b) within −1 to 1; 0 where both are dark or negative, as black
/// water is.
#[must_use]
pub fn normalised_difference(a: f32, b: f32) -> f32 {
    let (a, b) = (a.max(0.0), b.max(0.0));
    let sum = a + b;
    if sum > 0.0 { (a - b) / sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn names_come_back() {
        for preset in PRESETS {
            assert_eq!(Preset::from_name(preset.name()), Some(preset));
        }
        assert_eq!(Preset::from_name("Natural"), None);
    }

    #[test]
    fn radar_power_is_shown_in_decibels() {
        // 0.1 is −10 dB: half of red; 0.0316 is −15 dB: half of green; 5 dB: 3/14 of blue.
        assert_eq!(radar_colour(0.1, 0.031_622_776), [128, 128, 55]);
        assert_eq!(radar_colour(0.0, 0.0), [0, 0, 0]);
    }

    #[test]
    fn forest_turned_to_sand_is_red_and_nothing_happened_is_pale() {
        let forest = [0.02, 0.30, 0.06];
        let sand = [0.25, 0.33, 0.40];
        let [red, green, blue] = disturbance_colour(forest, sand);
        assert!(red > 100 && green < 40 && blue < 40, "{red} {green} {blue}");
        let same = disturbance_colour(forest, forest);
        assert!(same.iter().all(|level| *level > 220), "{same:?}");
        let [red, green, _] = disturbance_colour(sand, forest);
        assert!(green > 100 && red < 40, "{red} {green}");
    }

    #[test]
    fn an_index_by_hand() {
        assert_eq!(normalised_difference(0.75, 0.25), 0.5);
        assert_eq!(normalised_difference(-0.1, -0.2), 0.0);
        assert_eq!(normalised_difference(0.2, -0.1), 1.0);
    }
}
