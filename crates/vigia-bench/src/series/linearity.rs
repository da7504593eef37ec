//! Whether time follows area and dates, and what the whole would take.

use serde_json::json;

use super::measure::Rounds;
use super::{NAME, WHOLE};
use crate::measurement::{Line, Series, Unit, median};

/// Returns the line of the goal, which is extrapolated: the cost of a pixel on one date as
/// the largest area has it, times all pixels and dates. The smaller sizes pay more for what
/// every run costs once, so the exponents, where 1 is linear, are rather too low than too
/// high.
///
/// - `all`: areas at equal dates first, then numbers of dates at equal area.
pub fn line(all: &[Rounds]) -> Line {
    let areas: Vec<&Rounds> =
        all.iter().filter(|one| one.tile.dates == all[0].tile.dates).collect();
    let dates: Vec<&Rounds> =
        all.iter().filter(|one| one.tile.side_px == all[0].tile.side_px).collect();
    let milliseconds = |one: &Rounds| median(&one.ours().values);
    let exponent = |some: &[&Rounds]| match (some.first(), some.last()) {
        (Some(least), Some(most)) => {
            let times = most.tile.pixel_dates() / least.tile.pixel_dates();
            (milliseconds(most) / milliseconds(least)).log(times)
        }
        _ => f64::NAN,
    };
    let costs = |some: &[&Rounds]| -> Vec<f64> {
        some.iter().map(|one| one.nanoseconds().iter().sum()).collect()
    };
    let (area_costs, date_costs) = (costs(&areas), costs(&dates));
    let pixel_dates = (WHOLE.0 * WHOLE.0 * WHOLE.1) as f64;
    let whole_ms = area_costs.last().copied().unwrap_or(f64::NAN) * pixel_dates / 1e6;
    let (ingest_mb, detect_mb) =
        (grown(&areas, &dates, Rounds::ingest_mb), grown(&areas, &dates, Rounds::detect_mb));
    let ours = Series { values: vec![whole_ms], peak_mb: ingest_mb.max(detect_mb) };
    let detail = json!({
        "extrapolated": true,
        "synthetic": true,
        "side_px": WHOLE.0,
        "dates": WHOLE.1,
        "minutes": whole_ms / 60_000.0,
        "exponent_of_area": exponent(&areas),
        "exponent_of_dates": exponent(&dates),
        "ns_per_pixel_date_by_area": area_costs,
        "ns_per_pixel_date_by_dates": date_costs,
        "ingest_peak_mb": ingest_mb.round(),
        "detect_peak_mb": detect_mb.round(),
    });
    Line::extrapolated(NAME, Unit::Milliseconds, &ours, detail)
}

/// Returns the peak at the whole size, were it to go on growing with the side as it grows
/// between the last two areas, and with the dates as it grows at the smallest: rather too
/// high, for GDAL's cache of blocks, which is full at the largest, fills with those dates.
fn grown(areas: &[&Rounds], dates: &[&Rounds], peak_mb: impl Fn(&Rounds) -> f64) -> f64 {
    let rise = |some: &[&Rounds], size: fn(&Rounds) -> usize, to: usize| match some {
        [.., before, last] => {
            let steps = (size(last) - size(before)) as f64;
            let slope = (peak_mb(last) - peak_mb(before)).max(0.0) / steps;
            slope * (to - size(last)) as f64
        }
        _ => f64::NAN,
    };
    let largest = areas.last().map_or(f64::NAN, |one| peak_mb(one));
    let over_dates = match dates {
        [first, .., last] => (peak_mb(last) - peak_mb(first)).max(0.0),
        _ => f64::NAN,
    };
    largest + rise(areas, |one| one.tile.side_px, WHOLE.0) + over_dates
}
