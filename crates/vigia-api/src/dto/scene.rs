//! Scenes as people choose them.

use serde::Serialize;
use utoipa::ToSchema;
use vigia_app::scene_summary;

/// A scene in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SceneSummary {
    /// Identifier.
    id: String,
    /// `sentinel-2`, `landsat`, `sentinel-1`, `mosaic` or `optical`.
    sensor: &'static str,
    /// The series it belongs to.
    series: String,
    /// Start of the acquisition, UTC.
    #[schema(value_type = String, format = DateTime)]
    acquired_start: jiff::Timestamp,
    /// End of the acquisition, UTC.
    #[schema(value_type = String, format = DateTime)]
    acquired_end: jiff::Timestamp,
    /// West, south, east, north in degrees; null where its CRS cannot be told.
    bounds: Option<[f64; 4]>,
    /// What of it can be shown: `natural`, `swir`, `ndvi`, `disturbance`.
    presets: Vec<&'static str>,
    /// Share of cloud over the outline of the alert, 0–1; null where it was not measured.
    cloud_share: Option<f32>,
}

impl From<scene_summary::SceneSummary> for SceneSummary {
    fn from(scene: scene_summary::SceneSummary) -> Self {
        Self {
            id: scene.id.to_string(),
            sensor: scene.sensor.name(),
            series: scene.series,
            acquired_start: scene.acquired_start,
            acquired_end: scene.acquired_end,
            bounds: scene.bounds.map(|b| [b.min().x, b.min().y, b.max().x, b.max().y]),
            presets: scene.presets.iter().map(|preset| preset.name()).collect(),
            cloud_share: scene.cloud_share,
        }
    }
}
