use geo::{MapCoords, Translate};

use super::*;

/// A star around a place in metres, valid whatever its radii are.
fn star(x: f64, y: f64, radii: &[f64]) -> Polygon<f64> {
    let corner = |(i, radius): (usize, &f64)| {
        let (sin, cos) = (std::f64::consts::TAU * i as f64 / radii.len() as f64).sin_cos();
        (x + radius * cos, y + radius * sin)
    };
    polygon(&radii.iter().enumerate().map(corner).collect::<Vec<_>>())
}

fn radii() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(20.0..150.0_f64, 3..20)
}

/// The same ring from another vertex, and turned round.
fn restarted(polygon: &Polygon<f64>, first: usize, reversed: bool) -> Polygon<f64> {
    let mut corners = polygon.exterior().0.clone();
    corners.pop();
    let count = corners.len();
    corners.rotate_left(first % count);
    if reversed {
        corners.reverse();
    }
    Polygon::new(LineString(corners), vec![])
}

fn near(a: Certainty, b: Certainty, within: f64) -> bool {
    let pairs = [
        (a.touches, b.touches),
        (a.mostly, b.mostly),
        (a.share_low, b.share_low),
        (a.share_high, b.share_high),
    ];
    pairs.iter().all(|(a, b)| (a - b).abs() <= within)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn probabilities_and_shares_are_in_their_order(
        site in radii(), area in radii(), x in -200.0..200.0_f64, y in -200.0..200.0_f64, sigma_m in 1.0..40.0_f64,
    ) {
        let outline = MultiPolygon(vec![star(x, y, &site)]);
        let found = certainty(&outline, &star(0.0, 0.0, &area).into(), &errors(sigma_m));
        for value in [found.touches, found.mostly, found.share_low, found.share_high] {
            prop_assert!((0.0..=1.0).contains(&value), "{found:?}");
        }
        prop_assert!(found.share_low <= found.share_high && found.mostly <= found.touches + 0.015, "{found:?}");
    }

    #[test]
    fn the_first_vertex_and_the_turning_of_a_ring_hardly_matter(
        site in radii(), area in radii(), x in -150.0..150.0_f64, first in 0..20_usize, reversed: bool,
    ) {
        let (outline, area) = (star(x, 0.0, &site), star(0.0, 0.0, &area));
        let found = certainty(&MultiPolygon(vec![outline.clone()]), &area.clone().into(), &errors(12.0));
        let again = certainty(
            &MultiPolygon(vec![restarted(&outline, first, reversed)]),
            &restarted(&area, first, reversed).into(),
            &errors(12.0),
        );
        // Where a ring begins decides which vertices within σ/100 of a line are straightened.
        prop_assert!(near(found, again, 0.006), "{found:?} and {again:?}");
    }

    #[test]
    fn a_site_and_a_feature_that_move_together_keep_their_certainty(
        site in radii(), area in radii(), x in -150.0..150.0_f64, east in -0.05..0.05_f64,
    ) {
        // Along a parallel: a degree of longitude stays as long as it is.
        let (outline, area) = (star(x, 0.0, &site), star(0.0, 0.0, &area));
        let found = certainty(&MultiPolygon(vec![outline.clone()]), &area.clone().into(), &errors(12.0));
        let moved = certainty(
            &MultiPolygon(vec![outline.translate(east, 0.0)]), &area.translate(east, 0.0).into(), &errors(12.0),
        );
        // A share at rounding's reach of a node may count on either side.
        prop_assert!(near(found, moved, 0.006), "{found:?} and {moved:?}");
    }

    #[test]
    fn a_straight_border_is_less_certain_the_wider_the_error(
        site in radii(), x in -40.0..200.0_f64, angle in 0.0..std::f64::consts::TAU, narrow_m in 1.0..20.0_f64, more in 1.05..3.0_f64,
    ) {
        let turned = |at: Coord<f64>| {
            let at = ground().to_metres(at);
            let (sin, cos) = angle.sin_cos();
            ground().to_degrees(Coord { x: at.x * cos - at.y * sin, y: at.x * sin + at.y * cos })
        };
        let half = square(0.0, -9_000.0, 9_000.0, 9_000.0).map_coords(turned).into();
        let outline = MultiPolygon(vec![star(x, 0.0, &site).map_coords(turned)]);
        let sharp = certainty(&outline, &half, &errors(narrow_m));
        let blurred = certainty(&outline, &half, &errors(narrow_m * more));
        prop_assert!((blurred.mostly - 0.5).abs() <= (sharp.mostly - 0.5).abs() + 0.003, "{sharp:?} {blurred:?}");
        prop_assert!(blurred.share_low <= sharp.share_low + 0.003 && blurred.share_high >= sharp.share_high - 0.003);
    }

    #[test]
    fn both_sides_of_a_border_together_hold_a_tiny_site(
        bends in prop::collection::vec(-15.0..15.0_f64, 3..30), x in -40.0..40.0_f64, sigma_m in 5.0..20.0_f64,
    ) {
        let border: Vec<_> = bends.iter().enumerate()
            .map(|(i, bend)| (*bend, (i as f64 / (bends.len() - 1) as f64 - 0.5) * 1_200.0)).collect();
        let side = |far: f64| -> Geometry<f64> {
            let corners: Vec<_> = border.iter().copied().chain([(far, 600.0), (far, -600.0)]).collect();
            polygon(&corners).into()
        };
        let tiny = site(x, 0.0, 0.05);
        let (west, east) = (side(-900.0), side(900.0));
        let sum = |of: fn(&Certainty) -> f64| {
            of(&certainty(&tiny, &west, &errors(sigma_m))) + of(&certainty(&tiny, &east, &errors(sigma_m)))
        };
        prop_assert!((sum(|found| found.touches) - 1.0).abs() < 0.02, "{}", sum(|found| found.touches));
        prop_assert!((sum(|found| found.mostly) - 1.0).abs() < 0.006, "{}", sum(|found| found.mostly));
    }

    #[test]
    fn far_from_every_border_it_is_certain(
        radii in prop::collection::vec(400.0..900.0_f64, 12..400), x in -60.0..60.0_f64, y in -60.0..60.0_f64,
    ) {
        let district: Geometry<f64> = star(0.0, 0.0, &radii).into();
        prop_assert_eq!(certainty(&site(x, y, 40.0), &district, &errors(20.0)), Certainty::INSIDE);
        prop_assert_eq!(certainty(&site(x, y + 1_100.0, 40.0), &district, &errors(20.0)), Certainty::OUTSIDE);
    }
}
