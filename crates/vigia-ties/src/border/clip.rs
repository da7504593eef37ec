//! Rings cut at a box.

use std::ops::ControlFlow;

use geo_types::{Coord, LineString};

use super::{Border, Extent, Walk};

impl Border {
    /// Returns the rings with everything beyond `within` moved onto its sides: inside the
    /// box the same area, and as many vertices as there are near it. A ring may run along a
    /// side to and fro, which encloses nothing.
    pub(crate) fn rings_within(&self, within: &Extent) -> Vec<LineString<f64>> {
        let cut = |ring: &super::Chain| {
            let mut clip = Clip { within, path: Vec::new() };
            let _ = ring.walk(&mut clip);
            clip.path.dedup();
            // A ring that never comes in, on one side, has no area.
            (clip.path.len() > 3).then_some(LineString(clip.path))
        };
        self.rings.iter().filter_map(cut).collect()
    }
}

struct Clip<'a> {
    within: &'a Extent,
    path: Vec<Coord<f64>>,
}

impl Clip<'_> {
    fn clamped(&self, at: Coord<f64>) -> Coord<f64> {
        let Extent { west, south, east, north } = *self.within;
        Coord { x: at.x.clamp(west, east), y: at.y.clamp(south, north) }
    }

    fn is_beyond_one_side(&self, extent: &Extent) -> bool {
        extent.east <= self.within.west
            || self.within.east <= extent.west
            || extent.north <= self.within.south
            || self.within.north <= extent.south
    }
}

impl Walk for Clip<'_> {
    fn opens(&mut self, extent: &Extent, from: Coord<f64>, to: Coord<f64>) -> bool {
        if !self.is_beyond_one_side(extent) {
            return true;
        }
        // Wherever it goes over there, it is moved onto that side.
        let ends = [self.clamped(from), self.clamped(to)];
        self.path.extend(ends);
        false
    }

    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) -> ControlFlow<()> {
        if !self.opens(&Extent::of_edge(from, to), from, to) {
            return ControlFlow::Continue(());
        }
        let Extent { west, south, east, north } = *self.within;
        let step = to - from;
        let at = [
            (west - from.x) / step.x,
            (east - from.x) / step.x,
            (south - from.y) / step.y,
            (north - from.y) / step.y,
        ];
        let mut bends: Vec<f64> =
            at.into_iter().filter(|along| 0.0 < *along && *along < 1.0).collect();
        bends.sort_by(f64::total_cmp);
        self.path.push(self.clamped(from));
        for along in bends {
            self.path.push(self.clamped(from + step * along));
        }
        self.path.push(self.clamped(to));
        ControlFlow::Continue(())
    }
}
