//! Notes beside alerts.

use serde_json::json;
use vigia_core::Role;

use crate::harness::Server;

const PATH: &str = "/api/v1/alerts/a-1/notes";

#[tokio::test]
async fn a_note_is_written_shown_and_told_to_listeners() {
    let server = Server::with_sample().await;
    let field = server.signed_in(Role::Field).await;
    let before = server.store().newest_outbox_id().await.unwrap();
    let text = "Hay <b>dos</b> campamentos; \"nadie\" a la vista. ñ 🛶";
    let answer = field.post(PATH, &json!({ "text": format!("  {text}\n") })).await.ok();
    assert_eq!(answer.status.as_u16(), 201);
    let note = answer.json();
    assert_eq!((&note["text"], &note["author"]), (&text.into(), &"field".into()));
    let shown = field.get("/api/v1/alerts/a-1").await.ok().json();
    assert_eq!(shown["notes"], json!([note]));
    let told = server.store().outbox_after(before, 10).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].payload["alert"], "a-1");
}

#[tokio::test]
async fn a_note_needs_a_session_its_token_a_text_and_an_alert() {
    let server = Server::with_sample().await;
    let analyst = server.signed_in(Role::Analyst).await;
    let note = json!({ "text": "x" });
    server.anonymous().post(PATH, &note).await.refused(401, "not_signed_in");
    let mut forged = analyst.clone();
    forged.csrf = None;
    forged.post(PATH, &note).await.refused(403, "csrf");
    for text in ["", "  ", &"x".repeat(4_001)] {
        let answer =
            analyst.post(PATH, &json!({ "text": text })).await.refused(400, "bad_parameter");
        assert_eq!(answer.json()["errors"][0]["field"], "text");
    }
    analyst.post(PATH, &json!({ "note": "x" })).await.refused(400, "bad_body");
    analyst.post(PATH, &json!({ "text": "x".repeat(300_000) })).await.refused(413, "too_large");
    analyst.post("/api/v1/alerts/nada/notes", &note).await.refused(404, "not_found");
    let shown = analyst.get("/api/v1/alerts/a-1").await.ok().json();
    assert_eq!(shown["notes"], json!([]), "what was refused left a trace");
}
