//! What less than the whole would have reached, on the same folds.

use crate::boosting::BoostingSettings;
use crate::cross_validation::{HeldOut, Judge, Progress, held_out};
use crate::evidence::folds_of;
use crate::logistic::probability_of;
use crate::model::{Call, Judgement};
use crate::pair_rows::{Placed, placed};
use crate::threshold::plateau;
use crate::{Example, Settings, TrainError, boosting, logistic};

const THRESHOLD_FOLDS: usize = 4;
/// Keeps the logarithm of no lost area finite.
const AREA_OFFSET_HA: f64 = 0.05;

/// A model that must not be able to answer, or that is a floor to beat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// How the earlier view looks: new mining is not yet there.
    BeforeOnly,
    /// How the later view looks: it does not say what is new.
    AfterOnly,
    /// Longitude and latitude: what is near mines is likelier mining.
    PlaceOnly,
    /// The area that lost vegetation.
    LostArea,
    /// Trees over all features of both views.
    BothViews,
}

/// What a fitted control says of an example, 0–1.
type Score = Box<dyn Fn(&Example) -> f64>;

impl Control {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::BeforeOnly, Self::AfterOnly, Self::PlaceOnly, Self::LostArea, Self::BothViews];

    /// Returns what it is called in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BeforeOnly => "before_only",
            Self::AfterOnly => "after_only",
            Self::PlaceOnly => "place_only",
            Self::LostArea => "ndvi_rule",
            Self::BothViews => "view_trees",
        }
    }

    /// Judges every example by this control on the folds of
    /// [`crate::cross_validation::nested`], with thresholds from inner folds.
    ///
    /// It is fitted to new mining against the negatives, by their weights.
    ///
    /// # Errors
    /// As [`crate::cross_validation::nested`].
    pub fn held_out(
        self,
        examples: &[Example],
        settings: &Settings,
        repeats: usize,
        progress: Progress,
    ) -> Result<HeldOut, TrainError> {
        held_out(&placed(examples, settings)?, repeats, progress, &|train, seed| {
            let threshold = self.threshold(train, settings, seed)?;
            let scored = self.fit(train.iter(), settings)?;
            let judge: Judge = Box::new(move |example| {
                let score = scored(example);
                let call = if score >= threshold { Call::MiningNew } else { Call::Other };
                Judgement { score, threshold, worked: [f64::NAN; 2], call }
            });
            Ok(judge)
        })
    }

    fn row(self, example: &Example) -> Vec<f64> {
        match self {
            Self::BeforeOnly => example.views[0].clone(),
            Self::AfterOnly => example.views[1].clone(),
            Self::PlaceOnly => vec![example.lon, example.lat],
            Self::LostArea => vec![(example.lost_ha + AREA_OFFSET_HA).ln()],
            Self::BothViews => example.views.concat(),
        }
    }

    fn fit<'b>(
        self,
        train: impl Iterator<Item = &'b Placed<'b>>,
        settings: &Settings,
    ) -> Result<Score, TrainError> {
        let (mut rows, mut outcomes, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for Placed { example, .. } in train {
            let Some(is_new) = example.is_new() else { continue };
            if example.weight > 0.0 {
                rows.push(self.row(example));
                outcomes.push(is_new);
                weights.push(example.weight);
            }
        }
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        Ok(match self {
            Self::BeforeOnly | Self::AfterOnly | Self::LostArea => {
                let model = logistic::fit(&rows, &outcomes, &weights, settings.pair_c)?;
                Box::new(move |example| probability_of(model.log_odds(&self.row(example))))
            }
            Self::PlaceOnly | Self::BothViews => {
                // Few rows, and two features alone: let the trees see both, and go on.
                let growth = BoostingSettings {
                    min_leaf_weight: settings.boosting.min_leaf_weight.min(1.0),
                    feature_share: if self == Self::PlaceOnly { 1.0 } else { 0.3 },
                    ..settings.boosting.clone()
                };
                let trees = boosting::fit(&rows, &outcomes, &weights, &growth)?;
                Box::new(move |example| probability_of(trees.log_odds(&self.row(example))))
            }
        })
    }

    fn threshold(
        self,
        train: &[Placed],
        settings: &Settings,
        seed: u64,
    ) -> Result<f64, TrainError> {
        let folds = folds_of(train, THRESHOLD_FOLDS, seed);
        let (mut scores, mut outcomes) = (Vec::new(), Vec::new());
        for fold in 0..THRESHOLD_FOLDS {
            let others = train.iter().zip(&folds).filter(|(_, other)| **other != fold);
            let scored = self.fit(others.map(|(placed, _)| placed), settings)?;
            let inside = train.iter().zip(&folds).filter(|(_, other)| **other == fold);
            for (Placed { example, .. }, _) in inside.filter(|(row, _)| row.example.is_primary) {
                scores.push(scored(example));
                outcomes.push(example.is_new() == Some(true));
            }
        }
        Ok(plateau(&scores, &outcomes))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::Label;
    use crate::cross_validation::nested;
    use crate::example::tests::{made_up, settings};

    /// Share of pairs of a positive and a negative that the scores order rightly.
    fn ranked(examples: &[Example], held_out: &HeldOut) -> f64 {
        let of = |wanted| {
            let rows = examples.iter().zip(&held_out.repeats[0]);
            rows.filter(move |(example, _)| example.is_new() == Some(wanted))
                .map(|(_, judgement)| judgement.score)
                .collect::<Vec<f64>>()
        };
        let (with, without) = (of(true), of(false));
        let pairs = with.iter().flat_map(|a| without.iter().map(move |b| (a, b)));
        let right: f64 =
            pairs.map(|(a, b)| if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 }).sum();
        right / (with.len() * without.len()) as f64
    }

    #[test]
    fn a_control_knows_what_it_sees_and_no_more() {
        let mut examples = made_up(280);
        for example in &mut examples {
            example.lat = if example.label == Label::New { -20.0 } else { 0.0 };
        }
        let of = |control: Control| {
            let held_out = control.held_out(&examples, &settings(), 1, &|_, _| ()).unwrap();
            ranked(&examples, &held_out)
        };
        // The made-up views of new mining differ at the later date alone.
        assert!(of(Control::AfterOnly) > 0.8);
        assert!((of(Control::BeforeOnly) - 0.5).abs() < 0.15);
        assert!(of(Control::BothViews) > 0.7);
        // And they lie far south.
        assert!(of(Control::PlaceOnly) > 0.9);
    }

    #[test]
    fn controls_are_judged_on_the_folds_of_the_model() {
        let examples = made_up(140);
        let model = nested(&examples, &settings(), 1, &|_, _| ()).unwrap();
        let control = Control::LostArea.held_out(&examples, &settings(), 1, &|_, _| ()).unwrap();
        assert_eq!(model.places, control.places);
        // A threshold is one fold's: both divide the examples the same way.
        let same_fold = |held_out: &HeldOut| {
            let of = |at: usize| held_out.repeats[0][at].threshold.to_bits();
            (0..140).map(|at| (0..140).filter(|b| of(at) == of(*b)).count()).collect::<Vec<_>>()
        };
        assert_eq!(same_fold(&model), same_fold(&control));
    }
}
