//! The features in numpy, `scripts/bench-peers/features.py`, in an environment of its own.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail, ensure};
use tempfile::NamedTempFile;
use vigia_detect::features::Features;
use vigia_detect::pair::{ChangedObject, Evidence};

use super::scene::{SIDE, Scene};

/// Where `scripts/bench` says that the environment's interpreter is.
const PYTHON: &str = "VIGIA_BENCH_NUMPY_PYTHON";
/// Largest difference of a feature.
const DIFFERENCE_MAX: f64 = 1e-3;
/// Features that come from a model begin so, and the peer has none.
const JUDGED: &str = "worked";

/// The interpreter and what it works on.
pub struct Numpy {
    python: PathBuf,
    numbers: NamedTempFile,
    times: usize,
}

#[derive(serde::Deserialize)]
struct Said {
    milliseconds: f64,
    peak_mb: f64,
    has_changed: bool,
    objects: Vec<Object>,
}

/// What was measured over one clearing; `None` for what is not known.
#[derive(serde::Deserialize)]
struct Object {
    /// Row and column of its first pixel.
    first: (u32, u32),
    pixels: usize,
    values: Vec<Option<f64>>,
}

impl Numpy {
    /// Looks for the interpreter and tries the script once.
    ///
    /// # Errors
    /// What is not installed, or that it finds something else than we do.
    pub fn find(scene: &Scene, times: usize, ours: &Evidence) -> anyhow::Result<Self> {
        let python = std::env::var_os(PYTHON)
            .map(PathBuf::from)
            .with_context(|| format!("{PYTHON} names no interpreter: run scripts/bench"))?;
        let mut numbers = NamedTempFile::new()?;
        for date in [&scene.before, &scene.after] {
            let bytes: Vec<u8> = date.iter().flat_map(|number| number.to_le_bytes()).collect();
            numbers.write_all(&bytes)?;
        }
        numbers.flush()?;
        let peer = Self { python, numbers, times };
        same(&peer.run()?, ours)?;
        Ok(peer)
    }

    /// One round, as the script itself measures it: Mpx/s and MB.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let said = self.run()?;
        let megapixels = (SIDE * self.times).pow(2) as f64 / 1e6;
        Ok((megapixels / (said.milliseconds / 1e3), said.peak_mb))
    }

    fn run(&self) -> anyhow::Result<Said> {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/bench-peers/features.py");
        let output = Command::new(&self.python)
            .arg(script)
            .arg(self.numbers.path())
            .arg(SIDE.to_string())
            .arg(self.times.to_string())
            .output()
            .with_context(|| self.python.display().to_string())?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            bail!("features.py: {}", words.lines().last().unwrap_or_default());
        }
        serde_json::from_slice(&output.stdout).context("features.py")
    }
}

/// Holds the peer to our clearings and our numbers.
fn same(theirs: &Said, ours: &Evidence) -> anyhow::Result<()> {
    ensure!(
        theirs.objects.len() == ours.objects.len() && theirs.has_changed == ours.has_changed,
        "features.py found {} clearings instead of {}",
        theirs.objects.len(),
        ours.objects.len(),
    );
    let by_place: BTreeMap<_, _> =
        theirs.objects.iter().map(|object| (object.first, object)).collect();
    for object in &ours.objects {
        let pixels = &object.pixels.pixels;
        let first = pixels.first().context("a clearing without pixels")?;
        let found = by_place.get(first).with_context(|| format!("no clearing at {first:?}"))?;
        let values = values(object);
        ensure!(
            found.pixels == pixels.len() && found.values.len() == values.len(),
            "features.py found another clearing at {first:?}",
        );
        for (index, (theirs, ours)) in found.values.iter().zip(values).enumerate() {
            let theirs = theirs.unwrap_or(f64::NAN);
            ensure!(
                (theirs - ours).abs() <= DIFFERENCE_MAX || theirs.is_nan() && ours.is_nan(),
                "features.py measured {theirs} instead of {ours} at {first:?}, value {index}",
            );
        }
    }
    Ok(())
}

/// The features of a clearing, then those of its square before and after.
fn values(object: &ChangedObject) -> Vec<f64> {
    let of_clearing = Features::NAMES.iter().filter(|name| !name.starts_with(JUDGED));
    let mut values: Vec<f64> =
        of_clearing.map(|name| object.features.get(name).unwrap_or(f64::NAN)).collect();
    values.extend_from_slice(object.views.0.values());
    values.extend_from_slice(object.views.1.values());
    values
}
