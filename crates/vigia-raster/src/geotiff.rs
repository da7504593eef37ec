//! GeoTIFF and JPEG 2000 files as GDAL sees them: opened by content, whatever their name.

use std::path::Path;

use gdal::errors::Result;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use vigia_core::GridGeometry;

use crate::crs;

/// Drivers that open a file: a VRT could name other files, or a network. JPEG 2000 is the
/// format of SAFE products.
const DRIVERS: [&str; 2] = ["GTiff", "JP2OpenJPEG"];

/// Opens a GeoTIFF (COGs are GeoTIFFs) or a JPEG 2000 file for reading, with no other
/// driver.
pub fn open(path: &Path) -> Result<Dataset> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_RASTER
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        allowed_drivers: Some(&DRIVERS),
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn nothing_but_geotiff_and_jpeg_2000_is_opened_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vista.tif");
        let vrt = r#"<VRTDataset rasterXSize="1" rasterYSize="1">
            <VRTRasterBand dataType="Byte" band="1"/></VRTDataset>"#;
        std::fs::write(&path, vrt).unwrap();
        assert!(Dataset::open(&path).is_ok(), "GDAL itself takes it for a VRT");
        assert!(open(&path).is_err());
    }

    #[test]
    fn a_crs_with_a_transform_of_bare_pixels_is_no_grid() {
        let driver = gdal::DriverManager::get_driver_by_name("MEM").unwrap();
        let mut dataset = driver.create_with_band_type::<u8, _>("", 2, 2, 1).unwrap();
        dataset.set_spatial_ref(&crs::spatial_ref("EPSG:32719").unwrap()).unwrap();
        for transform in [[0.0, 1.0, 0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0, 0.0, -1.0], [5.0; 6]]
        {
            dataset.set_geo_transform(&transform).unwrap();
            assert!(grid(&dataset).is_err(), "{transform:?}");
        }
        dataset.set_geo_transform(&[3e5, 10.0, 0.0, 8e6, 0.0, -10.0]).unwrap();
        assert_eq!(grid(&dataset).unwrap().crs, "EPSG:32719");
    }
}
