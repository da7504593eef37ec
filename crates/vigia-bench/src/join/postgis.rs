//! PostGIS with the same shapes, both indexed.

use std::fmt::Write as _;
use std::time::Instant;

use anyhow::{Context, ensure};

use super::Pairs;
use super::ground::Ground;
use crate::memory::PeakWatch;
use crate::postgres::Cluster;

const TABLES: [&str; 2] = ["mining_right", "clearing"];

const FROM: &str = "FROM clearing c JOIN mining_right r ON ST_Intersects(c.geom, r.geom)";

/// The peer, ready to be asked.
pub(super) struct Postgis {
    cluster: Cluster,
    pairs: usize,
}

impl Postgis {
    /// Starts a cluster, loads it and joins once.
    ///
    /// # Errors
    /// What is not installed, what PostgreSQL says, or that it finds other pairs than we do.
    pub fn start(ground: &Ground, pairs: &Pairs) -> anyhow::Result<Self> {
        let cluster = Cluster::start()?;
        for (table, shapes) in TABLES.into_iter().zip(ground.wkb()) {
            cluster.sql(&format!("CREATE TABLE {table} (id int, geom geometry)"))?;
            let mut rows = String::new();
            for (id, wkb) in shapes.iter().enumerate() {
                write!(rows, "{id}\t")?;
                wkb.iter().try_for_each(|byte| write!(rows, "{byte:02x}"))?;
                rows.push('\n');
            }
            cluster.copy(table, &rows)?;
            cluster.sql(&format!("CREATE INDEX ON {table} USING gist (geom)"))?;
            cluster.sql(&format!("VACUUM ANALYZE {table}"))?;
        }
        let text = cluster.sql(&format!("SELECT c.id, r.id {FROM} ORDER BY 1, 2"))?;
        let pair = |line: &str| {
            let (clearing, right) = line.split_once('|')?;
            Some((clearing.parse().ok()?, right.parse().ok()?))
        };
        let found: Pairs = text.lines().filter_map(pair).collect();
        ensure!(found == *pairs, "PostGIS found {} pairs, not the same as ours", found.len());
        Ok(Self { cluster, pairs: found.len() })
    }

    /// One round, with the start of its client, some ten milliseconds: milliseconds and MB.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub fn round(&self) -> anyhow::Result<(f64, f64)> {
        let watch = PeakWatch::start(&self.cluster.mark());
        let begun = Instant::now();
        let text = self.cluster.sql(&format!("SELECT count(*) {FROM}"));
        let elapsed = begun.elapsed();
        let peak_mb = watch.finish();
        let count: usize = text?.trim().parse().context("PostGIS counts")?;
        ensure!(count == self.pairs, "a round of PostGIS found {count} pairs");
        Ok((elapsed.as_secs_f64() * 1e3, peak_mb))
    }
}
