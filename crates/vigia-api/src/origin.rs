//! Where a request comes from: the address of the client, whether TLS carried it, and
//! whether it is for this server at all.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::problem::ApiError;
use crate::state::AppState;

/// How this server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether it speaks TLS itself.
    pub is_tls: bool,
    /// The proxy whose word about clients is taken.
    pub trusted_proxy: Option<IpAddr>,
}

impl Origin {
    /// Only this machine reaches it, without TLS.
    pub const LOOPBACK: Self = Self { is_tls: false, trusted_proxy: None };
}

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// The client: the peer, or whom the named proxy speaks for.
    pub(crate) address: IpAddr,
    /// Whether cookies must travel over TLS only.
    pub(crate) is_secure: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().copied().ok_or(ApiError::WrongHost)
    }
}

/// Finds the caller of a request, and refuses one that is meant for another host.
///
/// # Errors
/// [`ApiError::WrongHost`].
pub(crate) fn located(app: &AppState, mut request: Request) -> Result<Request, ApiError> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    // Without a peer the router was called inside this process.
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_canonical();
    let found = caller(app.origin(), peer, request.headers(), host_of(&request));
    request.extensions_mut().insert(found.ok_or(ApiError::WrongHost)?);
    Ok(request)
}

/// Returns the caller, or `None` where the request is not for this server: on loopback
/// for any other name than loopback's own (a page elsewhere that rebinds its name to
/// 127.0.0.1), and behind a proxy past that proxy without TLS.
fn caller(
    origin: &Origin,
    peer: IpAddr,
    headers: &HeaderMap,
    host: Option<&str>,
) -> Option<Caller> {
    let speaks_for = forwarded_for(headers);
    if Some(peer) == origin.trusted_proxy
        && let Some(address) = speaks_for
    {
        // Fails safe: where the proxy speaks plain HTTP to a browser, that browser drops
        // the cookie and nobody signs in.
        return Some(Caller { address, is_secure: true });
    }
    if origin.is_tls {
        return Some(Caller { address: peer, is_secure: true });
    }
    let is_for_us = peer.is_loopback() && host.is_none_or(is_loopback_name);
    is_for_us.then_some(Caller { address: peer, is_secure: false })
}

/// The last entry is the one that our proxy appended; those before it are hearsay.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let text = last.rsplit(',').next()?.trim();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn host_of(request: &Request) -> Option<&str> {
    let stated = request.headers().get(header::HOST).map(|value| value.to_str().unwrap_or("?"));
    stated.or_else(|| request.uri().authority().map(|part| part.as_str()))
}

fn is_loopback_name(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Tells whether a sign-in comes from a page of this server: the browser says so itself,
/// or names an origin with our host. A program says `Sec-Fetch-Site: none`.
pub(crate) fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let origin_host =
        text("origin").and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    origin_host.is_some() && origin_host == text("host")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn on_loopback_only_loopbacks_own_names_are_served() {
        let peer = "127.0.0.1".parse().unwrap();
        let check = |host, served| {
            let found = caller(&Origin::LOOPBACK, peer, &HeaderMap::new(), Some(host));
            assert_eq!(found.is_some(), served, "{host}");
        };
        check("127.0.0.1:8080", true);
        check("localhost:8080", true);
        check("[::1]:8080", true);
        check("evil.example:8080", false);
        check("127.0.0.1.evil.example", false);
        check("", false);
    }

    #[test]
    fn only_the_named_proxy_may_say_who_asks() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let origin = Origin { is_tls: false, trusted_proxy: Some(proxy) };
        let said = headers(&[("x-forwarded-for", "1.1.1.1, 203.0.113.9")]);
        let found = caller(&origin, proxy, &said, Some("vigia.example")).unwrap();
        assert_eq!((found.address, found.is_secure), ("203.0.113.9".parse().unwrap(), true));
        let other = "10.0.0.2".parse().unwrap();
        assert_eq!(caller(&origin, other, &said, Some("vigia.example")), None);
        let tls = Origin { is_tls: true, trusted_proxy: None };
        assert_eq!(caller(&tls, other, &said, None).unwrap().address, other);
    }

    #[test]
    fn a_sign_in_needs_a_page_of_ours() {
        let check = |pairs: &[(&'static str, &str)], ours| {
            assert_eq!(is_same_site(&headers(pairs)), ours, "{pairs:?}");
        };
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false);
        check(&[("origin", "http://localhost:1"), ("host", "localhost:1")], true);
        check(&[("origin", "http://evil"), ("host", "localhost:1")], false);
        check(&[("origin", "null"), ("host", "localhost:1")], false);
        check(&[], false);
    }
}
