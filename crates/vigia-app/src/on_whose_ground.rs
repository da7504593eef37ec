//! What layers and rules say of alerts.

use std::collections::BTreeSet;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use vigia_core::layer::Snapshot;
use vigia_core::profile::AlertThresholds;
use vigia_core::tie::{Reading, Tie};
use vigia_core::{Alert, SnapshotId};
use vigia_ties::certainty::{DATUM_UNKNOWN_M, PositionErrors};
use vigia_ties::rules::{Case, LayerInForce, RuleBook};
use vigia_ties::shape_index::by_place;
use vigia_ties::tie_index::sort;
use vigia_ties::{Near, TieIndex};

use crate::error::AppError;
use crate::readings::{asked, beside};
use crate::workspace::Workspace;

/// Returns `alerts` with their ties, how sure each is, what later loads say otherwise, and
/// the indications that follow from what held at the onset.
///
/// One snapshot is held at a time, however many there are. Beyond 1 km the nearest
/// `thresholds.near_max` features of it are told, less those that did not hold at the onset.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Rule`] where a rule cannot be decided on these facts.
pub(crate) async fn told(
    workspace: &Workspace,
    alerts: Vec<Alert>,
    snapshots: &[Snapshot],
    rules: &RuleBook,
    thresholds: &AlertThresholds,
) -> Result<Vec<Alert>, AppError> {
    let asked_of: Vec<_> = alerts.iter().map(|alert| asked(snapshots, alert.onset)).collect();
    let mut ties: Vec<Vec<Tie>> = alerts.iter().map(|_| Vec::new()).collect();
    // In this order neighbours find each other's features in the processor's cache.
    let near_first = by_place(&alerts.iter().map(|alert| &alert.outline).collect::<Vec<_>>());
    let needed: BTreeSet<&SnapshotId> =
        asked_of.iter().flatten().map(|(snapshot, _)| &snapshot.id).collect();
    for snapshot in snapshots.iter().filter(|snapshot| needed.contains(&snapshot.id)) {
        let layer = [(snapshot.clone(), workspace.store().features(&snapshot.id).await?)];
        let is_asked = |at: &usize| asked_of[*at].iter().any(|(one, _)| one.id == snapshot.id);
        let asking: Vec<usize> = near_first.iter().copied().filter(is_asked).collect();
        let found: Vec<(usize, Vec<Tie>)> = tokio::task::block_in_place(|| {
            let index = TieIndex::build(&layer);
            let AlertThresholds { image_ce95_m, boundary_m, near_m, near_max, .. } = *thresholds;
            let near = Near { within_m: near_m, most: near_max as usize };
            let errors = |of: &Snapshot| errors_of(of, image_ce95_m, boundary_m);
            let ties = |at: &usize| (*at, index.ties_with(&alerts[*at].outline, near, errors));
            asking.par_iter().map(ties).collect()
        });
        found.into_iter().for_each(|(at, found)| ties[at].extend(found));
    }
    let all: Vec<_> = alerts.into_iter().zip(ties).zip(asked_of).collect();
    tokio::task::block_in_place(|| {
        let all = all.into_par_iter();
        all.map(|((alert, ties), asked)| with_ties(alert, ties, &asked, rules)).collect()
    })
}

fn with_ties(
    alert: Alert,
    ties: Vec<Tie>,
    asked: &[(&Snapshot, Reading)],
    rules: &RuleBook,
) -> Result<Alert, AppError> {
    let mut ties = beside(ties, asked, alert.onset);
    sort(&mut ties);
    let at_onset = ties.iter().filter(|tie| tie.reading == Reading::AtOnset).cloned();
    let in_force = asked.iter().filter(|(_, reading)| *reading == Reading::AtOnset);
    let in_force =
        in_force.map(|(load, _)| LayerInForce { kind: load.kind, snapshot: load.id.clone() });
    let indications = rules.indications(&Case {
        onset: alert.onset,
        area: alert.area,
        driver: alert.driver.name(),
        confidence: alert.confidence,
        ties: &at_onset.collect::<Vec<_>>(),
        layers: &in_force.collect::<Vec<_>>(),
    })?;
    Ok(Alert { ties, indications, ..alert })
}

/// How far a place and the features of a snapshot may be displaced to each other.
///
/// - `image_ce95_m`: how far the place may be off, 0 for one that was not taken from an image.
pub(crate) fn errors_of(snapshot: &Snapshot, image_ce95_m: f64, boundary_m: f64) -> PositionErrors {
    // An operation that states no accuracy says nothing of how good it is.
    let datum_m = snapshot.operation_accuracy_m.unwrap_or(DATUM_UNKNOWN_M);
    PositionErrors { image_ce95_m, boundary_m, datum_m: (datum_m > 0.0).then_some(datum_m) }
}
