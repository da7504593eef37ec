//! The list of alerts and one alert.

use serde_json::Value;
use vigia_core::Role;

use crate::harness::sample::{self, HOLDER};
use crate::harness::{Client, Server};

fn ids(collection: &Value) -> Vec<&str> {
    collection["features"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

async fn analyst() -> (Server, Client) {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    (server, analyst)
}

#[track_caller]
fn check_found(query: &str, collection: &Value, expected: &[&str]) {
    assert_eq!(ids(collection), expected, "{query}");
    assert_eq!(collection["total"], expected.len(), "{query}");
}

#[tokio::test]
async fn each_filter_includes_and_excludes() {
    let (_server, analyst) = analyst().await;
    for (query, expected) in [
        ("", &["a-1", "a-2", "a-3"][..]),
        ("bbox=-70.45,-13,-70.35,-12", &["a-2"]),
        ("bbox=-70.4901,-13,-70.3999,-12", &["a-1", "a-2"]),
        ("bbox=-70.4899,-13,-70.4001,-12", &[]),
        ("from=2024-07-12", &["a-2", "a-3"]),
        ("from=2024-07-13&to=2024-07-31", &["a-3"]),
        ("to=2024-07-01", &["a-1"]),
        ("from=2024-07-14", &[]),
        ("state=confirmed", &["a-1"]),
        ("state=provisional", &["a-2", "a-3"]),
        ("driver=mining", &["a-1", "a-2", "a-3"]),
        ("driver=other", &[]),
        ("confidence_min=0.8", &["a-1", "a-2"]),
        ("area_min_ha=122.4", &["a-2", "a-3"]),
        ("area_max_ha=122", &["a-1"]),
        ("layer=mining_right", &["a-1", "a-2"]),
        ("layer=river", &[]),
        ("right=01002", &["a-2"]),
        ("right=0100", &[]),
        ("right=01002&state=confirmed", &[]),
        ("sort=largest", &["a-3", "a-2", "a-1"]),
        ("sort=newest", &["a-3", "a-2", "a-1"]),
        ("state=&driver=&bbox=", &["a-1", "a-2", "a-3"]),
    ] {
        let answer = analyst.get(&format!("/api/v1/alerts?{query}")).await.ok().json();
        check_found(query, &answer, expected);
    }
}

#[tokio::test]
async fn what_finds_nothing_is_an_empty_collection() {
    let server = Server::empty().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let answer = analyst.get("/api/v1/alerts?state=confirmed&bbox=-60,-5,-59,-4").await.ok().json();
    let expected = serde_json::json!({
        "type": "FeatureCollection", "features": [], "total": 0, "next_cursor": null,
    });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn a_feature_is_geojson_with_the_coordinates_that_people_quote() {
    let (_server, analyst) = analyst().await;
    let answer = analyst.get("/api/v1/alerts?limit=1").await.ok().json();
    let feature = &answer["features"][0];
    assert_eq!(feature["geometry"]["type"], "MultiPolygon");
    let first = &feature["geometry"]["coordinates"][0][0][0];
    assert!(first[0].as_f64().unwrap() < -70.0 && first[1].as_f64().unwrap() > -13.0, "{first}");
    let properties = &feature["properties"];
    assert_eq!(properties["id"], "a-1");
    assert!(properties["utm"].as_str().unwrap().starts_with("19S 33"), "{properties}");
    assert_eq!(properties["ties"][0]["code"], "01001");
    assert_eq!(properties["not_before"], "2024-07-01");
    assert_eq!(properties["first_observed"], "2025-06-01T12:00:00Z");
}

#[tokio::test]
async fn pages_follow_their_cursors_to_the_end() {
    let (_server, analyst) = analyst().await;
    let (mut seen, mut path) = (Vec::new(), "/api/v1/alerts?limit=2&sort=largest".to_owned());
    for _ in 0..3 {
        let page = analyst.get(&path).await.ok().json();
        assert_eq!(page["total"], 3);
        seen.extend(ids(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next_cursor"].as_str() else { break };
        path = format!("/api/v1/alerts?limit=2&sort=largest&cursor={next}");
    }
    assert_eq!(seen, ["a-3", "a-2", "a-1"]);
}

#[tokio::test]
async fn a_cursor_that_was_changed_or_is_of_another_list_is_refused() {
    let (_server, analyst) = analyst().await;
    let page = analyst.get("/api/v1/alerts?limit=1").await.ok().json();
    let cursor = page["next_cursor"].as_str().unwrap().to_owned();
    let changed =
        format!("{}{}", &cursor[..cursor.len() - 1], if cursor.ends_with('A') { "B" } else { "A" });
    let long = "A".repeat(5_000);
    for query in [
        format!("limit=1&cursor={changed}"),
        format!("limit=1&state=confirmed&cursor={cursor}"),
        format!("limit=1&sort=newest&cursor={cursor}"),
        "cursor=..%2F..%2Fetc%2Fpasswd".to_owned(),
        format!("cursor={long}"),
    ] {
        let answer =
            analyst.get(&format!("/api/v1/alerts?{query}")).await.refused(400, "bad_parameter");
        assert_eq!(answer.json()["errors"][0]["field"], "cursor", "{query}");
    }
    analyst.get(&format!("/api/v1/sites?cursor={cursor}")).await.refused(400, "bad_parameter");
}

#[tokio::test]
async fn a_value_that_cannot_be_used_is_named_and_explained() {
    let (_server, analyst) = analyst().await;
    for (query, field, words) in [
        ("bbox=-12.95,-70.6,-12.85,-70.2", "bbox", "latitud antes que la longitud"),
        ("bbox=-70,-12,-71,-13", "bbox", "el oeste debe ser menor"),
        ("bbox=337000,8570000,338000,8571000", "bbox", "metros (UTM)"),
        ("bbox=-70,-12", "bbox", "oeste,sur,este,norte"),
        ("from=31/03/2025", "from", "2025-03-31"),
        ("from=2025-02-01&to=2025-01-01", "to", "anterior"),
        ("state=sure", "state", "provisional, confirmed"),
        ("driver=crime", "driver", "mining, other, unknown"),
        ("confidence_min=90", "confidence_min", "entre 0 y 1"),
        ("confidence_min=NaN", "confidence_min", "número"),
        ("area_min_ha=-1", "area_min_ha", "entre 0"),
        ("area_min_ha=9&area_max_ha=1", "area_min_ha", "mayor"),
        ("layer=gold", "layer", "mining_right"),
        ("sort=best", "sort", "rank, newest, largest"),
        ("limit=0", "limit", "entre 1 y 500"),
        ("limit=501", "limit", "entre 1 y 500"),
        ("limit=many", "limit", "número"),
    ] {
        let answer =
            analyst.get(&format!("/api/v1/alerts?{query}")).await.refused(400, "bad_parameter");
        let error = &answer.json()["errors"][0];
        assert_eq!(error["field"], field, "{query}");
        assert!(error["detail"].as_str().unwrap().contains(words), "{query}: {error}");
    }
    let both = analyst.get("/api/v1/alerts?state=x&driver=y").await.refused(400, "bad_parameter");
    assert_eq!(both.json()["errors"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn an_alert_is_shown_with_reasons_ties_and_reports_in_words() {
    let (_server, analyst) = analyst().await;
    let shown = analyst.get("/api/v1/alerts/a-1").await.ok().json();
    assert_eq!(shown["id"], "a-1");
    assert!(shown["reasons"][0]["text"].as_str().unwrap().contains("desmonte"), "{shown}");
    let tie = &shown["ties"][0];
    assert_eq!((&tie["holder"], &tie["dated"]), (&HOLDER.into(), &"2025-01-01".into()));
    assert_eq!(
        (&tie["layer"], &tie["status_text"]),
        (&"derechos-mineros".into(), &"titulado".into())
    );
    assert!(tie["words"].as_str().unwrap().contains("un título no es autoría"), "{tie}");
    assert_eq!(shown["reports"][0]["id"], "r-1");
    assert_eq!(shown["reports"][0]["distance_m"], 0.0);
    assert!(shown["degrees"].as_str().unwrap().starts_with("12°53′"), "{shown}");
    assert!(shown["mgrs"].as_str().unwrap().starts_with("19L"), "{shown}");
    assert_eq!(shown["outline"]["type"], "MultiPolygon");
    assert_eq!(shown["views"]["choices"], serde_json::json!([]));
}

#[tokio::test]
async fn an_indication_names_its_norm_its_fact_and_that_it_is_unreviewed() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let alert = analyst.get("/api/v1/alerts/a-1").await.ok().json();
    let one = &alert["indications"][0];
    assert_eq!((&one["norm"], &one["article"]), (&"Norma Ficticia 1".into(), &"3".into()));
    assert_eq!((&one["standing"], &one["reviewed_by"]), (&"met".into(), &Value::Null));
    assert_eq!(one["facts"][0]["name"], alert["ties"][0]["name"]);
    assert_eq!(alert["ties"][0]["certainty"]["share_low"], 0.8);
    // In the reader's language.
    assert_eq!(one["text"], "Está sobre un título.");
}

#[tokio::test]
async fn a_field_team_never_gets_a_holder() {
    let server = Server::with_sample().await;
    sample::write(server.store(), "reinfo", async |effects| {
        let mut alert = sample::alert(1);
        let mut record = sample::tie(1);
        record.kind = vigia_core::layer::LayerKind::Reinfo;
        record.feature_name = HOLDER.to_owned();
        alert.ties.push(record);
        effects.put_alert(&alert).await.unwrap();
    })
    .await;
    let field = server.signed_in(Role::Field).await;
    let analyst = server.signed_in(Role::Analyst).await;
    for path in ["/api/v1/alerts", "/api/v1/alerts/a-1", "/api/v1/sites/s-1"] {
        let told = field.get(path).await.ok().text();
        assert!(!told.contains("Titular"), "{path}: {told}");
    }
    let told = analyst.get("/api/v1/alerts/a-1").await.ok().text();
    assert!(told.contains(HOLDER), "the analyst should read what the field team may not");
}

#[tokio::test]
async fn hostile_identifiers_find_nothing() {
    let (_server, analyst) = analyst().await;
    let long = "x".repeat(10_000);
    for id in ["nada", "..%2F..%2Fetc%2Fpasswd", "%27%20OR%201%3D1--", "a-1%00", &long] {
        for path in ["alerts", "sites", "reports"] {
            let answer = analyst.get(&format!("/api/v1/{path}/{id}")).await;
            answer.refused(404, "not_found");
        }
    }
    let answer = analyst.get("/api/v1/alerts/%FF%FE").await;
    assert_eq!(answer.status.as_u16(), 400, "{}", answer.text());
}
