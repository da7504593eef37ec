//! Sites: the same place through time, tiles, sensors and runs.

mod identity;
mod near;

use std::collections::BTreeMap;

use geo::orient::Direction;
use geo::{GeodesicArea, Orient, unary_union};
use geo_types::MultiPolygon;
use vigia_core::site::Site;
use vigia_core::{Clearing, ClearingId, Hectares, SiteId};

use crate::components::DisjointSets;

/// The sites after an update.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracked {
    /// All sites, sorted by id: kept, grown, merged, new, and those that no clearing
    /// touched, unchanged.
    pub sites: Vec<Site>,
    /// Sites that turned out to be part of another, sorted; their alerts and reviews
    /// belong to that one now.
    pub merged: Vec<Merge>,
}

/// Two sites that are one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The site that is gone.
    pub from: SiteId,
    /// The older one that holds its ground.
    pub into: SiteId,
}

/// Returns the sites that `clearings` make, with the identities of `existing` kept.
///
/// - `existing`: the sites of the last run.
/// - `clearings`: **all** current clearings, of every series, outlines in EPSG:4326: a
///   site's outline is the union of its current clearings, so that ground which a better
///   run took back does not stay accused. One without outline makes no site.
/// - `same_site_m`: clearings this close to each other, or to the outline of an existing
///   site, are one site.
///
/// A clearing also belongs to the existing site that lists its id. Where a clearing joins
/// several existing sites, the oldest stays: the least id, for an id begins with the day
/// on which its site was first seen. A site that was one place stays one place, even where
/// the bridge between its parts is no longer seen. Existing sites that no clearing touches
/// stay as they are: dormant, not forgotten.
///
/// The id of a new site follows from its earliest clearing alone (first day seen, and a
/// point inside it to 0.0001°, about 11 m), never from tile names, counters or clocks. The
/// result does not depend on the order of the inputs, and running it again on its own
/// result changes nothing.
#[must_use]
pub fn update_sites(existing: &[Site], clearings: &[Clearing], same_site_m: f64) -> Tracked {
    // Maps sort by id and drop repeats: nothing after this depends on the input's order.
    let sites: BTreeMap<&SiteId, &Site> = existing.iter().map(|site| (&site.id, site)).collect();
    let sites: Vec<&Site> = sites.into_values().collect();
    let seen = clearings.iter().filter(|clearing| !clearing.outline.0.is_empty());
    let seen: BTreeMap<&ClearingId, &Clearing> = seen.map(|c| (&c.id, c)).collect();
    let seen: Vec<&Clearing> = seen.into_values().collect();

    let mut tracked = Tracked::default();
    let mut born: Vec<Vec<&Clearing>> = Vec::new();
    for group in groups(&sites, &seen, same_site_m) {
        let old = group.iter().filter_map(|node| sites.get(*node).copied());
        let old: Vec<&Site> = old.collect();
        let members = group.iter().filter_map(|node| node.checked_sub(sites.len()));
        let members: Vec<&Clearing> = members.map(|index| seen[index]).collect();
        match old.split_first() {
            _ if members.is_empty() => tracked.sites.extend(old.into_iter().cloned()),
            None => born.push(members),
            Some((oldest, rest)) => {
                tracked.sites.push(site(oldest.id.clone(), &members));
                let merge = |gone: &&Site| Merge { from: gone.id.clone(), into: oldest.id.clone() };
                tracked.merged.extend(rest.iter().map(merge));
            }
        }
    }
    let mut taken: Vec<SiteId> = sites.iter().map(|site| site.id.clone()).collect();
    for members in born {
        let id = identity::new_site(&members, &taken);
        taken.push(id.clone());
        tracked.sites.push(site(id, &members));
    }
    tracked.sites.sort_by(|a, b| a.id.cmp(&b.id));
    tracked.merged.sort();
    tracked
}

/// Groups existing sites (nodes from 0) and clearings (nodes after them) into places.
fn groups(sites: &[&Site], clearings: &[&Clearing], same_site_m: f64) -> Vec<Vec<usize>> {
    let mut places = DisjointSets::new(sites.len() + clearings.len());
    for (node, site) in sites.iter().enumerate() {
        for id in &site.clearings {
            if let Ok(index) = clearings.binary_search_by(|clearing| clearing.id.cmp(id)) {
                places.join(node, sites.len() + index);
            }
        }
    }
    let site_outlines = sites.iter().map(|site| &site.outline);
    let outlines = site_outlines.chain(clearings.iter().map(|clearing| &clearing.outline));
    let outlines: Vec<&MultiPolygon<f64>> = outlines.collect();
    // Two sites are merged by a clearing between them, never for being old neighbours.
    near::join(&outlines, same_site_m, &mut places, |a, b| a >= sites.len() || b >= sites.len());
    places.into_groups()
}

fn site(id: SiteId, members: &[&Clearing]) -> Site {
    let outline = match members {
        // A union would round the coordinates of a single outline for nothing.
        [only] => only.outline.orient(Direction::Default),
        several => {
            // `unary_union` takes the winding of the first ring for that of all.
            let parts: Vec<_> =
                several.iter().map(|member| member.outline.orient(Direction::Default)).collect();
            unary_union(&parts).orient(Direction::Default)
        }
    };
    let area = Hectares::from_square_metres(outline.geodesic_area_unsigned());
    Site { id, outline, area, clearings: members.iter().map(|member| member.id.clone()).collect() }
}

#[cfg(test)]
mod tests;
