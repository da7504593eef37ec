//! Layers: what context there is, each with all its dated snapshots.

use std::collections::BTreeMap;

use vigia_core::LayerId;
use vigia_core::layer::{LayerKind, Snapshot};
pub use vigia_ties::changes::{Change, FeatureChange};

use crate::error::AppError;
use crate::workspace::Workspace;

/// A layer with its snapshots.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The dataset.
    pub layer: LayerId,
    /// What its newest snapshot describes.
    pub kind: LayerKind,
    /// Its loads, the newest first.
    pub snapshots: Vec<Snapshot>,
}

/// Returns all layers, by name.
///
/// # Errors
/// [`AppError::Store`].
pub async fn list(workspace: &Workspace) -> Result<Vec<Layer>, AppError> {
    Ok(by_layer(workspace.store().snapshots().await?))
}

/// Returns what changed from one snapshot to another, by the features' codes.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown snapshot; [`AppError::Store`].
pub async fn changes(
    workspace: &Workspace,
    from: &str,
    to: &str,
) -> Result<Vec<FeatureChange>, AppError> {
    let known = workspace.store().snapshots().await?;
    let mut loads = Vec::with_capacity(2);
    for id in [from, to] {
        let snapshot = known.iter().find(|snapshot| snapshot.id.as_str() == id);
        let snapshot =
            snapshot.ok_or_else(|| AppError::NotFound { noun: "snapshot", id: id.to_owned() })?;
        loads.push(workspace.store().features(&snapshot.id).await?);
    }
    Ok(tokio::task::block_in_place(|| vigia_ties::changes::changes(&loads[0], &loads[1])))
}

fn by_layer(snapshots: Vec<Snapshot>) -> Vec<Layer> {
    let mut layers: BTreeMap<LayerId, Vec<Snapshot>> = BTreeMap::new();
    for snapshot in snapshots {
        layers.entry(snapshot.layer.clone()).or_default().push(snapshot);
    }
    let newest_first = |(layer, mut snapshots): (LayerId, Vec<Snapshot>)| {
        snapshots.sort_by(|a, b| (b.dated, &b.id).cmp(&(a.dated, &a.id)));
        let kind = snapshots.first()?.kind;
        Some(Layer { layer, kind, snapshots })
    };
    layers.into_iter().filter_map(newest_first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};
    use vigia_core::{Fingerprint, SnapshotId};

    fn snapshot(layer: &str, dated: Date) -> Snapshot {
        Snapshot {
            id: SnapshotId::new(format!("{layer}@{dated}#00")),
            layer: LayerId::new(layer),
            kind: LayerKind::River,
            source: "rios.geojson".to_owned(),
            licence: None,
            dated,
            fingerprint: Fingerprint::of(b""),
            source_crs: "EPSG:4326".to_owned(),
            operation: "noop".to_owned(),
            operation_accuracy_m: None,
            features: 1,
        }
    }

    #[test]
    fn each_layer_stands_once_with_its_newest_snapshot_first() {
        let (old, new) = (date(2024, 1, 1), date(2025, 1, 1));
        let found = by_layer(vec![snapshot("b", old), snapshot("a", old), snapshot("b", new)]);
        let told: Vec<_> = found
            .iter()
            .map(|layer| (layer.layer.as_str(), layer.snapshots[0].dated, layer.snapshots.len()))
            .collect();
        assert_eq!(told, [("a", old, 1), ("b", new, 2)]);
    }
}
