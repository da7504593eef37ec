//! Who may ask a route, stated where the route is registered, checked in one place.

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use subtle::ConstantTimeEq;
use utoipa::openapi::path::Paths;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use vigia_app::accounts::{self, SignedIn};
use vigia_core::Role;

use crate::problem::ApiError;
use crate::reader::Reader;
use crate::session_cookie;
use crate::state::AppState;

/// Header in which a page proves that a change comes from itself.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// Who may ask a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, without a session: signing in, and whether the server is alive.
    Open,
    /// Any person with a session.
    SignedIn,
    /// People with one of these roles.
    Roles(&'static [Role]),
}

/// Roles that may take files away.
pub const TAKERS: &[Role] = &[Role::Prosecutor, Role::Analyst, Role::Admin];

/// A method of a path, and who may ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteAccess {
    /// The method; `HEAD` follows `GET`.
    pub method: Method,
    /// The path with its parameters, for instance `/api/v1/alerts/{id}`.
    pub path: String,
    /// Who may ask.
    pub access: Access,
}

/// Routes whose every method states who may ask it.
#[derive(Default)]
pub struct Guarded {
    router: OpenApiRouter<AppState>,
    table: Vec<RouteAccess>,
}

/// Registers what [`utoipa_axum::routes!`] made, for those whom `access` lets in.
#[must_use]
pub fn guarded(access: Access, methods: UtoipaMethodRouter<AppState>) -> Guarded {
    Guarded::default().route(access, methods)
}

impl Guarded {
    /// Adds routes for those whom `access` lets in.
    #[must_use]
    pub fn route(mut self, access: Access, methods: UtoipaMethodRouter<AppState>) -> Self {
        self.table.extend(methods_of(&methods.1).map(|(method, path)| RouteAccess {
            method,
            path: path.to_owned(),
            access,
        }));
        self.router = self.router.routes(methods);
        self
    }

    /// Adds the routes of another resource.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self.router = self.router.merge(other.router);
        self
    }

    /// Returns every method of every path with who may ask it.
    #[must_use]
    pub fn table(&self) -> &[RouteAccess] {
        &self.table
    }

    /// Takes the routes apart: the router, its description, and who may ask what.
    pub fn into_parts(
        self,
    ) -> (axum::Router<AppState>, utoipa::openapi::OpenApi, Vec<RouteAccess>) {
        let (router, description) = self.router.split_for_parts();
        (router, description, self.table)
    }
}

fn methods_of(paths: &Paths) -> impl Iterator<Item = (Method, &str)> {
    paths.paths.iter().flat_map(|(path, item)| {
        let methods = [
            (Method::GET, item.get.is_some()),
            (Method::POST, item.post.is_some()),
            (Method::PUT, item.put.is_some()),
            (Method::PATCH, item.patch.is_some()),
            (Method::DELETE, item.delete.is_some()),
        ];
        methods
            .into_iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(method, _)| (method, path.as_str()))
    })
}

/// The layer around every route: finds who asks, checks that they may, and refuses a
/// route that states nothing.
pub(crate) async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let Some(access) = path.and_then(|path| app.access(request.method(), &path)) else {
        return ApiError::MethodNotAllowed.into_response();
    };
    if access == Access::Open {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    match admit(&app, access, &parts.method, &parts.headers).await {
        Ok(signed_in) => {
            let reader = Reader::of(&signed_in);
            let language = reader.language;
            parts.extensions.insert(reader);
            parts.extensions.insert(signed_in);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            response.extensions_mut().insert(language);
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn admit(
    app: &AppState,
    access: Access,
    method: &Method,
    headers: &HeaderMap,
) -> Result<SignedIn, ApiError> {
    let token = session_cookie::read(headers).ok_or(ApiError::NotSignedIn)?;
    let signed_in = accounts::resume(app.workspace(), &token, Timestamp::now())
        .await?
        .ok_or(ApiError::NotSignedIn)?;
    if let Access::Roles(roles) = access
        && !roles.contains(&signed_in.user.role)
    {
        return Err(ApiError::NotAllowed);
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        let sent = headers.get(CSRF_HEADER).map_or(&b""[..], |value| value.as_bytes());
        if !bool::from(sent.ct_eq(signed_in.csrf_token.as_bytes())) {
            return Err(ApiError::Csrf);
        }
    }
    Ok(signed_in)
}
