//! Whether a reader takes gzip: for answers that are kept compressed.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use axum::http::request::Parts;

/// Whether the `Accept-Encoding` of a request allows gzip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AcceptsGzip(pub(crate) bool);

impl<S: Send + Sync> FromRequestParts<S> for AcceptsGzip {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(is_accepted(&parts.headers)))
    }
}

fn is_accepted(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let mut pieces = coding.split(';').map(str::trim);
        let names_gzip = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let mut weights = pieces.filter_map(|piece| piece.strip_prefix("q="));
        let is_refused =
            weights.any(|weight| weight.parse().is_ok_and(|weight: f32| weight == 0.0));
        names_gzip && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn gzip_is_taken_where_it_is_named_and_not_refused() {
        let check = |sent: &'static str, accepted| {
            let value = HeaderValue::from_static(sent);
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, value)]);
            assert_eq!(is_accepted(&headers), accepted, "{sent}");
        };
        check("gzip, deflate, br, zstd", true);
        check("br;q=1.0, GZIP;q=0.5", true);
        check("gzip;q=0", false);
        check("gzip; q=0.000, br", false);
        check("br", false);
        check("", false);
        assert!(!is_accepted(&HeaderMap::new()));
    }
}
