//! A layer in memory, from which tiles are made.

use std::collections::HashMap;

use geo_types::{Coord, Rect};

use super::layer_message::{LayerMessage, omitted_message};
use super::prepared_feature::{PreparedFeature, ShapeKind};
use super::scratch::TileScratch;
use super::tile_id::TileId;
use super::zoom_level::ZoomLevel;
use super::{AttributeValue, TILE_ZOOM_MAX, box_clip, path_commands::Pen};

/// An immutable layer: what its tiles show, ready to be copied.
///
/// The order of the features is their rank: where a tile has room for fewer, the first stay.
pub struct TileLayer {
    name: String,
    features_max: usize,
    features: usize,
    bounds: Option<Rect<f64>>,
    keys: Vec<&'static str>,
    /// Every distinct value once, encoded, one behind the other.
    values: Vec<u8>,
    value_ends: Vec<u32>,
    /// Numbers of key and value, feature by feature.
    tags: Vec<(u32, u32)>,
    tag_ends: Vec<u32>,
    zooms: Vec<ZoomLevel>,
}

/// A tile's bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodedTile {
    /// The message; empty where the tile shows nothing.
    pub bytes: Vec<u8>,
    /// Shapes in it.
    pub shapes: usize,
    /// Shapes that had no room. The tile then has a second layer, `omitted`, with one point
    /// in its middle that says how many (`count`).
    pub omitted: usize,
}

impl TileLayer {
    /// Builds the layer `name` from features in the order of their rank; a tile shows at
    /// most `features_max` shapes.
    #[must_use]
    pub fn build(name: &str, features: &[PreparedFeature], features_max: usize) -> Self {
        let mut layer = Self {
            name: name.to_owned(),
            features_max,
            features: features.len(),
            bounds: features.iter().filter_map(|feature| feature.bounds).reduce(joined),
            keys: Vec::new(),
            values: Vec::new(),
            value_ends: Vec::new(),
            tags: Vec::new(),
            tag_ends: Vec::new(),
            zooms: (0..=TILE_ZOOM_MAX).map(|_| ZoomLevel::default()).collect(),
        };
        let mut known = HashMap::new();
        for (number, feature) in (0_u32..).zip(features) {
            for (key, value) in &feature.attributes {
                let tag = (layer.key_number(key), layer.value_number(value, &mut known));
                layer.tags.push(tag);
            }
            layer.tag_ends.push(layer.tags.len() as u32);
            for shape in &feature.shapes {
                if let Some(level) = layer.zooms.get_mut(usize::from(shape.zoom)) {
                    level.push(number, shape);
                }
            }
        }
        for (zoom, level) in (0_u8..).zip(&mut layer.zooms) {
            level.finish(zoom);
        }
        layer
    }

    /// Returns the layer's name, which is also that of the layer in its tiles.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of features.
    #[must_use]
    pub const fn features(&self) -> usize {
        self.features
    }

    /// Returns the box of all features in degrees (EPSG:4326); `None` without any.
    #[must_use]
    pub const fn bounds(&self) -> Option<Rect<f64>> {
        self.bounds
    }

    /// Returns roughly how much memory the layer takes.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.zooms.iter().map(ZoomLevel::size_bytes).sum::<usize>()
            + self.values.len()
            + size_of_val(self.tags.as_slice())
            + size_of_val(self.value_ends.as_slice())
    }

    /// Makes a tile; what `withheld` names is in none of its bytes.
    #[must_use]
    pub fn encode(
        &self,
        tile: TileId,
        withheld: &[&str],
        scratch: &mut TileScratch,
    ) -> EncodedTile {
        let Some(level) = self.zooms.get(usize::from(tile.z())) else {
            return EncodedTile::default();
        };
        let shown: Vec<bool> = self.keys.iter().map(|key| !withheld.contains(key)).collect();
        let mut message = LayerMessage::begin(scratch, self.keys.len(), self.value_ends.len());
        let mut omitted = 0;
        for shape in level.shapes_in(tile) {
            if message.shapes() >= self.features_max {
                omitted += 1;
                continue;
            }
            if !draw(level, shape, tile, message.scratch()) {
                continue;
            }
            for (key, value) in self.tags_of(shape.feature) {
                if shown.get(*key as usize).copied().unwrap_or_default() {
                    message.tag((*key, self.key(*key)), (*value, self.value(*value)));
                }
            }
            message.finish_shape(shape.kind);
        }
        let shapes = message.shapes();
        let mut bytes = message.finish(&self.name);
        if omitted > 0 {
            omitted_message(omitted, &mut bytes);
        }
        EncodedTile { bytes, shapes, omitted }
    }

    fn key_number(&mut self, key: &'static str) -> u32 {
        let known = self.keys.iter().position(|other| *other == key);
        known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        }) as u32
    }

    fn value_number(&mut self, value: &AttributeValue, known: &mut HashMap<Vec<u8>, u32>) -> u32 {
        let encoded = value.encoded();
        if let Some(number) = known.get(&encoded) {
            return *number;
        }
        let number = self.value_ends.len() as u32;
        self.values.extend_from_slice(&encoded);
        self.value_ends.push(self.values.len() as u32);
        known.insert(encoded, number);
        number
    }

    fn key(&self, number: u32) -> &'static str {
        self.keys.get(number as usize).copied().unwrap_or_default()
    }

    fn value(&self, number: u32) -> &[u8] {
        part(&self.values, &self.value_ends, number)
    }

    fn tags_of(&self, feature: u32) -> &[(u32, u32)] {
        part(&self.tags, &self.tag_ends, feature)
    }
}

/// Returns the part with this number of a list in which parts stand one behind the other.
fn part<'a, T>(list: &'a [T], ends: &[u32], number: u32) -> &'a [T] {
    let number = number as usize;
    let begin = if number == 0 { 0 } else { ends[number - 1] };
    &list[begin as usize..ends[number] as usize]
}

fn joined(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let (low, high) = ([a.min(), b.min()], [a.max(), b.max()]);
    Rect::new(
        Coord { x: low[0].x.min(low[1].x), y: low[0].y.min(low[1].y) },
        Coord { x: high[0].x.max(high[1].x), y: high[0].y.max(high[1].y) },
    )
}

/// Writes the commands of a shape as the tile shows it; says whether anything is left.
fn draw(
    level: &ZoomLevel,
    shape: &super::zoom_level::Shape,
    tile: TileId,
    scratch: &mut TileScratch,
) -> bool {
    let clip = tile.buffered();
    let TileScratch { cut, valid, ring, repair, geometry, .. } = scratch;
    let mut pen = Pen::at(tile.origin(), geometry);
    let is_whole = clip.holds(&shape.bounds);
    cut.clear();
    match shape.kind {
        ShapeKind::Points => {
            let inside = |point: &super::GridPoint| clip.has(*point);
            cut.push(level.paths(shape).flatten().copied().filter(inside));
            cut.iter().for_each(|points| pen.points(points));
        }
        ShapeKind::Lines if is_whole => level.paths(shape).for_each(|line| pen.line(line)),
        ShapeKind::Lines => {
            level.paths(shape).for_each(|line| box_clip::clip_line(line, &clip, ring, cut));
            cut.iter().for_each(|line| pen.line(line));
        }
        ShapeKind::Polygons if is_whole => level.paths(shape).for_each(|ring| pen.ring(ring)),
        ShapeKind::Polygons => {
            level.paths(shape).for_each(|path| box_clip::clip_ring(path, &clip, ring, cut));
            valid.clear();
            // However small: a neighbour shows the rest of it.
            repair.repair(cut, 1, valid);
            valid.iter().for_each(|ring| pen.ring(ring));
        }
    }
    !geometry.is_empty()
}
