//! How a site grew, without counting ground twice.

use std::collections::BTreeMap;

use geo::{BooleanOps, BoundingRect, GeodesicArea, Intersects};
use geo_types::MultiPolygon;
use jiff::civil::Date;
use vigia_core::{Clearing, Hectares, SiteExtent};

use super::union;

/// Changes below a square metre are rounding, and make no step.
const STEP_MIN_HA: f64 = 1e-4;

/// A clearing and the ground that it adds to those that began before it.
pub(super) struct OwnGround<'a> {
    clearing: &'a Clearing,
    area_ha: f64,
    /// `area_ha` as a share of the clearing.
    share: f64,
}

/// Returns each clearing's own ground, those that began first first. Together they are the
/// union: ground that a second tile, zone or sensor shows again adds nothing.
pub(super) fn own_ground<'a>(members: &[&'a Clearing]) -> Vec<OwnGround<'a>> {
    let mut members = members.to_vec();
    members.sort_by_key(|member| (member.onset.not_after, member.onset.not_before, &member.id));
    let boxes: Vec<_> = members.iter().map(|member| member.outline.bounding_rect()).collect();
    let meet = |a: usize, b: usize| boxes[a].zip(boxes[b]).is_some_and(|(a, b)| a.intersects(&b));
    let own = members.iter().enumerate().map(|(index, clearing)| {
        let earlier: Vec<&MultiPolygon<f64>> = (0..index)
            .filter(|other| meet(*other, index))
            .map(|other| &members[other].outline)
            .collect();
        let whole = area_ha(&clearing.outline);
        let area_ha = if earlier.is_empty() {
            whole
        } else {
            area_ha(&clearing.outline.difference(&union(&earlier)))
        };
        let share = if whole > 0.0 { area_ha / whole } else { 0.0 };
        OwnGround { clearing, area_ha, share }
    });
    own.collect()
}

/// Returns the area known as of each day on which it changed.
///
/// Where a clearing's pixels broke is not kept, only how many by when: so the share of its
/// pixels broken by a day stands for the share of its own ground. Ground that two
/// clearings share is dated by the one that began first. Pixels that broke before the
/// clearing counts as begun (single noisy ones) count from that day on.
///
/// The variance of an area is taken to be spread evenly over a clearing's ground, and
/// errors of different clearings to be independent.
pub(super) fn of(own: &[OwnGround<'_>]) -> Vec<SiteExtent> {
    let mut steps: BTreeMap<Date, (f64, f64)> = BTreeMap::new();
    for ground in own {
        let variance = ground.clearing.area_sd.unwrap_or_default().0.powi(2) * ground.share;
        for (date, share) in shares(ground.clearing) {
            let step = steps.entry(date).or_default();
            step.0 += share * ground.area_ha;
            step.1 += share * variance;
        }
    }
    let mut history: Vec<SiteExtent> = Vec::with_capacity(steps.len());
    let (mut area, mut variance) = (0.0, 0.0);
    for (date, (area_step, variance_step)) in steps {
        area += area_step;
        variance += variance_step;
        if history.last().is_none_or(|last| area - last.area.0 >= STEP_MIN_HA) {
            let area_sd = Hectares(f64::sqrt(variance));
            history.push(SiteExtent { date, area: Hectares(area), area_sd });
        }
    }
    history
}

/// Returns the share of the ground that looks vegetated again, 0–1. What cannot be
/// observed counts as not regrown.
pub(super) fn regrown_share(own: &[OwnGround<'_>]) -> f64 {
    let all: f64 = own.iter().map(|ground| ground.area_ha).sum();
    let regrown =
        |ground: &OwnGround<'_>| ground.area_ha * ground.clearing.regrown_share.unwrap_or(0.0);
    if all > 0.0 { own.iter().map(regrown).sum::<f64>() / all } else { 0.0 }
}

/// Returns the share of a clearing that was first seen cleared on each day; they add to 1.
/// One whose growth is not known was seen whole on the last day of its onset.
fn shares(clearing: &Clearing) -> Vec<(Date, f64)> {
    let whole = clearing.growth.last().map(|extent| extent.area.0);
    let Some(whole) = whole.filter(|whole| *whole > 0.0) else {
        return vec![(clearing.onset.not_after, 1.0)];
    };
    let before = std::iter::once(0.0).chain(clearing.growth.iter().map(|extent| extent.area.0));
    let steps = clearing.growth.iter().zip(before).map(|(extent, before)| {
        (extent.date.max(clearing.onset.not_after), (extent.area.0 - before) / whole)
    });
    steps.collect()
}

fn area_ha(outline: &MultiPolygon<f64>) -> f64 {
    Hectares::from_square_metres(outline.geodesic_area_unsigned()).0
}

#[cfg(test)]
mod tests;
