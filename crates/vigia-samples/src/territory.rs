//! Whose ground it is: rights, protected area, community and the like, in the frame and in
//! the system in which each would be published. All of it is fictitious.

use anyhow::Result;
use geo::Contains;
use geo_types::{Coord, LineString, Polygon};

use crate::WorldSpec;
use crate::local_frame::{Carrier, Crs};

/// A mining right.
pub struct Right {
    /// `CODIGOU`.
    pub code: String,
    /// `CONCESION`.
    pub name: String,
    /// `TIT_CONCES`.
    pub holder: String,
    /// `D_ESTADO` code: T titled, P pending, X extinct.
    pub status: &'static str,
    /// System in which it was drawn.
    pub crs: Crs,
    /// Outline in that system, with round coordinates.
    pub source: Polygon<f64>,
    /// Outline in the frame.
    pub frame: Polygon<f64>,
}

/// Everything that has a boundary.
pub struct Territory {
    /// Mining rights, old and new.
    pub rights: Vec<Right>,
    /// Protected area.
    pub protected: Polygon<f64>,
    /// Its buffer zone.
    pub buffer: Polygon<f64>,
    /// Native community.
    pub community: Polygon<f64>,
    /// Zone in which small mining may be formalised.
    pub mining_zone: Polygon<f64>,
    /// Western and eastern district.
    pub districts: [Polygon<f64>; 2],
}

/// Lay-out of a right: cells from its group's anchor, `(col, row, cols, rows)`, and status.
type Cells = (i32, i32, i32, i32, &'static str);
/// Rights drawn on PSAD56: two neighbours, an extinct one, one that reaches the community.
const OLD_RIGHTS: [Cells; 5] = [
    (0, 0, 2, 1, "T"),
    (-1, 0, 1, 1, "T"),
    (0, -1, 1, 1, "X"),
    (2, 0, 1, 2, "T"),
    (0, 1, 1, 1, "T"),
];
/// Rights drawn on WGS 84: two neighbours, a petition, one alone.
const NEW_RIGHTS: [Cells; 4] =
    [(0, 0, 1, 1, "T"), (1, 0, 1, 1, "T"), (0, -1, 2, 1, "P"), (-1, 1, 1, 1, "T")];

impl Territory {
    /// Lays the boundaries out.
    ///
    /// # Errors
    /// Where PROJ fails.
    pub fn lay_out(spec: &WorldSpec) -> Result<Self> {
        let (half_width, half_height) = spec.half_extent_m();
        let (w, h) = (f64::from(half_width), f64::from(half_height));
        let mut rights = rights(spec, Crs::Psad19, (0.10 * w, 0.12 * h), &OLD_RIGHTS)?;
        rights.extend(rights_after(rights.len(), spec, (-0.52 * w, 0.16 * h))?);
        let area = |points: &[(f64, f64)]| outline(points.iter().map(|(x, y)| (x * w, y * h)));
        Ok(Self {
            rights,
            protected: area(&[
                (-1.2, -0.78),
                (-0.4, -0.72),
                (0.3, -0.8),
                (1.2, -0.74),
                (1.2, -1.4),
                (-1.2, -1.4),
            ]),
            buffer: area(&[
                (-1.2, -0.36),
                (0.2, -0.3),
                (1.2, -0.38),
                (1.2, -0.74),
                (0.3, -0.8),
                (-0.4, -0.72),
                (-1.2, -0.78),
            ]),
            community: area(&[(0.44, 0.02), (0.96, -0.04), (0.98, 0.5), (0.47, 0.56)]),
            mining_zone: area(&[(-0.97, -0.3), (0.4, -0.26), (0.42, 0.5), (-0.95, 0.54)]),
            districts: [
                area(&[(-1.3, -1.5), (-0.12, -1.5), (-0.06, 1.5), (-1.3, 1.5)]),
                area(&[(-0.12, -1.5), (1.3, -1.5), (1.3, 1.5), (-0.06, 1.5)]),
            ],
        })
    }

    /// Returns the numbers of the rights that hold a place.
    pub fn rights_at(&self, x: f32, y: f32) -> impl Iterator<Item = usize> + '_ {
        let place = Coord { x: f64::from(x), y: f64::from(y) };
        self.rights
            .iter()
            .enumerate()
            .filter(move |(_, right)| right.frame.contains(&place))
            .map(|(index, _)| index)
    }
}

/// Says whether a polygon of the frame holds a place.
pub fn holds(polygon: &Polygon<f64>, x: f32, y: f32) -> bool {
    polygon.contains(&Coord { x: f64::from(x), y: f64::from(y) })
}

fn rights_after(count: usize, spec: &WorldSpec, anchor: (f64, f64)) -> Result<Vec<Right>> {
    let mut new = rights(spec, Crs::Utm19, anchor, &NEW_RIGHTS)?;
    for (index, right) in new.iter_mut().enumerate() {
        let number = count + index + 1;
        right.code = format!("0199{number:05}");
        right.name = format!("Concesión Ficticia {number:02}");
        right.holder = format!("TITULAR FICTICIO {number:02}");
    }
    Ok(new)
}

fn rights(spec: &WorldSpec, crs: Crs, anchor: (f64, f64), cells: &[Cells]) -> Result<Vec<Right>> {
    let carrier = Carrier::new(crs)?;
    // Real rights have corners on whole kilometres; a small world has room for less.
    let unit = if spec.scale() < 1.0 { 300.0 } else { 1_000.0 };
    let corner = carrier.out(Coord { x: anchor.0, y: anchor.1 })?;
    let base = Coord { x: (corner.x / unit).floor(), y: (corner.y / unit).floor() };
    let right = |(index, &(col, row, cols, rows, status)): (usize, &Cells)| {
        let (left, low) = (base.x + f64::from(col), base.y + f64::from(row));
        let (right, high) = (left + f64::from(cols), low + f64::from(rows));
        let source = outline(
            [(left, low), (right, low), (right, high), (left, high)]
                .into_iter()
                .map(|(x, y)| (x * unit, y * unit)),
        );
        let ring = source.exterior().0.iter().map(|c| carrier.back(*c));
        let frame = Polygon::new(LineString(ring.collect::<Result<Vec<_>>>()?), Vec::new());
        let number = index + 1;
        Ok(Right {
            code: format!("0199{number:05}"),
            name: format!("Concesión Ficticia {number:02}"),
            holder: format!("TITULAR FICTICIO {number:02}"),
            status,
            crs,
            source,
            frame,
        })
    };
    cells.iter().enumerate().map(right).collect()
}

fn outline(points: impl Iterator<Item = (f64, f64)>) -> Polygon<f64> {
    Polygon::new(points.map(|(x, y)| Coord { x, y }).collect(), Vec::new())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn old_rights_have_round_corners_in_their_own_datum() {
        let territory = Territory::lay_out(&WorldSpec::default()).unwrap();
        let old = territory.rights.iter().find(|r| r.crs == Crs::Psad19).unwrap();
        assert!(
            old.source.exterior().0.iter().all(|c| c.x % 1_000.0 == 0.0 && c.y % 1_000.0 == 0.0)
        );
    }

    #[test]
    fn no_two_rights_share_a_code() {
        let territory = Territory::lay_out(&WorldSpec::default()).unwrap();
        let codes: std::collections::BTreeSet<_> =
            territory.rights.iter().map(|r| &r.code).collect();
        assert_eq!(codes.len(), territory.rights.len());
    }
}
