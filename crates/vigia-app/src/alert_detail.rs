//! One alert with everything behind it, in words.

mod history;
mod views;

use std::collections::BTreeMap;

use geo::Geometry;
use jiff::civil::Date;
use vigia_core::report::Report;
use vigia_core::tie::Tie;
use vigia_core::{Alert, AlertId, Site, priority};
use vigia_store::{AlertLook, Note};

pub use history::HistoryEntry;
pub use views::Views;

use crate::alert_list::AlertSummary;
use crate::asker::Asker;
use crate::error::AppError;
use crate::imagery::views::scenes_of;
use crate::messages::Messages;
use crate::near::{Near, reports_near};
use crate::scene_summary::{SceneSummary, summaries};
use crate::tie_words::{status_words, tie_words};
use crate::workspace::Workspace;

/// Reports this near an alert are shown beside it.
pub const REPORTS_WITHIN_M: f64 = 2_000.0;
/// Most of them.
pub const REPORTS_MAX: usize = 50;

/// An alert with everything behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertDetail {
    /// What the list says.
    pub summary: AlertSummary,
    /// Why, the weightiest first.
    pub reasons: Vec<ReasonInWords>,
    /// On whose ground, each with its words.
    pub ties: Vec<TieInWords>,
    /// Scenes behind it, by acquisition.
    pub scenes: Vec<SceneSummary>,
    /// Optical views before and after.
    pub views: Views,
    /// Its site; `None` where it is no longer stored.
    pub site: Option<Site>,
    /// What happened to it, oldest first.
    pub history: Vec<HistoryEntry>,
    /// What people wrote, newest last; beside the alerts of sites that merged into this
    /// one too.
    pub notes: Vec<Note>,
    /// Reports nearby, nearest first.
    pub reports: Vec<Near<Report>>,
    /// Who opened it first; `None` where nobody had before.
    pub look: Option<AlertLook>,
}

/// A reason in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct ReasonInWords {
    /// Feature or fact.
    pub code: String,
    /// What it says.
    pub text: String,
    /// Its value, in the unit that the text states.
    pub value: f64,
    /// Contribution to the log-odds of mining.
    pub contribution: f64,
}

/// A tie with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct TieInWords {
    /// The tie, as the reader may see it.
    pub tie: Tie,
    /// The layer; empty where its snapshot is no longer there.
    pub layer: String,
    /// The day for which the layer's content stands.
    pub dated: Option<Date>,
    /// Its status in words, where the layer states one.
    pub status_text: Option<String>,
    /// How the site lies to it, with the caution that belongs to a title.
    pub words: String,
}

/// Notes that `who` has opened the alert, where nobody had: it is less urgent now.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::Store`].
pub async fn open(workspace: &Workspace, id: &str, who: &str) -> Result<(), AppError> {
    let (store, id) = (workspace.store(), AlertId::new(id));
    if store.alert_look(&id).await?.is_some() {
        return Ok(());
    }
    match store.note_alert_look(&id, who, jiff::Timestamp::now()).await? {
        true => Ok(()),
        false => Err(AppError::NoSuchAlert { id: id.to_string() }),
    }
}

/// Returns an alert with everything behind it.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::Store`]; [`AppError::Computation`].
pub async fn show(
    workspace: &Workspace,
    asker: Asker<'_>,
    id: &str,
) -> Result<AlertDetail, AppError> {
    let store = workspace.store();
    let alert = crate::alerts::show(workspace, id).await?;
    let look = store.alert_look(&alert.id).await?;
    let points = priority::score(&alert.priority, look.is_some());
    let behind = store.scenes_named(&alert.scenes).await?;
    let site = store.site(&alert.site).await?;
    let held = site.as_ref().map(|site| site.clearings.as_slice()).unwrap_or_default();
    let clearings = store.clearings_named(held).await?;
    let series = scenes_of(workspace, &clearings, &behind).await?;
    let views = views::of(workspace, &alert, series).await?;
    let shape = Geometry::MultiPolygon(alert.outline.clone());
    Ok(AlertDetail {
        reasons: reasons(&alert, asker.messages),
        ties: ties(workspace, &alert, asker).await?,
        scenes: summaries(behind).await?,
        views,
        history: history::of(workspace, &alert.id, asker.messages).await?,
        notes: notes(workspace, &alert, site.as_ref()).await?,
        reports: reports_near(workspace, &shape, REPORTS_WITHIN_M, REPORTS_MAX).await?,
        summary: AlertSummary::ranked(alert, points, asker.sight),
        look,
        site,
    })
}

async fn notes(
    workspace: &Workspace,
    alert: &Alert,
    site: Option<&Site>,
) -> Result<Vec<Note>, AppError> {
    let mut notes = workspace.store().notes(&alert.id).await?;
    for gone in site.into_iter().flat_map(|site| &site.merged_from) {
        notes.extend(workspace.store().notes(&AlertId::of_site(gone)).await?);
    }
    notes.sort_by_key(|note| note.id);
    Ok(notes)
}

fn reasons(alert: &Alert, messages: &Messages) -> Vec<ReasonInWords> {
    let mut reasons: Vec<ReasonInWords> = alert
        .reasons
        .iter()
        .map(|reason| ReasonInWords {
            code: reason.code.clone(),
            text: messages.text(
                &format!("reason-{}", reason.code.replace('_', "-")),
                &[("value", format!("{:.2}", reason.value))],
            ),
            value: reason.value,
            contribution: reason.contribution,
        })
        .collect();
    reasons.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    reasons
}

async fn ties(
    workspace: &Workspace,
    alert: &Alert,
    asker: Asker<'_>,
) -> Result<Vec<TieInWords>, AppError> {
    let snapshots = workspace.store().snapshots().await?;
    let by_id: BTreeMap<_, _> = snapshots.iter().map(|snapshot| (&snapshot.id, snapshot)).collect();
    let in_words = |tie: &Tie| {
        let tie = asker.sight.tie(tie.clone());
        let snapshot = by_id.get(&tie.snapshot);
        TieInWords {
            layer: snapshot.map(|snapshot| snapshot.layer.to_string()).unwrap_or_default(),
            dated: snapshot.map(|snapshot| snapshot.dated),
            status_text: tie.status.as_deref().map(|status| status_words(status, asker.messages)),
            words: tie_words(&tie, asker.sight, asker.messages),
            tie,
        }
    };
    Ok(alert.ties.iter().map(in_words).collect())
}

#[cfg(test)]
pub(crate) mod tests;
