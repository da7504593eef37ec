//! Where an asset's href points: to a local file, or not.

use std::path::{Path, PathBuf};

/// Returns the local path of `href`, relative ones resolved against `folder`.
///
/// # Errors
/// Why it is no plain local file: a URL, or one of GDAL's virtual paths (`/vsi…`), which
/// could reach a network or an archive.
pub fn local_path(href: &str, folder: &Path) -> Result<PathBuf, String> {
    let remote = |what: &str| {
        Err(format!(
            "{what} {href:?}: download the file beside the item and make its href relative"
        ))
    };
    let plain = match href.split_once("://") {
        Some(("file", rest)) if rest.starts_with('/') => rest,
        Some(_) => return remote("remote href"),
        None => href,
    };
    if plain.trim().is_empty() || plain.contains('\0') {
        return remote("empty href");
    }
    if plain.starts_with("/vsi") {
        return remote("virtual path");
    }
    Ok(folder.join(plain))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn relative_hrefs_are_resolved_against_the_items_folder() {
        let folder = Path::new("/datos/escenas");
        assert_eq!(local_path("./B04.tif", folder).unwrap(), folder.join("./B04.tif"));
        assert_eq!(local_path("/otra/B04.tif", folder).unwrap(), Path::new("/otra/B04.tif"));
        assert_eq!(local_path("file:///otra/B04.tif", folder).unwrap(), Path::new("/otra/B04.tif"));
    }

    #[test]
    fn remote_and_virtual_hrefs_are_refused_with_a_remedy() {
        for href in
            ["https://x/B04.tif", "s3://b/B04.tif", "/vsizip/a.zip/x.tif", "file://host/x", ""]
        {
            assert!(local_path(href, Path::new("/d")).unwrap_err().contains("download"), "{href}");
        }
    }
}
