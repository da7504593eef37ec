//! A tie in plain words, with the caution that belongs to a title.

use std::collections::BTreeMap;

use vigia_core::layer::LayerKind;
use vigia_core::tie::{Reading, Relation, Tie};

use crate::messages::Messages;
use crate::sight::Sight;

/// Features of one kind beside a site that are shown.
const NEAREST_SHOWN: usize = 2;

/// Returns what a site lies on, and the nearest few of each kind that it lies beside: the
/// exports have them all.
#[must_use]
pub fn shown_ties(ties: &[Tie]) -> Vec<&Tie> {
    let mut beside: BTreeMap<LayerKind, usize> = BTreeMap::new();
    let is_shown = |tie: &&Tie| {
        let count = beside.entry(tie.kind).or_default();
        *count += usize::from(tie.relation == Relation::Near);
        tie.relation != Relation::Near || *count <= NEAREST_SHOWN
    };
    ties.iter().filter(is_shown).collect()
}

/// Most ties of one target on paper.
const PRINTED_MAX: usize = 8;

/// Returns the ties of a target that are printed, at most [`PRINTED_MAX`], and how many are
/// left out: what the site touches first, the largest share first, then the nearest.
#[must_use]
pub fn printed_ties(ties: &[Tie]) -> (Vec<&Tie>, usize) {
    let touches = |tie: &Tie| tie.relation != Relation::Near || tie.distance.0 == 0.0;
    let mut printed = shown_ties(ties);
    printed.sort_by(|a, b| {
        let by_touch = touches(b).cmp(&touches(a));
        by_touch.then(b.share.total_cmp(&a.share)).then(a.distance.0.total_cmp(&b.distance.0))
    });
    printed.truncate(PRINTED_MAX);
    let left_out = ties.len() - printed.len();
    (printed, left_out)
}

/// Returns a tie in the language of `messages`, as a reader of that sight may see it:
/// `Dentro: derecho minero «X» (código C, titular T, estado titulado); un título no es
/// autoría`.
#[must_use]
pub fn tie_words(tie: &Tie, sight: Sight, messages: &Messages) -> String {
    let tie = &sight.tie(tie.clone());
    let name = if tie.feature_name.is_empty() { &tie.feature_code } else { &tie.feature_name };
    let kind = messages.text(&format!("kind-{}", tie.kind.name().replace('_', "-")), &[]);
    let id = match tie.relation {
        Relation::Within => "tie-words-within",
        Relation::Overlaps => "tie-words-overlaps",
        Relation::Near if tie.distance.0 == 0.0 => "tie-words-touches",
        Relation::Near => "tie-words-near",
    };
    let words = messages.text(
        id,
        &[
            ("kind", kind),
            ("name", name.clone()),
            ("detail", detail(tie, messages)),
            ("share", share_percent(tie.share)),
            ("distance", distance_words(tie.distance.0)),
        ],
    );
    let words = match tie.certainty.and_then(|certainty| probability_words(certainty.touches)) {
        Some(probability) => messages
            .text("tie-words-probability", &[("words", words), ("probability", probability)]),
        None => words,
    };
    let words = match tie.reading {
        Reading::AtOnset => words,
        Reading::Later => messages.text("tie-words-later", &[("words", words)]),
        Reading::Gone => messages.text("tie-words-gone", &[("words", words)]),
    };
    match tie.kind {
        LayerKind::MiningRight => messages.text("tie-words-not-authorship", &[("words", words)]),
        LayerKind::Reinfo => messages.text("tie-words-no-title", &[("words", words)]),
        _ => words,
    }
}

fn detail(tie: &Tie, messages: &Messages) -> String {
    let part = |id: &str, name: &'static str, value: Option<&str>| {
        let value = value.filter(|value| !value.trim().is_empty())?;
        Some(messages.text(id, &[(name, value.to_owned())]))
    };
    let status = tie.status.as_deref().map(|status| status_words(status, messages));
    [
        part("tie-words-code", "code", Some(&tie.feature_code)),
        part("tie-words-holder", "holder", tie.holder.as_deref()),
        part("tie-words-status", "status", status.as_deref()),
        part("tie-words-valid-from", "day", tie.valid_from.map(|day| day.to_string()).as_deref()),
        part("tie-words-valid-to", "day", tie.valid_to.map(|day| day.to_string()).as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(", ")
}

/// States of a right in GEOCATMIN and of a REINFO record, by what the layer writes.
const STATUSES: [(&[&str], &str); 10] = [
    (&["T", "N", "E"], "status-titled"),
    (&["P", "D"], "status-pending"),
    (&["F", "L", "X", "Y"], "status-extinct"),
    (&["A"], "status-quarry"),
    (&["B"], "status-plant"),
    (&["R"], "status-tailings"),
    (&["Q"], "status-accumulation"),
    (&["H"], "status-withdrawal"),
    (&["VIGENTE"], "status-in-force"),
    (&["SUSPENDIDO"], "status-suspended"),
];

/// Returns a status in words; one that is not known stays as the layer writes it.
#[must_use]
pub fn status_words(status: &str, messages: &Messages) -> String {
    let wanted = status.trim().to_uppercase();
    let known = STATUSES.iter().find(|(codes, _)| codes.contains(&wanted.as_str()));
    known.map_or_else(|| status.to_owned(), |(_, id)| messages.text(id, &[]))
}

/// Neither sure to touch nor sure not to: from here to there it is told how sure.
const UNSURE: std::ops::RangeInclusive<f64> = 0.01..=0.99;

fn probability_words(touches: f64) -> Option<String> {
    UNSURE.contains(&touches).then(|| format!("{touches:.2}"))
}

/// A part is never told as nothing or as all of it.
fn share_percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 1.0 { "<1".to_owned() } else { format!("{:.0}", percent.min(99.0)) }
}

/// Returns metres as people say them: `350 m`, from a kilometre on `4.2 km`.
#[must_use]
pub fn distance_words(distance_m: f64) -> String {
    if distance_m < 999.5 {
        format!("{distance_m:.0} m")
    } else {
        format!("{:.1} km", distance_m / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;
    use vigia_core::{Hectares, Metres, SnapshotId};

    fn tie(relation: Relation, share: f64, distance_m: f64) -> Tie {
        Tie {
            kind: LayerKind::MiningRight,
            snapshot: SnapshotId::new("derechos@2024-01-01#00000000"),
            feature_code: "010000125".to_owned(),
            feature_name: "EJEMPLO UNO".to_owned(),
            holder: Some("TITULAR FICTICIO".to_owned()),
            status: Some("T".to_owned()),
            relation,
            area: Hectares(1.0),
            share,
            distance: Metres(distance_m),
            valid_from: None,
            valid_to: None,
            certainty: None,
            reading: Default::default(),
        }
    }

    #[test]
    fn a_right_is_told_with_code_holder_and_caution() {
        let words = |tie: &Tie, language| tie_words(tie, Sight::Full, &Messages::load(language));
        assert_eq!(
            words(&tie(Relation::Within, 1.0, 0.0), Language::Es),
            "Dentro: derecho minero «EJEMPLO UNO» (código 010000125, titular TITULAR FICTICIO, \
             estado titulado); un título no es autoría"
        );
        assert_eq!(
            words(&tie(Relation::Near, 0.0, 1_234.0), Language::En),
            "1.2 km from: mining right “EJEMPLO UNO” (code 010000125, holder TITULAR FICTICIO, \
             status titled); a title is not authorship"
        );
        let part = words(&tie(Relation::Overlaps, 0.999, 0.0), Language::Es);
        assert!(part.starts_with("99 % dentro: derecho minero"), "{part}");
    }

    #[test]
    fn what_is_touched_is_printed_first_then_the_nearest_and_the_rest_is_counted() {
        let of =
            |kind, relation, share, distance_m| Tie { kind, ..tie(relation, share, distance_m) };
        let right = LayerKind::MiningRight;
        let ties = [
            of(right, Relation::Near, 0.0, 900.0),
            of(LayerKind::ProtectedArea, Relation::Near, 0.0, 500.0),
            of(right, Relation::Near, 0.0, 0.0),
            of(right, Relation::Overlaps, 0.2, 0.0),
            of(right, Relation::Near, 0.0, 1_000.0),
            of(LayerKind::NativeCommunity, Relation::Overlaps, 0.8, 0.0),
        ];
        let (printed, left_out) = printed_ties(&ties);
        let told: Vec<(f64, f64)> = printed.iter().map(|tie| (tie.share, tie.distance.0)).collect();
        assert_eq!(told, [(0.8, 0.0), (0.2, 0.0), (0.0, 0.0), (0.0, 500.0), (0.0, 900.0)]);
        assert_eq!(left_out, 1);
        let many = vec![of(right, Relation::Overlaps, 0.1, 0.0); 30];
        let (printed, left_out) = printed_ties(&many);
        assert_eq!((printed.len(), left_out), (8, 22));
    }

    #[test]
    fn a_record_for_formalisation_is_not_called_a_title() {
        let record = Tie { kind: LayerKind::Reinfo, ..tie(Relation::Near, 0.0, 10.0) };
        for (language, caution) in [
            (Language::Es, "; un registro REINFO no es un título"),
            (Language::En, "; a REINFO record is not a title"),
        ] {
            let words = tie_words(&record, Sight::Full, &Messages::load(language));
            assert!(words.ends_with(caution), "{words}");
        }
    }

    #[test]
    fn a_field_team_is_never_told_the_holder() {
        for language in [Language::Es, Language::En] {
            let messages = Messages::load(language);
            for relation in [Relation::Within, Relation::Overlaps, Relation::Near] {
                let words = tie_words(&tie(relation, 0.5, 10.0), Sight::Field, &messages);
                assert!(!words.contains("TITULAR"), "{words}");
                assert!(words.contains("010000125"), "{words}");
            }
        }
    }

    #[test]
    fn a_status_is_told_in_words_and_an_unknown_one_as_it_stands() {
        let es = Messages::load(Language::Es);
        for (status, words) in
            [("T", "titulado"), (" x ", "extinguido"), ("VIGENTE", "vigente"), ("RARO", "RARO")]
        {
            assert_eq!(status_words(status, &es), words);
        }
        for (_, id) in STATUSES {
            assert_ne!(es.text(id, &[]), id);
        }
    }
}
