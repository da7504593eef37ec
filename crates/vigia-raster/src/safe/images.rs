//! Which file of a product holds which band.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use roxmltree::Node;
use vigia_core::sensor::SafeFile;
use vigia_core::{Band, Sensor};

use super::{folder, xml};

/// Returns the bands that are read, each with its file.
pub fn wanted() -> impl Iterator<Item = (Band, &'static SafeFile)> {
    let bands = &Sensor::Sentinel2.description().bands;
    bands.iter().filter_map(|band| Some((band.role, band.safe.as_ref()?)))
}

/// Most image files of one granule; ESA's have 35.
const IMAGES_MAX: usize = 200;

/// The granule's image files, as the product lists them: without extension.
#[derive(Debug)]
pub struct Images {
    stated: Vec<String>,
}

impl Images {
    /// Reads the list of the product's one granule.
    ///
    /// # Errors
    /// Where there is not exactly one granule (products before December 2016 hold
    /// several), the list is too long, or a path leads out of the product.
    pub fn read(product: Node<'_, '_>) -> Result<Self, String> {
        // Products before baseline 02.06 have the second name.
        let granules = xml::all(product, "Granule").chain(xml::all(product, "Granules"));
        let granules: Vec<_> = granules.take(3).collect();
        let [granule] = granules.as_slice() else {
            return Err(match granules.len() {
                0 => "it lists no granule".to_owned(),
                _ => "it holds several granules: provide one tile a product".to_owned(),
            });
        };
        let names = ["IMAGE_FILE", "IMAGE_FILE_2A"];
        let listed = names.into_iter().flat_map(|name| xml::all(*granule, name));
        let stated: Vec<String> =
            listed.take(IMAGES_MAX + 1).filter_map(xml::content).map(str::to_owned).collect();
        if stated.len() > IMAGES_MAX {
            return Err(format!("more than {IMAGES_MAX} image files"));
        }
        if let Some(bad) = stated.iter().find(|path| folder::inside(Path::new(""), path).is_none())
        {
            return Err(format!("{bad:?} leads out of the product"));
        }
        let images = Self { stated };
        match images.granules().collect::<BTreeSet<_>>().len() {
            0 | 1 => Ok(images),
            _ => Err("its image files lie in several granules".to_owned()),
        }
    }

    /// Returns where the file of a band lies in `safe`; `None` where the list has none.
    ///
    /// # Errors
    /// Where the list has two.
    pub fn path(&self, safe: &Path, file: &SafeFile) -> Result<Option<PathBuf>, String> {
        let (name, resolution) = (&file.file, &file.resolution);
        let ending = format!("_{name}_{resolution}");
        let stem = |stated: &str| stated.strip_suffix(".jp2").unwrap_or(stated).to_owned();
        let mut found = self.stated.iter().filter(|stated| stem(stated).ends_with(&ending));
        let (Some(first), second) = (found.next(), found.next()) else { return Ok(None) };
        if let Some(second) = second {
            return Err(format!("{first:?} and {second:?} both hold {name} in {resolution}"));
        }
        Ok(folder::inside(safe, &format!("{}.jp2", stem(first))))
    }

    /// Returns the granule's folder: what stands before `IMG_DATA` in its image files.
    pub fn granule_folder(&self, safe: &Path) -> Option<PathBuf> {
        folder::inside(safe, self.granules().next()?)
    }

    fn granules(&self) -> impl Iterator<Item = &str> {
        self.stated.iter().filter_map(|path| Some(path.split_once("/IMG_DATA/")?.0))
    }
}
