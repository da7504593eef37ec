//! How much a workspace holds, and of when.

use jiff::Timestamp;

use crate::error::AppError;
use crate::synthetic::is_synthetic;
use crate::workspace::Workspace;

/// How much a workspace holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceStatus {
    /// Scenes.
    pub scenes: u64,
    /// Layer snapshots.
    pub layers: u64,
    /// Field reports.
    pub reports: u64,
    /// Alerts.
    pub alerts: u64,
    /// When the newest scene was taken.
    pub latest_acquisition: Option<Timestamp>,
    /// Whether this is a made world, not a seen one.
    pub is_synthetic: bool,
}

/// Reads how much `workspace` holds.
///
/// # Errors
/// [`AppError::Store`].
pub async fn read(workspace: &Workspace) -> Result<WorkspaceStatus, AppError> {
    let store = workspace.store();
    let counts = store.counts().await?;
    Ok(WorkspaceStatus {
        scenes: counts.scenes,
        layers: counts.snapshots,
        reports: counts.reports,
        alerts: counts.alerts,
        latest_acquisition: store.latest_acquisition().await?,
        is_synthetic: is_synthetic(&store.snapshots().await?),
    })
}
