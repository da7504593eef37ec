//! STAC items of radar scenes: linear power, said so.

use serde_json::{Value, json};

use crate::acquisition::RadarPass;
use crate::cog_files::coarser;
use crate::radar_scene::RADAR_STEP_PX;
use crate::stac_optical::{epsg_number, transform};
use crate::tile::Tile;

/// Returns the item's identifier.
pub fn item_id(tile: &Tile, pass: &RadarPass) -> String {
    format!("SYN_S1_{}_{}", tile.name, pass.date.strftime("%Y%m%d"))
}

/// Returns the item.
///
/// - `footprint`: the tile's outline in longitude and latitude.
pub fn item(tile: &Tile, pass: &RadarPass, footprint: &Value) -> Value {
    let grid = coarser(&tile.grid, RADAR_STEP_PX);
    let asset = |name: &str| {
        let mut asset = json!({
            "href": format!("./{name}.tif"),
            "type": "image/tiff; application=geotiff; profile=cloud-optimized",
            "roles": ["data"],
            "title": format!("{}, linear power (gamma0)", name.to_uppercase()),
            "sar:polarizations": [name.to_uppercase()],
        });
        if tile.stac_1_1 {
            asset["bands"] = json!([{
                "name": name.to_uppercase(), "data_type": "float32", "nodata": 0,
                "unit": "linear", "raster:spatial_resolution": 20,
            }]);
        } else {
            asset["raster:bands"] = json!([{
                "data_type": "float32", "nodata": 0, "unit": "linear", "spatial_resolution": 20,
            }]);
        }
        asset
    };
    let mut properties = json!({
        "datetime": format!("{}T10:11:{:02}Z", pass.date, 5 + pass.index % 50),
        "constellation": "sentinel-1",
        "platform": "sentinel-1a",
        "instruments": ["c-sar"],
        "gsd": 20,
        "sar:instrument_mode": "IW",
        "sar:frequency_band": "C",
        "sar:center_frequency": 5.405,
        "sar:polarizations": ["VV", "VH"],
        "sar:product_type": "RTC",
        "sar:looks_equivalent_number": 4,
        "sat:orbit_state": "descending",
        "sat:relative_orbit": 25,
        "grid:code": format!("MGRS-{}", tile.name),
        "proj:shape": [grid.rows, grid.cols],
        "proj:transform": transform(&grid.transform, 1.0),
        "description": "Escena de radar sintética de Vigía; no es una imagen real",
        "vigia:synthetic": true,
    });
    if tile.stac_1_1 {
        properties["proj:code"] = json!(grid.crs);
    } else {
        properties["proj:epsg"] = json!(epsg_number(&grid.crs));
    }
    json!({
        "type": "Feature",
        "stac_version": if tile.stac_1_1 { "1.1.0" } else { "1.0.0" },
        "stac_extensions": [
            "https://stac-extensions.github.io/sar/v1.0.0/schema.json",
            "https://stac-extensions.github.io/sat/v1.0.0/schema.json",
            "https://stac-extensions.github.io/grid/v1.1.0/schema.json",
            format!("https://stac-extensions.github.io/raster/{}/schema.json", if tile.stac_1_1 { "v2.0.0" } else { "v1.1.0" }),
            format!("https://stac-extensions.github.io/projection/{}/schema.json", if tile.stac_1_1 { "v2.0.0" } else { "v1.1.0" }),
        ],
        "id": item_id(tile, pass),
        "collection": "vigia-synthetic-sentinel-1-rtc",
        "geometry": footprint["geometry"],
        "bbox": footprint["bbox"],
        "properties": properties,
        "links": [],
        "assets": { "vv": asset("vv"), "vh": asset("vh") },
    })
}
