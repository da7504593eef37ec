//! Who holds what, and what has been cleared around it: for those who investigate.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::json;
use vigia_core::layer::LayerKind;
use vigia_core::tie::Tie;
use vigia_core::{Alert, AlertId, Hectares};
use vigia_store::{AuditEntry, HolderVerdict};
pub use vigia_ties::holders::Suggestion;
use vigia_ties::holders::{self, HeldRecord, Verdict, ordered};
use vigia_vector::field_mapping::ruc_of;

use crate::error::AppError;
use crate::on_rights::{each_on_right, touches};
use crate::search::folding::folded;
use crate::territory::newest;
use crate::workspace::Workspace;

/// Kinds of layers whose features somebody holds.
const HELD: [LayerKind; 2] = [LayerKind::MiningRight, LayerKind::Reinfo];
/// A clearing is around a title where it lies this near, in metres.
pub const AROUND_M: f64 = 1_000.0;

/// A holder with the clearings on and around what is theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct HolderInView {
    /// The holder.
    pub holder: holders::Holder,
    /// Clearings that touch a mining right of theirs, more likely than not.
    pub on: BTreeSet<AlertId>,
    /// Ground of those that lies inside.
    pub area: Hectares,
    /// Others within [`AROUND_M`] of one.
    pub around: BTreeSet<AlertId>,
}

/// All holders, those with most cleared ground first, and who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Holders {
    /// The holders.
    pub holders: Vec<HolderInView>,
    /// Who may be one; nothing is joined until a person says so.
    pub suggestions: Vec<Suggestion>,
}

/// Returns who holds the mining rights and REINFO records of the newest loads.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Input`] for a broken mapping.
pub async fn list(workspace: &Workspace) -> Result<Holders, AppError> {
    let mappings = workspace.layer_mappings()?;
    let snapshots = workspace.store().snapshots().await?;
    let mut records = Vec::new();
    for snapshot in newest(&snapshots).filter(|load| HELD.contains(&load.kind)) {
        for feature in workspace.store().features(&snapshot.id).await? {
            let ruc = ruc_of(snapshot.kind, &feature.attributes, &mappings);
            let holder = feature.holder.unwrap_or_default();
            records.push(HeldRecord {
                kind: snapshot.kind.name(),
                code: feature.code,
                // `S.A.C.` and `SAC` are one word.
                name: folded(&holder.replace('.', "")),
                holder,
                ruc,
            });
        }
    }
    let verdicts = verdicts(workspace).await?;
    let cleared = cleared(workspace).await?;
    tokio::task::spawn_blocking(move || {
        let found = holders::holders(&records, &verdicts);
        let suggestions = holders::suggestions(&found, &verdicts);
        let mut holders: Vec<HolderInView> =
            found.into_iter().map(|holder| in_view(holder, &cleared)).collect();
        holders.sort_by(|a, b| {
            (b.area.0.total_cmp(&a.area.0))
                .then(b.around.len().cmp(&a.around.len()))
                .then(b.holder.features.len().cmp(&a.holder.features.len()))
                .then(a.holder.key.cmp(&b.holder.key))
        });
        Ok(Holders { holders, suggestions })
    })
    .await?
}

/// Returns the holders for a person, and notes that they read them.
///
/// # Errors
/// As [`list`].
pub async fn asked_list(workspace: &Workspace, who: &str) -> Result<Holders, AppError> {
    let found = list(workspace).await?;
    let entry = AuditEntry {
        actor: who.to_owned(),
        action: "read".to_owned(),
        subject: "holders".to_owned(),
        detail: json!({ "holders": found.holders.len() }),
    };
    workspace.store().audit(&entry, Timestamp::now()).await?;
    Ok(found)
}

/// Says that two keys are one holder, or two. The latest word counts.
///
/// # Errors
/// [`AppError::NotFound`] where no holder has such a key; [`AppError::BadValue`] for a key
/// with itself; [`AppError::Store`].
pub async fn decide(
    workspace: &Workspace,
    (a, b): (&str, &str),
    is_same: bool,
    who: &str,
) -> Result<(), AppError> {
    let known = list(workspace).await?;
    for key in [a, b] {
        let has = |one: &HolderInView| one.holder.key == key || one.holder.also.contains(key);
        if !known.holders.iter().any(has) {
            return Err(AppError::NotFound { noun: "holder", id: key.to_owned() });
        }
    }
    if a == b {
        let arguments = vec![("value", a.to_owned())];
        return Err(AppError::BadValue { field: "b", words: "value-same-holder", arguments });
    }
    let (a, b) = ordered(a.to_owned(), b.to_owned());
    let verdict = HolderVerdict { a, b, is_same };
    Ok(workspace.store().add_holder_verdict(&verdict, who, Timestamp::now()).await?)
}

async fn verdicts(workspace: &Workspace) -> Result<BTreeMap<(String, String), Verdict>, AppError> {
    let said = workspace.store().holder_verdicts().await?.into_iter();
    let verdict = |said: HolderVerdict| {
        let verdict = if said.is_same { Verdict::Same } else { Verdict::Different };
        ((said.a, said.b), verdict)
    };
    Ok(said.map(verdict).collect())
}

/// A clearing on or near a right.
struct Cleared {
    alert: AlertId,
    is_on: bool,
    area_ha: f64,
}

async fn cleared(workspace: &Workspace) -> Result<BTreeMap<String, Vec<Cleared>>, AppError> {
    let touches_min = workspace.profile("default")?.profile.production.touches_min;
    let mut cleared: BTreeMap<String, Vec<Cleared>> = BTreeMap::new();
    let near = |alert: &Alert, tie: &Tie| {
        if tie.distance.0 <= AROUND_M {
            cleared.entry(tie.feature_code.clone()).or_default().push(Cleared {
                alert: alert.id.clone(),
                is_on: touches(tie) >= touches_min,
                area_ha: tie.area.0,
            });
        }
    };
    each_on_right(workspace, near).await?;
    Ok(cleared)
}

fn in_view(holder: holders::Holder, cleared: &BTreeMap<String, Vec<Cleared>>) -> HolderInView {
    let (mut on, mut around, mut area_ha) = (BTreeSet::new(), BTreeSet::new(), 0.0);
    let rights = holder.features.iter().filter(|(kind, _)| kind == LayerKind::MiningRight.name());
    for of_right in rights.filter_map(|(_, code)| cleared.get(code)).flatten() {
        let set = if of_right.is_on { &mut on } else { &mut around };
        set.insert(of_right.alert.clone());
        area_ha += if of_right.is_on { of_right.area_ha } else { 0.0 };
    }
    around.retain(|alert| !on.contains(alert));
    HolderInView { holder, on, area: Hectares(area_ha), around }
}
