#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::civil::date;
use vigia_core::tie::{Certainty, Reading, Relation, Tie};
use vigia_core::{DateInterval, Hectares, Indication, Metres, SnapshotId, Standing};

use super::*;

fn peru() -> RuleBook {
    RuleBook::from_toml(PERU_TOML).unwrap()
}

fn tie(kind: LayerKind, touches: f64, share: f64) -> Tie {
    Tie {
        kind,
        snapshot: SnapshotId::new(format!("{}@2024-01-01", kind.name())),
        feature_code: "070012503".into(),
        feature_name: "Quebrada Uno".into(),
        holder: None,
        status: Some("T".into()),
        relation: if share > 0.0 { Relation::Overlaps } else { Relation::Near },
        area: Hectares(share * 4.0),
        share,
        distance: Metres(0.0),
        valid_from: None,
        valid_to: None,
        certainty: Some(Certainty { touches, mostly: 0.0, share_low: 0.0, share_high: share }),
        reading: Reading::AtOnset,
    }
}

fn of(rules: &RuleBook, onset: (Date, Date), ties: &[Tie], kinds: &[LayerKind]) -> Vec<Indication> {
    let layers: Vec<LayerInForce> = kinds
        .iter()
        .map(|kind| LayerInForce {
            kind: *kind,
            snapshot: SnapshotId::new(format!("{}@2024-01-01", kind.name())),
        })
        .collect();
    let onset = DateInterval::new(onset.0, onset.1).unwrap();
    let case = Case {
        onset,
        area: Hectares(4.0),
        driver: "mining",
        confidence: 0.9,
        ties,
        layers: &layers,
    };
    rules.indications(&case).unwrap()
}

fn standing<'a>(found: &'a [Indication], rule: &str) -> Vec<&'a Indication> {
    found.iter().filter(|one| one.rule == rule).collect()
}

const MAY: (Date, Date) = (date(2024, 5, 1), date(2024, 5, 20));

#[test]
fn every_shipped_rule_keeps_its_examples_and_is_unreviewed() {
    let rules = peru();
    assert_eq!(rules.failing_examples(), []);
    assert!(rules.examples() >= 2 * rules.rules().len());
    assert!(rules.rules().iter().all(|rule| rule.reviewed_by.is_none()));
}

#[test]
fn every_shipped_rule_has_an_example_that_meets_it_and_one_that_does_not() {
    for rule in peru().rules() {
        let shown = format!("{:?}", rule.examples);
        assert!(shown.contains("expect: Met") && shown.contains("expect: NotMet"), "{}", rule.id);
    }
}

#[test]
fn an_indication_names_its_rule_its_facts_and_its_snapshots() {
    let rules = peru();
    let ties = [tie(LayerKind::ProtectedArea, 0.98, 0.4), tie(LayerKind::MiningRight, 0.1, 0.0)];
    let found = of(&rules, MAY, &ties, &[LayerKind::ProtectedArea, LayerKind::MiningRight]);
    let [area] = standing(&found, "area-natural-protegida")[..] else { panic!("{found:?}") };
    assert_eq!((area.standing, area.reviewed_by.as_ref()), (Standing::Met, None));
    assert_eq!(area.facts[0].feature_code, "070012503");
    assert_eq!(area.snapshots, [SnapshotId::new("protected_area@2024-01-01")]);
    assert!(area.rules.starts_with("pe@1#") && area.in_force_throughout);
    // Nothing titled is likely under it; the snapshot that says so is named.
    let [without] = standing(&found, "sin-derecho-vigente")[..] else { panic!("{found:?}") };
    assert_eq!(without.snapshots, [SnapshotId::new("mining_right@2024-01-01")]);
    assert!(without.facts.is_empty());
}

#[test]
fn without_a_layer_nothing_is_said_of_its_ground() {
    let found = of(&peru(), MAY, &[], &[]);
    let [zone] = standing(&found, "fuera-de-la-zona-de-pequena-mineria")[..] else {
        panic!("{found:?}")
    };
    assert_eq!(zone.standing, Standing::NotEvaluable);
    assert_eq!(zone.missing, [LayerKind::MiningZone, LayerKind::District]);
    assert!(standing(&found, "cuerpo-de-agua").is_empty());
}

#[test]
fn where_the_law_changed_within_the_onset_both_texts_are_read() {
    let rules = peru();
    let found = of(&rules, (date(2026, 1, 20), date(2026, 2, 10)), &[], &[]);
    let both = standing(&found, "mineria-ilegal");
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|one| !one.in_force_throughout));
    let before = of(&rules, (date(2026, 1, 1), date(2026, 1, 31)), &[], &[]);
    let [one] = standing(&before, "mineria-ilegal")[..] else { panic!("{before:?}") };
    assert!(one.in_force_throughout && one.valid_to == Some(date(2026, 1, 31)));
}

const RULE: &str = r#"
name = "x"
version = 1
[[rule]]
id = "r"
norm = "n"
valid_from = "2020-01-01"
severity = "context"
reviewed_by = ""
kinds = ["river"]
tie = "tie.distance_m < 10.0"
when = "size(matched) > 0"
text = { es = "a", en = "b" }
[[rule.example]]
name = "e"
onset = ["2024-01-01", "2024-01-02"]
ties = [{ kind = "river", distance_m = 5.0 }]
expect = "met"
"#;

#[test]
fn what_cannot_be_a_rule_is_refused_with_its_name_and_reason() {
    let refused = |from: &str, to: &str| {
        assert!(RULE.contains(from));
        RuleBook::from_toml(&RULE.replacen(from, to, 1)).unwrap_err().to_string()
    };
    assert!(RuleBook::from_toml(RULE).unwrap().failing_examples().is_empty());
    assert!(refused("tie.distance_m < 10.0", "tie.distance_m <").contains("rule r: "));
    let unknown = refused("size(matched) > 0", "size(sites) > 0");
    assert!(unknown.contains("sites") && unknown.contains("matched"), "{unknown}");
    assert!(refused("norm = \"n\"", "norm = \"n\"\nvalid_to = \"2019-12-31\"").contains("before"));
    assert!(refused("norm = \"n\"", "normm = \"n\"").contains("normm"));
    let (head, rule) = RULE.split_once("[[rule]]").unwrap();
    let twice = format!("{head}[[rule]]{rule}[[rule]]{rule}");
    assert!(RuleBook::from_toml(&twice).unwrap_err().to_string().contains("twice on 2020-01-01"));
}

#[test]
fn an_example_that_its_rule_does_not_keep_is_named() {
    let failing = |from: &str, to: &str| {
        RuleBook::from_toml(&RULE.replacen(from, to, 1)).unwrap().failing_examples()
    };
    let met = failing("expect = \"met\"", "expect = \"not_met\"");
    assert_eq!((met[0].example.as_str(), met[0].found.as_str()), ("e", "Met"));
    // A condition that is neither true nor false is a fault of the rule, not a "no".
    let undecided = failing("tie.distance_m < 10.0", "tie.distance_m");
    assert!(undecided[0].found.contains("neither true nor false"), "{undecided:?}");
}
