//! A meandering river: where its channel, bars and cutting banks are.

use geo_types::{Coord, LineString};

use crate::WorldSpec;
use crate::noise_source::Draws;

/// Spacing of the centreline's points, metres.
const STEP_M: f32 = 20.0;
/// Farther than this from the centreline, a place knows nothing of the river, metres.
const REACH_M: f32 = 320.0;
const BUCKET_M: f32 = 160.0;

/// How a place lies to the river.
#[derive(Clone, Copy, Debug)]
pub struct Bank {
    /// Distance from the centreline, positive toward the inner side of the bend, metres.
    pub inward_m: f32,
    /// Distance along the centreline, metres.
    pub along_m: f32,
    /// How far the channel moves outward in two years, metres.
    pub migration_m: f32,
    /// Greatest width of the point bar, metres.
    pub bar_m: f32,
}

/// The river's initial centreline with its curvature.
pub struct River {
    points: Vec<CentrePoint>,
    buckets: Vec<Vec<u32>>,
    bucket_cols: i32,
    left: f32,
    bottom: f32,
    /// Half the width of the channel, metres.
    pub half_width_m: f32,
}

#[derive(Clone, Copy)]
struct CentrePoint {
    x: f32,
    y: f32,
    /// Curvature relative to the tightest bend, −1..1; positive bends left.
    bend: f32,
}

impl River {
    /// Draws a river through the south of the world: a sine-generated curve (Langbein &
    /// Leopold 1966) whose amplitude and wavelength wander.
    pub fn draw(spec: &WorldSpec) -> Self {
        let (half_width, half_height) = spec.half_extent_m();
        let size = spec.scale().max(0.5);
        let mut draws = Draws::new(spec.seed, "river", 0);
        let (mut x, mut y) = (-half_width - 500.0, -0.56 * half_height);
        let mut phase = draws.between(0.0, std::f32::consts::TAU);
        let (mut swing, mut bend, mut length) = (1.2, 1.2, 1_100.0 * size);
        let mut points = Vec::new();
        // The limit is far above what a curve of this swing needs to cross.
        for _ in 0..3_000 {
            if x > half_width + 500.0 {
                break;
            }
            let drift = (-0.56 * half_height - y) / (900.0 * size);
            bend += 0.25 * (swing - bend);
            let heading = bend * phase.sin() + drift.clamp(-0.6, 0.6);
            points.push(CentrePoint {
                x,
                y,
                bend: (phase.cos() * bend * 900.0 * size / length).clamp(-1.0, 1.0),
            });
            x += STEP_M * heading.cos();
            y += STEP_M * heading.sin();
            phase += std::f32::consts::TAU * STEP_M / length;
            // Each half-bend has its own swing and length: real meanders are no sine.
            if (phase % std::f32::consts::PI) < std::f32::consts::TAU * STEP_M / length {
                swing = draws.between(0.55, 1.65);
                length = draws.between(750.0, 2_300.0) * size;
            }
        }
        Self::indexed(points, 45.0 * size.max(0.7))
    }

    fn indexed(points: Vec<CentrePoint>, half_width_m: f32) -> Self {
        let extreme = |pick: fn(&CentrePoint) -> f32, start: f32, best: fn(f32, f32) -> f32| {
            points.iter().map(pick).fold(start, best)
        };
        let left = extreme(|p| p.x, f32::MAX, f32::min) - REACH_M;
        let right = extreme(|p| p.x, f32::MIN, f32::max) + REACH_M;
        let bottom = extreme(|p| p.y, f32::MAX, f32::min) - REACH_M;
        let top = extreme(|p| p.y, f32::MIN, f32::max) + REACH_M;
        let bucket_cols = ((right - left) / BUCKET_M).ceil() as i32;
        let bucket_rows = ((top - bottom) / BUCKET_M).ceil() as i32;
        let mut buckets = vec![Vec::new(); (bucket_cols * bucket_rows).max(0) as usize];
        let reach = (REACH_M / BUCKET_M).ceil() as i32;
        for (index, point) in points.iter().enumerate().take(points.len().saturating_sub(1)) {
            let col = ((point.x - left) / BUCKET_M) as i32;
            let row = ((point.y - bottom) / BUCKET_M) as i32;
            for r in (row - reach).max(0)..=(row + reach).min(bucket_rows - 1) {
                for c in (col - reach).max(0)..=(col + reach).min(bucket_cols - 1) {
                    buckets[(r * bucket_cols + c) as usize].push(index as u32);
                }
            }
        }
        Self { points, buckets, bucket_cols, left, bottom, half_width_m }
    }

    /// Returns how a place lies to the river; `None` far from it.
    pub fn bank(&self, x: f32, y: f32) -> Option<Bank> {
        let col = ((x - self.left) / BUCKET_M).floor() as i32;
        let row = ((y - self.bottom) / BUCKET_M).floor() as i32;
        if col < 0 || row < 0 || col >= self.bucket_cols {
            return None;
        }
        let bucket = self.buckets.get((row * self.bucket_cols + col) as usize)?;
        let mut best: Option<(f32, u32, f32, f32)> = None;
        for &index in bucket {
            let (a, b) = (self.points[index as usize], self.points[index as usize + 1]);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let (px, py) = (x - a.x, y - a.y);
            let t = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            let (ex, ey) = (px - t * dx, py - t * dy);
            let square = ex * ex + ey * ey;
            if best.is_none_or(|(nearest, ..)| square < nearest) {
                best = Some((square, index, t, dx * py - dy * px));
            }
        }
        let (square, index, t, cross) = best?;
        let distance = square.sqrt();
        if distance > REACH_M {
            return None;
        }
        let (a, b) = (self.points[index as usize], self.points[index as usize + 1]);
        let bend = a.bend + t * (b.bend - a.bend);
        let inner_is_left = bend >= 0.0;
        let is_left = cross >= 0.0;
        let strength = bend.abs();
        Some(Bank {
            inward_m: if inner_is_left == is_left { distance } else { -distance },
            along_m: (index as f32 + t) * STEP_M,
            migration_m: 28.0 * strength * strength,
            bar_m: 1.7 * self.half_width_m * strength,
        })
    }

    /// Returns the initial centreline in the frame.
    pub fn centreline(&self) -> LineString<f64> {
        self.points.iter().map(|p| Coord { x: f64::from(p.x), y: f64::from(p.y) }).collect()
    }

    /// Returns places on the inner bank of strong bends: `(x, y, along_m)`.
    pub fn inner_bends(&self) -> Vec<(f32, f32, f32)> {
        let strong = |i: usize| self.points[i].bend.abs();
        (1..self.points.len().saturating_sub(1))
            .filter(|&i| strong(i) > 0.5 && strong(i) >= strong(i - 1) && strong(i) > strong(i + 1))
            .map(|i| {
                let (a, b) = (self.points[i], self.points[i + 1]);
                let side = if a.bend >= 0.0 { 1.0 } else { -1.0 };
                let reach = self.half_width_m + 35.0;
                let (nx, ny) = (-(b.y - a.y) / STEP_M * side, (b.x - a.x) / STEP_M * side);
                (a.x + nx * reach, a.y + ny * reach, i as f32 * STEP_M)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn the_river_crosses_the_whole_world() {
        let spec = WorldSpec::default();
        let line = River::draw(&spec).centreline();
        let (half_width, _) = spec.half_extent_m();
        assert!(line.0.first().unwrap().x < f64::from(-half_width));
        assert!(line.0.last().unwrap().x > f64::from(half_width));
    }

    #[test]
    fn a_point_on_the_inner_bank_knows_that_it_is_inside_the_bend() {
        let river = River::draw(&WorldSpec::default());
        let bends = river.inner_bends();
        assert!(bends.len() > 6, "{}", bends.len());
        let inside = bends
            .iter()
            .filter(|(x, y, _)| river.bank(*x, *y).is_some_and(|bank| bank.inward_m > 0.0));
        assert!(inside.count() * 10 >= bends.len() * 9);
    }
}
