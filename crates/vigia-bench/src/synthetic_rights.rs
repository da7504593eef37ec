//! 70,000 invented mining rights over a country like Peru.

use geo_types::{Coord, Geometry, LineString, Polygon};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// As many as the cadastre holds.
pub const RIGHTS: usize = 70_000;
/// One kilometre of latitude in degrees.
const KM_DEG: f64 = 0.009;
/// Rights per cluster, on average: gold fields are crowded, most of the country is empty.
const CLUSTERS: usize = 400;

/// One right.
pub struct Right {
    pub code: String,
    pub name: String,
    pub holder: String,
    pub status: &'static str,
    pub geometry: Geometry<f64>,
}

/// Makes the rights, the same ones every time: most in clusters; on a one-kilometre grid, as
/// today's are, or turned, as the old ones are; rectangles and stairs of 4 to 12 corners.
pub fn rights() -> Vec<Right> {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let centres: Vec<Coord<f64>> = (0..CLUSTERS).map(|_| anywhere(&mut random)).collect();
    (0..RIGHTS)
        .map(|number| {
            let corner = if random.random_bool(0.8) {
                let centre = centres[random.random_range(0..centres.len())];
                let mut spread = || (random.random::<f64>() + random.random::<f64>() - 1.0) * 0.6;
                Coord { x: centre.x + spread(), y: centre.y + spread() }
            } else {
                anywhere(&mut random)
            };
            right(number, corner, &mut random)
        })
        .collect()
}

fn anywhere(random: &mut ChaCha8Rng) -> Coord<f64> {
    Coord { x: random.random_range(-81.0..-68.8), y: random.random_range(-18.2..-0.2) }
}

fn right(number: usize, corner: Coord<f64>, random: &mut ChaCha8Rng) -> Right {
    let status = ["T", "D", "P", "X"][random.random_range(0..4)];
    Right {
        code: format!("{:09}", 10_000_000 + number * 7),
        name: format!("PLAYA INVENTADA {number}"),
        // A holder has some ten rights.
        holder: format!("TITULAR FICTICIO {} S.A.C.", random.random_range(0..RIGHTS / 10)),
        status,
        geometry: outline(corner, random),
    }
}

fn outline(corner: Coord<f64>, random: &mut ChaCha8Rng) -> Geometry<f64> {
    let (width, height) = (random.random_range(1..=6), random.random_range(1..=6));
    let steps = if random.random_bool(0.7) { 1 } else { random.random_range(2..=5) };
    let mut corners: Vec<(f64, f64)> = vec![(0.0, 0.0), (f64::from(width), 0.0)];
    // Stairs up the eastern side, each at least as high as the one before.
    for step in 1..=steps {
        let x = f64::from(width) - f64::from(step - 1) * 0.5;
        let y = f64::from(height) * f64::from(step) / f64::from(steps);
        corners.push((x.max(0.5), y));
        if step < steps {
            corners.push(((x - 0.5).max(0.5), y));
        }
    }
    corners.push((0.0, f64::from(height)));
    let is_turned = random.random_bool(0.3);
    let angle: f64 = if is_turned { random.random_range(-0.7..0.7) } else { 0.01 };
    let origin = if is_turned { corner } else { on_grid(corner) };
    let place = |(x, y): (f64, f64)| Coord {
        x: origin.x + (x * angle.cos() - y * angle.sin()) * KM_DEG,
        y: origin.y + (x * angle.sin() + y * angle.cos()) * KM_DEG,
    };
    let mut ring: Vec<Coord<f64>> = corners.into_iter().map(place).collect();
    ring.dedup();
    Geometry::Polygon(Polygon::new(LineString(ring), Vec::new()))
}

fn on_grid(place: Coord<f64>) -> Coord<f64> {
    Coord { x: (place.x / KM_DEG).floor() * KM_DEG, y: (place.y / KM_DEG).floor() * KM_DEG }
}
