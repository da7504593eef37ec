//! Layers.

use vigia_core::Role;

use crate::harness::Server;

#[tokio::test]
async fn a_layer_states_its_source_date_and_datum_operation() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    let answer = field.get("/api/v1/layers").await.ok().json();
    let layer = &answer["layers"][0];
    assert_eq!(
        (&layer["layer"], &layer["kind"]),
        (&"derechos-mineros".into(), &"mining_right".into())
    );
    let snapshot = &layer["snapshots"][0];
    assert_eq!((&snapshot["dated"], &snapshot["features"]), (&"2025-01-01".into(), &2.into()));
    assert_eq!(snapshot["operation"], "PSAD56 to WGS 84 (14)");
    assert_eq!(snapshot["operation_accuracy_m"], 10.0);
    server.anonymous().get("/api/v1/layers").await.refused(401, "not_signed_in");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_between_two_loads_is_told_to_those_who_may_read_holders() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let id = crate::harness::sample::snapshot().id;
    let id = id.as_str().replace('#', "%23");
    let path = format!("/api/v1/layers/changes?from={id}&to={id}");
    let same = analyst.get(&path).await.ok().json();
    assert_eq!((&same["features"], &same["total"]), (&serde_json::json!([]), &0.into()));
    analyst.get("/api/v1/layers/changes?from=x&to=y").await.refused(404, "not_found");
    analyst.get("/api/v1/layers/changes?from=x").await.refused(400, "bad_parameter");
    let field = server.signed_in(Role::Field).await;
    field.get(&path).await.refused(403, "not_allowed");
}
