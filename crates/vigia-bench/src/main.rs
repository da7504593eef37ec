//! Benchmarks beside their peers, in one run: ours and theirs in turn, medians of at least
//! five rounds (three of `series`, which takes minutes), one JSON object a line
//! ([`measurement::Line`]).
//!
//! It measures and judges nothing: whether a figure is good enough is said elsewhere. A peer
//! that cannot be measured is a line with `error`. Start it with `scripts/bench`, which also
//! installs the peers.

mod alert_list;
mod chain;
mod components;
mod features;
mod fit;
mod http_load;
mod image_tile;
mod index;
mod join;
mod measurement;
mod memory;
mod place_hash;
mod postgres;
mod rounds;
mod series;
mod served_workspace;
mod synthetic_alerts;
mod synthetic_rights;
mod tie;
mod tile_sample;
mod update;
mod vector_tile;
mod vector_tile_cached;

use anyhow::bail;

use crate::measurement::Line;

/// A benchmark: appends its lines, one for each peer.
type Bench = fn(&mut Vec<Line>) -> anyhow::Result<()>;

/// Every benchmark by the name that `scripts/bench` takes.
const BENCHES: &[(&str, Bench)] = &[
    ("vector_tile", vector_tile::run),
    ("vector_tile_cached", vector_tile_cached::run),
    ("alert_list", alert_list::run),
    ("chain", chain::run),
    ("components", components::run),
    ("features", features::run),
    ("fit", fit::run),
    ("update", update::run),
    ("series", series::run),
    ("image_tile", image_tile::run),
    ("join", join::run),
    ("index", index::run),
    ("tie", tie::run),
];

fn main() -> anyhow::Result<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let known = |name: &String| BENCHES.iter().any(|(known, _)| known == name);
    if let Some(name) = asked.iter().find(|name| !known(name)) {
        let names: Vec<&str> = BENCHES.iter().map(|(name, _)| *name).collect();
        bail!("there is no benchmark {name:?}; there are {}", names.join(", "));
    }
    let mut failed = false;
    for (name, bench) in BENCHES {
        if !asked.is_empty() && !asked.iter().any(|wanted| wanted == name) {
            continue;
        }
        let mut lines = Vec::new();
        if let Err(error) = bench(&mut lines) {
            failed = true;
            lines.push(Line::failed(name, "vigia", &error));
        }
        for line in &lines {
            println!("{}", serde_json::to_string(line)?);
        }
    }
    if failed {
        bail!("a benchmark could not measure this program");
    }
    Ok(())
}
