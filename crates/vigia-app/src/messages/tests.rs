#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use vigia_core::problem::PROBLEM_CODES;
use vigia_reports::NOTE_CODES;

use super::*;

const LANGUAGES: [Language; 2] = [Language::Es, Language::En];

/// Message ids of a language's files, each with the arguments that it uses.
fn messages_of(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in language.files().iter().flat_map(|(_, text)| text.lines()) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            current = line.split_whitespace().next().unwrap().to_owned();
            assert!(messages.insert(current.clone(), BTreeSet::new()).is_none(), "{current} twice");
        }
        for argument in line.split('$').skip(1) {
            let end = argument.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
            let name = &argument[..end.unwrap_or(argument.len())];
            messages.entry(current.clone()).or_default().insert(name.to_owned());
        }
    }
    messages
}

#[test]
fn every_locale_file_is_valid_fluent_without_number_or_date_formatting() {
    for (name, text) in LANGUAGES.iter().flat_map(|language| language.files()) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{name}: {errors:?}");
        }
        let formats = text.lines().any(|line| {
            !line.starts_with('#') && (line.contains("NUMBER(") || line.contains("DATETIME("))
        });
        assert!(!formats, "{name}");
    }
}

#[test]
fn every_problem_has_a_title_and_a_remedy_in_both_languages() {
    for language in LANGUAGES {
        let messages = Messages::load(language);
        for code in PROBLEM_CODES {
            for id in
                [format!("problem-{}", code.as_str()), format!("problem-{}-remedy", code.as_str())]
            {
                let text = messages.text(&id, &[]);
                assert!(text != id && !text.trim().is_empty(), "{language:?} lacks {id}");
            }
        }
    }
}

#[test]
fn every_note_of_the_report_readers_has_its_words() {
    let args = [("subject", "a.gpx".to_owned()), ("count", "3".to_owned())];
    for language in LANGUAGES {
        let messages = Messages::load(language);
        for code in NOTE_CODES {
            let text = messages.text(&format!("note-{}", code.as_str()), &args);
            assert!(text.contains("a.gpx") && text.contains('3'), "{language:?}: {text}");
        }
    }
}

#[test]
fn both_languages_hold_the_same_messages_with_the_same_arguments() {
    assert_eq!(messages_of(Language::Es), messages_of(Language::En));
}

#[test]
fn no_two_problems_share_their_words() {
    for language in LANGUAGES {
        let messages = Messages::load(language);
        let titles: BTreeSet<String> = PROBLEM_CODES
            .iter()
            .map(|code| messages.text(&format!("problem-{}", code.as_str()), &[]))
            .collect();
        assert_eq!(titles.len(), PROBLEM_CODES.len(), "{language:?}");
    }
}

#[test]
fn arguments_are_filled_in_as_they_are_given() {
    let args = [("subject", "ruta.gpx".to_owned()), ("count", "1,234".to_owned())];
    let text = Messages::load(Language::Es).text("note-duplicates-merged", &args);
    assert_eq!(text, "ruta.gpx: 1,234 entradas repetidas se contaron una sola vez.");
}

#[test]
fn a_message_that_does_not_exist_returns_as_its_id() {
    assert_eq!(Messages::load(Language::En).text("no-such-message", &[]), "no-such-message");
}

#[test]
fn messages_may_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Messages>();
}
