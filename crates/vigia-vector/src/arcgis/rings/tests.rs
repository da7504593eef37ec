#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

/// A square from its lower left corner, clockwise as a shell is.
fn shell(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
    [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
        .map(|(x, y)| Coord { x, y })
        .to_vec()
}

fn hole(x: f64, y: f64, side: f64) -> Vec<Coord<f64>> {
    shell(x, y, side).into_iter().rev().collect()
}

/// Area and holes of each polygon, largest shell first, and the repairs.
fn check(rings: Vec<Vec<Coord<f64>>>, polygons: &[(f64, usize)], repairs: &[&str]) {
    let found = nested(rings).unwrap();
    let shapes: Vec<(f64, usize)> = found
        .shape
        .iter()
        .map(|polygon| (polygon.unsigned_area(), polygon.interiors().len()))
        .collect();
    assert_eq!(shapes, polygons);
    assert_eq!(found.repairs.len(), repairs.len(), "{:?}", found.repairs);
    for (found, words) in found.repairs.iter().zip(repairs) {
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn shells_holes_and_islands_are_told_apart_in_any_order() {
    let rings = || {
        vec![
            hole(2.0, 2.0, 6.0),
            shell(20.0, 0.0, 5.0),
            shell(4.0, 4.0, 2.0),
            shell(0.0, 0.0, 10.0),
        ]
    };
    let expected = [(64.0, 1), (25.0, 0), (4.0, 0)];
    check(rings(), &expected, &[]);
    for first in 0..4 {
        let mut rotated = rings();
        rotated.rotate_left(first);
        check(rotated, &expected, &[]);
    }
}

#[test]
fn rings_that_all_run_the_wrong_way_keep_their_ground_on_the_record() {
    let turned = vec![hole(0.0, 0.0, 10.0), shell(2.0, 2.0, 6.0), hole(4.0, 4.0, 2.0)];
    check(turned, &[(64.0, 1), (4.0, 0)], &["3 ring(s) run against the rule"]);
    check(vec![shell(0.0, 0.0, 10.0), shell(2.0, 2.0, 6.0)], &[(64.0, 1)], &["1 ring(s) run"]);
    check(vec![hole(0.0, 0.0, 10.0)], &[(100.0, 0)], &["1 ring(s) run"]);
}

#[test]
fn holes_that_touch_their_shell_or_each_other_are_holes() {
    let rings = vec![shell(0.0, 0.0, 10.0), hole(0.0, 4.0, 2.0), hole(2.0, 6.0, 2.0)];
    check(rings, &[(92.0, 2)], &[]);
}

#[test]
fn two_shells_that_overlap_lose_no_ground() {
    // The second reaches out of a notch of the first, whose box holds it.
    let notched = [
        (0.0, 0.0),
        (0.0, 10.0),
        (4.0, 10.0),
        (4.0, 4.0),
        (6.0, 4.0),
        (6.0, 10.0),
        (10.0, 10.0),
        (10.0, 0.0),
        (0.0, 0.0),
    ]
    .map(|(x, y)| Coord { x, y })
    .to_vec();
    let across = vec![
        Coord { x: 4.0, y: 1.0 },
        Coord { x: 4.0, y: 6.0 },
        Coord { x: 6.0, y: 6.0 },
        Coord { x: 6.0, y: 1.0 },
        Coord { x: 4.0, y: 1.0 },
    ];
    check(vec![notched, across], &[(88.0, 0), (10.0, 0)], &[]);
}

#[test]
fn open_flat_and_doubled_rings_are_mended_on_the_record() {
    let mut open = shell(0.0, 0.0, 10.0);
    open.pop();
    let flat = vec![Coord { x: 1.0, y: 1.0 }; 4];
    let rings = vec![open, flat, Vec::new(), hole(2.0, 2.0, 2.0), hole(2.0, 2.0, 2.0)];
    check(
        rings,
        &[(96.0, 1)],
        &["1 ring(s) did not end", "2 ring(s) without area", "1 ring(s) stood there twice"],
    );
}

#[test]
fn rings_without_number_are_refused() {
    assert!(nested(vec![shell(0.0, 0.0, 1.0); RINGS_MAX + 1]).is_err());
}
