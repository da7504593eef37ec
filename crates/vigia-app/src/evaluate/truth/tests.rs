#![allow(clippy::unwrap_used)]
use super::*;

fn read(text: &str) -> Result<Vec<TrueSite>, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("truth.geojson");
    std::fs::write(&path, text).unwrap();
    read_truth(&path)
}

fn feature(properties: &str) -> String {
    let ring = "[[[0,0],[0.001,0],[0.001,0.001],[0,0.001],[0,0]]]";
    let geometry = format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#);
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn of_stages_the_final_one_counts_and_what_has_none_counts_too() {
    let sites = read(&collection(&[
        feature(r#""id":"M1","driver":"mining","onset":"2023-03-01","stage":"2023-06-01""#),
        feature(
            r#""id":"M1","driver":"mining","onset":"2023-03-01","until":"2024-01-02","stage":"final","vigia:synthetic":true"#,
        ),
        feature(r#""driver":"swidden","onset":"2023-04-01","until":null"#),
    ]))
    .unwrap();
    assert_eq!(sites.len(), 2);
    assert_eq!((sites[0].id.as_str(), sites[1].id.as_str()), ("M1", "#2"));
    assert_eq!(sites[0].until, Some("2024-01-02".parse().unwrap()));
    assert!(sites[0].is_mining() && sites[0].is_synthetic);
    assert!(!sites[1].is_mining() && !sites[1].is_synthetic && sites[1].until.is_none());
    assert!((sites[0].area_ha() - 1.2308).abs() < 1e-3);
}

#[test]
fn a_bad_feature_is_refused_by_its_number() {
    let good = feature(r#""driver":"mining","onset":"2023-03-01""#);
    for bad in [
        feature(r#""onset":"2023-03-01""#),
        feature(r#""driver":"mining""#),
        feature(r#""driver":"mining","onset":"march""#),
        feature(r#""driver":"mining","onset":"2023-03-01","until":"soon""#),
        r#"{"type":"Feature","properties":{"driver":"mining","onset":"2023-03-01"},"geometry":{"type":"Point","coordinates":[0,0]}}"#.to_owned(),
    ] {
        let problem = read(&collection(&[good.clone(), bad])).unwrap_err();
        assert_eq!(problem.code, ProblemCode::LayerUnreadable);
        assert!(problem.detail.contains("feature 1"), "{}", problem.detail);
    }
    assert_eq!(read("{").unwrap_err().code, ProblemCode::LayerUnreadable);
}
