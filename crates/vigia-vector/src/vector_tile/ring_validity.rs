//! Rings that a renderer fills as meant: simple, not touching themselves, wound so that
//! outer rings have a positive area and holes a negative one.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{ContourDirection, IntOverlayOptions, Overlay};
use i_overlay::i_float::int::point::IntPoint;

use super::GridPoint;
use super::ring_assembly::{Polygon, assemble, touching_places};
use super::scratch::Paths;

/// Rings up to this long are compared edge by edge, which is faster than a sweep: nearly
/// every mining right is.
const COMPARED_POINTS_MAX: usize = 24;

/// Makes rings valid; reusable, so that a tile allocates nothing where nothing is wrong.
pub(super) struct RingRepair {
    overlay: Overlay,
}

impl Default for RingRepair {
    fn default() -> Self {
        let mut overlay = Overlay::new(0);
        overlay.options = IntOverlayOptions {
            preserve_input_collinear: false,
            // Counter-clockwise where y grows upwards is the positive area that the
            // specification asks of outer rings where y grows downwards.
            output_direction: ContourDirection::CounterClockwise,
            // A place in the middle of an edge may be one where another ring touches.
            preserve_output_collinear: true,
            min_output_area: 0,
            ogc: false,
        };
        Self { overlay }
    }
}

impl RingRepair {
    /// Appends to `out` the valid polygons that `rings` draw, outer rings each followed by
    /// its holes.
    ///
    /// `rings`: outer rings with positive area, holes with negative; they may cross or
    /// touch themselves and each other, and may have collapsed. Rings of less than half
    /// `double_area_min` are left out, and so is what has collapsed.
    pub fn repair(&mut self, rings: &Paths, double_area_min: i64, out: &mut Paths) {
        if let Some(ring) = rings.single()
            && is_simple(ring)
        {
            match double_area(ring) {
                area if area >= double_area_min => out.push(ring.iter().copied()),
                area if area <= -double_area_min => out.push(ring.iter().rev().copied()),
                _ => {}
            }
            return;
        }
        let contours: Vec<Vec<IntPoint>> = rings
            .iter()
            .filter(|ring| ring.len() > 2)
            .map(|ring| ring.iter().map(|[x, y]| IntPoint::new(*x, *y)).collect())
            .collect();
        if contours.is_empty() {
            return;
        }
        let Some(shapes) = self.overlay.simplify_shape(&contours, FillRule::NonZero) else {
            // One ring, and nothing is wrong with it.
            push_large(&grid_polygon(&contours), double_area_min, &[], out);
            return;
        };
        let polygons: Vec<Polygon> = shapes.iter().map(|rings| grid_polygon(rings)).collect();
        let rings = || polygons.iter().flatten().map(Vec::as_slice);
        let touching = touching_places(rings());
        let polygons = if touching.is_empty() { polygons } else { assemble(rings()) };
        for polygon in &polygons {
            push_large(polygon, double_area_min, &touching, out);
        }
    }
}

fn grid_polygon(rings: &[Vec<IntPoint>]) -> Polygon {
    rings.iter().map(|ring| ring.iter().map(|point| [point.x, point.y]).collect()).collect()
}

/// Appends the rings of a polygon that are large enough, if the outer one is.
///
/// Places in the middle of a straight edge are left out, but for those where rings touch:
/// who computes in floating point needs them on both.
fn push_large(
    polygon: &[Vec<GridPoint>],
    double_area_min: i64,
    touching: &[GridPoint],
    out: &mut Paths,
) {
    let is_large = |ring: &&Vec<GridPoint>| double_area(ring).abs() >= double_area_min.max(1);
    if polygon.first().is_some_and(|outer| is_large(&outer)) {
        for ring in polygon.iter().filter(is_large) {
            out.push(corners(ring, touching));
        }
    }
}

/// Returns the places of a ring where it turns, and those that are in `kept`, which is
/// sorted.
pub(super) fn corners<'a>(
    ring: &'a [GridPoint],
    kept: &'a [GridPoint],
) -> impl Iterator<Item = GridPoint> + 'a {
    let count = ring.len();
    let stays = move |index: &usize| {
        let around = [count - 1, 0, 1].map(|step| ring[(index + step) % count]);
        double_area(&around) != 0 || kept.binary_search(&around[1]).is_ok()
    };
    (0..count).filter(stays).map(|index| ring[index])
}

/// Returns twice the area of a ring, positive where it winds from x towards y.
pub(super) fn double_area(ring: &[GridPoint]) -> i64 {
    let Some(mut before) = ring.last() else { return 0 };
    let mut sum = 0;
    for point in ring {
        sum +=
            i64::from(before[0]) * i64::from(point[1]) - i64::from(point[0]) * i64::from(before[1]);
        before = point;
    }
    sum
}

/// Says whether a short ring neither crosses, touches nor retraces itself; a long one is
/// "not known to be".
fn is_simple(ring: &[GridPoint]) -> bool {
    let count = ring.len();
    if !(3..=COMPARED_POINTS_MAX).contains(&count) {
        return false;
    }
    let edge = |index: usize| (ring[index], ring[(index + 1) % count]);
    (0..count).all(|i| {
        let (a, b) = edge(i);
        let (_, next) = edge((i + 1) % count);
        let follows = a != b && !turns_back(a, b, next);
        // The edges before and behind share an end with this one.
        let last = if i == 0 { count - 1 } else { count };
        follows && (i + 2..last).all(|j| !touch((a, b), edge(j)))
    })
}

fn turns_back(a: GridPoint, b: GridPoint, c: GridPoint) -> bool {
    turn(a, b, c) == 0 && {
        let along = |axis: usize| i64::from(b[axis] - a[axis]) * i64::from(c[axis] - b[axis]);
        along(0) + along(1) < 0
    }
}

fn touch((a, b): (GridPoint, GridPoint), (c, d): (GridPoint, GridPoint)) -> bool {
    let apart = |axis: usize| {
        a[axis].max(b[axis]) < c[axis].min(d[axis]) || c[axis].max(d[axis]) < a[axis].min(b[axis])
    };
    if apart(0) || apart(1) {
        return false;
    }
    let (c_side, d_side) = (turn(a, b, c).signum(), turn(a, b, d).signum());
    let (a_side, b_side) = (turn(c, d, a).signum(), turn(c, d, b).signum());
    c_side * d_side <= 0 && a_side * b_side <= 0
}

/// Returns twice the signed area of the triangle.
fn turn(a: GridPoint, b: GridPoint, c: GridPoint) -> i64 {
    i64::from(b[0] - a[0]) * i64::from(c[1] - a[1])
        - i64::from(b[1] - a[1]) * i64::from(c[0] - a[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rings: &[&[GridPoint]], expected_double_areas: &[i64]) {
        let mut given = Paths::default();
        rings.iter().for_each(|ring| given.push(ring.iter().copied()));
        let mut found = Paths::default();
        RingRepair::default().repair(&given, 8, &mut found);
        let mut areas: Vec<i64> = found.iter().map(double_area).collect();
        areas.sort_unstable();
        assert_eq!(areas, expected_double_areas, "{found:?}");
    }

    #[test]
    fn a_square_is_wound_positively_whichever_way_it_came() {
        check(&[&[[0, 0], [10, 0], [10, 10], [0, 10]]], &[200]);
        check(&[&[[0, 0], [0, 10], [10, 10], [10, 0]]], &[200]);
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        check(&[&[[0, 0], [10, 10], [10, 0], [0, 10]]], &[50, 50]);
    }

    #[test]
    fn a_hole_winds_the_other_way() {
        let outer: &[GridPoint] = &[[0, 0], [30, 0], [30, 30], [0, 30]];
        let hole: &[GridPoint] = &[[10, 10], [10, 20], [20, 20], [20, 10]];
        check(&[outer, hole], &[-200, 1800]);
    }

    #[test]
    fn a_figure_that_touches_itself_in_a_point_comes_apart() {
        let eight: &[GridPoint] =
            &[[0, 0], [10, 0], [10, 10], [20, 10], [20, 20], [10, 20], [10, 10], [0, 10]];
        check(&[eight], &[200, 200]);
    }

    #[test]
    fn a_bridge_without_width_is_cut() {
        let dumbbell: &[GridPoint] = &[
            [0, 0],
            [10, 0],
            [10, 5],
            [30, 5],
            [30, 0],
            [40, 0],
            [40, 10],
            [30, 10],
            [30, 5],
            [10, 5],
            [10, 10],
            [0, 10],
        ];
        check(&[dumbbell], &[200, 200]);
    }

    #[test]
    fn what_collapsed_is_left_out() {
        check(&[&[[0, 0], [10, 0], [5, 0]]], &[]);
        check(&[&[[0, 0], [1, 0], [1, 1]]], &[]);
        check(&[&[[0, 0], [1, 0]]], &[]);
    }
}
