//! A small sample world replayed beside its truth, through the command that a user types.

use std::fs;

use serde_json::Value;

use crate::harness::{small_world, vigia, workspace};

/// Every number below `value`, with its way there.
fn numbers(way: &str, value: &Value, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => found.push((way.to_owned(), number.as_f64().unwrap())),
        Value::Array(items) => items.iter().for_each(|item| numbers(way, item, found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                numbers(&format!("{way}/{name}"), field, found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_replay_is_measured_beside_the_truth_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let world = small_world();
    vigia(&workspace, &["ingest", "scenes", &world.join("scenes").display().to_string()]).ok();
    vigia(&workspace, &["detect"]).ok();
    let truth = world.join("truth/truth.geojson").display().to_string();
    let page = folder.path().join("informe.html").display().to_string();
    let arguments = ["evaluate", "--truth", &truth, "--report", &page, "--format", "json"];
    let report = vigia(&workspace, &arguments).ok().json();

    assert_eq!(report["synthetic"], true);
    assert!(report["watched_km2"].as_f64().unwrap() > 0.0);
    assert!(report["dates"].as_u64().unwrap() > 6);
    assert!(report["first_date"].as_str() < report["last_date"].as_str());
    let count = |of: &Value, name: &str| of[name].as_u64().unwrap_or_else(|| panic!("{name}"));
    let mines = report["mines"].as_array().unwrap();
    let counted = mines.iter().filter(|mine| mine["standing"] == "counted").count() as u64;
    assert!(counted > 0);
    for which in ["ever_raised", "standing"] {
        let tally = &report[which];
        assert_eq!(count(tally, "mines"), counted);
        assert_eq!(count(tally, "found") + count(tally, "missed"), counted);
        assert!(count(tally, "false_alerts") <= count(tally, "alerts"));
    }
    let alerts = report["alerts"].as_array().unwrap();
    assert_eq!(count(&report["ever_raised"], "alerts"), alerts.len() as u64);
    let wrong = alerts.iter().filter(|alert| alert["is_false"] == true).count() as u64;
    assert_eq!(count(&report["false_load"], "alerts"), wrong);
    for delay in report["delays"].as_object().unwrap().values() {
        let told = delay["days"]["values"].as_array().unwrap().len() as u64;
        let apart = ["undated", "never", "without_start"].map(|name| count(delay, name));
        assert_eq!(told + apart.iter().sum::<u64>(), counted, "{delay}");
    }
    let classes = report["by_area"].as_array().unwrap();
    assert_eq!(classes.len(), 4);
    let mut found = Vec::new();
    numbers("", &report, &mut found);
    for (way, number) in found {
        let is_share = way.contains("share") || way.contains("recall") || way.contains("precision");
        assert!(!is_share || (0.0..=1.0).contains(&number), "{way}: {number}");
    }

    let page = fs::read_to_string(&page).unwrap();
    let missed = count(&report["ever_raised"], "missed");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">") && !page.contains("<script"));
    assert!(page.contains("SYNTHETIC"));
    assert!(page.contains(&format!("Mines that were not found ({missed})")));
    assert!(page.matches("data:image/").count() as u64 <= 2 * (missed + wrong));

    let text = vigia(&workspace, &["evaluate", "--truth", &truth]).ok().stdout();
    assert!(text.starts_with("SYNTHETIC DATA") && text.contains("Days to detection"), "{text}");
}

#[test]
fn a_manifest_and_a_truth_or_neither_are_refused_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["evaluate"][..], &["evaluate", "m.csv", "--truth", "t.geojson"]] {
        let run = vigia(folder.path(), arguments).civil();
        assert!(!run.output.status.success());
        assert!(run.stderr().contains("exactly one"), "{}", run.stderr());
    }
}
