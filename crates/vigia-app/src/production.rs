//! Declared production beside what is seen: for prosecutors and analysts, as intelligence.

mod looks;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::{Geometry, MultiPolygon};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use tokio::sync::Semaphore;
use vigia_core::layer::LayerKind;
use vigia_core::production::{Declaration, ProductionFinding, Working};
use vigia_core::tie::{Reading, Tie};
use vigia_core::{Alert, Problem, ProblemCode};
use vigia_store::{AlertFilter, AuditEntry, ProductionLoad};
use vigia_ties::production::{RightFacts, declared, finding};

use crate::error::AppError;
use crate::progress::Progress;
use crate::territory::newest;
use crate::workspace::Workspace;

/// Largest file of declarations.
const FILE_MAX_BYTES: u64 = 64 << 20;
/// Most rights whose ground is looked at; those with the most gold come first.
const LOOKED_AT_MAX: usize = 2_000;

static READERS: Semaphore = Semaphore::const_new(1);

/// What does not fit together, and what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductionFindings {
    /// The load that was asked; `None`: there is none yet.
    pub load: Option<ProductionLoad>,
    /// Findings, those with the most gold first, then those with the most ground.
    pub findings: Vec<ProductionFinding>,
    /// Rights that declare gold and that no layer of mining rights has.
    pub unknown_rights: Vec<String>,
    /// Rights that declare gold and whose ground was not looked at: there are too many.
    pub not_looked_at: usize,
}

/// Loads declarations of gold by right and month from a table (CSV); whole, or not at all: a
/// right whose declaration is missing would read as one that declares nothing.
///
/// - `dated`: the day for which it stands; the last month's end where not given.
/// - Result: the load and whether it is new.
///
/// # Errors
/// [`AppError::Input`] naming the lines that cannot be read; [`AppError::Store`].
pub async fn load(
    workspace: &Workspace,
    path: &Path,
    dated: Option<Date>,
    who: &str,
) -> Result<(ProductionLoad, usize, bool), AppError> {
    let subject = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string())
    };
    let size_bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if size_bytes > FILE_MAX_BYTES {
        let detail = format!("{size_bytes} bytes, at most {FILE_MAX_BYTES}");
        return Err(Problem::new(ProblemCode::TooLarge, subject, detail).into());
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let declarations = tokio::task::block_in_place(|| table::read(&subject, &bytes))?;
    let last = declarations.iter().map(|one| one.month.last_of_month()).max();
    let empty = || Problem::new(ProblemCode::LayerEmpty, &subject, "no declaration of gold");
    let dated = dated.or(last).ok_or_else(empty)?;
    let fingerprint = workspace.store().blobs().put_bytes(&bytes)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let load = ProductionLoad {
        id: format!("{dated}#{}", fingerprint.short(8)),
        dated,
        source: name.unwrap_or_default(),
        fingerprint,
    };
    let store = workspace.store();
    let is_new = store.add_production(&load, &declarations, who, Timestamp::now()).await?;
    Ok((load, declarations.len(), is_new))
}

/// Returns what the newest load and what is seen do not have in common.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Raster`] where a scene can no longer be read.
pub async fn findings(
    workspace: &Workspace,
    progress: Progress<'_>,
) -> Result<ProductionFindings, AppError> {
    let Some((load, declarations)) = workspace.store().newest_production().await? else {
        return Ok(ProductionFindings {
            load: None,
            findings: Vec::new(),
            unknown_rights: Vec::new(),
            not_looked_at: 0,
        });
    };
    let thresholds = workspace.profile("default")?.profile.production;
    let mut by_right: BTreeMap<String, Vec<Declaration>> = BTreeMap::new();
    for declaration in declarations {
        by_right.entry(declaration.right.clone()).or_default().push(declaration);
    }
    let mut workings = workings(workspace).await?;
    let asked: BTreeSet<String> = by_right.keys().chain(workings.keys()).cloned().collect();
    let rights = rights(workspace, &asked).await?;
    let declares = |code: &String| by_right.get(code).is_some_and(|of| declared(of).is_some());
    let unknown_rights: Vec<String> = by_right
        .keys()
        .filter(|code| declares(code) && !rights.contains_key(*code))
        .cloned()
        .collect();
    let mut facts: Vec<(RightFacts, MultiPolygon<f64>)> = Vec::with_capacity(rights.len());
    for (code, right) in rights {
        let declarations = by_right.remove(&code).unwrap_or_default();
        let workings = workings.remove(&code).unwrap_or_default();
        facts.push((RightFacts { declarations, workings, ..right.0 }, right.1));
    }
    let kilograms =
        |facts: &RightFacts| declared(&facts.declarations).map_or(0.0, |of| of.kilograms);
    facts.sort_by(|(a, _), (b, _)| kilograms(b).total_cmp(&kilograms(a)).then(a.code.cmp(&b.code)));
    // Only where nothing is known to be worked does the ground itself have to say it.
    let needs_looks = |(facts, _): &&mut (RightFacts, MultiPolygon<f64>)| {
        finding(facts, load.dated, &thresholds).is_some_and(|found| found.declared.is_some())
    };
    let mut open: Vec<&mut (RightFacts, MultiPolygon<f64>)> =
        facts.iter_mut().filter(needs_looks).collect();
    let not_looked_at = open.len().saturating_sub(LOOKED_AT_MAX);
    open.truncate(LOOKED_AT_MAX);
    looks::look(workspace, &mut open, progress).await?;
    let mut findings: Vec<ProductionFinding> =
        facts.iter().filter_map(|(facts, _)| finding(facts, load.dated, &thresholds)).collect();
    let gold = |found: &ProductionFinding| found.declared.map_or(0.0, |of| of.kilograms);
    let ground = |found: &ProductionFinding| -> f64 {
        found.workings.iter().map(|working| working.area.0).sum()
    };
    findings.sort_by(|a, b| {
        (gold(b).total_cmp(&gold(a)))
            .then(ground(b).total_cmp(&ground(a)))
            .then(a.right.cmp(&b.right))
    });
    Ok(ProductionFindings { load: Some(load), findings, unknown_rights, not_looked_at })
}

/// Returns the findings for a person, and notes that they read them.
///
/// One person at a time: it reads many scenes.
///
/// # Errors
/// As [`findings`].
pub async fn asked_findings(
    workspace: &Workspace,
    who: &str,
) -> Result<ProductionFindings, AppError> {
    // A semaphore that is never closed always gives a permit.
    let _turn = READERS.acquire().await.ok();
    let found = findings(workspace, &|_| {}).await?;
    let entry = AuditEntry {
        actor: who.to_owned(),
        action: "read".to_owned(),
        subject: "production findings".to_owned(),
        detail: json!({
            "load": found.load.as_ref().map(|load| &load.id),
            "findings": found.findings.len(),
        }),
    };
    workspace.store().audit(&entry, Timestamp::now()).await?;
    Ok(found)
}

/// Workings by the code of the right on which they lie, or may lie.
async fn workings(workspace: &Workspace) -> Result<BTreeMap<String, Vec<Working>>, AppError> {
    let filter = AlertFilter { layer: Some(LayerKind::MiningRight), ..AlertFilter::default() };
    let mut workings: BTreeMap<String, Vec<Working>> = BTreeMap::new();
    for alert in workspace.store().every_alert(&filter).await? {
        let mut seen = BTreeSet::new();
        let on_rights = alert
            .ties
            .iter()
            .filter(|tie| tie.kind == LayerKind::MiningRight && tie.reading == Reading::AtOnset);
        // Of a right that two loads of the onset have, the first reading counts.
        for tie in on_rights.filter(|tie| seen.insert(tie.feature_code.clone())) {
            workings.entry(tie.feature_code.clone()).or_default().push(working(&alert, tie));
        }
    }
    Ok(workings)
}

fn working(alert: &Alert, tie: &Tie) -> Working {
    let inside = if tie.share > 0.0 { 1.0 } else { 0.0 };
    Working {
        alert: alert.id.clone(),
        area: tie.area,
        onset: alert.onset,
        touches: tie.certainty.map_or(inside, |certainty| certainty.touches),
    }
}

/// The rights of these codes as the newest loads have them, several parts of one together.
async fn rights(
    workspace: &Workspace,
    asked: &BTreeSet<String>,
) -> Result<BTreeMap<String, (RightFacts, MultiPolygon<f64>)>, AppError> {
    let snapshots = workspace.store().snapshots().await?;
    let mut rights: BTreeMap<String, (RightFacts, MultiPolygon<f64>)> = BTreeMap::new();
    for snapshot in newest(&snapshots).filter(|load| load.kind == LayerKind::MiningRight) {
        for feature in workspace.store().features(&snapshot.id).await? {
            if !asked.contains(&feature.code) {
                continue;
            }
            let parts = match feature.geometry {
                Geometry::Polygon(part) => vec![part],
                Geometry::MultiPolygon(parts) => parts.0,
                _ => continue,
            };
            let facts = || RightFacts {
                code: feature.code.clone(),
                name: feature.name.clone(),
                holder: feature.holder.clone(),
                status: feature.status.clone(),
                ..RightFacts::default()
            };
            let right = rights
                .entry(feature.code.clone())
                .or_insert_with(|| (facts(), MultiPolygon(Vec::new())));
            right.1.0.extend(parts);
        }
    }
    Ok(rights)
}

#[cfg(test)]
mod tests;
