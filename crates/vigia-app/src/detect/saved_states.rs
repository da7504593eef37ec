//! What a watch has learnt, kept between runs: files that can be lost.
//!
//! A state names the acquisitions that it has seen by a chain of fingerprints. Where the
//! series still begins with them it goes on; where it does not (a late scene, a better
//! processing, other thresholds) it is not used, and the watch begins anew. So a state can
//! make a run faster, but never different.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use vigia_core::{Fingerprint, Scene};

use crate::error::AppError;

const MAGIC: &[u8; 8] = b"VIGIAST1";
/// Magic, acquisitions, fingerprint of the chain, fingerprint of the content.
const HEAD_BYTES: usize = 8 + 4 + 32 + 32;
/// No state of a block is as large: what claims to be is broken.
const CONTENT_BYTES_MAX: u64 = 1 << 30;

/// The states of one series.
pub(super) struct SavedStates {
    folder: PathBuf,
    /// The fingerprint of the first `k` acquisitions, and of all that a state depends on,
    /// at index `k`.
    chain: Vec<Fingerprint>,
}

impl SavedStates {
    /// - `root`: stands for everything but the scenes: kernels, thresholds, grid.
    /// - `scenes`: in the order in which they are taken in.
    pub fn new(folder: PathBuf, root: Fingerprint, scenes: &[Scene]) -> Self {
        let mut chain = vec![root];
        for scene in scenes {
            let mut link = vec![chain[chain.len() - 1].to_string(), scene.id.to_string()];
            link.extend(scene.assets.iter().map(|asset| asset.fingerprint.to_string()));
            chain.push(Fingerprint::of_parts(link));
        }
        Self { folder, chain }
    }

    /// Returns the content saved as `name`, if it has seen the beginning of this series
    /// and no more than `until` of it.
    ///
    /// A file that is torn, or from another series, counts as none.
    pub fn load(&self, name: &str, until: usize) -> Option<Vec<u8>> {
        let bytes = std::fs::read(self.path(name)).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD_BYTES)?;
        let (magic, head) = head.split_at(MAGIC.len());
        let (count, head) = head.split_first_chunk::<4>()?;
        let (link, sum) = head.split_at(32);
        let seen = u32::from_le_bytes(*count) as usize;
        let is_ours = magic == MAGIC
            && seen <= until
            && self.chain.get(seen).is_some_and(|own| own.as_bytes() == link);
        if !is_ours {
            return None;
        }
        let mut content = Vec::new();
        DeflateDecoder::new(body).take(CONTENT_BYTES_MAX).read_to_end(&mut content).ok()?;
        (Fingerprint::of(&content).as_bytes() == sum).then_some(content)
    }

    /// Saves `content`, which has seen the first `seen` acquisitions; the file is replaced
    /// whole or not at all.
    ///
    /// # Errors
    /// [`AppError::File`].
    pub fn save(&self, name: &str, seen: usize, content: &[u8]) -> Result<(), AppError> {
        let path = self.path(name);
        let failed = |source| AppError::File { action: "writing", path: path.clone(), source };
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
        let mut write = || -> std::io::Result<()> {
            file.write_all(MAGIC)?;
            file.write_all(&(seen as u32).to_le_bytes())?;
            file.write_all(self.chain[seen].as_bytes())?;
            file.write_all(Fingerprint::of(content).as_bytes())?;
            // A state is read back once a scene: quick packing beats a small file.
            let mut packed = DeflateEncoder::new(&mut file, Compression::fast());
            packed.write_all(content)?;
            packed.finish()?;
            Ok(())
        };
        write().map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok(())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Returns the folder of the states of the series `name` in a workspace.
pub(super) fn folder_of(states: &Path, name: &str) -> PathBuf {
    states.join(Fingerprint::of(name.as_bytes()).short(16))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn scenes(ids: &[&str]) -> Vec<Scene> {
        let grid = vigia_core::GridGeometry {
            crs: "EPSG:32719".into(),
            transform: [0.0, 10.0, 0.0, 0.0, 0.0, -10.0],
            rows: 1,
            cols: 1,
        };
        let scene = |id: &&str| Scene {
            id: vigia_core::SceneId::new(*id),
            sensor: vigia_core::Sensor::Sentinel2,
            series: "tile:19LAG".into(),
            acquired_start: jiff::Timestamp::UNIX_EPOCH,
            acquired_end: jiff::Timestamp::UNIX_EPOCH,
            processing_baseline: None,
            orbit_state: None,
            grid: grid.clone(),
            assets: Vec::new(),
        };
        ids.iter().map(scene).collect()
    }

    fn states(folder: &Path, ids: &[&str]) -> SavedStates {
        SavedStates::new(folder.to_owned(), Fingerprint::of(b"root"), &scenes(ids))
    }

    #[test]
    fn a_state_goes_on_while_the_series_only_grows() {
        let folder = tempfile::tempdir().unwrap();
        states(folder.path(), &["a", "b"]).save("0-0", 2, b"seen a, b").unwrap();
        let grown = states(folder.path(), &["a", "b", "c"]);
        assert_eq!(grown.load("0-0", 3).unwrap(), b"seen a, b");
        assert!(grown.load("0-1", 3).is_none());
    }

    #[test]
    fn a_state_that_saw_another_past_or_more_than_is_asked_for_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        states(folder.path(), &["a", "c"]).save("0-0", 2, b"seen a, c").unwrap();
        assert!(states(folder.path(), &["a", "b", "c"]).load("0-0", 3).is_none());
        assert!(states(folder.path(), &["a", "c"]).load("0-0", 1).is_none());
        let root = Fingerprint::of(b"other thresholds");
        let other = SavedStates::new(folder.path().to_owned(), root, &scenes(&["a", "c"]));
        assert!(other.load("0-0", 2).is_none());
    }

    #[test]
    fn a_late_or_another_scene_at_any_place_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        states(folder.path(), &["b", "d", "f"]).save("0-0", 3, b"seen b, d, f").unwrap();
        for late in [["a", "b", "d", "f"], ["b", "c", "d", "f"], ["b", "d", "e", "f"]] {
            assert!(states(folder.path(), &late).load("0-0", 4).is_none(), "{late:?}");
        }
        for other in [["x", "d", "f"], ["b", "x", "f"], ["b", "d", "x"]] {
            assert!(states(folder.path(), &other).load("0-0", 3).is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_torn_or_rotten_state_counts_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let saved = states(folder.path(), &["a"]);
        saved.save("0-0", 1, &[7; 4000]).unwrap();
        let path = folder.path().join("0-0");
        let whole = std::fs::read(&path).unwrap();
        for end in [0, 7, 40, HEAD_BYTES, whole.len() - 3] {
            std::fs::write(&path, &whole[..end]).unwrap();
            assert!(saved.load("0-0", 1).is_none(), "{end}");
        }
        for at in [0, 9, 20, 50, HEAD_BYTES + 2] {
            let mut rotten = whole.clone();
            rotten[at] ^= 1;
            std::fs::write(&path, &rotten).unwrap();
            assert!(saved.load("0-0", 1).is_none(), "{at}");
        }
        std::fs::write(&path, &whole).unwrap();
        assert_eq!(saved.load("0-0", 1).unwrap(), [7; 4000]);
    }
}
