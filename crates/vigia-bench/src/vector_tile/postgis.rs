//! PostGIS with the same rights: projected once, indexed, tiles by `ST_AsMVT`.

use std::fmt::Write as _;

use anyhow::Context;
use geo_types::Geometry;
use tempfile::TempDir;
use vigia_vector::vector_tile::TileId;

use super::THREADS;
use crate::memory::PeakWatch;
use crate::postgres::Cluster;
use crate::synthetic_rights::Right;

/// Seconds of each round.
const ROUND_SECONDS: &str = "4";

/// The tile by number, as a server that writes no SQL of its own would ask for it.
const SETUP: &str = "
ALTER TABLE mining_right ADD COLUMN geom geometry(Polygon, 3857);
UPDATE mining_right SET geom = ST_Transform(ST_GeomFromText(wkt, 4326), 3857);
ALTER TABLE mining_right DROP COLUMN wkt;
CREATE INDEX ON mining_right USING gist (geom);
CREATE UNIQUE INDEX ON tile (id);
CLUSTER mining_right USING mining_right_geom_idx;
VACUUM ANALYZE mining_right;
VACUUM ANALYZE tile;
CREATE FUNCTION mvt(z int, x int, y int) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ST_AsMVT(shape, 'mining_right', 4096, 'geom') FROM (
    SELECT code, name, status, holder,
           ST_AsMVTGeom(geom, ST_TileEnvelope(z, x, y), 4096, 64, true) AS geom
    FROM mining_right
    WHERE geom && ST_TileEnvelope(z, x, y, margin => 64.0 / 4096)
  ) AS shape WHERE geom IS NOT NULL
$$;";

/// One tile of the sample at random. Its bytes go to the client, as they must anyway.
const SCRIPT: &str = "\\set id random(1, :tiles)
SELECT mvt(z, x, y) FROM tile WHERE id = :id;
";

/// The peer, ready to be asked.
pub struct Postgis {
    cluster: Cluster,
    tiles: usize,
    folder: TempDir,
}

impl Postgis {
    /// Starts a cluster and loads it.
    ///
    /// # Errors
    /// What is not installed; what PostgreSQL says.
    pub fn start(rights: &[Right], tiles: &[TileId]) -> anyhow::Result<Self> {
        let cluster = Cluster::start()?;
        cluster.sql(
            "CREATE TABLE mining_right (code text, name text, status text, holder text, wkt text);
             CREATE TABLE tile (id int, z int, x int, y int);",
        )?;
        let mut rows = String::new();
        for right in rights {
            let Right { code, name, status, holder, geometry } = right;
            writeln!(rows, "{code}\t{name}\t{status}\t{holder}\t{}", wkt(geometry))?;
        }
        cluster.copy("mining_right", &rows)?;
        let mut rows = String::new();
        for (id, tile) in (1..).zip(tiles) {
            writeln!(rows, "{id}\t{}\t{}\t{}", tile.z(), tile.x(), tile.y())?;
        }
        cluster.copy("tile", &rows)?;
        for statement in split(SETUP) {
            cluster.sql(&statement)?;
        }
        Ok(Self { cluster, tiles: tiles.len(), folder: tempfile::tempdir()? })
    }

    /// Returns tiles a second over all clients, and the memory of the server in MB.
    ///
    /// # Errors
    /// What pgbench says.
    pub fn rate(&self) -> anyhow::Result<(f64, f64)> {
        let clients = THREADS.to_string();
        let tiles = format!("tiles={}", self.tiles);
        let options = ["-c", &clients, "-j", &clients, "-T", ROUND_SECONDS, "-D", &tiles];
        let watch = PeakWatch::start(&self.cluster.mark());
        let said = self.cluster.pgbench(SCRIPT, &options, self.folder.path());
        let peak_mb = watch.finish();
        let said = said?;
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next());
        let rate = rate.context("pgbench said no rate")?;
        Ok((rate.parse().context("pgbench said a rate that is no number")?, peak_mb))
    }
}

/// `VACUUM` and `CLUSTER` want a command of their own; the function has semicolons in none.
fn split(setup: &str) -> Vec<String> {
    setup.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn wkt(geometry: &Geometry<f64>) -> String {
    let Geometry::Polygon(polygon) = geometry else { return "POLYGON EMPTY".to_owned() };
    let corners: Vec<String> =
        polygon.exterior().0.iter().map(|corner| format!("{} {}", corner.x, corner.y)).collect();
    format!("POLYGON(({}))", corners.join(","))
}
