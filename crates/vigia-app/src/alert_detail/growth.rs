//! How a site grew, as far as its clearings tell.

use std::collections::BTreeSet;

use geo::{MultiPolygon, unary_union};
use jiff::civil::Date;
use vigia_core::{Clearing, Hectares};

use crate::error::AppError;

/// How much of a site was seen to be cleared by a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// The day on which it was seen.
    pub date: Date,
    /// Geodesic area of all that was seen cleared by then, overlaps counted once.
    pub area: Hectares,
}

/// Returns the area cleared by each day on which a clearing was first seen, oldest first.
///
/// A clearing counts whole from the last day of its onset on: what grew inside of it
/// between two views is not kept, so the line rises in steps and never too early.
///
/// # Errors
/// [`AppError::Computation`].
pub async fn growth(clearings: Vec<Clearing>) -> Result<Vec<Growth>, AppError> {
    Ok(tokio::task::spawn_blocking(move || steps(&clearings)).await?)
}

fn steps(clearings: &[Clearing]) -> Vec<Growth> {
    let days: BTreeSet<Date> = clearings.iter().map(|clearing| clearing.onset.not_after).collect();
    let mut cleared = MultiPolygon::new(Vec::new());
    let mut steps = Vec::with_capacity(days.len());
    for date in days {
        let new = clearings.iter().filter(|clearing| clearing.onset.not_after == date);
        let parts = new.flat_map(|clearing| &clearing.outline.0).chain(&cleared.0);
        cleared = unary_union(&parts.cloned().collect::<Vec<_>>());
        steps.push(Growth { date, area: vigia_ties::geodesic_area(&cleared) });
    }
    steps
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::alert_detail::tests::clearing;
    use jiff::civil::date;

    #[test]
    fn ground_that_two_clearings_share_counts_once() {
        let first = clearing("c-1", -70.0, date(2024, 3, 1));
        let whole = vigia_ties::geodesic_area(&first.outline).0;
        // A quarter of a degree-hundredth to the east: three quarters of it overlap.
        let second = clearing("c-2", -69.9975, date(2024, 5, 1));
        let found = steps(&[second, first]);
        assert_eq!(
            found.iter().map(|step| step.date).collect::<Vec<_>>(),
            [date(2024, 3, 1), date(2024, 5, 1)]
        );
        assert!((found[0].area.0 / whole - 1.0).abs() < 1e-6, "{found:?}");
        assert!((found[1].area.0 / whole - 1.25).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn two_clearings_of_one_day_are_one_step() {
        let day = date(2024, 3, 1);
        let found = steps(&[clearing("c-1", -70.0, day), clearing("c-2", -69.0, day)]);
        assert_eq!(found.len(), 1);
        assert!(steps(&[]).is_empty());
    }
}
