//! The message of one layer: features as they come, then the dictionaries they used.

use super::TILE_EXTENT;
use super::path_commands::Pen;
use super::prepared_feature::ShapeKind;
use super::protobuf::{bytes_field_length, put_bytes, put_length, put_number, put_varint};
use super::scratch::TileScratch;

/// Version of the specification.
const VERSION: u64 = 2;
/// Fields of the messages `Tile`, `Layer` and `Feature`.
const TILE_LAYERS: u8 = 3;
const LAYER_NAME: u8 = 1;
const LAYER_FEATURES: u8 = 2;
const LAYER_KEYS: u8 = 3;
const LAYER_VALUES: u8 = 4;
const LAYER_EXTENT: u8 = 5;
const LAYER_VERSION: u8 = 15;
const FEATURE_TAGS: u8 = 2;
const FEATURE_TYPE: u8 = 3;
const FEATURE_GEOMETRY: u8 = 4;

/// A layer being written into the scratch.
pub(super) struct LayerMessage<'s> {
    scratch: &'s mut TileScratch,
    shapes: usize,
}

impl<'s> LayerMessage<'s> {
    /// Begins a layer whose keys and values have numbers below these.
    pub fn begin(scratch: &'s mut TileScratch, keys: usize, values: usize) -> Self {
        for part in [
            &mut scratch.geometry,
            &mut scratch.tags,
            &mut scratch.features,
            &mut scratch.keys,
            &mut scratch.values,
        ] {
            part.clear();
        }
        scratch.key_places.clear(keys);
        scratch.value_places.clear(values);
        Self { scratch, shapes: 0 }
    }

    /// Returns how many shapes are written.
    pub const fn shapes(&self) -> usize {
        self.shapes
    }

    /// Returns the scratch, into whose `geometry` the next shape is drawn.
    pub const fn scratch(&mut self) -> &mut TileScratch {
        self.scratch
    }

    /// Gives the next shape an attribute: number and text of the key, number and message of
    /// the value.
    pub fn tag(&mut self, (key, key_text): (u32, &str), (value, value_message): (u32, &[u8])) {
        let TileScratch { tags, keys, values, key_places, value_places, .. } = self.scratch;
        let (key_place, key_is_new) = key_places.place(key);
        if key_is_new {
            put_bytes(keys, LAYER_KEYS, key_text.as_bytes());
        }
        let (value_place, value_is_new) = value_places.place(value);
        if value_is_new {
            put_bytes(values, LAYER_VALUES, value_message);
        }
        put_varint(tags, key_place.into());
        put_varint(tags, value_place.into());
    }

    /// Writes the next shape with the geometry and the attributes it was given.
    pub fn finish_shape(&mut self, kind: ShapeKind) {
        let TileScratch { tags, geometry, features, .. } = self.scratch;
        put_feature(features, kind, tags, geometry);
        tags.clear();
        geometry.clear();
        self.shapes += 1;
    }

    /// Returns a tile with the layer; empty without shapes.
    pub fn finish(self, name: &str) -> Vec<u8> {
        let mut out = Vec::new();
        if self.shapes > 0 {
            let TileScratch { features, keys, values, .. } = self.scratch;
            put_layer(&mut out, name, [features, keys, values]);
        }
        out
    }
}

/// Appends to a tile the layer `omitted`: one point in the middle that says how many shapes
/// had no room.
pub(super) fn omitted_message(count: usize, tile: &mut Vec<u8>) {
    let (mut geometry, mut features, mut keys, mut values) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Pen::at([0, 0], &mut geometry).points(&[[TILE_EXTENT / 2, TILE_EXTENT / 2]]);
    put_feature(&mut features, ShapeKind::Points, &[0, 0], &geometry);
    put_bytes(&mut keys, LAYER_KEYS, b"count");
    put_bytes(&mut values, LAYER_VALUES, &super::AttributeValue::Count(count as u64).encoded());
    put_layer(tile, "omitted", [&features, &keys, &values]);
}

fn put_feature(out: &mut Vec<u8>, kind: ShapeKind, tags: &[u8], geometry: &[u8]) {
    let tags_length = if tags.is_empty() { 0 } else { bytes_field_length(tags.len()) };
    let type_length = 2;
    let length = tags_length + type_length + bytes_field_length(geometry.len());
    put_length(out, LAYER_FEATURES, length);
    if !tags.is_empty() {
        put_bytes(out, FEATURE_TAGS, tags);
    }
    put_number(out, FEATURE_TYPE, kind as u64);
    put_bytes(out, FEATURE_GEOMETRY, geometry);
}

fn put_layer(out: &mut Vec<u8>, name: &str, parts: [&Vec<u8>; 3]) {
    let mut head = Vec::with_capacity(name.len() + 16);
    put_number(&mut head, LAYER_VERSION, VERSION);
    put_bytes(&mut head, LAYER_NAME, name.as_bytes());
    put_number(&mut head, LAYER_EXTENT, TILE_EXTENT as u64);
    let length = head.len() + parts.iter().map(|part| part.len()).sum::<usize>();
    out.reserve_exact(bytes_field_length(length));
    put_length(out, TILE_LAYERS, length);
    out.extend_from_slice(&head);
    for part in parts {
        out.extend_from_slice(part);
    }
}
