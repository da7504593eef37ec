//! The embedded page: whatever the routes do not know is looked for in the web build.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use vigia_core::Fingerprint;

use crate::etag;
use crate::problem::ApiError;

/// What `web/` was built into. In a debug build it is read from the disk as it is asked.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Build;

const INDEX: &str = "index.html";

/// Names with a hash of their content in them, which never change.
const HASHED_FOLDER: &str = "assets/";

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

const NOT_BUILT: &str = "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>Vigía</title>\
    <h1>Vigía</h1><p>El servidor funciona, pero esta copia se compiló sin el mapa. Constrúyalo con \
    <code>scripts/web</code> y vuelva a compilar.</p>\
    <p lang=\"en\">The server works, but this copy was built without the map. Build it with \
    <code>scripts/web</code> and compile again.</p></html>";

/// Serves a file of the build, or the page for a path that the page itself understands.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        return ApiError::NotFound.into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ApiError::MethodNotAllowed.into_response();
    }
    let name = asked_file(request.uri());
    if let Some(response) = file(&name, request.headers()) {
        return response;
    }
    // A missing file is missing; a path without a dot is a view of the page.
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) && name != INDEX {
        return ApiError::NotFound.into_response();
    }
    file(INDEX, request.headers()).unwrap_or_else(not_built)
}

fn asked_file(uri: &Uri) -> String {
    let name = uri.path().trim_start_matches('/');
    if name.is_empty() { INDEX.to_owned() } else { name.to_owned() }
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Build::get(name)?;
    let kind = plain.metadata.mimetype().to_owned();
    let (content, encoding) = best(name, plain, headers);
    let tag = format!("\"{}\"", Fingerprint::from_digest(content.metadata.sha256_hash()).short(32));
    let is_hashed = name.starts_with(HASHED_FOLDER);
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| etag::names(known, &tag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        content.data.into_response()
    };
    let answer = response.headers_mut();
    answer.remove(header::CONTENT_TYPE);
    let text = |text: &str| HeaderValue::from_str(text).ok();
    answer.extend([
        (header::CACHE_CONTROL, if is_hashed { FOREVER } else { ASK_FIRST }),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ]);
    answer.extend(text(&tag).map(|tag| (header::ETAG, tag)));
    answer.extend(text(&with_charset(&kind)).map(|kind| (header::CONTENT_TYPE, kind)));
    answer.extend(encoding.map(|name| (header::CONTENT_ENCODING, HeaderValue::from_static(name))));
    Some(response)
}

/// Returns the compressed sibling that the build wrote and the browser takes, if any.
fn best(
    name: &str,
    plain: EmbeddedFile,
    headers: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let takes = |encoding: &str| {
        accepted.unwrap_or("").split(',').any(|part| {
            let mut pieces = part.trim().split(';');
            pieces.next().is_some_and(|name| name.trim().eq_ignore_ascii_case(encoding))
                && !pieces.any(|piece| piece.trim() == "q=0")
        })
    };
    for (ending, encoding) in [("br", "br"), ("gz", "gzip")] {
        if takes(encoding)
            && let Some(found) = Build::get(&format!("{name}.{ending}"))
        {
            return (found, Some(encoding));
        }
    }
    (plain, None)
}

fn with_charset(kind: &str) -> String {
    if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn not_built() -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let mut response = ([kind], NOT_BUILT).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
