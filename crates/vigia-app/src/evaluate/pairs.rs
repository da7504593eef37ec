//! Calling labelled pairs and counting how right the calls are.

use std::path::{Path, PathBuf};

use geo::{LineString, MultiPolygon, Point, Polygon, coord};
use jiff::civil::date;
use vigia_core::profile::{NamedProfile, Profile};
use vigia_core::{DateInterval, Fingerprint, GridGeometry, Problem, Scene};
use vigia_detect::View;
use vigia_detect::pair::{Called, PairCall, compare};
use vigia_raster::pair_files::{PairOptions, PairRow};
use vigia_raster::scene_draft::InspectedFile;
use vigia_raster::{Prober, RasterInfo, SceneReader};
use vigia_vector::Operation;

use super::judged::Judged;
use super::judged::seen::SeenPairs;
use super::manifest::{LabelledPair, read_manifest};
use super::pair_report::{PairReport, Prediction};
use super::thumbnails::{Pictures, Thumbnails};
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

const HECTARES_OF_KM2: f64 = 100.0;

/// What to evaluate.
pub struct Request<'a> {
    /// The manifest of labelled pairs.
    pub manifest: &'a Path,
    /// Only this split.
    pub split: Option<&'a str>,
    /// Thresholds and model.
    pub profile: &'a NamedProfile,
    /// The pairs that the model was fitted on.
    pub seen: &'a SeenPairs,
    /// The `vigia` program, for decoding in a limited process.
    pub probe_binary: &'a Path,
    /// Where thumbnails of misses and false alarms go.
    pub thumbnails: Option<&'a Path>,
    /// Which rows the report shows in pictures; nothing where there is no report. With a
    /// report, every pair is also called with its views equal and in the other order.
    pub pictured: Option<&'a (dyn Fn(&Judged) -> bool + Sync)>,
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
    let profile = &request.profile.profile;
    let pairs = read_manifest(request.manifest, request.split)?;
    let mut prober = prober(request.probe_binary.to_owned());
    let mut thumbnails = request.thumbnails.map(Thumbnails::in_folder).transpose()?;
    let mut predictions = Vec::new();
    let mut unreadable = Vec::new();
    let mut positions = Vec::new();
    let mut pictures = Pictures::default();
    for (done, pair) in pairs.iter().enumerate() {
        progress(Step { stage: "stage-evaluate", done, total: pairs.len(), unit: pair.id.clone() });
        let views = match read_views(pair, &mut prober) {
            Ok(views) => views,
            Err(AppError::Input(problem)) => {
                unreadable.push(problem);
                continue;
            }
            Err(other) => return Err(other),
        };
        let call = views.call(profile)?;
        if let Some(thumbnails) = &mut thumbnails {
            thumbnails.offer(pair, &call, &views)?;
        }
        let mut prediction = Prediction::of(pair, &call, &views, profile.pair.model.threshold);
        prediction.judged.was_trained_on = request.seen.contains(&pair.id);
        if let Some(is_pictured) = request.pictured {
            prediction.controls = Some(views.controls(profile)?);
            if is_pictured(&prediction.judged) {
                pictures.add(pair, &call, &views)?;
            }
        }
        positions.push(views.centre);
        predictions.push(prediction);
    }
    let mut report = PairReport::of(request.profile.label(), predictions, &positions, unreadable);
    report.pictures = pictures;
    Ok(report)
}

/// Both views of a pair.
pub(crate) struct PairViews {
    pub before: View,
    pub after: View,
    pub pixel_size_m: (f64, f64),
    /// Middle of the later view, longitude and latitude.
    pub centre: Point<f64>,
    /// Ground that the later view shows, geodesic.
    pub area_km2: f64,
}

/// How many clearings are called new mining where there can be none; nothing where too
/// little is clear for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Controls {
    /// Each view beside itself.
    pub same_view: [Option<usize>; 2],
    /// The later view before the earlier one: a mine does not grow back in two years.
    pub reversed: Option<usize>,
}

impl PairViews {
    pub fn call(&self, profile: &Profile) -> Result<PairCall, AppError> {
        Ok(compare(&self.before, &self.after, self.pixel_size_m, profile)?)
    }

    fn controls(&self, profile: &Profile) -> Result<Controls, AppError> {
        let alerts = |before: &View, after: &View| -> Result<Option<usize>, AppError> {
            let call = compare(before, after, self.pixel_size_m, profile)?;
            let is_observable = call.called != Called::NotObservable;
            Ok(is_observable.then_some(call.clearings.len()))
        };
        Ok(Controls {
            same_view: [alerts(&self.before, &self.before)?, alerts(&self.after, &self.after)?],
            reversed: alerts(&self.after, &self.before)?,
        })
    }
}

pub(crate) fn read_views(pair: &LabelledPair, prober: &mut Prober) -> Result<PairViews, AppError> {
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
    let mut grounds = Vec::with_capacity(2);
    for (draft, info) in drafts.into_iter().zip(&infos) {
        let scene = draft.complete(|file| Ok(standing_where_it_is(file, info)))?;
        grounds.push(lie_of(&scene.grid)?);
        views.push(view(&scene, &row)?);
    }
    let after = views.pop();
    let before = views.pop();
    match (before, after, grounds.pop()) {
        (Some(before), Some(after), Some(Lie { pixel_size_m, centre, area_km2 })) => {
            Ok(PairViews { before, after, pixel_size_m, centre, area_km2 })
        }
        _ => Err(AppError::Input(Problem::new(
            vigia_core::ProblemCode::PairIncomplete,
            pair.id.clone(),
            "a view is missing",
        ))),
    }
}

/// How a grid lies on the ground: the size of its pixels in metres, the position of its
/// middle and its area in km².
struct Lie {
    pixel_size_m: (f64, f64),
    centre: Point<f64>,
    area_km2: f64,
}

fn lie_of(grid: &GridGeometry) -> Result<Lie, Problem> {
    let to_wgs84 = Operation::to_wgs84(&grid.crs)?;
    let (rows, cols) = (grid.rows as f64, grid.cols as f64);
    let place = |row: f64, col: f64| {
        let (x, y) = grid.to_crs(row, col);
        to_wgs84.apply_to(coord! { x: x, y: y })
    };
    let corners = [place(0.0, 0.0)?, place(rows, 0.0)?, place(rows, cols)?, place(0.0, cols)?];
    let outline = Polygon::new(LineString::from(corners.to_vec()), Vec::new());
    let area = vigia_ties::geodesic_area(&MultiPolygon::new(vec![outline]));
    let pixel_size_m = Ground::of(grid, &to_wgs84)?.pixel_size_m;
    let centre = Point(place(rows / 2.0, cols / 2.0)?);
    Ok(Lie { pixel_size_m, centre, area_km2: area.0 / HECTARES_OF_KM2 })
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
