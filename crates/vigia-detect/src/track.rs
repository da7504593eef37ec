//! Sites: the same place through time, tiles, sensors and runs.

mod claims;
mod history;
mod identity;
mod near;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use geo::orient::Direction;
use geo::{GeodesicArea, Orient, unary_union};
use geo_types::MultiPolygon;
use jiff::civil::Date;
use vigia_core::profile::SiteThresholds;
use vigia_core::site::Site;
use vigia_core::{Clearing, ClearingId, Driver, Hectares, SiteId, SiteState};

use self::claims::Claims;
use crate::components::DisjointSets;

/// The sites after an update.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracked {
    /// All sites, sorted by id: kept, grown, merged, new, and those that no clearing
    /// touched.
    pub sites: Vec<Site>,
    /// Sites that turned out to be part of another, sorted; their alerts and reviews
    /// belong to that one now.
    pub merged: Vec<Merge>,
    /// Sites that turned out to be a place of their own, sorted.
    pub split: Vec<Split>,
}

/// Two sites that are one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The site that is gone.
    pub from: SiteId,
    /// The older one that holds its ground.
    pub into: SiteId,
}

/// A site that is two places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Split {
    /// The site that stays, with the part that was cleared first.
    pub from: SiteId,
    /// The new one that holds the other part.
    pub into: SiteId,
}

/// Returns the sites that `clearings` make, with the identities of `existing` kept.
///
/// - `existing`: the sites of the last run.
/// - `clearings`: **all** current clearings, of every series, outlines in EPSG:4326: a
///   site's outline and history are those of its current clearings, so that ground which a
///   better run took back does not stay accused. One without outline makes no site.
/// - `seen_until`: last acquisition day of each series. A site's state stands as of the
///   last day of its series: where nothing was looked at, nothing is at rest.
///
/// Clearings within `same_site_m` of each other, or of the outline of an existing site,
/// are one site, and so are those that an existing site lists. Where a clearing joins
/// several existing sites, the oldest stays: the least id, for an id begins with the day
/// on which its site was first seen. A site that was one place stays one place, even where
/// the bridge between its parts is no longer seen, until they are farther than `split_m`
/// from each other: then the part that was cleared first keeps the id, and the others go
/// to the sites that they touch, or are new. Existing sites that no clearing touches stay
/// as they are, but dormant: not forgotten.
///
/// The id of a new site follows from its earliest clearing alone (first day seen, and a
/// point inside it to 0.0001°, about 11 m), never from tile names, counters or clocks. The
/// result does not depend on the order of the inputs, and running it again on its own
/// result changes nothing; with later days in `seen_until` only states change.
#[must_use]
pub fn update_sites(
    existing: &[Site],
    clearings: &[Clearing],
    seen_until: &BTreeMap<String, Date>,
    thresholds: &SiteThresholds,
) -> Tracked {
    // Maps sort by id and drop repeats: nothing after this depends on the input's order.
    let sites: BTreeMap<&SiteId, &Site> = existing.iter().map(|site| (&site.id, site)).collect();
    let sites: Vec<&Site> = sites.into_values().collect();
    let seen = clearings.iter().filter(|clearing| !clearing.outline.0.is_empty());
    let seen: BTreeMap<&ClearingId, &Clearing> = seen.map(|c| (&c.id, c)).collect();
    let seen: Vec<&Clearing> = seen.into_values().collect();

    let mut tracked = Tracked::default();
    let mut born: Vec<Vec<usize>> = Vec::new();
    let claims = claims::of(&sites, &seen, thresholds);
    let made = |id: SiteId, members: &[usize]| {
        let members: Vec<&Clearing> = members.iter().map(|index| seen[*index]).collect();
        site(id, &members, seen_until, thresholds)
    };
    for group in groups(sites.len(), &seen, &claims, thresholds.same_site_m) {
        let old: Vec<&Site> = group.iter().filter_map(|node| sites.get(*node).copied()).collect();
        let members = group.iter().filter_map(|node| node.checked_sub(sites.len()));
        let members: Vec<usize> = members.collect();
        match old.split_first() {
            _ if members.is_empty() => tracked.sites.extend(old.into_iter().map(dormant)),
            None => born.push(members),
            Some((oldest, rest)) => {
                let site = made(oldest.id.clone(), &members);
                tracked.sites.push(with_lineage_of(&old, site));
                let merge = |gone: &&Site| Merge { from: gone.id.clone(), into: oldest.id.clone() };
                tracked.merged.extend(rest.iter().map(merge));
            }
        }
    }
    let mut taken: Vec<SiteId> = sites.iter().map(|site| site.id.clone()).collect();
    for members in born {
        let anchors = members.iter().map(|index| seen[*index]);
        let id = identity::new_site(&anchors.collect::<Vec<_>>(), &taken);
        taken.push(id.clone());
        let held = claims.released.iter().filter(|(_, clearing)| members.contains(clearing));
        let split_from = held.map(|(site, _)| sites[*site].id.clone()).min();
        let split = split_from.clone().map(|from| Split { from, into: id.clone() });
        tracked.split.extend(split);
        tracked.sites.push(Site { split_from, ..made(id, &members) });
    }
    forget_returned(&mut tracked.sites);
    tracked.sites.sort_by(|a, b| a.id.cmp(&b.id));
    tracked.merged.sort();
    tracked.split.sort();
    tracked
}

/// Returns the clearings to track: those that show mining, and with them those of unknown
/// cause within `same_site_m` of one, or of whatever they are chained to: a site that grows.
///
/// A known other cause is left out: a swidden beside a mine must not lend it its ground.
#[must_use]
pub fn mining_places(clearings: Vec<Clearing>, same_site_m: f64) -> Vec<Clearing> {
    let kept: Vec<Clearing> =
        clearings.into_iter().filter(|clearing| clearing.driver != Driver::Other).collect();
    let outlines: Vec<&MultiPolygon<f64>> = kept.iter().map(|clearing| &clearing.outline).collect();
    let is_mining = |index: &usize| kept[*index].driver == Driver::Mining;
    let groups = near::joined(&outlines, same_site_m).into_groups().into_iter();
    let mut chosen: Vec<usize> =
        groups.filter(|group| group.iter().any(is_mining)).flatten().collect();
    chosen.sort_unstable();
    chosen.into_iter().map(|index| kept[index].clone()).collect()
}

/// Groups existing sites (nodes from 0) and clearings (nodes after them) into places.
fn groups(
    sites: usize,
    clearings: &[&Clearing],
    claims: &Claims,
    same_site_m: f64,
) -> Vec<Vec<usize>> {
    let outlines: Vec<&MultiPolygon<f64>> =
        clearings.iter().map(|clearing| &clearing.outline).collect();
    let mut places = DisjointSets::new(sites + clearings.len());
    for near in near::joined(&outlines, same_site_m).into_groups() {
        for pair in near.windows(2) {
            places.join(sites + pair[0], sites + pair[1]);
        }
    }
    // Two sites are merged by a clearing between them, never for being old neighbours.
    for (site, clearing) in &claims.held {
        places.join(*site, sites + clearing);
    }
    places.into_groups()
}

fn site(
    id: SiteId,
    members: &[&Clearing],
    seen_until: &BTreeMap<String, Date>,
    thresholds: &SiteThresholds,
) -> Site {
    let outlines: Vec<&MultiPolygon<f64>> = members.iter().map(|member| &member.outline).collect();
    let outline = union(&outlines);
    let own = history::own_ground(members);
    let history = history::of(&own);
    let last_seen = members.iter().map(|member| {
        let disturbed = member.last_disturbed();
        seen_until.get(&member.series).map_or(disturbed, |seen| disturbed.max(*seen))
    });
    let as_of = last_seen.max().unwrap_or_default();
    let ponds_worked = members.iter().filter_map(|member| member.ponds_worked);
    let ponds_worked = ponds_worked.max_by_key(|days| (days.not_after, days.not_before));
    Site {
        id,
        area: Hectares::from_square_metres(outline.geodesic_area_unsigned()),
        outline,
        clearings: members.iter().map(|member| member.id.clone()).collect(),
        state: state::of(
            &history,
            history::regrown_share(&own),
            ponds_worked.map(|days| days.not_after),
            as_of,
            thresholds,
        ),
        history,
        ponds_worked,
        merged_from: Vec::new(),
        split_from: None,
    }
}

/// A site that no current clearing supports: nothing new breaks there.
fn dormant(site: &Site) -> Site {
    Site { state: SiteState::Dormant, ..site.clone() }
}

/// Returns `site`, which the `old` sites (oldest first) have become, with their lineage.
fn with_lineage_of(old: &[&Site], site: Site) -> Site {
    let gone = old.iter().skip(1).map(|other| &other.id);
    let merged = old.iter().flat_map(|other| &other.merged_from).chain(gone);
    let merged_from: BTreeSet<SiteId> = merged.cloned().collect();
    let split_from = old.first().and_then(|oldest| oldest.split_from.clone());
    Site {
        split_from: split_from.filter(|from| !merged_from.contains(from)),
        merged_from: merged_from.into_iter().collect(),
        ..site
    }
}

/// A part that splits off again has the id that it had before it merged: its id follows
/// from its ground.
fn forget_returned(sites: &mut [Site]) {
    let ids: BTreeSet<SiteId> = sites.iter().map(|site| site.id.clone()).collect();
    for site in sites {
        site.merged_from.retain(|id| !ids.contains(id));
    }
}

fn union(outlines: &[&MultiPolygon<f64>]) -> MultiPolygon<f64> {
    match outlines {
        // A union would round the coordinates of a single outline for nothing.
        [only] => only.orient(Direction::Default),
        several => {
            // `unary_union` takes the winding of the first ring for that of all.
            let parts: Vec<_> =
                several.iter().map(|outline| outline.orient(Direction::Default)).collect();
            unary_union(&parts).orient(Direction::Default)
        }
    }
}

#[cfg(test)]
mod tests;
