//! False alerts for the ground that is watched: what a person on duty has to live with.

use serde::Serialize;

use crate::evaluate::bootstrap::{Estimate, estimates};

/// Ground that is counted by.
const PER_KM2: f64 = 1_000.0;

/// One look at a piece of ground that has no new mining.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Where it is, as a group of close pieces.
    pub place: usize,
    /// Area of the piece, geodesic.
    pub area_km2: f64,
    /// Clearings in it that were called new mining.
    pub alerts: usize,
}

/// False alerts over the looks of one kind. A look that was not observable raises no
/// alert and watches no ground: it is left out before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Load {
    /// Looks: pieces of ground times dates.
    pub looks: usize,
    /// Ground watched, summed over the dates.
    pub area_km2: f64,
    /// False alerts.
    pub alerts: usize,
    /// False alerts for 1,000 km² and date.
    pub per_1000_km2: Estimate,
}

impl Load {
    /// Counts the alerts.
    #[must_use]
    pub fn of(looks: &[Look]) -> Self {
        let places = vec![looks.iter().map(|look| look.place).collect()];
        let rate = estimates(&places, |_, times| {
            let over = |value: &dyn Fn(&Look) -> f64| -> f64 {
                looks.iter().zip(times).map(|(look, times)| value(look) * f64::from(*times)).sum()
            };
            let area_km2 = over(&|look| look.area_km2);
            let alerts = over(&|look| look.alerts as f64);
            vec![(area_km2 > 0.0).then(|| PER_KM2 * alerts / area_km2)]
        });
        Self {
            looks: looks.len(),
            // The sum of nothing is −0, which a report would print.
            area_km2: 0.0 + looks.iter().map(|look| look.area_km2).sum::<f64>(),
            alerts: looks.iter().map(|look| look.alerts).sum(),
            per_1000_km2: rate.first().copied().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn alerts_are_counted_by_ground_not_by_chip() {
        let look = |place, area_km2, alerts| Look { place, area_km2, alerts };
        let load = Load::of(&[look(0, 0.25, 2), look(1, 0.25, 0), look(2, 1.5, 0)]);
        assert_eq!((load.looks, load.alerts), (3, 2));
        assert!((load.area_km2 - 2.0).abs() < 1e-12);
        assert!((load.per_1000_km2.value.unwrap() - 1_000.0).abs() < 1e-9);
    }

    #[test]
    fn no_ground_has_no_load() {
        assert_eq!(Load::of(&[]), Load::default());
        assert!(Load::of(&[]).area_km2.is_sign_positive());
    }
}
