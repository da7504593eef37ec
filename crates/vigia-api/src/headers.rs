//! The outermost layer: gives every request its number, and tells browsers what a page of
//! ours may do: nearly nothing.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

/// Scripts, styles, tiles and fonts come from here alone. The page and the map library set
/// styles through the object model, which needs no `'unsafe-inline'`.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // The map may ask where the phone is; nothing else is used.
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    ),
];

/// What a picture or a tile says: no browser runs anything in one, and there are many.
const OF_PICTURES: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Two years, which is what browsers recommend.
const STRICT_TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Header in which an answer names its request; the log is searched by it.
const REQUEST_NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// The number of a request: given here and by nobody else, or it could not be trusted.
#[derive(Clone, Debug)]
pub(crate) struct RequestNumber(HeaderValue);

impl RequestNumber {
    /// Returns the next: two runs of a server do not share any, which the standard library's
    /// random keys see to.
    fn next() -> Self {
        static RUN: LazyLock<u64> = LazyLock::new(|| RandomState::new().build_hasher().finish());
        static LAST: AtomicU64 = AtomicU64::new(0);
        let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
        let text = format!("{:016x}-{number:x}", *RUN);
        Self(HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("-")))
    }

    /// Returns it as people quote it.
    pub(crate) fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or("-")
    }
}

/// Numbers a request, and adds its number and what browsers must know to its answer.
pub(crate) async fn number_and_secure(
    State(app): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let number = RequestNumber::next();
    request.extensions_mut().insert(number.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let added = if is_picture(headers) { &OF_PICTURES[..] } else { &ALWAYS[..] };
    headers.reserve(added.len() + 2);
    headers.insert(REQUEST_NUMBER, number.0);
    for (name, value) in added {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if app.origin().is_tls || app.origin().trusted_proxy.is_some() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT);
    }
    response
}

/// Not SVG, which is a document with scripts where somebody opens it by itself.
fn is_picture(headers: &HeaderMap) -> bool {
    const KINDS: [&[u8]; 5] = [
        b"application/vnd.mapbox-vector-tile",
        b"image/webp",
        b"image/png",
        b"image/jpeg",
        b"font/woff2",
    ];
    let kind = headers.get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    KINDS.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_nothing_goes_without_the_policy() {
        let check = |kind: &'static str, short| {
            let headers =
                HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            assert_eq!(is_picture(&headers), short, "{kind}");
        };
        check("application/vnd.mapbox-vector-tile", true);
        check("image/webp", true);
        check("image/svg+xml", false);
        check("text/html; charset=utf-8", false);
        check("text/javascript", false);
        check("", false);
        assert!(!is_picture(&HeaderMap::new()));
    }

    #[test]
    fn no_two_requests_have_one_number() {
        let (first, second) = (RequestNumber::next(), RequestNumber::next());
        assert_ne!(first.as_str(), second.as_str());
        assert_eq!(first.as_str().split('-').next(), second.as_str().split('-').next());
    }
}
