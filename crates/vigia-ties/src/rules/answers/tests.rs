#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::Cell;

use cel::{Program, Value};
use jiff::civil::date;
use proptest::prelude::*;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{DateInterval, Hectares, Metres, SnapshotId};

use super::super::condition::BadCondition;
use super::super::facts::Facts;
use super::super::indications::Case;
use super::*;

/// What is said of ties, the shipped rules' own conditions among them.
const OF_TIES: [&str; 11] = [
    "tie.touches >= 0.5 && tie.status in ['T', 'N', 'E', '']",
    "tie.mostly >= 0.5 && tie.status in ['T', 'N', 'E', '']",
    "tie.touches >= 0.05 || tie.distance_m <= 100.0",
    "tie.kind == 'mining_zone' ? tie.mostly >= 0.5 : tie.code.startsWith('17') && tie.mostly >= 0.5",
    "!(0.5 < tie.share) && tie.share != 1.0 && 0 <= tie.share",
    "tie.code.startsWith('1') != tie.code.startsWith('17')",
    "site.area_ha > 1 ? tie.area_ha == 0.5 : site.driver != 'mining'",
    "tie.name == 'X' || tie.distance_m == 100",
    "tie.touches > 1u || tie.touches < 0.5",
    "tie.distance_m > 100.0 && site.confidence >= 0.5",
    "true",
];
const OF_ALL: [&str; 9] = [
    "site.driver == 'mining' && matched.exists(tie, tie.kind == 'district') && !matched.exists(tie, tie.kind == 'mining_zone')",
    "matched.exists(tie, tie.touches >= 0.5 && tie.status in ['T', 'N'])",
    "matched.all(tie, tie.mostly < 0.5 || tie.code.startsWith('17'))",
    "!matched.all(tie, tie.distance_m > 100.0) && size(matched) < 3",
    "matched.exists(tie, 2 > 1)",
    "site.driver == 'mining' && size(matched) > 0",
    "matched.size() == 0 || site.area_ha > 0.5",
    "size(matched) >= 2u",
    "site.confidence < 0.5",
];
/// More than comparisons: CEL is asked each time.
const ASKED: [&str; 14] = [
    "matched.exists_one(tie, tie.touches >= 0.5)",
    "size(matched.filter(tie, tie.touches >= 0.5)) == 1",
    "matched.map(tie, tie.kind) == ['district']",
    "matched.exists(one, one.touches >= 0.5)",
    "matched.exists(tie, site.driver == 'mining')",
    "matched.exists(tie, tie.touches > tie.mostly)",
    "matched.exists(tie, matched.exists(tie, tie.touches >= 0.5))",
    "tie.touches + tie.mostly > 0.5",
    "tie.touches > tie.mostly",
    "has(tie.code)",
    "tie['touches'] > 0.5",
    "tie.code.contains('7')",
    "['T'].exists(one, one == tie.status)",
    "tie.status in ['T', tie.code]",
];

fn expression(text: &str) -> Program {
    Program::compile(text).unwrap()
}

fn said(program: &Program, about: &About<'_>) -> Result<bool, BadCondition> {
    let undecided = |reason: String| BadCondition::Undecided { text: String::new(), reason };
    match program.execute(&about.context()?) {
        Ok(Value::Bool(said)) => Ok(said),
        other => Err(undecided(format!("{other:?}"))),
    }
}

/// On, beside and far from what the conditions compare with.
fn number() -> impl Strategy<Value = f64> {
    let on = [0.0, -0.0, 0.05, 0.5, 1.0, 2.0, 100.0, f64::NAN, f64::INFINITY];
    let beside = on.map(f64::next_up).into_iter().chain(on.map(f64::next_down));
    prop::sample::select(on.into_iter().chain(beside).collect::<Vec<_>>())
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "T", "N", "P", "X", "1", "17", "170103", "210306"])
        .prop_map(String::from)
}

fn tie() -> impl Strategy<Value = Tie> {
    let kind = prop::sample::select(vec![LayerKind::MiningZone, LayerKind::District]);
    let texts = (text(), text(), prop::option::of(text()));
    let numbers = (number(), number(), number(), number(), number());
    (kind, texts, numbers).prop_map(
        |(kind, (code, name, status), (touches, mostly, share, ha, m))| Tie {
            kind,
            snapshot: SnapshotId::new("x"),
            feature_code: code,
            feature_name: name,
            holder: None,
            status,
            relation: Relation::Near,
            area: Hectares(ha),
            share,
            distance: Metres(m),
            valid_from: None,
            valid_to: None,
            certainty: Some(Certainty { touches, mostly, share_low: 0.0, share_high: 0.0 }),
            reading: Reading::AtOnset,
        },
    )
}

fn case<'a>(ties: &'a [Tie], area_ha: f64, driver: &'a str, confidence: f64) -> Case<'a> {
    Case {
        onset: DateInterval::new(date(2024, 5, 1), date(2024, 5, 20)).unwrap(),
        area: Hectares(area_ha),
        driver,
        confidence,
        ties,
        layers: &[],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_answer_is_what_cel_says_whatever_was_asked_before(
        ties in prop::collection::vec(tie(), 1..30), area_ha in number(), confidence in number(),
        driver in prop::sample::select(vec!["mining", "other"]),
    ) {
        let case = case(&ties, area_ha, driver, confidence);
        let facts = Facts::of(&case);
        let each: Vec<About<'_>> = (0..ties.len()).map(|at| About::Tie(&facts, at)).collect();
        let matched: Vec<usize> = (0..ties.len().min(4)).collect();
        let all: Vec<About<'_>> = (0..=matched.len()).map(|many| About::Matched(&facts, &matched[..many])).collect();
        let of_ties = OF_TIES.iter().map(|text| (text, &each));
        for (text, abouts) in of_ties.chain(OF_ALL.iter().map(|text| (text, &all))) {
            let program = expression(text);
            let answers = Answers::to(program.expression()).expect(text);
            for about in abouts.iter().chain(abouts) {
                let expected = said(&program, about).map_err(|error| error.to_string());
                let found = answers.known_or(about, || said(&program, about));
                prop_assert_eq!(found.map_err(|error| error.to_string()), expected, "{} of {:?}", text, ties);
            }
        }
    }
}

#[test]
fn what_lies_the_same_way_is_asked_once() {
    let like = |touches: f64, code: &str| Tie {
        kind: LayerKind::MiningRight,
        snapshot: SnapshotId::new("x"),
        feature_code: code.into(),
        feature_name: String::new(),
        holder: None,
        status: Some("T".into()),
        relation: Relation::Near,
        area: Hectares(0.0),
        share: 0.0,
        distance: Metres(0.0),
        valid_from: None,
        valid_to: None,
        certainty: Some(Certainty { touches, mostly: 0.0, share_low: 0.0, share_high: 0.0 }),
        reading: Reading::AtOnset,
    };
    let ties = [like(0.0, "1"), like(0.3, "2"), like(0.0, "3"), like(0.5, "4"), like(0.9, "5")];
    let case = case(&ties, 4.0, "mining", 0.9);
    let facts = Facts::of(&case);
    let program = expression(OF_TIES[0]);
    let answers = Answers::to(program.expression()).unwrap();
    let asked = Cell::new(0);
    let found: Vec<bool> = (0..ties.len())
        .map(|at| {
            let about = About::Tie(&facts, at);
            let ask = || {
                asked.set(asked.get() + 1);
                said(&program, &about)
            };
            answers.known_or(&about, ask).unwrap()
        })
        .collect();
    assert_eq!(found, [false, false, false, true, true]);
    assert_eq!(asked.get(), 3, "below, on and above the half");
}

#[test]
fn what_does_more_than_compare_is_asked_each_time() {
    for text in ASKED {
        assert!(Answers::to(expression(text).expression()).is_none(), "{text}");
    }
    let many = (0..13).map(|at| format!("tie.code.startsWith('{at}')")).collect::<Vec<_>>();
    assert!(Answers::to(expression(&many.join(" || ")).expression()).is_none());
}
