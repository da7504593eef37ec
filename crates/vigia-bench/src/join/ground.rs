//! Invented rivers, rights and clearings over a ground as wide as the Peruvian Amazon.

use std::f64::consts::{PI, TAU};

use geo_types::{Coord, LineString, Polygon};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::join::python::wkb_of;

const RIGHTS: usize = 70_000;
const CLEARINGS: usize = 100_000;
const RIVERS: usize = 14;
/// Bends of a river that are stored, about 130 m apart.
const RIVER_PLACES: usize = 4_000;
/// One kilometre of latitude in degrees.
const KM_DEG: f64 = 0.009;
const M_DEG: f64 = 1.0 / 111_000.0;
/// West, south, east and north.
const GROUND: [f64; 4] = [-76.5, -13.4, -68.7, -6.0];
/// Vertices on a side of a right.
const SIDE: usize = 10;
const CLEARING_VERTICES: usize = 24;

/// What is joined, the same in every run.
pub struct Ground {
    /// 1 to 6 km², of 40 vertices: on the kilometre grid, turned, or with a ragged edge;
    /// close to half of them near rivers, where they overlap.
    pub rights: Vec<Polygon<f64>>,
    /// 0.2 to 20 ha, of 24 vertices, along the rivers.
    pub clearings: Vec<Polygon<f64>>,
}

impl Ground {
    /// Makes it; `VIGIA_BENCH_JOIN_PART` makes every n-th of each, to try the benchmark.
    pub fn made() -> Self {
        let part: usize = std::env::var("VIGIA_BENCH_JOIN_PART")
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(1);
        let mut random = ChaCha8Rng::seed_from_u64(20_260_731);
        let rivers: Vec<Coord<f64>> = (0..RIVERS).flat_map(|_| river(&mut random)).collect();
        let rights = (0..RIGHTS / part).map(|_| right(&rivers, &mut random)).collect();
        let clearings = (0..CLEARINGS / part).map(|_| clearing(&rivers, &mut random)).collect();
        Self { rights, clearings }
    }

    /// Every right as WKB, and every clearing.
    pub fn wkb(&self) -> [Vec<Vec<u8>>; 2] {
        [&self.rights, &self.clearings].map(|shapes| shapes.iter().map(wkb_of).collect())
    }
}

fn river(random: &mut ChaCha8Rng) -> Vec<Coord<f64>> {
    let (mut at, mut heading) = (anywhere(random), random.random_range(0.0..TAU));
    let [west, south, east, north] = GROUND;
    let step = |_| {
        heading += random.random_range(-0.2..0.2);
        let next = at + Coord { x: heading.cos(), y: heading.sin() } * 0.0012;
        if (west..east).contains(&next.x) && (south..north).contains(&next.y) {
            at = next;
        } else {
            heading += 0.6 * PI;
        }
        at
    };
    (0..RIVER_PLACES).map(step).collect()
}

fn anywhere(random: &mut ChaCha8Rng) -> Coord<f64> {
    let [west, south, east, north] = GROUND;
    Coord { x: random.random_range(west..east), y: random.random_range(south..north) }
}

fn beside(rivers: &[Coord<f64>], degrees: f64, random: &mut ChaCha8Rng) -> Coord<f64> {
    let at = rivers[random.random_range(0..rivers.len())];
    let mut spread = || (random.random::<f64>() + random.random::<f64>() - 1.0) * degrees;
    at + Coord { x: spread(), y: spread() }
}

fn right(rivers: &[Coord<f64>], random: &mut ChaCha8Rng) -> Polygon<f64> {
    let middle =
        if random.random_bool(0.45) { beside(rivers, 0.15, random) } else { anywhere(random) };
    let width = f64::from([1, 1, 1, 2, 3][random.random_range(0..5)]);
    let height = f64::from([1, 1, 2][random.random_range(0..3)]);
    let is_on_grid = random.random_bool(0.3);
    let angle: f64 = if random.random_bool(0.4) { random.random_range(-0.8..0.8) } else { 0.0 };
    let corners = (0..4 * SIDE).map(|place| {
        let along = (place % SIDE) as f64 / SIDE as f64;
        let (x, y) = match place / SIDE {
            0 => (along, 0.0),
            1 => (1.0, along),
            2 => (1.0 - along, 1.0),
            _ => (0.0, 1.0 - along),
        };
        if is_on_grid {
            // Neighbours share vertices to the bit.
            let cell = |at: f64, offset: f64| ((at / KM_DEG).floor() + offset) * KM_DEG;
            return Coord { x: cell(middle.x, x * width), y: cell(middle.y, y * height) };
        }
        let ragged = 1.0 + random.random_range(-0.04..0.04);
        let (x, y) = ((x - 0.5) * width * ragged, (y - 0.5) * height * ragged);
        let (sin, cos) = angle.sin_cos();
        middle + Coord { x: x * cos - y * sin, y: x * sin + y * cos } * KM_DEG
    });
    Polygon::new(LineString(corners.collect()), Vec::new())
}

fn clearing(rivers: &[Coord<f64>], random: &mut ChaCha8Rng) -> Polygon<f64> {
    let middle = beside(rivers, 0.025, random);
    let area_ha = random.random_range(0.2_f64.ln()..20_f64.ln()).exp();
    let radius = (area_ha * 1e4 / PI).sqrt() * M_DEG;
    let corners = (0..CLEARING_VERTICES).map(|corner| {
        let (sin, cos) = (TAU * corner as f64 / CLEARING_VERTICES as f64).sin_cos();
        middle + Coord { x: cos, y: sin } * (radius * (1.0 + random.random_range(-0.35..0.35)))
    });
    Polygon::new(LineString(corners.collect()), Vec::new())
}
