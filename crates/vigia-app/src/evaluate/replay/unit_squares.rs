//! Squares of a thousandth of a degree on the equator, whose answers can be written down.

#![allow(clippy::unwrap_used)]

use geo::{MultiPolygon, polygon};
use jiff::civil::Date;
use vigia_core::{DateInterval, SiteId};
use vigia_ties::geodesic_area;

use super::{Replay, ReplayedAlert};
use crate::evaluate::truth::TrueSite;

/// Area of one square: 111.3195 m by 110.5743 m, in hectares.
pub(crate) const SQUARE_HA: f64 = 1.230_907;

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A box of squares: from column `x`, `width` wide and one high.
pub(crate) fn strip(x: f64, width: f64) -> MultiPolygon<f64> {
    let (west, east, south, north) = (x * 1e-3, (x + width) * 1e-3, 0.0, 1e-3);
    MultiPolygon(vec![polygon![
        (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north),
    ]])
}

pub(crate) fn true_site(
    id: &str,
    driver: &str,
    onset: &str,
    outline: MultiPolygon<f64>,
) -> TrueSite {
    TrueSite {
        id: id.into(),
        driver: driver.into(),
        onset: day(onset),
        until: None,
        outline,
        is_synthetic: false,
    }
}

pub(crate) fn alert(site: &str, provisional: &str, outline: MultiPolygon<f64>) -> ReplayedAlert {
    let seen = day(provisional);
    ReplayedAlert {
        site: SiteId::new(site),
        first_outline: outline.clone(),
        area: geodesic_area(&outline),
        outline,
        onset: DateInterval {
            not_before: seen.saturating_sub(jiff::Span::new().days(10)),
            not_after: seen,
        },
        provisional: seen,
        confirmed: None,
        withdrawn: None,
        confidence: 0.9,
        sensors: std::collections::BTreeSet::new(),
        reasons: Vec::new(),
    }
}

/// A replay of the whole of 2023 with an image every month, all clear.
pub(crate) fn replay(alerts: Vec<ReplayedAlert>, truth: &[TrueSite]) -> Replay {
    let dates: Vec<Date> = (1..=12).map(|month| jiff::civil::date(2023, month, 1)).collect();
    let first_clear =
        truth.iter().map(|site| dates.iter().copied().find(|date| *date >= site.onset)).collect();
    Replay { alerts, watched_km2: 500.0, dates, first_clear }
}
