//! Against drawn shifts and exact boolean operations.

use geo::{Area, BooleanOps, Intersects, Translate};

use super::*;

const DRAWS: usize = 8_000;

/// SplitMix64 (Steele, Lea & Flood 2014): enough for a test, and the same everywhere.
struct Drawn(u64);

impl Drawn {
    /// Between 0 and 1, never 0.
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((bits ^ (bits >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Two independent standard normal values.
    fn shift(&mut self) -> Coord<f64> {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        let (sin, cos) = (std::f64::consts::TAU * self.uniform()).sin_cos();
        Coord { x: radius * cos, y: radius * sin }
    }
}

fn shifted(outline: &MultiPolygon<f64>, drawn: &mut Drawn, sigma_m: f64) -> MultiPolygon<f64> {
    let step = ground().to_degrees(drawn.shift() * sigma_m) - ORIGIN;
    outline.translate(step.x, step.y)
}

/// What the page on certainty states by a bend, and 2.5 standard errors of 8,000 draws at
/// the worst.
const CONTACT_WITHIN: f64 = 0.02 + 0.013;
const SHARE_WITHIN: f64 = 0.03 + 0.013;

fn check_area(outline: &MultiPolygon<f64>, area: &MultiPolygon<f64>, sigma_m: f64) {
    let found = certainty(outline, &area.clone().into(), &errors(sigma_m));
    let mut drawn = Drawn(7);
    let whole = outline.unsigned_area();
    let shares: Vec<f64> = (0..DRAWS)
        .map(|_| shifted(outline, &mut drawn, sigma_m).intersection(area).unsigned_area() / whole)
        .collect();
    let part = |holds: &dyn Fn(f64) -> bool| {
        shares.iter().filter(|share| holds(**share)).count() as f64 / DRAWS as f64
    };
    check(found.touches, part(&|share| share > 1e-6), CONTACT_WITHIN);
    check(found.mostly, part(&|share| share >= 0.5), SHARE_WITHIN);
    // The boolean operations' own grid is 1e-6 of a share here.
    for (quantile, level) in [(found.share_low, 0.05), (found.share_high, 0.95)] {
        let less = part(&|share| share < quantile - 1e-5);
        let no_more = part(&|share| share <= quantile + 1e-5);
        assert!(
            less <= level + SHARE_WITHIN && no_more >= level - SHARE_WITHIN,
            "{quantile}: {less}–{no_more}"
        );
    }
}

/// A clearing as they are outlined: pixels of 10 m, with a bay and a pond.
fn clearing(x: f64, y: f64) -> MultiPolygon<f64> {
    let corners = [
        (0, 0),
        (4, 0),
        (4, 1),
        (6, 1),
        (6, 4),
        (5, 4),
        (5, 3),
        (4, 3),
        (4, 6),
        (1, 6),
        (1, 5),
        (0, 5),
    ];
    let at = |(i, j): &(i32, i32)| (x + f64::from(*i) * 10.0, y + f64::from(*j) * 10.0);
    let pond = ring(&[(1, 1), (2, 1), (2, 3), (1, 3)].iter().map(at).collect::<Vec<_>>());
    let outer = ring(&corners.iter().map(at).collect::<Vec<_>>());
    MultiPolygon(vec![Polygon::new(outer, vec![pond]), square(x + 80.0, y, x + 100.0, y + 20.0)])
}

/// A river as an area: 25 m wide and winding.
fn winding_river() -> MultiPolygon<f64> {
    let bank = |offset: f64| {
        (-100..=100).map(move |step| {
            let y = f64::from(step) * 5.0;
            (offset + 30.0 * (y / 40.0).sin(), y)
        })
    };
    let corners: Vec<_> = bank(0.0).rev().chain(bank(-25.0)).collect();
    MultiPolygon(vec![polygon(&corners)])
}

#[test]
fn a_slanted_border_agrees_with_drawn_shifts() {
    let slanted =
        MultiPolygon(vec![polygon(&[(0.0, -900.0), (900.0, 0.0), (0.0, 900.0), (-120.0, 0.0)])]);
    check_area(&clearing(-150.0, 80.0), &slanted, 12.0);
}

#[test]
fn a_corner_agrees_with_drawn_shifts() {
    let corner = MultiPolygon(vec![polygon(&[(0.0, 0.0), (900.0, -300.0), (900.0, 600.0)])]);
    check_area(&clearing(-40.0, -30.0), &corner, 15.0);
    check_area(&clearing(20.0, 10.0), &corner, 30.0);
}

#[test]
fn a_winding_river_agrees_with_drawn_shifts() {
    check_area(&clearing(-60.0, -20.0), &winding_river(), 12.0);
    check_area(&clearing(35.0, 100.0), &winding_river(), 20.0);
}

#[test]
fn two_parts_with_a_gap_agree_with_drawn_shifts() {
    let parts = [
        square(-500.0, -500.0, -8.0, 500.0),
        square(8.0, -500.0, 500.0, 20.0),
        square(8.0, 30.0, 500.0, 500.0),
    ];
    check_area(&clearing(-30.0, -25.0), &MultiPolygon(parts.to_vec()), 10.0);
    check_area(&site(-4.0, -4.0, 8.0), &MultiPolygon(parts.to_vec()), 10.0);
}

#[test]
fn a_bent_river_line_agrees_with_drawn_shifts() {
    let bend = ring(&[(-400.0, 15.0), (-8.0, -12.0), (-20.0, -60.0), (300.0, -90.0)]);
    for (x, y, sigma_m) in [(0.0, 0.0, 12.0), (-10.0, 25.0, 20.0), (30.0, -60.0, 8.0)] {
        let outline = clearing(x, y);
        let found = certainty(&outline, &bend.clone().into(), &errors(sigma_m)).touches;
        let mut drawn = Drawn(11);
        let hits = (0..DRAWS).filter(|_| shifted(&outline, &mut drawn, sigma_m).intersects(&bend));
        check(found, hits.count() as f64 / DRAWS as f64, CONTACT_WITHIN);
    }
}
