#![allow(clippy::unwrap_used)]

use super::*;
use crate::example::tests::{example, made_up, settings};

fn hidden_before(models: &Models, example: &Example) -> Judgement {
    models.judge(&Example { clear: [false, true], ..example.clone() })
}

#[test]
fn made_up_mining_is_found() {
    let examples = made_up(210);
    let models = fit(&examples, &settings()).unwrap();
    let called = |label| {
        let of_label = examples.iter().filter(|e| e.label == label && e.is_observable());
        let (called, all) = of_label.fold((0, 0), |(called, all), example| {
            let is_called = models.judge(example).score >= models.pair.threshold;
            (called + u32::from(is_called && !example.objects.is_empty()), all + 1)
        });
        f64::from(called) / f64::from(all)
    };
    assert!(called(Label::New) > 0.6 && called(Label::Negative) < 0.25);
}

#[test]
fn the_largest_score_of_the_objects_is_that_of_the_pair() {
    let examples = made_up(140);
    let models = fit(&examples, &settings()).unwrap();
    let mut pair = examples[1].clone();
    assert_eq!((pair.label, pair.objects.len()), (Label::New, 2));
    let both = models.judge(&pair).score;
    pair.objects.remove(0);
    let second = models.judge(&pair).score;
    pair.objects = vec![examples[1].objects[0].clone()];
    let first = models.judge(&pair).score;
    assert_eq!(both, first.max(second));
    pair.objects.clear();
    let none = models.judge(&pair);
    assert_eq!((none.score, none.call), (0.0, Call::Other));
}

#[test]
fn a_hidden_view_is_not_observable_and_the_later_view_scores_half() {
    let examples = made_up(140);
    let models = fit(&examples, &settings()).unwrap();
    let seen = models.judge(&examples[1]);
    let hidden = hidden_before(&models, &examples[1]);
    assert_eq!(hidden.call, Call::NotObservable);
    assert_eq!(hidden.score, seen.worked[1] / 2.0);
    let blind = Example { clear: [true, false], ..examples[1].clone() };
    assert_eq!(models.judge(&blind).score, 0.0);
}

#[test]
fn new_mining_beside_older_workings_is_growth() {
    let examples = made_up(140);
    let settings = Settings { worked_min: 0.55, ..settings() };
    let mut models = fit(&examples, &settings).unwrap();
    models.pair.threshold = 0.0;
    let (young, old): (Vec<_>, Vec<_>) = examples
        .iter()
        .filter(|example| example.is_observable() && !example.objects.is_empty())
        .map(|example| models.judge(example))
        .partition(|judgement| judgement.worked[0] < 0.55);
    assert!(!young.is_empty() && young.iter().all(|judgement| judgement.call == Call::MiningNew));
    assert!(!old.is_empty() && old.iter().all(|judgement| judgement.call == Call::MiningActive));
}

#[test]
fn the_driver_model_asks_for_no_views_and_has_no_trees() {
    let mut examples = made_up(140);
    for example in &mut examples {
        example.views = [Vec::new(), Vec::new()];
        for object in &mut example.objects {
            object.views = [Vec::new(), Vec::new()];
        }
    }
    let settings = Settings::driver(&["size", "tone"], &["size", "tone"]);
    let models = fit(&examples, &settings).unwrap();
    assert!(models.working().is_none());
    assert!(models.pair.features[0].coefficient > models.pair.features[1].coefficient.abs());
    assert_eq!(hidden_before(&models, &examples[1]).score, 0.0);
}

#[test]
fn what_is_never_fitted_moves_no_model() {
    let examples = made_up(140);
    let all = fit(&examples, &settings()).unwrap();
    let mut moved = examples.clone();
    for example in moved.iter_mut().filter(|example| example.label == Label::Later) {
        example.views = [vec![9.0; 3], vec![-9.0; 3]];
        for object in &mut example.objects {
            object.features = vec![9.0, -9.0];
        }
    }
    let moved = fit(&moved, &settings()).unwrap();
    assert_eq!(all.pair, moved.pair);
    assert_eq!(all.working(), moved.working());
}

#[test]
fn a_stretch_changes_probabilities_but_no_call() {
    let examples = made_up(210);
    let plain = fit(&examples, &settings()).unwrap();
    let stretched = fit(&examples, &Settings { calibrates: true, ..settings() }).unwrap();
    for example in &examples {
        assert_eq!(plain.judge(example).call, stretched.judge(example).call, "{}", example.id);
    }
}

#[test]
fn one_class_alone_is_refused() {
    let examples: Vec<Example> = (0..6).map(|at| example(&at.to_string())).collect();
    let settings = Settings::driver(&[], &[]);
    assert!(matches!(fit(&examples, &settings), Err(TrainError::OneClass { .. })));
}
