//! `kill -9` at every fault point of a small line of jobs, one after the other.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::time::Duration;

use geo_types::{MultiPolygon, Point, Rect};
use jiff::Timestamp;
use serde_json::{Value, json};
use vigia_core::report::{Report, ReportSource};
use vigia_core::site::Site;
use vigia_core::{AlertId, ClearingId, Fingerprint, Hectares, ReportId, SiteId, SiteState};
use vigia_store::{Effects, Lease, NewJob, Store};

use crate::child;

const INPUTS: [&str; 3] = ["un campamento", "dos balsas", "un camino nuevo"];

#[tokio::test]
async fn killed_at_any_point_and_run_again_the_state_is_that_of_an_undisturbed_run() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("points");
    let quiet = folder.path().join("quiet");
    let status = line_in(&quiet).env("VIGIA_FAULT_LOG", &log).status().unwrap();
    assert!(status.success());
    let points = std::fs::read_to_string(&log).unwrap().lines().count();
    assert!(points >= 20, "only {points} fault points were passed");
    let expected = dump(&quiet).await;
    assert_eq!(expected["outbox"].as_array().unwrap().len(), 2 * INPUTS.len());

    for point in 1..=points {
        let workspace = folder.path().join(format!("killed-{point}"));
        let fired = folder.path().join(format!("fired-{point}"));
        let killed = line_in(&workspace)
            .env("VIGIA_FAULT_KILL_AT", point.to_string())
            .env("VIGIA_FAULT_LOG", &fired)
            .output()
            .unwrap();
        assert_eq!(killed.status.signal(), Some(9), "point {point} of {points} did not kill");
        let fired = std::fs::read_to_string(&fired).unwrap();
        assert_eq!(fired.lines().count(), point);

        let again = line_in(&workspace).output().unwrap();

        let name = fired.lines().last().unwrap().to_owned();
        assert!(
            again.status.success(),
            "after a kill at {name}: {}",
            String::from_utf8_lossy(&again.stdout)
        );
        assert_eq!(dump(&workspace).await, expected, "after a kill at {name}");
    }
    println!("killed at each of {points} points");
}

fn line_in(workspace: &Path) -> std::process::Command {
    let mut command = child::command("kill::the_line", workspace);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    command
}

async fn dump(workspace: &Path) -> Value {
    let store = Store::open(workspace).await.unwrap();
    let dump = store.logical_dump().await.unwrap();
    store.close().await;
    dump
}

/// The part of the child: puts files into the store, and works until nothing waits.
#[tokio::test]
#[ignore = "is run as a child by killed_at_any_point_and_run_again_the_state_is_that_of_an_undisturbed_run"]
async fn the_line() {
    let Some(workspace) = child::workspace() else { return };
    let store = Store::create(&workspace).await.unwrap();
    for input in INPUTS {
        let key = store.blobs().put_bytes(input.as_bytes()).unwrap();
        store
            .enqueue(&NewJob::new("ingest", key, json!({ "note": input })), Timestamp::now())
            .await
            .unwrap();
    }
    let lease = Duration::from_secs(600);
    while let Some(lease) =
        store.claim(&["ingest", "track"], "w", lease, Timestamp::now()).await.unwrap()
    {
        let mut effects = store.begin(&lease, Timestamp::now()).await.unwrap();
        match lease.kind.as_str() {
            "ingest" => ingest(&mut effects, &lease).await,
            _ => track(&store, &mut effects, &lease).await,
        }
        effects.commit().await.unwrap();
    }
    store.close().await;
}

async fn ingest(effects: &mut Effects, lease: &Lease) {
    let report = Report {
        id: ReportId::new(lease.key.short(16)),
        source: ReportSource::Csv,
        file_name: "reportes.csv".to_owned(),
        fingerprint: lease.key,
        position: Point::new(-70.5, -12.9),
        accuracy_m: None,
        observed_at: None,
        note: lease.payload["note"].as_str().unwrap().to_owned(),
        attributes: std::collections::BTreeMap::new(),
        flags: Vec::new(),
    };
    effects.put_report(&report).await.unwrap();
    effects.publish("report.stored", &json!({ "id": report.id })).await.unwrap();
    let key = Fingerprint::of_parts(["track", &lease.key.to_string()]);
    effects.enqueue(&NewJob::new("track", key, json!({ "report": report.id }))).await.unwrap();
}

async fn track(store: &Store, effects: &mut Effects, lease: &Lease) {
    let report = lease.payload["report"].as_str().unwrap();
    store.blobs().put_bytes(format!("ficha de {report}").as_bytes()).unwrap();
    let mut sites = effects.sites().await.unwrap();
    let outline = MultiPolygon::new(vec![Rect::new((-70.5, -12.9), (-70.4, -12.8)).to_polygon()]);
    let clearings = vec![ClearingId::new(report)];
    sites.push(Site {
        id: SiteId::new(report),
        outline,
        area: Hectares(3.0),
        clearings,
        history: Vec::new(),
        state: SiteState::New,
        merged_from: Vec::new(),
        split_from: None,
        ponds_worked: None,
    });
    effects.put_sites(&sites).await.unwrap();
    effects
        .put_alert_history(&AlertId::new(report), &json!({ "sites": sites.len() }))
        .await
        .unwrap();
    effects.publish("site.changed", &json!({ "id": report })).await.unwrap();
}
