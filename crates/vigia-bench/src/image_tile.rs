//! `image_tile`: tiles of a scene, each drawn from its COG, over HTTP. Peer: TiTiler.
//!
//! The same COG (three bands of 16 bits, 4096 by 4096 pixels of 10 m in UTM, DEFLATE with
//! predictor, blocks of 512, averaged overviews), the same tiles, each asked for once: nothing
//! drawn before is found in a cache. Tiles come as a map asks for them, in screens of five by
//! four. Both warp bilinearly and answer lossy WebP of 256 by 256 pixels.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use serde_json::json;

use crate::http_load::{Connection, get};
use crate::measurement::{Line, Unit};
use crate::memory::{self, PeakWatch};
use crate::rounds;
use crate::served_workspace::ServedWorkspace;

mod sample;
mod titiler;

const NAME: &str = "image_tile";
const PEER: &str = "titiler";
/// Threads of ours, processes of theirs: one a core.
const THREADS: usize = 2;
/// Connections that ask at the same time, as a browser's.
const CONNECTIONS: usize = 6;
/// Zooms of the screens: the whole scene, to a pixel on each pixel.
const ZOOMS: std::ops::RangeInclusive<u8> = 11..=15;
const SCREENS_A_ZOOM: u32 = 2;
const SCREEN_TILES: (u32, u32) = (5, 4);

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let sample = sample::Sample::write()?;
    let tiles = screens(sample.bounds_px())?;
    let ours = || measured_ours(&sample, &tiles);
    let peer = match titiler::Titiler::start(THREADS) {
        Ok(peer) => peer,
        Err(error) => {
            let alone = rounds::alone(ours)?;
            lines.push(Line::without_peer(NAME, Unit::TilesPerSecond, &alone, PEER, &error));
            return Ok(());
        }
    };
    let theirs = || {
        let watch = PeakWatch::start(titiler::MARK);
        let path = |tile: &Tile| titiler::path(sample.file(), tile);
        let asked = load(peer.address, &tiles, "", path)?;
        Ok((asked.tiles_per_second, watch.finish()))
    };
    let (our_series, their_series) = rounds::in_turn(ours, theirs)?;
    let path = |tile: &Tile| titiler::path(sample.file(), tile);
    let detail = json!({
        "tiles": tiles.len(),
        "connections": CONNECTIONS,
        "cog_mb": std::fs::metadata(sample.file())?.len() / 1_000_000,
        "peer_bytes_a_tile": load(peer.address, &tiles, "", path)?.bytes / tiles.len(),
        "peer_processes": THREADS,
    });
    lines.push(Line::compared(
        NAME,
        Unit::TilesPerSecond,
        &our_series,
        PEER,
        &their_series,
        Some(detail),
    ));
    Ok(())
}

/// A tile's zoom, column and row.
type Tile = (u8, u32, u32);

/// A fresh server: it has drawn nothing yet.
fn measured_ours(sample: &sample::Sample, tiles: &[Tile]) -> anyhow::Result<(f64, f64)> {
    let scene = sample.scene();
    let served = ServedWorkspace::start(THREADS, async |effects| {
        effects.put_scene(&scene).await?;
        Ok(())
    })?;
    sample.put_into(served.folder.path())?;
    memory::forget_own_peak();
    let path = |(z, x, y): &Tile| format!("/api/v1/tiles/scene/bench/natural/{z}/{x}/{y}");
    let asked = load(served.address, tiles, &served.cookie, path)?;
    Ok((asked.tiles_per_second, memory::own_peak_mb()))
}

struct Asked {
    tiles_per_second: f64,
    bytes: usize,
}

/// Asks for every tile once, over several connections.
fn load(
    address: SocketAddr,
    tiles: &[Tile],
    headers: &str,
    path: impl Fn(&Tile) -> String + Sync,
) -> anyhow::Result<Asked> {
    let (next, begun) = (AtomicUsize::new(0), Instant::now());
    let ask = || -> anyhow::Result<usize> {
        let mut connection = Connection::open(address)?;
        let mut bytes = 0;
        while let Some(tile) = tiles.get(next.fetch_add(1, Ordering::Relaxed)) {
            let path = path(tile);
            let answer = connection.ask(&get(address, &path, headers))?;
            let body = connection.body();
            let is_webp = body.get(8..12) == Some(b"WEBP");
            if answer.status != 200 || !is_webp {
                bail!("{path}: status {}, {} bytes", answer.status, body.len());
            }
            bytes += body.len();
        }
        Ok(bytes)
    };
    let bytes = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().try_fold(0, |sum, one| {
            let bytes = one.join().map_err(|_| anyhow::anyhow!("a connection's thread died"))??;
            anyhow::Ok(sum + bytes)
        })
    })?;
    let tiles_per_second = tiles.len() as f64 / begun.elapsed().as_secs_f64();
    Ok(Asked { tiles_per_second, bytes })
}

/// Screens spread over the scene, whose outer tiles may reach beyond its edge at low zooms;
/// `bounds` are west, north, east, south as shares of the world.
fn screens([west, north, east, south]: [f64; 4]) -> anyhow::Result<Vec<Tile>> {
    let mut tiles = Vec::new();
    for z in ZOOMS {
        let side = f64::from(1_u32 << z);
        let first = ((west * side) as u32, (north * side) as u32);
        let last = ((east * side) as u32, (south * side) as u32);
        for screen in 0..SCREENS_A_ZOOM {
            let share = |from: u32, to: u32, length: u32| {
                from + (to + 1 - from).saturating_sub(length) * (1 + screen) / (SCREENS_A_ZOOM + 1)
            };
            let (left, top) =
                (share(first.0, last.0, SCREEN_TILES.0), share(first.1, last.1, SCREEN_TILES.1));
            for y in top..=(top + SCREEN_TILES.1 - 1).min(last.1) {
                tiles.extend((left..=(left + SCREEN_TILES.0 - 1).min(last.0)).map(|x| (z, x, y)));
            }
        }
    }
    tiles.sort_unstable();
    tiles.dedup();
    (!tiles.is_empty()).then_some(tiles).context("no tile shows the sample")
}

/// Copies a file to where a workspace keeps the content of `name`.
fn put_blob(workspace: &Path, name: &str, file: &Path) -> anyhow::Result<()> {
    let folder = workspace.join("blobs/sha256").join(&name[..2]).join(&name[2..4]);
    std::fs::create_dir_all(&folder)?;
    std::fs::hard_link(file, folder.join(name))
        .or_else(|_| std::fs::copy(file, folder.join(name)).map(|_| ()))?;
    Ok(())
}
