#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use vigia_core::{Fingerprint, LayerId, SnapshotId};

use super::*;
use crate::messages::{Language, Messages};

fn snapshot(kind: LayerKind) -> Snapshot {
    Snapshot {
        id: SnapshotId::new(format!("{kind}@2024-01-01#00000000")),
        layer: LayerId::new(kind.name()),
        kind,
        source: "capa.geojson".to_owned(),
        licence: None,
        dated: jiff::civil::date(2024, 1, 1),
        fingerprint: Fingerprint::of(kind.name().as_bytes()),
        source_crs: "EPSG:4326".to_owned(),
        operation: "WGS 84".to_owned(),
        operation_accuracy_m: Some(0.0),
        features: 0,
    }
}

fn feature(code: &str, name: &str, holder: Option<&str>) -> Feature {
    let geometry = Geometry::from(Rect::new((-70.0, -12.9), (-69.9, -12.8)).to_polygon());
    Feature {
        code: code.to_owned(),
        name: name.to_owned(),
        holder: holder.map(str::to_owned),
        status: None,
        source_geometry: geometry.clone(),
        geometry,
        attributes: BTreeMap::new(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    }
}

fn asker(sight: Sight, messages: &Messages) -> Asker<'_> {
    Asker { sight, language: Language::Es, messages }
}

fn titles(gazetteer: &Gazetteer, text: &str, sight: Sight) -> Vec<String> {
    let messages = Messages::load(Language::Es);
    let found = gazetteer.find(text, 10, asker(sight, &messages));
    found.into_iter().map(|found| found.title).collect()
}

fn world() -> Gazetteer {
    Gazetteer::build(&[
        (
            snapshot(LayerKind::MiningRight),
            vec![
                feature("010000125", "AURORA", Some("INÉS FICTICIA QUISPE")),
                feature("010000126", "AURORA DOS", Some("Ines Ficticia Quispe")),
                feature("990000001", "LA NUEVA AURORA", Some("MINERA INVENTADA S.A.C.")),
                feature("990000002", "SANTAURORA", None),
            ],
        ),
        (
            snapshot(LayerKind::NativeCommunity),
            vec![feature("CN-1", "Comunidad Nativa Ficticia Río Claro", None)],
        ),
    ])
}

#[test]
fn exact_comes_before_prefix_before_word_before_substring() {
    let expected = ["AURORA", "AURORA DOS", "LA NUEVA AURORA", "SANTAURORA"];
    for text in ["aurora", "AURORA", " Aurorá "] {
        assert_eq!(titles(&world(), text, Sight::Full), expected, "{text}");
    }
}

#[test]
fn a_code_is_found_whole_then_by_its_beginning() {
    assert_eq!(titles(&world(), "010000126", Sight::Full), ["AURORA DOS"]);
    assert_eq!(titles(&world(), "01-00001-26", Sight::Full), ["AURORA DOS"]);
    assert_eq!(titles(&world(), "0100001", Sight::Full), ["AURORA", "AURORA DOS"]);
}

#[test]
fn names_are_found_without_accents_and_by_scattered_words() {
    for text in ["rio claro", "RÍO CLARO", "comunidad claro", "claro, río"] {
        let found = titles(&world(), text, Sight::Full);
        assert_eq!(found, ["Comunidad Nativa Ficticia Río Claro"], "{text}");
    }
}

#[test]
fn a_holder_is_one_result_with_all_their_features() {
    let messages = Messages::load(Language::Es);
    let found = world().find("ines ficticia", 10, asker(Sight::Full, &messages));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].kind, found[0].title.as_str()),
        (FoundKind::Holder, "INÉS FICTICIA QUISPE")
    );
    assert!(found[0].subtitle.ends_with("2"), "{}", found[0].subtitle);
}

#[test]
fn a_field_team_neither_finds_nor_sees_a_holder() {
    for text in ["ines", "ficticia quispe", "INÉS FICTICIA QUISPE", "minera inventada", "a"] {
        let messages = Messages::load(Language::Es);
        for found in world().find(text, 50, asker(Sight::Field, &messages)) {
            assert!(found.kind != FoundKind::Holder, "{found:?}");
            let said = format!("{} {}", found.title, found.subtitle).to_uppercase();
            assert!(!said.contains("QUISPE") && !said.contains("INVENTADA"), "{said}");
        }
    }
    assert!(titles(&world(), "quispe", Sight::Field).is_empty());
    assert!(!titles(&world(), "quispe", Sight::Full).is_empty());
}

#[test]
fn a_name_that_tells_the_holder_is_found_by_its_code_alone_in_the_field() {
    let gazetteer = Gazetteer::build(&[
        (
            snapshot(LayerKind::MiningRight),
            vec![feature("010000127", "INES FICTICIA QUISPE I", Some("INES FICTICIA QUISPE"))],
        ),
        (snapshot(LayerKind::Reinfo), vec![feature("9917000001", "MINERO FICTICIO 01", None)]),
    ]);
    for text in ["ines ficticia", "quispe", "minero ficticio", "ficticio 01"] {
        assert!(titles(&gazetteer, text, Sight::Field).is_empty(), "{text}");
        assert!(!titles(&gazetteer, text, Sight::Full).is_empty(), "{text}");
    }
    assert_eq!(titles(&gazetteer, "010000127", Sight::Field), ["010000127"]);
    assert_eq!(titles(&gazetteer, "9917000001", Sight::Field), ["9917000001"]);
    assert_eq!(titles(&gazetteer, "9917000001", Sight::Full), ["MINERO FICTICIO 01"]);
}

#[test]
fn nothing_is_found_for_what_has_no_letters_or_digits() {
    for text in ["", " ", "…", "\u{202e}", "'; --"] {
        assert!(titles(&world(), text, Sight::Full).is_empty(), "{text:?}");
    }
}

/// The best of several runs, so that a busy machine does not decide.
#[test]
fn seventy_thousand_rights_answer_at_once() {
    let syllables = ["SAN", "TA", "RO", "SA", "MI", "NA", "DEL", "RIO", "VIR", "GEN"];
    let name = |i: usize| {
        let word = |seed: usize| -> String {
            (0..4).map(|k| syllables[(seed / 10_usize.pow(k) + k as usize) % 10]).collect()
        };
        format!("{} {}", word(i), word(i.wrapping_mul(7_919)))
    };
    let rights: Vec<Feature> = (0..70_000)
        .map(|i| feature(&format!("{i:09}"), &name(i), Some(&format!("TITULAR {}", i / 3))))
        .collect();
    let gazetteer = Gazetteer::build(&[(snapshot(LayerKind::MiningRight), rights)]);
    // Tests are built with little optimisation, and machines are busy.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 60 } else { 20 });
    let messages = Messages::load(Language::Es);
    for text in ["virgen", "s", "no existe nada asi", "titular 23", "san rio mina", "000012345"] {
        let once = || {
            let started = Instant::now();
            let found = gazetteer.find(text, 10, asker(Sight::Full, &messages));
            assert!(found.len() <= 10);
            started.elapsed()
        };
        let best = (0..15).map(|_| once()).min().unwrap();
        eprintln!("{text:?}: {best:?}");
        assert!(best < limit, "{text}: {best:?}");
    }
}
