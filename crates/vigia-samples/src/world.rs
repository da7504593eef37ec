//! A drawn world: its ground, its tiles and how they are surveyed.

use anyhow::Result;

use crate::WorldSpec;
use crate::cells::Cells;
use crate::ground::Ground;
use crate::tile::{Tile, tiles};

/// A drawn world; scenes, layers, reports and truth are all read from it.
pub struct World {
    pub(crate) spec: WorldSpec,
    pub(crate) ground: Ground,
    pub(crate) tiles: [Tile; 2],
}

/// One tile with the ground at each of its samples.
pub struct SurveyedTile<'a> {
    pub(crate) ground: &'a Ground,
    pub(crate) tile: &'a Tile,
    pub(crate) cells: Cells,
    pub(crate) index: usize,
}

impl World {
    /// Draws the world of a specification.
    ///
    /// # Errors
    /// Where PROJ fails, for instance because `PROJ_DATA` points to another version.
    pub fn draw(spec: &WorldSpec) -> Result<Self> {
        Ok(Self { spec: *spec, ground: Ground::draw(spec)?, tiles: tiles(spec)? })
    }

    /// Evaluates the ground over the western (0) or eastern (1) tile.
    #[must_use]
    pub fn survey(&self, index: usize) -> SurveyedTile<'_> {
        let tile = &self.tiles[index.min(1)];
        SurveyedTile {
            ground: &self.ground,
            tile,
            cells: Cells::survey(&self.ground, tile),
            index: index.min(1),
        }
    }
}

#[cfg(test)]
mod tests;
