//! A briefing as a file: GPX for receivers, GeoJSON for maps.

use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject};
use serde_json::{Value, json};
use vigia_vector::gpx::{GpxPlace, places_to_gpx};

use super::{Briefing, Target};
use crate::error::AppError;
use crate::messages::Language;
use crate::tie_words::distance_words;

/// Returns the targets as GPX 1.1 waypoints, named in order.
///
/// # Errors
/// [`AppError::Vector`].
pub fn gpx(briefing: &Briefing, language: Language) -> Result<String, AppError> {
    let places: Vec<GpxPlace> =
        briefing.targets.iter().map(|target| waypoint(target, briefing, language)).collect();
    Ok(places_to_gpx(&briefing.title, &notes(briefing).join(" "), &places)?)
}

fn waypoint(target: &Target, briefing: &Briefing, language: Language) -> GpxPlace {
    let place = &target.place;
    let mut said = vec![
        target.certainty_words.clone(),
        format!("{}; {:.2} ha", target.dates_words, target.alert.area.0),
        format!("{} {}", distance_words(target.distance_m), target.bearing_words),
    ];
    said.extend(target.ties_words.iter().cloned());
    said.extend(target.ties_more_words.iter().cloned());
    said.extend(notes(briefing));
    GpxPlace {
        name: format!("{:02} {}", target.order, target.alert.id),
        position: place.point(),
        comment: format!("UTM {} WGS84 · {}", place.utm(), place.degrees(language)),
        description: said.join("\n"),
        // When the place was last seen clear, and not when the file was made.
        time: target.after.as_ref().map(|scene| scene.acquired_start.as_second()),
        symbol: match target.alert.state {
            vigia_core::AlertState::Confirmed => "Flag, Red".to_owned(),
            vigia_core::AlertState::Provisional => "Flag, Blue".to_owned(),
        },
    }
}

/// What must stand on every copy.
fn notes(briefing: &Briefing) -> Vec<String> {
    let mut notes: Vec<String> = briefing.synthetic_note.iter().cloned().collect();
    notes.extend([briefing.disclaimer.clone(), briefing.rights_note.clone()]);
    notes
}

/// Returns the outlines of the targets as RFC 7946 GeoJSON; the notes that must stand on
/// every copy are members of the collection.
///
/// # Errors
/// [`AppError::Stored`] where the text cannot be made; never in practice.
pub fn geojson(briefing: &Briefing, language: Language) -> Result<String, AppError> {
    let centre = &briefing.centre;
    let members = json!({
        "title": briefing.title,
        "made_at": briefing.made_at.to_string(),
        "centre": {
            "lon": centre.longitude, "lat": centre.latitude, "utm": centre.utm(),
            "degrees": centre.degrees(language), "mgrs": centre.mgrs,
        },
        "disclaimer": briefing.disclaimer,
        "rights_note": briefing.rights_note,
        "synthetic": briefing.is_synthetic(),
    });
    let collection = FeatureCollection {
        bbox: None,
        features: briefing.targets.iter().map(|target| feature(target, language)).collect(),
        foreign_members: Some(object(members)),
    };
    serde_json::to_string(&collection)
        .map_err(|source| AppError::Stored { kind: "briefing", source })
}

fn feature(target: &Target, language: Language) -> Feature {
    let (alert, place) = (&target.alert, &target.place);
    let properties = json!({
        "order": target.order,
        "id": alert.id.as_str(),
        "state": alert.state.name(),
        "driver": alert.driver.name(),
        "confidence": alert.confidence,
        "area_ha": alert.area.0,
        "not_before": alert.onset.not_before.to_string(),
        "not_after": alert.onset.not_after.to_string(),
        "distance_m": target.distance_m,
        "bearing_deg": target.bearing_deg,
        "bearing_words": target.bearing_words,
        "lon": place.longitude,
        "lat": place.latitude,
        "utm": place.utm(),
        "degrees": place.degrees(language),
        "mgrs": place.mgrs,
        "ties_words": target.ties_words,
        "ties_more": target.ties_more,
        "dates_words": target.dates_words,
        "certainty_words": target.certainty_words,
    });
    Feature {
        id: Some(geojson::feature::Id::String(alert.id.to_string())),
        geometry: Some(Geometry::new(GeometryValue::from(&alert.outline))),
        properties: Some(object(properties)),
        ..Feature::default()
    }
}

fn object(value: Value) -> JsonObject {
    match value {
        Value::Object(members) => members,
        _ => JsonObject::new(),
    }
}
