//! The newest snapshot of every layer, indexed by place and by name, shared by all readers.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::Mutex;
use vigia_core::SnapshotId;
use vigia_core::layer::{Feature, Snapshot};
use vigia_ties::TieIndex;

use crate::error::AppError;
use crate::search::gazetteer::Gazetteer;
use crate::workspace::Workspace;

/// What is known of the ground; immutable.
pub struct Territory {
    snapshots: Vec<Snapshot>,
    ties: TieIndex,
    gazetteer: Gazetteer,
}

/// Keeps the territory until a snapshot is added: memory for one, built by one.
#[derive(Default)]
pub(crate) struct TerritoryCache {
    latest: Mutex<Option<Arc<Territory>>>,
}

impl Territory {
    /// Indexes `layers`: each snapshot with its features.
    #[must_use]
    pub fn build(layers: &[(Snapshot, Vec<Feature>)]) -> Self {
        Self {
            snapshots: layers.iter().map(|(snapshot, _)| snapshot.clone()).collect(),
            ties: TieIndex::build(layers),
            gazetteer: Gazetteer::build(layers),
        }
    }

    /// Returns the snapshots, by layer.
    #[must_use]
    pub fn snapshots(&self) -> &[Snapshot] {
        &self.snapshots
    }

    /// Returns the features by place.
    #[must_use]
    pub const fn ties(&self) -> &TieIndex {
        &self.ties
    }

    /// Returns the features by name.
    #[must_use]
    pub const fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    fn is_of(&self, newest: &[Snapshot]) -> bool {
        let ids = |snapshots: &[Snapshot]| -> Vec<SnapshotId> {
            snapshots.iter().map(|snapshot| snapshot.id.clone()).collect()
        };
        ids(&self.snapshots) == ids(newest)
    }
}

impl Workspace {
    /// Returns the territory as of now. The first call after a snapshot was added builds
    /// it (about a second for 70,000 features); calls at the same time wait for that one.
    ///
    /// # Errors
    /// [`AppError::Store`]; [`AppError::Computation`].
    pub async fn territory(&self) -> Result<Arc<Territory>, AppError> {
        let all = self.store().snapshots().await?;
        let newest: Vec<Snapshot> = newest(&all).cloned().collect();
        let mut latest = self.territory_cache().latest.lock().await;
        if let Some(known) = latest.as_ref().filter(|known| known.is_of(&newest)) {
            return Ok(Arc::clone(known));
        }
        let mut layers = Vec::with_capacity(newest.len());
        for snapshot in newest {
            let features = self.store().features(&snapshot.id).await?;
            layers.push((snapshot, features));
        }
        let built = Arc::new(tokio::task::spawn_blocking(move || Territory::build(&layers)).await?);
        *latest = Some(Arc::clone(&built));
        Ok(built)
    }
}

/// A later snapshot of a layer takes the place of an earlier one; both stay stored.
pub(crate) fn newest(snapshots: &[Snapshot]) -> impl Iterator<Item = &Snapshot> {
    let mut by_layer: BTreeMap<&str, &Snapshot> = BTreeMap::new();
    for snapshot in snapshots {
        let newest = by_layer.entry(snapshot.layer.as_str()).or_insert(snapshot);
        if (snapshot.dated, &snapshot.id) > (newest.dated, &newest.id) {
            *newest = snapshot;
        }
    }
    by_layer.into_values()
}
