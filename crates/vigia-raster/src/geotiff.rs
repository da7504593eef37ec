//! GeoTIFF files as GDAL sees them: opened by content, whatever their name.

use std::path::Path;

use gdal::errors::Result;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use vigia_core::GridGeometry;

use crate::crs;

/// Opens a GeoTIFF (COGs are GeoTIFFs) for reading, with no other driver: a VRT could
/// name other files, or a network.
pub fn open(path: &Path) -> Result<Dataset> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_RASTER
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        allowed_drivers: Some(&["GTiff"]),
        ..DatasetOptions::default()
    };
    Dataset::open_ex(path, options)
}

/// Returns the dataset's grid, or why it has none.
pub fn grid(dataset: &Dataset) -> std::result::Result<GridGeometry, String> {
    let srs = dataset.spatial_ref().map_err(|_| "it states no CRS".to_owned())?;
    if srs.is_local() {
        return Err("its CRS is a local one, not tied to the earth".to_owned());
    }
    let transform = dataset.geo_transform().map_err(|_| "it states no transform".to_owned())?;
    let determinant = transform[1] * transform[5] - transform[2] * transform[4];
    let is_identity =
        [0.0, 1.0, 0.0, 0.0, 0.0].iter().eq(&transform[..5]) && transform[5].abs() == 1.0;
    if is_identity || determinant == 0.0 || !transform.iter().all(|term| term.is_finite()) {
        return Err(format!("its transform is {transform:?}"));
    }
    let (cols, rows) = dataset.raster_size();
    let crs = crs::crs_name(&srs).ok_or("its CRS cannot be named")?;
    Ok(GridGeometry { crs, transform, rows, cols })
}
