//! Open files, lent to one worker at a time.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use gdal::Dataset;
use vigia_core::Fingerprint;
use vigia_core::scene::Asset;

use crate::{RasterError, configure, geotiff};

/// Files kept open between uses. A series of 184 scenes reads about 550; a process may
/// usually have 1,024 open.
pub const OPEN_MAX: usize = 600;

/// Keeps files open, because opening one costs more than reading a window of it.
///
/// GDAL 3.6 datasets are not thread-safe: each is lent to one borrower, and a second
/// borrower of the same file gets a dataset of its own. The ones that were idle for longest
/// are closed first. Files are addressed by their content, so a kept one is never stale.
pub struct DatasetPool {
    locate: Box<dyn Fn(&Fingerprint) -> PathBuf + Send + Sync>,
    idle: Mutex<VecDeque<Idle>>,
    limit: usize,
}

struct Idle {
    fingerprint: Fingerprint,
    dataset: Dataset,
}

/// An open file in the hands of one worker; dropping it gives it back.
pub struct Lent<'a> {
    pool: &'a DatasetPool,
    fingerprint: Fingerprint,
    // Empty only while it is being given back.
    dataset: Option<Dataset>,
    path: PathBuf,
}

impl DatasetPool {
    /// Makes a pool that keeps at most `limit` files open while nobody uses them; `locate`
    /// says where the content of a fingerprint lies.
    #[must_use]
    pub fn new(
        limit: usize,
        locate: impl Fn(&Fingerprint) -> PathBuf + Send + Sync + 'static,
    ) -> Self {
        configure();
        Self { locate: Box::new(locate), idle: Mutex::new(VecDeque::new()), limit }
    }

    /// Lends the asset's file.
    ///
    /// # Errors
    /// [`RasterError::Open`]; [`RasterError::NotAsCatalogued`] where it has another size or
    /// fewer bands than the asset.
    pub fn lend(&self, asset: &Asset) -> Result<Lent<'_>, RasterError> {
        let path = (self.locate)(&asset.fingerprint);
        let dataset = match self.take(&asset.fingerprint) {
            Some(dataset) => dataset,
            None => geotiff::open(&path)
                .map_err(|source| RasterError::Open { path: path.clone(), source })?,
        };
        let lent =
            Lent { pool: self, fingerprint: asset.fingerprint, dataset: Some(dataset), path };
        lent.check(asset)?;
        Ok(lent)
    }

    /// Returns how many files are open and idle.
    #[must_use]
    pub fn idle_count(&self) -> usize {
        self.lock().len()
    }

    fn take(&self, fingerprint: &Fingerprint) -> Option<Dataset> {
        let mut idle = self.lock();
        let place = idle.iter().rposition(|idle| idle.fingerprint == *fingerprint)?;
        idle.remove(place).map(|found| found.dataset)
    }

    fn give_back(&self, returned: Idle) {
        let mut idle = self.lock();
        idle.push_back(returned);
        let surplus = idle.len().saturating_sub(self.limit);
        let closed: Vec<Idle> = idle.drain(..surplus).collect();
        // Closing a file takes GDAL's own locks: not under ours.
        drop(idle);
        drop(closed);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    /// Returns the dataset.
    ///
    /// # Errors
    /// Never in practice: the dataset leaves only on drop.
    pub(crate) fn dataset(&self) -> Result<&Dataset, RasterError> {
        self.dataset.as_ref().ok_or_else(|| RasterError::NotAsCatalogued {
            path: self.path.clone(),
            detail: "it was given back already".to_owned(),
        })
    }

    /// Wraps GDAL's failure to read this file.
    pub(crate) fn failed(&self, source: gdal::errors::GdalError) -> RasterError {
        RasterError::Read { path: self.path.clone(), source }
    }

    fn check(&self, asset: &Asset) -> Result<(), RasterError> {
        let dataset = self.dataset()?;
        let (size, bands) = (dataset.raster_size(), dataset.raster_count());
        let as_catalogued =
            size == (asset.grid.cols, asset.grid.rows) && (1..=bands).contains(&asset.band_number);
        if as_catalogued {
            return Ok(());
        }
        let detail = format!("{size:?} pixels and {bands} bands");
        Err(RasterError::NotAsCatalogued { path: self.path.clone(), detail })
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(dataset) = self.dataset.take() {
            self.pool.give_back(Idle { fingerprint: self.fingerprint, dataset });
        }
    }
}
