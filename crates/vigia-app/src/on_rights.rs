//! Alerts on and near mining rights, as their ties say.

use std::collections::BTreeSet;

use vigia_core::Alert;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Reading, Tie};
use vigia_store::AlertFilter;

use crate::error::AppError;
use crate::workspace::Workspace;

/// Tells each alert with each mining right that it was tied to when it may have begun: once,
/// by the first reading of a right that two loads have. Some alerts are held at a time.
///
/// # Errors
/// [`AppError::Store`].
pub(crate) async fn each_on_right(
    workspace: &Workspace,
    mut told: impl FnMut(&Alert, &Tie) + Send,
) -> Result<(), AppError> {
    let each = |alert: Alert| {
        let mut seen = BTreeSet::new();
        let rights = alert
            .ties
            .iter()
            .filter(|tie| tie.kind == LayerKind::MiningRight && tie.reading == Reading::AtOnset);
        for tie in rights.filter(|tie| seen.insert(tie.feature_code.as_str())) {
            told(&alert, tie);
        }
    };
    Ok(workspace.store().each_alert(&AlertFilter::default(), each).await?)
}

/// Probability that a site touches what it is tied to.
pub(crate) fn touches(tie: &Tie) -> f64 {
    let inside = if tie.share > 0.0 { 1.0 } else { 0.0 };
    tie.certainty.map_or(inside, |certainty| certainty.touches)
}
