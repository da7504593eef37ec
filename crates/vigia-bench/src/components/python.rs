//! The peers, `scripts/bench-peers/components.py`, in an environment of their own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use ndarray::Array2;
use tempfile::NamedTempFile;

/// Where `scripts/bench` says that the environment's interpreter is.
const PYTHON: &str = "VIGIA_BENCH_COMPONENTS_PYTHON";

/// A peer, and on how many threads it works.
pub struct Peer {
    name: &'static str,
    /// What it is, for a person.
    pub label: &'static str,
    /// Its threads, and ours beside it.
    pub threads: usize,
}

/// Every peer.
pub const PEERS: &[Peer] = &[
    Peer { name: "cv2", label: "OpenCV, one thread", threads: 1 },
    Peer { name: "cv2", label: "OpenCV, two threads", threads: 2 },
    Peer { name: "cc3d", label: "cc3d, one thread", threads: 1 },
];

/// The interpreter and what it works on.
pub struct Python {
    python: PathBuf,
    peer: &'static Peer,
    mask: NamedTempFile,
    side: usize,
    count: u32,
}

#[derive(serde::Deserialize)]
struct Said {
    milliseconds: f64,
    peak_mb: f64,
    components: u32,
}

impl Python {
    /// Looks for the interpreter and tries the script once.
    ///
    /// # Errors
    /// What is not installed, or that it counts otherwise than we do.
    pub fn find(peer: &'static Peer, mask: &Array2<bool>, count: u32) -> anyhow::Result<Self> {
        let python = std::env::var_os(PYTHON)
            .map(PathBuf::from)
            .with_context(|| format!("{PYTHON} names no interpreter: run scripts/bench"))?;
        let mut file = NamedTempFile::new()?;
        let bytes: Vec<u8> = mask.iter().map(|is_set| u8::from(*is_set)).collect();
        file.write_all(&bytes)?;
        file.flush()?;
        let found = Self { python, peer, mask: file, side: mask.nrows(), count };
        found.round()?;
        Ok(found)
    }

    /// One round, as the script itself measures it: milliseconds and MB.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers/components.py");
        let output = Command::new(&self.python)
            .arg(script)
            .arg(self.peer.name)
            .arg(self.mask.path())
            .args([self.side, self.peer.threads].map(|number| number.to_string()))
            .output()
            .with_context(|| self.python.display().to_string())?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            bail!("components.py: {}", words.lines().last().unwrap_or_default());
        }
        let said: Said = serde_json::from_slice(&output.stdout).context("components.py")?;
        ensure!(
            said.components == self.count,
            "{} found {} components instead of {}",
            self.peer.name,
            said.components,
            self.count,
        );
        Ok((said.milliseconds, said.peak_mb))
    }
}
