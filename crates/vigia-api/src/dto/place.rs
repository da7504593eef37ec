//! A position as it is sent: every way in which people quote it.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::messages::Language;
use vigia_app::place::Place;

/// A position in WGS84, in every way in which people quote it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct PlaceAnswer {
    /// Longitude in degrees, EPSG:4326.
    pub lon: f64,
    /// Latitude in degrees, EPSG:4326.
    pub lat: f64,
    /// UTM in whole metres: `19S 391510 8573711`.
    pub utm: String,
    /// Degrees, minutes and seconds: `12°54′00.0″ S, 70°00′00.0″ O`.
    pub degrees: String,
    /// MGRS square of one metre: `19LCF9151073711`.
    pub mgrs: String,
}

impl PlaceAnswer {
    pub(crate) fn of(place: &Place, language: Language) -> Self {
        Self {
            lon: place.longitude,
            lat: place.latitude,
            utm: place.utm(),
            degrees: place.degrees(language),
            mgrs: place.mgrs.clone(),
        }
    }
}
