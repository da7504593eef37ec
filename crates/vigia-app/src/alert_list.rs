//! The list of alerts: a page of summaries, in the coordinates that people quote.

use geo::Orient;
use geo::orient::Direction;
use vigia_core::Alert;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Reading, Tie};
pub use vigia_store::{AlertCursor, AlertFilter, AlertSort};

use crate::error::AppError;
use crate::place::Place;
use crate::sight::Sight;
use crate::workspace::Workspace;

/// Most ties of a summary.
pub const BRIEF_TIES_MAX: usize = 5;

/// An alert as it stands in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertSummary {
    /// The alert; its ties as the reader may see them.
    pub alert: Alert,
    /// Where to go: the middle of the outline, or a point inside it.
    pub place: Option<Place>,
    /// Its points, given whether somebody has opened it; `None` where that was not asked.
    pub priority: Option<f64>,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertSummaries {
    /// The alerts, in the order that was asked for.
    pub alerts: Vec<AlertSummary>,
    /// How many there are on all pages.
    pub total: u64,
    /// Where the next page begins; `None` on the last.
    pub next: Option<AlertCursor>,
}

impl AlertSummary {
    /// Returns the alert as a reader of that sight may see it, its outer rings
    /// counter-clockwise as RFC 7946 wants them.
    #[must_use]
    pub fn of(mut alert: Alert, sight: Sight) -> Self {
        alert.ties = alert.ties.into_iter().map(|tie| sight.tie(tie)).collect();
        alert.outline = alert.outline.orient(Direction::Default);
        let place = Place::of_alert(&alert);
        Self { alert, place, priority: None }
    }

    /// Returns the alert as a reader of that sight may see it, with its points.
    #[must_use]
    pub fn ranked(alert: Alert, priority: f64, sight: Sight) -> Self {
        Self { priority: Some(priority), ..Self::of(alert, sight) }
    }

    /// Returns the ties that tell most, at most [`BRIEF_TIES_MAX`]: the largest shares,
    /// then the nearest. Districts hold everything and tell least, so they come last.
    #[must_use]
    pub fn brief_ties(&self) -> Vec<&Tie> {
        let at_onset = self.alert.ties.iter().filter(|tie| tie.reading == Reading::AtOnset);
        let mut ties: Vec<&Tie> = at_onset.collect();
        ties.sort_by(|a, b| {
            let tells_little = |tie: &Tie| tie.kind == LayerKind::District;
            (tells_little(a).cmp(&tells_little(b)))
                .then(b.share.total_cmp(&a.share))
                .then(a.distance.0.total_cmp(&b.distance.0))
                .then(a.feature_code.cmp(&b.feature_code))
        });
        ties.truncate(BRIEF_TIES_MAX);
        ties
    }
}

/// Returns one page of the alerts that the filter chooses.
///
/// # Errors
/// [`AppError::Store`].
pub async fn page(
    workspace: &Workspace,
    sight: Sight,
    filter: &AlertFilter,
) -> Result<AlertSummaries, AppError> {
    let page = workspace.store().alerts(filter).await?;
    let alerts = page.alerts.into_iter();
    let alerts = alerts.map(|one| AlertSummary::ranked(one.alert, one.priority, sight)).collect();
    Ok(AlertSummaries { alerts, total: page.total, next: page.next })
}

#[cfg(test)]
mod tests;
