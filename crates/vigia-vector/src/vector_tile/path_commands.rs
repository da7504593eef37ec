//! Geometry as drawing commands: move, line, close, in steps from the last place.

use super::GridPoint;
use super::protobuf::{put_varint, zigzag};

const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;

/// Appends commands to bytes; the pen begins at the tile's north-west corner.
pub(super) struct Pen<'a> {
    out: &'a mut Vec<u8>,
    at: GridPoint,
}

impl<'a> Pen<'a> {
    /// Puts the pen on `origin`, the tile's north-west corner.
    pub fn at(origin: GridPoint, out: &'a mut Vec<u8>) -> Self {
        Self { out, at: origin }
    }

    /// Marks places; at least one.
    pub fn points(&mut self, points: &[GridPoint]) {
        self.command(MOVE_TO, points.len());
        for point in points {
            self.step(*point);
        }
    }

    /// Draws a line; nothing below two places.
    pub fn line(&mut self, points: &[GridPoint]) {
        if let [first, rest @ ..] = points
            && !rest.is_empty()
        {
            self.command(MOVE_TO, 1);
            self.step(*first);
            self.command(LINE_TO, rest.len());
            for point in rest {
                self.step(*point);
            }
        }
    }

    /// Draws a ring that does not repeat its first place; nothing below three places.
    pub fn ring(&mut self, points: &[GridPoint]) {
        if points.len() > 2 {
            self.line(points);
            self.command(CLOSE_PATH, 1);
        }
    }

    #[inline]
    fn command(&mut self, id: u32, count: usize) {
        put_varint(self.out, u64::from(id) | (count as u64) << 3);
    }

    #[inline]
    fn step(&mut self, to: GridPoint) {
        put_varint(self.out, u64::from(zigzag(to[0] - self.at[0])));
        put_varint(self.out, u64::from(zigzag(to[1] - self.at[1])));
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification, section 4.3.5.
    fn check(draw: impl Fn(&mut Pen<'_>), expected: &[u8]) {
        let mut out = Vec::new();
        draw(&mut Pen::at([0, 0], &mut out));
        assert_eq!(out, expected);
    }

    #[test]
    fn a_point_and_two_points() {
        check(|pen| pen.points(&[[25, 17]]), &[9, 50, 34]);
        check(|pen| pen.points(&[[5, 7], [3, 2]]), &[17, 10, 14, 3, 9]);
    }

    #[test]
    fn two_lines() {
        let draw = |pen: &mut Pen<'_>| {
            pen.line(&[[2, 2], [2, 10], [10, 10]]);
            pen.line(&[[1, 1], [3, 5]]);
        };
        check(draw, &[9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]);
    }

    #[test]
    fn a_ring_and_one_that_begins_where_the_last_ended() {
        check(|pen| pen.ring(&[[3, 6], [8, 12], [20, 34]]), &[9, 6, 12, 18, 10, 12, 24, 44, 15]);
        let draw = |pen: &mut Pen<'_>| {
            pen.ring(&[[0, 0], [4, 0], [4, 4]]);
            pen.ring(&[[4, 4], [8, 4], [8, 8]]);
        };
        let expected = [9, 0, 0, 18, 8, 0, 0, 8, 15, 9, 0, 0, 18, 8, 0, 0, 8, 15];
        check(draw, &expected);
    }

    #[test]
    fn too_few_places_draw_nothing() {
        check(|pen| pen.line(&[[1, 1]]), &[]);
        check(|pen| pen.ring(&[[1, 1], [2, 2]]), &[]);
    }
}
