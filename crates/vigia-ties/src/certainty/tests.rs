#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use super::*;

mod monte_carlo;
mod properties;

/// The middle of the test ground, on 72° W.
const ORIGIN: Coord<f64> = Coord { x: -72.0, y: -12.9 };

/// A ring of corners in metres from the middle of the test ground.
fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    let frame = LocalFrame::around(ORIGIN);
    corners.iter().map(|(x, y)| frame.to_degrees(Coord { x: *x, y: *y })).collect()
}

fn polygon(corners: &[(f64, f64)]) -> Polygon<f64> {
    Polygon::new(ring(corners), vec![])
}

fn square(west: f64, south: f64, east: f64, north: f64) -> Polygon<f64> {
    polygon(&[(west, south), (east, south), (east, north), (west, north)])
}

fn site(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![square(west, south, west + size, south + size)])
}

/// East of the meridian of the middle, 4 km by 8 km.
fn right() -> Geometry<f64> {
    square(0.0, -4_000.0, 4_000.0, 4_000.0).into()
}

/// Errors that make one standard deviation of `sigma_m`.
fn errors(sigma_m: f64) -> PositionErrors {
    PositionErrors { image_ce95_m: sigma_m * 2.447_746_830_680_816, boundary_m: 0.0, datum_m: None }
}

fn check(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} for {expected}");
}

#[test]
fn a_site_5_m_across_a_border_drawn_in_psad56_is_not_certain() {
    let errors = PositionErrors { image_ce95_m: 12.5, boundary_m: 0.0, datum_m: Some(25.0) };
    let sigma_m = errors.sigma_m();
    check(sigma_m, (12.5_f64 / 2.4477).hypot(25.0 / 2.0_f64.sqrt()), 0.001);
    // The whole site is inside, its nearest edge 5 m from the border; its farthest 25 m.
    let inside = certainty(&site(5.0, 0.0, 20.0), &right(), &errors);
    check(inside.touches, normal::below(25.0 / sigma_m), 1e-6);
    check(inside.mostly, normal::below(15.0 / sigma_m), 3e-4);
    assert!(inside.mostly < 0.8 && inside.share_low == 0.0, "{inside:?}");
    // The neighbour on the other side of the border is told as well.
    let neighbour = square(-4_000.0, -4_000.0, 0.0, 4_000.0).into();
    let outside = certainty(&site(5.0, 0.0, 20.0), &neighbour, &errors);
    check(outside.touches, normal::below(-5.0 / sigma_m), 1e-6);
    check(outside.mostly + inside.mostly, 1.0, 1e-3);
}

#[test]
fn a_neighbour_3_m_over_the_border_is_told() {
    let errors = PositionErrors { image_ce95_m: 12.5, boundary_m: 0.0, datum_m: None };
    let found = certainty(&site(-48.0, 0.0, 45.0), &right(), &errors);
    check(found.touches, normal::below(-3.0 / errors.sigma_m()), 1e-6);
    assert!(found.touches > 0.27 && found.mostly < 1e-4, "{found:?}");
    assert!(found.share_low == 0.0 && found.share_high > 0.1, "{found:?}");
}

#[test]
fn across_a_straight_border_the_share_follows_the_normal_distribution() {
    let found = certainty(&site(-50.0, -50.0, 100.0), &right(), &errors(10.0));
    // Half is inside; 16.4 m either way is 16.4 % of 100 m.
    check(found.share_low, 0.5 - 0.164_485, 1e-5);
    check(found.share_high, 0.5 + 0.164_485, 1e-5);
    check(found.mostly, 0.5, 3e-4);
    check(found.touches, 1.0, 1e-6);
}

#[test]
fn deep_inside_is_certain_and_far_outside_is_not_told() {
    let errors = PositionErrors { image_ce95_m: 12.5, boundary_m: 5.0, datum_m: Some(42.0) };
    let reach = REACH_SIGMAS * errors.sigma_m();
    let at = |west: f64| certainty(&site(west, 0.0, 50.0), &right(), &errors);
    assert_eq!(at(reach + 1.0), Certainty::INSIDE);
    assert_eq!(at(-50.0 - reach - 1.0), Certainty::OUTSIDE);
    assert!(at(reach - 10.0).share_low == 1.0 && at(reach - 100.0).share_low < 1.0);
    assert!(at(-50.0 - reach + 10.0).touches > 0.0);
}

#[test]
fn a_corner_is_the_product_of_its_two_borders() {
    let corner = square(0.0, 0.0, 4_000.0, 4_000.0).into();
    for (x, y) in [(0.0, 0.0), (5.0, 5.0), (-8.0, 3.0), (12.0, -15.0)] {
        let (p, q) = (normal::below(x / 10.0), normal::below(y / 10.0));
        let place = ground().to_degrees(Coord { x, y });
        check(of_place(place, &Border::of(&corner), &errors(10.0)).touches, p * q, 1e-4);
        let found = certainty(&site(x - 0.05, y - 0.05, 0.1), &corner, &errors(10.0));
        check(found.touches, p * q, 0.015);
        check(found.mostly, p * q, 0.015);
    }
}

#[test]
fn a_site_in_a_hole_is_outside_until_the_shift_reaches_the_edge() {
    let hole = ring(&[(-30.0, -30.0), (30.0, -30.0), (30.0, 30.0), (-30.0, 30.0)]);
    let outer = square(-2_000.0, -2_000.0, 2_000.0, 2_000.0).exterior().clone();
    let ring: Geometry<f64> = Polygon::new(outer, vec![hole]).into();
    let tiny = site(-0.05, -0.05, 0.1);
    let stays = (2.0 * normal::below(2.0) - 1.0).powi(2);
    check(certainty(&tiny, &ring, &errors(15.0)).mostly, 1.0 - stays, 0.015);
    assert_eq!(certainty(&tiny, &ring, &errors(5.0)), Certainty::OUTSIDE);
    // Half of a wide site fills the hole whatever the shift.
    let wide = certainty(&site(-42.43, -42.43, 84.86), &ring, &errors(2.0));
    check(wide.share_low, 0.5, 0.001);
    check(wide.share_high, 0.5, 0.001);
}

#[test]
fn an_island_smaller_than_the_site_is_touched_by_all_of_it() {
    let islands = MultiPolygon(vec![square(-5.0, -5.0, 5.0, 5.0), square(40.0, 0.0, 50.0, 10.0)]);
    let found = certainty(&site(-50.0, -50.0, 100.0), &islands.into(), &errors(3.0));
    check(found.touches, 1.0, 1e-4);
    // One island is inside as a whole, of the other at most all.
    assert!(found.share_low > 0.0139 && found.share_high < 0.0201 && found.mostly == 0.0);
}

#[test]
fn a_registered_point_lies_in_the_site_with_the_probability_of_two_borders() {
    let place = |x: f64, y: f64| -> Geometry<f64> {
        Point::from(ground().to_degrees(Coord { x, y })).into()
    };
    let clearing = site(-100.0, -100.0, 200.0);
    let between =
        |at: f64| normal::below((100.0 - at) / 20.0) - normal::below((-100.0 - at) / 20.0);
    for (x, y) in [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (95.0, -110.0), (130.0, 20.0)] {
        let found = certainty(&clearing, &place(x, y), &errors(20.0));
        check(found.touches, between(x) * between(y), 1e-3);
        assert_eq!((found.mostly, found.share_low, found.share_high), (0.0, 0.0, 0.0));
    }
    assert_eq!(certainty(&clearing, &place(200.0, 0.0), &errors(20.0)), Certainty::OUTSIDE);
}

#[test]
fn a_river_touches_with_the_probability_of_its_bank() {
    let river: Geometry<f64> = ring(&[(0.0, -3_000.0), (0.0, 3_000.0)]).into();
    let found = certainty(&site(12.0, 0.0, 60.0), &river, &errors(10.0));
    check(found.touches, normal::below(-1.2) - normal::below(-7.2), 0.015);
    // A stream that begins and ends inside the clearing.
    let stream: Geometry<f64> = ring(&[(30.0, 20.0), (40.0, 30.0)]).into();
    check(certainty(&site(0.0, 0.0, 60.0), &stream, &errors(4.0)).touches, 1.0, 1e-3);
    assert_eq!(certainty(&site(200.0, 0.0, 60.0), &river, &errors(10.0)), Certainty::OUTSIDE);
}

#[test]
fn a_border_of_many_short_edges_is_as_straight_as_one_of_few() {
    let western = (0..=8_000).rev().map(|step| (0.0, f64::from(step) - 4_000.0));
    let corners: Vec<_> =
        [(4_000.0, -4_000.0), (4_000.0, 4_000.0)].into_iter().chain(western).collect();
    let found = certainty(&site(-10.0, 0.0, 40.0), &polygon(&corners).into(), &errors(12.0));
    let few = certainty(&site(-10.0, 0.0, 40.0), &right(), &errors(12.0));
    check(found.touches, few.touches, 1e-9);
    check(found.share_low, few.share_low, 1e-9);
}

#[test]
fn without_any_error_a_border_is_a_step() {
    let none = PositionErrors { image_ce95_m: 0.0, boundary_m: 0.0, datum_m: None };
    assert_eq!(certainty(&site(0.1, 0.0, 20.0), &right(), &none), Certainty::INSIDE);
    assert_eq!(certainty(&site(-20.1, 0.0, 20.0), &right(), &none), Certainty::OUTSIDE);
    let across = certainty(&site(-10.0, 0.0, 20.0), &right(), &none);
    check(across.touches, 1.0, 1e-9);
    check(across.share_low, 0.5, 0.002);
    let nothing = MultiPolygon(vec![]);
    assert_eq!(certainty(&nothing, &right(), &none), Certainty::OUTSIDE);
}

fn ground() -> LocalFrame {
    LocalFrame::around(ORIGIN)
}
