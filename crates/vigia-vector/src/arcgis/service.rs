//! A map service over HTTP: one question, one answer, under limits.

use std::io::Read;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use serde::Deserialize;
use ureq::Agent;
use ureq::http::{Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use vigia_core::{Problem, ProblemCode};

use super::download::DownloadOptions;
use super::page::ServiceError;

/// Most bytes of one answer.
pub(super) const ANSWER_MAX_BYTES: u64 = 64 << 20;
/// Failures in a row after which the service counts as down, whatever is asked.
const FAILURES_MAX: u32 = 12;
/// Longest pause before a question is repeated.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The service or the way to it: no smaller question would help.
    Stop(Problem),
    /// It kept failing on this question; a smaller one may pass.
    Question(Problem),
}

/// One layer of a map service.
pub(super) struct Service {
    agent: Agent,
    url: String,
    tries_max: u32,
    first_pause: Duration,
    failures_in_a_row: u32,
}

/// What one try came to.
enum Try {
    Answer(String),
    Again(String, Option<Duration>),
    TooBig,
    Stop(String),
}

impl Service {
    /// Prepares for the layer at `url`, without asking anything yet.
    ///
    /// # Errors
    /// [`ProblemCode::ServiceFailed`] for an address that is none of a layer: another scheme
    /// than `http` or `https`, a user's name, a query; or without a system's certificates.
    pub(super) fn new(url: &str, options: &DownloadOptions) -> Result<Self, Problem> {
        let refused = |detail: &str| Problem::new(ProblemCode::ServiceFailed, url, detail);
        let uri: Uri = url.trim().parse().map_err(|_| refused("no address"))?;
        let Some(authority) = uri.authority().filter(|_| uri.query().is_none()) else {
            return Err(refused(
                "give the layer's address alone, for instance https://…/MapServer/0",
            ));
        };
        if authority.as_str().contains('@') {
            return Err(refused("a name and a password in the address are not sent"));
        }
        let secure = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(refused("only http and https are asked")),
        };
        let tls = TlsConfig::builder()
            .root_certs(if secure {
                system_roots(url)?
            } else {
                RootCerts::Specific(Arc::default())
            })
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let here = ["127.0.0.1", "localhost", "[::1]"].contains(&authority.host());
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirection could lead to another host, and turns POST into GET.
            .max_redirects(0)
            .timeout_global(Some(options.request_timeout))
            .timeout_connect(Some(options.request_timeout.min(Duration::from_secs(20))))
            .user_agent(options.user_agent.as_str())
            .tls_config(tls);
        let config = if here { config.proxy(None) } else { config };
        let path = uri.path().trim_end_matches('/').trim_end_matches("/query");
        Ok(Self {
            agent: config.build().into(),
            url: format!("{}://{authority}{path}", if secure { "https" } else { "http" }),
            tries_max: options.tries_max.max(1),
            first_pause: options.first_pause,
            failures_in_a_row: 0,
        })
    }

    /// Returns the layer's address.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Asks for the layer's description.
    ///
    /// # Errors
    /// As [`Service::query`].
    pub(super) fn describe(&mut self) -> Result<String, Failure> {
        let url = format!("{}?f=json", self.url);
        self.ask(|agent| agent.get(&url).call())
    }

    /// Asks a query, by POST: a list of object ids is too long for an address.
    ///
    /// # Errors
    /// [`Failure`] with [`ProblemCode::ServiceFailed`] after the stated number of tries.
    pub(super) fn query(&mut self, form: &[(&str, &str)]) -> Result<String, Failure> {
        let url = format!("{}/query", self.url);
        self.ask(|agent| agent.post(&url).send_form(form.iter().copied()))
    }

    fn ask(
        &mut self,
        send: impl Fn(&Agent) -> Result<Response<ureq::Body>, ureq::Error>,
    ) -> Result<String, Failure> {
        let problem =
            |detail: String| Problem::new(ProblemCode::ServiceFailed, self.url.clone(), detail);
        let mut pause = self.first_pause;
        let mut tries = 0;
        loop {
            tries += 1;
            let (why, wanted) = match attempt(send(&self.agent)) {
                Try::Answer(text) => {
                    self.failures_in_a_row = 0;
                    return Ok(text);
                }
                Try::Stop(why) => return Err(Failure::Stop(problem(why))),
                Try::TooBig => {
                    let why = format!("an answer of more than {ANSWER_MAX_BYTES} bytes");
                    return Err(Failure::Question(problem(why)));
                }
                Try::Again(why, wanted) => (why, wanted),
            };
            self.failures_in_a_row += 1;
            if self.failures_in_a_row >= FAILURES_MAX {
                let detail = format!("{FAILURES_MAX} failures in a row, the last: {why}");
                return Err(Failure::Stop(problem(detail)));
            }
            if tries >= self.tries_max {
                return Err(Failure::Question(problem(format!("after {tries} tries: {why}"))));
            }
            sleep(wanted.unwrap_or(pause).min(PAUSE_MAX));
            pause = pause.saturating_mul(2);
        }
    }
}

fn attempt(sent: Result<Response<ureq::Body>, ureq::Error>) -> Try {
    let mut response = match sent {
        Ok(response) => response,
        Err(error) if is_distrusted(&error) => {
            let words = "its certificate is not of an authority that this computer trusts, or not \
                         its own";
            return Try::Stop(format!("{words}: {error}"));
        }
        Err(error) => return Try::Again(error.to_string(), None),
    };
    let status = response.status();
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    if status.is_redirection() {
        let to: String = header("location").unwrap_or("nowhere").chars().take(200).collect();
        return Try::Stop(format!("{status}: it leads to {to}; give that address if it is right"));
    }
    let seconds = header("retry-after").and_then(|text| text.trim().parse().ok());
    let wanted = seconds.map(Duration::from_secs);
    match status.as_u16() {
        200 => {}
        408 | 429 | 500.. => return Try::Again(status.to_string(), wanted),
        _ => return Try::Stop(status.to_string()),
    }
    let mut bytes = Vec::new();
    let body = response.body_mut().as_reader();
    match body.take(ANSWER_MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > ANSWER_MAX_BYTES => return Try::TooBig,
        Ok(_) => {}
        Err(error) => return Try::Again(format!("the answer ends early: {error}"), None),
    }
    understood(bytes)
}

/// Says whether the certificate was refused: no second try would change it.
fn is_distrusted(error: &ureq::Error) -> bool {
    let refused = |error: &rustls::Error| matches!(error, rustls::Error::InvalidCertificate(_));
    match error {
        ureq::Error::Rustls(error) => refused(error),
        ureq::Error::Io(error) => {
            error.get_ref().and_then(|inner| inner.downcast_ref()).is_some_and(refused)
        }
        _ => false,
    }
}

/// An answer is whole JSON without an error object.
fn understood(bytes: Vec<u8>) -> Try {
    #[derive(Deserialize)]
    struct MayFail {
        error: Option<ServiceError>,
    }
    let Ok(text) = String::from_utf8(bytes) else {
        return Try::Again("an answer that is not UTF-8".to_owned(), None);
    };
    match serde_json::from_str::<MayFail>(&text) {
        Ok(MayFail { error: None }) => Try::Answer(text),
        // 498 and 499: a token is wanted. Repeating would not bring one.
        Ok(MayFail { error: Some(error) }) if error.wants_token() => Try::Stop(error.to_string()),
        Ok(MayFail { error: Some(error) }) => Try::Again(format!("it answered {error}"), None),
        Err(error) => Try::Again(format!("an answer that is not JSON: {error}"), None),
    }
}

/// Returns the certificates that the system trusts: an institution may have its own.
fn system_roots(url: &str) -> Result<RootCerts, Problem> {
    let found = rustls_native_certs::load_native_certs();
    if found.certs.is_empty() {
        let detail = "the system has no certificates: install ca-certificates";
        return Err(Problem::new(ProblemCode::ServiceFailed, url, detail));
    }
    let roots = found.certs.iter().map(|root| Certificate::from_der(root.as_ref()).to_owned());
    Ok(RootCerts::Specific(Arc::new(roots.collect())))
}
