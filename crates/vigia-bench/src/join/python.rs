//! The peers, `scripts/bench-peers/join.py`, in an environment of their own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use geo_types::Polygon;
use tempfile::{NamedTempFile, TempDir};

use super::Pairs;
use super::ground::Ground;

/// Where `scripts/bench` says that the environment's interpreter is.
const PYTHON: &str = "VIGIA_BENCH_JOIN_PYTHON";

/// The shapes as the script reads them: WKB, each after its length.
pub struct Files {
    rights: NamedTempFile,
    clearings: NamedTempFile,
}

impl Files {
    /// Writes them.
    ///
    /// # Errors
    /// What the system says.
    pub fn written(ground: &Ground) -> anyhow::Result<Self> {
        let [rights, clearings] = ground.wkb();
        Ok(Self { rights: file(&rights)?, clearings: file(&clearings)? })
    }
}

/// A peer and what it works on.
pub struct Python<'a> {
    python: PathBuf,
    peer: &'static str,
    files: &'a Files,
    pairs: &'a Pairs,
    folder: TempDir,
}

#[derive(serde::Deserialize)]
struct Said {
    milliseconds: f64,
    peak_mb: f64,
}

impl<'a> Python<'a> {
    /// Looks for the interpreter and tries the script once.
    ///
    /// # Errors
    /// What is not installed, or that it finds other pairs than we do.
    pub fn find(peer: &'static str, files: &'a Files, pairs: &'a Pairs) -> anyhow::Result<Self> {
        let python = std::env::var_os(PYTHON)
            .map(PathBuf::from)
            .with_context(|| format!("{PYTHON} names no interpreter: run scripts/bench"))?;
        let found = Self { python, peer, files, pairs, folder: tempfile::tempdir()? };
        found.round()?;
        Ok(found)
    }

    /// One round, as the script itself measures it: milliseconds and MB. Where `pairs` is
    /// empty nothing is compared.
    ///
    /// # Errors
    /// What the script says, or that it finds other pairs than we do.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers/join.py");
        let found = self.folder.path().join("pairs");
        let output = Command::new(&self.python)
            .arg(script)
            .arg(self.peer)
            .args([self.files.rights.path(), self.files.clearings.path(), &found])
            .output()
            .with_context(|| self.python.display().to_string())?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            // Some say more after what they say first.
            let said = words.lines().rfind(|line| line.contains("Error"));
            let said = said.or_else(|| words.lines().last()).unwrap_or_default();
            bail!("join.py: {said}");
        }
        let said: Said = serde_json::from_slice(&output.stdout).context("join.py")?;
        if !self.pairs.is_empty() {
            let pairs = pairs_of(&std::fs::read(&found)?);
            ensure!(
                pairs == *self.pairs,
                "{} found {} pairs, not the same as our {}",
                self.peer,
                pairs.len(),
                self.pairs.len(),
            );
        }
        Ok((said.milliseconds, said.peak_mb))
    }
}

/// Reads pairs of 32-bit numbers.
fn pairs_of(bytes: &[u8]) -> Pairs {
    let number =
        |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    bytes.chunks_exact(8).map(|pair| (number(&pair[..4]), number(&pair[4..]))).collect()
}

fn file(shapes: &[Vec<u8>]) -> anyhow::Result<NamedTempFile> {
    let mut file = NamedTempFile::new()?;
    let mut bytes = Vec::new();
    for shape in shapes {
        bytes.extend(u32::try_from(shape.len())?.to_le_bytes());
        bytes.extend(shape);
    }
    file.write_all(&bytes)?;
    file.flush()?;
    Ok(file)
}

/// A polygon without holes as well-known binary, little-endian.
pub fn wkb_of(polygon: &Polygon<f64>) -> Vec<u8> {
    const POLYGON: u32 = 3;
    const RINGS: u32 = 1;
    let ring = &polygon.exterior().0;
    let mut bytes = vec![1];
    for number in [POLYGON, RINGS, ring.len() as u32] {
        bytes.extend(number.to_le_bytes());
    }
    for at in ring {
        bytes.extend([at.x.to_le_bytes(), at.y.to_le_bytes()].as_flattened());
    }
    bytes
}
