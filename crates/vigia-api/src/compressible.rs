//! What is worth compressing on the way: text, but no images, tiles or streams.

use axum::http::{Response, header};
use tower_http::compression::Predicate;

/// Smaller answers fit one packet anyway.
const FROM_BYTES: u64 = 860;

/// Compresses JSON, GeoJSON, CSV, GPX and other text. Images and vector tiles are small
/// already; an event stream must arrive as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compressible;

impl Predicate for Compressible {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &Response<B>) -> bool {
        let kind = response.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|value| value.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        let is_text = kind.starts_with("text/") && kind != "text/event-stream"
            || kind.ends_with("json")
            || kind.ends_with("xml")
            || kind.ends_with("javascript");
        is_text && response.body().size_hint().lower() >= FROM_BYTES
    }
}
