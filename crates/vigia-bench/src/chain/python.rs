//! The Python chain, `scripts/bench-peers/chain.py`, in an environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::Found;
use super::files::Files;

/// Where `scripts/bench` says that the environment's interpreter is.
const PYTHON: &str = "VIGIA_BENCH_PYTHON";

/// The interpreter, the script and what it works on.
pub struct Python<'a> {
    python: PathBuf,
    files: &'a Files,
    expected: Found,
}

#[derive(serde::Deserialize)]
struct Said {
    milliseconds: f64,
    peak_mb: f64,
    #[serde(flatten)]
    found: Found,
}

impl<'a> Python<'a> {
    /// Looks for the interpreter and tries the script once.
    ///
    /// # Errors
    /// What is not installed, or that it finds something else than we do.
    pub fn find(files: &'a Files, expected: Found) -> anyhow::Result<Self> {
        let python = std::env::var_os(PYTHON)
            .map(PathBuf::from)
            .with_context(|| format!("{PYTHON} names no interpreter: run scripts/bench"))?;
        let peer = Self { python, files, expected };
        peer.round()?;
        Ok(peer)
    }

    /// One round, as the script itself measures it: without starting the interpreter and
    /// compiling.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers/chain.py");
        let output = Command::new(&self.python)
            .arg(script)
            .arg(self.files.folder())
            .arg(super::THREADS.to_string())
            // Not beside the script: compiled code is no source.
            .env("NUMBA_CACHE_DIR", self.files.folder().join("numba"))
            .output()
            .with_context(|| self.python.display().to_string())?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            bail!("chain.py: {}", words.lines().last().unwrap_or_default());
        }
        let said: Said = serde_json::from_slice(&output.stdout).context("chain.py")?;
        if said.found != self.expected {
            bail!("chain.py found {:?} instead of {:?}", said.found, self.expected);
        }
        Ok((said.milliseconds, said.peak_mb))
    }
}
