#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use geo::{Area, BooleanOps};
use geo_types::{Geometry, MultiPolygon, Rect};
use vigia_core::indication::{FactSource, Words};
use vigia_core::layer::{Feature, LayerKind};
use vigia_core::tie::{Relation, Tie};
use vigia_core::{
    AlertId, AlertState, DateInterval, Driver, Fingerprint, Hectares, Indication, Metres, Reason,
    SceneId, Sensor, Severity, SiteId, SnapshotId, Standing,
};

use std::path::Path;

use super::*;
use crate::layer_reader::{ReadOptions, read_layer};

fn tie(code: &str, name: &str, relation: Relation, share: f64, distance_m: f64) -> Tie {
    Tie {
        kind: LayerKind::MiningRight,
        snapshot: SnapshotId::new("derechos@2024-01-01#00000000"),
        feature_code: code.into(),
        feature_name: name.into(),
        holder: Some("=TITULAR FICTICIO".into()),
        status: Some("T".into()),
        relation,
        area: Hectares(share * 1.2),
        share,
        distance: Metres(distance_m),
        valid_from: None,
        valid_to: None,
        certainty: None,
        reading: Default::default(),
    }
}

fn indication() -> Indication {
    Indication {
        rule: "regla-ficticia".into(),
        rules: "pe@1#00000000".into(),
        standing: Standing::Met,
        severity: Severity::Prohibition,
        norm: "NORMA FICTICIA".into(),
        article: Some("art. 3".into()),
        text: Words { es: "Está prohibido.".into(), en: "It is prohibited.".into() },
        reviewed_by: None,
        valid_from: jiff::civil::date(2012, 2, 18),
        valid_to: None,
        in_force_throughout: true,
        facts: vec![FactSource {
            kind: LayerKind::MiningRight,
            snapshot: SnapshotId::new("derechos@2024-01-01#00000000"),
            feature_code: "010000125".into(),
        }],
        snapshots: vec![SnapshotId::new("derechos@2024-01-01#00000000")],
        missing: Vec::new(),
    }
}

fn alert() -> Alert {
    Alert {
        id: AlertId::new("A-0001"),
        site: SiteId::new("S-0001"),
        state: AlertState::Provisional,
        driver: Driver::Mining,
        confidence: 0.876_543,
        outline: MultiPolygon(vec![Rect::new((-70.001, -12.901), (-70.0, -12.9)).to_polygon()]),
        area: Hectares(1.2),
        onset: DateInterval::new(jiff::civil::date(2024, 1, 5), jiff::civil::date(2024, 2, 9))
            .unwrap(),
        first_observed: "2024-02-09T14:57:21Z".parse().unwrap(),
        first_alerted: "2024-02-10T03:00:00Z".parse().unwrap(),
        sensors: BTreeSet::from([Sensor::Sentinel2]),
        scenes: vec![SceneId::new("S2A_19LCF_20240209")],
        history_views: Some(12),
        observed_share: 0.42,
        profile: "default@1#abcdef01".into(),
        profile_fingerprint: Fingerprint::of(b"perfil"),
        indications: vec![indication()],
        priority: Vec::new(),
        reasons: vec![Reason { code: "bare_gain".into(), value: 0.31, contribution: 1.25 }],
        ties: vec![
            tie("010000125", "EJEMPLO UNO", Relation::Overlaps, 0.75, 0.0),
            tie("010000225", "", Relation::Near, 0.0, 87.4),
        ],
    }
}

fn cell(text: &str, column: &str) -> String {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let index = table.headers().unwrap().iter().position(|name| name == column).unwrap();
    table.records().next().unwrap().unwrap()[index].to_owned()
}

#[test]
fn geojson_carries_every_promised_property() {
    let value: serde_json::Value =
        serde_json::from_str(&alerts_to_geojson(&[alert()]).unwrap()).unwrap();
    let properties = &value["features"][0]["properties"];
    for name in [
        "id",
        "state",
        "driver",
        "confidence",
        "area_ha",
        "not_before",
        "not_after",
        "first_alerted",
        "sensors",
        "profile",
        "ties",
        "first_observed",
        "observed_share",
        "history_views",
        "reasons",
    ] {
        assert!(!properties[name].is_null(), "{name}");
    }
    assert_eq!(properties["not_before"], "2024-01-05");
    assert_eq!(properties["first_alerted"], "2024-02-10T03:00:00Z");
    assert_eq!(properties["ties"][0]["kind"], "mining_right");
    assert_eq!(properties["ties"][0]["relation"], "overlaps");
    assert_eq!(properties["ties"][1]["distance_m"], 87.4);
    assert_eq!(properties["sensors"][0], "sentinel-2");
    assert!(value.get("crs").is_none());
}

#[test]
fn geojson_has_longitude_first_and_turns_counter_clockwise() {
    let mut turned = alert();
    turned.outline.0[0].exterior_mut(|ring| ring.0.reverse());
    for alert in [alert(), turned] {
        let value: serde_json::Value =
            serde_json::from_str(&alerts_to_geojson(&[alert]).unwrap()).unwrap();
        let ring: Vec<[f64; 2]> =
            serde_json::from_value(value["features"][0]["geometry"]["coordinates"][0][0].clone())
                .unwrap();
        assert!(ring.iter().all(|[lon, lat]| *lon < -69.0 && *lat > -13.0));
        let turn: f64 =
            ring.windows(2).map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1]).sum();
        assert!(turn > 0.0);
    }
}

#[test]
fn csv_quotes_degrees_and_utm() {
    let text = alerts_to_csv(&[alert()]).unwrap();
    assert_eq!(
        (cell(&text, "lon"), cell(&text, "lat")),
        ("-70.000500".into(), "-12.900500".into())
    );
    // echo "-12.9005 -70.0005" | cs2cs -f %.0f EPSG:4326 EPSG:32719
    assert_eq!(
        (cell(&text, "utm_zone"), cell(&text, "utm_easting_m"), cell(&text, "utm_northing_m")),
        ("19S".into(), "391456".into(), "8573656".into())
    );
    assert_eq!(
        cell(&text, "ties"),
        "mining_right 010000125 EJEMPLO UNO: overlaps, 0.9000 ha, 75.0 %; mining_right 010000225: near, 87 m"
    );
    let ties: serde_json::Value = serde_json::from_str(&cell(&text, "ties_json")).unwrap();
    assert_eq!(ties[0]["area_ha"], 0.75 * 1.2);
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_disarmed() {
    let mut hostile = alert();
    hostile.profile = "=HYPERLINK(\"http://x\")".into();
    for (id, expected) in [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("A=1", "A=1"),
    ] {
        hostile.id = AlertId::new(id);
        let text = alerts_to_csv(&[hostile.clone()]).unwrap();
        assert_eq!(cell(&text, "id"), expected);
        assert!(cell(&text, "profile").starts_with("'="));
    }
}

#[test]
fn a_crescent_is_quoted_at_a_place_inside_it() {
    use geo_types::polygon;
    let mut crescent = alert();
    crescent.outline = MultiPolygon(vec![
        polygon![(x: -70.0, y: -12.9), (x: -69.9, y: -12.9), (x: -69.9, y: -12.89), (x: -69.99, y: -12.89), (x: -69.99, y: -12.81), (x: -69.9, y: -12.81), (x: -69.9, y: -12.8), (x: -70.0, y: -12.8)],
    ]);
    assert!(!crescent.outline.contains(&crescent.outline.centroid().unwrap()));
    let text = alerts_to_csv(&[crescent.clone()]).unwrap();
    let point =
        Point::new(cell(&text, "lon").parse().unwrap(), cell(&text, "lat").parse().unwrap());
    assert!(crescent.outline.contains(&point), "{point:?}");
}

#[test]
fn no_alerts_make_empty_but_whole_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alertas.gpkg");
    alerts_to_gpkg(&path, &[]).unwrap();
    assert!(path.exists());
    assert_eq!(alerts_to_csv(&[]).unwrap().lines().count(), 1);
    assert!(alerts_to_geojson(&[]).unwrap().contains("\"features\":[]"));
}

#[test]
fn a_geopackage_comes_back_with_its_ties() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alertas.gpkg");
    alerts_to_gpkg(&path, &[alert()]).unwrap();
    let content = read_layer(&path, &ReadOptions::of_kind(LayerKind::Other)).unwrap();
    let feature = &content.features[0];
    assert_eq!((content.source_crs.as_str(), feature.code.as_str()), ("EPSG:4326", "A-0001"));
    let ties: serde_json::Value = serde_json::from_str(&feature.attributes["ties"]).unwrap();
    assert_eq!(ties.as_array().unwrap().len(), 2);
    let area = |shape: &geo_types::Geometry<f64>| geo::Area::unsigned_area(shape);
    assert_eq!(area(&feature.geometry), area(&alert().outline.into()));
}

#[test]
fn every_format_has_the_same_facts_and_ground_under_the_same_names() {
    use std::collections::BTreeSet;
    let folder = tempfile::tempdir().unwrap();
    let geojson: serde_json::Value =
        serde_json::from_str(&alerts_to_geojson(&[alert()]).unwrap()).unwrap();
    let names: BTreeSet<String> =
        geojson["features"][0]["properties"].as_object().unwrap().keys().cloned().collect();
    let csv = alerts_to_csv(&[alert()]).unwrap();
    let header: BTreeSet<String> = csv.lines().next().unwrap().split(',').map(Into::into).collect();
    assert!(names.is_subset(&header), "{names:?} {header:?}");
    for (write, name) in [
        (alerts_to_gpkg as fn(&Path, &[Alert]) -> Result<(), crate::VectorError>, "alertas.gpkg"),
        (alerts_to_kml, "alertas.kml"),
    ] {
        let path = folder.path().join(name);
        write(&path, &[alert()]).unwrap();
        let ground = match read_layer(&path, &ReadOptions::default()).unwrap().features.remove(0) {
            Feature { geometry: Geometry::Polygon(only), .. } => MultiPolygon(vec![only]),
            Feature { geometry, .. } => MultiPolygon::try_from(geometry).unwrap(),
        };
        let off = alert().outline.xor(&ground);
        assert!(off.unsigned_area() < 1e-12, "{name} lies elsewhere");
        let mut ogrinfo = std::process::Command::new("ogrinfo");
        let told = ogrinfo.args(["-al", "-geom=NO"]).arg(&path).output().unwrap();
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        for fact in &names {
            assert!(told.contains(&format!("  {fact} (")), "{name}: {fact}: {told}");
        }
        for fact in ["NORMA FICTICIA", "Está prohibido.", "derechos@2024-01-01#00000000"] {
            assert!(told.contains(fact), "{name}: {fact}: {told}");
        }
    }
    assert!(cell(&csv, "indications").starts_with(
        "regla-ficticia: NORMA FICTICIA, art. 3 [pe@1#00000000, not reviewed by a jurist]"
    ));
    let record = &geojson["features"][0]["properties"]["indications"][0];
    assert_eq!(record["facts"][0]["feature_code"], "010000125");
}
