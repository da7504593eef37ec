//! Which tile.

use super::{TILE_BUFFER, TILE_EXTENT, TILE_ZOOM_MAX};

/// A tile of the web Mercator pyramid that exists: columns from the antimeridian eastwards,
/// rows from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

/// The numbers name no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no tile {z}/{x}/{y}: zooms are 0 to {TILE_ZOOM_MAX}, columns and rows 0 to 2^zoom - 1"
)]
pub struct NoSuchTile {
    /// Zoom.
    pub z: u32,
    /// Column.
    pub x: u32,
    /// Row.
    pub y: u32,
}

/// A box on the grid of a zoom, edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridBox {
    pub min: [i32; 2],
    pub max: [i32; 2],
}

impl TileId {
    /// Makes the tile.
    ///
    /// # Errors
    /// [`NoSuchTile`] for a zoom above [`TILE_ZOOM_MAX`] or a column or row outside.
    pub fn new(z: u32, x: u32, y: u32) -> Result<Self, NoSuchTile> {
        match u8::try_from(z) {
            Ok(zoom) if zoom <= TILE_ZOOM_MAX && x < 1 << zoom && y < 1 << zoom => {
                Ok(Self { z: zoom, x, y })
            }
            _ => Err(NoSuchTile { z, x, y }),
        }
    }

    /// Returns the zoom.
    #[must_use]
    pub const fn z(self) -> u8 {
        self.z
    }

    /// Returns the column.
    #[must_use]
    pub const fn x(self) -> u32 {
        self.x
    }

    /// Returns the row.
    #[must_use]
    pub const fn y(self) -> u32 {
        self.y
    }

    /// Returns the tile's north-west corner on the grid of its zoom.
    pub(super) const fn origin(self) -> [i32; 2] {
        [self.x as i32 * TILE_EXTENT, self.y as i32 * TILE_EXTENT]
    }

    /// Returns the tile with its buffer on the grid of its zoom.
    pub(super) const fn buffered(self) -> GridBox {
        let [x, y] = self.origin();
        let reach = TILE_EXTENT + TILE_BUFFER;
        GridBox { min: [x - TILE_BUFFER, y - TILE_BUFFER], max: [x + reach, y + reach] }
    }
}

impl GridBox {
    /// Returns the box of some points; `None` without any.
    pub fn of(points: impl IntoIterator<Item = [i32; 2]>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self { min: first, max: first }, |found, [x, y]| Self {
            min: [found.min[0].min(x), found.min[1].min(y)],
            max: [found.max[0].max(x), found.max[1].max(y)],
        }))
    }

    /// Says whether the boxes share a point.
    pub const fn meets(&self, other: &Self) -> bool {
        self.min[0] <= other.max[0]
            && other.min[0] <= self.max[0]
            && self.min[1] <= other.max[1]
            && other.min[1] <= self.max[1]
    }

    /// Says whether a point lies in the box.
    pub const fn has(&self, point: [i32; 2]) -> bool {
        self.holds(&Self { min: point, max: point })
    }

    /// Says whether `other` lies in this box.
    pub const fn holds(&self, other: &Self) -> bool {
        self.min[0] <= other.min[0]
            && self.min[1] <= other.min[1]
            && self.max[0] >= other.max[0]
            && self.max[1] >= other.max[1]
    }
}
