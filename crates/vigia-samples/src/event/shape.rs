//! Shapes of events, as fields over the frame: low where the event begins, infinite where
//! it never comes.

use crate::ground::Ground;
use crate::hash_noise::fractal;

/// A turned rectangle.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    /// Middle.
    pub centre: (f32, f32),
    /// Half-length and half-width, metres.
    pub half_m: (f32, f32),
    /// Direction of its length, radians from east.
    pub angle: f32,
}

impl Rect {
    /// Returns the place along and across, metres from the middle.
    fn turned(&self, x: f32, y: f32) -> (f32, f32) {
        let (dx, dy) = (x - self.centre.0, y - self.centre.1);
        let (sin, cos) = self.angle.sin_cos();
        (cos * dx + sin * dy, -sin * dx + cos * dy)
    }
}

/// How an event spreads.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Spreads from one or more beginnings with ragged lobes.
    Blob {
        /// Beginnings.
        nuclei: Vec<(f32, f32)>,
        /// Length over width.
        stretch: f32,
        /// Direction of the length, radians.
        angle: f32,
        /// How ragged: 0 is an ellipse.
        ragged: f32,
        /// Width of the lobes, metres.
        lobe_m: f32,
        /// Seed of the lobes.
        seed: u64,
    },
    /// Rectangles, with corners blunted by `ragged_m`.
    Fields {
        /// The rectangles.
        rects: Vec<Rect>,
        /// How far the edges wander, metres.
        ragged_m: f32,
        /// Seed of the edges.
        seed: u64,
    },
    /// A bank of the river between two distances along it.
    Strip {
        /// Middle, metres along the centreline.
        along_m: f32,
        /// Half-length, metres.
        half_m: f32,
        /// How far it reaches from the channel's edge, metres.
        depth_m: f32,
    },
    /// A bow, as of a cut-off meander.
    Bow {
        /// Centre of the circle.
        centre: (f32, f32),
        /// Radius, metres.
        radius_m: f32,
        /// Half the width, metres.
        half_width_m: f32,
        /// Direction of its middle, radians.
        angle: f32,
    },
    /// A winding track.
    Track {
        /// Its points, from the beginning.
        points: Vec<(f32, f32)>,
        /// Half its width, metres.
        half_width_m: f32,
    },
}

impl Shape {
    /// Says whether the wished area fixes its size.
    pub const fn takes_area(&self) -> bool {
        matches!(self, Self::Blob { .. })
    }

    /// Returns the field: the event comes first where it is lowest.
    pub fn field(&self, ground: &Ground, x: f32, y: f32) -> f32 {
        match self {
            Self::Blob { nuclei, stretch, angle, ragged, lobe_m, seed } => {
                // Nothing is mined or felled inside the channel or on the road.
                if ground.is_channel(x, y) {
                    return f32::INFINITY;
                }
                let (sin, cos) = angle.sin_cos();
                let distance = nuclei.iter().map(|(nx, ny)| {
                    let (dx, dy) = (x - nx, y - ny);
                    ((cos * dx + sin * dy) / stretch).hypot((cos * dy - sin * dx) * stretch)
                });
                let nearest = distance.fold(f32::MAX, f32::min);
                nearest + ragged * lobe_m * fractal(*seed, x / lobe_m, y / lobe_m, 3)
            }
            Self::Fields { rects, ragged_m, seed } => {
                let wander = ragged_m * fractal(*seed, x / 40.0, y / 40.0, 2);
                rects
                    .iter()
                    .enumerate()
                    .filter_map(|(index, rect)| {
                        let (u, v) = rect.turned(x, y);
                        let (length, width) = rect.half_m;
                        let inside = u.abs() + wander < length && v.abs() + wander < width;
                        inside.then(|| index as f32 + (u + length) / (2.0 * length))
                    })
                    .fold(f32::INFINITY, f32::min)
            }
            Self::Strip { along_m, half_m, depth_m } => {
                let Some(bank) = ground.river.bank(x, y) else { return f32::INFINITY };
                let off = (bank.along_m - along_m).abs() / half_m;
                let outside = bank.inward_m - ground.river.half_width_m;
                let depth = depth_m * (1.0 - off * off);
                if off >= 1.0 || outside < 0.0 || outside > depth { f32::INFINITY } else { outside }
            }
            Self::Bow { centre, radius_m, half_width_m, angle } => {
                let (dx, dy) = (x - centre.0, y - centre.1);
                let turn = (dy.atan2(dx) - angle).sin().atan2((dy.atan2(dx) - angle).cos());
                let taper = 1.0 - (turn / 1.9).powi(2);
                let off = (dx.hypot(dy) - radius_m).abs();
                // Dries from its shore inward.
                if taper > 0.0 && off < half_width_m * taper.sqrt() {
                    half_width_m - off
                } else {
                    f32::INFINITY
                }
            }
            Self::Track { points, half_width_m } => along_track(points, *half_width_m, x, y),
        }
    }

    /// Returns the number of the tank that a place lies in, for fish ponds: every
    /// rectangle holds one row of tanks between dykes.
    pub fn tank(&self, x: f32, y: f32) -> Option<f32> {
        const PITCH_M: f32 = 36.0;
        const DYKE_M: f32 = 4.0;
        let Self::Fields { rects, .. } = self else { return None };
        rects.iter().enumerate().find_map(|(index, rect)| {
            let (u, v) = rect.turned(x, y);
            let (length, width) = rect.half_m;
            let cell = (u + length) / PITCH_M;
            let inside = (cell - cell.floor()) * PITCH_M > DYKE_M
                && u.abs() < length - DYKE_M
                && v.abs() < width - 2.0 * DYKE_M;
            inside.then(|| ((cell.floor() * 0.37 + index as f32 * 0.61) % 1.0).abs())
        })
    }
}

fn along_track(points: &[(f32, f32)], half_width_m: f32, x: f32, y: f32) -> f32 {
    let mut walked = 0.0;
    for pair in points.windows(2) {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx.hypot(dy).max(1e-3);
        let t = (((x - ax) * dx + (y - ay) * dy) / (length * length)).clamp(0.0, 1.0);
        if (x - ax - t * dx).hypot(y - ay - t * dy) < half_width_m {
            return walked + t * length;
        }
        walked += length;
    }
    f32::INFINITY
}
