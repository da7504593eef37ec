//! Models fitted to real pairs, through the command that a user types.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::{command, vigia};

/// A manifest of every fourth row whose label is `wanted`, at its place.
fn manifest(real: &Path, folder: &Path, wanted: &[&str]) -> PathBuf {
    let mut reader = csv::Reader::from_path(real).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (label, paths) = (column("label"), [column("before"), column("after")]);
    let path = folder.join("some.csv");
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&headers).unwrap();
    for (at, row) in reader.records().map(Result::unwrap).enumerate() {
        // Positives are few: all of them.
        if wanted.contains(&&row[label]) && (at % 4 == 0 || &row[label] == "mining_new") {
            let cells = row.iter().enumerate().map(|(at, cell)| {
                let is_path = paths.contains(&at);
                if is_path { real.with_file_name(cell).display().to_string() } else { cell.into() }
            });
            writer.write_record(cells.collect::<Vec<String>>()).unwrap();
        }
    }
    writer.flush().unwrap();
    path
}

#[test]
fn models_of_real_pairs_are_the_same_bytes_on_any_number_of_threads() {
    let Some(real) = vigia_testkit::shared_data("s2-pairs/manifest.csv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let labels = ["mining_new", "mining_before", "natural", "other_human"];
    let manifest = manifest(&real, folder.path(), &labels).display().to_string();
    let files = ["working.json", "pair.toml", "model-card.md"];
    let mut written = Vec::new();
    for threads in ["1", "2"] {
        let out = folder.path().join(threads);
        let run = command(folder.path())
            .args(["train", &manifest, "--repeats", "1", "--format", "json", "--out"])
            .arg(&out)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let summary: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(summary["controls"].as_array().unwrap().len(), 5);
        // Far above chance, far below what a leak would give away: 55 positives alone.
        let auc = summary["held_out"]["primary"]["auc"]["value"].as_f64().unwrap();
        assert!(auc > 0.9, "{auc}");
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        assert!(page.contains("<html lang=\"en\">"));
        written.push(files.map(|name| fs::read_to_string(out.join(name)).unwrap()));
    }
    assert_eq!(written[0], written[1]);
    let [working, pair, card] = &written[0];
    let working: serde_json::Value = serde_json::from_str(working).unwrap();
    assert_eq!(working["trees"]["trees"].as_array().unwrap().len(), 300);
    assert!(pair.contains("[pair.model]\n") && pair.contains("[driver]\n"));
    assert!(card.contains("| before only |") && card.contains("## Limits"));
}

#[test]
fn labels_of_one_kind_are_refused_with_what_is_needed() {
    let Some(real) = vigia_testkit::shared_data("s2-pairs/manifest.csv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let manifest = manifest(&real, folder.path(), &["natural"]).display().to_string();
    let out = folder.path().join("out").display().to_string();
    let run = vigia(folder.path(), &["train", &manifest, "--out", &out]).civil();
    assert_ne!(run.code(), Some(0));
    assert!(run.stderr().contains("of one class") && run.stderr().contains("ten places"));
    assert!(!Path::new(&out).exists());
}
