//! The cookie that carries a session's token.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// With TLS: the prefix makes the browser insist on `Secure`, on `Path=/`, and on this
/// very host.
pub const SECURE_NAME: &str = "__Host-vigia";

/// On loopback without TLS, where the prefix would be refused.
pub const LOCAL_NAME: &str = "vigia";

/// Returns the token that a request carries. Both names are read: which one is set
/// depends on how the request came in, and neither can be forged into the other's place,
/// because a token is worth nothing unless the store knows it.
pub(crate) fn read(headers: &HeaderMap) -> Option<&str> {
    named(headers, SECURE_NAME).or_else(|| named(headers, LOCAL_NAME))
}

/// Returns the value of a cookie as it was sent: ours are plain letters.
fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lists = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.trim(), value.trim()))
        .find(|pair| pair.0 == name)
        .map(|pair| pair.1)
}

/// Returns the cookie that gives a browser its token, until the browser ends.
pub(crate) fn give(token: String, is_secure: bool) -> Cookie<'static> {
    let mut cookie = empty(is_secure);
    cookie.set_value(token);
    cookie
}

/// Returns the cookie that takes it away.
pub(crate) fn take_away(is_secure: bool) -> Cookie<'static> {
    let mut cookie = empty(is_secure);
    cookie.make_removal();
    cookie
}

fn empty(is_secure: bool) -> Cookie<'static> {
    let name = if is_secure { SECURE_NAME } else { LOCAL_NAME };
    Cookie::build((name, ""))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(is_secure)
        .build()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_token_is_found_among_other_cookies_and_the_secure_one_counts_first() {
        let check = |sent: &[&'static str], found| {
            let headers = sent.iter().map(|list| (COOKIE, list.parse().unwrap()));
            assert_eq!(read(&HeaderMap::from_iter(headers)), found, "{sent:?}");
        };
        check(&["vigia=abc"], Some("abc"));
        check(&["a=b; vigia=abc; otra"], Some("abc"));
        check(&["vigia=abc; __Host-vigia=def"], Some("def"));
        check(&["novigia=abc; vigiana=d"], None);
        check(&[""], None);
        check(&[], None);
    }
}
