//! How far a figure could lie from what other places would have given.
//!
//! Pairs of one place share forest, sensor passes and miners, so rows are not drawn but
//! whole places, with replacement (a cluster bootstrap). Intervals are percentiles.

mod splitmix;

use std::collections::BTreeSet;

use serde::Serialize;

use splitmix::SplitMix64;

/// Resamples behind every interval.
pub const RESAMPLES: usize = 2_000;
/// Share of the resamples outside the interval, half on each side.
const OUTSIDE: f64 = 0.05;
/// Where the random numbers start: the same rows give the same interval, always.
const SEED: u64 = 0x5649_4749_4121;

/// A figure with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure; nothing where its denominator is empty.
    pub value: Option<f64>,
    /// Lower end of the interval; nothing where fewer than half of the resamples give a
    /// figure, or there is one place only.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// Returns estimates of several figures at once, over one or more repeats of the same
/// experiment (a repeated cross-validation); a figure is the mean of its repeats.
///
/// - `places`: for each repeat, the place of each of its rows. A resample draws as many
///   places as there are, the same in every repeat.
/// - `figures(repeat, times)`: the figures of a repeat in which row `i` counts `times[i]`
///   times; always of the same length.
pub fn estimates(
    places: &[Vec<usize>],
    figures: impl Fn(usize, &[u32]) -> Vec<Option<f64>>,
) -> Vec<Estimate> {
    let known: Vec<usize> =
        places.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    // Rows hold the index of their place among the known.
    let indices: Vec<Vec<usize>> = places
        .iter()
        .map(|rows| rows.iter().map(|p| known.partition_point(|k| k < p)).collect())
        .collect();
    let mean_figures = |drawn: &[u32]| -> Vec<Option<f64>> {
        let repeats = indices.iter().enumerate().map(|(repeat, rows)| {
            let times: Vec<u32> = rows.iter().map(|index| drawn[*index]).collect();
            figures(repeat, &times)
        });
        mean(&repeats.collect::<Vec<_>>())
    };
    let values = mean_figures(&vec![1; known.len()]);
    let mut resampled: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); values.len()];
    if known.len() > 1 {
        let mut random = SplitMix64::new(SEED);
        for _ in 0..RESAMPLES {
            let mut drawn = vec![0_u32; known.len()];
            for _ in 0..known.len() {
                drawn[random.below(known.len())] += 1;
            }
            for (kept, value) in resampled.iter_mut().zip(mean_figures(&drawn)) {
                kept.extend(value);
            }
        }
    }
    values.into_iter().zip(resampled).map(|(value, resampled)| estimate(value, resampled)).collect()
}

/// The mean of each figure over the repeats; nothing where a repeat has none.
fn mean(repeats: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    let Some(first) = repeats.first() else { return Vec::new() };
    (0..first.len())
        .map(|figure| {
            let values = repeats.iter().map(|repeat| repeat.get(figure).copied().flatten());
            let sum: Option<f64> = values.sum();
            sum.map(|sum| sum / repeats.len() as f64)
        })
        .collect()
}

fn estimate(value: Option<f64>, mut resampled: Vec<f64>) -> Estimate {
    if value.is_none() || 2 * resampled.len() < RESAMPLES {
        return Estimate { value, low: None, high: None };
    }
    resampled.sort_by(f64::total_cmp);
    Estimate {
        value,
        low: Some(quantile(&resampled, OUTSIDE / 2.0)),
        high: Some(quantile(&resampled, 1.0 - OUTSIDE / 2.0)),
    }
}

/// The quantile `share` of sorted values, at least one, straight lines between them
/// (definition 7 of Hyndman & Fan 1996).
pub(super) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (at - at.floor()) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests;
