//! Cutting paths at the edge of a tile's buffer, on whole numbers.

use super::GridPoint;
use super::scratch::Paths;
use super::tile_id::GridBox;

/// One side of a box: what lies on the inner side of a coordinate, itself included.
#[derive(Clone, Copy)]
struct Side {
    axis: usize,
    edge: i32,
    keeps_greater: bool,
}

const fn sides(clip: &GridBox) -> [Side; 4] {
    [
        Side { axis: 0, edge: clip.min[0], keeps_greater: true },
        Side { axis: 0, edge: clip.max[0], keeps_greater: false },
        Side { axis: 1, edge: clip.min[1], keeps_greater: true },
        Side { axis: 1, edge: clip.max[1], keeps_greater: false },
    ]
}

impl Side {
    #[inline]
    const fn keeps(&self, point: GridPoint) -> bool {
        if self.keeps_greater {
            point[self.axis] >= self.edge
        } else {
            point[self.axis] <= self.edge
        }
    }

    /// Returns where the line from `a` to `b`, which lie on different sides, crosses the
    /// edge, to the nearest unit; the same whichever way the line runs.
    fn crossing(&self, a: GridPoint, b: GridPoint) -> GridPoint {
        let (low, high) = if a[self.axis] < b[self.axis] { (a, b) } else { (b, a) };
        let other = 1 - self.axis;
        let run = i64::from(high[self.axis] - low[self.axis]);
        let rise = i64::from(high[other] - low[other]) * i64::from(self.edge - low[self.axis]);
        let along = low[other] + (2 * rise + run).div_euclid(2 * run) as i32;
        if self.axis == 0 { [self.edge, along] } else { [along, self.edge] }
    }
}

/// Appends to `out` what of a ring lies in the box, as one ring (Sutherland & Hodgman 1974,
/// CACM 17(1)). Where the ring leaves the box several times, the parts hang together along
/// its edge and the result is not simple: it wants repair.
pub(super) fn clip_ring(
    ring: &[GridPoint],
    clip: &GridBox,
    buffers: &mut [Vec<GridPoint>; 2],
    out: &mut Paths,
) {
    let [current, cut] = buffers;
    current.clear();
    current.extend_from_slice(ring);
    for side in sides(clip) {
        if current.iter().all(|point| side.keeps(*point)) {
            continue;
        }
        cut.clear();
        let Some(mut before) = current.last().copied() else { return };
        for point in current.iter().copied() {
            if side.keeps(before) != side.keeps(point) {
                push_new(cut, side.crossing(before, point));
            }
            if side.keeps(point) {
                push_new(cut, point);
            }
            before = point;
        }
        std::mem::swap(current, cut);
    }
    while current.len() > 1 && current.first() == current.last() {
        current.pop();
    }
    if current.len() > 2 {
        out.push(current.iter().copied());
    }
}

/// Appends to `out` the parts of a line that lie in the box.
pub(super) fn clip_line(
    line: &[GridPoint],
    clip: &GridBox,
    buffers: &mut [Vec<GridPoint>; 2],
    out: &mut Paths,
) {
    let [part, _] = buffers;
    part.clear();
    for pair in line.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let inside = clip_segment(from, to, clip);
        if inside.is_none_or(|(begin, _)| part.last() != Some(&begin)) {
            finish(part, out);
        }
        if let Some((begin, end)) = inside {
            push_new(part, begin);
            push_new(part, end);
        }
    }
    finish(part, out);
}

fn finish(part: &mut Vec<GridPoint>, out: &mut Paths) {
    if part.len() > 1 {
        out.push(part.iter().copied());
    }
    part.clear();
}

fn clip_segment(
    mut from: GridPoint,
    mut to: GridPoint,
    clip: &GridBox,
) -> Option<(GridPoint, GridPoint)> {
    for side in sides(clip) {
        match (side.keeps(from), side.keeps(to)) {
            (true, true) => {}
            (false, false) => return None,
            (true, false) => to = side.crossing(from, to),
            (false, true) => from = side.crossing(from, to),
        }
    }
    Some((from, to))
}

#[inline]
fn push_new(points: &mut Vec<GridPoint>, point: GridPoint) {
    if points.last() != Some(&point) {
        points.push(point);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: GridBox = GridBox { min: [0, 0], max: [10, 10] };

    fn ring(points: &[GridPoint]) -> Paths {
        let mut out = Paths::default();
        clip_ring(points, &TEN, &mut Default::default(), &mut out);
        out
    }

    fn line(points: &[GridPoint]) -> Vec<Vec<GridPoint>> {
        let mut out = Paths::default();
        clip_line(points, &TEN, &mut Default::default(), &mut out);
        out.iter().map(<[GridPoint]>::to_vec).collect()
    }

    #[test]
    fn a_square_over_a_corner_keeps_its_quarter() {
        let found = ring(&[[5, 5], [15, 5], [15, 15], [5, 15]]);
        assert_eq!(found.single(), Some([[5, 10], [5, 5], [10, 5], [10, 10]].as_slice()));
    }

    #[test]
    fn a_ring_round_the_box_becomes_the_box_and_one_beside_it_nothing() {
        let found = ring(&[[-90, -90], [90, -90], [90, 90], [-90, 90]]);
        let mut corners = found.points().to_vec();
        corners.sort_unstable();
        assert_eq!(corners, [[0, 0], [0, 10], [10, 0], [10, 10]]);
        assert!(ring(&[[20, 0], [30, 0], [30, 10]]).is_empty());
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let found = line(&[[2, 2], [14, 2], [14, 4], [2, 4]]);
        assert_eq!(found, [vec![[2, 2], [10, 2]], vec![[10, 4], [2, 4]]]);
        assert_eq!(line(&[[-5, 5], [15, 5]]), [vec![[0, 5], [10, 5]]]);
        assert!(line(&[[-5, 20], [15, 20]]).is_empty());
    }

    #[test]
    fn a_crossing_does_not_depend_on_the_direction() {
        let side = Side { axis: 0, edge: 3, keeps_greater: true };
        for (a, b) in [([0, 0], [7, 5]), ([0, 5], [7, 0]), ([-3, -4], [9, 11])] {
            assert_eq!(side.crossing(a, b), side.crossing(b, a));
        }
        assert_eq!(side.crossing([0, 0], [7, 5]), [3, 2], "2.14 rounds to 2");
    }
}
