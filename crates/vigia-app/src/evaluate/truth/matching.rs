//! Which outlines lie on which true places, and how much of each.

use geo::orient::Direction;
use geo::{BooleanOps, BoundingRect, Intersects, MultiPolygon, Orient, unary_union};
use vigia_ties::geodesic_area;

use super::TrueSite;

/// A true site counts as found when alerts cover at least this share of it.
pub const FOUND_SHARE: f64 = 0.2;
/// An alert is false when less than this share of it lies on true mining.
pub const FALSE_SHARE: f64 = 0.1;

/// Ground that an outline and a true place share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    /// Index of the outline.
    pub outline: usize,
    /// Index of the true place.
    pub site: usize,
    /// Shared area, geodesic.
    pub shared_ha: f64,
}

/// Outlines beside true places.
pub struct Matching<'a> {
    outlines: Vec<&'a MultiPolygon<f64>>,
    outline_ha: Vec<f64>,
    truth: &'a [TrueSite],
    touches: Vec<Touch>,
}

impl<'a> Matching<'a> {
    /// Measures what every outline (EPSG:4326) shares with every place.
    #[must_use]
    pub fn of(outlines: Vec<&'a MultiPolygon<f64>>, truth: &'a [TrueSite]) -> Self {
        let boxes: Vec<_> = truth.iter().map(|site| site.outline.bounding_rect()).collect();
        let mut touches = Vec::new();
        for (index, outline) in outlines.iter().enumerate() {
            let Some(around) = outline.bounding_rect() else { continue };
            for (site, (place, box_of_site)) in truth.iter().zip(&boxes).enumerate() {
                if !box_of_site.is_some_and(|other| other.intersects(&around)) {
                    continue;
                }
                let shared_ha = geodesic_area(&outline.intersection(&place.outline)).0;
                if shared_ha > 0.0 {
                    touches.push(Touch { outline: index, site, shared_ha });
                }
            }
        }
        let outline_ha = outlines.iter().map(|outline| geodesic_area(outline).0).collect();
        Self { outlines, outline_ha, truth, touches }
    }

    /// Returns what lies on a place.
    pub fn on_site(&self, site: usize) -> impl Iterator<Item = &Touch> {
        self.touches.iter().filter(move |touch| touch.site == site)
    }

    /// Returns the places that an outline lies on.
    pub fn of_outline(&self, outline: usize) -> impl Iterator<Item = &Touch> {
        self.touches.iter().filter(move |touch| touch.outline == outline)
    }

    /// Returns the share of a place, 0–1, that the outlines for which `counts` cover.
    #[must_use]
    pub fn covered_share(&self, site: usize, counts: impl Fn(usize) -> bool) -> f64 {
        let on_it = self.on_site(site).filter(|touch| counts(touch.outline));
        let outlines: Vec<_> = on_it.filter_map(|touch| self.outlines.get(touch.outline)).collect();
        let Some(place) = self.truth.get(site) else { return 0.0 };
        let covered = union(outlines.iter().map(|outline| **outline)).intersection(&place.outline);
        let whole = place.area_ha();
        // The area of nothing is −0, which a report would print.
        if whole > 0.0 { (0.0 + geodesic_area(&covered).0 / whole).min(1.0) } else { 0.0 }
    }

    /// Returns the share of an outline that lies on true mining, 0–1.
    #[must_use]
    pub fn on_mining_share(&self, outline: usize) -> f64 {
        let on_mining: f64 = self
            .of_outline(outline)
            .filter(|touch| self.truth.get(touch.site).is_some_and(TrueSite::is_mining))
            .map(|touch| touch.shared_ha)
            .sum();
        let whole = self.outline_ha.get(outline).copied().unwrap_or_default();
        if whole > 0.0 { (0.0 + on_mining / whole).min(1.0) } else { 0.0 }
    }

    /// Says whether too little of an outline lies on true mining.
    #[must_use]
    pub fn is_false(&self, outline: usize) -> bool {
        self.on_mining_share(outline) < FALSE_SHARE
    }

    /// Says whether an outline tells of a place: it covers enough of it to have found it,
    /// or enough of itself lies on it not to be false. A sliver shared with a neighbour is
    /// neither.
    #[must_use]
    pub fn tells_of(&self, touch: &Touch) -> bool {
        let outline_ha = self.outline_ha.get(touch.outline).copied().unwrap_or_default();
        let site_ha = self.truth.get(touch.site).map(TrueSite::area_ha).unwrap_or_default();
        touch.shared_ha >= FALSE_SHARE * outline_ha || touch.shared_ha >= FOUND_SHARE * site_ha
    }

    /// Returns the place, other than mining, that an outline lies on most.
    #[must_use]
    pub fn look_alike_below(&self, outline: usize) -> Option<usize> {
        self.of_outline(outline)
            .filter(|touch| self.truth.get(touch.site).is_some_and(|site| !site.is_mining()))
            .max_by(|a, b| a.shared_ha.total_cmp(&b.shared_ha).then(b.site.cmp(&a.site)))
            .map(|touch| touch.site)
    }
}

/// Returns the ground of all outlines, overlaps once.
pub fn union<'a>(outlines: impl Iterator<Item = &'a MultiPolygon<f64>>) -> MultiPolygon<f64> {
    // `unary_union` takes the winding of the first ring for that of all.
    let outlines: Vec<_> = outlines.map(|outline| outline.orient(Direction::Default)).collect();
    unary_union(&outlines)
}
