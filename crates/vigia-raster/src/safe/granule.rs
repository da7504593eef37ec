//! A granule's own metadata: its tile, when it was seen, and the grid it must lie on.

use jiff::Timestamp;
use roxmltree::Node;
use vigia_core::{GridGeometry, Problem, ProblemCode, Scene};

use super::xml;

/// What `MTD_TL.xml` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Granule {
    /// MGRS tile without the leading `T`, such as `19LCG`.
    pub tile: String,
    /// `SENSING_TIME`.
    pub sensed: Timestamp,
    /// Start of the datastrip as its identifier writes it, `20220413T150756`.
    pub datastrip_start: String,
    /// The tile's grids.
    pub grids: TileGrids,
}

/// The grids that a tile's files must lie on.
#[derive(Clone, Debug, PartialEq)]
pub struct TileGrids {
    crs: String,
    levels: Vec<Level>,
}

#[derive(Clone, Debug, PartialEq)]
struct Level {
    pixel_m: f64,
    rows: usize,
    cols: usize,
    west: f64,
    north: f64,
}

impl Granule {
    /// Reads the document.
    ///
    /// # Errors
    /// The code and words for what is missing or malformed.
    pub fn read(document: Node<'_, '_>) -> Result<Self, (ProblemCode, String)> {
        let stated = |name: &str| {
            xml::text(document, name)
                .ok_or_else(|| (ProblemCode::SafeInvalid, format!("{name} is missing")))
        };
        let sensed = xml::text(document, "SENSING_TIME").unwrap_or_default();
        let sensed = sensed.parse().map_err(|error| {
            (ProblemCode::SceneUndated, format!("SENSING_TIME {sensed:?}: {error}"))
        })?;
        let tile_id = stated("TILE_ID")?;
        let tile = tile_id.split('_').find_map(tile_of).ok_or_else(|| {
            (ProblemCode::SafeInvalid, format!("TILE_ID {tile_id:?} names no MGRS tile"))
        })?;
        let datastrip = stated("DATASTRIP_ID")?;
        let start = datastrip.split('_').find_map(|part| {
            let digits = part.strip_prefix('S')?;
            (digits.len() == 15 && digits.as_bytes()[8] == b'T').then(|| digits.to_owned())
        });
        let datastrip_start = start.ok_or_else(|| {
            (ProblemCode::SafeInvalid, format!("DATASTRIP_ID {datastrip:?} states no start"))
        })?;
        Ok(Self { tile, sensed, datastrip_start, grids: TileGrids::read(document)? })
    }
}

impl TileGrids {
    fn read(document: Node<'_, '_>) -> Result<Self, (ProblemCode, String)> {
        let invalid = |detail: &str| (ProblemCode::SafeInvalid, detail.to_owned());
        let crs = xml::text(document, "HORIZONTAL_CS_CODE")
            .ok_or_else(|| invalid("HORIZONTAL_CS_CODE is missing"))?;
        let mut levels = Vec::new();
        for size in xml::all(document, "Size") {
            let resolution = size.attribute("resolution");
            let place = xml::all(document, "Geoposition")
                .find(|place| place.attribute("resolution") == resolution);
            let level = place.and_then(|place| {
                let number = |name: &str| xml::text(place, name)?.parse::<f64>().ok();
                let count = |name: &str| xml::text(size, name)?.parse::<usize>().ok();
                Some(Level {
                    pixel_m: number("XDIM")?,
                    rows: count("NROWS")?,
                    cols: count("NCOLS")?,
                    west: number("ULX")?,
                    north: number("ULY")?,
                })
            });
            levels.push(level.ok_or_else(|| invalid("Tile_Geocoding is incomplete"))?);
        }
        Ok(Self { crs: crs.to_ascii_uppercase(), levels })
    }

    /// Refuses a scene with a file that lies elsewhere than the granule says: it came from
    /// another product.
    ///
    /// # Errors
    /// `GridMismatch` naming the file.
    pub fn check(&self, scene: &Scene) -> Result<(), Problem> {
        for asset in &scene.assets {
            if !self.levels.iter().any(|level| level.is(&self.crs, &asset.grid)) {
                let detail =
                    format!("{}, not on the grid of its granule ({:?})", shown(&asset.grid), self);
                let subject = format!("{}: {}", scene.id, asset.file_name);
                return Err(Problem::new(ProblemCode::GridMismatch, subject, detail));
            }
        }
        Ok(())
    }
}

impl Level {
    fn is(&self, crs: &str, grid: &GridGeometry) -> bool {
        let expected = [self.west, self.pixel_m, 0.0, self.north, 0.0, -self.pixel_m];
        // ESA writes whole metres.
        let same = grid.transform.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3);
        same && grid.crs == crs && (grid.rows, grid.cols) == (self.rows, self.cols)
    }
}

fn shown(grid: &GridGeometry) -> String {
    let crs: String = grid.crs.chars().take(40).collect();
    format!("{crs} {:?} {} × {}", grid.transform, grid.rows, grid.cols)
}

/// Returns `33XWJ` for `T33XWJ`.
fn tile_of(part: &str) -> Option<String> {
    let tile = part.strip_prefix('T')?;
    let (zone, letters) = tile.split_at_checked(2)?;
    let zone: u8 = zone.parse().ok()?;
    let well_formed = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    ((1..=60).contains(&zone) && well_formed).then(|| tile.to_owned())
}
