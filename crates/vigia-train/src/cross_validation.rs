//! What models say of places that they never saw.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::evidence::folds_of;
use crate::model::{Judgement, fit_placed};
use crate::pair_rows::{Placed, placed};
use crate::{Example, Settings, TrainError, fold};

/// Parts into which the places are divided.
pub const FOLDS: usize = 5;

/// Called after each model with the number fitted and the number to fit.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Judgements of every example by models that never saw its place.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldOut {
    /// The place of each example, in the order in which the examples were given.
    pub places: Vec<usize>,
    /// Per repeat, the judgement of each example, in that order.
    pub repeats: Vec<Vec<Judgement>>,
}

/// Judges every example by models fitted on the other places, `repeats` times over with
/// other folds.
///
/// Everything that looks at outcomes is done within the four fifths that a model is
/// fitted on: the evidence of its rows is cross-fitted by place, its threshold and its
/// stretch are chosen from scores of inner folds.
///
/// # Errors
/// [`TrainError`] for examples that do not fit the settings, or too few for the folds.
pub fn nested(
    examples: &[Example],
    settings: &Settings,
    repeats: usize,
    progress: Progress,
) -> Result<HeldOut, TrainError> {
    held_out(&placed(examples, settings)?, repeats, progress, &|train, seed| {
        let models = fit_placed(train, settings, seed)?;
        Ok(Box::new(move |example: &Example| models.judge(example)))
    })
}

/// What a fit gives: a judge of examples.
pub(crate) type Judge<'a> = Box<dyn Fn(&Example) -> Judgement + 'a>;
/// Fits to examples, by a seed.
pub(crate) type Fit<'a> = &'a (dyn Fn(&[Placed], u64) -> Result<Judge<'a>, TrainError> + Sync);

/// [`nested`] for any way to fit, on the same folds.
pub(crate) fn held_out(
    examples: &[Placed],
    repeats: usize,
    progress: Progress,
    fit: Fit,
) -> Result<HeldOut, TrainError> {
    let total = repeats * FOLDS;
    let done = AtomicUsize::new(0);
    let judged = (0..total)
        .into_par_iter()
        .map(|task| {
            let (repeat, fold) = (task / FOLDS, task % FOLDS);
            let folds = folds_of(examples, FOLDS, repeat as u64);
            let side = |is_test: bool| {
                let rows = examples.iter().zip(&folds);
                rows.filter(move |(_, other)| (**other == fold) == is_test).map(|(row, _)| *row)
            };
            let train: Vec<Placed> = side(false).collect();
            let judge = fit(&train, fold::shuffled(repeat as u64, fold as u64))?;
            let judged: Vec<(usize, Judgement)> =
                side(true).map(|placed| (placed.index, judge(placed.example))).collect();
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok((repeat, judged))
        })
        .collect::<Result<Vec<_>, TrainError>>()?;
    let mut sorted = vec![Vec::with_capacity(examples.len()); repeats];
    for (repeat, judged) in judged {
        sorted[repeat].extend(judged);
    }
    let mut places = vec![0; examples.len()];
    for placed in examples {
        places[placed.index] = placed.place;
    }
    let in_order = |mut judged: Vec<(usize, Judgement)>| {
        judged.sort_by_key(|(index, _)| *index);
        judged.into_iter().map(|(_, judgement)| judgement).collect()
    };
    Ok(HeldOut { places, repeats: sorted.into_iter().map(in_order).collect() })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::Label;
    use crate::example::tests::{made_up, settings};

    fn bits(held_out: &HeldOut) -> Vec<[u64; 4]> {
        let judgements = held_out.repeats.iter().flatten();
        judgements
            .map(|j| [j.score, j.threshold, j.worked[0], j.worked[1]].map(f64::to_bits))
            .collect()
    }

    fn on_threads(threads: usize, examples: &[Example]) -> HeldOut {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| nested(examples, &settings(), 2, &|_, _| ())).unwrap()
    }

    #[test]
    fn one_thread_and_two_give_the_same_bits() {
        let examples = made_up(140);
        let (one, two) = (on_threads(1, &examples), on_threads(2, &examples));
        assert_eq!(bits(&one), bits(&two));
        assert_eq!((one.repeats.len(), one.repeats[0].len()), (2, 140));
        assert_ne!(bits(&one)[..140], bits(&one)[140..]);
    }

    #[test]
    fn the_order_of_the_examples_changes_no_score() {
        let examples = made_up(140);
        let mut other = examples.clone();
        other.sort_by_key(|example| fold::shuffled(7, example.digests[0].unwrap()));
        assert_ne!(other, examples);
        let (ours, theirs) = (on_threads(2, &examples), on_threads(2, &other));
        for (repeat, judgements) in ours.repeats.iter().enumerate() {
            for (example, ours) in examples.iter().zip(judgements) {
                let at = other.iter().position(|o| o.id == example.id).unwrap();
                let theirs = theirs.repeats[repeat][at];
                assert_eq!(ours.score.to_bits(), theirs.score.to_bits(), "{}", example.id);
                assert_eq!(ours.threshold.to_bits(), theirs.threshold.to_bits());
            }
        }
    }

    #[test]
    fn what_is_said_of_a_place_does_not_depend_on_its_labels() {
        let examples = made_up(140);
        // Place 4 is examples 8 and 9; a class must stay where it is, or the folds move.
        let mut other = examples.clone();
        assert_eq!(examples[8].label, Label::New);
        for example in &mut other[8..10] {
            example.weight = 0.0;
        }
        let (ours, theirs) = (on_threads(2, &examples), on_threads(2, &other));
        for repeat in 0..2 {
            for at in 8..10 {
                assert_eq!(ours.repeats[repeat][at].score, theirs.repeats[repeat][at].score);
            }
        }
        assert_ne!(bits(&ours), bits(&theirs));
    }

    #[test]
    fn progress_counts_every_model_once() {
        let counted = AtomicUsize::new(0);
        let last = AtomicUsize::new(0);
        let examples = made_up(140);
        nested(&examples, &settings(), 2, &|done, total| {
            assert_eq!(total, 10);
            counted.fetch_add(1, Ordering::Relaxed);
            last.fetch_max(done, Ordering::Relaxed);
        })
        .unwrap();
        assert_eq!((counted.into_inner(), last.into_inner()), (10, 10));
    }
}
