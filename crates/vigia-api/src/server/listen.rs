//! Where the server listens: an address, TLS or a named proxy, and how it ends.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use vigia_app::Workspace;

use super::router;
use crate::origin::Origin;
use crate::state::AppState;

/// How long requests that are under way may take to end once the server is told to.
const END_WITHIN: Duration = Duration::from_secs(10);

/// Where and how to listen.
#[derive(Clone, Debug)]
pub struct Listen {
    /// Address and port; port 0 takes a free one.
    pub address: SocketAddr,
    /// Certificate and key, where the server speaks TLS itself.
    pub tls: Option<Tls>,
    /// The proxy that speaks TLS for it.
    pub trusted_proxy: Option<IpAddr>,
}

/// Files of a certificate and its key, PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate with its chain.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why the server does not start, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Others could listen in.
    #[error("{address} can be reached by others, and passwords would travel in the clear")]
    Unprotected {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}")]
    Address {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// Certificate or key cannot be used.
    #[error("cannot use the certificate {} with its key {}", certificate.display(), key.display())]
    Certificate {
        /// The certificate.
        certificate: PathBuf,
        /// Its key.
        key: PathBuf,
        /// What is wrong.
        source: std::io::Error,
    },
    /// The workspace cannot be shown.
    #[error("the workspace cannot be shown")]
    Workspace(#[source] vigia_app::AppError),
    /// The server stopped serving.
    #[error("the server stopped")]
    Stopped(#[source] std::io::Error),
}

/// A server that listens but does not answer yet; [`serve`] makes it answer.
pub struct Running {
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    app: AppState,
    address: SocketAddr,
}

impl Listen {
    /// Takes the address. Refuses one that others can reach unless TLS or a named proxy
    /// protects it.
    ///
    /// # Errors
    /// [`ListenError::Unprotected`], [`ListenError::Address`],
    /// [`ListenError::Certificate`], [`ListenError::Workspace`].
    pub async fn bind(&self, workspace: Arc<Workspace>) -> Result<Running, ListenError> {
        let address = self.address;
        if !address.ip().is_loopback() && self.tls.is_none() && self.trusted_proxy.is_none() {
            return Err(ListenError::Unprotected { address });
        }
        let tls = match &self.tls {
            Some(files) => Some(certificate(&files.certificate, &files.key).await?),
            None => None,
        };
        let failed = |source| ListenError::Address { address, source };
        let listener = TcpListener::bind(address).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let origin = Origin { is_tls: tls.is_some(), trusted_proxy: self.trusted_proxy };
        let app = AppState::new(workspace, origin).map_err(ListenError::Workspace)?;
        Ok(Running { listener, tls, app, address })
    }
}

async fn certificate(certificate: &Path, key: &Path) -> Result<RustlsConfig, ListenError> {
    // Where something else in the process chose a provider first, that one serves too.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let loaded = RustlsConfig::from_pem_file(certificate, key).await;
    loaded.map_err(|source| ListenError::Certificate {
        certificate: certificate.to_owned(),
        key: key.to_owned(),
        source,
    })
}

impl Running {
    /// Returns the address to open in a browser.
    #[must_use]
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Returns the state of the server.
    #[must_use]
    pub const fn app(&self) -> &AppState {
        &self.app
    }
}

/// Answers until `until` is over: then event streams end, requests under way may finish,
/// and the workspace is let go.
///
/// # Errors
/// [`ListenError::Stopped`].
pub async fn serve(
    running: Running,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ListenError> {
    let Running { listener, tls, app, .. } = running;
    let handle = Handle::new();
    let ending = (handle.clone(), app.streams().clone());
    tokio::spawn(async move {
        until.await;
        ending.1.end();
        ending.0.graceful_shutdown(Some(END_WITHIN));
    });
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let served = match tls {
        Some(config) => {
            let server = axum_server::from_tcp_rustls(listener, config);
            server.map_err(ListenError::Stopped)?.handle(handle).serve(service).await
        }
        None => {
            let server = axum_server::from_tcp(listener);
            server.map_err(ListenError::Stopped)?.handle(handle).serve(service).await
        }
    };
    served.map_err(ListenError::Stopped)
}
