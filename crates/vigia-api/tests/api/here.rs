//! What lies at a point or in a drawn area.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use vigia_core::Role;

use crate::harness::sample::HOLDER;
use crate::harness::{Answer, Client, Server};

/// Inside alert `a-1` and the first title of the sample.
const INSIDE: &str = "/api/v1/here?lon=-70.495&lat=-12.895";

fn polygon(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
    json!({ "geometry": { "type": "Polygon", "coordinates": [ring] } })
}

#[tokio::test]
async fn a_point_tells_its_ties_alerts_and_reports_with_distances() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let here = analyst.get(INSIDE).await.ok().json();
    assert_eq!(here["degrees"], "12°53′42.0″ S, 70°29′42.0″ O");
    assert!(here["utm"].as_str().unwrap().starts_with("19S 33"), "{here}");
    assert!(here["mgrs"].as_str().unwrap().starts_with("19L"), "{here}");
    let tie = &here["ties"][0];
    assert_eq!((&tie["code"], &tie["relation"]), (&json!("01001"), &json!("within")));
    assert_eq!((&tie["holder"], &tie["distance_m"]), (&json!(HOLDER), &json!(0.0)));
    assert_eq!(tie["layer"], "derechos-mineros");
    assert!(tie["words"].as_str().unwrap().contains("un título no es autoría"), "{tie}");
    assert_eq!(here["ties"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&here["alerts"][0]["id"], &here["alerts"][0]["distance_m"]),
        (&json!("a-1"), &json!(0.0))
    );
    assert_eq!(here["reports"][0]["id"], "r-1");
    // The next alert's outline begins 0.095° farther east, 10.3 km.
    let far = analyst.get(&format!("{INSIDE}&radius_m=12000")).await.ok().json();
    assert_eq!(far["alerts"][1]["id"], "a-2");
    let distance_m = far["alerts"][1]["distance_m"].as_f64().unwrap();
    assert!((distance_m - 10_311.0).abs() < 10.0, "{distance_m}");
}

#[tokio::test]
async fn a_field_team_reads_no_holder_at_a_point_or_in_an_area() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    let point = field.get(&format!("{INSIDE}&radius_m=20000")).await.ok();
    let area = field.post("/api/v1/here", &polygon(-70.52, -12.92, 0.1)).await.ok();
    for answer in [point, area] {
        assert_eq!(answer.json()["ties"][0]["holder"], Value::Null);
        assert!(answer.json()["ties"][0]["words"].as_str().unwrap().contains("01001"));
        assert!(!answer.text().contains("Titular Ficticio"), "{}", answer.text());
    }
}

#[tokio::test]
async fn an_area_tells_the_shares_of_its_ground() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    // West half outside the first title, which begins at 70.51° W.
    let here = analyst.post("/api/v1/here", &polygon(-70.515, -12.905, 0.01)).await.ok().json();
    let tie = &here["ties"][0];
    assert_eq!(tie["relation"], "overlaps");
    assert!((tie["share"].as_f64().unwrap() - 0.5).abs() < 1e-3, "{tie}");
    assert!(tie["words"].as_str().unwrap().starts_with("50 % dentro"), "{tie}");
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_by_name() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    for (query, field) in [
        ("lon=-70&lat=-12.9&radius_m=20001", "radius_m"),
        ("lon=-70&lat=-12.9&radius_m=-1", "radius_m"),
        ("lon=-70&lat=-12.9&radius_m=NaN", "radius_m"),
        ("lon=-200&lat=-12.9", "lon"),
        ("lon=-70&lat=NaN", "lat"),
        ("lon=-70", "lat"),
        ("lon=oeste&lat=-12.9", "lon"),
    ] {
        let problem = analyst.get(&format!("/api/v1/here?{query}")).await;
        let problem = problem.refused(400, "bad_parameter").json();
        assert_eq!(problem["errors"][0]["field"], field, "{query}: {problem}");
    }
    let crossed = json!({ "geometry": { "type": "Polygon",
        "coordinates": [[[-70.0, -13.0], [-69.0, -12.0], [-69.0, -13.0], [-70.0, -12.0]]] } });
    let many: Vec<[f64; 2]> = (0..100_i32).map(|i| [-70.0 + f64::from(i) * 1e-3, -12.9]).collect();
    let many = [
        many.clone(),
        many.into_iter().rev().map(|[x, y]| [x, y + 0.1]).collect(),
        vec![[-70.01, -12.85]],
    ]
    .concat();
    let many = json!({ "geometry": { "type": "Polygon", "coordinates": [many] } });
    for body in [polygon(-80.0, -17.0, 8.0), crossed, many, polygon(-190.0, -12.0, 0.1)] {
        let problem =
            analyst.post("/api/v1/here", &body).await.refused(400, "bad_parameter").json();
        assert_eq!(problem["errors"][0]["field"], "geometry", "{problem}");
    }
    let points = json!({ "geometry": { "type": "MultiPoint", "coordinates": [[-70, -12]] } });
    analyst.post("/api/v1/here", &points).await.refused(400, "bad_body");
    server.anonymous().get(INSIDE).await.refused(401, "not_signed_in");
    let mut without_token = analyst.clone();
    without_token.csrf = None;
    without_token.post("/api/v1/here", &polygon(-70.0, -12.0, 0.1)).await.refused(403, "csrf");
}

#[tokio::test]
async fn a_line_tells_what_lies_beside_it_and_one_that_is_none_is_refused() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let line = |west: f64, radius_m: Value| {
        let line = [[west, -12.93], [west, -12.87]];
        json!({ "geometry": { "type": "LineString", "coordinates": line }, "radius_m": radius_m })
    };
    // Through alert `a-1` and the first title, and then 0.02° west of where the title begins,
    // which are 2,168 m.
    let through = analyst.post("/api/v1/here", &line(-70.495, json!(20.0))).await.ok().json();
    assert_eq!(
        (&through["ties"][0]["code"], &through["alerts"][0]["id"]),
        (&json!("01001"), &json!("a-1"))
    );
    let near = analyst.post("/api/v1/here", &line(-70.53, json!(2_200.0))).await.ok().json();
    assert_eq!(near["ties"][0]["code"], "01001");
    let beside = analyst.post("/api/v1/here", &line(-70.53, Value::Null)).await.ok().json();
    assert_eq!((&beside["ties"], &beside["alerts"]), (&json!([]), &json!([])));
    for (radius_m, field) in [(json!(5.0), "radius_m"), (json!(20_001.0), "radius_m")] {
        let refused = analyst.post("/api/v1/here", &line(-70.5, radius_m)).await;
        assert_eq!(refused.refused(400, "bad_parameter").json()["errors"][0]["field"], field);
    }
    let point = json!({ "geometry": { "type": "LineString", "coordinates": [[-70.0, -12.9]] } });
    let refused = analyst.post("/api/v1/here", &point).await.refused(400, "bad_parameter");
    assert_eq!(refused.json()["errors"][0]["field"], "geometry");
}

/// Sends a file as the page does.
async fn send(client: &Client, query: &str, bytes: impl Into<Body>) -> Answer {
    let request = client.request(Method::POST, &format!("/api/v1/here/file?{query}"));
    let request = request.header("content-type", "application/octet-stream");
    client.send(request.body(bytes.into()).unwrap()).await
}

/// The west half of it lies outside of the first title, which begins at 70.51° W.
const KML: &str = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>caso</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
-70.515,-12.905 -70.505,-12.905 -70.505,-12.895 -70.515,-12.895 -70.515,-12.905</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>sin lugar</name></Placemark></Document></kml>"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_tells_what_lies_on_its_ground_and_what_of_it_is_left_out() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let here = send(&analyst, "name=caso.kml", KML).await.ok().json();
    let tie = &here["ties"][0];
    assert_eq!((&tie["relation"], &tie["holder"]), (&json!("overlaps"), &json!(HOLDER)));
    assert!((tie["share"].as_f64().unwrap() - 0.5).abs() < 1e-3, "{tie}");
    assert_eq!(here["ground"]["coordinates"][0][0].as_array().unwrap().len(), 5);
    assert_eq!((&here["features"], &here["source_crs"]), (&json!(1), &json!("EPSG:4326")));
    assert_eq!(here["left_out_total"], 1);
    let left_out = here["left_out"][0].as_str().unwrap();
    assert!(left_out.contains("caso.kml, feature 2: Un elemento"), "{left_out}");
    let field = server.signed_in(Role::Field).await;
    let answer = send(&field, "name=caso.kml", KML).await.ok();
    assert!(!answer.text().contains("Titular Ficticio"), "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_used_says_why_and_what_to_do() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let metres = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
        "coordinates":[[[337000,8573000],[338000,8573000],[338000,8574000],[337000,8573000]]]}}"#;
    let refused = send(&analyst, "name=caso.geojson", metres).await.refused(422, "unusable_file");
    let detail = refused.json()["detail"].as_str().unwrap().to_owned();
    for words in ["caso.geojson", "EPSG:32719", "PSAD56"] {
        assert!(detail.contains(words), "{detail}");
    }
    send(&analyst, "name=caso.geojson&crs=EPSG:32719", metres).await.ok();
    send(&analyst, "name=a.pdf", "%PDF").await.refused(422, "unusable_file");
    send(&analyst, "name=a.kml", "").await.refused(422, "unusable_file");
    let wide = send(&analyst, "name=caso.kml&radius_m=1", KML).await.refused(400, "bad_parameter");
    assert_eq!(wide.json()["errors"][0]["field"], "radius_m");
    let large = vec![b' '; (16 << 20) + 1];
    send(&analyst, "name=a.kml", large).await.refused(413, "too_large");
    let mut without_token = analyst.clone();
    without_token.csrf = None;
    send(&without_token, "name=caso.kml", KML).await.refused(403, "csrf");
}
