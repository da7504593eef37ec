//! A full disk ends in a message, and everything that was kept stays readable.

use std::path::Path;
use std::process::Command;

use crate::harness::{small_world, vigia};

struct Tmpfs<'a>(&'a Path);

impl Drop for Tmpfs<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn a_full_disk_ends_in_a_message_and_a_larger_one_finishes_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(folder.path())
        .output()
        .is_ok_and(|output| output.status.success());
    if !mounted {
        eprintln!("SKIPPED: a tmpfs cannot be mounted here");
        return;
    }
    let disk = Tmpfs(folder.path());
    let workspace = disk.0.join("workspace");
    vigia(&workspace, &["init"]).ok();
    let scenes = small_world().join("scenes").display().to_string();
    let run = vigia(&workspace, &["ingest", "scenes", &scenes]).civil();
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().to_lowercase().contains("disk is full"), "{}", run.stderr());
    let grown =
        Command::new("mount").args(["-o", "remount,size=512m"]).arg(disk.0).status().unwrap();
    assert!(grown.success());
    vigia(&workspace, &["ingest", "scenes", &scenes]).ok();
    drop(disk);
}
