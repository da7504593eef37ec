//! A small Sentinel-2 product for tests: true metadata, lossless JPEG 2000 by GDAL.

use std::fs;
use std::path::{Path, PathBuf};

use gdal::DriverManager;
use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;

/// What the product is to be.
#[derive(Clone, Debug)]
pub struct MadeSafe {
    /// Day of acquisition, `20240613`.
    pub day: &'static str,
    /// Processing baseline.
    pub baseline: &'static str,
    /// `BOA_ADD_OFFSET` of every band; `None` leaves the list out.
    pub offset: Option<i32>,
    /// `Level-2A`.
    pub level: &'static str,
    /// Added to every DN, so that two products differ.
    pub brighter: u16,
    /// Pixels along the side of a 10 m band; even.
    pub side: usize,
}

impl Default for MadeSafe {
    fn default() -> Self {
        Self {
            day: "20240613",
            baseline: "05.10",
            offset: Some(-1000),
            level: "Level-2A",
            brighter: 0,
            side: 24,
        }
    }
}

/// Files of a product: band and metres.
const FILES: [(&str, usize); 7] =
    [("B02", 10), ("B03", 10), ("B04", 10), ("B08", 10), ("B11", 20), ("B12", 20), ("SCL", 20)];

const WEST: f64 = 300_000.0;
const NORTH: f64 = 8_600_020.0;

impl MadeSafe {
    /// Returns the digital number of a band's pixel; the first is no data.
    pub fn number(&self, band: &str, row: usize, col: usize) -> u16 {
        let start = band.bytes().map(u16::from).sum::<u16>();
        match (band, row, col) {
            (_, 0, 0) => 0,
            ("SCL", ..) => 4 + ((row + col) % 3) as u16,
            _ => 1_000 + self.brighter + start + (row * 31 + col * 17) as u16 % 3_000,
        }
    }

    /// Writes the product below `root` and returns its folder.
    pub fn write(&self, root: &Path) -> PathBuf {
        let day = self.day;
        let number = self.baseline.replace('.', "");
        let name = format!("S2B_MSIL2A_{day}T145719_N{number}_R039_T19LCG_{day}T190000.SAFE");
        let safe = root.join(&name);
        let granule = format!("GRANULE/L2A_T19LCG_A037977_{day}T145721");
        let mut listed = String::new();
        for (band, metres) in FILES {
            let stem =
                format!("{granule}/IMG_DATA/R{metres}m/T19LCG_{day}T145719_{band}_{metres}m");
            let path = safe.join(format!("{stem}.jp2"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            self.write_image(&path, band, metres);
            listed.push_str(&format!("<IMAGE_FILE>{stem}</IMAGE_FILE>\n"));
        }
        // What a product also lists and nobody needs.
        listed.push_str(&format!(
            "<IMAGE_FILE>{granule}/IMG_DATA/R20m/T19LCG_{day}T145719_B02_20m</IMAGE_FILE>"
        ));
        fs::write(safe.join("MTD_MSIL2A.xml"), self.product(&name, &listed)).unwrap();
        fs::write(safe.join(granule).join("MTD_TL.xml"), self.granule()).unwrap();
        safe
    }

    /// Returns where a product's image of `band` lies.
    pub fn image(safe: &Path, band: &str) -> PathBuf {
        let mut pending = vec![safe.to_path_buf()];
        while let Some(folder) = pending.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    pending.push(path);
                } else if path.to_str().unwrap().contains(&format!("_{band}_")) {
                    return path;
                }
            }
        }
        panic!("{band} in {}", safe.display());
    }

    fn write_image(&self, path: &Path, band: &str, metres: usize) {
        let side = self.side * 10 / metres;
        let numbers: Vec<u16> =
            (0..side * side).map(|index| self.number(band, index / side, index % side)).collect();
        let memory = DriverManager::get_driver_by_name("MEM").unwrap();
        let mut dataset = if band == "SCL" {
            let dataset = memory.create_with_band_type::<u8, _>("", side, side, 1).unwrap();
            let bytes: Vec<u8> = numbers.iter().map(|number| *number as u8).collect();
            let mut buffer = Buffer::new((side, side), bytes);
            dataset.rasterband(1).unwrap().write((0, 0), (side, side), &mut buffer).unwrap();
            dataset
        } else {
            let dataset = memory.create_with_band_type::<u16, _>("", side, side, 1).unwrap();
            let mut buffer = Buffer::new((side, side), numbers);
            dataset.rasterband(1).unwrap().write((0, 0), (side, side), &mut buffer).unwrap();
            dataset
        };
        dataset.set_spatial_ref(&SpatialRef::from_epsg(32719).unwrap()).unwrap();
        let step = metres as f64;
        dataset.set_geo_transform(&[WEST, step, 0.0, NORTH, 0.0, -step]).unwrap();
        let driver = DriverManager::get_driver_by_name("JP2OpenJPEG").unwrap();
        let options = RasterCreationOptions::from_iter(["QUALITY=100", "REVERSIBLE=YES"]);
        dataset.create_copy(&driver, path, &options).unwrap().close().unwrap();
    }

    fn product(&self, name: &str, listed: &str) -> String {
        let Self { day, baseline, level, .. } = self;
        let offsets: String = match self.offset {
            None => String::new(),
            Some(offset) => {
                let entries: String = (0..13)
                    .map(|id| format!("<BOA_ADD_OFFSET band_id=\"{id}\">{offset}</BOA_ADD_OFFSET>"))
                    .collect();
                format!("<BOA_ADD_OFFSET_VALUES_LIST>{entries}</BOA_ADD_OFFSET_VALUES_LIST>")
            }
        };
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd">
<n1:General_Info><Product_Info>
<PRODUCT_START_TIME>{day}T14:57:19.024Z</PRODUCT_START_TIME><PRODUCT_URI>{name}</PRODUCT_URI>
<PROCESSING_LEVEL>{level}</PROCESSING_LEVEL><PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>
<PROCESSING_BASELINE>{baseline}</PROCESSING_BASELINE>
<Datatake><SPACECRAFT_NAME>Sentinel-2B</SPACECRAFT_NAME>
<SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION></Datatake>
<Product_Organisation><Granule_List><Granule imageFormat="JPEG2000">
{listed}
</Granule></Granule_List></Product_Organisation></Product_Info>
<Product_Image_Characteristics>
<Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>
<Special_Values><SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>
<QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>
{offsets}
</Product_Image_Characteristics></n1:General_Info></n1:Level-2A_User_Product>"#
        )
    }

    fn granule(&self) -> String {
        let (day, side) = (self.day, self.side);
        let date = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
        let number = self.baseline;
        let levels: String = [10, 20]
            .map(|metres| {
                let count = side * 10 / metres;
                format!(
                    r#"<Size resolution="{metres}"><NROWS>{count}</NROWS><NCOLS>{count}</NCOLS></Size>
<Geoposition resolution="{metres}"><ULX>{WEST}</ULX><ULY>{NORTH}</ULY><XDIM>{metres}</XDIM><YDIM>-{metres}</YDIM></Geoposition>"#
                )
            })
            .concat();
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd">
<n1:General_Info>
<TILE_ID>S2B_OPER_MSI_L2A_TL_2BPS_{day}T190000_A037977_T19LCG_N{number}</TILE_ID>
<DATASTRIP_ID>S2B_OPER_MSI_L2A_DS_2BPS_{day}T190000_S{day}T145721_N{number}</DATASTRIP_ID>
<SENSING_TIME>{date}T14:59:30.123456Z</SENSING_TIME></n1:General_Info>
<n1:Geometric_Info><Tile_Geocoding><HORIZONTAL_CS_CODE>EPSG:32719</HORIZONTAL_CS_CODE>
{levels}
</Tile_Geocoding></n1:Geometric_Info></n1:Level-2A_Tile_ID>"#
        )
    }
}
