//! Scene classes as Sentinel-2's processor gives them, with its kinds of mistakes.

use ndarray::{Array2, Array3};

use crate::atmosphere::Air;
use crate::hash_noise::value;
use crate::knobs::Knobs;
use crate::optical_scene::coarse_mean;

/// No data.
pub const NO_DATA: u8 = 0;
const SHADOW: u8 = 3;
/// Vegetation.
pub const VEGETATION: u8 = 4;
const BARE: u8 = 5;
const WATER: u8 = 6;
const UNCLASSIFIED: u8 = 7;
const CLOUD_MEDIUM: u8 = 8;
const CLOUD_HIGH: u8 = 9;
const CIRRUS: u8 = 10;

/// Classifies each 20 m pixel.
///
/// Thick cloud is found; thin cloud and faint shadow are missed in patches (omission), and
/// patches of bright sand are called cloud (commission), as the real processor does.
///
/// - `seen`: reflectance, shape `(6, px, px)`; `air`: the true air, shape `(px, px)`.
pub fn classify(seen: &Array3<f32>, air: &Array2<Air>, knobs: &Knobs, seed: u64) -> Array2<u8> {
    let (_, rows, cols) = seen.dim();
    Array2::from_shape_fn((rows / 2, cols / 2), |(row, col)| {
        let bands: [f32; 6] = std::array::from_fn(|band| coarse_mean(seen, band, row, col));
        if bands[0].is_nan() {
            return NO_DATA;
        }
        let patch = |salt: u64| {
            0.5 + 0.5 * value(seed ^ salt, col as f32 / 9.0, row as f32 / 9.0).clamp(-1.0, 1.0)
        };
        let air = air[[2 * row, 2 * col]];
        if let Some(class) = cloud(air, patch(0xC0), knobs) {
            return class;
        }
        if air.shadow > 0.35 && patch(0x5D) > 0.6 * knobs.omission * (1.2 - air.shadow) * 2.0 {
            return SHADOW;
        }
        surface_class(&bands, patch(0x7A), knobs)
    })
}

fn cloud(air: Air, patch: f32, knobs: &Knobs) -> Option<u8> {
    match air.cloud {
        c if c > 0.7 => Some(CLOUD_HIGH),
        c if c > 0.35 && patch > 0.35 * knobs.omission => Some(CLOUD_MEDIUM),
        c if c > 0.1 && patch > 0.15 + 0.8 * knobs.omission => Some(CIRRUS),
        _ => None,
    }
}

fn surface_class(bands: &[f32; 6], patch: f32, knobs: &Knobs) -> u8 {
    let [blue, green, red, nir, swir1, _] = *bands;
    let vegetation = (nir - red) / (nir + red);
    let water = (green - swir1) / (green + swir1);
    if blue > 0.15 && swir1 > 0.15 && patch > 1.0 - 2.0 * knobs.commission {
        return CLOUD_MEDIUM;
    }
    if water > 0.1 && vegetation < 0.2 {
        // Dark, settled water is now and then taken for shadow.
        return if red < 0.05 && patch > 1.0 - knobs.commission { SHADOW } else { WATER };
    }
    match vegetation {
        v if v > 0.45 => VEGETATION,
        v if v > 0.3 && patch > 0.5 => UNCLASSIFIED,
        _ => BARE,
    }
}
