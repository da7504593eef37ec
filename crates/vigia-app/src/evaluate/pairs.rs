//! Calling labelled pairs and counting how right the calls are.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use serde::Serialize;
use vigia_core::profile::NamedProfile;
use vigia_core::{DateInterval, Fingerprint, Problem, Scene};
use vigia_detect::View;
use vigia_detect::pair::{Called, PairCall, compare};
use vigia_raster::pair_files::{PairOptions, PairRow};
use vigia_raster::scene_draft::InspectedFile;
use vigia_raster::{Prober, RasterInfo, SceneReader};
use vigia_vector::Operation;

use super::manifest::{LabelledPair, read_manifest};
use super::metrics::{Confusion, Ratios};
use super::thumbnails::Thumbnails;
use crate::detect::ground::Ground;
use crate::error::AppError;
use crate::probe::{probe, prober};
use crate::progress::{Progress, Step};

/// What a pair can be called, in the order of tables.
pub const CALLS: [&str; 5] =
    ["mining_new", "mining_active", "other_change", "no_change", "not_observable"];

/// Dates have no part in a call, and a manifest for evaluation need not give any.
const UNDATED: DateInterval =
    DateInterval { not_before: date(1970, 1, 1), not_after: date(1970, 1, 1) };

/// What to evaluate.
pub struct Request<'a> {
    /// The manifest of labelled pairs.
    pub manifest: &'a Path,
    /// Only this split.
    pub split: Option<&'a str>,
    /// Thresholds and model.
    pub profile: &'a NamedProfile,
    /// The `vigia` program, for decoding in a limited process.
    pub probe_binary: &'a Path,
    /// Where thumbnails of misses and false alarms go.
    pub thumbnails: Option<&'a Path>,
}

/// What was measured; the JSON of `vigia evaluate`.
#[derive(Clone, Debug, Serialize)]
pub struct PairReport {
    /// Pairs that were called.
    pub pairs: usize,
    /// Profile, as `<name>@<version>#<hash>`.
    pub profile: String,
    /// Calls by label.
    pub by_label: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// `mining_new` against `other_human` and `natural`, over all of them.
    #[serde(flatten)]
    pub ratios: Ratios,
    /// The counts behind the ratios.
    pub counts: Confusion,
    /// The same over the primary set: positives in which a person saw new working,
    /// negatives whose picture does not contradict the label.
    pub primary: Ratios,
    /// The counts behind them.
    pub primary_counts: Confusion,
    /// Pairs called not observable although a person saw both views clear.
    pub abstained_clear: usize,
    /// One entry a pair.
    pub predictions: Vec<Prediction>,
    /// Pairs that could not be read; they are in no figure.
    pub unreadable: Vec<Problem>,
}

/// What one pair was called.
#[derive(Clone, Debug, Serialize)]
pub struct Prediction {
    /// Name of the pair.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The call.
    pub called: &'static str,
    /// Probability of new mining, 0–1.
    pub score: f64,
}

/// Calls every pair of the manifest and measures the calls.
///
/// # Errors
/// [`AppError::Input`] where the manifest cannot be read; [`AppError::Detect`] where the
/// profile's model does not fit this program.
pub async fn evaluate(
    request: &Request<'_>,
    progress: Progress<'_>,
) -> Result<PairReport, AppError> {
    tokio::task::block_in_place(|| run(request, progress))
}

fn run(request: &Request<'_>, progress: Progress<'_>) -> Result<PairReport, AppError> {
    vigia_raster::configure();
    let pairs = read_manifest(request.manifest, request.split)?;
    let mut prober = prober(request.probe_binary.to_owned());
    let mut thumbnails = request.thumbnails.map(Thumbnails::in_folder).transpose()?;
    let mut report = PairReport {
        pairs: 0,
        profile: request.profile.label(),
        by_label: BTreeMap::new(),
        ratios: Confusion::default().ratios(),
        counts: Confusion::default(),
        primary: Confusion::default().ratios(),
        primary_counts: Confusion::default(),
        abstained_clear: 0,
        predictions: Vec::new(),
        unreadable: Vec::new(),
    };
    for (done, pair) in pairs.iter().enumerate() {
        progress(Step { stage: "stage-evaluate", done, total: pairs.len(), unit: pair.id.clone() });
        let views = match read_views(pair, &mut prober) {
            Ok(views) => views,
            Err(AppError::Input(problem)) => {
                report.unreadable.push(problem);
                continue;
            }
            Err(other) => return Err(other),
        };
        let call =
            compare(&views.before, &views.after, views.pixel_size_m, &request.profile.profile)?;
        report.count(pair, &call);
        if let Some(thumbnails) = &mut thumbnails {
            thumbnails.offer(pair, &call, &views)?;
        }
    }
    report.ratios = report.counts.ratios();
    report.primary = report.primary_counts.ratios();
    Ok(report)
}

impl PairReport {
    fn count(&mut self, pair: &LabelledPair, call: &PairCall) {
        self.pairs += 1;
        let called = call.called.name();
        *self.by_label.entry(pair.label.clone()).or_default().entry(called).or_default() += 1;
        let is_called = call.called == Called::MiningNew;
        let is_observable = call.called != Called::NotObservable;
        if pair.is_positive() || pair.is_negative() {
            self.counts.count(pair.is_positive(), is_called, is_observable);
        }
        if pair.is_primary() {
            self.primary_counts.count(pair.is_positive(), is_called, is_observable);
        }
        if !is_observable && pair.is_audited_clear() {
            self.abstained_clear += 1;
        }
        self.predictions.push(Prediction {
            id: pair.id.clone(),
            label: pair.label.clone(),
            called,
            score: call.score,
        });
    }
}

/// Both views of a pair.
pub(super) struct PairViews {
    pub before: View,
    pub after: View,
    pub pixel_size_m: (f64, f64),
}

fn read_views(pair: &LabelledPair, prober: &mut Prober) -> Result<PairViews, AppError> {
    let row = PairRow {
        id: pair.id.clone(),
        before: pair.before.clone(),
        after: pair.after.clone(),
        before_window: UNDATED,
        after_window: UNDATED,
        options: PairOptions::default(),
    };
    let infos = [probe(prober, &row.before)?, probe(prober, &row.after)?];
    let drafts = row.drafts(&infos[0], &infos[1], &PairOptions::default())?;
    let mut views = Vec::with_capacity(2);
    let mut pixel_size_m = (0.0, 0.0);
    for (draft, info) in drafts.into_iter().zip(&infos) {
        let scene = draft.complete(|file| Ok(standing_where_it_is(file, info)))?;
        pixel_size_m =
            Ground::of(&scene.grid, &Operation::to_wgs84(&scene.grid.crs)?)?.pixel_size_m;
        views.push(view(&scene, &row)?);
    }
    let after = views.pop();
    let before = views.pop();
    match (before, after) {
        (Some(before), Some(after)) => Ok(PairViews { before, after, pixel_size_m }),
        _ => Err(AppError::Input(Problem::new(
            vigia_core::ProblemCode::PairIncomplete,
            pair.id.clone(),
            "a view is missing",
        ))),
    }
}

/// Files under evaluation are not copied into a workspace: their path stands in for their
/// content.
fn standing_where_it_is(file: &Path, info: &RasterInfo) -> InspectedFile {
    let fingerprint = Fingerprint::of(file.as_os_str().as_encoded_bytes());
    InspectedFile { fingerprint, size_bytes: 0, info: info.clone() }
}

fn view(scene: &Scene, row: &PairRow) -> Result<View, AppError> {
    let paths: Vec<PathBuf> = vec![row.before.clone(), row.after.clone()];
    let locate = |fingerprint: &Fingerprint| {
        let is_it =
            |path: &&PathBuf| Fingerprint::of(path.as_os_str().as_encoded_bytes()) == *fingerprint;
        paths.iter().find(is_it).cloned().unwrap_or_default()
    };
    let reader = SceneReader::open(scene, &locate)?;
    Ok(View::new(reader.read_optical(scene.grid.full_window())?)?)
}
