//! STAC items of optical scenes: version 1.0 with `eo:bands` and `raster:bands` for the
//! western tile, version 1.1 with `bands` for the eastern one.

use serde_json::{Value, json};

use crate::acquisition::OpticalPass;
use crate::cog_files::coarser;
use crate::optical_scene::OpticalPixels;
use crate::tile::Tile;

/// Bands: file stem, common name, centre wavelength in µm, pixel size in m.
pub const BANDS: [(&str, &str, f64, u32); 6] = [
    ("B02", "blue", 0.49, 10),
    ("B03", "green", 0.56, 10),
    ("B04", "red", 0.665, 10),
    ("B08", "nir", 0.842, 10),
    ("B11", "swir16", 1.61, 20),
    ("B12", "swir22", 2.19, 20),
];

/// Returns the item's identifier.
pub fn item_id(tile: &Tile, pass: &OpticalPass) -> String {
    format!("SYN_S2_{}_{}", tile.name, pass.date.strftime("%Y%m%d"))
}

/// Returns the item.
///
/// - `footprint`: the tile's outline in longitude and latitude.
pub fn item(tile: &Tile, pass: &OpticalPass, pixels: &OpticalPixels, footprint: &Value) -> Value {
    let offset = if pass.has_offset { -0.1 } else { 0.0 };
    let mut assets = serde_json::Map::new();
    for (stem, common, wavelength, size_m) in BANDS {
        let asset = asset(tile, (stem, common, wavelength, size_m), offset);
        assets.insert(common.to_owned(), asset);
    }
    assets.insert("scl".to_owned(), class_asset(tile));
    json!({
        "type": "Feature",
        "stac_version": if tile.stac_1_1 { "1.1.0" } else { "1.0.0" },
        "stac_extensions": extensions(tile.stac_1_1),
        "id": item_id(tile, pass),
        "collection": "vigia-synthetic-sentinel-2-l2a",
        "geometry": footprint["geometry"],
        "bbox": footprint["bbox"],
        "properties": properties(tile, pass, pixels),
        "links": [],
        "assets": assets,
    })
}

fn properties(tile: &Tile, pass: &OpticalPass, pixels: &OpticalPixels) -> Value {
    let baseline = if pass.has_offset { "04.00" } else { "03.01" };
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    let platform = if pass.index.is_multiple_of(2) { "sentinel-2a" } else { "sentinel-2b" };
    let mut properties = json!({
        "datetime": format!("{}T14:57:{:02}Z", pass.date, 10 + pass.index % 40),
        "created": format!("{}T21:00:00Z", pass.date),
        "constellation": "sentinel-2",
        "platform": platform,
        "instruments": ["msi"],
        "gsd": 10,
        "eo:cloud_cover": rounded(pixels.cloud_percent),
        "s2:nodata_pixel_percentage": rounded(pixels.nodata_percent),
        "s2:processing_baseline": baseline,
        "view:sun_azimuth": rounded(f64::from(pixels.sun_azimuth_deg)),
        "view:sun_elevation": rounded(f64::from(pixels.sun_elevation_deg)),
        "grid:code": format!("MGRS-{}", tile.name),
        "proj:shape": [tile.grid.rows, tile.grid.cols],
        "proj:transform": transform(&tile.grid.transform, 1.0),
        "description": "Escena sintética de Vigía; no es una imagen real",
        "vigia:synthetic": true,
    });
    if tile.stac_1_1 {
        properties["proj:code"] = json!(tile.grid.crs);
    } else {
        properties["proj:epsg"] = json!(epsg_number(&tile.grid.crs));
        properties["s2:mgrs_tile"] = json!(tile.name);
    }
    properties
}

fn asset(tile: &Tile, band: (&str, &str, f64, u32), offset: f64) -> Value {
    let (stem, common, wavelength, size_m) = band;
    let mut asset = file_asset(tile, stem, size_m);
    asset["title"] = json!(format!("{common} ({stem}), {size_m} m"));
    if tile.stac_1_1 {
        asset["bands"] = json!([{
            "name": stem,
            "eo:common_name": common,
            "eo:center_wavelength": wavelength,
            "data_type": "uint16",
            "nodata": 0,
            "raster:scale": 0.0001,
            "raster:offset": offset,
            "raster:spatial_resolution": size_m,
        }]);
    } else {
        asset["eo:bands"] =
            json!([{ "name": stem, "common_name": common, "center_wavelength": wavelength }]);
        asset["raster:bands"] = json!([{
            "data_type": "uint16",
            "nodata": 0,
            "scale": 0.0001,
            "offset": offset,
            "spatial_resolution": size_m,
        }]);
    }
    asset
}

fn class_asset(tile: &Tile) -> Value {
    let mut asset = file_asset(tile, "SCL", 20);
    asset["title"] = json!("Scene classes (SCL), 20 m");
    if tile.stac_1_1 {
        asset["bands"] = json!([{ "name": "SCL", "data_type": "uint8", "nodata": 0 }]);
    } else {
        asset["raster:bands"] =
            json!([{ "data_type": "uint8", "nodata": 0, "spatial_resolution": 20 }]);
    }
    asset
}

fn file_asset(tile: &Tile, stem: &str, size_m: u32) -> Value {
    let factor = (size_m / 10) as usize;
    let grid = coarser(&tile.grid, factor);
    json!({
        "href": format!("./{stem}.tif"),
        "type": "image/tiff; application=geotiff; profile=cloud-optimized",
        "roles": ["data"],
        "gsd": size_m,
        "proj:shape": [grid.rows, grid.cols],
        "proj:transform": transform(&tile.grid.transform, factor as f64),
    })
}

/// Returns the transform in the order of the projection extension: GDAL's, row by row.
pub fn transform(gdal: &[f64; 6], factor: f64) -> [f64; 9] {
    let [x, dx, rx, y, ry, dy] = *gdal;
    [dx * factor, rx, x, ry, dy * factor, y, 0.0, 0.0, 1.0]
}

/// Returns the number in `EPSG:<number>`.
pub fn epsg_number(crs: &str) -> u32 {
    crs.rsplit(':').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn extensions(is_1_1: bool) -> Value {
    let (eo, raster, projection) =
        if is_1_1 { ("v2.0.0", "v2.0.0", "v2.0.0") } else { ("v1.1.0", "v1.1.0", "v1.1.0") };
    json!([
        format!("https://stac-extensions.github.io/eo/{eo}/schema.json"),
        format!("https://stac-extensions.github.io/raster/{raster}/schema.json"),
        format!("https://stac-extensions.github.io/projection/{projection}/schema.json"),
        "https://stac-extensions.github.io/grid/v1.1.0/schema.json",
        "https://stac-extensions.github.io/view/v1.0.0/schema.json",
    ])
}
