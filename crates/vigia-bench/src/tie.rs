//! `tie`: 5,000 clearings tied to 12 layers, with how sure each tie is and the indications
//! that follow, on a warm index and all threads, in the order of place, as alerts are.
//!
//! The clearings and rights are those of `join`; the other layers are rights grown or shrunk
//! to the size of parks, districts or lakes, with ragged borders. No peer does the same.
//! The value is the slowest of the rounds, which stands for the 99th percentile, with as many
//! near features of a layer as the shipped profile tells. `detail` has the median, and both
//! without that limit, and for a search distance of nothing, where only what may touch is
//! told.

use std::time::Instant;

use anyhow::Context;
use geo::{Centroid, Scale};
use geo_types::{Geometry, LineString, MultiPolygon, Point, Polygon};
use jiff::civil::date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde_json::json;
use vigia_core::layer::{Feature, LayerKind, Snapshot};
use vigia_core::profile::AlertThresholds;
use vigia_core::{DateInterval, Fingerprint, Hectares, LayerId, SnapshotId};
use vigia_detect::shipped_profile::default_profile;
use vigia_ties::certainty::PositionErrors;
use vigia_ties::rules::{Case, LayerInForce, PERU_TOML, RuleBook};
use vigia_ties::shape_index::by_place;
use vigia_ties::{Near, TieIndex};

use crate::join::ground::Ground;
use crate::measurement::{Line, Series, Unit, median};
use crate::{memory, rounds};

const NAME: &str = "tie";
const CLEARINGS: usize = 5_000;
/// Kind, one of how many rights becomes such a feature, and how much it grows.
const AREAS: [(LayerKind, usize, f64); 10] = [
    (LayerKind::MiningRight, 1, 1.0),
    (LayerKind::ProtectedArea, 700, 15.0),
    (LayerKind::BufferZone, 700, 20.0),
    (LayerKind::NativeCommunity, 300, 8.0),
    (LayerKind::ForestryConcession, 310, 8.0),
    (LayerKind::ConservationConcession, 900, 8.0),
    (LayerKind::MiningZone, 2_000, 30.0),
    (LayerKind::District, 400, 20.0),
    (LayerKind::Lake, 100, 0.3),
    (LayerKind::Wetland, 150, 0.8),
];

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let ground = Ground::made();
    let layers = layers(&ground);
    let begun = Instant::now();
    let index = TieIndex::build(&layers);
    let build_ms = begun.elapsed().as_secs_f64() * 1e3;
    let bench = Bench {
        index,
        rules: RuleBook::from_toml(PERU_TOML)?,
        in_force: layers
            .iter()
            .map(|(one, _)| LayerInForce { kind: one.kind, snapshot: one.id.clone() })
            .collect(),
        outlines: ground
            .clearings
            .iter()
            .take(CLEARINGS)
            .map(|one| MultiPolygon(vec![one.clone()]))
            .collect(),
    };
    let AlertThresholds { near_m, near_max, .. } = default_profile()?.profile.alert;
    let near = Near { within_m: near_m, most: near_max as usize };
    let mut said = (0, 0);
    let whole = rounds::alone(|| bench.round(near, &mut said))?;
    let mut unlimited = (0, 0);
    let without_limit = rounds::alone(|| bench.round(near_m.into(), &mut unlimited))?;
    let mut touching = (0, 0);
    let touched = rounds::alone(|| bench.round(0.0.into(), &mut touching))?;
    let slowest = |series: &Series| series.values.iter().copied().fold(0.0, f64::max);
    let ours = Series { values: vec![slowest(&whole)], peak_mb: whole.peak_mb };
    let detail = json!({
        "clearings": bench.outlines.len(),
        "layers": layers.len(),
        "near_m": near_m,
        "near_max": near_max,
        "ties": said.0,
        "indications": said.1,
        "median_ms": median(&whole.values),
        "without_limit": {
            "ties": unlimited.0,
            "indications": unlimited.1,
            "slowest_ms": slowest(&without_limit),
            "median_ms": median(&without_limit.values),
        },
        "touching_only": {
            "ties": touching.0,
            "slowest_ms": slowest(&touched),
            "median_ms": median(&touched.values),
        },
        "index_build_ms": build_ms,
        "threads": rayon::current_num_threads(),
    });
    lines.push(Line::extrapolated(NAME, Unit::Milliseconds, &ours, detail));
    Ok(())
}

struct Bench {
    index: TieIndex,
    rules: RuleBook,
    in_force: Vec<LayerInForce>,
    outlines: Vec<MultiPolygon<f64>>,
}

impl Bench {
    /// One round: milliseconds and MB; `said`: ties and indications.
    fn round(&self, near: Near, said: &mut (usize, usize)) -> anyhow::Result<(f64, f64)> {
        let onset = DateInterval::new(date(2024, 5, 1), date(2024, 5, 20))?;
        let errors = |_: &Snapshot| PositionErrors {
            image_ce95_m: 12.5,
            boundary_m: 10.0,
            datum_m: Some(16.0),
        };
        memory::forget_own_peak();
        let begun = Instant::now();
        let counts: Vec<(usize, usize)> = by_place(&self.outlines)
            .into_par_iter()
            .map(|at| {
                let ties = self.index.ties_with(&self.outlines[at], near, errors);
                let case = Case {
                    onset,
                    area: Hectares(4.0),
                    driver: "mining",
                    confidence: 0.9,
                    ties: &ties,
                    layers: &self.in_force,
                };
                let found = self.rules.indications(&case).context("the rules of Peru")?;
                Ok((ties.len(), found.len()))
            })
            .collect::<anyhow::Result<_>>()?;
        let elapsed_ms = begun.elapsed().as_secs_f64() * 1e3;
        *said = counts.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        Ok((elapsed_ms, memory::own_peak_mb()))
    }
}

fn layers(ground: &Ground) -> Vec<(Snapshot, Vec<Feature>)> {
    let grown = |every: usize, factor: f64| -> Vec<Geometry<f64>> {
        let rights = ground.rights.iter().step_by(every);
        rights.map(|right: &Polygon<f64>| right.scale(factor).into()).collect()
    };
    let mut layers: Vec<_> =
        AREAS.iter().map(|(kind, every, factor)| layer(*kind, grown(*every, *factor))).collect();
    let banks = ground.rights.iter().step_by(50);
    let banks = banks.map(|one| LineString::clone(one.scale(3.0).exterior()).into()).collect();
    layers.push(layer(LayerKind::River, banks));
    let records = ground.clearings.iter().step_by(3).filter_map(Centroid::centroid);
    layers.push(layer(LayerKind::Reinfo, records.map(|at: Point<f64>| at.into()).collect()));
    layers
}

fn layer(kind: LayerKind, shapes: Vec<Geometry<f64>>) -> (Snapshot, Vec<Feature>) {
    let snapshot = Snapshot {
        id: SnapshotId::new(format!("{}@2024-01-01", kind.name())),
        layer: LayerId::new(kind.name()),
        kind,
        source: "invented".into(),
        licence: None,
        dated: date(2024, 1, 1),
        fingerprint: Fingerprint::of(kind.name().as_bytes()),
        source_crs: "EPSG:24879".into(),
        operation: "invented".into(),
        operation_accuracy_m: Some(16.0),
        features: shapes.len(),
    };
    let features = shapes.into_iter().enumerate().map(|(number, geometry)| Feature {
        code: format!("17{number:06}"),
        name: String::new(),
        holder: None,
        status: Some("T".into()),
        source_geometry: geometry.clone(),
        geometry,
        attributes: Default::default(),
        valid_from: None,
        valid_to: None,
        repairs: Vec::new(),
    });
    (snapshot, features.collect())
}
