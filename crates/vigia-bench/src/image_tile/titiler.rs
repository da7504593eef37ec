//! TiTiler, started from the Python that `scripts/bench` installs it into.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::Tile;
use crate::http_load::{Connection, get};

/// Part of its command line.
pub const MARK: &str = "titiler_app:app";

/// How long it may take to start.
const START_WITHIN: Duration = Duration::from_secs(60);

/// The running server, which ends with it.
pub struct Titiler {
    pub address: SocketAddr,
    child: Child,
}

impl Titiler {
    /// Starts it with so many processes.
    ///
    /// # Errors
    /// That it is not installed, or does not answer.
    pub fn start(processes: usize) -> anyhow::Result<Self> {
        let python = std::env::var_os("VIGIA_BENCH_TITILER_PYTHON")
            .context("TiTiler is not installed: VIGIA_BENCH_TITILER_PYTHON names no Python")?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers");
        let child = Command::new(python)
            .args(["-m", "uvicorn", MARK, "--log-level", "error", "--no-access-log"])
            .args(["--workers", &processes.to_string(), "--port", &port.to_string()])
            .current_dir(peers)
            // What its documentation asks for.
            .env("GDAL_CACHEMAX", "200")
            .env("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR")
            .env("GDAL_INGESTED_BYTES_AT_OPEN", "32768")
            .env("VSI_CACHE", "TRUE")
            .env("VSI_CACHE_SIZE", "5000000")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("starting TiTiler")?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut titiler = Self { address, child };
        titiler.wait()?;
        Ok(titiler)
    }

    fn wait(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < START_WITHIN {
            if let Some(status) = self.child.try_wait()? {
                bail!("TiTiler ended at once: {status}");
            }
            let answer = Connection::open(self.address)
                .and_then(|mut connection| connection.ask(&get(self.address, "/openapi.json", "")));
            if answer.is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        bail!("TiTiler does not answer")
    }
}

impl Drop for Titiler {
    fn drop(&mut self) {
        // uvicorn ends its processes on SIGTERM, not on SIGKILL.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// Returns the path of a tile: red, green and blue, 0 to 0.25 reflectance, bilinear.
pub fn path(file: &Path, (z, x, y): &Tile) -> String {
    format!(
        "/tiles/WebMercatorQuad/{z}/{x}/{y}.webp?url={}&bidx=1&bidx=2&bidx=3&rescale=0,2500\
         &resampling=bilinear&reproject=bilinear",
        file.display()
    )
}
