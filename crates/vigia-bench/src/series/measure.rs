//! One size through the program, and the same files through GDAL alone.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use super::scenes::Tile;
use super::{THREADS, decode};
use crate::measurement::{Series, median};
use crate::memory::{TreeWatch, forget_own_peak, own_peak_mb};

/// Bytes that a pixel's files take on one date, compressed, in all bands: a little more than
/// the 5.4 that were measured, and those of bands without grain.
const BYTES_A_PIXEL: f64 = 6.0;
const LEAN_BYTES_A_PIXEL: f64 = 3.6;

/// What every round of one size took.
pub struct Rounds {
    pub tile: Tile,
    rounds: Vec<Round>,
    files_mb: f64,
    alerts: usize,
}

/// What one round took, and the most memory that each process held.
#[derive(Clone, Copy, Debug, Default)]
struct Round {
    ingest: Duration,
    detect: Duration,
    decoding: Duration,
    copying: Duration,
    ingest_mb: f64,
    detect_mb: f64,
    decoding_mb: f64,
}

/// Measures `rounds` rounds of a size, each in a workspace of its own.
pub fn measured(tile: &Tile, rounds: usize) -> anyhow::Result<Rounds> {
    let folder = tempfile::Builder::new().prefix("vigia-bench").tempdir()?;
    check_space(tile, folder.path())?;
    let mut found = Rounds { tile: *tile, rounds: vec![], files_mb: 0.0, alerts: 0 };
    for _ in 0..rounds {
        let program = Program::new(folder.path())?;
        found.rounds.push(found_in_turn(tile, folder.path(), &program, &mut found.files_mb)?);
        let alerts = program.json(&["alerts", "export", "--format", "geojson"])?;
        found.alerts = alerts["features"].as_array().map_or(0, Vec::len);
        ensure!(found.alerts > 0, "{}² on {} dates: no alert", tile.side_px, tile.dates);
    }
    Ok(found)
}

/// Scenes come as many at a time as the tile says; then the whole series is worked.
fn found_in_turn(
    tile: &Tile,
    folder: &Path,
    program: &Program,
    files_mb: &mut f64,
) -> anyhow::Result<Round> {
    let (scenes, mut round) = (folder.join("scenes"), Round::default());
    let mut bytes = 0;
    let times: Vec<usize> = (0..tile.dates).collect();
    for some in times.chunks(tile.dates_at_once) {
        let mut files = Vec::new();
        for time in some {
            files.extend(tile.write(*time, &scenes)?);
        }
        bytes += files.iter().map(|file| file.metadata().map_or(0, |f| f.len())).sum::<u64>();
        forget_own_peak();
        round.decoding += decode::all(&files)?;
        round.decoding_mb = round.decoding_mb.max(own_peak_mb());
        round.copying += decode::copied(&files, folder)?;
        let (elapsed, peak_mb) = program.run(&["ingest", "scenes", &scenes.to_string_lossy()])?;
        round.ingest += elapsed;
        round.ingest_mb = round.ingest_mb.max(peak_mb);
        if tile.dates_at_once < tile.dates {
            std::fs::remove_dir_all(&scenes)?;
        }
    }
    (round.detect, round.detect_mb) = program.run(&["detect"])?;
    *files_mb = bytes as f64 / 1e6;
    Ok(round)
}

impl Rounds {
    /// Returns milliseconds from the first file to the alerts, and the peak of memory.
    pub fn ours(&self) -> Series {
        let values = self.each(|round| 1e3 * (round.ingest + round.detect).as_secs_f64());
        Series { values, peak_mb: self.ingest_mb().max(self.detect_mb()) }
    }

    /// Returns milliseconds of decoding alone.
    pub fn decoding(&self) -> Series {
        let values = self.each(|round| 1e3 * round.decoding.as_secs_f64());
        Series { values, peak_mb: self.most(|round| round.decoding_mb) }
    }

    /// Returns nanoseconds for a pixel on one date: of ingest and of detection.
    pub fn nanoseconds(&self) -> [f64; 2] {
        let each = |of: fn(&Round) -> Duration| {
            median(&self.each(|round| 1e9 * of(round).as_secs_f64())) / self.tile.pixel_dates()
        };
        [each(|round| round.ingest), each(|round| round.detect)]
    }

    /// Returns the most memory that ingest held.
    pub fn ingest_mb(&self) -> f64 {
        self.most(|round| round.ingest_mb)
    }

    /// Returns the most memory that detection held.
    pub fn detect_mb(&self) -> f64 {
        self.most(|round| round.detect_mb)
    }

    /// More about it, for a person.
    pub fn detail(&self) -> Value {
        let [ingest, detect] = self.nanoseconds();
        let seconds = |of: fn(&Round) -> Duration| {
            (1e3 * median(&self.each(|round| of(round).as_secs_f64()))).round() / 1e3
        };
        json!({
            "synthetic": true,
            "side_px": self.tile.side_px,
            "dates": self.tile.dates,
            "lean": self.tile.is_lean,
            "threads": THREADS,
            "files_mb": self.files_mb.round(),
            "ingest_seconds": seconds(|round| round.ingest),
            "detect_seconds": seconds(|round| round.detect),
            "decode_seconds": seconds(|round| round.decoding),
            "copy_seconds": seconds(|round| round.copying),
            "ingest_ns_per_pixel_date": ingest,
            "detect_ns_per_pixel_date": detect,
            "ingest_peak_mb": self.ingest_mb().round(),
            "detect_peak_mb": self.detect_mb().round(),
            "alerts": self.alerts,
        })
    }

    fn each(&self, of: impl Fn(&Round) -> f64) -> Vec<f64> {
        self.rounds.iter().map(of).collect()
    }

    fn most(&self, of: impl Fn(&Round) -> f64) -> f64 {
        self.rounds.iter().map(of).fold(0.0, f64::max)
    }
}

/// The program, and a workspace that goes with this.
struct Program {
    binary: PathBuf,
    workspace: tempfile::TempDir,
}

impl Program {
    fn new(folder: &Path) -> anyhow::Result<Self> {
        let binary = std::env::current_exe()?.with_file_name("vigia");
        ensure!(binary.is_file(), "{} is not built: run scripts/bench", binary.display());
        let workspace = tempfile::Builder::new().prefix("workspace").tempdir_in(folder)?;
        let program = Self { binary, workspace };
        program.run(&["init"])?;
        Ok(program)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--quiet").arg("--workspace").arg(self.workspace.path()).args(arguments);
        command.env("RAYON_NUM_THREADS", THREADS.to_string()).env("VIGIA_LANG", "en");
        command
    }

    /// Runs it; returns how long that took and the most memory that it and its children
    /// held, MB.
    fn run(&self, arguments: &[&str]) -> anyhow::Result<(Duration, f64)> {
        let mut command = self.command(arguments);
        let begun = Instant::now();
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let child = child.with_context(|| self.binary.display().to_string())?;
        let watch = TreeWatch::start(child.id());
        let output = child.wait_with_output()?;
        let (elapsed, peak_mb) = (begun.elapsed(), watch.finish());
        if !output.status.success() {
            bail!("vigia {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok((elapsed, peak_mb))
    }

    fn json(&self, arguments: &[&str]) -> anyhow::Result<Value> {
        let output = self.command(arguments).output()?;
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

/// Files and their copies, or where scenes come one by one the copies alone.
fn check_space(tile: &Tile, folder: &Path) -> anyhow::Result<()> {
    let times = if tile.dates_at_once < tile.dates { 1.2 } else { 2.2 };
    let bytes_a_pixel = if tile.is_lean { LEAN_BYTES_A_PIXEL } else { BYTES_A_PIXEL };
    let needed = tile.pixel_dates() * bytes_a_pixel * times;
    let said = Command::new("df").args(["-B1", "--output=avail"]).arg(folder).output()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let free: f64 = said.lines().last().unwrap_or_default().trim().parse().context("df")?;
    ensure!(free > needed, "needs {:.0} GB of disk, {:.0} GB are free", needed / 1e9, free / 1e9);
    Ok(())
}
