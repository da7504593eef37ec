//! A layer of a map service, downloaded from a server on the loopback and read.

use std::path::Path;
use std::time::Duration;

use geo::Area;
use vigia_core::layer::LayerKind;
use vigia_core::{Problem, ProblemCode};
use vigia_vector::arcgis::{DownloadOptions, Downloaded, download};
use vigia_vector::{ReadOptions, read_layer};

mod server;

use server::{Fault, Server};

fn options() -> DownloadOptions {
    DownloadOptions {
        first_pause: Duration::ZERO,
        request_timeout: Duration::from_secs(10),
        ..DownloadOptions::default()
    }
}

fn fetch(server: &Server, folder: &Path) -> Result<Downloaded, Problem> {
    download(&server.url, folder, &options(), &mut |_, _| {})
}

fn pages(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("page-"));
    names.sort();
    names
}

#[test]
fn the_layer_that_is_read_holds_what_the_service_holds() {
    let server = Server::start((1..=2_345).filter(|id| id % 7 != 0), 1_000);
    let folder = tempfile::tempdir().unwrap();
    let mut steps = Vec::new();
    let folder_path = folder.path().join("nueva/capa");
    let found = download(&server.url, &folder_path, &options(), &mut |done, total| {
        steps.push((done, total));
    })
    .unwrap();
    assert_eq!((found.features, found.features_kept, found.pages_asked), (2_010, 0, 3));
    assert_eq!(found.name, "Catastro de ejemplo");
    assert_eq!(steps, [(0, 2_010), (1_000, 2_010), (2_000, 2_010), (2_010, 2_010)]);
    let content = read_layer(&found.folder, &ReadOptions::of_kind(LayerKind::MiningRight)).unwrap();
    assert_eq!((content.features.len(), content.problems.len()), (2_010, 0));
    assert_eq!(content.source_crs, "EPSG:24879");
    for feature in &content.features {
        let id: i64 = feature.code.parse().unwrap();
        let mut area_m2 = 1e6;
        area_m2 -= if id % 10 == 0 { 9e4 } else { 0.0 };
        area_m2 += if id % 15 == 0 { 1e4 } else { 0.0 };
        assert_eq!(feature.source_geometry.unsigned_area(), area_m2, "{id}");
        let day = jiff::civil::date(2011, 5, 3).checked_add(jiff::Span::new().days(id)).unwrap();
        assert_eq!((feature.valid_from, feature.name.as_str()), (Some(day), "EJEMPLO Ñ"));
        assert!(feature.repairs.is_empty(), "{:?}", feature.repairs);
    }
}

#[test]
fn a_service_that_fails_now_and_then_is_asked_again() {
    let server = Server::start(1..=50, 20);
    server.fail_with([
        Fault::Status("500 Internal Server Error"),
        Fault::ErrorInside,
        Fault::BrokenJson,
    ]);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(fetch(&server, folder.path()).unwrap().features, 50);
    server.fail_with([Fault::CutAnswer, Fault::Status("429 Too Many Requests")]);
    let other = tempfile::tempdir().unwrap();
    assert_eq!(fetch(&server, other.path()).unwrap().features, 50);
}

#[test]
fn after_a_failure_midway_only_what_is_missing_is_asked_for() {
    let server = Server::start(1..=100, 20);
    let folder = tempfile::tempdir().unwrap();
    {
        let mut seen = 0;
        let state = std::sync::Arc::clone(&server.state);
        let stopped = download(&server.url, folder.path(), &options(), &mut |done, _| {
            seen = done;
            if done == 40 {
                state.lock().unwrap().faults.push_back(Fault::Forever);
            }
        });
        let problem = stopped.unwrap_err();
        assert_eq!((problem.code, seen), (ProblemCode::ServiceFailed, 40));
        assert!(problem.detail.contains("503"), "{problem}");
    }
    assert_eq!(pages(folder.path()), ["page-1-20.json", "page-21-40.json"]);
    let unfinished = read_layer(folder.path(), &ReadOptions::default()).unwrap_err();
    assert_eq!(unfinished.code, ProblemCode::LayerIncomplete);
    assert!(unfinished.detail.contains("60 of 100"), "{unfinished}");
    // Bounded: a dead service is not asked for ever.
    assert!(server.asked().len() < 20);
    server.state.lock().unwrap().faults.clear();
    // A page that was damaged meanwhile is asked for again, too.
    std::fs::write(folder.path().join("page-1-20.json"), "{").unwrap();
    let found = fetch(&server, folder.path()).unwrap();
    assert_eq!((found.features_kept, found.pages_asked), (20, 4));
    let asked: Vec<i64> = server.asked().concat();
    assert_eq!(asked, (1..=20).chain(41..=100).collect::<Vec<_>>());
    assert_eq!(read_layer(folder.path(), &ReadOptions::default()).unwrap().features.len(), 100);
    let again = fetch(&server, folder.path()).unwrap();
    assert_eq!((again.features_kept, again.pages_asked, server.asked().len()), (100, 0, 0));
}

#[test]
fn a_run_with_other_ids_another_edit_or_too_late_begins_anew() {
    let server = Server::start(1..=40, 20);
    let folder = tempfile::tempdir().unwrap();
    fetch(&server, folder.path()).unwrap();
    server.state.lock().unwrap().features.remove(&7);
    let found = fetch(&server, folder.path()).unwrap();
    assert_eq!((found.features, found.features_kept), (39, 0));
    assert_eq!(read_layer(folder.path(), &ReadOptions::default()).unwrap().features.len(), 39);
    server.state.lock().unwrap().last_edit = 2;
    assert_eq!(fetch(&server, folder.path()).unwrap().features_kept, 0);
    let late = DownloadOptions { resume_within: Duration::ZERO, ..options() };
    let found = download(&server.url, folder.path(), &late, &mut |_, _| {}).unwrap();
    assert_eq!(found.features_kept, 0);
    assert_eq!(fetch(&server, folder.path()).unwrap().features_kept, 39);
}

#[test]
fn a_layer_that_changes_during_the_download_is_noticed_and_not_read() {
    let server = Server::start(1..=40, 20);
    server.state.lock().unwrap().late = Some(41);
    let folder = tempfile::tempdir().unwrap();
    let problem = fetch(&server, folder.path()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::LayerIncomplete);
    assert!(problem.detail.contains("1 features came, 0 went"), "{problem}");
    let unread = read_layer(folder.path(), &ReadOptions::default()).unwrap_err();
    assert_eq!(unread.code, ProblemCode::LayerIncomplete);
    assert_eq!(fetch(&server, folder.path()).unwrap().features, 41);
    // One that goes is missed on its page, and its neighbours are asked for in halves.
    let other = tempfile::tempdir().unwrap();
    let state = std::sync::Arc::clone(&server.state);
    let gone = download(&server.url, other.path(), &options(), &mut |done, _| {
        if done == 20 {
            state.lock().unwrap().features.remove(&33);
        }
    });
    let problem = gone.unwrap_err();
    assert!(problem.detail.contains("object 33"), "{problem}");
}

#[test]
fn a_request_that_is_too_big_is_halved_until_it_passes() {
    let server = Server::start(1..=64, 1_000);
    server.state.lock().unwrap().objects_max = 16;
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(fetch(&server, folder.path()).unwrap().features, 64);
    assert_eq!(pages(folder.path()).len(), 4);
    assert_eq!(read_layer(folder.path(), &ReadOptions::default()).unwrap().features.len(), 64);
    // A service that holds back more than it says is asked for less, too.
    let server = Server::start(1..=64, 30);
    let wishful = DownloadOptions { page_features_max: 1_000, ..options() };
    server.state.lock().unwrap().max_record_count = 30;
    let other = tempfile::tempdir().unwrap();
    let found = download(&server.url, other.path(), &wishful, &mut |_, _| {}).unwrap();
    assert_eq!((found.features, found.pages_asked), (64, 3));
}

#[test]
fn a_service_that_keeps_failing_is_left_after_a_stated_number_of_tries() {
    let server = Server::start(1..=1, 20);
    server.fail_with([Fault::ErrorInside; 4]);
    let folder = tempfile::tempdir().unwrap();
    let problem = fetch(&server, folder.path()).unwrap_err();
    assert_eq!(server.asked().len(), 4);
    for words in ["objects 1 to 1", "after 4 tries", "Error performing query operation"] {
        assert!(problem.detail.contains(words), "{problem}");
    }
    assert!(problem.subject.starts_with("http://127.0.0.1"), "{problem}");
}

#[test]
fn coordinates_in_another_reference_than_asked_are_refused() {
    let server = Server::start(1..=5, 20);
    server.fail_with([Fault::OtherReference]);
    let folder = tempfile::tempdir().unwrap();
    let problem = fetch(&server, folder.path()).unwrap_err();
    assert!(problem.detail.contains("32719") && problem.detail.contains("24879"), "{problem}");
    assert!(pages(folder.path()).is_empty());
}

#[test]
fn addresses_that_are_no_layer_are_refused_and_no_redirection_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    for address in [
        "",
        "geocatmin",
        "file:///etc/hostname",
        "ftp://127.0.0.1/MapServer/0",
        "http://u:p@127.0.0.1/MapServer/0",
        "http://127.0.0.1/MapServer/0?token=1",
    ] {
        let problem = download(address, folder.path(), &options(), &mut |_, _| {}).unwrap_err();
        assert_eq!(problem.code, ProblemCode::ServiceFailed, "{address}");
    }
    let server = Server::start(1..=5, 20);
    let elsewhere = Server::start(1..=5, 20);
    server.state.lock().unwrap().redirect = Some(elsewhere.url.clone());
    let problem = fetch(&server, folder.path()).unwrap_err();
    assert!(problem.detail.contains(&elsewhere.url), "{problem}");
    assert!(elsewhere.asked().is_empty());
    server.state.lock().unwrap().redirect = None;
    server.state.lock().unwrap().features.clear();
    assert_eq!(fetch(&server, folder.path()).unwrap_err().code, ProblemCode::LayerEmpty);
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let server = Server::start(1..=5, 20);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("reportes.json"), "{}").unwrap();
    let problem = fetch(&server, folder.path()).unwrap_err();
    assert!(problem.subject.ends_with("reportes.json"), "{problem}");
    assert!(folder.path().join("reportes.json").exists());
}

/// Needs the system's certificates, as every download over https does.
#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_at_once() {
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let config = std::sync::Arc::new(config);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address =
        format!("https://localhost:{}/MapServer/0", listener.local_addr().unwrap().port());
    // Ends with the test's process.
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let _ = connection.complete_io(&mut stream);
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let problem = download(&address, folder.path(), &options(), &mut |_, _| {}).unwrap_err();
    assert_eq!(problem.code, ProblemCode::ServiceFailed);
    if problem.detail.contains("ca-certificates") {
        eprintln!("SKIPPED: the system has no certificates");
        return;
    }
    assert!(problem.detail.contains("certificate is not"), "{problem}");
    assert!(!problem.detail.contains("tries"), "{problem}");
}
