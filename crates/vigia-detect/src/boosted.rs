//! Evaluates a sum of small decision trees.

use serde::{Deserialize, Serialize};

/// One node of a tree.
///
/// Written as a bare number (leaf) or as `[feature, threshold, below, above, missing]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Node {
    /// Goes on at the node `below` where the feature is less than `threshold`, at `above`
    /// where it is not, at `missing` where it is NaN.
    Split(u16, f64, u16, u16, u16),
    /// What the tree adds to the log-odds.
    Leaf(f64),
}

/// Gradient-boosted trees over a fixed list of features.
///
/// # Source
/// Friedman (2001), Annals of Statistics 29(5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoostedTrees {
    /// Log-odds before any tree.
    pub base: f64,
    /// Each with its root first; a node points only at nodes behind it.
    pub trees: Vec<Vec<Node>>,
}

impl BoostedTrees {
    /// Says whether every tree can be walked over `features` values: it has a root, and
    /// every split names a feature that is there and nodes behind itself.
    #[must_use]
    pub fn is_sound(&self, features: usize) -> bool {
        let is_sound = |tree: &Vec<Node>| {
            !tree.is_empty()
                && tree.iter().enumerate().all(|(at, node)| match *node {
                    Node::Leaf(value) => value.is_finite(),
                    Node::Split(feature, threshold, below, above, missing) => {
                        usize::from(feature) < features
                            && threshold.is_finite()
                            && [below, above, missing]
                                .iter()
                                .all(|next| (at + 1..tree.len()).contains(&usize::from(*next)))
                    }
                })
        };
        self.base.is_finite() && self.trees.iter().all(is_sound)
    }

    /// Returns the log-odds for `values`, one a feature; NaN is missing.
    ///
    /// The trees must be sound for so many values ([`Self::is_sound`]).
    #[must_use]
    pub fn log_odds(&self, values: &[f64]) -> f64 {
        self.base + self.trees.iter().map(|tree| leaf_of(tree, values)).sum::<f64>()
    }
}

fn leaf_of(tree: &[Node], values: &[f64]) -> f64 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split(feature, threshold, below, above, missing) => {
                let value = values[usize::from(feature)];
                at = usize::from(if value.is_nan() {
                    missing
                } else if value < threshold {
                    below
                } else {
                    above
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn two_trees() -> BoostedTrees {
        serde_json::from_str(
            r#"{"base": -1.0, "trees": [
                [[0, 0.5, 1, 2, 2], -0.25, [1, 3.0, 3, 4, 3], 0.5, 2.0],
                [0.125]]}"#,
        )
        .unwrap()
    }

    #[test]
    fn the_sum_of_two_trees_is_the_one_worked_by_hand() {
        let trees = two_trees();
        assert_eq!(trees.log_odds(&[0.4, 9.0]), -1.0 - 0.25 + 0.125);
        assert_eq!(trees.log_odds(&[0.5, 2.9]), -1.0 + 0.5 + 0.125);
        assert_eq!(trees.log_odds(&[0.5, 3.0]), -1.0 + 2.0 + 0.125);
        assert_eq!(trees.log_odds(&[f64::NAN, f64::NAN]), -1.0 + 0.5 + 0.125);
    }

    #[test]
    fn trees_that_cannot_be_walked_are_unsound() {
        assert!(two_trees().is_sound(2) && !two_trees().is_sound(1));
        for tree in [
            vec![],
            vec![Node::Split(0, 1.0, 0, 1, 1), Node::Leaf(0.0)],
            vec![Node::Split(0, 1.0, 1, 2, 1), Node::Leaf(0.0)],
            vec![Node::Split(0, f64::NAN, 1, 1, 1), Node::Leaf(0.0)],
            vec![Node::Leaf(f64::INFINITY)],
        ] {
            assert!(!BoostedTrees { base: 0.0, trees: vec![tree.clone()] }.is_sound(9), "{tree:?}");
        }
    }
}
