//! The road in the north, and the farms along it.

use crate::WorldSpec;
use crate::hash_noise::{at, mix, unit, value};
use crate::noise_source::key;

/// What people made before the series began, other than mining.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Farm {
    /// The road with its shoulders.
    Road,
    /// A parcel in use; the number tells which crop.
    Parcel(f32),
    /// A fallow parcel.
    Fallow,
}

/// The road and its parcels.
pub struct Farms {
    road_y: f32,
    size: f32,
    seed: u64,
}

impl Farms {
    /// Draws the road through the north of the world.
    pub fn draw(spec: &WorldSpec) -> Self {
        let (_, half_height) = spec.half_extent_m();
        Self {
            road_y: 0.72 * half_height,
            size: spec.scale().max(0.4),
            seed: key(spec.seed, "farms", 0),
        }
    }

    /// Returns the road's northing at an easting of the frame.
    pub fn road_at(&self, x: f32) -> f32 {
        self.road_y + 140.0 * self.size * value(self.seed, x / 1_900.0, 0.5)
    }

    /// Returns what stands there, `None` in the forest.
    pub fn ground(&self, x: f32, y: f32) -> Option<Farm> {
        let offset = y - self.road_at(x);
        if offset.abs() < 9.0 {
            return Some(Farm::Road);
        }
        let (width, side) = (170.0 * self.size, i32::from(offset > 0.0));
        // Fences lean and bend, and no two parcels are of one width.
        let lean =
            x + 0.12 * offset + 60.0 * self.size * value(self.seed ^ 9, x / 260.0, side as f32);
        let edge = 9.0 * value(self.seed ^ 8, x / 35.0, offset / 35.0);
        let parcel = (lean / width).floor();
        let hash = at(self.seed ^ 0xFA, parcel as i32, side);
        let depth = (90.0 + 330.0 * unit(mix(hash))) * self.size + edge;
        let hedge = lean - parcel * width < 6.0 + edge;
        if unit(hash) > 0.62 || offset.abs() > depth || hedge {
            return None;
        }
        let crop = unit(mix(hash) << 20);
        Some(if crop > 0.72 { Farm::Fallow } else { Farm::Parcel(crop / 0.72) })
    }
}
