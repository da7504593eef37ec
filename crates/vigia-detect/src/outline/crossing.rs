//! Whether lines cross.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo_types::{Coord, Line};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// Whether two lines of closed rings meet anywhere but where both end.
pub(super) fn cross(rings: &[Vec<Coord<f64>>]) -> bool {
    let lines: Vec<Line<f64>> = rings
        .iter()
        .flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(from, to)| Line::new(*from, *to))
        })
        .collect();
    let corners = |line: &Line<f64>| ([line.start.x, line.start.y], [line.end.x, line.end.y]);
    let boxes = lines.iter().enumerate().map(|(index, line)| {
        let (from, to) = corners(line);
        GeomWithData::new(Rectangle::from_corners(from, to), index)
    });
    let tree = RTree::bulk_load(boxes.collect());
    lines.iter().enumerate().any(|(index, line)| {
        let (from, to) = corners(line);
        let around = AABB::from_corners(from, to);
        tree.locate_in_envelope_intersecting(around)
            .any(|other| other.data > index && meet_between(*line, lines[other.data]))
    })
}

fn meet_between(a: Line<f64>, b: Line<f64>) -> bool {
    let is_end = |at: Coord<f64>, line: Line<f64>| at == line.start || at == line.end;
    match line_intersection(a, b) {
        None => false,
        Some(LineIntersection::SinglePoint { intersection, .. }) => {
            !(is_end(intersection, a) && is_end(intersection, b))
        }
        Some(LineIntersection::Collinear { .. }) => true,
    }
}
