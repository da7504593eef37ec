//! A reader of tiles for tests, written from the specification. The independent ones are
//! GDAL's, in `tests/vector_tiles.rs`.

use std::collections::HashMap;

use super::super::GridPoint;

pub struct DecodedLayer {
    pub name: String,
    pub version: u64,
    pub extent: u64,
    pub features: Vec<DecodedFeature>,
}

#[derive(Default)]
pub struct DecodedFeature {
    pub kind: u64,
    pub texts: HashMap<String, String>,
    pub numbers: HashMap<String, f64>,
    pub paths: Vec<Vec<GridPoint>>,
}

impl DecodedFeature {
    pub fn text(&self, key: &str) -> &str {
        &self.texts[key]
    }
}

enum Field<'a> {
    Number(u64),
    Double(f64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    fn number(&self) -> u64 {
        let Self::Number(value) = self else { panic!("no number") };
        *value
    }

    fn bytes(&self) -> &'a [u8] {
        let Self::Bytes(bytes) = self else { panic!("no bytes") };
        bytes
    }
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return value;
        }
    }
    panic!("an endless number")
}

fn fields(mut bytes: &[u8]) -> Vec<(u64, Field<'_>)> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let head = varint(&mut bytes);
        let field = match head & 7 {
            0 => Field::Number(varint(&mut bytes)),
            1 => {
                let (eight, rest) = bytes.split_at(8);
                bytes = rest;
                Field::Double(f64::from_le_bytes(eight.try_into().unwrap()))
            }
            2 => {
                let length = varint(&mut bytes) as usize;
                let (part, rest) = bytes.split_at(length);
                bytes = rest;
                Field::Bytes(part)
            }
            other => panic!("wire type {other}"),
        };
        found.push((head >> 3, field));
    }
    found
}

fn numbers(mut packed: &[u8]) -> Vec<u64> {
    let mut found = Vec::new();
    while !packed.is_empty() {
        found.push(varint(&mut packed));
    }
    found
}

pub fn decoded(tile: &[u8]) -> Vec<DecodedLayer> {
    fields(tile)
        .iter()
        .map(|(number, field)| {
            assert_eq!(*number, 3);
            layer(field.bytes())
        })
        .collect()
}

fn layer(bytes: &[u8]) -> DecodedLayer {
    let all = fields(bytes);
    let part = |wanted: u64| {
        all.iter().filter(move |(number, _)| *number == wanted).map(|(_, field)| field)
    };
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let keys: Vec<String> = part(3).map(|field| text(field.bytes())).collect();
    let values: Vec<_> = part(4).map(|field| fields(field.bytes()).remove(0)).collect();
    let features = part(2)
        .map(|field| {
            let mut found = DecodedFeature::default();
            for (number, field) in fields(field.bytes()) {
                match number {
                    2 => {
                        for pair in numbers(field.bytes()).chunks(2) {
                            let key = keys[pair[0] as usize].clone();
                            match &values[pair[1] as usize] {
                                (1, field) => {
                                    found.texts.insert(key, text(field.bytes()));
                                }
                                (3, Field::Double(value)) => {
                                    found.numbers.insert(key, *value);
                                }
                                (5, field) => {
                                    found.numbers.insert(key, field.number() as f64);
                                }
                                (other, _) => panic!("value field {other}"),
                            }
                        }
                    }
                    3 => found.kind = field.number(),
                    4 => found.paths = paths(&numbers(field.bytes())),
                    other => panic!("feature field {other}"),
                }
            }
            found
        })
        .collect();
    DecodedLayer {
        name: text(part(1).next().unwrap().bytes()),
        version: part(15).next().unwrap().number(),
        extent: part(5).next().unwrap().number(),
        features,
    }
}

fn paths(commands: &[u64]) -> Vec<Vec<GridPoint>> {
    let mut found: Vec<Vec<GridPoint>> = Vec::new();
    let mut at = [0_i32; 2];
    let mut rest = commands;
    while let Some((command, behind)) = rest.split_first() {
        rest = behind;
        if command & 7 == 7 {
            continue;
        }
        for _ in 0..command >> 3 {
            for axis in &mut at {
                let (step, behind) = rest.split_first().unwrap();
                rest = behind;
                *axis += (*step >> 1) as i32 ^ -((*step & 1) as i32);
            }
            if command & 7 == 1 {
                found.push(Vec::new());
            }
            found.last_mut().unwrap().push(at);
        }
    }
    found
}
