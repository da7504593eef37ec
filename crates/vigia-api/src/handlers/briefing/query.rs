//! Where a briefing is asked for.

use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::briefing::{Ground, TARGETS_MAX};
use vigia_app::drawn_area::DrawnArea;

use crate::problem::ApiError;

/// Targets where no limit is given.
const LIMIT_DEFAULT: usize = 20;
/// Radius where none is given.
const RADIUS_DEFAULT_M: f64 = 10_000.0;

/// A point with a radius, or an area.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BriefingQuery {
    /// Longitude in degrees, EPSG:4326; with `lat`.
    lon: Option<f64>,
    /// Latitude in degrees, EPSG:4326; with `lon`.
    lat: Option<f64>,
    /// How far around the point, in metres, 100 to 100,000; 10,000 where not given.
    radius_m: Option<f64>,
    /// Instead of a point: `lon,lat;lon,lat;…`, 3 to 200 vertices, at most 30,000 km².
    area: Option<String>,
    /// Most targets, 1 to 100; 20 where not given.
    limit: Option<usize>,
}

impl BriefingQuery {
    /// Returns the ground and the most targets.
    pub(super) fn ground(&self) -> Result<(Ground, usize), ApiError> {
        let limit = self.limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=TARGETS_MAX).contains(&limit) {
            let limits = [("min", "1".to_owned()), ("max", TARGETS_MAX.to_string())];
            return Err(ApiError::bad_parameter("limit", "value-out-of-range", limits));
        }
        let ground = match (self.lon, self.lat, self.area.as_deref()) {
            (Some(lon), Some(lat), None) => {
                Ground::around(lon, lat, self.radius_m.unwrap_or(RADIUS_DEFAULT_M))
            }
            (None, None, Some(text)) => Ground::Area(DrawnArea::parse("area", text)?),
            (_, _, Some(_)) => {
                return Err(ApiError::bad_parameter("area", "value-two-places", []));
            }
            (Some(_), None, None) => {
                return Err(ApiError::bad_parameter("lat", "value-missing-place", []));
            }
            (None, _, None) => {
                return Err(ApiError::bad_parameter("lon", "value-missing-place", []));
            }
        };
        Ok((ground, limit))
    }
}
