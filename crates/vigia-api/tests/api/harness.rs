//! A server in this process on a small workspace, and people who ask it.
//!
//! ```ignore
//! let server = Server::with_sample().await;
//! let analyst = server.signed_in(Role::Analyst).await;
//! let answer = analyst.get("/api/v1/alerts").await;
//! assert_eq!(answer.ok().json()["total"], 3);
//! ```

#![allow(dead_code, reason = "each file of tests uses another part")]

pub mod sample;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use tower::ServiceExt;
use vigia_api::origin::Origin;
use vigia_api::{AppState, server};
use vigia_app::Workspace;
use vigia_app::accounts::{self, NewPerson};
use vigia_app::messages::Language;
use vigia_core::Role;
use vigia_store::Store;

/// Password of everybody here.
pub const PASSWORD: &str = "clave-de-las-pruebas";

/// A server with its workspace, which goes with it.
pub struct Server {
    pub app: AppState,
    router: Router,
    folder: tempfile::TempDir,
}

impl Server {
    /// On an empty workspace, reached over loopback.
    pub async fn empty() -> Self {
        Self::reached(Origin::LOOPBACK).await
    }

    /// On the made workspace of [`sample`].
    pub async fn with_sample() -> Self {
        let server = Self::empty().await;
        sample::fill(server.store()).await;
        server
    }

    /// On an empty workspace, reached as `origin` says.
    pub async fn reached(origin: Origin) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Workspace::init(folder.path()).await.unwrap();
        let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
        let app = AppState::new(Arc::new(workspace), origin).unwrap();
        Self { router: server::router(&app), app, folder }
    }

    pub fn store(&self) -> &Store {
        self.app.workspace().store()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody without a session.
    pub fn anonymous(&self) -> Client {
        Client { router: self.router.clone(), cookie: None, csrf: None, language: "es" }
    }

    /// A person of this role, called like it, signed in; added where they are not there.
    pub async fn signed_in(&self, role: Role) -> Client {
        self.add(role.name(), role).await;
        let mut client = self.anonymous();
        client.sign_in(role.name(), PASSWORD).await.ok();
        client
    }

    /// Adds a person unless they are there.
    pub async fn add(&self, username: &str, role: Role) {
        if self.store().user(username).await.unwrap().is_some() {
            return;
        }
        let person = NewPerson {
            username: username.to_owned(),
            display_name: format!("{username} de prueba"),
            role,
            language: Language::Es,
        };
        accounts::add(self.app.workspace(), &person, PASSWORD, Timestamp::now()).await.unwrap();
    }
}

/// A browser: it keeps its cookie and its CSRF token.
#[derive(Clone)]
pub struct Client {
    pub router: Router,
    pub cookie: Option<String>,
    pub csrf: Option<String>,
    /// What its `Accept-Language` says.
    pub language: &'static str,
}

impl Client {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.change(Method::POST, path, body).await
    }

    /// Sends JSON with the CSRF token, as the page does.
    pub async fn change(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// Begins a request with cookie, CSRF token and language.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header("host", "127.0.0.1:8080")
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", self.language);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        match &self.csrf {
            Some(csrf) if method != Method::GET => request.header("x-csrf-token", csrf),
            _ => request,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Opens a stream and returns its body, which never ends by itself.
    pub async fn open(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Signs in and keeps what the server gives.
    pub async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        let credentials = json!({ "username": username, "password": password });
        let answer = self.post("/api/v1/session", &credentials).await;
        if answer.status == StatusCode::OK {
            let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
            self.cookie = Some(cookie);
            self.csrf = Some(answer.json()["csrf_token"].as_str().unwrap().to_owned());
        }
        answer
    }
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Fails unless it is a success.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text());
        self
    }

    /// Fails unless it is a problem of this status and code, with its words.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["type"], format!("/problems/{code}"));
        assert_eq!(problem["status"], status);
        assert!(!problem["title"].as_str().unwrap().starts_with("api-"), "{problem}");
        assert!(!problem["detail"].as_str().unwrap().starts_with("api-"), "{problem}");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Returns a header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}
