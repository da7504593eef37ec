//! Folds that keep places together and classes in proportion.

/// Returns the fold, from 0 to `folds` − 1, of each example.
///
/// - `groups`: numbers from 0; examples of one group stay together.
/// - `classes`: numbers from 0; each is spread over the folds as evenly as groups allow.
/// - `seed`: which of several ways, all equally even.
///
/// The rule: groups are taken in the order of the spread of their class counts, the
/// largest first, equal ones shuffled by `seed`. Each goes to the fold that leaves the
/// shares of the classes most alike (smallest mean over the classes of the standard
/// deviation over the folds), of equal ones to the fold with the fewest examples. It is
/// that of scikit-learn's `StratifiedGroupKFold`, with another shuffle.
#[must_use]
pub fn assign(groups: &[usize], classes: &[usize], folds: usize, seed: u64) -> Vec<usize> {
    let folds = folds.max(1);
    let class_count = classes.iter().max().map_or(0, |highest| highest + 1);
    let group_count = groups.iter().max().map_or(0, |highest| highest + 1);
    let mut counts = vec![vec![0.0; class_count]; group_count];
    let mut totals = vec![0.0; class_count];
    for (group, class) in groups.iter().zip(classes) {
        counts[*group][*class] += 1.0;
        totals[*class] += 1.0;
    }
    let mut order: Vec<usize> = (0..group_count).collect();
    order.sort_by(|a, b| {
        let by_spread = deviation(&counts[*b]).total_cmp(&deviation(&counts[*a]));
        by_spread.then_with(|| shuffled(seed, *a as u64).cmp(&shuffled(seed, *b as u64)))
    });
    let mut filled = vec![vec![0.0; class_count]; folds];
    let mut fold_of = vec![0; group_count];
    for group in order {
        let mut best = (f64::INFINITY, f64::INFINITY, 0);
        for fold in 0..folds {
            add(&mut filled[fold], &counts[group], 1.0);
            let unevenness = unevenness(&filled, &totals);
            add(&mut filled[fold], &counts[group], -1.0);
            let candidate = (unevenness, filled[fold].iter().sum::<f64>(), fold);
            if candidate < best {
                best = candidate;
            }
        }
        add(&mut filled[best.2], &counts[group], 1.0);
        fold_of[group] = best.2;
    }
    groups.iter().map(|group| fold_of[*group]).collect()
}

/// Returns a number that depends on both in no simple way (`SplitMix64`; Steele, Lea &
/// Flood 2014, OOPSLA): a shuffle without a generator to carry along.
pub(crate) const fn shuffled(seed: u64, value: u64) -> u64 {
    let mut z = seed
        .wrapping_mul(0xD1B5_4A32_D192_ED03)
        .wrapping_add(value.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn add(to: &mut [f64], counts: &[f64], sign: f64) {
    for (to, count) in to.iter_mut().zip(counts) {
        *to += sign * count;
    }
}

fn unevenness(filled: &[Vec<f64>], totals: &[f64]) -> f64 {
    let of_class = |(class, total): (usize, &f64)| {
        let shares: Vec<f64> = filled.iter().map(|fold| fold[class] / total.max(1.0)).collect();
        deviation(&shares)
    };
    totals.iter().enumerate().map(of_class).sum()
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_folds_of_six_groups_are_those_worked_by_hand() {
        // Group 0 holds both examples of class 1 and must stand alone against the rest.
        let groups = [0, 0, 1, 1, 2, 2];
        let classes = [1, 1, 0, 0, 0, 0];
        let folds = assign(&groups, &classes, 3, 0);
        let mut of_group = [folds[0], folds[2], folds[4]];
        assert_eq!([folds[1], folds[3], folds[5]], of_group);
        of_group.sort_unstable();
        assert_eq!(of_group, [0, 1, 2]);
    }

    #[test]
    fn another_seed_is_another_way_and_the_same_seed_the_same() {
        let groups: Vec<usize> = (0..40).collect();
        let classes: Vec<usize> = (0..40).map(|at| usize::from(at % 4 == 0)).collect();
        assert_eq!(assign(&groups, &classes, 5, 1), assign(&groups, &classes, 5, 1));
        assert_ne!(assign(&groups, &classes, 5, 1), assign(&groups, &classes, 5, 2));
        let folds = assign(&groups, &classes, 5, 1);
        for fold in 0..5 {
            let of_class =
                |class| (0..40).filter(|at| folds[*at] == fold && classes[*at] == class).count();
            assert_eq!([of_class(0), of_class(1)], [6, 2]);
        }
    }

    proptest! {
        #[test]
        fn no_group_is_on_both_sides_of_a_fold(
            rows in prop::collection::vec((0_usize..12, 0_usize..4), 1..120),
            folds in 2_usize..6,
            seed in any::<u64>(),
        ) {
            let (groups, classes): (Vec<usize>, Vec<usize>) = rows.into_iter().unzip();
            let assigned = assign(&groups, &classes, folds, seed);
            for (a, fold_a) in assigned.iter().enumerate() {
                prop_assert!(*fold_a < folds);
                for (b, fold_b) in assigned.iter().enumerate() {
                    prop_assert!(groups[a] != groups[b] || fold_a == fold_b);
                }
            }
        }
    }
}
