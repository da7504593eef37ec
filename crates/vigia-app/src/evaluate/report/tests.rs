#![allow(clippy::unwrap_used)]

use geo::Point;
use vigia_core::{Problem, ProblemCode, Reason};

use super::*;
use crate::evaluate::judged::CALLED_HIDDEN;
use crate::evaluate::judged::held_out::Contender;
use crate::evaluate::judged::tests::row;
use crate::evaluate::pair_report::Prediction;
use crate::messages::Language;

const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";

fn prediction(judged: Judged) -> Prediction {
    Prediction {
        clearings: usize::from(judged.is_called()),
        judged,
        clear_share: (0.98, 0.51),
        area_km2: 0.23,
        reasons: vec![Reason { code: "pond_mix".into(), value: 0.4, contribution: 1.25 }],
        cause: Some("water"),
        audit_note: "arena lavada".into(),
        controls: None,
    }
}

/// Two right and one wrong of each class, an older mine called new, and one hidden pair.
fn rows() -> Vec<Judged> {
    let mut rows: Vec<Judged> = [(true, 0.9), (true, 0.8), (true, 0.1), (false, 0.1), (false, 0.7)]
        .iter()
        .enumerate()
        .map(|(index, (is_positive, score))| row(index, *is_positive, *score))
        .collect();
    rows.push(Judged {
        label: "mining_before".into(),
        is_negative: false,
        is_primary: false,
        ..row(5, false, 0.8)
    });
    rows.push(Judged { called: CALLED_HIDDEN, ..row(6, true, 0.0) });
    rows
}

fn report_of(rows: Vec<Judged>) -> PairReport {
    let positions: Vec<_> = (0..rows.len()).map(|i| Point::new(i as f64, 0.0)).collect();
    let predictions = rows.into_iter().map(prediction).collect();
    PairReport::of("default@1#abc".into(), predictions, &positions, Vec::new())
}

fn page(report: &PairReport, held_out: Option<&HeldOut>, language: Language) -> String {
    html(report, held_out, &Messages::load(language))
}

fn ids_in<'a>(page: &'a str, title: &str) -> Vec<&'a str> {
    let start = page.find(title).unwrap();
    let section = &page[start..];
    let section = &section[..section.find("</section>").unwrap()];
    section.split("<article><h3><code>").skip(1).map(|s| s.split('<').next().unwrap()).collect()
}

#[test]
fn every_mistake_and_every_hidden_pair_is_shown_in_its_section() {
    let page = page(&report_of(rows()), None, Language::En);
    assert_eq!(ids_in(&page, "New mining that was not found (1)"), ["p2"]);
    assert_eq!(ids_in(&page, "False alarms (1)"), ["p4"]);
    assert_eq!(ids_in(&page, "Earlier mines called new mining (1)"), ["p5"]);
    assert_eq!(ids_in(&page, "Not observable (1)"), ["p6"]);
    assert_eq!(page.matches("<q>arena lavada</q>").count(), 4);
    assert!(page.contains("Clear: 98\u{a0}% before, 51\u{a0}% after."));
    assert!(page.contains("Likeliest cause of the change: water (river, lake or flood)."));
}

#[test]
fn ids_labels_and_notes_of_a_manifest_cannot_become_markup() {
    let mut rows = rows();
    for row in &mut rows {
        row.id = format!("{}{HOSTILE}", row.id);
    }
    rows.push(Judged { label: HOSTILE.into(), is_negative: false, ..row(9, false, 0.2) });
    let mut report = report_of(rows);
    for prediction in &mut report.predictions {
        prediction.audit_note = HOSTILE.into();
    }
    report.unreadable.push(Problem::new(ProblemCode::FileUnreadable, HOSTILE, HOSTILE.to_owned()));
    report.profile = HOSTILE.into();
    let page = page(&report, None, Language::Es);
    assert!(!page.contains("<script") && !page.contains("<img"), "markup got through");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_file_asks_nobody_for_anything() {
    let page = page(&report_of(rows()), None, Language::Es);
    for address in ["http:", "https:", "src=", "@import", "url(", "<link", "<script"] {
        assert!(!page.contains(address), "{address}");
    }
    assert!(page.contains("default-src &#39;none&#39;"));
}

#[test]
fn both_languages_have_all_their_words() {
    let held_out = held_out();
    for (language, code) in [(Language::Es, "es"), (Language::En, "en")] {
        let page = page(&report_of(rows()), Some(&held_out), language);
        assert!(page.contains(&format!("<html lang=\"{code}\">")));
        // A message that does not exist shows as its id.
        assert!(!page.contains("evaluation-"), "{language:?} lacks a message");
    }
}

#[test]
fn rows_seen_in_training_are_a_section_apart_and_marked() {
    let mut rows = rows();
    rows[4].was_trained_on = true;
    let report = report_of(rows);
    let page = page(&report, None, Language::En);
    assert!(page.contains("Pairs that the model never saw</h2>"));
    assert!(page.contains("Pairs that the model was fitted on (optimistic)</h2>"));
    assert_eq!(page.matches("seen in training</span>").count(), 1);
    assert!(page.contains("(met)") || page.contains("(not met)"));
}

#[test]
fn where_all_rows_were_seen_no_goal_is_claimed_and_the_way_on_is_told() {
    let rows = rows().into_iter().map(|row| Judged { was_trained_on: true, ..row }).collect();
    let page = page(&report_of(rows), None, Language::En);
    assert!(page.contains("vigia train MANIFEST"));
    assert!(!page.contains("Pairs that the model never saw</h2>"));
    assert!(!page.contains("(met)") && !page.contains("(not met)"));
}

fn held_out() -> HeldOut {
    let contender = |name: &str| Contender { name: name.into(), repeats: vec![rows()] };
    HeldOut {
        repeats: vec![rows(), rows()],
        controls: vec![contender("before_only"), contender("a_rule_of_one's_own")],
        ablations: vec![contender("ponds")],
    }
}

#[test]
fn held_out_rows_lead_with_controls_and_ablations_beside() {
    let rows = rows().into_iter().map(|row| Judged { was_trained_on: true, ..row }).collect();
    let page = page(&report_of(rows), Some(&held_out()), Language::En);
    let at = |text: &str| page.find(text).unwrap();
    let held_out = at("Cross-validation: places that the model never saw</h2>");
    assert!(held_out < at("Controls and floors</h2>"));
    assert!(at("Controls and floors</h2>") < at("The model without each idea</h2>"));
    assert!(at("The model without each idea</h2>") < at("(optimistic)</h2>"));
    assert!(
        page.contains("the earlier view only</th>") && page.contains("a_rule_of_one&#39;s_own")
    );
    // Cases are those of the held-out calls, which did not see their rows.
    assert_eq!(page.matches("seen in training</span>").count(), 0);
}

#[test]
fn a_report_is_written_whole_and_readable_or_its_place_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("informe.html");
    let (report, messages) = (report_of(rows()), Messages::load(Language::Es));
    write(&path, &report, None, &messages).unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("<!doctype html>") && written.ends_with("</html>\n"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let error = write(&folder.path().join("no/informe.html"), &report, None, &messages);
    assert!(matches!(error, Err(AppError::File { .. })));
}

#[test]
fn a_manifest_without_a_pair_gives_a_report_all_the_same() {
    let page = page(&report_of(Vec::new()), None, Language::Es);
    assert!(page.contains("Minería nueva no encontrada (0)"));
}
