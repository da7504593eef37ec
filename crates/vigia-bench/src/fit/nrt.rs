//! nrt, `scripts/bench-peers/nrt_monitors.py`, in an environment of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use ndarray::s;
use tempfile::NamedTempFile;

use super::series::SeriesBlock;

/// Where `scripts/prepare-nrt` says that the environment's interpreter is.
const PYTHON: &str = "VIGIA_NRT_PYTHON";
/// Rows of the block that nrt fits in a round.
const ROWS: usize = 64;
/// Largest difference of a coefficient.
const DIFFERENCE_MAX: f64 = 1e-5;

/// The interpreter and what it is asked.
pub struct Nrt {
    python: PathBuf,
    arguments: Vec<String>,
    pixels: usize,
    /// Kept while nrt reads them.
    _files: Vec<NamedTempFile>,
}

#[derive(serde::Deserialize)]
struct Said {
    milliseconds: f64,
    peak_mb: f64,
    checked: Vec<f64>,
}

impl Nrt {
    /// Prepares the fit of a part of the block and tries it once.
    ///
    /// # Errors
    /// What is not installed, or that its coefficients of the first pixel are not `first`.
    pub fn of_fit(block: &SeriesBlock, threads: usize, first: &[f64]) -> anyhow::Result<Self> {
        let part = block.index.slice(s![.., ..ROWS, ..]);
        let (times, pixels) = (part.shape()[0], part.shape()[1] * part.shape()[2]);
        let numbers = file(part.iter().flat_map(|value| value.to_le_bytes()))?;
        let design = file(block.design.iter().flat_map(|value| value.to_le_bytes()))?;
        let paths = [&numbers, &design].map(|file| file.path().display().to_string());
        let sizes = [times, pixels, block.design.ncols(), threads].map(|size| size.to_string());
        let arguments = [&["fit".to_owned()][..], &paths, &sizes].concat();
        let peer = Self { python: python()?, arguments, pixels, _files: vec![numbers, design] };
        let theirs = peer.run()?.checked;
        let is_near = |(a, b): (&f64, &f64)| (a - b).abs() <= DIFFERENCE_MAX;
        ensure!(
            theirs.len() == first.len() && theirs.iter().zip(first).all(is_near),
            "nrt fitted {theirs:?} instead of {first:?}",
        );
        Ok(peer)
    }

    /// Prepares the update of a block by a monitor, `ewma` or `cusum`.
    ///
    /// # Errors
    /// What is not installed.
    pub fn of_update((rows, cols): (usize, usize), monitor: &str) -> anyhow::Result<Self> {
        let arguments =
            ["update".to_owned(), rows.to_string(), cols.to_string(), monitor.to_owned()];
        let peer = Self {
            python: python()?,
            arguments: arguments.to_vec(),
            pixels: rows * cols,
            _files: Vec::new(),
        };
        peer.run()?;
        Ok(peer)
    }

    /// One round, as the script itself measures it: Mpx/s and MB.
    ///
    /// # Errors
    /// Those of the script.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let said = self.run()?;
        Ok((self.pixels as f64 / 1e3 / said.milliseconds, said.peak_mb))
    }

    fn run(&self) -> anyhow::Result<Said> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers/nrt_monitors.py");
        let output = Command::new(&self.python)
            .arg(script)
            .args(&self.arguments)
            .output()
            .with_context(|| self.python.display().to_string())?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            bail!("nrt_monitors.py: {}", words.lines().last().unwrap_or_default());
        }
        serde_json::from_slice(&output.stdout).context("nrt_monitors.py")
    }
}

fn python() -> anyhow::Result<PathBuf> {
    let named = std::env::var_os(PYTHON).map(PathBuf::from);
    named.with_context(|| format!("{PYTHON} names no interpreter: run scripts/bench"))
}

fn file(bytes: impl Iterator<Item = u8>) -> anyhow::Result<NamedTempFile> {
    let mut file = NamedTempFile::new()?;
    file.write_all(&bytes.collect::<Vec<u8>>())?;
    file.flush()?;
    Ok(file)
}
