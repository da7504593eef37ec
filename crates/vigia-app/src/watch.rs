//! A folder in which new scenes appear: what is complete is ingested, and clearings are
//! looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::error::AppError;
use crate::workspace::Workspace;
use crate::{detect, ingest, production};

/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Files looked at; a folder beyond that is an archive to ingest, not one to watch.
const FILES_MAX: usize = 200_000;

/// Largest file that may be a STAC item.
const ITEM_MAX_BYTES: u64 = 4 * 1024 * 1024;

type Listing = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Watches `folder` until the future is dropped. A scene is taken once nothing about its
/// files has changed between two looks and every file that its item names is there; one
/// that is incomplete waits. What fails is told to `told`, and the watch goes on.
pub async fn watch(
    workspace: &Workspace,
    folder: &Path,
    profile: &str,
    told: &(dyn Fn(&AppError) + Sync),
) {
    let mut before = Listing::new();
    let mut taken = BTreeMap::<PathBuf, Listing>::new();
    loop {
        let now = list(folder);
        let ready: Vec<(PathBuf, Listing)> = items(&now)
            .filter_map(|item| Some((item.clone(), complete(item, &now, &before)?)))
            .filter(|(item, files)| taken.get(item) != Some(files))
            .collect();
        before = now;
        if !ready.is_empty() {
            let paths: Vec<PathBuf> = ready.iter().map(|(item, _)| item.clone()).collect();
            if let Err(error) = work(workspace, &paths, profile).await {
                told(&error);
            }
            // What could not be read is in quarantine; it is tried again when it changes.
            taken.extend(ready);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn work(workspace: &Workspace, paths: &[PathBuf], profile: &str) -> Result<(), AppError> {
    ingest::scenes::ingest(workspace, paths, &|_| {}).await?;
    detect::detect_all(workspace, profile, &|_| {}).await?;
    production::look(workspace, &|_| {}).await?;
    Ok(())
}

fn list(folder: &Path) -> Listing {
    let mut found = Listing::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let Ok(about) = entry.metadata() else { continue };
            if about.is_dir() {
                waiting.push(entry.path());
            } else if found.len() < FILES_MAX {
                found.insert(entry.path(), (about.len(), about.modified().ok()));
            }
        }
    }
    found
}

fn items(files: &Listing) -> impl Iterator<Item = &PathBuf> {
    files.iter().filter_map(|(path, (size, _))| {
        let is_json = path.extension().is_some_and(|ending| ending == "json");
        (is_json && *size <= ITEM_MAX_BYTES).then_some(path)
    })
}

/// Returns an item's files as they are now, where it is a STAC item, all of them are
/// there and none has changed since the look before.
fn complete(item: &Path, now: &Listing, before: &Listing) -> Option<Listing> {
    let text = std::fs::read_to_string(item).ok()?;
    let document: Value = serde_json::from_str(&text).ok()?;
    document.get("stac_version")?;
    let folder = item.parent()?;
    let named = document.get("assets")?.as_object()?.values();
    let hrefs: BTreeSet<&str> = named
        .filter_map(|asset| asset.get("href")?.as_str())
        .filter(|href| !href.contains("://"))
        .collect();
    let paths = hrefs.iter().map(|href| clean(&folder.join(href)));
    let mut files = Listing::new();
    for path in paths.chain([item.to_owned()]) {
        let state = now.get(&path)?;
        if before.get(&path) != Some(state) {
            return None;
        }
        files.insert(path, *state);
    }
    Some(files)
}

/// Takes `.` and `..` out of a path, as names in an item have them.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                cleaned.pop();
            }
            part => cleaned.push(part),
        }
    }
    cleaned
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_item_waits_until_all_its_files_are_there_and_still() {
        let folder = tempfile::tempdir().unwrap();
        let item = folder.path().join("a.json");
        std::fs::write(&item, r#"{"stac_version":"1.0.0","assets":{"b":{"href":"./b.tif"}}}"#)
            .unwrap();
        let first = list(folder.path());
        assert_eq!(complete(&item, &first, &first), None);
        std::fs::write(folder.path().join("b.tif"), "1").unwrap();
        let second = list(folder.path());
        assert_eq!(complete(&item, &second, &first), None);
        assert_eq!(complete(&item, &second, &second), Some(second.clone()));
        std::fs::write(folder.path().join("b.tif"), "12").unwrap();
        let third = list(folder.path());
        assert_eq!(complete(&item, &third, &second), None);
    }
}
