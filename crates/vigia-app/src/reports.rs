//! Field reports: a page of them, and one.

use geo::Rect;
use vigia_core::ReportId;
use vigia_core::report::Report;
pub use vigia_store::{ReportCursor, ReportPage};

use crate::error::AppError;
use crate::workspace::Workspace;

/// Returns one page of the reports inside `bbox` (EPSG:4326), the newest first.
///
/// # Errors
/// [`AppError::Store`].
pub async fn page(
    workspace: &Workspace,
    bbox: Option<Rect<f64>>,
    after: Option<&ReportCursor>,
    limit: u32,
) -> Result<ReportPage, AppError> {
    Ok(workspace.store().reports_page(bbox, after, limit).await?)
}

/// Returns one report.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn show(workspace: &Workspace, id: &str) -> Result<Report, AppError> {
    let found = workspace.store().report(&ReportId::new(id)).await?;
    found.ok_or_else(|| AppError::NotFound { noun: "report", id: id.to_owned() })
}
