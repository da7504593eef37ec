//! The detector on real pairs, through the command that a user types.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::vigia;

#[test]
fn real_pairs_are_called_and_measured() {
    let Some(manifest) = vigia_testkit::shared_data("s2-pairs/manifest.csv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let manifest = manifest.display().to_string();
    let report = vigia(folder.path(), &["evaluate", &manifest, "--format", "json"]).ok().json();
    assert_eq!(report["pairs"], 634);
    assert_eq!(report["predictions"].as_array().unwrap().len(), 634);
    let calls = ["mining_new", "mining_active", "other_change", "no_change", "not_observable"];
    for prediction in report["predictions"].as_array().unwrap() {
        assert!(calls.contains(&prediction["called"].as_str().unwrap()), "{prediction}");
        assert!(prediction["id"].is_string() && prediction["score"].is_number());
    }
    assert!(report["abstained_clear"].is_number());
    // Rows that the model was fitted on are in no headline; the top figures are those of
    // the others.
    let predictions = report["predictions"].as_array().unwrap();
    let seen = predictions.iter().filter(|row| row["was_trained_on"] == true).count();
    assert_eq!(report["pairs_trained_on"], seen);
    assert_eq!(report["headline"]["rows"], 634 - seen);
    assert_eq!(report["f1"], report["headline"]["whole"]["f1"]["value"]);
    for key in ["precision", "recall", "recall_observable", "specificity", "f1"] {
        let is_stated = report[key].is_number() || report[key].is_null();
        assert!(is_stated && report.get(key).is_some(), "{key}");
    }
    // The floor that a rule must clear to be worth running; the figures themselves are
    // reported, not tested: they come from the set that the model was fitted on.
    let f1 = |rows: &str| report[rows]["whole"]["f1"]["value"].as_f64();
    let f1 = if seen > 0 { f1("seen") } else { f1("headline") };
    assert!(f1.unwrap() > 0.5, "f1 {f1:?}");
}

/// A manifest of the first few rows of a label each, with their ids changed by `renamed`.
fn few_pairs(real: &Path, folder: &Path, renamed: impl Fn(&str) -> String) -> PathBuf {
    let mut reader = csv::Reader::from_path(real).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (id, label) = (column("id"), column("label"));
    let paths = [column("before"), column("after")];
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let path = folder.join("few.csv");
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&headers).unwrap();
    for wanted in ["mining_new", "mining_before", "natural"] {
        for row in rows.iter().filter(|row| &row[label] == wanted).take(4) {
            let cells = row.iter().enumerate().map(|(at, cell)| match at {
                at if at == id => renamed(cell),
                at if paths.contains(&at) => real.with_file_name(cell).display().to_string(),
                _ => cell.to_owned(),
            });
            writer.write_record(cells.collect::<Vec<_>>()).unwrap();
        }
    }
    writer.flush().unwrap();
    path
}

#[test]
fn a_report_shows_the_mistakes_of_real_pairs_and_runs_nothing_that_a_manifest_says() {
    let Some(real) = vigia_testkit::shared_data("s2-pairs/manifest.csv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let manifest = few_pairs(&real, folder.path(), |id| format!("../<script>{id}"));
    let (manifest, page) =
        (manifest.display().to_string(), folder.path().join("informe.html").display().to_string());
    let thumbnails = folder.path().join("miniaturas").display().to_string();
    let report = vigia(
        folder.path(),
        &[
            "evaluate",
            &manifest,
            "--report",
            &page,
            "--thumbnails",
            &thumbnails,
            "--format",
            "json",
        ],
    )
    .ok()
    .json();
    assert_eq!(report["pairs"], 12);
    // With a report, every pair is also called with its views alike and turned around.
    assert_eq!(report["load"]["same_view"]["alerts"], 0);
    let page = fs::read_to_string(&page).unwrap();
    assert!(page.starts_with("<!doctype html>\n<html lang=") && !page.contains("<script"));
    let wrong = report["predictions"].as_array().unwrap().iter().filter(|row| {
        let is_called = row["called"] == "mining_new";
        row["called"] == "not_observable"
            || (row["is_positive"] == true && !is_called)
            || (row["is_positive"] == false && row["label"] != "mining_partial" && is_called)
    });
    let wrong = wrong.count();
    assert_eq!(page.matches("<article>").count(), wrong);
    assert_eq!(page.matches("data:image/png;base64,").count(), 4 * wrong);
}

#[test]
fn a_manifest_row_with_a_missing_raster_is_reported_and_the_rest_goes_on() {
    let Some(chips) = vigia_testkit::shared_data("s2-pairs/chips") else { return };
    let folder = tempfile::tempdir().unwrap();
    let first = fs::read_dir(&chips)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().ends_with("_before.tif"))
        .unwrap();
    let after = first.to_string_lossy().replace("_before", "_after");
    let manifest = folder.path().join("m.csv");
    let rows = format!(
        "id,split,label,before,after\ngood,val,natural,{},{after}\nbad,val,natural,absent.tif,{after}\n",
        first.display()
    );
    fs::write(&manifest, rows).unwrap();
    let run =
        vigia(folder.path(), &["evaluate", &manifest.display().to_string(), "--format", "json"])
            .civil();
    let report = run.json();
    assert_eq!(report["predictions"].as_array().unwrap().len(), 1);
    assert!(
        report["unreadable"][0]["subject"].as_str().unwrap().contains("absent.tif"),
        "{report}"
    );
}
