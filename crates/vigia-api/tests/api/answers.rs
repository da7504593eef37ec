//! What every answer has: headers, problems, tags, limits.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use vigia_api::origin::Origin;
use vigia_core::Role;

use crate::harness::Server;

#[tokio::test]
async fn every_answer_tells_browsers_how_little_a_page_may_do() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    for path in ["/", "/healthz", "/api/v1/session", "/api/v1/nada", "/api/docs/index.html"] {
        let answer = client.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(answer.header("strict-transport-security").is_empty(), "{path}");
    }
    let server = Server::reached(Origin { is_tls: true, trusted_proxy: None }).await;
    let answer = server.anonymous().get("/healthz").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn the_number_of_a_request_is_given_by_the_server() {
    let server = Server::empty().await;
    let client = server.anonymous();
    let request = client.request(Method::GET, "/api/v1/session").header("x-request-id", "mine");
    let answer = client.send(request.body(Body::empty()).unwrap()).await;
    assert_ne!(answer.header("x-request-id"), "mine");
    assert_eq!(answer.json()["instance"], answer.header("x-request-id"));
}

#[tokio::test]
async fn a_page_that_rebinds_its_name_to_loopback_is_refused() {
    let server = Server::empty().await;
    let client = server.anonymous();
    let request = axum::http::Request::get("/healthz").header("host", "evil.example:8080");
    client.send(request.body(Body::empty()).unwrap()).await.refused(421, "wrong_host");
}

#[tokio::test]
async fn problems_come_in_the_language_of_the_browser_spanish_first() {
    let server = Server::empty().await;
    let mut client = server.anonymous();
    let spanish = client.get("/api/v1/session").await.refused(401, "not_signed_in").json();
    assert_eq!(spanish["title"], "Debe iniciar sesión");
    client.language = "en-GB,en;q=0.9";
    let english = client.get("/api/v1/session").await.refused(401, "not_signed_in").json();
    assert_eq!(english["title"], "You need to sign in");
}

#[tokio::test]
async fn a_bad_parameter_is_named() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let problem = client.get("/api/v1/events?after=mucho").await.refused(400, "bad_parameter");
    assert_eq!(problem.json()["errors"][0]["field"], "after", "{}", problem.text());
    let problem = client.get("/api/v1/tiles/vector/alerts/z/0/0").await;
    let problem = problem.refused(400, "bad_parameter");
    assert_eq!(problem.json()["errors"][0]["field"], "z", "{}", problem.text());
}

#[tokio::test]
async fn an_unknown_path_a_wrong_method_and_a_bad_body_are_problems() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    client.get("/api/v1/nada").await.refused(404, "not_found");
    client.post("/api/v1/status", &json!({})).await.refused(405, "method_not_allowed");
    let request = client.request(Method::PATCH, "/api/v1/session");
    let request = request.header("content-type", "text/plain").body(Body::from("{}")).unwrap();
    client.send(request).await.refused(400, "bad_body");
    client.change(Method::PATCH, "/api/v1/session", &json!([])).await.refused(400, "bad_body");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    for bytes in [300 * 1024, 2 * 1024 * 1024] {
        let body = json!({ "language": "e".repeat(bytes) });
        client.change(Method::PATCH, "/api/v1/session", &body).await.refused(413, "too_large");
    }
}

#[tokio::test]
async fn a_page_that_has_the_answer_already_gets_304() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let answer = client.get("/api/v1/status").await.ok();
    let tag = answer.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let ask = async |tag: &str| {
        let request = client.request(Method::GET, "/api/v1/status").header("if-none-match", tag);
        client.send(request.body(Body::empty()).unwrap()).await
    };
    let again = ask(&tag).await;
    assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
    crate::harness::sample::fill(server.store()).await;
    let changed = ask(&tag).await.ok();
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(changed.json()["alerts"], 3);
}

#[tokio::test]
async fn json_is_compressed_and_streams_are_not() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let ask = async |path: &str| {
        let request = client.request(Method::GET, path).header("accept-encoding", "gzip");
        client.open(request.body(Body::empty()).unwrap()).await
    };
    let document = ask("/api/v1/openapi.json").await;
    assert_eq!(document.headers()["content-encoding"], "gzip");
    assert!(ask("/api/v1/events").await.headers().get("content-encoding").is_none());
}

#[tokio::test]
async fn a_view_of_the_page_is_the_page_and_a_missing_file_is_missing() {
    let server = Server::empty().await;
    let nobody = server.anonymous();
    let page = nobody.get("/").await.ok();
    assert!(page.header("content-type").starts_with("text/html"));
    assert_eq!(nobody.get("/alerta/a-1").await.ok().bytes, page.bytes);
    nobody.get("/assets/nada.js").await.refused(404, "not_found");
    nobody.get("/../../Cargo.toml").await.refused(404, "not_found");
    nobody.get("/%2e%2e/%2e%2e/Cargo.toml").await.refused(404, "not_found");
    nobody.post("/alerta", &json!({})).await.refused(405, "method_not_allowed");
}

#[tokio::test]
async fn the_description_names_every_route_and_its_refusals() {
    let server = Server::empty().await;
    let client = server.signed_in(Role::Analyst).await;
    let document = client.get("/api/v1/openapi.json").await.ok().json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let operations: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    let names: std::collections::BTreeSet<&&str> = operations.iter().collect();
    assert_eq!(names.len(), operations.len(), "OpenAPI wants each name once: {operations:?}");
    for route in vigia_api::handlers::routes().table() {
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][&route.path][method];
        assert!(operation.is_object(), "{} {}", route.method, route.path);
        if route.access != vigia_api::Access::Open {
            assert!(operation["responses"]["401"].is_object(), "{}", route.path);
        }
    }
    client.get("/api/docs/index.html").await.ok();
    client.get("/api/docs/swagger-ui-bundle.js").await.ok();
}
