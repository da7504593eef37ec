//! A disk of two megabytes that fills up.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use serde_json::json;
use vigia_core::Fingerprint;
use vigia_store::{NewJob, Store, StoreError};

/// A small disk in memory; gone when dropped.
struct SmallDisk {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl SmallDisk {
    /// Returns `None`, after saying so, where this user may not mount.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&path)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { path, _folder: folder });
        }
        eprintln!("SKIPPED: a small disk cannot be mounted here (it needs root)");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.path).status();
    }
}

fn fill(disk: &Path) -> PathBuf {
    let filler = disk.join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    filler
}

fn job(name: &str) -> NewJob {
    NewJob::new("test", Fingerprint::of(name.as_bytes()), json!({ "padding": "x".repeat(50_000) }))
}

#[tokio::test]
async fn a_blob_that_does_not_fit_is_refused_by_name_and_leaves_nothing() {
    let Some(disk) = SmallDisk::mount() else { return };
    let store = Store::create(&disk.path).await.unwrap();
    let large = tempfile::NamedTempFile::new().unwrap();
    large.as_file().set_len(4 << 20).unwrap();

    let refused = store.blobs().put_file(large.path()).unwrap_err();

    assert!(matches!(refused, StoreError::DiskFull { .. }), "{refused:?}");
    assert!(refused.to_string().contains("free some space"), "{refused}");
    assert!(store.blobs().list().unwrap().is_empty());
    assert_eq!(std::fs::read_dir(disk.path.join("blobs/tmp")).unwrap().count(), 0);
    // Once in a few runs tmpfs gives back what was deleted only a moment later.
    let fits = || store.blobs().put_bytes(b"a small one fits").is_ok();
    let within_two_seconds = (0..200).any(|_| {
        let fits = fits();
        if !fits {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        fits
    });
    assert!(within_two_seconds);
    store.close().await;
}

#[tokio::test]
async fn a_row_that_does_not_fit_is_refused_and_fits_once_there_is_space() {
    let Some(disk) = SmallDisk::mount() else { return };
    let store = Store::create(&disk.path).await.unwrap();
    store.enqueue(&job("before"), Timestamp::now()).await.unwrap();
    let filler = fill(&disk.path);
    let mut refused = None;
    for number in 0..40 {
        if let Err(error) = store.enqueue(&job(&format!("full-{number}")), Timestamp::now()).await {
            refused = Some((number, error));
            break;
        }
    }
    let (stored, refused) = refused.expect("the log must stop growing on a full disk");
    assert!(matches!(refused, StoreError::DiskFull { .. }), "{refused:?}");

    std::fs::remove_file(filler).unwrap();
    store.enqueue(&job("after"), Timestamp::now()).await.unwrap();

    assert_eq!(store.job_counts().await.unwrap()["test"].queued, stored + 2);
    store.close().await;
}

#[tokio::test]
async fn opening_on_a_full_disk_says_so() {
    let Some(disk) = SmallDisk::mount() else { return };
    fill(&disk.path);
    let refused = Store::create(&disk.path).await.unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull { .. }), "{refused:?}");
}
