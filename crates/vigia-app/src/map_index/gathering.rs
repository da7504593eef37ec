//! Reads a workspace into the content of the map.

use std::sync::Arc;

use rayon::prelude::*;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::{Alert, Fingerprint};
use vigia_store::AlertFilter;
use vigia_vector::vector_tile::{PreparedFeature, TileLayer};

use super::content::{ALERTS, MapContent, MapLayer, REPORTS, SITES, kinds};
use super::{alert_shapes, feature_shapes};
use crate::error::AppError;
use crate::territory::newest;
use crate::workspace::Workspace;

/// Most shapes of alerts in one tile; they come in the order of their rank, and a tile that
/// has no room for all says so.
const ALERTS_PER_TILE_MAX: usize = 20_000;
/// Most shapes of any other layer in one tile, the largest first.
const FEATURES_PER_TILE_MAX: usize = 10_000;

/// Builds the content; layers that are as in `current` are shared with it.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Computation`].
pub(super) async fn gather(
    workspace: &Workspace,
    current: Option<&MapContent>,
) -> Result<MapContent, AppError> {
    let store = workspace.store();
    let mut layers = Vec::new();

    let alerts = store.every_alert(&AlertFilter::default()).await?;
    layers.push(built(None, current, move || alert_layer(&alerts)).await?);
    let sites = store.sites().await?;
    let site_layer = move || {
        let print = fingerprint(&sites);
        let prepared = sites.par_iter().map(alert_shapes::site).collect();
        Recipe { name: SITES, print, prepared, room: FEATURES_PER_TILE_MAX }
    };
    layers.push(built(None, current, site_layer).await?);
    let reports = store.reports().await?;
    let report_layer = move || {
        let print = fingerprint(&reports);
        let prepared = reports.par_iter().map(alert_shapes::report).collect();
        Recipe { name: REPORTS, print, prepared, room: FEATURES_PER_TILE_MAX }
    };
    layers.push(built(None, current, report_layer).await?);

    let all = store.snapshots().await?;
    for kind in kinds() {
        let of_kind: Vec<Snapshot> =
            newest(&all).filter(|snapshot| snapshot.kind == kind).cloned().collect();
        layers.push(context_layer(workspace, current, kind, &of_kind).await?);
    }
    Ok(MapContent::new(layers))
}

/// What a layer is built from, with the hash of it.
struct Recipe {
    name: &'static str,
    print: Fingerprint,
    prepared: Vec<PreparedFeature>,
    room: usize,
}

fn alert_layer(alerts: &[Alert]) -> Recipe {
    let prepared = alerts.par_iter().flat_map_iter(alert_shapes::alert).collect();
    Recipe { name: ALERTS, print: fingerprint(alerts), prepared, room: ALERTS_PER_TILE_MAX }
}

/// Builds a layer off the async threads, unless the current one says the same.
async fn built(
    kind: Option<LayerKind>,
    current: Option<&MapContent>,
    recipe: impl FnOnce() -> Recipe + Send + 'static,
) -> Result<MapLayer, AppError> {
    let known = current.map(|content| content.layers().to_vec()).unwrap_or_default();
    let build = move || {
        let Recipe { name, print, prepared, room } = recipe();
        let same =
            known.into_iter().find(|layer| layer.name() == name && layer.fingerprint == print);
        same.unwrap_or_else(|| MapLayer {
            kind,
            fingerprint: print,
            tiles: Arc::new(TileLayer::build(name, &prepared, room)),
        })
    };
    Ok(tokio::task::spawn_blocking(build).await?)
}

/// Snapshots never change, so their names are their hash, and nothing is read for a layer
/// that is known.
async fn context_layer(
    workspace: &Workspace,
    current: Option<&MapContent>,
    kind: LayerKind,
    snapshots: &[Snapshot],
) -> Result<MapLayer, AppError> {
    let names = snapshots.iter().map(|snapshot| snapshot.id.as_str().as_bytes());
    let print = Fingerprint::of_parts(std::iter::once(kind.name().as_bytes()).chain(names));
    let known = current.and_then(|content| content.layer(kind.name()));
    if let Some(known) = known.filter(|layer| layer.fingerprint == print) {
        return Ok(known.clone());
    }
    let mut features: Vec<Feature> = Vec::new();
    for snapshot in snapshots {
        features.extend(workspace.store().features(&snapshot.id).await?);
    }
    let recipe = move || {
        feature_shapes::largest_first(&mut features);
        let shape = |feature: &Feature| feature_shapes::feature(kind, feature);
        let prepared = features.par_iter().map(shape).collect();
        Recipe { name: kind.name(), print, prepared, room: FEATURES_PER_TILE_MAX }
    };
    built(Some(kind), None, recipe).await
}

/// Hashes nouns by the document in which they are stored.
fn fingerprint<T: serde::Serialize + Sync>(nouns: &[T]) -> Fingerprint {
    let prints: Vec<Fingerprint> = nouns
        .par_iter()
        .map(|noun| Fingerprint::of(&serde_json::to_vec(noun).unwrap_or_default()))
        .collect();
    Fingerprint::of_parts(prints.iter().map(|print| print.as_bytes()))
}
