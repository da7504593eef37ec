//! Declared production beside what is seen: for prosecutors and analysts, as intelligence.

mod looks;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::{Geometry, MultiPolygon};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use vigia_core::layer::LayerKind;
use vigia_core::production::{Declaration, ProductionFinding, Working};
use vigia_core::profile::ProductionThresholds;
use vigia_core::tie::Tie;
use vigia_core::{Alert, Problem, ProblemCode};
use vigia_store::{AuditEntry, ProductionLoad};
use vigia_ties::production::{RightFacts, declared, finding};

use crate::error::AppError;
use crate::on_rights::{each_on_right, touches};
use crate::progress::Progress;
use crate::territory::newest;
use crate::workspace::Workspace;

/// Largest file of declarations.
const FILE_MAX_BYTES: u64 = 64 << 20;
/// Most rights whose ground is looked at; those with the most gold come first.
const LOOKED_AT_MAX: usize = 2_000;

/// What does not fit together, and what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductionFindings {
    /// The load that was asked; `None`: there is none yet.
    pub load: Option<ProductionLoad>,
    /// Findings, those with the most gold first, then those with the most ground.
    pub findings: Vec<ProductionFinding>,
    /// Rights that declare gold and that no layer of mining rights has.
    pub unknown_rights: Vec<String>,
    /// Rights that declare gold and whose ground has not been looked at in every scene of its
    /// months: none of the findings.
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

/// Looks at the ground of rights that declare gold, in every scene that has not been looked at
/// yet; with [`findings`] nothing is read from a scene. Returns at how many rights it looked.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Raster`] where a scene can no longer be read.
pub async fn look(workspace: &Workspace, progress: Progress<'_>) -> Result<usize, AppError> {
    let Some(gathered) = Gathered::of(workspace).await? else { return Ok(0) };
    let asked = gathered.to_look_at();
    looks::look(workspace, &asked, progress).await?;
    Ok(asked.len())
}

/// Returns what the newest load and what is seen do not have in common. A right whose ground
/// has not been looked at in every scene of its months is none of the findings: one more scene
/// may show a working.
///
/// # Errors
/// [`AppError::Store`].
pub async fn findings(workspace: &Workspace) -> Result<ProductionFindings, AppError> {
    let Some(mut gathered) = Gathered::of(workspace).await? else {
        return Ok(ProductionFindings {
            load: None,
            findings: Vec::new(),
            unknown_rights: Vec::new(),
            not_looked_at: 0,
        });
    };
    let not_looked_at = gathered.add_looks(workspace).await?;
    let mut findings = gathered.findings();
    let gold = |found: &ProductionFinding| found.declared.map_or(0.0, |of| of.kilograms);
    let ground = |found: &ProductionFinding| -> f64 {
        found.workings.iter().map(|working| working.area.0).sum()
    };
    findings.sort_by(|a, b| {
        (gold(b).total_cmp(&gold(a)))
            .then(ground(b).total_cmp(&ground(a)))
            .then(a.right.cmp(&b.right))
    });
    let Gathered { load, unknown_rights, .. } = gathered;
    Ok(ProductionFindings { load: Some(load), findings, unknown_rights, not_looked_at })
}

/// Returns the findings for a person, and notes that they read them.
///
/// # Errors
/// As [`findings`].
pub async fn asked_findings(
    workspace: &Workspace,
    who: &str,
) -> Result<ProductionFindings, AppError> {
    let found = findings(workspace).await?;
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

/// The newest load beside rights and workings.
struct Gathered {
    load: ProductionLoad,
    thresholds: ProductionThresholds,
    /// Those with the most gold first.
    rights: Vec<Right>,
    unknown_rights: Vec<String>,
}

/// A right with its ground.
struct Right {
    facts: RightFacts,
    ground: MultiPolygon<f64>,
}

impl Gathered {
    async fn of(workspace: &Workspace) -> Result<Option<Self>, AppError> {
        let Some((load, declarations)) = workspace.store().newest_production().await? else {
            return Ok(None);
        };
        let thresholds = workspace.profile("default")?.profile.production;
        let mut by_right: BTreeMap<String, Vec<Declaration>> = BTreeMap::new();
        for declaration in declarations {
            by_right.entry(declaration.right.clone()).or_default().push(declaration);
        }
        let mut workings = workings(workspace).await?;
        let asked: BTreeSet<String> = by_right.keys().chain(workings.keys()).cloned().collect();
        let known = rights(workspace, &asked).await?;
        let is_unknown = |(code, of): &(&String, &Vec<Declaration>)| {
            declared(of).is_some() && !known.contains_key(*code)
        };
        let unknown_rights = by_right.iter().filter(is_unknown).map(|(code, _)| code.clone());
        let unknown_rights = unknown_rights.collect();
        let mut rights: Vec<Right> = known.into_values().collect();
        for Right { facts, .. } in &mut rights {
            facts.declarations = by_right.remove(&facts.code).unwrap_or_default();
            facts.workings = workings.remove(&facts.code).unwrap_or_default();
        }
        let kilograms =
            |right: &Right| declared(&right.facts.declarations).map_or(0.0, |of| of.kilograms);
        rights.sort_by(|a, b| {
            kilograms(b).total_cmp(&kilograms(a)).then(a.facts.code.cmp(&b.facts.code))
        });
        Ok(Some(Self { load, thresholds, rights, unknown_rights }))
    }

    /// The rights whose ground has to say it: only where nothing is known to be worked.
    fn to_look_at(&self) -> Vec<&Right> {
        self.rights.iter().filter(|right| self.needs_looks(right)).take(LOOKED_AT_MAX).collect()
    }

    fn needs_looks(&self, right: &Right) -> bool {
        finding(&right.facts, self.load.dated, &self.thresholds)
            .is_some_and(|found| found.declared.is_some())
    }

    /// Adds what was seen; takes those rights out of which not everything has been looked at,
    /// and returns how many.
    async fn add_looks(&mut self, workspace: &Workspace) -> Result<usize, AppError> {
        let mut known = looks::known(workspace, &self.to_look_at()).await?;
        let (load, thresholds, before) =
            (self.load.dated, self.thresholds.clone(), self.rights.len());
        self.rights.retain_mut(|right| {
            let found = finding(&right.facts, load, &thresholds);
            match (
                found.is_some_and(|found| found.declared.is_some()),
                known.remove(&right.facts.code),
            ) {
                (false, _) => true,
                (true, Some(looks)) => {
                    right.facts.looks = looks;
                    true
                }
                (true, None) => false,
            }
        });
        Ok(before - self.rights.len())
    }

    fn findings(&self) -> Vec<ProductionFinding> {
        let found = |right: &Right| finding(&right.facts, self.load.dated, &self.thresholds);
        self.rights.iter().filter_map(found).collect()
    }
}

/// Workings by the code of the right on which they lie, or may lie.
async fn workings(workspace: &Workspace) -> Result<BTreeMap<String, Vec<Working>>, AppError> {
    let mut workings: BTreeMap<String, Vec<Working>> = BTreeMap::new();
    let told = |alert: &Alert, tie: &Tie| {
        if touches(tie) > 0.0 {
            workings.entry(tie.feature_code.clone()).or_default().push(Working {
                alert: alert.id.clone(),
                area: tie.area,
                onset: alert.onset,
                touches: touches(tie),
            });
        }
    };
    each_on_right(workspace, told).await?;
    Ok(workings)
}

/// The rights of these codes as the newest loads have them, several parts of one together.
async fn rights(
    workspace: &Workspace,
    asked: &BTreeSet<String>,
) -> Result<BTreeMap<String, Right>, AppError> {
    let snapshots = workspace.store().snapshots().await?;
    let mut rights: BTreeMap<String, Right> = BTreeMap::new();
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
            let new = || Right { facts: facts(), ground: MultiPolygon(Vec::new()) };
            rights.entry(feature.code.clone()).or_insert_with(new).ground.0.extend(parts);
        }
    }
    Ok(rights)
}

#[cfg(test)]
mod tests;
