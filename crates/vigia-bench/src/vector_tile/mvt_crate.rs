//! The same tiles written with the crate `mvt`: it is handed projected polygons and only
//! writes them, without clipping or simplifying.

use std::time::Instant;

use anyhow::Context;
use mvt::{GeomEncoder, GeomType, Tile};
use vigia_vector::vector_tile::TileId;

use super::parts;
use crate::synthetic_rights::Right;
use crate::tile_sample::tile_units;

/// A right as a tile shows it.
struct Handed<'a> {
    right: &'a Right,
    ring: Vec<[i32; 2]>,
}

/// What each thread writes: for every tile its rights.
pub struct MvtCrate<'a> {
    threads: Vec<Vec<Vec<Handed<'a>>>>,
    tiles: usize,
}

impl<'a> MvtCrate<'a> {
    /// Projects the rights for every tile beforehand.
    pub fn prepare(rights: &'a [Right], tiles: &[TileId]) -> Self {
        let threads = parts(tiles)
            .map(|part| part.iter().map(|tile| shown(rights, *tile)).collect())
            .collect();
        Self { threads, tiles: tiles.len() }
    }

    /// Returns tiles a second over all threads.
    ///
    /// # Errors
    /// What the crate refuses.
    pub fn rate(&self) -> anyhow::Result<f64> {
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let writers: Vec<_> = self
                .threads
                .iter()
                .map(|part| {
                    scope.spawn(|| part.iter().try_for_each(|tile| written(tile).map(drop)))
                })
                .collect();
            writers.into_iter().try_for_each(|writer| match writer.join() {
                Ok(result) => result,
                Err(_) => anyhow::bail!("a writing thread ended abnormally"),
            })
        })?;
        Ok(self.tiles as f64 / begun.elapsed().as_secs_f64())
    }
}

fn shown(rights: &[Right], tile: TileId) -> Vec<Handed<'_>> {
    let inside = |ring: &[[i32; 2]]| {
        [0, 1].iter().all(|axis| {
            let along = ring.iter().map(|point| point[*axis]);
            along.clone().min().is_some_and(|low| low <= 4160)
                && along.max().is_some_and(|high| high >= -64)
        })
    };
    let handed = |right| Handed { right, ring: tile_units(&right.geometry, tile) };
    rights.iter().map(handed).filter(|handed| inside(&handed.ring)).collect()
}

fn written(shapes: &[Handed<'_>]) -> anyhow::Result<Vec<u8>> {
    let mut tile = Tile::new(4096);
    let mut layer = tile.create_layer("mining_right");
    for Handed { right, ring } in shapes {
        let mut encoder = GeomEncoder::<i32>::new(GeomType::Polygon);
        for [x, y] in ring {
            encoder.add_point(*x, *y).context("a point")?;
        }
        let mut feature = layer.into_feature(encoder.encode().context("a shape")?);
        feature.add_tag_string("code", &right.code);
        feature.add_tag_string("name", &right.name);
        feature.add_tag_string("status", right.status);
        feature.add_tag_string("holder", &right.holder);
        layer = feature.into_layer();
    }
    tile.add_layer(layer).context("a layer")?;
    tile.to_bytes().context("a tile")
}
