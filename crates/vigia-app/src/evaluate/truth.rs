//! Alerts beside known truth: which true sites were found, which alerts are false.

use std::path::Path;

use geo::{Area, BooleanOps, MultiPolygon};
use geojson::GeoJson;
use jiff::civil::Date;
use serde::Serialize;
use vigia_core::{Alert, Driver, Problem, ProblemCode};

/// A true site counts as found when alerts cover at least this share of it.
pub const FOUND_SHARE: f64 = 0.2;
/// An alert is false when less than this share of it lies on true mining.
pub const FALSE_SHARE: f64 = 0.1;

/// One true change.
#[derive(Clone, Debug)]
pub struct TrueSite {
    /// Its cause, for instance `mining` or `swidden`.
    pub driver: String,
    /// The day on which it began.
    pub onset: Date,
    /// Outline, EPSG:4326.
    pub outline: MultiPolygon<f64>,
}

/// What a comparison with truth says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TruthReport {
    /// True mining sites that an alert covers.
    pub found: usize,
    /// True mining sites that none covers.
    pub missed: usize,
    /// Mining alerts that lie on no true mining.
    pub false_alarms: usize,
    /// Found sites whose true onset lies inside the alert's interval.
    pub onset_inside_interval: usize,
    /// Kinds of true change under the false alarms (`none` where nothing changed).
    pub false_alarm_kinds: std::collections::BTreeMap<String, usize>,
}

/// Reads true sites: a GeoJSON of polygons with the properties `driver` and `onset`. Of a
/// site that is drawn in stages of its growth, the one called `final` counts.
///
/// # Errors
/// [`ProblemCode::FileUnreadable`] or [`ProblemCode::LayerUnreadable`] naming the file
/// and, for a bad feature, its number.
pub fn read_truth(path: &Path) -> Result<Vec<TrueSite>, Problem> {
    let subject = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string()))?;
    let unreadable = |detail: String| Problem::new(ProblemCode::LayerUnreadable, &subject, detail);
    let GeoJson::FeatureCollection(collection) =
        text.parse::<GeoJson>().map_err(|error| unreadable(error.to_string()))?
    else {
        return Err(unreadable("not a FeatureCollection".into()));
    };
    let mut sites = Vec::with_capacity(collection.features.len());
    for (index, feature) in collection.features.into_iter().enumerate() {
        if feature
            .property("stage")
            .and_then(|stage| stage.as_str())
            .is_some_and(|stage| stage != "final")
        {
            continue;
        }
        sites
            .push(true_site(feature).map_err(|why| unreadable(format!("feature {index}: {why}")))?);
    }
    Ok(sites)
}

fn true_site(feature: geojson::Feature) -> Result<TrueSite, String> {
    let text = |name: &str| {
        feature
            .property(name)
            .and_then(|value| value.as_str().map(str::to_owned))
            .ok_or_else(|| format!("no text property {name:?}"))
    };
    let driver = text("driver")?;
    let onset = text("onset")?.parse::<Date>().map_err(|error| error.to_string())?;
    let geometry = feature.geometry.ok_or("no geometry")?;
    let geometry = geo::Geometry::<f64>::try_from(geometry).map_err(|error| error.to_string())?;
    let outline = match geometry {
        geo::Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err("not a polygon".into()),
    };
    Ok(TrueSite { driver, onset, outline })
}

/// Compares mining alerts with truth.
#[must_use]
pub fn compare_with_truth(alerts: &[Alert], truth: &[TrueSite]) -> TruthReport {
    let alerts: Vec<&Alert> =
        alerts.iter().filter(|alert| alert.driver == Driver::Mining).collect();
    let mut report = TruthReport::default();
    for site in truth.iter().filter(|site| site.driver == "mining") {
        let touching: Vec<(&Alert, f64)> = alerts
            .iter()
            .map(|alert| (*alert, shared_area(&alert.outline, &site.outline)))
            .filter(|(_, shared)| *shared > 0.0)
            .collect();
        let covered: f64 = touching.iter().map(|(_, shared)| shared).sum();
        if covered / site.outline.unsigned_area() < FOUND_SHARE {
            report.missed += 1;
            continue;
        }
        report.found += 1;
        let hit = |alert: &Alert| {
            alert.onset.not_before <= site.onset && site.onset <= alert.onset.not_after
        };
        if touching.iter().any(|(alert, _)| hit(alert)) {
            report.onset_inside_interval += 1;
        }
    }
    for alert in alerts {
        let area = alert.outline.unsigned_area();
        let share_on = |site: &TrueSite| shared_area(&alert.outline, &site.outline) / area;
        let on_mining: f64 =
            truth.iter().filter(|site| site.driver == "mining").map(share_on).sum();
        if on_mining < FALSE_SHARE {
            report.false_alarms += 1;
            let kind = truth
                .iter()
                .map(|site| (share_on(site), site.driver.as_str()))
                .filter(|(share, _)| *share > 0.0)
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map_or("none", |(_, driver)| driver);
            *report.false_alarm_kinds.entry(kind.to_owned()).or_default() += 1;
        }
    }
    report
}

/// Shared planar area in square degrees: only ever divided by another at the same place.
fn shared_area(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> f64 {
    a.intersection(b).unsigned_area()
}
