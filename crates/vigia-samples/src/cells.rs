//! The ground model evaluated once at every sample of a tile.

use rayon::prelude::*;

use crate::ground::{Cell, Ground};
use crate::tile::Tile;

/// Cells of a tile, margin included, row by row.
pub struct Cells {
    cells: Vec<Cell>,
    /// Samples along a side.
    pub per_side: usize,
}

impl Cells {
    /// Evaluates the ground at the centre of each of the tile's samples.
    pub fn survey(ground: &Ground, tile: &Tile) -> Self {
        let per_side = tile.samples_per_side();
        let cells = (0..per_side)
            .into_par_iter()
            .flat_map_iter(|row| {
                (0..per_side).map(move |col| {
                    let (x, y) = tile.sample_place(row, col);
                    ground.cell(x, y)
                })
            })
            .collect();
        Self { cells, per_side }
    }

    /// Returns the cell of a sample.
    pub fn at(&self, row: usize, col: usize) -> &Cell {
        &self.cells[row * self.per_side + col]
    }
}
