//! `vigia serve`: the map for browsers.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;

/// Shown below the options.
pub const EXAMPLES: &str = "\
Examples:
  vigia serve -w caso                                       only this machine
  vigia serve -w caso --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem
  vigia serve -w caso --listen 10.0.0.5:8080 --trusted-proxy 10.0.0.1
  vigia serve -w caso --watch /data/stac                    new scenes become alerts";

/// Options of `vigia serve`.
#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,
    /// Certificate with its chain, PEM; with --tls-key the server speaks TLS itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Address of the proxy that speaks TLS for this server; only its word about clients
    /// is taken, and only it may connect.
    #[arg(long, value_name = "ADDRESS")]
    pub trusted_proxy: Option<IpAddr>,
    /// Folder in which new scenes appear: they are ingested, and clearings looked for.
    #[arg(long, value_name = "DIR")]
    pub watch: Option<PathBuf>,
    /// Profile with the thresholds, for --watch.
    #[arg(long, default_value = "default", requires = "watch")]
    pub profile: String,
}
