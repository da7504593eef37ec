//! Ties beside how sure they are.

use geo_types::{MultiPolygon, Point};
use vigia_core::layer::Snapshot;
use vigia_core::tie::Tie;

use super::near::{Limit, Near};
use super::{NEAR_MAX_M, TieIndex, clamped};
use crate::at_point::MeasuredPoint;
use crate::certainty::{self, Certainty, Position, PositionErrors, REACH_SIGMAS, SiteShape};
use crate::measure::{Measured, MeasuredSite};

/// A feature beyond the search distance is told where it may touch the site with at least
/// this probability.
pub const TOLD_FROM: f64 = 0.01;

impl TieIndex {
    /// Measures a site as [`Self::ties`] does, and says how sure each tie is.
    ///
    /// - `errors`: how far the site and the features of a snapshot may be displaced to each
    ///   other, as one; asked once a snapshot.
    /// - `near`: how far features are looked for, in metres, or [`Near`], where no more are
    ///   wanted than can be read.
    /// - Result: the ties of [`Self::ties`], and as `Near` those beyond that distance that
    ///   the site touches with a probability of [`TOLD_FROM`] or more. Area, share and distance
    ///   are those without any displacement.
    ///
    /// A limit of [`Near`] changes no indication of a rule that asks for ties which may touch
    /// or lie within [`super::NEAR_KEPT_M`], as all for Peru do, whether it counts them or
    /// asks that there is none; nor which feature of a load is nearest. A rule that looks
    /// farther sees the nearest alone.
    #[must_use]
    pub fn ties_with(
        &self,
        outline: &MultiPolygon<f64>,
        near: impl Into<Near>,
        errors: impl Fn(&Snapshot) -> PositionErrors,
    ) -> Vec<Tie> {
        let Near { within_m: near_m, most } = near.into();
        let errors = self.errors(errors);
        let reach_m = reach_m(near_m, &errors);
        let limit = Limit::new(most, displaced_m(&errors));
        let measured = MeasuredSite::new(outline, reach_m).zip(SiteShape::new(outline));
        let Some((measured, shape)) = measured else { return Vec::new() };
        let positions: Vec<Position> = errors.iter().map(|errors| shape.position(errors)).collect();
        self.tied(measured.search(), limit, |snapshot, found| {
            let tied = measured.against(found)?;
            let position = positions.get(snapshot)?;
            told(tied, certainty::of_site(&shape, found, position), near_m)
        })
    }

    /// Measures a point as [`Self::ties_at`] does, and says how sure each tie is: `touches`
    /// and `mostly` are the probability that it lies inside, 0 for points and lines.
    ///
    /// - `errors`, and what is told beyond `near_m`: as for [`Self::ties_with`]. For a place
    ///   that was not taken from an image, its own accuracy stands in for the image's.
    #[must_use]
    pub fn ties_at_with(
        &self,
        point: Point<f64>,
        near_m: f64,
        errors: impl Fn(&Snapshot) -> PositionErrors,
    ) -> Vec<Tie> {
        if !(point.x().is_finite() && point.y().is_finite()) {
            return Vec::new();
        }
        let errors = self.errors(errors);
        let measured = MeasuredPoint::new(point, reach_m(near_m, &errors));
        self.tied(measured.search(), Limit::NONE, |snapshot, found| {
            let tied = measured.against(found.border)?;
            let certainty = certainty::of_place(point.0, found.border, errors.get(snapshot)?);
            told(tied, certainty, near_m)
        })
    }

    fn errors(&self, errors: impl Fn(&Snapshot) -> PositionErrors) -> Vec<PositionErrors> {
        self.snapshots.iter().map(errors).collect()
    }
}

/// As far as a feature can be near or displaced.
fn reach_m(near_m: f64, errors: &[PositionErrors]) -> f64 {
    displaced_m(errors).max(clamped(near_m)).min(NEAR_MAX_M)
}

fn displaced_m(errors: &[PositionErrors]) -> f64 {
    errors.iter().map(|errors| REACH_SIGMAS * errors.sigma_m()).fold(0.0, f64::max)
}

fn told(
    tied: Measured,
    certainty: Certainty,
    near_m: f64,
) -> Option<(Measured, Option<Certainty>)> {
    let is_near = tied.distance_m <= clamped(near_m);
    (is_near || certainty.touches >= TOLD_FROM).then_some((tied, Some(certainty)))
}
