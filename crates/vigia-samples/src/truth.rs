//! The truth: what really was disturbed, by what, from when, and how far.

use std::path::Path;

use anyhow::{Context, Result};
use geo::{Area, Centroid};
use geo_types::{Coord, MultiPolygon, Polygon};
use serde::Serialize;
use serde_json::{Value, json};

use crate::acquisition::{LAST_DAY, calendar_day};
use crate::event::{Cause, Event};
use crate::ground::Ground;
use crate::local_frame::{Carrier, Crs};
use crate::tracing_cells::outline;
use crate::world::World;

/// Days between two stages of a growing event.
const STAGE_DAYS: f32 = 90.0;
/// Smallest piece of eaten bank that is listed, m².
const BANK_PIECE_M2: f64 = 500.0;

/// One disturbed place, with its final outline in the frame.
#[derive(Clone, Debug)]
pub struct TrueSite {
    /// Name, for instance `M03`.
    pub id: String,
    /// What disturbed it.
    pub cause: Cause,
    /// Setting of a mine, else `look_alike`.
    pub setting: &'static str,
    /// First day, counted from the start of the series.
    pub onset_day: f32,
    /// Day of the full extent.
    pub full_day: f32,
    /// Day from which it looks like forest again.
    pub until_day: Option<f32>,
    /// Outline on the last day, in the frame.
    pub outline: MultiPolygon<f64>,
    /// Outlines on earlier days.
    pub stages: Vec<(f32, MultiPolygon<f64>)>,
}

/// Returns every disturbed place: mining, look-alikes, and banks that the river eats.
pub fn true_sites(ground: &Ground) -> Vec<TrueSite> {
    let mut sites: Vec<TrueSite> =
        ground.events.iter().map(|event| of_event(ground, event)).collect();
    sites.extend(eaten_banks(ground));
    sites
}

fn of_event(ground: &Ground, event: &Event) -> TrueSite {
    let at = |day: f32| outline(&event.cells_by(ground, day));
    let full_day = event.onset_day + event.duration_days;
    let last = full_day.min(LAST_DAY);
    let stages = (1..12)
        .map(|i| event.onset_day + STAGE_DAYS * i as f32)
        .take_while(|day| *day < last)
        .map(|day| (day, at(day)))
        .collect();
    TrueSite {
        id: event.id.clone(),
        cause: event.cause,
        setting: event.setting,
        onset_day: event.onset_day,
        full_day,
        until_day: event.until_day,
        outline: at(LAST_DAY),
        stages,
    }
}

fn eaten_banks(ground: &Ground) -> Vec<TrueSite> {
    let (half_width, half_height) = ground.spec.half_extent_m();
    let cells = |half: f32| -((half * 0.94 / 5.0) as i32)..(half * 0.94 / 5.0) as i32;
    let eaten: Vec<Coord<i32>> = cells(half_height)
        .flat_map(|y| cells(half_width).map(move |x| Coord { x, y }))
        .filter(|cell| {
            ground.is_eaten((cell.x as f32 + 0.5) * 5.0, (cell.y as f32 + 0.5) * 5.0, LAST_DAY)
        })
        .collect();
    let pieces = outline(&eaten);
    let listed = pieces.into_iter().filter(|piece| piece.unsigned_area() >= BANK_PIECE_M2);
    listed
        .enumerate()
        .map(|(index, piece)| TrueSite {
            id: format!("R{:02}", index + 1),
            cause: Cause::RiverMigration,
            setting: "look_alike",
            onset_day: 0.0,
            full_day: LAST_DAY,
            until_day: None,
            outline: MultiPolygon(vec![piece]),
            stages: Vec::new(),
        })
        .collect()
}

/// Writes `truth.geojson` (EPSG:4326) and `manifest.json` into `folder`.
///
/// # Errors
/// Where PROJ or the disk fails.
pub fn write_truth(world: &World, sites: &[TrueSite], folder: &Path) -> Result<()> {
    let carrier = Carrier::new(Crs::Wgs84)?;
    let mut features = Vec::new();
    for site in sites {
        for (day, outline) in &site.stages {
            let stage = day_text(*day)?;
            features.push(feature(&carrier, site, outline, &stage)?);
        }
        features.push(feature(&carrier, site, &site.outline, "final")?);
    }
    let collection = json!({ "type": "FeatureCollection", "features": features });
    write_json(&folder.join("truth.geojson"), &collection)?;
    write_json(&folder.join("manifest.json"), &manifest(world, sites, &carrier)?)
}

/// Writes JSON with a final newline.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

fn feature(
    carrier: &Carrier,
    site: &TrueSite,
    outline: &MultiPolygon<f64>,
    stage: &str,
) -> Result<Value> {
    let lonlat = carrier.polygons_out(outline)?;
    let until = site.until_day.filter(|day| *day < LAST_DAY).map(day_text).transpose()?;
    Ok(json!({
        "type": "Feature",
        "properties": {
            "id": site.id,
            "driver": site.cause.name(),
            "mining": site.cause == Cause::Mining,
            "setting": site.setting,
            "onset": day_text(site.onset_day)?,
            "full_by": day_text(site.full_day)?,
            "until": until,
            "stage": stage,
            "area_ha": hectares(outline),
            "vigia:synthetic": true,
        },
        "geometry": rounded_geometry(&lonlat),
    }))
}

/// Returns GeoJSON with nine decimals (0.1 mm), exteriors counter-clockwise.
fn rounded_geometry(polygons: &MultiPolygon<f64>) -> Value {
    let ring = |line: &geo_types::LineString<f64>| -> Value {
        let round = |degrees: f64| (degrees * 1e9).round() / 1e9;
        line.0.iter().map(|c| json!([round(c.x), round(c.y)])).collect()
    };
    let polygon = |polygon: &Polygon<f64>| -> Value {
        std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
    };
    json!({ "type": "MultiPolygon", "coordinates": polygons.iter().map(polygon).collect::<Vec<_>>() })
}

fn manifest(world: &World, sites: &[TrueSite], carrier: &Carrier) -> Result<Value> {
    let sites = sites
        .iter()
        .map(|site| {
            let centre = site.outline.centroid().map(|point| carrier.out(point.0)).transpose()?;
            Ok(json!({
                "id": site.id,
                "driver": site.cause.name(),
                "setting": site.setting,
                "onset": day_text(site.onset_day)?,
                "area_ha": hectares(&site.outline),
                "centre": centre.map(|c| [c.x, c.y]),
            }))
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(json!({
        "synthetic": true,
        "about": "Mundo de muestra de Vigía: todo es sintético y ficticio.",
        "seed": world.spec.seed,
        "difficulty": world.spec.difficulty,
        "size": world.spec.size,
        "tiles": world.tiles.iter().map(|tile| json!({
            "name": tile.name, "crs": tile.grid.crs, "transform": tile.grid.transform,
            "rows": tile.grid.rows, "cols": tile.grid.cols,
        })).collect::<Vec<_>>(),
        "first_day": day_text(0.0)?,
        "last_day": day_text(LAST_DAY)?,
        "sites": sites,
    }))
}

fn hectares(outline: &MultiPolygon<f64>) -> f64 {
    (outline.unsigned_area() / 100.0).round() / 100.0
}

fn day_text(day: f32) -> Result<String> {
    Ok(calendar_day(day.clamp(0.0, 4_000.0) as u16)?.to_string())
}

#[cfg(test)]
mod tests;
