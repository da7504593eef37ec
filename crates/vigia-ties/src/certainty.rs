//! How sure a tie is.
//!
//! An image is misplaced as a whole, and so is a layer that came through a datum operation:
//! every vertex by the same shift. So the site keeps its shape, the feature keeps its shape,
//! and what is unknown is one shift between them, here normal with the same standard
//! deviation east and north ([`PositionErrors::sigma_m`]). Nothing is drawn at random: the
//! same site and feature give the same bits.
//!
//! | where the site lies | how it is worked out | error |
//! |---|---|---|
//! | farther than [`REACH_SIGMAS`] σ from every border | exactly 0 or 1 | below 5e-5 |
//! | by a border that is straight within reach | closed form in the normal distribution | below 0.003 |
//! | by a corner, a bend, an island | [`sweep`] for contact, [`nodes`] for the share | below 0.02 and 0.03 in probability |
//! | a point, on either side | a line integral around the other | below 0.001 |
//!
//! The error of a quantile of the share is that of its level: what is given as the 5 %
//! quantile by a corner is one between 3 % and 7 %.

use geo_types::{Coord, MultiPolygon};
pub use vigia_core::tie::Certainty;

use crate::border::{Border, Extent};
use crate::local_frame::LocalFrame;
use crate::measure::Found;
use around::{Around, Surroundings};
pub(crate) use position::Position;

pub use position_errors::{DATUM_UNKNOWN_M, PositionErrors};
pub(crate) use site_shape::SiteShape;

mod around;
mod half_plane;
mod nodes;
mod normal;
mod point;
mod position;
mod position_errors;
mod shared_area;
mod site_shape;
mod sweep;

/// Shifts beyond this many standard deviations are left out; 1 in 25,000 is larger.
pub const REACH_SIGMAS: f64 = 4.5;

/// The smallest standard deviation, in metres: below it a border is as sharp as the
/// rounding of degrees.
const SIGMA_MIN_M: f64 = 0.01;

/// Of something without extent: inside or not, with probability `inside`.
fn of_whole(inside: f64) -> Certainty {
    let quantile = |level: f64| if inside > level { 1.0 } else { 0.0 };
    Certainty {
        touches: inside,
        mostly: inside,
        share_low: quantile(0.95),
        share_high: quantile(0.05),
    }
}

/// Returns how sure the relation of a site to a feature is.
///
/// - `outline`: EPSG:4326, valid; without area it is surely outside.
/// - `geometry`: EPSG:4326, valid. Of a collection only the polygons count, or where there
///   is none the lines, or else the points. Of several points in reach the likeliest counts.
/// - `errors`: how far both may be displaced to each other.
///
/// For many features keep them in a [`crate::TieIndex`], which prepares them once.
///
/// # Examples
/// ```
/// use geo_types::{MultiPolygon, Rect};
/// use vigia_ties::certainty::{PositionErrors, certainty};
///
/// let right = Rect::new((-70.02, -12.92), (-70.0, -12.9)).to_polygon().into();
/// // 5.4 m by 5.5 m, 5.4 m east of the border of a right that was drawn in PSAD56.
/// let site = Rect::new((-69.99995, -12.91), (-69.9999, -12.90995)).to_polygon();
/// let errors = PositionErrors { image_ce95_m: 12.5, boundary_m: 0.0, datum_m: Some(25.0) };
/// let found = certainty(&MultiPolygon(vec![site]), &right, &errors);
/// assert!((0.35..0.45).contains(&found.touches));
/// ```
#[must_use]
pub fn certainty(
    outline: &MultiPolygon<f64>,
    geometry: &geo_types::Geometry<f64>,
    errors: &PositionErrors,
) -> Certainty {
    let border = Border::of(geometry);
    let Some((site, extent)) = SiteShape::new(outline).zip(border.extent()) else {
        return Certainty::OUTSIDE;
    };
    of_site(&site, &Found { border: &border, extent, collection: None }, &site.position(errors))
}

/// The same of a prepared feature.
///
/// - `position`: that of the site, for the errors of the feature's snapshot.
pub(crate) fn of_site(site: &SiteShape, found: &Found<'_>, position: &Position) -> Certainty {
    let border = found.border;
    if !found.extent.meets(&position.window_degrees) {
        return Certainty::OUTSIDE;
    }
    if !border.is_area() {
        return of_thin(site, border, position);
    }
    match Around::of(border, position).surroundings() {
        Surroundings::Outside => Certainty::OUTSIDE,
        Surroundings::Inside => Certainty::INSIDE,
        Surroundings::HalfPlane(half_plane) => half_plane.certainty(site, position.sigma_m),
        Surroundings::Irregular(local) => {
            let (share_low, mostly, share_high) = nodes::shares(site, &local, position.sigma_m);
            let touches = sweep::touches_area(site, &local, position.sigma_m);
            Certainty { touches, mostly, share_low, share_high }
        }
    }
}

/// Of a place instead of a site: the probability that it lies inside; of points and lines,
/// which have no inside, 0.
pub(crate) fn of_place(place: Coord<f64>, border: &Border, errors: &PositionErrors) -> Certainty {
    if !border.is_area() {
        return Certainty::OUTSIDE;
    }
    let frame = LocalFrame::around(place);
    let here = Extent::of_edge(Coord::zero(), Coord::zero());
    let position = Position::new(frame, here, errors.sigma_m());
    of_whole(match Around::of(border, &position).surroundings() {
        Surroundings::Outside => 0.0,
        Surroundings::Inside => 1.0,
        Surroundings::HalfPlane(half_plane) => half_plane.holds_origin(position.sigma_m),
        Surroundings::Irregular(local) => {
            let inside = |at| border.place(frame.to_degrees(at)) != crate::border::Place::Outside;
            point::inside(Coord::zero(), &local.edges, inside, position.sigma_m)
        }
    })
}

/// Of lines, or points where there are none.
fn of_thin(site: &SiteShape, border: &Border, position: &Position) -> Certainty {
    let around = Around::of(border, position);
    let of_lines = sweep::touches_line(site, &around.edges, position.sigma_m);
    let of_points = border
        .points()
        .iter()
        .filter(|at| position.window_degrees.holds(**at))
        .map(|at| site.holds_probably(site.frame().to_metres(*at), position.sigma_m))
        .fold(0.0, f64::max);
    Certainty { touches: of_lines.max(of_points), ..Certainty::OUTSIDE }
}

#[cfg(test)]
mod tests;
