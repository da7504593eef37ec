//! Which of the current clearings an existing site claims.

use std::collections::BTreeSet;

use geo_types::MultiPolygon;
use vigia_core::profile::SiteThresholds;
use vigia_core::{Clearing, Site};

use super::{identity, near};

/// Pairs of a site and a clearing, by index.
#[derive(Default)]
pub(super) struct Claims {
    /// The clearings of each site's home.
    pub held: Vec<(usize, usize)>,
    /// Those of its other parts, which are free to be places of their own.
    pub released: Vec<(usize, usize)>,
}

/// Returns what `sites` claim of `clearings`, which are sorted by id.
///
/// A site touches the clearings that it lists and those within `same_site_m` of its
/// outline. Where these lie in several parts, farther than `split_m` from each other with
/// no clearing between them, its home is the part with the earliest clearing: the site's
/// id names that day.
pub(super) fn of(sites: &[&Site], clearings: &[&Clearing], thresholds: &SiteThresholds) -> Claims {
    let outlines: Vec<&MultiPolygon<f64>> =
        clearings.iter().map(|clearing| &clearing.outline).collect();
    let mut parts = near::joined(&outlines, thresholds.split_m.max(thresholds.same_site_m));
    let mut claims = Claims::default();
    for (site, touched) in touched(sites, clearings, thresholds.same_site_m).iter().enumerate() {
        let earliest = touched.iter().min_by_key(|index| identity::anchor(clearings[**index]));
        let Some(home) = earliest else { continue };
        for clearing in touched {
            let is_home = parts.are_joined(*home, *clearing);
            let pairs = if is_home { &mut claims.held } else { &mut claims.released };
            pairs.push((site, *clearing));
        }
    }
    claims
}

fn touched(sites: &[&Site], clearings: &[&Clearing], same_site_m: f64) -> Vec<BTreeSet<usize>> {
    let listed = |site: &&Site| {
        let indices = site.clearings.iter();
        indices.filter_map(|id| clearings.binary_search_by(|other| other.id.cmp(id)).ok()).collect()
    };
    let mut touched: Vec<BTreeSet<usize>> = sites.iter().map(listed).collect();
    let outlines = sites.iter().map(|site| &site.outline);
    let outlines = outlines.chain(clearings.iter().map(|clearing| &clearing.outline));
    let outlines: Vec<&MultiPolygon<f64>> = outlines.collect();
    near::visit_pairs(&outlines, same_site_m, |site, other, are_near| {
        let Some(clearing) = other.checked_sub(sites.len()) else { return };
        if site < sites.len() && !touched[site].contains(&clearing) && are_near() {
            touched[site].insert(clearing);
        }
    });
    touched
}
