//! Outlines in an order in which the next is near the last, so that the shapes around it
//! are still in the processor's cache.

use std::borrow::Borrow;

use geo_types::{Coord, MultiPolygon};
use rayon::prelude::*;

use crate::border::Extent;

/// Cells along each side of the ground.
const CELLS: f64 = 65_536.0;

/// Returns the numbers of `outlines` along a curve through the cells of the ground (Morton
/// 1966), by their first vertex; those without one are left out.
///
/// Whoever asks an index about many outlines in this order waits less for memory.
#[must_use]
pub fn by_place(outlines: &[impl Borrow<MultiPolygon<f64>> + Sync]) -> Vec<usize> {
    let first = |outline: &_| first_vertex(Borrow::borrow(outline));
    let places: Vec<Option<Coord<f64>>> = outlines.par_iter().map(first).collect();
    let boxes = places.iter().flatten().map(|at| Extent::of_edge(*at, *at));
    let Some(ground) = boxes.reduce(Extent::and) else { return Vec::new() };
    let cell = |at: f64, low: f64, high: f64| ((at - low) / (high - low) * CELLS) as u16;
    let code = |at: Coord<f64>| {
        let column = cell(at.x, ground.west, ground.east);
        spread(column) | (spread(cell(at.y, ground.south, ground.north)) << 1)
    };
    let coded = places.iter().enumerate().filter_map(|(number, at)| Some((code((*at)?), number)));
    let mut coded: Vec<(u32, usize)> = coded.collect();
    coded.par_sort_unstable();
    coded.into_iter().map(|(_, number)| number).collect()
}

fn first_vertex(outline: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    outline.0.first()?.exterior().0.first().copied()
}

/// Puts a zero before every bit.
const fn spread(value: u16) -> u32 {
    let mut bits = value as u32;
    bits = (bits | (bits << 8)) & 0x00ff_00ff;
    bits = (bits | (bits << 4)) & 0x0f0f_0f0f;
    bits = (bits | (bits << 2)) & 0x3333_3333;
    (bits | (bits << 1)) & 0x5555_5555
}
