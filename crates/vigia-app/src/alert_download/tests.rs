#![allow(clippy::unwrap_used)]
use std::io::Read;
use std::process::Command;

use vigia_core::layer::LayerKind;
use vigia_core::tie::Relation;

use super::*;
use crate::alert_detail::tests::{alert, tie, workspace_with};

const FORMATS: [ExportFormat; 4] =
    [ExportFormat::GeoJson, ExportFormat::Csv, ExportFormat::GeoPackage, ExportFormat::Kml];

fn alerts(count: usize) -> Vec<Alert> {
    let made = (0..count).map(|number| {
        let mut alert = alert(&format!("a-{number:05}"));
        alert.ties = vec![tie(LayerKind::MiningRight, "0101", Relation::Within, 1.0, 0.0)];
        alert
    });
    made.collect()
}

async fn bytes(workspace: &Workspace, sight: Sight, format: ExportFormat) -> (Download, Vec<u8>) {
    let filter = AlertFilter { limit: 1, ..AlertFilter::default() };
    let rules = ExportedRules::default();
    let mut download = write(workspace, sight, "rosa", &filter, format, &rules).await.unwrap();
    let mut bytes = Vec::new();
    download.file.read_to_end(&mut bytes).unwrap();
    assert_eq!(download.size_bytes, bytes.len() as u64);
    (download, bytes)
}

/// More alerts than fit on one page: the joints between pages must not show.
#[tokio::test(flavor = "multi_thread")]
async fn a_download_of_several_pages_is_one_file_that_ogr_opens() {
    let count = ALERTS_PAGE_MAX as usize + 3;
    let (_folder, workspace) = workspace_with(&alerts(count)).await;
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let (download, bytes) = bytes(&workspace, Sight::Full, format).await;
        assert_eq!(download.alerts, count as u64);
        let path = folder.path().join(format!("alertas.{}", extension(format)));
        std::fs::write(&path, bytes).unwrap();
        let told = Command::new("ogrinfo").args(["-so", "-al"]).arg(&path).output().unwrap();
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.contains(&format!("Feature Count: {count}")), "{format:?}: {told}");
        // Neither CSV nor KML states the kind of its geometry.
        let states = matches!(format, ExportFormat::GeoJson | ExportFormat::GeoPackage);
        assert!(!states || told.contains("Polygon"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_of_nothing_is_a_whole_file_and_one_without_holders_names_none() {
    let (_folder, workspace) = workspace_with(&[]).await;
    let (_, text) = bytes(&workspace, Sight::Full, ExportFormat::GeoJson).await;
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(value["features"], json!([]));

    let (_folder, workspace) = workspace_with(&alerts(2)).await;
    for format in FORMATS {
        let names = async |sight| {
            let (_, text) = bytes(&workspace, sight, format).await;
            String::from_utf8_lossy(&text).contains("TITULAR FICTICIO")
        };
        assert!(names(Sight::Full).await, "{format:?}");
        assert!(!names(Sight::Field).await, "{format:?}");
    }
}
