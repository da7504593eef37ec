//! Rings of the corners where the boundary of a set of pixels turns.

use crate::components::{DisjointSets, Run};

/// A corner of pixels: row and column of the pixel to its lower right.
pub(super) type Corner = (u32, u32);

/// Returns the rings of each part of `pixels` that is connected by edges, in the order of
/// their first pixel.
///
/// A part's first ring is its exterior. A ring starts at its uppermost, then leftmost
/// corner, and has the part on its right hand as a map shows it, rows growing downwards.
pub(super) fn parts(pixels: &[(u32, u32)]) -> Vec<Vec<Vec<Corner>>> {
    let runs = runs(pixels);
    connected_by_edges(&runs).iter().map(|part| rings(&edges(part))).collect()
}

/// Returns `corners`, sorted, with those at which the rings touch each other.
pub(super) fn with_touching(parts: &[Vec<Vec<Corner>>], corners: &[Corner]) -> Vec<Corner> {
    let mut all: Vec<Corner> = parts.iter().flatten().flatten().copied().collect();
    all.sort_unstable();
    let twice = all.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]);
    let mut joined: Vec<Corner> = corners.iter().copied().chain(twice).collect();
    joined.sort_unstable();
    joined
}

/// Returns the corners, sorted, at which pixels of different components meet.
///
/// - `components`: `(row, col)` of the pixels of each; no two have one in common.
///
/// There are some where neighbouring pixels are not one component, because they were
/// cleared at different times.
#[must_use]
pub fn shared_corners<'a>(
    components: impl IntoIterator<Item = &'a [(u32, u32)]>,
) -> Vec<(u32, u32)> {
    let components = components.into_iter().enumerate();
    let mut pixels: Vec<(Corner, usize)> = components
        .flat_map(|(index, pixels)| pixels.iter().map(move |pixel| (*pixel, index)))
        .collect();
    pixels.sort_unstable();
    let at = |pixel: Corner| {
        let found = pixels.binary_search_by_key(&pixel, |(pixel, _)| *pixel).ok()?;
        Some(pixels[found].1)
    };
    let is_other = |component: usize, pixel: Corner| at(pixel).is_some_and(|it| it != component);
    let mut corners = Vec::new();
    for &((row, col), component) in &pixels {
        if is_other(component, (row, col + 1)) {
            corners.extend([(row, col + 1), (row + 1, col + 1)]);
        }
        if is_other(component, (row + 1, col)) {
            corners.extend([(row + 1, col), (row + 1, col + 1)]);
        }
        if is_other(component, (row + 1, col + 1)) {
            corners.push((row + 1, col + 1));
        }
        if col.checked_sub(1).is_some_and(|left| is_other(component, (row + 1, left))) {
            corners.push((row + 1, col));
        }
    }
    corners.sort_unstable();
    corners.dedup();
    corners
}

/// Joins pixels to runs, sorted.
fn runs(pixels: &[(u32, u32)]) -> Vec<Run> {
    let mut sorted = pixels.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let beside = |a: &(u32, u32), b: &(u32, u32)| a.0 == b.0 && a.1 + 1 == b.1;
    let run = |pixels: &[(u32, u32)]| {
        let (row, start) = pixels[0];
        Run { row, start, end: start + pixels.len() as u32 }
    };
    sorted.chunk_by(beside).map(run).collect()
}

fn connected_by_edges(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut sets = DisjointSets::new(runs.len());
    // First run that can touch the current one from the row above: it only moves forward.
    let mut above = 0;
    for (index, run) in runs.iter().enumerate() {
        let is_before = |other: &Run| (other.row + 1, other.end) <= (run.row, run.start);
        while is_before(&runs[above]) {
            above += 1;
        }
        let touching =
            runs[above..].iter().take_while(|other| other.row < run.row && other.start < run.end);
        for (offset, _) in touching.enumerate() {
            sets.join(above + offset, index);
        }
    }
    let groups = sets.into_groups().into_iter();
    groups.map(|group| group.into_iter().map(|index| runs[index]).collect()).collect()
}

/// A horizontal piece of the boundary, from `start` to `end` on the upper edges of `row`.
#[derive(Clone, Copy, Debug)]
struct Edge {
    row: u32,
    start: u32,
    end: u32,
    /// Whether the pixels are below it; otherwise they are above.
    is_upper: bool,
}

/// Returns the horizontal edges of a part, sorted.
fn edges(runs: &[Run]) -> Vec<Edge> {
    let rows: Vec<&[Run]> = runs.chunk_by(|a, b| a.row == b.row).collect();
    let mut edges = Vec::new();
    for (index, below) in rows.iter().enumerate() {
        // A part has no row without pixels between two with some.
        let above = index.checked_sub(1).map_or(&[][..], |index| rows[index]);
        between(below[0].row, above, below, &mut edges);
    }
    if let Some(last) = rows.last() {
        between(last[0].row + 1, last, &[], &mut edges);
    }
    edges
}

/// Appends the edges between two rows: where pixels are on one side only.
fn between(row: u32, above: &[Run], below: &[Run], edges: &mut Vec<Edge>) {
    let ends = |runs: &[Run]| runs.iter().flat_map(|run| [run.start, run.end]).collect::<Vec<_>>();
    let (above, below) = (ends(above), ends(below));
    let (mut passed_above, mut passed_below, mut start) = (0, 0, 0);
    loop {
        let next = [above.get(passed_above), below.get(passed_below)];
        let Some(end) = next.into_iter().flatten().min().copied() else { return };
        // An odd number of ends passed is inside a run.
        let (is_above, is_below) = (passed_above % 2 == 1, passed_below % 2 == 1);
        if is_above != is_below {
            edges.push(Edge { row, start, end, is_upper: is_below });
        }
        passed_above += usize::from(above.get(passed_above) == Some(&end));
        passed_below += usize::from(below.get(passed_below) == Some(&end));
        start = end;
    }
}

/// Joins edges into rings.
fn rings(edges: &[Edge]) -> Vec<Vec<Corner>> {
    let across = vertical_pieces(edges);
    let mut is_walked = vec![false; edges.len()];
    let mut rings = Vec::new();
    for first in 0..edges.len() {
        let mut ring = Vec::new();
        let mut index = first;
        while !is_walked[index] {
            is_walked[index] = true;
            let edge = edges[index];
            // With the pixels on the right hand, an upper edge is walked to the right.
            let ends = [(edge.row, edge.start), (edge.row, edge.end)];
            let [from, to] = if edge.is_upper { [0, 1] } else { [1, 0] };
            ring.extend([ends[from], ends[to]]);
            index = across[2 * index + to] / 2;
        }
        if let Some(least) = (0..ring.len()).min_by_key(|at| ring[*at]) {
            ring.rotate_left(least);
            rings.push(ring);
        }
    }
    rings
}

/// Returns, for the left and the right end of each edge (2i and 2i + 1), the end that the
/// vertical piece there leads to.
///
/// Down a column, vertical pieces lie between the first end and the second, the third and
/// the fourth, and so on. Two edges end in one corner where two pixels touch there only: the
/// upper edge of one is joined to the piece above, which belongs to the other. So each ring
/// keeps the same neighbour outside, and as the part is connected by edges elsewhere, no
/// ring meets itself. The other choice would make rings that touch themselves, which are
/// not valid.
fn vertical_pieces(edges: &[Edge]) -> Vec<usize> {
    let ends = edges.iter().enumerate().flat_map(|(index, edge)| {
        [(edge.start, 2 * index), (edge.end, 2 * index + 1)]
            .map(|(col, end)| (col, edge.row, !edge.is_upper, end))
    });
    let mut ends: Vec<(u32, u32, bool, usize)> = ends.collect();
    ends.sort_unstable();
    let mut across = vec![0; ends.len()];
    for piece in ends.chunks_exact(2) {
        let (upper, lower) = (piece[0].3, piece[1].3);
        (across[upper], across[lower]) = (lower, upper);
    }
    across
}
