//! Shapefiles: several files with one name, or a zip that holds them.
//!
//! What a layer's original is: of a zip, the zip; of loose files, every part as it is and
//! a list of them, in the form of `sha256sum`, whose own SHA-256 stands for the whole
//! ([`list_of_parts`]). A zip made by us would be no file that anybody else holds; with the
//! list each part can be compared with its owner's copy by `sha256sum --check`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use vigia_core::{Fingerprint, Problem, ProblemCode};

use crate::arcgis::{is_page_folder, page_files};
use crate::layer_source::RawLayer;
use crate::layer_source::ogr::{self, Driver, LayerFile};
use archive::unpack;
use parts::Parts;
use text_encoding::CPG_BYTES_MAX;

mod archive;
mod parts;
mod table;
mod text_encoding;

pub use parts::{is_sidecar, main_file};
pub use text_encoding::{Encoding, Ground, TextEncoding};

/// Returns the files that `path` is made of: of a `.shp` all its parts, sorted; of a folder of
/// pages its files ([`page_files`]); of any other file itself.
///
/// # Errors
/// `FileUnreadable` where its folder cannot be listed.
pub fn original_files(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    if is_page_folder(path) {
        return page_files(path);
    }
    if !is_shapefile(path) {
        return Ok(vec![path.to_path_buf()]);
    }
    Ok(Parts::beside(path)?.paths().map(Path::to_path_buf).collect())
}

/// Returns the list of a shapefile's parts in the form of `sha256sum`, sorted by name: the
/// same parts give the same text, wherever and in whatever order they were found.
#[must_use]
pub fn list_of_parts(parts: &[(PathBuf, Fingerprint)]) -> String {
    let mut lines: Vec<String> = parts
        .iter()
        .map(|(path, fingerprint)| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            format!("{fingerprint}  {}\n", name.unwrap_or_default())
        })
        .collect();
    lines.sort_by(|a, b| a[64..].cmp(&b[64..]));
    lines.concat()
}

pub(crate) fn is_shapefile(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("shp"))
}

/// Reads a loose shapefile.
///
/// # Errors
/// `ShapefileIncomplete`; `LayerUnreadable` where its files do not belong together, for
/// instance a table with another number of rows; as [`crate::layer_source::read`].
pub(crate) fn read(shp: &Path) -> Result<RawLayer, Problem> {
    read_as(shp, &shp.display().to_string())
}

/// Reads the one shapefile of a zip.
///
/// # Errors
/// As [`read`], and what [`archive::unpack`] refuses.
pub(crate) fn read_zip(zip: &Path) -> Result<RawLayer, Problem> {
    let unpacked = unpack(zip)?;
    let subject = format!("{}: {}", zip.display(), unpacked.name);
    read_as(&unpacked.shp, &subject)
}

/// `subject` is what messages call it.
fn read_as(shp: &Path, subject: &str) -> Result<RawLayer, Problem> {
    let unreadable = |detail: String| Problem::new(ProblemCode::LayerUnreadable, subject, detail);
    let named = |problem: Problem| Problem { subject: subject.to_owned(), ..problem };
    let parts = Parts::beside(shp).map_err(named)?;
    parts.check(shp).map_err(named)?;
    let (Some(dbf), Some(shx)) = (parts.get(".dbf"), parts.get(".shx")) else {
        return Err(unreadable("parts are missing".to_owned()));
    };
    let table = table::read(dbf).map_err(|why| unreadable(format!("its .dbf: {why}")))?;
    let shapes = count_of_shapes(shx).map_err(|why| unreadable(format!("its .shx: {why}")))?;
    if table.rows != shapes {
        let detail = format!("its .dbf has {} rows, its .shp {shapes} shapes", table.rows);
        return Err(unreadable(detail));
    }
    let cpg = parts.get(".cpg").and_then(read_label);
    let encoding = TextEncoding::choose(cpg.as_deref(), &table);
    let text = format!("ENCODING={}", encoding.encoding.name());
    let file = LayerFile { path: shp, subject, driver: Driver::Shapefile, open_options: &[&text] };
    let mut layer = ogr::read(&file, None)?;
    let (read, expected) = (layer.rows.len() + layer.problems.len(), table.rows - table.deleted);
    if read as u64 != expected {
        return Err(unreadable(format!("only {read} of {expected} shapes can be read")));
    }
    layer.encoding = Some(encoding);
    layer.has_prj = Some(parts.get(".prj").is_some());
    Ok(layer)
}

/// Returns the number of records that an index holds: after 100 bytes of header, eight a
/// record (ESRI Shapefile Technical Description, 1998).
fn count_of_shapes(shx: &Path) -> Result<u64, String> {
    let size = shx.metadata().map_err(|error| error.to_string())?.len();
    match size.checked_sub(100) {
        Some(records) if records % 8 == 0 => Ok(records / 8),
        _ => Err(format!("{size} bytes are no whole index")),
    }
}

fn read_label(cpg: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(cpg).ok()?.take(CPG_BYTES_MAX).read_to_string(&mut text).ok()?;
    Some(text.trim_start_matches('\u{feff}').trim().to_owned())
}

#[cfg(test)]
mod tests;
