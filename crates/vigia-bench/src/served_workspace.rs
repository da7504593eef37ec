//! A workspace of our own, served over HTTP on loopback, with somebody signed in.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use vigia_api::server::{Listen, serve};
use vigia_app::Workspace;
use vigia_app::accounts::{self, NewPerson};
use vigia_app::messages::Language;
use vigia_core::{Fingerprint, Role};
use vigia_store::{Effects, NewJob};

use crate::http_load::{Connection, get};

/// Password of the one person; the workspace lives as long as the benchmark.
const PASSWORD: &str = "clave-de-la-medicion";
/// Longest that one job of filling may take.
const LEASE: Duration = Duration::from_secs(600);

/// The server, which ends with it.
pub struct ServedWorkspace {
    pub address: SocketAddr,
    /// The cookie of the session, as a header line.
    pub cookie: String,
    end: Option<tokio::sync::oneshot::Sender<()>>,
    runtime: Option<Runtime>,
    pub folder: TempDir,
}

impl ServedWorkspace {
    /// Makes a workspace, lets `fill` write into it as one job, serves it with `threads`
    /// threads and signs in.
    ///
    /// # Errors
    /// Anything on the way.
    pub fn start(
        threads: usize,
        fill: impl AsyncFnOnce(&mut Effects) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("vigia-bench").tempdir()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()?;
        let (end, ended) = tokio::sync::oneshot::channel();
        let address = runtime.block_on(async {
            Workspace::init(folder.path()).await?;
            let workspace = Workspace::open(folder.path(), "vigia".into()).await?;
            filled(&workspace, fill).await?;
            let person = NewPerson {
                username: "medidora".to_owned(),
                display_name: "Medidora".to_owned(),
                role: Role::Analyst,
                language: Language::Es,
            };
            accounts::add(&workspace, &person, PASSWORD, Timestamp::now()).await?;
            let listen = Listen {
                address: SocketAddr::from(([127, 0, 0, 1], 0)),
                tls: None,
                trusted_proxy: None,
            };
            let running = listen.bind(Arc::new(workspace)).await?;
            // The first content of the map is built before anything is measured.
            running.app().map_index().content().await?;
            let address = running.url().trim_start_matches("http://").parse()?;
            tokio::spawn(serve(running, async { drop(ended.await) }));
            anyhow::Ok(address)
        })?;
        let cookie = format!("Cookie: {}\r\n", sign_in(address)?);
        Ok(Self { address, cookie, end: Some(end), runtime: Some(runtime), folder })
    }

    /// Returns a request to read `path` as the person who is signed in.
    pub fn get(&self, path: &str) -> Vec<u8> {
        get(self.address, path, &self.cookie)
    }
}

impl Drop for ServedWorkspace {
    fn drop(&mut self) {
        if let Some(end) = self.end.take() {
            // An error says that the server has ended already.
            let _ = end.send(());
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

async fn filled(
    workspace: &Workspace,
    fill: impl AsyncFnOnce(&mut Effects) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (store, now) = (workspace.store(), Timestamp::now());
    let job = NewJob::new("bench", Fingerprint::of(b"fill"), serde_json::Value::Null);
    store.enqueue(&job, now).await?;
    let lease = store.claim(&["bench"], "bench", LEASE, now).await?.context("no job to claim")?;
    let mut effects = store.begin(&lease, now).await?;
    fill(&mut effects).await?;
    effects.commit().await?;
    Ok(())
}

fn sign_in(address: SocketAddr) -> anyhow::Result<String> {
    let body = format!(r#"{{"username":"medidora","password":"{PASSWORD}"}}"#);
    let length = body.len();
    let request = format!(
        "POST /api/v1/session HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let mut connection = Connection::open(address)?;
    let answer = connection.ask(request.as_bytes())?;
    if answer.status != 200 {
        bail!("signing in: {} {}", answer.status, String::from_utf8_lossy(connection.body()));
    }
    answer.set_cookie.context("signing in gave no cookie")
}
