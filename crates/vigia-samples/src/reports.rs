//! Field reports: what fictitious people saw at some of the places, in four formats.

mod photo;
mod tables;

use std::path::Path;

use anyhow::{Context, Result};
use geo::Centroid;
use geo_types::Coord;
use jiff::civil::Date;

use crate::acquisition::{LAST_DAY, calendar_day};
use crate::event::Cause;
use crate::local_frame::{Carrier, Crs};
use crate::noise_source::Draws;
use crate::truth::TrueSite;
use crate::world::World;

/// One observation by a fictitious person.
struct Sighting {
    number: usize,
    lon: f64,
    lat: f64,
    accuracy_m: f64,
    day: Date,
    note: &'static str,
}

/// What people write about a cause.
const fn note(cause: Cause) -> &'static str {
    match cause {
        Cause::Mining => "Pozas de agua turbia y arena removida; se escuchan motores (ficticio)",
        Cause::FishPonds => "Piscigranja con pozas rectangulares (ficticio)",
        Cause::Swidden | Cause::Pasture => "Chacra recién rozada y quemada (ficticio)",
        Cause::RoadSpur => "Trocha carrozable nueva (ficticio)",
        _ => "Terreno sin bosque, sin maquinaria a la vista (ficticio)",
    }
}

/// Writes the reports into `folder`; returns the number of observations.
///
/// # Errors
/// Where PROJ or the disk fails.
pub fn write_reports(world: &World, sites: &[TrueSite], folder: &Path) -> Result<usize> {
    let sightings = sightings(world, sites)?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))
    };
    // Dealt out in turn, so that every format holds some of each.
    let dealt = |first: usize, step: usize| -> Vec<&Sighting> {
        sightings.iter().skip(first).step_by(step).collect()
    };
    put("kobo_pagina_1.json", tables::kobo(&dealt(0, 4))?.as_bytes())?;
    put("recorrido.gpx", tables::gpx(&dealt(1, 4)).as_bytes())?;
    put("observaciones.csv", tables::csv(&dealt(2, 4))?.as_bytes())?;
    for sighting in dealt(3, 4).into_iter().take(2) {
        let name = format!("foto_ficticia_{:02}.jpg", sighting.number);
        put(&name, &photo::jpeg(sighting, world.spec.seed)?)?;
    }
    let photos_left_out = dealt(3, 4).len().saturating_sub(2);
    Ok(sightings.len() - photos_left_out)
}

fn sightings(world: &World, sites: &[TrueSite]) -> Result<Vec<Sighting>> {
    let carrier = Carrier::new(Crs::Wgs84)?;
    let mut draws = Draws::new(world.spec.seed, "reports", 0);
    let mut sightings = Vec::new();
    let seen = sites.iter().filter(|site| site.cause != Cause::RiverMigration).take(24);
    for (index, site) in seen.enumerate() {
        let Some(centre) = site.outline.centroid() else { continue };
        let accuracy_m = f64::from(draws.between(3.0, 18.0)).round();
        let off = Coord {
            x: f64::from(draws.between(-1.0, 1.0)) * accuracy_m,
            y: f64::from(draws.between(-1.0, 1.0)) * accuracy_m,
        };
        let place = carrier.out(centre.0 + off)?;
        let day = (site.onset_day + draws.between(20.0, 90.0)).min(LAST_DAY);
        sightings.push(Sighting {
            number: index + 1,
            lon: (place.x * 1e7).round() / 1e7,
            lat: (place.y * 1e7).round() / 1e7,
            accuracy_m,
            day: calendar_day(day as u16)?,
            note: note(site.cause),
        });
    }
    Ok(sightings)
}
