//! PostGIS with the same alerts and an index for every filter.

use std::fmt::Write as _;

use anyhow::{Context, bail};
use geo_types::MultiPolygon;
use tempfile::TempDir;
use vigia_core::layer::LayerKind;

use super::Asked;
use crate::measurement::quantile;
use crate::memory::PeakWatch;
use crate::postgres::Cluster;
use crate::synthetic_alerts::alerts;

const TABLE: &str = "CREATE TABLE alert (
    id text, state text, driver text, confidence float8, area_ha float8, not_before date,
    not_after date, kinds text[], rights text[], body text, wkt text)";

const SETUP: &[&str] = &[
    "ALTER TABLE alert ADD COLUMN geom geometry",
    "UPDATE alert SET geom = ST_GeomFromText(wkt, 4326)",
    "ALTER TABLE alert DROP COLUMN wkt",
    "CREATE INDEX ON alert USING gist (geom)",
    "CREATE INDEX ON alert (confidence DESC, area_ha DESC, id)",
    "CREATE INDEX ON alert (not_after DESC, not_before DESC, id)",
    "CREATE INDEX ON alert (area_ha DESC, confidence DESC, id)",
    "CREATE INDEX ON alert USING gin (kinds)",
    "CREATE INDEX ON alert USING gin (rights)",
    "VACUUM ANALYZE alert",
];

/// The peer, ready to be asked.
pub(super) struct Postgis {
    cluster: Cluster,
}

impl Postgis {
    /// Starts a cluster and loads it.
    ///
    /// # Errors
    /// What is not installed; what PostgreSQL says.
    pub fn start() -> anyhow::Result<Self> {
        let cluster = Cluster::start()?;
        cluster.sql(TABLE)?;
        let mut rows = String::new();
        for alert in alerts() {
            let kinds: Vec<&str> = alert.ties.iter().map(|tie| tie.kind.name()).collect();
            let rights = alert.ties.iter().filter(|tie| tie.kind == LayerKind::MiningRight);
            let rights: Vec<&str> = rights.map(|tie| tie.feature_code.as_str()).collect();
            writeln!(
                rows,
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{{{}}}\t{{{}}}\t{}\t{}",
                alert.id,
                alert.state.name(),
                alert.driver.name(),
                alert.confidence,
                alert.area.0,
                alert.onset.not_before,
                alert.onset.not_after,
                kinds.join(","),
                rights.join(","),
                serde_json::to_string(&alert)?,
                wkt(&alert.outline),
            )?;
        }
        cluster.copy("alert", &rows)?;
        for statement in SETUP {
            cluster.sql(statement)?;
        }
        Ok(Self { cluster })
    }

    /// Asks every filter and returns the 99th percentile over all, and the server's memory.
    ///
    /// # Errors
    /// What pgbench says.
    pub fn p99_ms(&self, asked: &[Asked], requests_each: usize) -> anyhow::Result<(f64, f64)> {
        let watch = PeakWatch::start(&self.cluster.mark());
        let times: anyhow::Result<Vec<Vec<f64>>> =
            asked.iter().map(|one| self.times_ms(one, requests_each)).collect();
        let peak_mb = watch.finish();
        Ok((quantile(&times?.concat(), 0.99), peak_mb))
    }

    fn times_ms(&self, asked: &Asked, requests: usize) -> anyhow::Result<Vec<f64>> {
        let order = match asked.name {
            "newest" => "not_after DESC, not_before DESC, id",
            "largest" => "area_ha DESC, confidence DESC, id",
            _ => "confidence DESC, area_ha DESC, id",
        };
        let condition = &asked.condition;
        let script = format!(
            "BEGIN;\nSELECT body FROM alert WHERE {condition} ORDER BY {order} LIMIT 51;\n\
             SELECT count(*) FROM alert WHERE {condition};\nCOMMIT;\n"
        );
        let folder: TempDir = tempfile::tempdir()?;
        let count = requests.to_string();
        self.cluster.pgbench(&script, &["-c", "1", "-t", &count, "-l"], folder.path())?;
        let log = std::fs::read_dir(folder.path())?
            .filter_map(Result::ok)
            .find(|entry| entry.file_name().to_string_lossy().starts_with("pgbench_log"))
            .context("pgbench left no log")?;
        // Client, transaction, microseconds, script, and when it ended.
        let text = std::fs::read_to_string(log.path())?;
        let times: Vec<f64> = text
            .lines()
            .filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok())
            .map(|microseconds| microseconds / 1000.0)
            .collect();
        if times.len() != requests {
            bail!("pgbench logged {} of {requests} requests", times.len());
        }
        Ok(times)
    }
}

fn wkt(outline: &MultiPolygon<f64>) -> String {
    let polygons: Vec<String> = outline
        .iter()
        .map(|polygon| {
            let corners: Vec<String> = polygon
                .exterior()
                .0
                .iter()
                .map(|place| format!("{} {}", place.x, place.y))
                .collect();
            format!("(({}))", corners.join(","))
        })
        .collect();
    format!("MULTIPOLYGON({})", polygons.join(","))
}
