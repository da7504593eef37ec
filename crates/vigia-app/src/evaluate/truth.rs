//! Known truth: what really was disturbed, by what and since when, beside alerts.

pub mod matching;

use std::path::Path;

use geo::MultiPolygon;
use geojson::GeoJson;
use jiff::civil::Date;
use serde::Serialize;
use vigia_core::{Alert, Driver, Problem, ProblemCode};
use vigia_ties::geodesic_area;

use matching::{FOUND_SHARE, Matching};

/// The driver of true mining.
const MINING: &str = "mining";
/// Places that a truth file may hold.
const SITES_MAX: usize = 20_000;

/// One true change.
#[derive(Clone, Debug, PartialEq)]
pub struct TrueSite {
    /// Its name: the property `id`, else `#` and the number of the feature.
    pub id: String,
    /// Its cause, for instance `mining` or `swidden`.
    pub driver: String,
    /// The day on which it began.
    pub onset: Date,
    /// The day from which it no longer shows, where that is known.
    pub until: Option<Date>,
    /// Outline, EPSG:4326.
    pub outline: MultiPolygon<f64>,
    /// Whether it says of itself that it is made, not seen.
    pub is_synthetic: bool,
}

impl TrueSite {
    /// Says whether it is mining.
    #[must_use]
    pub fn is_mining(&self) -> bool {
        self.driver == MINING
    }

    /// Returns its geodesic area in hectares.
    #[must_use]
    pub fn area_ha(&self) -> f64 {
        geodesic_area(&self.outline).0
    }
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

/// Reads true sites: a GeoJSON of polygons with the properties `driver` and `onset`, and
/// `id` and `until` where they are known. Of a site that is drawn in stages of its growth,
/// the one called `final` counts.
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
    let mut sites = Vec::new();
    for (index, feature) in collection.features.into_iter().enumerate() {
        let stage = feature.property("stage").and_then(|stage| stage.as_str());
        if stage.is_some_and(|stage| stage != "final") {
            continue;
        }
        if sites.len() >= SITES_MAX {
            return Err(unreadable(format!("more than {SITES_MAX} places")));
        }
        let site = true_site(feature, index);
        sites.push(site.map_err(|why| unreadable(format!("feature {index}: {why}")))?);
    }
    Ok(sites)
}

fn true_site(feature: geojson::Feature, index: usize) -> Result<TrueSite, String> {
    let text =
        |name: &str| feature.property(name).and_then(|value| value.as_str().map(str::to_owned));
    let stated = |name: &str| text(name).ok_or_else(|| format!("no text property {name:?}"));
    let day = |text: String| text.parse::<Date>().map_err(|error| error.to_string());
    let driver = stated("driver")?;
    let onset = day(stated("onset")?)?;
    let until = text("until").map(day).transpose()?;
    let id = text("id").unwrap_or_else(|| format!("#{index}"));
    let is_synthetic =
        feature.property("vigia:synthetic").and_then(serde_json::Value::as_bool) == Some(true);
    let geometry = feature.geometry.ok_or("no geometry")?;
    let geometry = geo::Geometry::<f64>::try_from(geometry).map_err(|error| error.to_string())?;
    let outline = match geometry {
        geo::Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err("not a polygon".into()),
    };
    Ok(TrueSite { id, driver, onset, until, outline, is_synthetic })
}

/// Compares mining alerts with truth.
#[must_use]
pub fn compare_with_truth(alerts: &[Alert], truth: &[TrueSite]) -> TruthReport {
    let alerts: Vec<&Alert> =
        alerts.iter().filter(|alert| alert.driver == Driver::Mining).collect();
    let matching = Matching::of(alerts.iter().map(|alert| &alert.outline).collect(), truth);
    let mut report = TruthReport::default();
    for (index, site) in truth.iter().enumerate().filter(|(_, site)| site.is_mining()) {
        if matching.covered_share(index, |_| true) < FOUND_SHARE {
            report.missed += 1;
            continue;
        }
        report.found += 1;
        let is_hit = |alert: &Alert| {
            alert.onset.not_before <= site.onset && site.onset <= alert.onset.not_after
        };
        if matching.on_site(index).any(|touch| is_hit(alerts[touch.outline])) {
            report.onset_inside_interval += 1;
        }
    }
    for index in (0..alerts.len()).filter(|index| matching.is_false(*index)) {
        report.false_alarms += 1;
        let below = matching.look_alike_below(index).and_then(|site| truth.get(site));
        let kind = below.map_or("none", |site| site.driver.as_str());
        *report.false_alarm_kinds.entry(kind.to_owned()).or_default() += 1;
    }
    report
}

#[cfg(test)]
mod tests;
