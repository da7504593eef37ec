//! How alerts, sites and reports look on the map.

use geo::Geometry;
use vigia_core::Alert;
use vigia_core::report::Report;
use vigia_core::site::Site;
use vigia_vector::vector_tile::{
    AttributeValue, PreparedFeature, TILE_ZOOM_MAX, TileFeature, prepare,
};

use crate::place::Place;

/// First zoom that shows outlines: there a hectare is five by five pixels.
const OUTLINES_FROM_ZOOM: u8 = 11;

/// Returns an alert as a point, which every zoom shows, and as an outline for the deep
/// ones; `shape` tells them apart.
pub(super) fn alert(alert: &Alert) -> impl Iterator<Item = PreparedFeature> + use<> {
    let attributes = |shape: &str| -> Vec<(&'static str, AttributeValue)> {
        vec![
            ("shape", shape.into()),
            ("id", alert.id.as_str().into()),
            ("state", alert.state.name().into()),
            ("driver", alert.driver.name().into()),
            ("confidence", rounded(alert.confidence, 1000.0).into()),
            ("area_ha", rounded(alert.area.0, 100.0).into()),
            ("not_before", alert.onset.not_before.to_string().into()),
            ("not_after", alert.onset.not_after.to_string().into()),
        ]
    };
    let point = Place::of_alert(alert).map(|place| {
        prepare(TileFeature {
            geometry: &Geometry::from(place.point()),
            attributes: attributes("point"),
            zooms: 0..=TILE_ZOOM_MAX,
        })
    });
    let outline = prepare(TileFeature {
        geometry: &Geometry::from(alert.outline.clone()),
        attributes: attributes("outline"),
        zooms: OUTLINES_FROM_ZOOM..=TILE_ZOOM_MAX,
    });
    point.into_iter().chain(std::iter::once(outline))
}

/// Returns a site as its outline.
pub(super) fn site(site: &Site) -> PreparedFeature {
    prepare(TileFeature {
        geometry: &Geometry::from(site.outline.clone()),
        attributes: vec![
            ("id", site.id.as_str().into()),
            ("area_ha", rounded(site.area.0, 100.0).into()),
        ],
        zooms: 0..=TILE_ZOOM_MAX,
    })
}

/// Returns a report as its place. What the person wrote stays out: it is read where a
/// report is opened.
pub(super) fn report(report: &Report) -> PreparedFeature {
    let source = serde_json::to_value(report.source).unwrap_or_default();
    let mut attributes: Vec<(&'static str, AttributeValue)> = vec![
        ("id", report.id.as_str().into()),
        ("source", source.as_str().unwrap_or_default().into()),
    ];
    if let Some(at) = report.observed_at {
        attributes.push(("observed_at", at.to_string().into()));
    }
    prepare(TileFeature {
        geometry: &Geometry::from(report.position),
        attributes,
        zooms: 0..=TILE_ZOOM_MAX,
    })
}

/// Few digits, so that equal numbers share one entry in a tile's dictionary.
fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}
