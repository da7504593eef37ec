//! All layers of the world into files, with the list that says what each is.

use std::path::Path;

use anyhow::{Context, Result};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};
use serde_json::json;
use vigia_vector::{FieldValue, LayerFormat, LayerRow, write_layer};

use crate::local_frame::{Carrier, Crs};
use crate::mining_layers::{reinfo, rights, text};
use crate::truth::write_json;
use crate::world::World;

/// A layer file: name, layer, kind, day for which it stands, system.
type Listed = (&'static str, &'static str, &'static str, &'static str, Crs);
const RIGHTS_OLD: Listed =
    ("derechos_psad56.gpkg", "derechos-mineros-psad56", "mining_right", "2024-06-30", Crs::Psad19);
const RIGHTS_NEW: Listed =
    ("derechos_wgs84.geojson", "derechos-mineros-wgs84", "mining_right", "2024-06-30", Crs::Utm19);
const REINFO: Listed = ("reinfo.geojson", "reinfo", "reinfo", "2024-05-31", Crs::Wgs84);
const PROTECTED: Listed = ("anp.geojson", "anp", "protected_area", "2023-01-01", Crs::Wgs84);
const BUFFER: Listed =
    ("zona_amortiguamiento.gpkg", "zona-amortiguamiento", "buffer_zone", "2023-01-01", Crs::Wgs84);
const COMMUNITY: Listed = (
    "comunidad_nativa.geojson",
    "comunidades-nativas",
    "native_community",
    "2021-07-01",
    Crs::Utm19,
);
const ZONE: Listed =
    ("zona_mineria.geojson", "zona-mineria", "mining_zone", "2010-02-18", Crs::Utm19);
const RIVERS: Listed = ("rios.geojson", "rios", "river", "2022-06-01", Crs::Wgs84);
const DISTRICTS: Listed = ("distritos.gpkg", "distritos", "district", "2022-01-01", Crs::Wgs84);
const ALL: [Listed; 9] =
    [RIGHTS_OLD, RIGHTS_NEW, REINFO, PROTECTED, BUFFER, COMMUNITY, ZONE, RIVERS, DISTRICTS];

/// Writes every layer and `layers.json` into `folder`; returns the number of layers.
///
/// # Errors
/// Where PROJ, GDAL or the disk fails.
pub fn write_layers(world: &World, folder: &Path) -> Result<usize> {
    let territory = &world.ground.territory;
    let area = |listed: &Listed, polygon: &Polygon<f64>, fields: Vec<(String, FieldValue)>| {
        let carried = Carrier::new(listed.4)?.polygons_out(&MultiPolygon(vec![polygon.clone()]))?;
        Ok::<_, anyhow::Error>(LayerRow { geometry: Geometry::MultiPolygon(carried), fields })
    };
    write(folder, &RIGHTS_OLD, &rights(world, Crs::Psad19))?;
    write(folder, &RIGHTS_NEW, &rights(world, Crs::Utm19))?;
    write(folder, &REINFO, &reinfo(world)?)?;
    let park = "Reserva Nacional Ficticia Los Guacamayos";
    write(folder, &PROTECTED, &[area(&PROTECTED, &territory.protected, named("RNF99", park))?])?;
    let buffer_name = format!("Zona de amortiguamiento de la {park}");
    write(folder, &BUFFER, &[area(&BUFFER, &territory.buffer, named("ZAF99", &buffer_name))?])?;
    let community = vec![
        text("codigo", "CNF-001"),
        text("nombre", "Comunidad Nativa Ficticia Río Claro"),
        text("pueblo", "PUEBLO FICTICIO"),
        text("situacion", "TITULADA"),
        text("sintetico", "SI"),
    ];
    write(folder, &COMMUNITY, &[area(&COMMUNITY, &territory.community, community)?])?;
    let zone = vec![
        text("codigo", "ZPM-F1"),
        text("nombre", "Zona ficticia de pequeña minería y minería artesanal"),
        text("sintetico", "SI"),
    ];
    write(folder, &ZONE, &[area(&ZONE, &territory.mining_zone, zone)?])?;
    write(folder, &RIVERS, &[river(world)?])?;
    let districts = [("999901", "DISTRITO FICTICIO OESTE"), ("999902", "DISTRITO FICTICIO ESTE")]
        .into_iter()
        .zip(&territory.districts)
        .map(|((ubigeo, name), polygon)| {
            let fields =
                vec![text("UBIGEO", ubigeo), text("NOMBDIST", name), text("SINTETICO", "SI")];
            area(&DISTRICTS, polygon, fields)
        })
        .collect::<Result<Vec<_>>>()?;
    write(folder, &DISTRICTS, &districts)?;
    let list: Vec<_> = ALL
        .iter()
        .map(|(file, layer, kind, dated, crs)| {
            json!({
                "file": file, "layer": layer, "kind": kind, "dated": dated,
                "licence": "sintético", "crs": crs.name(),
            })
        })
        .collect();
    write_json(&folder.join("layers.json"), &list)?;
    Ok(ALL.len())
}

fn write(folder: &Path, listed: &Listed, rows: &[LayerRow]) -> Result<()> {
    let (file, layer, _, _, crs) = listed;
    let format =
        if file.ends_with(".gpkg") { LayerFormat::GeoPackage } else { LayerFormat::GeoJson };
    let path = folder.join(file);
    write_layer(&path, format, &layer.replace('-', "_"), crs.name(), rows)
        .with_context(|| format!("writing {}", path.display()))
}

fn named(code: &str, name: &str) -> Vec<(String, FieldValue)> {
    vec![text("anp_codi", code), text("anp_nomb", name), text("sintetico", "SI")]
}

fn river(world: &World) -> Result<LayerRow> {
    let carrier = Carrier::new(Crs::Wgs84)?;
    let line = world.ground.river.centreline();
    let points = line.0.iter().map(|c| carrier.out(*c)).collect::<Result<Vec<Coord<f64>>>>()?;
    Ok(LayerRow {
        geometry: Geometry::LineString(LineString(points)),
        fields: vec![
            text("codigo", "RIO-F1"),
            text("nombre", "Río Ficticio Aguajal"),
            text("sintetico", "SI"),
        ],
    })
}

#[cfg(test)]
mod tests;
