//! Every route, for everybody: who may ask what is written here a second time, and a
//! route that this table does not know fails.

use axum::body::Body;
use axum::http::Method;
use vigia_api::access::INVESTIGATORS;
use vigia_api::{Access, handlers};
use vigia_core::Role;
use vigia_core::role::ROLES;

use crate::harness::{Answer, Client, Server};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Anybody,
    Everybody,
    /// All but the field team.
    Takers,
    /// Prosecutors and analysts.
    Investigators,
}

use Who::{Anybody, Everybody, Investigators, Takers};

const EXPECTED: &[(&str, &str, Who)] = &[
    ("DELETE", "/api/v1/session", Everybody),
    ("GET", "/api/docs", Everybody),
    ("GET", "/api/docs/{file}", Everybody),
    ("GET", "/api/v1/alerts", Everybody),
    ("GET", "/api/v1/alerts/download", Takers),
    ("GET", "/api/v1/alerts/{id}", Everybody),
    ("GET", "/api/v1/alerts/{id}/chip/{moment}", Everybody),
    ("GET", "/api/v1/alerts/{id}/pixels", Everybody),
    ("GET", "/api/v1/alerts/worklist", Everybody),
    ("GET", "/api/v1/briefing", Everybody),
    ("GET", "/api/v1/briefing/download", Everybody),
    ("GET", "/api/v1/events", Everybody),
    ("GET", "/api/v1/here", Everybody),
    ("GET", "/api/v1/holders", Investigators),
    ("GET", "/api/v1/layers", Everybody),
    ("GET", "/api/v1/layers/changes", Takers),
    ("GET", "/api/v1/openapi.json", Everybody),
    ("GET", "/api/v1/production/findings", Investigators),
    ("GET", "/api/v1/reports", Everybody),
    ("GET", "/api/v1/reports/{id}", Everybody),
    ("GET", "/api/v1/reports/{id}/photo", Everybody),
    ("GET", "/api/v1/scenes", Everybody),
    ("GET", "/api/v1/search", Everybody),
    ("GET", "/api/v1/session", Everybody),
    ("GET", "/api/v1/sites", Everybody),
    ("GET", "/api/v1/sites/{id}", Everybody),
    ("GET", "/api/v1/status", Everybody),
    ("GET", "/api/v1/tiles", Everybody),
    ("GET", "/api/v1/tiles/scene/{scene}/{preset}/{z}/{x}/{y}", Everybody),
    ("GET", "/api/v1/tiles/vector/{layer}/{z}/{x}/{y}", Everybody),
    ("GET", "/healthz", Anybody),
    ("PATCH", "/api/v1/session", Everybody),
    ("POST", "/api/v1/alerts/{id}/notes", Everybody),
    ("PUT", "/api/v1/alerts/{id}/opened", Everybody),
    ("PUT", "/api/v1/holders/verdicts", Investigators),
    ("POST", "/api/v1/here", Everybody),
    ("POST", "/api/v1/here/file", Everybody),
    ("POST", "/api/v1/session", Anybody),
];

fn who(method: &Method, path: &str) -> Who {
    let found = EXPECTED.iter().find(|(m, p, _)| *m == method.as_str() && *p == path);
    found.unwrap_or_else(|| panic!("{method} {path} is not in the table of this test")).2
}

/// Fills the parameters of a path with something.
fn filled(path: &str) -> String {
    let number = |name: &str| matches!(name, "z" | "x" | "y");
    let (path, query) =
        path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let parts = path.split('/').map(|part| {
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) if number(name) => "0",
            Some("file") => "index.html",
            Some(_) => "nada",
            None => part,
        }
    });
    let filled = parts.collect::<Vec<_>>().join("/");
    query.map_or(filled.clone(), |query| format!("{filled}?{query}"))
}

/// Asks a route; a stream is left as soon as it has begun.
async fn ask(client: &Client, method: &Method, path: &str) -> Answer {
    let body = if *method == Method::GET { Body::empty() } else { Body::from("{}") };
    let request = client.request(method.clone(), &filled(path));
    let request = request.header("content-type", "application/json").body(body).unwrap();
    let response = client.open(request).await;
    let (parts, body) = response.into_parts();
    let is_stream =
        parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
    let bytes = if is_stream {
        Vec::new()
    } else {
        axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec()
    };
    Answer { status: parts.status, headers: parts.headers, bytes }
}

#[test]
fn the_table_names_every_route_and_what_it_says_of_itself() {
    let routes = handlers::routes();
    for route in routes.table() {
        let stated = match route.access {
            Access::Open => Anybody,
            Access::SignedIn => Everybody,
            Access::Roles(roles) if roles == INVESTIGATORS => Investigators,
            Access::Roles(roles) => {
                assert!(!roles.contains(&Role::Field), "{}", route.path);
                assert_eq!(roles.len(), ROLES.len() - 1, "{}", route.path);
                Takers
            }
        };
        assert_eq!(stated, who(&route.method, &route.path), "{} {}", route.method, route.path);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_every_route_but_the_open_ones_says_401() {
    let server = Server::with_sample().await;
    let nobody = server.anonymous();
    let forged = Client { cookie: Some(format!("vigia={}", "A".repeat(43))), ..nobody.clone() };
    for route in handlers::routes().table() {
        let answer = ask(&nobody, &route.method, &route.path).await;
        if who(&route.method, &route.path) == Anybody {
            assert_ne!(answer.status, 401, "{}", route.path);
        } else {
            answer.refused(401, "not_signed_in");
            ask(&forged, &route.method, &route.path).await.refused(401, "not_signed_in");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_reaches_what_the_table_gives_it_and_nothing_else() {
    let server = Server::with_sample().await;
    let routes = handlers::routes();
    for role in ROLES {
        let client = server.signed_in(role).await;
        for route in routes.table() {
            // Signing out comes last, below.
            if route.method == Method::DELETE || route.path == "/api/v1/session" {
                continue;
            }
            let answer = ask(&client, &route.method, &route.path).await;
            let named = format!("{role} {} {}: {}", route.method, route.path, answer.text());
            let is_kept_out = match who(&route.method, &route.path) {
                Takers => role == Role::Field,
                Investigators => matches!(role, Role::Field | Role::Admin),
                Anybody | Everybody => false,
            };
            if is_kept_out {
                answer.refused(403, "not_allowed");
            } else {
                assert!(!matches!(answer.status.as_u16(), 401 | 403 | 405 | 500), "{named}");
            }
        }
        ask(&client, &Method::DELETE, "/api/v1/session").await.ok();
        client.get("/api/v1/session").await.refused(401, "not_signed_in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_change_passes_without_the_token_of_its_session() {
    let server = Server::with_sample().await;
    // Who may ask everything, so that nothing but the token is missing.
    let client = server.signed_in(Role::Prosecutor).await;
    let other = server.signed_in(Role::Analyst).await;
    for route in handlers::routes().table() {
        if route.method == Method::GET || route.access == Access::Open {
            continue;
        }
        for csrf in [None, Some(String::new()), Some("falso".to_owned()), other.csrf.clone()] {
            let forged = Client { csrf, ..client.clone() };
            ask(&forged, &route.method, &route.path).await.refused(403, "csrf");
        }
    }
    client.get("/api/v1/session").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_a_query_that_it_does_not_know_and_names_what_it_knows() {
    let server = Server::with_sample().await;
    let client = server.signed_in(Role::Analyst).await;
    for route in handlers::routes().table() {
        let path = format!("{}?confidence_mim=1&tile=%20", route.path);
        let answer = ask(&client, &route.method, &path).await;
        let problem = answer.refused(400, "bad_parameter").json();
        let told = |place: usize| &problem["errors"][place];
        assert_eq!(told(0)["field"], "confidence_mim", "{} {problem}", route.path);
        assert_eq!(told(1)["field"], "tile", "{} {problem}", route.path);
        let reason = told(0)["detail"].as_str().unwrap();
        for known in &route.query {
            assert!(reason.contains(known), "{} {known}: {reason}", route.path);
        }
    }
    client.get("/api/v1/session").await.ok();
    let answer = client.get("/api/v1/alerts?confidence_mim=0.9").await;
    let problem = answer.refused(400, "bad_parameter").json();
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("confidence_mim") && detail.contains("confidence_min"), "{detail}");
    client.get("/api/v1/alerts?confidence_min=0.9&").await.ok();
    // Who is not signed in hears that first.
    let nobody = server.anonymous();
    nobody.get("/api/v1/alerts?confidence_mim=1").await.refused(401, "not_signed_in");
}
