#![allow(clippy::unwrap_used)]
use super::*;
use crate::evaluate::replay::ReplayedAlert;
use crate::evaluate::replay::unit_squares::{alert, day, replay, strip, true_site};
use crate::evaluate::replay_pictures::{Shot, Shots};
use crate::evaluate::replay_report::ReplayReport;
use crate::messages::Language;

const HOSTILE: &str = "\"><script>alert(1)</script>";

fn measured(is_synthetic: bool) -> Measured {
    let truth = vec![
        true_site("found", "mining", "2023-03-10", strip(0.0, 1.0)),
        true_site(HOSTILE, "mining", "2023-03-10", strip(5.0, 1.0)),
        true_site("field", "pasture", "2023-03-10", strip(10.0, 1.0)),
    ];
    let right = alert("s1", "2023-04-01", strip(0.0, 1.0));
    let wrong = ReplayedAlert {
        withdrawn: Some(day("2023-07-01")),
        ..alert("s2", "2023-05-01", strip(10.0, 1.0))
    };
    let replay = replay(vec![right, wrong], &truth);
    let report = ReplayReport::of(&replay, &truth, "default@1#abc".into(), is_synthetic);
    Measured { report, replay, truth }
}

fn page(measured: &Measured, language: Language) -> String {
    let shot = Shot { day: day("2023-02-01"), address: "data:image/webp;base64,AAAA".into() };
    let mut pictures = Pictures::default();
    pictures.alerts.insert(1, Shots { before: Some(shot), after: None });
    html(measured, &pictures, &Messages::load(language))
}

#[test]
fn every_miss_and_every_false_alert_has_its_row_and_what_is_there_of_pictures() {
    let page = page(&measured(false), Language::En);
    let of = |title: &str| {
        let section = &page[page.find(title).unwrap()..];
        section[..section.find("</section>").unwrap()].to_owned()
    };
    let missed = of("Mines that were not found (1)");
    assert!(missed.contains("&quot;&gt;&lt;script&gt;") && !missed.contains("<img"), "{missed}");
    let wrong = of("False alerts (1)");
    for cell in ["s2", "pasture", "2023-05-01", "2023-07-01"] {
        assert!(wrong.contains(cell), "{cell} in {wrong}");
    }
    assert_eq!(wrong.matches("<img").count(), 1);
}

#[test]
fn what_a_truth_says_is_shown_and_never_run() {
    let page = page(&measured(false), Language::Es);
    assert!(!page.contains("<script") && page.contains("default-src &#39;none&#39;"));
}

#[test]
fn a_made_world_is_called_synthetic_before_its_first_figure_and_a_seen_one_is_not() {
    for (language, word) in [(Language::Es, "SINTÉTICOS"), (Language::En, "SYNTHETIC")] {
        let made = page(&measured(true), language);
        assert!(made.find(word).unwrap() < made.find("<h2>").unwrap());
        assert!(!page(&measured(false), language).contains(word));
    }
}

#[test]
fn every_word_of_the_page_is_there_in_both_languages() {
    for language in [Language::Es, Language::En] {
        let page = page(&measured(true), language);
        for marker in [">replay-", ">evaluation-", "{ $"] {
            assert!(!page.contains(marker), "{language:?}: {marker}");
        }
    }
}

#[test]
fn an_empty_replay_beside_an_empty_truth_is_a_page_all_the_same() {
    let replay = crate::evaluate::replay::Replay::default();
    let report = ReplayReport::of(&replay, &[], "default@1#abc".into(), false);
    let page = page(&Measured { report, replay, truth: Vec::new() }, Language::En);
    assert!(page.contains("Mines that were not found (0)") && !page.contains("NaN"));
}
