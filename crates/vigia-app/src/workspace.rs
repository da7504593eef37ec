//! A workspace: one folder with its settings, profiles, database and blobs.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use vigia_core::Fingerprint;
use vigia_core::profile::NamedProfile;
use vigia_raster::{Prober, RasterInfo};
use vigia_store::{SETTINGS_FILE, Store};

use crate::error::AppError;
use crate::probe;
use crate::territory::TerritoryCache;

const SETTINGS_TEXT: &str = include_str!("../vigia.toml");

/// An open workspace; this process holds its lock.
pub struct Workspace {
    folder: PathBuf,
    store: Store,
    prober: Mutex<Prober>,
    territory: TerritoryCache,
}

/// How much a workspace holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holdings {
    /// Scenes.
    pub scenes: usize,
    /// Layer snapshots.
    pub snapshots: usize,
    /// Field reports.
    pub reports: usize,
    /// Entries in quarantine.
    pub quarantined: usize,
}

impl Workspace {
    /// Makes a workspace in `folder`; an existing one is left as it is.
    ///
    /// # Errors
    /// [`AppError::File`] or [`AppError::Store`] where the folder cannot be written.
    pub async fn init(folder: &Path) -> Result<(), AppError> {
        let file = |action, path: &Path| {
            let path = path.to_owned();
            move |source| AppError::File { action, path, source }
        };
        let profiles = folder.join("profiles");
        std::fs::create_dir_all(&profiles).map_err(file("making", &profiles))?;
        let settings = folder.join(SETTINGS_FILE);
        if !settings.exists() {
            std::fs::write(&settings, SETTINGS_TEXT).map_err(file("writing", &settings))?;
        }
        Store::create(folder).await?.close().await;
        Ok(())
    }

    /// Opens the workspace in `folder` and takes its lock; jobs that a dead process left
    /// running are queued again. `probe_binary` is the `vigia` program, run with
    /// `probe-rasters` to decode files nobody has looked at yet.
    ///
    /// # Errors
    /// [`AppError::NoWorkspace`] where there is none; [`AppError::Store`] where another
    /// process holds it.
    pub async fn open(folder: &Path, probe_binary: PathBuf) -> Result<Self, AppError> {
        if !folder.join(SETTINGS_FILE).is_file() {
            return Err(AppError::NoWorkspace { folder: folder.to_owned() });
        }
        vigia_raster::configure();
        let store = Store::open(folder).await?;
        Ok(Self {
            folder: folder.to_owned(),
            store,
            prober: Mutex::new(probe::prober(probe_binary)),
            territory: TerritoryCache::default(),
        })
    }

    /// Returns the store.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) const fn territory_cache(&self) -> &TerritoryCache {
        &self.territory
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the profile `name`.
    ///
    /// # Errors
    /// See [`find_profile`].
    pub fn profile(&self, name: &str) -> Result<NamedProfile, AppError> {
        find_profile(&self.folder, name)
    }

    /// Decodes every block of a raster in the limited process; blocks.
    ///
    /// # Errors
    /// See [`probe::probe`].
    pub fn probe(&self, path: &Path) -> Result<RasterInfo, AppError> {
        let mut prober = self.prober.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        probe::probe(&mut prober, path)
    }

    /// Returns the file of a blob.
    #[must_use]
    pub fn blob_path(&self, fingerprint: &Fingerprint) -> PathBuf {
        self.store.blobs().path(fingerprint)
    }

    /// Returns the folder of what watches have learnt; losing it costs time only.
    pub(crate) fn states(&self) -> PathBuf {
        self.folder.join("states")
    }

    /// Makes a folder of the workspace that is gone when the value is dropped.
    pub(crate) fn scratch(&self) -> Result<tempfile::TempDir, AppError> {
        tempfile::Builder::new().prefix(".scratch-").tempdir_in(&self.folder).map_err(|source| {
            AppError::File { action: "making", path: self.folder.clone(), source }
        })
    }

    /// Counts what the workspace holds.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub async fn holdings(&self) -> Result<Holdings, AppError> {
        let counts = self.store.counts().await?;
        Ok(Holdings {
            scenes: counts.scenes as usize,
            snapshots: counts.snapshots as usize,
            reports: counts.reports as usize,
            quarantined: counts.quarantined as usize,
        })
    }
}

/// Finds a profile: `<folder>/profiles/<name>.toml`, else the shipped `default`, else
/// `name` as the path of a TOML file.
///
/// # Errors
/// [`AppError::NoSuchProfile`]; [`AppError::BadProfile`] for a broken one.
pub fn find_profile(folder: &Path, name: &str) -> Result<NamedProfile, AppError> {
    let in_workspace = folder.join("profiles").join(format!("{name}.toml"));
    let text = if in_workspace.is_file() {
        read(&in_workspace)?
    } else if name == "default" {
        vigia_detect::shipped_profile::DEFAULT_PROFILE_TOML.to_owned()
    } else if Path::new(name).is_file() {
        read(Path::new(name))?
    } else {
        return Err(AppError::NoSuchProfile { name: name.to_owned() });
    };
    NamedProfile::from_toml(&text)
        .map_err(|source| AppError::BadProfile { name: name.to_owned(), source })
}

/// Returns the text of a file.
pub(crate) fn read(path: &Path) -> Result<String, AppError> {
    std::fs::read_to_string(path).map_err(|source| AppError::File {
        action: "reading",
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_profile_in_the_workspace_overrides_the_shipped_one() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(find_profile(folder.path(), "default").unwrap().profile.version, 8);
        let shipped = vigia_detect::shipped_profile::DEFAULT_PROFILE_TOML;
        std::fs::create_dir(folder.path().join("profiles")).unwrap();
        std::fs::write(
            folder.path().join("profiles/default.toml"),
            shipped.replace("version = 8", "version = 88"),
        )
        .unwrap();
        assert_eq!(find_profile(folder.path(), "default").unwrap().profile.version, 88);
    }

    #[test]
    fn a_misspelt_threshold_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let shipped = vigia_detect::shipped_profile::DEFAULT_PROFILE_TOML;
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, shipped.replace("near_m", "nearm")).unwrap();
        let error = find_profile(folder.path(), &path.display().to_string()).unwrap_err();
        assert!(matches!(error, AppError::BadProfile { .. }));
    }
}
