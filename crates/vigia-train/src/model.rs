//! The two models that call a pair: how it looks at each date, and what changed.

use vigia_core::profile::DriverModel;
use vigia_detect::boosted::BoostedTrees;
use vigia_detect::working::evidence;

use crate::calibration::{Stretch, helpful_stretch};
use crate::evidence::{Worked, Working, cross_fitted, folds_of};
use crate::logistic::{self, probability_of};
use crate::pair_rows::{PairColumns, Placed, placed};
use crate::threshold::plateau;
use crate::{Example, Label, Settings, TrainError, fold};

/// Folds in which thresholds are chosen.
const THRESHOLD_FOLDS: usize = 4;
/// What the later view alone says of a pair whose earlier view is hidden: half, for
/// nobody knows whether the workings are new.
const SHARE_OF_ONE_VIEW: f64 = 0.5;

/// What a pair is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Mining that was not there before.
    MiningNew,
    /// New mining beside older workings, which is growth; or workings at both dates.
    MiningActive,
    /// No new mining.
    Other,
    /// Too little is clear.
    NotObservable,
}

/// What the models say of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// Probability of new mining, 0–1.
    pub score: f64,
    /// Score from which it is called.
    pub threshold: f64,
    /// Probability of workings in the earlier and the later view, 0–1; NaN where nothing
    /// is seen or no model was asked.
    pub worked: [f64; 2],
    /// What it is called.
    pub call: Call,
}

/// The fitted models.
pub struct Models {
    working: Option<Working>,
    columns: PairColumns,
    /// Probability that a clearing is new mining.
    pub pair: DriverModel,
    /// The stretch of its probabilities, where one helped; it is part of [`Self::pair`].
    pub stretch: Option<Stretch>,
    worked_min: f64,
}

/// Fits the models to all examples.
///
/// # Errors
/// [`TrainError`] for examples that do not fit the settings, or too few of them.
pub fn fit(examples: &[Example], settings: &Settings) -> Result<Models, TrainError> {
    fit_placed(&placed(examples, settings)?, settings, 0)
}

/// [`fit`] to examples in the order of their ids.
pub(crate) fn fit_placed(
    train: &[Placed],
    settings: &Settings,
    seed: u64,
) -> Result<Models, TrainError> {
    let columns = PairColumns::of(settings)?;
    let (working, worked) = if settings.uses_views() {
        let (working, worked) = rayon::join(
            || Working::fit(train, settings),
            || cross_fitted(train, settings, fold::shuffled(seed, u64::MAX)),
        );
        (Some(working?), worked?)
    } else {
        (None, train.iter().map(|placed| Worked::unknown(placed.example)).collect())
    };
    let all = vec![true; train.len()];
    let mut pair = fit_pair(train, &worked, &all, &columns, settings)?;
    let mut thresholds = Vec::new();
    let mut sums = vec![0.0; train.len()];
    for split in 0..settings.threshold_splits.max(1) {
        let folds = folds_of(train, THRESHOLD_FOLDS, fold::shuffled(seed, split));
        let scores = out_of_fold(train, &worked, &folds, &columns, settings)?;
        let (judged, outcomes) = primary(train, &scores);
        thresholds.push(plateau(&judged, &outcomes));
        sums.iter_mut().zip(&scores).for_each(|(sum, score)| *sum += score);
    }
    pair.threshold = median(&mut thresholds);
    let mut stretch = None;
    if settings.calibrates {
        let means: Vec<f64> = sums.iter().map(|sum| sum / thresholds.len() as f64).collect();
        let (means, outcomes) = primary(train, &means);
        let folds: Vec<f64> =
            folds_of(train, THRESHOLD_FOLDS, seed).iter().map(|fold| *fold as f64).collect();
        let (folds, _) = primary(train, &folds);
        let folds: Vec<usize> = folds.iter().map(|fold| *fold as usize).collect();
        stretch = helpful_stretch(&means, &outcomes, &folds)?;
        if let Some(stretch) = stretch {
            pair = stretch.applied_to(&pair);
        }
    }
    Ok(Models { working, columns, pair, stretch, worked_min: settings.worked_min })
}

impl Models {
    /// Returns the trees of the working model, if the pair model asks for one.
    #[must_use]
    pub fn working(&self) -> Option<&BoostedTrees> {
        self.working.as_ref().map(|working| &working.trees)
    }

    /// Returns what the models say of a pair, which must have the features of the
    /// examples that they were fitted on.
    ///
    /// A pair without a changed object scores 0. One whose earlier view is hidden is not
    /// observable and scores half of what its later view looks like.
    #[must_use]
    pub fn judge(&self, example: &Example) -> Judgement {
        let unknown = || Worked::unknown(example);
        let worked = self.working.as_ref().map_or_else(unknown, |model| model.judge(example));
        let scores = scores(&self.pair, &self.columns, example, &worked);
        let threshold = self.pair.threshold;
        let mut called =
            scores.iter().zip(&worked.objects).filter(|(score, _)| **score >= threshold).peekable();
        let call = if !example.is_observable() {
            Call::NotObservable
        } else if called.peek().is_some() {
            let grows = called.any(|(_, worked)| worked[0] >= self.worked_min);
            if grows { Call::MiningActive } else { Call::MiningNew }
        } else if worked.views.iter().all(|probability| *probability >= self.worked_min) {
            Call::MiningActive
        } else {
            Call::Other
        };
        let score = of_pair(example, &scores, &worked);
        Judgement { score, threshold, worked: worked.views, call }
    }
}

/// Fits the pair model to the largest object of each observable pair that `is_fitted`.
fn fit_pair(
    train: &[Placed],
    worked: &[Worked],
    is_fitted: &[bool],
    columns: &PairColumns,
    settings: &Settings,
) -> Result<DriverModel, TrainError> {
    let (mut rows, mut outcomes, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for ((Placed { example, .. }, worked), is_fitted) in train.iter().zip(worked).zip(is_fitted) {
        let (outcome, weight) = match example.label {
            Label::New => (true, example.weight),
            Label::Negative => (false, example.weight),
            Label::Before => (false, example.weight * settings.before_weight),
            Label::Partial | Label::Later => continue,
        };
        let Some(largest) = example.objects.first() else { continue };
        if *is_fitted && weight > 0.0 && example.is_observable() {
            rows.push(columns.row(&largest.features, worked.objects[0].map(evidence)));
            outcomes.push(outcome);
            weights.push(weight);
        }
    }
    let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
    let fitted = logistic::fit(&rows, &outcomes, &weights, settings.pair_c)?;
    Ok(fitted.named(&settings.pair, 0.5))
}

/// Scores every example by a pair model that saw nothing of its fold.
fn out_of_fold(
    train: &[Placed],
    worked: &[Worked],
    folds: &[usize],
    columns: &PairColumns,
    settings: &Settings,
) -> Result<Vec<f64>, TrainError> {
    let mut scores = vec![0.0; train.len()];
    for fold in 0..THRESHOLD_FOLDS {
        let is_fitted: Vec<bool> = folds.iter().map(|other| *other != fold).collect();
        let model = fit_pair(train, worked, &is_fitted, columns, settings)?;
        for at in (0..train.len()).filter(|at| !is_fitted[*at]) {
            let (example, worked) = (train[at].example, &worked[at]);
            let of_objects = self::scores(&model, columns, example, worked);
            scores[at] = of_pair(example, &of_objects, worked);
        }
    }
    Ok(scores)
}

/// The probability of each object.
fn scores(
    model: &DriverModel,
    columns: &PairColumns,
    example: &Example,
    worked: &Worked,
) -> Vec<f64> {
    let objects = example.objects.iter().zip(&worked.objects);
    objects
        .map(|(object, worked)| {
            let row = columns.row(&object.features, worked.map(evidence));
            let terms = model.features.iter().zip(row);
            let terms = terms.map(|(feature, value)| feature.log_odds(value));
            probability_of(model.intercept + terms.sum::<f64>())
        })
        .collect()
}

/// The score of a pair, from those of its objects.
fn of_pair(example: &Example, scores: &[f64], worked: &Worked) -> f64 {
    if example.is_observable() {
        scores.iter().copied().fold(0.0, f64::max)
    } else if example.clear[1] && !worked.views[1].is_nan() {
        SHARE_OF_ONE_VIEW * worked.views[1]
    } else {
        0.0
    }
}

/// Keeps what belongs to the primary set, with the outcomes.
fn primary(train: &[Placed], values: &[f64]) -> (Vec<f64>, Vec<bool>) {
    let rows = train.iter().zip(values).filter(|(placed, _)| placed.example.is_primary);
    rows.filter_map(|(placed, value)| Some((*value, placed.example.is_new()?))).unzip()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

#[cfg(test)]
mod tests;
