//! Grows boosted trees.

use forust_ml::objective::ObjectiveType;
use forust_ml::sampler::SampleMethod;
use forust_ml::{GradientBooster, Matrix};
use vigia_detect::boosted::{BoostedTrees, Node};

use crate::TrainError;

/// Leaves are rounded to this many steps in one log-odds: what the file of the model
/// shows is what is evaluated.
const LEAF_STEPS: f64 = 1e9;

/// How boosted trees are grown. The defaults were chosen by experiment on the pairs that
/// the model card names.
#[derive(Clone, Debug, PartialEq)]
pub struct BoostingSettings {
    /// Trees of one growth.
    pub iterations: usize,
    /// Part of each tree's answer that is added.
    pub learning_rate: f32,
    /// Most leaves of a tree.
    pub max_leaves: usize,
    /// Most splits above a leaf.
    pub max_depth: usize,
    /// L2 penalty on leaves.
    pub l2: f32,
    /// Smallest sum of p (1 − p) in a leaf.
    pub min_leaf_weight: f32,
    /// Share of the rows that a tree sees.
    pub row_share: f32,
    /// Share of the features that a tree sees.
    pub feature_share: f64,
    /// Growths, with seeds from 0, whose mean is the answer.
    pub growths: u64,
}

impl Default for BoostingSettings {
    fn default() -> Self {
        Self {
            iterations: 60,
            learning_rate: 0.05,
            max_leaves: 5,
            max_depth: 4,
            l2: 5.0,
            min_leaf_weight: 5.0,
            row_share: 1.0,
            feature_share: 0.3,
            growths: 5,
        }
    }
}

/// Grows trees that give the log-odds of `outcomes`.
///
/// - `rows`: one a row of features, NaN is missing; `weights` beside them, 0 or more.
/// - Deterministic, and dependent on the order of the rows.
///
/// # Errors
/// [`TrainError::OneClass`] where only one outcome has weight; [`TrainError::Trees`] for
/// settings or weights out of range; [`TrainError::TreesTooLarge`] for more than 65,535
/// features or nodes of a tree.
pub fn fit(
    rows: &[&[f64]],
    outcomes: &[bool],
    weights: &[f64],
    settings: &BoostingSettings,
) -> Result<BoostedTrees, TrainError> {
    let weight_of = |wanted| {
        let of_class = outcomes.iter().zip(weights).filter(|(outcome, _)| **outcome == wanted);
        of_class.map(|(_, weight)| weight).sum::<f64>()
    };
    if weight_of(true) <= 0.0 || weight_of(false) <= 0.0 {
        return Err(TrainError::OneClass { model: "boosted trees", rows: rows.len() });
    }
    let features = rows.first().map_or(0, |row| row.len());
    let columns = by_column(rows, features);
    let outcomes: Vec<f64> = outcomes.iter().map(|outcome| f64::from(u8::from(*outcome))).collect();
    let mut sum = BoostedTrees { base: 0.0, trees: Vec::new() };
    for seed in 0..settings.growths {
        let mut booster = booster(settings, features, seed);
        booster.fit(&Matrix::new(&columns, rows.len(), features), &outcomes, weights, None)?;
        let growth = converted(&booster, 1.0 / settings.growths as f64)?;
        sum.base += growth.base;
        sum.trees.extend(growth.trees);
    }
    Ok(sum)
}

fn by_column(rows: &[&[f64]], features: usize) -> Vec<f64> {
    (0..features).flat_map(|feature| rows.iter().map(move |row| row[feature])).collect()
}

fn booster(settings: &BoostingSettings, features: usize, seed: u64) -> GradientBooster {
    // Without a method the booster would see all rows whatever the share.
    let method = if settings.row_share < 1.0 { SampleMethod::Random } else { SampleMethod::None };
    // Of three features or fewer a share of 0.3 would leave none.
    let feature_share = settings.feature_share.max(1.0 / features.max(1) as f64 + 1e-9).min(1.0);
    GradientBooster::default()
        .set_objective_type(ObjectiveType::LogLoss)
        .set_iterations(settings.iterations)
        .set_learning_rate(settings.learning_rate)
        .set_max_leaves(settings.max_leaves)
        .set_max_depth(settings.max_depth)
        .set_l2(settings.l2)
        .set_min_leaf_weight(settings.min_leaf_weight)
        .set_sample_method(method)
        .set_subsample(settings.row_share)
        .set_colsample_bytree(feature_share)
        .set_missing(f64::NAN)
        .set_initialize_base_score(true)
        .set_parallel(false)
        .set_seed(seed)
}

/// Returns the trees of `booster` with every answer multiplied by `share`.
fn converted(booster: &GradientBooster, share: f64) -> Result<BoostedTrees, TrainError> {
    let small = |index: usize| u16::try_from(index).map_err(|_| TrainError::TreesTooLarge);
    let mut trees = Vec::with_capacity(booster.trees.len());
    for tree in &booster.trees {
        let nodes = tree.nodes.iter().map(|node| {
            if node.is_leaf {
                let value = f64::from(node.weight_value) * share;
                return Ok(Node::Leaf((value * LEAF_STEPS).round() / LEAF_STEPS));
            }
            let children = [node.left_child, node.right_child, node.missing_node];
            let [below, above, missing] = children.map(small);
            Ok(Node::Split(small(node.split_feature)?, node.split_value, below?, above?, missing?))
        });
        trees.push(nodes.collect::<Result<Vec<Node>, TrainError>>()?);
    }
    Ok(BoostedTrees { base: booster.base_score * share, trees })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::fold::shuffled;

    /// Made-up features in 0–1, a tenth of them missing.
    fn made_up(count: u64, features: u64) -> Vec<Vec<f64>> {
        let value = |row: u64, feature: u64| {
            let unit = (shuffled(feature, row) >> 11) as f64 / (1_u64 << 53) as f64;
            if shuffled(feature + 100, row).is_multiple_of(10) { f64::NAN } else { unit }
        };
        (0..count).map(|row| (0..features).map(|feature| value(row, feature)).collect()).collect()
    }

    fn slices(rows: &[Vec<f64>]) -> Vec<&[f64]> {
        rows.iter().map(Vec::as_slice).collect()
    }

    fn outcomes(rows: &[Vec<f64>]) -> Vec<bool> {
        rows.iter().map(|row| row[0] + 0.3 * row[1] > 0.6 || row[2].is_nan()).collect()
    }

    #[test]
    fn our_evaluation_is_that_of_the_library_also_for_missing_values() {
        let rows = made_up(400, 6);
        let settings = BoostingSettings { min_leaf_weight: 1.0, ..BoostingSettings::default() };
        let columns = by_column(&slices(&rows), 6);
        let mut booster = booster(&settings, 6, 3);
        let outcomes: Vec<f64> =
            outcomes(&rows).iter().map(|outcome| f64::from(u8::from(*outcome))).collect();
        booster.fit_unweighted(&Matrix::new(&columns, 400, 6), &outcomes, None).unwrap();
        let trees = converted(&booster, 1.0).unwrap();
        assert!(trees.is_sound(6));

        let unseen = made_up(2_000, 6);
        let columns = by_column(&slices(&unseen), 6);
        let theirs = booster.predict(&Matrix::new(&columns, unseen.len(), 6), false);
        for (row, theirs) in unseen.iter().zip(theirs) {
            let ours = trees.log_odds(row);
            assert!((ours - theirs).abs() < 1e-6, "{row:?}: {ours} and {theirs}");
        }
    }

    #[test]
    fn several_growths_are_their_mean() {
        let rows = made_up(300, 5);
        let fitted = |growths| {
            let settings =
                BoostingSettings { growths, min_leaf_weight: 1.0, ..BoostingSettings::default() };
            fit(&slices(&rows), &outcomes(&rows), &[1.0; 300], &settings).unwrap()
        };
        let (one, two) = (fitted(1), fitted(2));
        assert_eq!((one.trees.len(), two.trees.len()), (60, 120));
        let second = BoostedTrees { base: one.base, trees: two.trees[60..].to_vec() };
        let row = [0.9, 0.5, 0.1, 0.2, 0.3];
        let second = 2.0 * (second.log_odds(&row) - one.base) + one.base;
        let mean = f64::midpoint(one.log_odds(&row), second);
        assert!((two.log_odds(&row) - mean).abs() < 1e-6);
        assert!(mean > 0.0);
    }

    #[test]
    fn a_row_without_weight_changes_nothing_but_a_class_without_any_is_refused() {
        let rows = made_up(200, 4);
        let outcomes = outcomes(&rows);
        let none: Vec<f64> = outcomes.iter().map(|outcome| f64::from(u8::from(*outcome))).collect();
        let error = fit(&slices(&rows), &outcomes, &none, &BoostingSettings::default());
        assert!(matches!(error, Err(TrainError::OneClass { rows: 200, .. })));
    }

    #[test]
    fn one_feature_alone_can_be_learnt() {
        let rows = made_up(200, 1);
        let outcomes: Vec<bool> = rows.iter().map(|row| row[0] > 0.5).collect();
        let trees =
            fit(&slices(&rows), &outcomes, &[1.0; 200], &BoostingSettings::default()).unwrap();
        assert!(trees.log_odds(&[0.9]) > 0.5 && trees.log_odds(&[0.1]) < -0.5);
    }
}
