//! `vigia serve` and `vigia user`, as a person starts them.

use std::process::Command;

use crate::harness::{vigia, workspace};
use crate::served::{PASSWORD, Served, add_person};

#[test]
fn an_address_that_others_reach_needs_tls_or_a_named_proxy() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let run = vigia(&workspace, &["serve", "--listen", "0.0.0.0:0"]).civil();
    assert_eq!(run.code(), Some(1));
    assert!(run.stderr().contains("--tls-cert"), "{}", run.stderr());
    assert!(run.stderr().contains("--trusted-proxy"), "{}", run.stderr());
}

#[test]
fn a_server_speaks_tls_with_a_certificate_and_ends_on_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let (certificate, key) = (certificate.display().to_string(), key.display().to_string());
    let served = Served::start(&workspace, &["--tls-cert", &certificate, "--tls-key", &key]);
    assert!(served.url.starts_with("https://"), "{}", served.url);
    let port = served.address().rsplit(':').next().unwrap();
    let asked = Command::new("curl")
        .args(["--silent", "--show-error", "--include", "--noproxy", "*", "--cacert", &certificate])
        .args(["--resolve", &format!("localhost:{port}:127.0.0.1")])
        .arg(format!("https://localhost:{port}/healthz"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&asked.stdout).to_lowercase();
    assert!(
        text.lines().next().is_some_and(|line| line.contains(" 204")),
        "{text}{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    assert!(text.contains("strict-transport-security"), "{text}");
    // Who speaks no TLS is not served.
    assert!(ureq::get(format!("http://{}/healthz", served.address())).call().is_err());
    served.interrupt();
}

#[test]
fn a_broken_certificate_is_refused_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let file = folder.path().join("no.pem");
    std::fs::write(&file, "no es PEM").unwrap();
    let file = file.display().to_string();
    let run = vigia(
        &workspace,
        &["serve", "--listen", "127.0.0.1:0", "--tls-cert", &file, "--tls-key", &file],
    )
    .civil();
    assert_eq!(run.code(), Some(1));
    assert!(run.stderr().contains("PEM"), "{}", run.stderr());
}

#[test]
fn a_command_beside_a_running_server_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let served = Served::start(&workspace, &[]);
    let run = vigia(&workspace, &["alerts", "list"]).civil();
    assert_eq!(run.code(), Some(1));
    let process = format!("process {}", served.child.id());
    assert!(run.stderr().contains(&process), "{}", run.stderr());
    assert!(run.stderr().contains("map's server"), "{}", run.stderr());
    served.interrupt();
    vigia(&workspace, &["alerts", "list"]).ok();
}

#[test]
fn an_open_event_stream_does_not_hold_the_end_up() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    add_person(&workspace, "rosa", "analyst");
    let served = Served::start(&workspace, &[]);
    let cookie = served.sign_in("rosa");
    let mut events = served.events(&cookie, None);
    assert_eq!(events.next().unwrap().1, "ready");
    served.interrupt();
    assert_eq!(events.next(), None);
}

#[test]
fn people_are_added_listed_disabled_and_given_another_password() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let first = vigia(&workspace, &["user", "add", "rosa", "--role", "analyst"]).ok().stdout();
    let second = vigia(&workspace, &["user", "add", "luis", "--role", "field"]).ok().stdout();
    let password = |text: &str| {
        text.lines().find_map(|line| line.strip_prefix("Password: ")).unwrap().to_owned()
    };
    assert_ne!(password(&first), password(&second));
    assert!(password(&first).len() >= 16);
    let again = vigia(&workspace, &["user", "add", "ROSA", "--role", "admin"]).civil();
    assert_eq!(again.code(), Some(1));
    assert!(again.stderr().contains("already an account"), "{}", again.stderr());
    vigia(&workspace, &["user", "disable", "luis"]).ok();
    let people = vigia(&workspace, &["user", "list", "--format", "json"]).ok().json();
    assert_eq!(people[0]["username"], "luis");
    assert!(people[0]["disabled"].is_string() && people[1]["disabled"].is_null());
    assert!(people[0].get("password_hash").is_none());
    let again = vigia(&workspace, &["user", "password", "rosa"]).ok().stdout();
    assert_ne!(password(&first), password(&again));
    let unknown = vigia(&workspace, &["user", "disable", "nadie"]).civil();
    assert!(unknown.stderr().contains("vigia user list"), "{}", unknown.stderr());
    let short = folder.path().join("corta");
    std::fs::write(&short, "corta\n").unwrap();
    let short = short.display().to_string();
    let run = vigia(&workspace, &["user", "password", "rosa", "--password-file", &short]).civil();
    assert!(run.stderr().contains("12"), "{}", run.stderr());
}

#[test]
fn the_demo_makes_accounts_once_and_keeps_their_passwords_to_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("demo");
    let demo = ["demo", "--small", "--no-serve"];
    let first = vigia(&workspace, &demo).ok().stdout();
    let file = workspace.join("accesos-demo.txt");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    for username in ["fiscal", "analista", "campo", "admin"] {
        let line = kept.lines().find(|line| line.starts_with(username)).unwrap();
        assert!(first.contains(line), "{first}");
    }
    let second = vigia(&workspace, &demo).ok().stdout();
    assert!(second.contains("accesos-demo.txt"), "{second}");
    assert!(!second.contains(kept.lines().next().unwrap()), "{second}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), kept);
}

#[test]
fn the_description_that_the_page_is_built_from_is_that_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let printed = vigia(folder.path(), &["openapi"]).ok().json();
    assert!(printed["openapi"].as_str().unwrap().starts_with("3.1"));
    let kept = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/openapi.json");
    if let Ok(text) = std::fs::read_to_string(kept) {
        let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(kept, printed, "run `vigia openapi > web/openapi.json`");
    }
}

#[test]
fn nobody_signs_in_with_a_password_that_nobody_gave() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let served = Served::start(&workspace, &[]);
    for username in ["admin", "vigia", "fiscal"] {
        for password in ["admin", "vigia", "", PASSWORD] {
            let answer = ureq::post(format!("{}/api/v1/session", served.url))
                .header("sec-fetch-site", "none")
                .send_json(serde_json::json!({ "username": username, "password": password }));
            assert!(answer.is_err(), "{username} {password}");
        }
    }
}
