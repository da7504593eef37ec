//! How urgent an alert is, by the weights of the profile.

use jiff::civil::Date;
use vigia_core::layer::LayerKind;
use vigia_core::profile::PriorityWeights;
use vigia_core::tie::{Reading, Relation, Tie};
use vigia_core::{Alert, AlertState, PriorityCode, PriorityPart, Site};

/// Size that earns nothing yet, in hectares.
const SIZE_NONE_HA: f64 = 0.2;
/// What a buffer zone and a conservation concession earn of the points for protected ground.
const BESIDE_PROTECTED: f64 = 0.6;
/// What seen once earns of the points for certainty.
const SEEN_ONCE: f64 = 0.6;
/// Age counts in whole months, so that an alert is not written anew every day.
const MONTH_DAYS: u32 = 30;

/// Returns what speaks for looking at an alert first, one part each in the order of
/// [`PriorityCode`], those without points included.
///
/// - `site`: its site; growth earns nothing without it.
/// - `today`: the day of the newest scene: what cannot have been seen does not age.
pub(crate) fn priority(
    alert: &Alert,
    site: Option<&Site>,
    today: Date,
    weights: &PriorityWeights,
) -> Vec<PriorityPart> {
    let at_onset: Vec<&Tie> =
        alert.ties.iter().filter(|tie| tie.reading == Reading::AtOnset).collect();
    let growth = site.map_or(0.0, |site| growth_ha(site, today, weights.growth_days));
    let parts = [
        (PriorityCode::Size, weights.size, size(alert.area.0, weights.size_full_ha)),
        (PriorityCode::Growth, weights.growth, growth / weights.growth_full_ha),
        (PriorityCode::ProtectedGround, weights.protected_ground, protected(&at_onset)),
        (PriorityCode::Water, weights.water, beside(&at_onset, is_water, weights.water_m)),
        (
            PriorityCode::Community,
            weights.community,
            beside(&at_onset, is_community, weights.community_m),
        ),
        (PriorityCode::Certainty, weights.certainty, certainty(alert)),
        (PriorityCode::Recent, weights.recent, recent(alert, today, weights.recent_days)),
        (PriorityCode::Unseen, weights.unseen, 1.0),
    ];
    let part = |(code, weight, value): (PriorityCode, f64, f64)| {
        // A weight of nothing over nothing is no number, and no reason.
        let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
        PriorityPart { code, value, points: weight * value }
    };
    parts.into_iter().map(part).collect()
}

fn size(area_ha: f64, full_ha: f64) -> f64 {
    (area_ha / SIZE_NONE_HA).ln() / (full_ha / SIZE_NONE_HA).ln()
}

/// Returns the ground first seen cleared within `days` of `today`, beyond the first clearing.
fn growth_ha(site: &Site, today: Date, days: u32) -> f64 {
    let is_late = |day: Date| (today - day).get_days() <= i32::try_from(days).unwrap_or(i32::MAX);
    let area = |extent: Option<&vigia_core::SiteExtent>| extent.map(|extent| extent.area.0);
    let before = site.history.iter().rev().find(|extent| !is_late(extent.date));
    let before = area(before).or_else(|| area(site.history.first()));
    before.map_or(0.0, |before| site.area.0 - before)
}

fn touches(tie: &Tie) -> f64 {
    let is_inside = tie.relation != Relation::Near || tie.distance.0 == 0.0;
    tie.certainty.map_or(if is_inside { 1.0 } else { 0.0 }, |certainty| certainty.touches)
}

fn protected(ties: &[&Tie]) -> f64 {
    let weight = |tie: &Tie| match tie.kind {
        LayerKind::ProtectedArea => touches(tie),
        LayerKind::BufferZone | LayerKind::ConservationConcession => {
            BESIDE_PROTECTED * touches(tie)
        }
        _ => 0.0,
    };
    ties.iter().map(|tie| weight(tie)).fold(0.0, f64::max)
}

fn is_water(kind: LayerKind) -> bool {
    matches!(kind, LayerKind::River | LayerKind::Lake | LayerKind::Wetland)
}

fn is_community(kind: LayerKind) -> bool {
    matches!(kind, LayerKind::NativeCommunity | LayerKind::Settlement)
}

/// All on such ground, less with the distance from it.
fn beside(ties: &[&Tie], is_asked: fn(LayerKind) -> bool, none_m: f64) -> f64 {
    let ties = ties.iter().filter(|tie| is_asked(tie.kind));
    ties.map(|tie| touches(tie).max(1.0 - tie.distance.0 / none_m)).fold(0.0, f64::max)
}

fn certainty(alert: &Alert) -> f64 {
    let seen = if alert.state == AlertState::Confirmed { 1.0 } else { SEEN_ONCE };
    alert.confidence * seen
}

fn recent(alert: &Alert, today: Date, none_days: u32) -> f64 {
    let age_days = u32::try_from((today - alert.onset.not_after).get_days()).unwrap_or_default();
    let months = |days: u32| f64::from(days / MONTH_DAYS);
    1.0 - months(age_days) / months(none_days)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;
    use vigia_core::tie::Certainty;
    use vigia_core::{DateInterval, Hectares, Metres, SiteExtent, SiteId, SiteState, priority};

    use super::*;
    use crate::alert_detail::tests::{alert, tie};

    const TODAY: Date = date(2024, 9, 1);

    fn value(alert: &Alert, site: Option<&Site>, code: PriorityCode) -> f64 {
        let parts = super::priority(alert, site, TODAY, &PriorityWeights::default());
        parts.iter().find(|part| part.code == code).unwrap().value
    }

    fn begun(not_after: Date) -> Alert {
        Alert { onset: DateInterval { not_before: not_after, not_after }, ..alert("A-1") }
    }

    #[test]
    fn an_alert_with_everything_has_all_points_and_an_opened_one_all_but_five() {
        let ties = [LayerKind::ProtectedArea, LayerKind::River, LayerKind::NativeCommunity]
            .map(|kind| tie(kind, "1", Relation::Within, 1.0, 0.0));
        let told = Alert {
            area: Hectares(80.0),
            confidence: 1.0,
            state: AlertState::Confirmed,
            ties: ties.to_vec(),
            ..begun(TODAY)
        };
        let site = site(80.0, &[(date(2024, 5, 1), 40.0), (TODAY, 80.0)]);
        let parts = super::priority(&told, Some(&site), TODAY, &PriorityWeights::default());
        assert_eq!(priority::score(&parts, false), 100.0);
        assert_eq!(priority::score(&parts, true), 95.0);
        let none = Alert { area: Hectares(0.2), confidence: 0.0, ..begun(date(2020, 1, 1)) };
        let none = Alert { ties: Vec::new(), ..none };
        let parts = super::priority(&none, None, TODAY, &PriorityWeights::default());
        assert_eq!(priority::score(&parts, true), 0.0);
    }

    fn site(area_ha: f64, history: &[(Date, f64)]) -> Site {
        let extent = |(date, area): &(Date, f64)| SiteExtent {
            date: *date,
            area: Hectares(*area),
            area_sd: Hectares(0.0),
        };
        let history = history.iter().map(extent).collect();
        Site {
            id: SiteId::new("S-1"),
            outline: alert("A-1").outline,
            area: Hectares(area_ha),
            clearings: Vec::new(),
            history,
            state: SiteState::Growing,
            ponds_worked: None,
            merged_from: Vec::new(),
            split_from: None,
        }
    }

    #[test]
    fn growth_is_what_broke_of_late_beyond_the_first_clearing() {
        let growth = |history: &[(Date, f64)]| {
            let area = history.last().unwrap().1;
            value(&begun(TODAY), Some(&site(area, history)), PriorityCode::Growth)
        };
        assert_eq!(growth(&[(date(2024, 1, 1), 1.0), (date(2024, 8, 1), 3.0)]), 0.4);
        assert_eq!(growth(&[(date(2024, 8, 1), 3.0)]), 0.0);
        assert_eq!(growth(&[(date(2024, 7, 1), 3.0), (date(2024, 8, 1), 4.0)]), 0.2);
        assert_eq!(growth(&[(date(2023, 1, 1), 1.0), (date(2023, 2, 1), 9.0)]), 0.0);
    }

    #[test]
    fn near_and_uncertain_ground_earns_in_part_and_later_readings_nothing() {
        let mut told = begun(TODAY);
        let mut of = |tie: Tie, code| {
            told.ties = vec![tie];
            value(&told, None, code)
        };
        let buffer = tie(LayerKind::BufferZone, "ZA", Relation::Within, 1.0, 0.0);
        assert_eq!(of(buffer.clone(), PriorityCode::ProtectedGround), 0.6);
        let later = Tie { reading: Reading::Later, ..buffer };
        assert_eq!(of(later, PriorityCode::ProtectedGround), 0.0);
        let half = Certainty { touches: 0.5, ..Certainty::OUTSIDE };
        let park = tie(LayerKind::ProtectedArea, "ANP", Relation::Near, 0.0, 8.0);
        let park = Tie { certainty: Some(half), ..park };
        assert_eq!(of(park, PriorityCode::ProtectedGround), 0.5);
        let river = tie(LayerKind::River, "R", Relation::Near, 0.0, 50.0);
        assert_eq!(of(river.clone(), PriorityCode::Water), 0.75);
        let far = Tie { distance: Metres(900.0), ..river };
        assert_eq!(of(far, PriorityCode::Water), 0.0);
    }

    #[test]
    fn age_counts_in_months_and_what_was_seen_today_is_new() {
        let recent = |day: Date| value(&begun(day), None, PriorityCode::Recent);
        assert_eq!(recent(TODAY), 1.0);
        assert_eq!(recent(date(2024, 8, 3)), 1.0);
        assert_eq!(recent(date(2024, 8, 2)), 1.0 - 1.0 / 12.0);
        assert_eq!(recent(date(2023, 9, 1)), 0.0);
        assert_eq!(recent(date(2025, 1, 1)), 1.0);
    }
}
