//! The detector on real pairs, through the command that a user types.

use std::fs;

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
    for key in ["precision", "recall", "recall_observable", "specificity", "f1"] {
        assert!(report[key].is_number(), "{key}");
    }
    assert!(report["abstained_clear"].is_number());
    // The floor that a rule must clear to be worth running; the figures themselves are
    // reported, not tested: they come from the set that the model was fitted on.
    assert!(report["f1"].as_f64().unwrap() > 0.5, "f1 {}", report["f1"]);
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
