//! Layers about mining: rights in two datums, REINFO declarations, the mining zone.

use anyhow::Result;
use geo::{Area, Centroid};
use geo_types::{Coord, Geometry, Point};
use vigia_vector::{FieldValue, LayerRow};

use crate::local_frame::{Carrier, Crs};
use crate::noise_source::Draws;
use crate::territory::Right;
use crate::world::World;

/// Returns the rights drawn in one system, with GEOCATMIN's columns.
pub fn rights(world: &World, crs: Crs) -> Vec<LayerRow> {
    let drawn = world.ground.territory.rights.iter().filter(|right| right.crs == crs);
    drawn.enumerate().map(|(index, right)| right_row(index, right)).collect()
}

fn right_row(index: usize, right: &Right) -> LayerRow {
    let is_old = right.crs == Crs::Psad19;
    let filed = if is_old {
        format!("{:02}/03/{}", 3 + index, 1998 + 2 * index)
    } else {
        format!("{:02}/08/{}", 11 + index, 2017 + index)
    };
    let state = match right.status {
        "P" => "D.M. EN TRAMITE D.L. 708",
        "X" => "D.M. EXTINGUIDO A PUBLICAR",
        _ => "D.M. TITULADO D.L. 708",
    };
    let hectares = right.source.unsigned_area() / 10_000.0;
    LayerRow {
        geometry: Geometry::Polygon(right.source.clone()),
        fields: vec![
            text("CODIGOU", &right.code),
            text("CONCESION", &right.name),
            text("TIT_CONCES", &right.holder),
            text("ESTADO", right.status),
            text("D_ESTADO", state),
            text("SUSTANCIA", "M"),
            real("HECTAGIS", hectares),
            real("HASDATUM", hectares),
            text("FEC_DENU", &filed),
            text("FECHA_ACTUALIZACION", "30/06/2024"),
            text("DEPA", "DEPARTAMENTO FICTICIO"),
            text("PROVI", "PROVINCIA FICTICIA"),
            text("DISTRI", "DISTRITO FICTICIO"),
            text("ZONA", "19"),
            text("CARTA", "26-Y"),
            text("DATUM", if is_old { "PSAD56" } else { "WGS84" }),
            text("SINTETICO", "SI"),
        ],
    }
}

/// Returns REINFO declarations: some on titled rights, some on none (EPSG:4326).
///
/// # Errors
/// Where PROJ fails.
pub fn reinfo(world: &World) -> Result<Vec<LayerRow>> {
    let carrier = Carrier::new(Crs::Wgs84)?;
    let mut draws = Draws::new(world.spec.seed, "reinfo", 0);
    let (half_width, half_height) = world.spec.half_extent_m();
    let titled = world.ground.territory.rights.iter().filter(|right| right.status == "T");
    let mut places: Vec<(Coord<f64>, String)> =
        titled.filter_map(|right| Some((right.frame.centroid()?.0, right.code.clone()))).collect();
    for _ in 0..5 {
        let x = f64::from(draws.between(-0.8, 0.8) * half_width);
        let y = f64::from(draws.between(-0.5, 0.5) * half_height);
        places.push((Coord { x, y }, String::new()));
    }
    places
        .into_iter()
        .enumerate()
        .map(|(index, (place, right))| {
            let number = index + 1;
            let off = Coord {
                x: f64::from(draws.between(-150.0, 150.0)),
                y: f64::from(draws.between(-150.0, 150.0)),
            };
            Ok(LayerRow {
                geometry: Geometry::Point(Point(carrier.out(place + off)?)),
                fields: vec![
                    text("COD_REINFO", &format!("9917{number:06}")),
                    text("NOMBRE_MIN", &format!("MINERO FICTICIO {number:02}")),
                    text("M_RUC", &format!("99999999{number:03}")),
                    text("ID_UNIDAD", &right),
                    text("TIPO_ACT", "EXPLOTACION"),
                    text("ESTADO", if draws.chance(0.6) { "VIGENTE" } else { "SUSPENDIDO" }),
                    text("SINTETICO", "SI"),
                ],
            })
        })
        .collect()
}

/// Makes a text column.
pub fn text(name: &str, value: &str) -> (String, FieldValue) {
    (name.to_owned(), FieldValue::Text(value.to_owned()))
}

fn real(name: &str, value: f64) -> (String, FieldValue) {
    (name.to_owned(), FieldValue::Real(value))
}
