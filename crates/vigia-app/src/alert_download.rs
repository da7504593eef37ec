//! Alerts as a file to take away: spooled to disk page by page, and written down.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Semaphore;
use vigia_core::Alert;
use vigia_store::{ALERTS_PAGE_MAX, AlertFilter, AuditEntry};

use crate::alert_list::AlertSummary;
use crate::alerts::ExportFormat;
use crate::error::AppError;
use crate::exported_indications::ExportedRules;
use crate::sight::Sight;
use crate::workspace::Workspace;

/// Most alerts of one file.
pub const DOWNLOAD_MAX: u64 = 100_000;

/// GDAL writes its files from memory (about 8 kB an alert), so one is made at a time.
static OGR_FILES: Semaphore = Semaphore::const_new(1);

/// A file, open at its beginning; it goes when this is dropped.
#[derive(Debug)]
pub struct Download {
    /// The file.
    pub file: File,
    /// Its size.
    pub size_bytes: u64,
    /// How many alerts it holds.
    pub alerts: u64,
    _folder: TempDir,
}

/// Writes the alerts that the filter chooses, in its order, and notes in the audit log who
/// took them. The filter's limit and place are left aside.
///
/// - `rules`: which rules that no jurist has reviewed are taken along.
///
/// # Errors
/// [`AppError::BadValue`] above [`DOWNLOAD_MAX`]; [`AppError::File`]; [`AppError::Vector`];
/// [`AppError::Store`]; [`AppError::Computation`].
pub async fn write(
    workspace: &Workspace,
    sight: Sight,
    who: &str,
    filter: &AlertFilter,
    format: ExportFormat,
    rules: &ExportedRules,
) -> Result<Download, AppError> {
    let chosen = AlertFilter { limit: ALERTS_PAGE_MAX, after: None, ..filter.clone() };
    let alerts = workspace.store().count_alerts(&chosen).await?;
    if alerts > DOWNLOAD_MAX {
        return Err(AppError::BadValue {
            field: "bbox",
            words: "download-too-many",
            arguments: vec![("count", alerts.to_string()), ("max", DOWNLOAD_MAX.to_string())],
        });
    }
    let folder = tempfile::tempdir().map_err(file_error("making", Path::new("alerts")))?;
    let path = folder.path().join("alerts");
    let leaving = Leaving { workspace, sight, rules };
    let written = match format {
        ExportFormat::GeoPackage | ExportFormat::Kml => {
            leaving.ogr_file(&chosen, format, &path).await?
        }
        ExportFormat::GeoJson | ExportFormat::Csv => leaving.spool(&chosen, format, &path).await?,
    };
    let detail = json!({
        "format": extension(format),
        "alerts": written,
        "state": filter.state.map(|state| state.name()),
        "driver": filter.driver.map(|driver| driver.name()),
        "confidence_min": filter.min_confidence,
        "area_min_ha": filter.min_area_ha,
        "area_max_ha": filter.max_area_ha,
        "bbox": filter.bbox.map(|b| [b.min().x, b.min().y, b.max().x, b.max().y]),
        "from": filter.since.map(|day| day.to_string()),
        "to": filter.until.map(|day| day.to_string()),
        "layer": filter.layer.map(|kind| kind.name()),
        "right": filter.right,
        "unreviewed_rules": rules.names().collect::<Vec<_>>(),
    });
    let entry = AuditEntry {
        actor: who.to_owned(),
        action: "exported".to_owned(),
        subject: "alerts".to_owned(),
        detail,
    };
    workspace.store().audit(&entry, Timestamp::now()).await?;
    let file = File::open(&path).map_err(file_error("reading", &path))?;
    let size_bytes = file.metadata().map_err(file_error("reading", &path))?.len();
    Ok(Download { file, size_bytes, alerts: written, _folder: folder })
}

/// Returns the usual ending of a format's file names.
#[must_use]
pub const fn extension(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::GeoJson => "geojson",
        ExportFormat::Csv => "csv",
        ExportFormat::GeoPackage => "gpkg",
        ExportFormat::Kml => "kml",
    }
}

/// What a reader takes along of each alert.
struct Leaving<'a> {
    workspace: &'a Workspace,
    sight: Sight,
    rules: &'a ExportedRules,
}

impl Leaving<'_> {
    async fn ogr_file(
        &self,
        filter: &AlertFilter,
        format: ExportFormat,
        path: &Path,
    ) -> Result<u64, AppError> {
        // A semaphore that is never closed always gives a permit.
        let _turn = OGR_FILES.acquire().await.ok();
        let alerts = self.seen(self.workspace.store().every_alert(filter).await?);
        let staged = path.with_extension(extension(format));
        let target = path.to_owned();
        tokio::task::spawn_blocking(move || {
            match format {
                ExportFormat::Kml => vigia_vector::alerts_to_kml(&staged, &alerts)?,
                _ => vigia_vector::alerts_to_gpkg(&staged, &alerts)?,
            }
            std::fs::rename(&staged, &target).map_err(file_error("writing", &target))?;
            Ok(alerts.len() as u64)
        })
        .await?
    }

    /// Writes page after page, so that memory holds one.
    async fn spool(
        &self,
        filter: &AlertFilter,
        format: ExportFormat,
        path: &Path,
    ) -> Result<u64, AppError> {
        let (mut filter, mut count) = (filter.clone(), 0);
        let mut file = File::create(path).map_err(file_error("writing", path))?;
        loop {
            let page = self.workspace.store().alerts(&filter).await?;
            let (is_first, is_last) = (filter.after.is_none(), page.next.is_none());
            let alerts = self.seen(page.alerts.into_iter().map(|one| one.alert).collect());
            count += alerts.len() as u64;
            let target = path.to_owned();
            let appended = tokio::task::spawn_blocking(move || -> Result<File, AppError> {
                let text = part(&alerts, format, is_first, is_last)?;
                let mut writer = BufWriter::new(&mut file);
                writer.write_all(text.as_bytes()).map_err(file_error("writing", &target))?;
                writer.flush().map_err(file_error("writing", &target))?;
                drop(writer);
                Ok(file)
            });
            file = appended.await??;
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        file.rewind().map_err(file_error("writing", path))?;
        Ok(count)
    }

    fn seen(&self, alerts: Vec<Alert>) -> Vec<Alert> {
        let alerts = alerts.into_iter();
        alerts.map(|alert| self.rules.of(AlertSummary::of(alert, self.sight).alert)).collect()
    }
}

/// Returns the text of one page as a part of the whole file.
fn part(
    alerts: &[Alert],
    format: ExportFormat,
    is_first: bool,
    is_last: bool,
) -> Result<String, AppError> {
    if format == ExportFormat::Csv {
        let text = vigia_vector::alerts_to_csv(alerts)?;
        let rows = text.split_once('\n').map_or("", |(_, rows)| rows);
        return Ok(if is_first { text } else { rows.to_owned() });
    }
    let text = vigia_vector::alerts_to_geojson(alerts)?;
    let (head, rest) = text.split_once('[').unwrap_or((&text, ""));
    let (features, tail) = rest.rsplit_once(']').unwrap_or((rest, ""));
    // The last page is empty where what was left went meanwhile.
    let comma = if features.is_empty() { "" } else { "," };
    let begin = if is_first { format!("{head}[") } else { comma.to_owned() };
    let end = if is_last { format!("]{tail}") } else { String::new() };
    Ok(format!("{begin}{features}{end}"))
}

fn file_error(
    action: &'static str,
    path: &Path,
) -> impl FnOnce(std::io::Error) -> AppError + use<> {
    let path = path.to_owned();
    move |source| AppError::File { action, path, source }
}

#[cfg(test)]
mod tests;
