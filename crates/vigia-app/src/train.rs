//! Fitting the models that ship, and saying how good they are.
//!
//! The kernels measure, [`vigia_train`] fits; here labelled pairs are read, and what was
//! fitted is written: the working model, the tables of a profile, and a model card.

mod causes;
mod contenders;
mod examples;
mod judging;
mod model_card;
mod model_files;

use std::path::{Path, PathBuf};

use vigia_core::profile::{DriverModel, NamedProfile};
use vigia_core::{Fingerprint, Problem};
use vigia_detect::features::Features;
use vigia_detect::working::{VIEW_FEATURES, WorkingModel};
use vigia_train::cross_validation::nested;
use vigia_train::example::WORKED_RISE;
use vigia_train::{Example, Settings, model};

use crate::error::AppError;
use crate::evaluate::judged::held_out::{Contender, HeldOut};
use crate::evaluate::judged::seen::mark;
use crate::evaluate::manifest::read_manifest;
use crate::probe::prober;
use crate::progress::{Progress, Step};
pub use causes::Causes;
use contenders::Variant;
use examples::{LabelledExample, object_features, read};
use judging::judged;

/// What to fit.
pub struct Request<'a> {
    /// The manifest of labelled pairs.
    pub manifest: &'a Path,
    /// Thresholds, and the names of the features that the models use.
    pub profile: &'a NamedProfile,
    /// Folder for what is written; made where it is missing.
    pub out: &'a Path,
    /// Repeats of the cross-validation.
    pub repeats: usize,
    /// Whether each idea is also left out in turn.
    pub ablates: bool,
    /// Labels of the causes of changes, for the model of causes; none is fitted without.
    pub causes: Option<&'a Path>,
    /// The `vigia` program, for decoding in a limited process.
    pub probe_binary: &'a Path,
}

/// What was fitted and found.
#[derive(Debug)]
pub struct Trained {
    /// The model of one look.
    pub working: WorkingModel,
    /// The model of a pair.
    pub pair: DriverModel,
    /// The model of what caused a clearing.
    pub driver: DriverModel,
    /// The model of causes other than mining.
    pub causes: Option<Causes>,
    /// Calls of every pair by models that never saw its place; controls and ablations.
    pub held_out: HeldOut,
    /// The same for the driver model.
    pub driver_held_out: Contender,
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Pairs that could not be read.
    pub unreadable: Vec<Problem>,
}

/// Fits the models to every pair of the manifest, judges them by nested cross-validation,
/// and writes them with a model card.
///
/// # Errors
/// [`AppError::Input`] where the manifest cannot be read; [`AppError::Train`] where its
/// pairs are too few or too much alike; [`AppError::File`] where nothing can be written.
pub async fn train(request: &Request<'_>, progress: Progress<'_>) -> Result<Trained, AppError> {
    tokio::task::block_in_place(|| run(request, progress))
}

fn run(request: &Request<'_>, progress: Progress<'_>) -> Result<Trained, AppError> {
    vigia_raster::configure();
    let profile = &request.profile.profile;
    let pairs = read_manifest(request.manifest, None)?;
    let mut prober = prober(request.probe_binary.to_owned());
    let (rows, unreadable) = read(&pairs, &mut prober, &profile.pair, progress)?;
    let examples: Vec<Example> = rows.iter().map(|row| row.example.clone()).collect();

    let settings = pair_settings(&profile.pair.model, profile.pair.worked_min);
    let driver_settings = driver_settings(&profile.driver);
    let fitted = model::fit(&examples, &settings)?;
    let driver = model::fit(&examples, &driver_settings)?.pair;
    let trees = fitted.working().cloned().ok_or_else(no_working_model)?;
    let working = WorkingModel {
        name: "working-1".to_owned(),
        features: settings.working.clone(),
        trained_on: marks(&rows),
        trees,
    };

    let validated = |stage: &'static str, unit: &str, settings: &Settings| {
        let unit = unit.to_owned();
        let told = |done, total| progress(Step { stage, done, total, unit: unit.clone() });
        let held_out = nested(&examples, settings, request.repeats, &told)?;
        Ok::<_, AppError>(judged(&rows, &held_out))
    };
    let mut held_out = HeldOut {
        repeats: validated("stage-train-validate", "", &settings)?,
        ..HeldOut::default()
    };
    let driver_held_out = Contender {
        name: "driver".to_owned(),
        repeats: validated("stage-train-validate", "driver", &driver_settings)?,
    };
    held_out.controls =
        contenders::controls(&rows, &examples, &settings, request.repeats, progress)?;
    if request.ablates {
        for Variant { name, settings } in contenders::variants(&settings)? {
            let repeats = validated("stage-train-ablate", &name, &settings)?;
            held_out.ablations.push(Contender { name, repeats });
        }
    }
    let mut trained = Trained {
        working,
        pair: fitted.pair,
        driver,
        causes: request.causes.map(|labels| causes::causes(labels, &rows)).transpose()?,
        held_out,
        driver_held_out,
        written: Vec::new(),
        unreadable,
    };
    let manifest = std::fs::read(request.manifest).map_err(|source| AppError::File {
        action: "reading",
        path: request.manifest.to_owned(),
        source,
    })?;
    let mut card = model_card::text(&model_card::Subject {
        trained: &trained,
        rows: &rows,
        settings: &settings,
        manifest: request.manifest,
        digest: Fingerprint::of(&manifest),
        repeats: request.repeats,
    });
    if let Some(causes) = &trained.causes {
        card += &causes::card(causes);
    }
    trained.written = model_files::write(request.out, &trained, &card)?;
    Ok(trained)
}

/// The pair model over the features that the profile names, and all features of a view.
fn pair_settings(model: &DriverModel, worked_min: f64) -> Settings {
    let names: Vec<&str> = names(model);
    Settings { worked_min, ..Settings::pair(&VIEW_FEATURES, &object_features(), &names) }
}

/// The driver model over the features that the profile names.
fn driver_settings(model: &DriverModel) -> Settings {
    let settings = Settings::driver(&object_features(), &names(model));
    Settings { view_features: VIEW_FEATURES.map(str::to_owned).to_vec(), ..settings }
}

/// Those of a model's features that are measured over an object.
fn names(model: &DriverModel) -> Vec<&str> {
    let names = model.features.iter().map(|feature| feature.name.as_str());
    names.filter(|name| *name != WORKED_RISE).collect()
}

/// Every pair that was read: also those without weight helped to choose what is fitted.
fn marks(rows: &[LabelledExample]) -> Vec<String> {
    let mut marks: Vec<String> = rows.iter().map(|row| mark(&row.example.id)).collect();
    marks.sort();
    marks
}

fn no_working_model() -> vigia_train::TrainError {
    vigia_train::TrainError::UnknownFeature { name: WORKED_RISE.to_owned() }
}

/// The features of an object by name; those that a model adds later are left out.
fn is_measured(name: &str) -> bool {
    Features::NAMES.contains(&name) && name != WORKED_RISE
}
