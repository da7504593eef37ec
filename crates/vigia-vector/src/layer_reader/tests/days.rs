//! The days between which features stood.

use super::*;

/// Points with these attributes, one each.
fn dated(rows: &[(&str, &str)]) -> LayerContent {
    let features: Vec<String> = rows
        .iter()
        .map(|(from, to)| {
            let columns = format!(r#"{{"FEC_DENU":{from},"FIN":{to}}}"#);
            format!(r#"{{"type":"Feature","properties":{columns},"geometry":{PUERTO}}}"#)
        })
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fechas.geojson");
    std::fs::write(&path, text).unwrap();
    let end = "kinds = [\"mining_right\"]\nvalid_to = [\"FIN\"]";
    let options = ReadOptions {
        mappings: vec![FieldMapping::from_toml("fin.toml", end).unwrap()],
        loaded_on: Some(jiff::civil::date(2026, 1, 15)),
        ..ReadOptions::of_kind(LayerKind::MiningRight)
    };
    read_layer(&path, &options).unwrap()
}

#[test]
fn features_carry_the_days_between_which_they_stood() {
    let content = dated(&[(r#""03/05/2011""#, "1735689600000"), ("null", r#""""#)]);
    let [first, second] = content.features.as_slice() else { panic!() };
    assert_eq!(first.valid_from, Some(jiff::civil::date(2011, 5, 3)));
    assert_eq!(first.valid_to, Some(jiff::civil::date(2025, 1, 1)));
    assert_eq!((second.valid_from, second.valid_to), (None, None));
    assert!(content.problems.is_empty(), "{:?}", content.problems);
}

#[test]
fn dates_that_cannot_be_used_are_counted_once_a_column_and_their_features_are_kept() {
    let content = dated(&[
        (r#""2011-05-03""#, "null"),
        (r#""31/02/2011""#, "null"),
        ("40666", r#""2150-01-01""#),
        (r#""2020-01-01""#, r#""2019-01-01""#),
    ]);
    assert_eq!(content.features.len(), 4);
    let days: Vec<_> = content.features.iter().map(|f| (f.valid_from, f.valid_to)).collect();
    assert_eq!(days[0], (Some(jiff::civil::date(2011, 5, 3)), None));
    assert_eq!(days[1..], [(None, None); 3]);
    assert_eq!(codes(&content), [ProblemCode::DateUnusable; 2]);
    let [from, to] = content.problems.as_slice() else { panic!() };
    assert!(from.subject.ends_with("fechas.geojson, column FEC_DENU"), "{from}");
    assert!(from.detail.contains("2 of 4") && from.detail.contains("31/02/2011"), "{from}");
    assert!(to.subject.ends_with("column FIN") && to.detail.contains("2 of 2"), "{to}");
    assert!(to.detail.contains("feature 3"), "{to}");
}
