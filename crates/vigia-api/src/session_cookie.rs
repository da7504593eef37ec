//! The cookie that carries a session's token.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// With TLS: the prefix makes the browser insist on `Secure`, on `Path=/`, and on this
/// very host.
pub const SECURE_NAME: &str = "__Host-vigia";

/// On loopback without TLS, where the prefix would be refused.
pub const LOCAL_NAME: &str = "vigia";

/// Returns the token that a request carries. Both names are read: which one is set
/// depends on how the request came in, and neither can be forged into the other's place,
/// because a token is worth nothing unless the store knows it.
pub(crate) fn read(headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(SECURE_NAME).or_else(|| jar.get(LOCAL_NAME))?;
    Some(cookie.value().to_owned())
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
