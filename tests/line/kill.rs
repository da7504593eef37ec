//! `kill -9` is a normal event: whatever the moment, a second run ends in the same state.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::harness::{command, small_world, vigia, workspace};

/// The commands of the line, as an operator would type them.
fn commands() -> Vec<Vec<String>> {
    let world = small_world();
    let at = |part: &str| world.join(part).display().to_string();
    [
        vec!["ingest".into(), "scenes".into(), at("scenes")],
        vec!["ingest".into(), "layer".into(), at("layers")],
        vec!["ingest".into(), "reports".into(), at("reports")],
        vec!["detect".into()],
    ]
    .into()
}

/// The final state, without clocks, leases and surrogate keys.
fn state(workspace: &Path) -> Value {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = vigia_store::Store::open(workspace).await.unwrap();
        store.logical_dump().await.unwrap()
    })
}

fn run_all(workspace: &Path) {
    for arguments in commands() {
        vigia(workspace, &arguments).ok();
    }
}

#[test]
fn a_kill_at_any_fault_point_loses_nothing_and_doubles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let undisturbed = workspace(folder.path());
    let mut points: Vec<(usize, usize, String)> = Vec::new();
    for (step, arguments) in commands().iter().enumerate() {
        let log = folder.path().join(format!("points-{step}"));
        let status =
            command(&undisturbed).args(arguments).env("VIGIA_FAULT_LOG", &log).output().unwrap();
        assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
        for line in std::fs::read_to_string(&log).unwrap().lines() {
            let (index, name) = line.split_once(' ').expect("index and name");
            points.push((step, index.parse().unwrap(), name.to_owned()));
        }
    }
    let expected = state(&undisturbed);
    assert!(expected["alert"].as_array().is_some_and(|alerts| !alerts.is_empty()), "{expected}");

    let chosen = spread(&points);
    assert!(chosen.len() >= 20, "only {} fault points: {chosen:?}", chosen.len());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(point) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    kill_and_run_again(point, &expected);
                }
            });
        }
    });
}

/// Kills one command at one point, runs the whole line again and compares the state.
fn kill_and_run_again((step, index, name): &(usize, usize, String), expected: &Value) {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    for (current, arguments) in commands().iter().enumerate().take(step + 1) {
        let mut command = command(&workspace);
        command.args(arguments);
        if current == *step {
            command.env("VIGIA_FAULT_KILL_AT", index.to_string());
        }
        let output = command.output().unwrap();
        let killed = output.status.signal() == Some(9);
        assert_eq!(killed, current == *step, "{name} ({index}) of {arguments:?} must fire");
    }
    run_all(&workspace);
    assert_eq!(state(&workspace), *expected, "after a kill at {name} ({index}) of step {step}");
}

/// Chooses one occurrence of every named point of every step: the first, the middle or the
/// last, in turn.
fn spread(points: &[(usize, usize, String)]) -> Vec<(usize, usize, String)> {
    let names: BTreeSet<(usize, &str)> =
        points.iter().map(|(step, _, name)| (*step, name.as_str())).collect();
    let chosen = names.into_iter().enumerate().map(|(turn, (step, name))| {
        let same: Vec<_> =
            points.iter().filter(|point| point.0 == step && point.2 == name).collect();
        same[[0, same.len() / 2, same.len() - 1][turn % 3]].clone()
    });
    chosen.collect()
}
