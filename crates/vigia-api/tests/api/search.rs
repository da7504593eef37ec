//! The one search box.

use serde_json::Value;
use vigia_core::Role;

use crate::harness::{Client, Server};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn results(client: &Client, text: &str) -> Vec<Value> {
    let answer = client.get(&format!("/api/v1/search?q={}", encoded(text))).await.ok().json();
    answer["results"].as_array().unwrap().clone()
}

#[tokio::test]
async fn coordinates_codes_names_holders_and_alerts_are_found() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    for (text, kind, title) in [
        ("-12.9, -70.0", "coordinates", "12°54′00.0″ S, 70°00′00.0″ O"),
        ("19S 391510 8573711", "coordinates", "19S 391510 8573711"),
        ("19LCF9151073711", "coordinates", "19LCF9151073711"),
        ("01002", "right", "CONCESIÓN INVENTADA 2"),
        ("concesion inventada 1", "right", "CONCESIÓN INVENTADA 1"),
        ("titular ficticio", "holder", "Titular Ficticio S.A."),
        ("A-3", "alert", "a-3"),
    ] {
        let found = results(&analyst, text).await;
        assert_eq!(
            (&found[0]["kind"], &found[0]["title"]),
            (&kind.into(), &title.into()),
            "{text}"
        );
        assert!(found[0]["lon"].as_f64().unwrap() < -69.0, "{found:?}");
    }
    assert_eq!(results(&analyst, "inventada").await.len(), 2);
    let one = analyst.get("/api/v1/search?q=inventada&limit=1").await.ok().json();
    assert_eq!(one["results"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_utm_position_without_zone_is_three_results_that_say_so() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let found = results(&analyst, "391510 8573711").await;
    assert_eq!(found.len(), 3, "{found:?}");
    for (result, zone) in found.iter().zip(["17S", "18S", "19S"]) {
        assert_eq!(result["title"], format!("{zone} 391510 8573711"));
        let said = result["subtitle"].as_str().unwrap();
        assert!(said.contains("Sin zona") && said.contains(zone), "{said}");
    }
}

#[tokio::test]
async fn a_field_team_finds_no_holder() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    assert_eq!(results(&field, "titular ficticio").await, Vec::<Value>::new());
    assert_eq!(results(&field, "Titular Ficticio S.A.").await, Vec::<Value>::new());
    let found = results(&field, "inventada").await;
    assert_eq!(found.len(), 2);
    assert!(!format!("{found:?}").contains("Titular"), "{found:?}");
}

#[tokio::test]
async fn hostile_text_is_answered_calmly() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let long = "á9 ".repeat(3_400);
    for text in [
        "",
        " ",
        "\u{0}\u{7}\u{1b}[2J",
        "\u{202e}\u{2066}",
        "'; DROP TABLE alert; --",
        "%%%",
        "((((",
        &long,
    ] {
        assert_eq!(results(&analyst, text).await, Vec::<Value>::new(), "{text:?}");
    }
    assert_eq!(results(&analyst, "\u{202e}010\u{200b}02").await[0]["code"], "01002");
    for (query, field) in [("", "q"), ("q=a&limit=0", "limit"), ("q=a&limit=51", "limit")] {
        let problem = analyst.get(&format!("/api/v1/search?{query}")).await;
        let problem = problem.refused(400, "bad_parameter").json();
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    server.anonymous().get("/api/v1/search?q=a").await.refused(401, "not_signed_in");
}
