//! Fixed stretches from quantities to brightness: the same number always looks the same.
//!
//! A stretch that follows each picture's own histogram would make a clearing and the
//! forest before it look alike, so none is offered.

/// A range of quantities shown from black to full, with a gamma of 2 (a square root), which
/// keeps dark water and forest apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Shown as 0.
    pub darkest: f32,
    /// Shown as 255.
    pub brightest: f32,
    /// Square root (quantities that pile up near zero, like reflectance) or straight
    /// (logarithms, like decibels).
    pub curve: Curve,
}

/// How brightness grows along a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Brightness = √share: a gamma of 2.
    SquareRoot,
    /// Brightness = share.
    Straight,
}

impl Stretch {
    /// A square-root stretch of reflectance from 0.
    #[must_use]
    pub const fn reflectance(brightest: f32) -> Self {
        Self { darkest: 0.0, brightest, curve: Curve::SquareRoot }
    }

    /// A straight stretch.
    #[must_use]
    pub const fn straight(darkest: f32, brightest: f32) -> Self {
        Self { darkest, brightest, curve: Curve::Straight }
    }

    /// Returns the brightness of `value`; NaN is 0, what lies beyond an end is that end.
    #[must_use]
    pub fn level(self, value: f32) -> u8 {
        let share = ((value - self.darkest) / (self.brightest - self.darkest)).clamp(0.0, 1.0);
        let bent = match self.curve {
            Curve::SquareRoot => share.sqrt(),
            Curve::Straight => share,
        };
        // `as` turns NaN into 0; adding a half rounds, because nothing is negative here.
        (bent * 255.0 + 0.5) as u8
    }
}

/// Colours along a range: between two stops they are mixed.
#[derive(Clone, Copy, Debug)]
pub struct Ramp {
    /// (value, colour), values ascending.
    pub stops: &'static [(f32, [u8; 3])],
}

impl Ramp {
    /// Returns the colour of `value`; what lies beyond an end has that end's colour.
    #[must_use]
    pub fn colour(self, value: f32) -> [u8; 3] {
        let above = self.stops.partition_point(|(stop, _)| *stop <= value);
        let low = self.stops.get(above.wrapping_sub(1)).or(self.stops.first());
        let high = self.stops.get(above).or(self.stops.last());
        let (Some((from, low)), Some((to, high))) = (low, high) else { return [0; 3] };
        if to <= from {
            return *low;
        }
        let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
        let mixed = |low: u8, high: u8| {
            ((f32::from(high) - f32::from(low)) * share + f32::from(low) + 0.5) as u8
        };
        [mixed(low[0], high[0]), mixed(low[1], high[1]), mixed(low[2], high[2])]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_quarter_of_the_range_is_half_as_bright() {
        let stretch = Stretch::reflectance(0.4);
        // √0.25 · 255 = 127.5, rounded up.
        assert_eq!(stretch.level(0.1), 128);
        assert_eq!([0.0, 0.4, -0.2, 7.0].map(|value| stretch.level(value)), [0, 255, 0, 255]);
        assert_eq!(stretch.level(f32::NAN), 0);
    }

    #[test]
    fn decibels_are_straight() {
        let stretch = Stretch::straight(-20.0, 0.0);
        assert_eq!([-20.0, -15.0, -10.0, 0.0].map(|db| stretch.level(db)), [0, 64, 128, 255]);
    }

    #[test]
    fn colours_between_two_stops_are_mixed_and_held_beyond() {
        let ramp = Ramp { stops: &[(0.0, [0, 0, 0]), (1.0, [200, 100, 50]), (2.0, [0, 0, 0])] };
        assert_eq!(ramp.colour(0.5), [100, 50, 25]);
        assert_eq!(ramp.colour(1.0), [200, 100, 50]);
        assert_eq!(ramp.colour(1.5), [100, 50, 25]);
        assert_eq!(ramp.colour(-9.0), [0, 0, 0]);
        assert_eq!(ramp.colour(9.0), [0, 0, 0]);
    }
}
