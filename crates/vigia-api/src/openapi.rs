//! The description of every route (OpenAPI 3.1), made from the routes themselves.

use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};

use crate::access::{Access, RouteAccess};
use crate::problem::ProblemDocument;
use crate::session_cookie;

/// What all routes have in common.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vigía",
        description = "Indications of new mining clearings, and what they touch. Times are RFC 3339 UTC, \
            days ISO 8601, geometry GeoJSON (longitude, latitude, EPSG:4326). Errors are RFC 9457 \
            problem details with a stable `code`. An alert is an indication, and a title is not authorship."
    ),
    components(schemas(ProblemDocument))
)]
struct Common;

/// Name of the session cookie in the document.
const COOKIE: &str = "session";

/// Returns the OpenAPI document.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, routes, table) = crate::handlers::routes().into_parts();
    let mut document = Common::openapi();
    document.info.version = env!("CARGO_PKG_VERSION").to_owned();
    document.merge(routes);
    let cookie =
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(session_cookie::SECURE_NAME)));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(COOKIE, cookie);
    table.iter().for_each(|route| state_access(&mut document, route));
    document
}

/// States in the document what the guard does: the cookie, 401, and 403 where a role or
/// a CSRF token is asked for.
fn state_access(document: &mut utoipa::openapi::OpenApi, route: &RouteAccess) {
    let Some(item) = document.paths.paths.get_mut(&route.path) else { return };
    let operation = match route.method.as_str() {
        "GET" => &mut item.get,
        "POST" => &mut item.post,
        "PUT" => &mut item.put,
        "PATCH" => &mut item.patch,
        _ => &mut item.delete,
    };
    let Some(operation) = operation else { return };
    if route.access == Access::Open {
        return;
    }
    let needs: [String; 0] = [];
    operation.security = Some(vec![utoipa::openapi::SecurityRequirement::new(COOKIE, needs)]);
    let mut refusals = vec![("401", "not_signed_in")];
    if matches!(route.access, Access::Roles(_)) {
        refusals.push(("403", "not_allowed"));
    } else if route.method != "GET" {
        refusals.push(("403", "csrf"));
    }
    for (status, code) in refusals {
        let responses = &mut operation.responses.responses;
        responses.entry(status.to_owned()).or_insert_with(|| problem(code));
    }
}

fn problem(code: &str) -> RefOr<utoipa::openapi::Response> {
    let schema = Ref::from_schema_name("ProblemDocument");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = ResponseBuilder::new().description(code);
    RefOr::T(response.content("application/problem+json", content).build())
}
