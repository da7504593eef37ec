//! GDAL's own view of a position, to hold against other libraries.

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};

use crate::crs::spatial_ref;
use crate::error::RasterError;

/// Returns the version of the GDAL library, for instance `3.6.2`.
#[must_use]
pub fn gdal_version() -> String {
    gdal::version::version_info("RELEASE_NAME")
}

/// Returns (longitude, latitude) in degrees, WGS 84, of `position` (x, y) in `crs`, by
/// GDAL and the PROJ that it links.
///
/// # Errors
/// [`RasterError::Crs`] where GDAL does not know the CRS or cannot transform.
pub fn to_degrees(crs: &str, position: (f64, f64)) -> Result<(f64, f64), RasterError> {
    let unknown = |_| RasterError::Crs { crs: crs.to_owned() };
    let mut source = spatial_ref(crs)?;
    source.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let mut target = SpatialRef::from_epsg(4326).map_err(unknown)?;
    target.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    let (mut x, mut y) = ([position.0], [position.1]);
    CoordTransform::new(&source, &target)
        .and_then(|transform| transform.transform_coords(&mut x, &mut y, &mut []))
        .map_err(unknown)?;
    Ok((x[0], y[0]))
}
