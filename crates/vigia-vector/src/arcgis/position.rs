//! Positions of ArcGIS geometries: `[x, y]`, and heights and measures that are dropped.

use geo_types::Coord;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// The first two numbers of an array; what follows may be null.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Position(pub Coord<f64>);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Numbers)
    }
}

struct Numbers;

impl<'de> Visitor<'de> for Numbers {
    type Value = Position;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a position of two numbers or more")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Position, A::Error> {
        let mut next = |at: usize| {
            numbers.next_element::<f64>()?.ok_or_else(|| A::Error::invalid_length(at, &self))
        };
        let (x, y) = (next(0)?, next(1)?);
        while numbers.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Position(Coord { x, y }))
    }
}
