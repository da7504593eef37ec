//! The metric frame in which the ground is drawn, and exact ways to other systems.

use anyhow::{Context, Result};
use geo_types::{Coord, MultiPolygon, Polygon};
use proj::Proj;

/// Longitude of the frame's origin: the border of UTM zones 18 and 19.
pub const ORIGIN_LON: f64 = -72.0;
/// Latitude of the frame's origin.
pub const ORIGIN_LAT: f64 = -12.6;

/// The systems that the world is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crs {
    /// Longitude and latitude, degrees.
    Wgs84,
    /// UTM zone 18 south.
    Utm18,
    /// UTM zone 19 south.
    Utm19,
    /// UTM zone 19 south on PSAD56, as rights before Ley 30428 were drawn. The datum
    /// shift is EPSG's "PSAD56 to WGS 84 (8)" for onshore Peru (dx −279, dy 175,
    /// dz −379; 16 m), spelt out here so that this truth does not come from the
    /// selection that it is to test.
    Psad19,
}

impl Crs {
    /// Returns the system's EPSG name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "EPSG:4326",
            Self::Utm18 => "EPSG:32718",
            Self::Utm19 => "EPSG:32719",
            Self::Psad19 => "EPSG:24879",
        }
    }

    const fn steps(self) -> &'static str {
        match self {
            Self::Wgs84 => "+step +proj=unitconvert +xy_in=rad +xy_out=deg",
            Self::Utm18 => "+step +proj=utm +zone=18 +south +ellps=WGS84",
            Self::Utm19 => "+step +proj=utm +zone=19 +south +ellps=WGS84",
            Self::Psad19 => {
                "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 \
                 +step +inv +proj=helmert +x=-279 +y=175 +z=-379 \
                 +step +inv +proj=cart +ellps=intl +step +proj=pop +v_3 \
                 +step +proj=utm +zone=19 +south +ellps=intl"
            }
        }
    }
}

/// Carries points between the frame (metres east and north of the origin, transverse
/// Mercator of WGS 84 with scale 1) and one system.
pub struct Carrier {
    operation: Proj,
    crs: Crs,
}

impl Carrier {
    /// Prepares the operation.
    ///
    /// # Errors
    /// Where PROJ refuses it, for instance because `PROJ_DATA` points elsewhere.
    pub fn new(crs: Crs) -> Result<Self> {
        let pipeline = format!(
            "+proj=pipeline +step +inv +proj=tmerc +lat_0={ORIGIN_LAT} +lon_0={ORIGIN_LON} +k=1 \
             +ellps=WGS84 {}",
            crs.steps()
        );
        let operation = Proj::new(&pipeline)
            .with_context(|| format!("PROJ has no operation to {}", crs.name()))?;
        Ok(Self { operation, crs })
    }

    /// Returns where a point of the frame lies in the system.
    ///
    /// # Errors
    /// Where PROJ cannot carry it.
    pub fn out(&self, point: Coord<f64>) -> Result<Coord<f64>> {
        let (x, y) = self.operation.project((point.x, point.y), false).with_context(|| {
            format!("the frame's {point:?} has no place in {}", self.crs.name())
        })?;
        Ok(Coord { x, y })
    }

    /// Returns where a point of the system lies in the frame.
    ///
    /// # Errors
    /// Where PROJ cannot carry it.
    pub fn back(&self, point: Coord<f64>) -> Result<Coord<f64>> {
        let (x, y) = self.operation.project((point.x, point.y), true).with_context(|| {
            format!("{point:?} in {} has no place in the frame", self.crs.name())
        })?;
        Ok(Coord { x, y })
    }

    /// Carries polygons vertex by vertex.
    ///
    /// # Errors
    /// Where PROJ cannot carry a vertex.
    pub fn polygons_out(&self, polygons: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>> {
        let ring = |line: &geo_types::LineString<f64>| {
            line.0.iter().map(|c| self.out(*c)).collect::<Result<Vec<_>>>().map(Into::into)
        };
        polygons
            .iter()
            .map(|polygon| {
                let holes = polygon.interiors().iter().map(ring).collect::<Result<Vec<_>>>()?;
                Ok(Polygon::new(ring(polygon.exterior())?, holes))
            })
            .collect::<Result<Vec<_>>>()
            .map(MultiPolygon)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn far(a: Coord<f64>, b: Coord<f64>) -> f64 {
        (a.x - b.x).hypot(a.y - b.y)
    }

    #[test]
    fn the_origin_is_the_zone_border() {
        let lonlat = Carrier::new(Crs::Wgs84).unwrap().out(Coord { x: 0.0, y: 0.0 }).unwrap();
        assert!(far(lonlat, Coord { x: -72.0, y: -12.6 }) < 1e-9, "{lonlat:?}");
    }

    // Golden, PROJ 9.1.1: `echo "-12.6 -72.0" | cs2cs -f %.3f EPSG:4326 EPSG:32718` (32719).
    #[test]
    fn the_origin_has_the_eastings_that_cs2cs_prints() {
        let origin = Coord { x: 0.0, y: 0.0 };
        let west = Carrier::new(Crs::Utm18).unwrap().out(origin).unwrap();
        let east = Carrier::new(Crs::Utm19).unwrap().out(origin).unwrap();
        assert!(far(west, Coord { x: 825_972.910, y: 8_605_235.219 }) < 0.002, "{west:?}");
        assert!(far(east, Coord { x: 174_027.090, y: 8_605_235.219 }) < 0.002, "{east:?}");
    }

    // Golden, PROJ 9.1.1: `cct` with the pipeline that `projinfo -s EPSG:24879 -t EPSG:4326`
    // prints for "PSAD56 to WGS 84 (8)", inverted.
    #[test]
    fn psad56_lies_hundreds_of_metres_from_wgs84() {
        let old = Carrier::new(Crs::Psad19).unwrap().out(Coord { x: 0.0, y: 0.0 }).unwrap();
        assert!(far(old, Coord { x: 174_221.069, y: 8_605_608.009 }) < 0.01, "{old:?}");
    }

    // A datum shift without heights is no exact inverse of itself: 6 mm remain for PSAD56.
    #[test]
    fn every_system_there_and_back_is_the_same_point_to_a_centimetre() {
        for crs in [Crs::Wgs84, Crs::Utm18, Crs::Utm19, Crs::Psad19] {
            let carrier = Carrier::new(crs).unwrap();
            let point = Coord { x: 1_234.5, y: -987.6 };
            let back = carrier.back(carrier.out(point).unwrap()).unwrap();
            assert!(far(point, back) < 0.01, "{crs:?} {back:?}");
        }
    }
}
