//! The old mined area: sand, gravel and ponds that were there before the series began.

use crate::WorldSpec;
use crate::hash_noise::{at, fractal, unit};
use crate::noise_source::key;

/// A place in or near the old area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OldGround {
    /// Bare sand or gravel.
    Sand,
    /// A pond; the number tells which colours it takes.
    Pond(f32),
    /// Scrub that has begun to return.
    Scrub,
}

/// The old mined area: a belt of overlapping pits.
pub struct OldMine {
    /// Its middle, in the frame.
    pub centre: (f32, f32),
    /// Its half-length and half-width, metres.
    pub reach_m: (f32, f32),
    seed: u64,
}

impl OldMine {
    /// Draws it in the overlap of the tiles, north of the river.
    pub fn draw(spec: &WorldSpec) -> Self {
        let (_, half_height) = spec.half_extent_m();
        let size = spec.scale();
        Self {
            centre: (0.06 * half_height, 0.06 * half_height),
            reach_m: (1_050.0 * size, 430.0 * size),
            seed: key(spec.seed, "old mine", 0),
        }
    }

    /// Returns how far out a place is: below 1 inside, about 1 at the edge.
    pub fn reach(&self, x: f32, y: f32) -> f32 {
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let (turned_x, turned_y) = (0.92 * dx + 0.39 * dy, -0.39 * dx + 0.92 * dy);
        let smooth = (turned_x / self.reach_m.0).hypot(turned_y / self.reach_m.1);
        if smooth > 2.0 {
            return smooth;
        }
        let size = self.reach_m.1;
        smooth + 0.45 * fractal(self.seed, x / (0.55 * size), y / (0.55 * size), 4)
    }

    /// Returns what stands there, `None` outside.
    pub fn ground(&self, x: f32, y: f32) -> Option<OldGround> {
        let reach = self.reach(x, y);
        if reach > 1.0 {
            return None;
        }
        let large = || pond_at(self.seed ^ 0x1A, x, y, 150.0, 0.6, 0.4);
        if let Some(number) = large().or_else(|| pond_at(self.seed, x, y, 52.0, 0.45, 0.42)) {
            return Some(OldGround::Pond(number));
        }
        let scrub = fractal(self.seed ^ 0x51, x / 70.0, y / 70.0, 3);
        if scrub > 0.3 || reach > 0.9 + 0.1 * scrub {
            return Some(OldGround::Scrub);
        }
        Some(OldGround::Sand)
    }
}

/// Says whether a place lies in one of the ponds of a jittered lattice, and gives that
/// pond's number in 0..1.
///
/// - `spacing_m`: lattice spacing; `share`: of lattice points that hold a pond;
///   `reach`: greatest radius, in spacings.
pub fn pond_at(seed: u64, x: f32, y: f32, spacing_m: f32, share: f32, reach: f32) -> Option<f32> {
    nearest_pond(seed, x, y, spacing_m, share, reach).map(|(number, ..)| number)
}

/// As [`pond_at`], with the pond's centre: `(number, x, y)`.
pub fn nearest_pond(
    seed: u64,
    x: f32,
    y: f32,
    spacing_m: f32,
    share: f32,
    reach: f32,
) -> Option<(f32, f32, f32)> {
    let (u, v) = (x / spacing_m, y / spacing_m);
    let (iu, iv) = (u.floor() as i32, v.floor() as i32);
    // The shore wobbles: ponds are no discs.
    let wobble = 1.0 + 0.35 * crate::hash_noise::value(seed ^ 0xB0B, x / 14.0, y / 14.0);
    for dv in -1..=1 {
        for du in -1..=1 {
            let hash = at(seed, iu + du, iv + dv);
            if unit(hash) > share {
                continue;
            }
            let second = crate::hash_noise::mix(hash);
            let third = crate::hash_noise::mix(second);
            let cx = (iu + du) as f32 + 0.2 + 0.6 * unit(second);
            let cy = (iv + dv) as f32 + 0.2 + 0.6 * unit(second << 20);
            let stretch = 0.65 + 0.7 * unit(third << 20);
            let radius = reach * (0.45 + 0.55 * unit(third)) * wobble;
            let (ex, ey) = ((u - cx) * stretch, (v - cy) / stretch);
            if ex * ex + ey * ey < radius * radius {
                return Some((unit(third << 10), cx * spacing_m, cy * spacing_m));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_old_area_holds_sand_and_ponds_and_ends() {
        let mine = OldMine::draw(&WorldSpec::default());
        let (x, y) = mine.centre;
        let grounds: Vec<_> = (0..400)
            .filter_map(|i| {
                mine.ground(x + (i % 20 * 20 - 200) as f32, y + (i / 20 * 20 - 200) as f32)
            })
            .collect();
        assert!(grounds.iter().any(|g| matches!(g, OldGround::Pond(_))));
        assert!(grounds.contains(&OldGround::Sand));
        assert_eq!(mine.ground(x + 4_000.0, y), None);
    }
}
