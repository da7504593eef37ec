//! `join`: which mining rights every clearing touches, as exact pairs.
//!
//! 100,000 clearings of 24 vertices along rivers and 70,000 rights of 40. Ours and each peer
//! have the shapes and their index in memory, have joined once before, and time the join
//! alone; every round must end in the same pairs as ours, or nothing is measured.
//! Preparing the rights and building the tree is the benchmark `index`, and in `detail`.
//!
//! Peers: shapely (`STRtree.query`), GeoPandas (`sjoin`), SedonaDB, DuckDB's spatial
//! extension, and PostGIS in one process.

pub mod ground;
mod postgis;
pub mod python;

use std::time::Instant;

use anyhow::ensure;
use geo_types::{Geometry, MultiPolygon};
use serde_json::json;
use vigia_ties::shape_index::{PreparedShapes, ShapeIndex};

use crate::measurement::{Line, Series, Unit};
use crate::{memory, rounds};
use ground::Ground;
use postgis::Postgis;
use python::{Files, Python};

const NAME: &str = "join";
/// What joins in Python: the name that the script takes, and what it is, for a person.
const PEERS: &[(&str, &str)] = &[
    ("shapely", "shapely STRtree"),
    ("geopandas", "GeoPandas sjoin"),
    ("sedonadb", "SedonaDB"),
    ("duckdb", "DuckDB spatial"),
];

/// Pairs of a clearing and a right, by their numbers, sorted.
pub type Pairs = Vec<(usize, usize)>;

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let ground = Ground::made();
    let ours = Ours::new(&ground);
    let files = Files::written(&ground)?;
    for (peer, label) in PEERS {
        lines.push(match Python::find(peer, &files, &ours.pairs) {
            Ok(python) => ours.compared(label, || python.round())?,
            Err(error) => ours.alone(label, &error)?,
        });
    }
    let label = "PostGIS, one process";
    lines.push(match Postgis::start(&ground, &ours.pairs) {
        Ok(postgis) => ours.compared(label, || postgis.round())?,
        Err(error) => ours.alone(label, &error)?,
    });
    Ok(())
}

/// Our side: an index that is warm.
struct Ours {
    index: ShapeIndex,
    clearings: Vec<MultiPolygon<f64>>,
    pairs: Pairs,
    prepared_ms: f64,
    loaded_ms: f64,
}

impl Ours {
    fn new(ground: &Ground) -> Self {
        let rights: Vec<Geometry<f64>> = ground.rights.iter().cloned().map(Into::into).collect();
        let begun = Instant::now();
        let prepared = PreparedShapes::of(&rights);
        let prepared_ms = begun.elapsed().as_secs_f64() * 1e3;
        let begun = Instant::now();
        let index = ShapeIndex::of(prepared);
        let loaded_ms = begun.elapsed().as_secs_f64() * 1e3;
        let clearings: Vec<_> =
            ground.clearings.iter().map(|one| MultiPolygon(vec![one.clone()])).collect();
        let pairs = index.intersecting_pairs(&clearings);
        Self { index, clearings, pairs, prepared_ms, loaded_ms }
    }

    /// One round: milliseconds and MB.
    fn round(&self) -> anyhow::Result<(f64, f64)> {
        memory::forget_own_peak();
        let begun = Instant::now();
        let pairs = self.index.intersecting_pairs(&self.clearings);
        let elapsed = begun.elapsed();
        ensure!(pairs == self.pairs, "a round found {} other pairs", pairs.len());
        Ok((elapsed.as_secs_f64() * 1e3, memory::own_peak_mb()))
    }

    fn compared(
        &self,
        label: &str,
        theirs: impl FnMut() -> anyhow::Result<(f64, f64)>,
    ) -> anyhow::Result<Line> {
        let (ours, theirs) = rounds::in_turn(|| self.round(), theirs)?;
        let detail = json!({
            "clearings": self.clearings.len(),
            "pairs": self.pairs.len(),
            "same_pairs": true,
            "threads": rayon::current_num_threads(),
            "prepare_rights_ms": self.prepared_ms,
            "load_tree_ms": self.loaded_ms,
        });
        Ok(Line::compared(NAME, Unit::Milliseconds, &ours, label, &theirs, Some(detail)))
    }

    fn alone(&self, label: &str, error: &anyhow::Error) -> anyhow::Result<Line> {
        eprintln!("{NAME}: {error:#}");
        let series: Series = rounds::alone(|| self.round())?;
        Ok(Line::without_peer(NAME, Unit::Milliseconds, &series, label, error))
    }
}
