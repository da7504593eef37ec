//! The working model, and what it says of views whose place it never saw.

use rayon::prelude::*;
use vigia_detect::boosted::BoostedTrees;

use crate::logistic::probability_of;
use crate::pair_rows::{Placed, position};
use crate::{Example, Label, Settings, TrainError, boosting, fold};

/// Folds in which training rows get their evidence.
const FOLDS: usize = 5;

/// The working model, with the columns that it reads.
#[derive(Clone, Debug)]
pub(crate) struct Working {
    pub trees: BoostedTrees,
    columns: Vec<usize>,
}

impl Working {
    /// Fits the working model to single views.
    ///
    /// Views of workings: both of pairs that show them at both dates, the later of those
    /// that show a part, the later of new mining that an audit saw. Views without: both of
    /// the negatives, the earlier of that new mining. Both kinds weigh as much together.
    pub fn fit(train: &[Placed], settings: &Settings) -> Result<Self, TrainError> {
        let columns = settings
            .working
            .iter()
            .map(|name| position(&settings.view_features, name))
            .collect::<Result<Vec<usize>, _>>()?;
        let (mut rows, mut outcomes, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for Placed { example, .. } in train {
            let shows_workings = match example.label {
                Label::Before => [Some(true); 2],
                Label::Partial => [None, Some(true)],
                Label::New if example.is_primary => [Some(false), Some(true)],
                Label::Negative => [Some(false); 2],
                Label::New | Label::Later => [None; 2],
            };
            for (side, shows_workings) in shows_workings.into_iter().enumerate() {
                let Some(shows_workings) = shows_workings else { continue };
                let is_seen = example.clear[side] && is_seen(&example.views[side]);
                if is_seen && example.weight > 0.0 {
                    rows.push(chosen(&columns, &example.views[side]));
                    outcomes.push(shows_workings);
                    weights.push(example.weight);
                }
            }
        }
        balance(&mut weights, &outcomes);
        let rows: Vec<&[f64]> = rows.iter().map(Vec::as_slice).collect();
        let trees = boosting::fit(&rows, &outcomes, &weights, &settings.boosting)?;
        Ok(Self { trees, columns })
    }

    /// Returns what the model says of the views of an example and of its objects.
    pub fn judge(&self, example: &Example) -> Worked {
        let both = |views: &[Vec<f64>; 2]| [0, 1].map(|side| self.probability(&views[side]));
        Worked {
            views: both(&example.views),
            objects: example.objects.iter().map(|object| both(&object.views)).collect(),
        }
    }

    /// NaN for a view of which nothing is known.
    fn probability(&self, view: &[f64]) -> f64 {
        if is_seen(view) {
            probability_of(self.trees.log_odds(&chosen(&self.columns, view)))
        } else {
            f64::NAN
        }
    }
}

/// Probabilities of workings in the earlier and the later view.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Worked {
    /// Of the pair.
    pub views: [f64; 2],
    /// Of the surroundings of each object.
    pub objects: Vec<[f64; 2]>,
}

impl Worked {
    /// Where no model was asked.
    pub fn unknown(example: &Example) -> Self {
        Self { views: [f64::NAN; 2], objects: vec![[f64::NAN; 2]; example.objects.len()] }
    }
}

fn is_seen(view: &[f64]) -> bool {
    view.iter().any(|value| !value.is_nan())
}

/// Returns the probabilities of workings of every example, each from a model that saw
/// nothing of its place.
pub(crate) fn cross_fitted(
    train: &[Placed],
    settings: &Settings,
    seed: u64,
) -> Result<Vec<Worked>, TrainError> {
    let assigned = folds_of(train, FOLDS, seed);
    let models = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            let others = train.iter().zip(&assigned).filter(|(_, other)| **other != fold);
            let others: Vec<Placed> = others.map(|(placed, _)| *placed).collect();
            Working::fit(&others, settings)
        })
        .collect::<Result<Vec<Working>, TrainError>>()?;
    let judged = train.iter().zip(&assigned);
    Ok(judged.map(|(placed, fold)| models[*fold].judge(placed.example)).collect())
}

/// Assigns examples to folds, places together and classes in proportion.
pub(crate) fn folds_of(examples: &[Placed], folds: usize, seed: u64) -> Vec<usize> {
    let places: Vec<usize> = examples.iter().map(|placed| placed.place).collect();
    let classes: Vec<usize> = examples.iter().map(|placed| placed.example.class()).collect();
    fold::assign(&places, &classes, folds, seed)
}

fn chosen(columns: &[usize], view: &[f64]) -> Vec<f64> {
    columns.iter().map(|column| view[*column]).collect()
}

/// Makes the weights of both outcomes sum to half the number of rows.
fn balance(weights: &mut [f64], outcomes: &[bool]) {
    let half = weights.len() as f64 / 2.0;
    for wanted in [true, false] {
        let is_it = |outcome: &bool| *outcome == wanted;
        let rows = || outcomes.iter().enumerate().filter(|(_, outcome)| is_it(outcome));
        let total: f64 = rows().map(|(at, _)| weights[at]).sum();
        for (at, _) in rows() {
            weights[at] *= half / total;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::example::tests::{made_up, settings};
    use crate::pair_rows::placed;

    #[test]
    fn weights_are_balanced_between_workings_and_others() {
        let mut weights = [1.0, 0.5, 1.0, 1.0, 0.5];
        balance(&mut weights, &[true, true, false, false, false]);
        assert!((weights[0] + weights[1] - 2.5).abs() < 1e-12);
        assert!((weights[2] + weights[3] + weights[4] - 2.5).abs() < 1e-12);
        assert!((weights[0] / weights[1] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn no_probability_comes_from_a_model_that_saw_the_place() {
        // Place 4 is examples 8 and 9. Whether they are fitted must not move what is said
        // of them, and must move what is said of others.
        let examples = made_up(84);
        let mut other = examples.clone();
        for example in &mut other[8..10] {
            example.weight = 0.0;
        }
        let settings = settings();
        let of = |examples: &[Example]| {
            cross_fitted(&placed(examples, &settings).unwrap(), &settings, 1).unwrap()
        };
        let (ours, theirs) = (of(&examples), of(&other));
        assert_eq!(ours[8..10], theirs[8..10]);
        assert_ne!(ours, theirs);
        assert_eq!(ours[9].objects.len(), examples[9].objects.len());
    }
}
