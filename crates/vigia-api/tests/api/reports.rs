//! Field reports.

use vigia_core::Role;

use crate::harness::Server;

#[tokio::test]
async fn reports_are_listed_by_box_and_shown() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    let page = field.get("/api/v1/reports").await.ok().json();
    assert_eq!(page["total"], 1);
    let feature = &page["features"][0];
    assert_eq!(feature["geometry"]["coordinates"], serde_json::json!([-70.495, -12.895]));
    assert_eq!(feature["properties"]["note"], "dos balsas junto a la orilla");
    let elsewhere = field.get("/api/v1/reports?bbox=-60,-13,-59,-12").await.ok().json();
    assert_eq!(
        (&elsewhere["total"], &elsewhere["next_cursor"]),
        (&0.into(), &serde_json::Value::Null)
    );
    let shown = field.get("/api/v1/reports/r-1").await.ok().json();
    assert_eq!((&shown["id"], &shown["file_name"]), (&"r-1".into(), &"envio.json".into()));
    assert!(shown["utm"].as_str().unwrap().starts_with("19S "), "{shown}");
    field.get("/api/v1/reports?limit=x").await.refused(400, "bad_parameter");
}
