//! Shapes of GDAL as shapes of straight edges.

use gdal::errors::GdalError;
use gdal::vector::Geometry as Shape;
use geo_types::Geometry;

/// Says whether a part of `shape` is an arc, and not only of a type that may hold arcs, as
/// every surface of GML is.
pub(super) fn has_arcs(shape: &Shape) -> bool {
    // SAFETY: the handle lives as long as `shape`; nothing is written.
    unsafe { gdal_sys::OGR_G_HasCurveGeometry(shape.c_geometry(), 1) != 0 }
}

/// Converts, after dropping heights and measures and drawing arcs as straight edges, none of
/// which the conversion knows.
pub(super) fn to_geo(shape: &Shape) -> Result<Geometry<f64>, GdalError> {
    let mut flat = shape.clone();
    flat.flatten_to_2d();
    // SAFETY: the handle lives as long as `flat`; the null options are the defaults (4° of
    // arc a step), and the result, a new geometry, is destroyed with `straight`.
    let straight = Owned(unsafe {
        gdal_sys::OGR_G_GetLinearGeometry(flat.c_geometry(), 0.0, std::ptr::null_mut())
    });
    if straight.0.is_null() {
        return Geometry::try_from(&flat);
    }
    // SAFETY: the wrapper borrows the handle, which `straight` keeps alive beyond it.
    let borrowed = unsafe {
        let borrowed = Shape::lazy_feature_geometry();
        borrowed.set_c_geometry(straight.0);
        borrowed
    };
    Geometry::try_from(&borrowed)
}

/// A geometry of GDAL's that is ours to destroy.
struct Owned(gdal_sys::OGRGeometryH);

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: made by GDAL for us, destroyed once; null is accepted.
        unsafe { gdal_sys::OGR_G_DestroyGeometry(self.0) };
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use geo::{Area, CoordsIter};

    fn shape(wkt: &str) -> Shape {
        Shape::from_wkt(wkt).unwrap()
    }

    #[test]
    fn a_surface_without_arcs_is_a_polygon_to_the_bit() {
        let surface = shape("MULTISURFACE (((0 0,1 0,1 1,0 0)))");
        assert!(!has_arcs(&surface));
        let Geometry::MultiPolygon(polygons) = to_geo(&surface).unwrap() else { panic!() };
        assert_eq!(polygons.unsigned_area(), 0.5);
        let plain = shape("POLYGON Z ((0 0 5,1 0 5,1 1 5,0 0 5))");
        assert!(matches!(to_geo(&plain).unwrap(), Geometry::Polygon(_)));
    }

    #[test]
    fn an_arc_becomes_edges_that_leave_little_of_its_area_out() {
        let disc = shape("CURVEPOLYGON (CIRCULARSTRING (-1 0,1 0,-1 0))");
        assert!(has_arcs(&disc));
        let drawn = to_geo(&disc).unwrap();
        assert!((drawn.unsigned_area() / std::f64::consts::PI - 1.0).abs() < 0.001);
        assert!((90..100).contains(&drawn.coords_count()), "{}", drawn.coords_count());
    }
}
