//! Sites.

use vigia_core::Role;

use crate::harness::Server;

#[tokio::test]
async fn sites_are_listed_by_box_and_page() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let page = analyst.get("/api/v1/sites?limit=2").await.ok().json();
    assert_eq!(page["total"], 3);
    let next = page["next_cursor"].as_str().unwrap();
    let last = analyst.get(&format!("/api/v1/sites?limit=2&cursor={next}")).await.ok().json();
    assert_eq!(last["features"][0]["id"], "s-3");
    assert_eq!(last["next_cursor"], serde_json::Value::Null);
    let boxed = analyst.get("/api/v1/sites?bbox=-70.45,-13,-70.35,-12").await.ok().json();
    assert_eq!((&boxed["total"], &boxed["features"][0]["id"]), (&1.into(), &"s-2".into()));
    let nowhere = analyst.get("/api/v1/sites?bbox=-60,-13,-59,-12").await.ok().json();
    assert_eq!((&nowhere["total"], &nowhere["features"]), (&0.into(), &serde_json::json!([])));
    analyst.get("/api/v1/sites?bbox=-13,-70,-12,-69").await.refused(400, "bad_parameter");
}

#[tokio::test]
async fn a_site_is_shown_with_its_alert() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let shown = analyst.get("/api/v1/sites/s-2").await.ok().json();
    assert_eq!((&shown["id"], &shown["alert"]["id"]), (&"s-2".into(), &"a-2".into()));
    assert_eq!(shown["outline"]["type"], "MultiPolygon");
    let listed = analyst.get("/api/v1/sites?limit=1").await.ok().json();
    assert_eq!(listed["features"][0]["properties"]["state"], "active_again");
}

#[tokio::test]
async fn a_site_and_its_alert_say_how_it_goes_on() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let site = analyst.get("/api/v1/sites/s-1").await.ok().json();
    let alert = analyst.get("/api/v1/alerts/a-1").await.ok().json();
    for course in [&site, &alert["course"]] {
        assert_eq!(course["state"], "active_again");
        let growth = serde_json::json!([
            { "date": "2024-07-12", "area_ha": 80.2, "area_sd_ha": 0.4 },
            { "date": "2024-08-06", "area_ha": 120.4, "area_sd_ha": 0.5 },
        ]);
        assert_eq!(course["growth"], growth);
        let ponds = serde_json::json!({ "not_before": "2024-03-01", "not_after": "2024-03-06" });
        assert_eq!(course["ponds_worked"], ponds);
        assert_eq!(course["merged_from"], serde_json::json!(["s-9"]));
        assert_eq!(course["split_from"], "s-0");
    }
    assert_eq!(alert["state"], "confirmed");
}
