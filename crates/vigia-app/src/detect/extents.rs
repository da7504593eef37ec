//! How a clearing grew, in hectares.

use jiff::civil::Date;
use vigia_core::{ClearingExtent, Hectares};
use vigia_detect::series::Candidate;

/// Returns the area of the candidate's pixels first seen cleared by each date.
///
/// - `dates`: acquisition days of the series; a time without one is left out.
pub(super) fn extents(
    candidate: &Candidate,
    dates: &[Date],
    pixel_area_m2: f64,
) -> Vec<ClearingExtent> {
    let mut broken = 0;
    let extent = |(time, pixels): &(usize, u32)| {
        broken += pixels;
        let area = Hectares::from_square_metres(f64::from(broken) * pixel_area_m2);
        dates.get(*time).map(|date| ClearingExtent { date: *date, area })
    };
    let mut extents: Vec<ClearingExtent> = candidate.growth.iter().filter_map(extent).collect();
    // Two views of one day are one acquisition: the later holds both.
    extents.dedup_by(|later, earlier| {
        let is_same_day = later.date == earlier.date;
        if is_same_day {
            earlier.area = later.area;
        }
        is_same_day
    });
    extents
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::civil::date;
    use vigia_core::DateInterval;
    use vigia_detect::components::Component;

    use super::*;

    #[test]
    fn pixels_add_up_to_hectares_day_by_day() {
        let days = [date(2024, 7, 1), date(2024, 7, 6), date(2024, 7, 6), date(2024, 7, 11)];
        let candidate = Candidate {
            component: Component::default(),
            onset: DateInterval { not_before: days[0], not_after: days[0] },
            first_seen: 0,
            confirmed_at: None,
            history_views: 9,
            observed_share: 1.0,
            growth: vec![(0, 10), (1, 5), (2, 5), (3, 30)],
            regrown_share: 0.0,
        };
        let found = extents(&candidate, &days, 100.0);
        let found: Vec<(Date, f64)> =
            found.into_iter().map(|extent| (extent.date, extent.area.0)).collect();
        assert_eq!(found, [(days[0], 0.1), (days[1], 0.2), (days[3], 0.5)]);
    }
}
