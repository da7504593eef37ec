#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use vigia_ties::geodesic_area;

use super::*;

const TRACK: &str = r#"<?xml version="1.0"?>
<gpx version="1.1" creator="prueba" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="-12.85" lon="-69.95"><name>draga</name></wpt>
<trk><name>patrulla</name><trkseg>
<trkpt lat="-12.9" lon="-70.0"></trkpt><trkpt lat="-12.9" lon="-69.9"></trkpt>
</trkseg></trk></gpx>"#;

fn file(name: &str, text: &str) -> GroundFile {
    GroundFile { name: name.to_owned(), bytes: text.into(), crs: None, radius_m: 500.0 }
}

async fn refused(file: GroundFile) -> Problem {
    match read(file).await.unwrap_err() {
        AppError::Input(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn square(crs: &str, west: f64, south: f64, side: f64) -> String {
    let (east, north) = (west + side, south + side);
    format!(
        r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{}},
        "geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],
        [{east},{north}],[{west},{north}],[{west},{south}]]]}}}}]}}"#
    )
}

#[tokio::test]
async fn a_track_is_the_ground_beside_it_and_a_waypoint_that_around_it() {
    let found = read(file("patrulla.gpx", TRACK)).await.unwrap();
    assert_eq!((found.features, found.source_crs.as_str()), (2, "EPSG:4326"));
    let circle_ha = std::f64::consts::PI * 500.0 * 500.0 / 1e4;
    let expected_ha = 10_853.0 * 1_000.0 / 1e4 + 2.0 * circle_ha;
    let found_ha = geodesic_area(found.ground.outline()).0;
    assert!((found_ha / expected_ha - 1.0).abs() < 0.01, "{found_ha} {expected_ha}");
}

#[tokio::test]
async fn metres_need_a_stated_crs_and_are_placed_by_it() {
    let text = square("", 350_000.0, 8_570_000.0, 1_000.0);
    let problem = refused(file("caso 7.geojson", &text)).await;
    assert_eq!(problem.code, ProblemCode::LayerWithoutCrs);
    assert_eq!(problem.subject, "caso 7.geojson");
    let stated = GroundFile { crs: Some("EPSG:32719".to_owned()), ..file("a.geojson", &text) };
    let found = read(stated).await.unwrap();
    let found_ha = geodesic_area(found.ground.outline()).0;
    assert!((found_ha - 100.0).abs() < 0.1, "{found_ha}");
    assert_eq!(found.source_crs, "EPSG:32719");
}

#[tokio::test]
async fn what_is_no_ground_is_refused_without_a_word_of_where_it_lay() {
    let temporary = std::env::temp_dir().display().to_string();
    let cases = [
        (file("a.pdf", "%PDF-1.7"), ProblemCode::FormatUnknown),
        (file("../../etc/a.kml", "<kml><Folder>"), ProblemCode::LayerUnreadable),
        (file("a.gpx", "<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx/>"), ProblemCode::LayerUnreadable),
        (file("a.gpx", "<gpx version='1.1'></gpx>"), ProblemCode::LayerEmpty),
        (file("a.zip", "PK\u{3}\u{4}no"), ProblemCode::LayerUnreadable),
        (file("a.geojson", &square("", -12.9, -70.0, 0.1)), ProblemCode::AxesSwapped),
        (file("a.geojson", &square("", 10.0, 50.0, 0.1)), ProblemCode::CoordinatesImplausible),
        (file("a.geojson", &square("", -73.0, -13.0, 3.0)), ProblemCode::TooLarge),
    ];
    for (file, code) in cases {
        let name = file.name.clone();
        let problem = refused(file).await;
        assert_eq!(problem.code, code, "{name}: {problem}");
        let words = format!("{} {}", problem.subject, problem.detail);
        assert!(!words.contains(&temporary) && words.contains(&name), "{words}");
    }
    let large = GroundFile { bytes: vec![b'{'; FILE_MAX_BYTES + 1], ..file("a.geojson", "") };
    assert_eq!(refused(large).await.code, ProblemCode::TooLarge);
}

#[tokio::test]
async fn a_radius_out_of_range_is_refused_by_name() {
    let wide = GroundFile { radius_m: 20_001.0, ..file("patrulla.gpx", TRACK) };
    let refused = read(wide).await.unwrap_err();
    assert!(matches!(refused, AppError::BadValue { field: "radius_m", .. }), "{refused:?}");
}
