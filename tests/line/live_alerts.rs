//! Alerts while somebody watches: raised by a folder of new scenes, and none missed when
//! the server is killed between two of them.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::harness::{small_world, vigia, workspace};
use crate::served::{Events, Served, add_person};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Reads until `count` different alerts were raised; returns the last number with them.
fn raised(events: &mut Events, count: usize) -> (String, BTreeSet<String>) {
    let mut found = BTreeSet::new();
    loop {
        let (id, kind, data) = events.next().expect("another event");
        assert_eq!(kind, "alert");
        let data: Value = serde_json::from_str(&data).unwrap();
        if data["change"] == "raised" {
            let is_new = found.insert(data["alert_id"].as_str().unwrap().to_owned());
            assert!(is_new, "{data} was raised twice");
        }
        if found.len() == count {
            return (id, found);
        }
    }
}

#[test]
fn new_scenes_become_alerts_for_whoever_watches_and_a_killed_server_loses_none() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    add_person(&workspace, "rosa", "analyst");
    let incoming = folder.path().join("incoming");
    std::fs::create_dir(&incoming).unwrap();
    let watch = incoming.display().to_string();

    let served = Served::start(&workspace, &["--watch", &watch]);
    let cookie = served.sign_in("rosa");
    let mut events = served.events(&cookie, None);
    assert_eq!(events.next().unwrap().1, "ready");
    copy(&small_world().join("scenes"), &incoming);
    let (seen, first) = raised(&mut events, 1);
    // The others were raised in the same transaction, and are not read before the kill.
    drop(events);
    let mut served = served;
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    drop(served);

    let served = Served::start(&workspace, &["--watch", &watch]);
    // The session outlives the server: what it stands on is in the store.
    let all = served.get("/api/v1/alerts?limit=500", &cookie);
    let all: BTreeSet<String> = all["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(all.len() > 1, "the small world has more than one alert: {all:?}");
    let mut events = served.events(&cookie, Some(&seen));
    let (_, rest) = raised(&mut events, all.len() - first.len());
    assert!(first.is_disjoint(&rest), "{first:?} {rest:?}");
    assert_eq!(first.union(&rest).cloned().collect::<BTreeSet<_>>(), all);
    drop(events);
    served.interrupt();
    vigia(&workspace, &["alerts", "list"]).ok();
}

#[test]
fn what_becomes_true_after_the_kill_reaches_the_reader_who_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    add_person(&workspace, "rosa", "analyst");
    let (world, incoming) = (folder.path().join("world"), folder.path().join("incoming"));
    let world_path = world.display().to_string();
    vigia(folder.path(), &["samples", &world_path, "--small", "--seed", "1"]).ok();
    let watch = incoming.display().to_string();

    copy_scenes(&world, &incoming, |day| day <= FIRST_PART);
    let served = Served::start(&workspace, &["--watch", &watch]);
    let cookie = served.sign_in("rosa");
    // From the beginning: the alert may be there before the reader is.
    let (seen, first) = raised(&mut served.events(&cookie, Some("0")), 1);
    drop(served);

    copy_scenes(&world, &incoming, |day| day > FIRST_PART);
    let served = Served::start(&workspace, &["--watch", &watch]);
    let (id, kind, data) = served.events(&cookie, Some(&seen)).next().expect("another event");
    assert_eq!(kind, "alert");
    assert!(id.parse::<i64>().unwrap() > seen.parse().unwrap());
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["change"], "changed", "{data}");
    assert!(first.contains(data["alert_id"].as_str().unwrap()), "{data} {first:?}");
}

/// Last day of the first part of the world: its clearing is seen by then, and grows on.
const FIRST_PART: &str = "20230815";

/// Copies the scenes of some days; a scene's folder ends in its day.
fn copy_scenes(world: &Path, to: &Path, is_wanted: impl Fn(&str) -> bool) {
    for entry in std::fs::read_dir(world.join("scenes")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if is_wanted(name.rsplit('_').next().unwrap()) {
            copy(&entry.path(), &to.join(name));
        }
    }
}
