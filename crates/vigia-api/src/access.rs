//! Who may ask a route, stated where the route is registered, checked in one place.

use axum::extract::{MatchedPath, Query, Request, State};
use axum::http::header::HeaderName;
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use subtle::ConstantTimeEq;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn, Paths};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use vigia_app::accounts::{self, SignedIn};
use vigia_core::Role;

use crate::problem::{ApiError, FieldError};
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

/// Most unknown names that one answer tells.
const UNKNOWN_MAX: usize = 10;

/// Roles that may take files away.
pub const TAKERS: &[Role] = &[Role::Prosecutor, Role::Analyst, Role::Admin];

/// Roles that may read what points at holders: those who decide on cases and those who work on
/// their facts. Whoever only looks after the installation need not know.
pub const INVESTIGATORS: &[Role] = &[Role::Prosecutor, Role::Analyst];

/// A method of a path, and who may ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteAccess {
    /// The method; `HEAD` follows `GET`.
    pub method: Method,
    /// The path with its parameters, for instance `/api/v1/alerts/{id}`.
    pub path: String,
    /// Who may ask.
    pub access: Access,
    /// Names of the query that it knows, as its description has them.
    pub query: Vec<String>,
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
        self.table.extend(methods_of(&methods.1).map(|(method, path, operation)| RouteAccess {
            method,
            path: path.to_owned(),
            access,
            query: query_names(operation),
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

fn methods_of(paths: &Paths) -> impl Iterator<Item = (Method, &str, &Operation)> {
    paths.paths.iter().flat_map(|(path, item)| {
        let methods = [
            (Method::GET, item.get.as_ref()),
            (Method::POST, item.post.as_ref()),
            (Method::PUT, item.put.as_ref()),
            (Method::PATCH, item.patch.as_ref()),
            (Method::DELETE, item.delete.as_ref()),
        ];
        methods
            .into_iter()
            .filter_map(|(method, operation)| Some((method, path.as_str(), operation?)))
    })
}

fn query_names(operation: &Operation) -> Vec<String> {
    let names = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(it) if it.parameter_in == ParameterIn::Query => Some(it.name.clone()),
        // Nothing here is described by reference.
        RefOr::T(_) | RefOr::Ref(_) => None,
    });
    names.collect()
}

/// The layer around every route: finds who asks, checks that they may, and refuses a
/// route that states nothing and a query that the route does not know.
pub(crate) async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let Some(route) = path.and_then(|path| app.route(request.method(), path.as_str())) else {
        return ApiError::MethodNotAllowed.into_response();
    };
    if route.access == Access::Open {
        return match check_query(route, request.uri()) {
            Ok(()) => next.run(request).await,
            Err(refusal) => refusal.into_response(),
        };
    }
    let (mut parts, body) = request.into_parts();
    let admitted = admit(&app, route.access, &parts.method, &parts.headers).await;
    let signed_in = match admitted {
        Ok(signed_in) => signed_in,
        Err(refusal) => return refusal.into_response(),
    };
    let reader = Reader::of(&signed_in);
    let language = reader.language;
    let mut response = match check_query(route, &parts.uri) {
        Ok(()) => {
            parts.extensions.insert(reader);
            parts.extensions.insert(signed_in);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal.into_response(),
    };
    // Only a problem is written in words.
    if !response.status().is_success() {
        response.extensions_mut().insert(language);
    }
    response
}

/// A misspelt filter must not give the whole list: every name that the route does not know
/// is refused. What cannot be read at all is left to the handler.
fn check_query(route: &RouteAccess, uri: &Uri) -> Result<(), ApiError> {
    if uri.query().is_none_or(str::is_empty) {
        return Ok(());
    }
    let Ok(Query(sent)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else { return Ok(()) };
    let mut unknown: Vec<String> = sent.into_iter().map(|(name, _)| name).collect();
    unknown.retain(|name| !route.query.contains(name));
    unknown.sort_unstable();
    unknown.dedup();
    if unknown.is_empty() {
        return Ok(());
    }
    let known = route.query.join(", ");
    let words = if known.is_empty() { "parameter-none" } else { "parameter-unknown" };
    let refused = |name| FieldError::new(name, words, [("known", known.clone())]);
    Err(ApiError::BadParameters(unknown.into_iter().take(UNKNOWN_MAX).map(refused).collect()))
}

async fn admit(
    app: &AppState,
    access: Access,
    method: &Method,
    headers: &HeaderMap,
) -> Result<SignedIn, ApiError> {
    let token = session_cookie::read(headers).ok_or(ApiError::NotSignedIn)?;
    let signed_in = accounts::resume(app.workspace(), token, Timestamp::now())
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
