//! What a score is worth at every threshold: precision, recall, and the areas under them.

#[cfg(test)]
mod tests;

use super::metrics::scored::Scored;

/// Rows in the order of their scores, so that many resamples are counted without sorting.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Highest score first; `row` leads back to the row.
    sorted: Vec<Ranked>,
}

#[derive(Clone, Copy, Debug)]
struct Ranked {
    row: usize,
    score: f64,
    is_positive: bool,
}

/// The rows with at least `threshold`, counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Score from which rows are called.
    pub threshold: f64,
    /// Positives that are called.
    pub true_positive: u64,
    /// Negatives that are called.
    pub false_positive: u64,
}

/// One step for each distinct score, highest first: rows of one score are called together
/// or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    positives: u64,
    negatives: u64,
}

/// The threshold at which F1 is largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BestF1 {
    /// F1 there.
    pub f1: f64,
    /// The threshold.
    pub threshold: f64,
}

impl Ranking {
    /// Orders the rows.
    #[must_use]
    pub fn of(rows: &[Scored]) -> Self {
        let ranked = |(row, scored): (usize, &Scored)| Ranked {
            row,
            score: scored.score,
            is_positive: scored.is_positive,
        };
        let mut sorted: Vec<Ranked> = rows.iter().enumerate().map(ranked).collect();
        sorted.sort_by(|a, b| b.score.total_cmp(&a.score));
        Self { sorted }
    }

    /// Returns the curve in which row `i` counts `times[i]` times.
    ///
    /// `times` has one number a row; a row without one does not count.
    #[must_use]
    pub fn curve(&self, times: &[u32]) -> Curve {
        let mut curve = Curve { steps: Vec::new(), positives: 0, negatives: 0 };
        for ranked in &self.sorted {
            let count = u64::from(times.get(ranked.row).copied().unwrap_or(0));
            if count == 0 {
                continue;
            }
            if ranked.is_positive {
                curve.positives += count;
            } else {
                curve.negatives += count;
            }
            let step = Step {
                threshold: ranked.score,
                true_positive: curve.positives,
                false_positive: curve.negatives,
            };
            match curve.steps.last_mut() {
                Some(last) if last.threshold == ranked.score => *last = step,
                _ => curve.steps.push(step),
            }
        }
        curve
    }
}

impl Curve {
    /// Returns the curve in which every row counts once.
    #[must_use]
    pub fn of(rows: &[Scored]) -> Self {
        Ranking::of(rows).curve(&vec![1; rows.len()])
    }

    /// Returns its steps, highest threshold first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the probability that a positive scores above a negative, ties counted half
    /// (Mann–Whitney); `None` without positives or without negatives.
    #[must_use]
    pub fn auc(&self) -> Option<f64> {
        let pairs = self.positives as f64 * self.negatives as f64;
        if pairs == 0.0 {
            return None;
        }
        let mut above = 0;
        let mut won = 0.0;
        let mut beaten_before = 0;
        for step in &self.steps {
            let positives = step.true_positive - above;
            let ties = step.false_positive - beaten_before;
            let below = self.negatives - step.false_positive;
            won += positives as f64 * (below as f64 + ties as f64 / 2.0);
            (above, beaten_before) = (step.true_positive, step.false_positive);
        }
        Some(won / pairs)
    }

    /// Returns the mean over the positives of the precision at their scores (the area
    /// below the steps, nothing interpolated); `None` without positives.
    #[must_use]
    pub fn average_precision(&self) -> Option<f64> {
        let mut found = 0;
        let mut sum = 0.0;
        for step in &self.steps {
            sum += (step.true_positive - found) as f64 * step.precision();
            found = step.true_positive;
        }
        (self.positives > 0).then(|| sum / self.positives as f64)
    }

    /// Returns the largest recall of any threshold whose precision is at least
    /// `precision`: 0 where none is so precise; `None` without positives.
    #[must_use]
    pub fn recall_at_precision(&self, precision: f64) -> Option<f64> {
        let positives = (self.positives > 0).then_some(self.positives as f64)?;
        let precise = self.steps.iter().filter(|step| step.precision() >= precision);
        Some(precise.map(|step| step.true_positive as f64 / positives).fold(0.0, f64::max))
    }

    /// Returns the largest F1 of any threshold, and the highest such threshold; `None`
    /// without positives. Optimistic: the threshold is chosen on the rows it is judged on.
    #[must_use]
    pub fn best_f1(&self) -> Option<BestF1> {
        if self.positives == 0 {
            return None;
        }
        let mut best = BestF1 { f1: 0.0, threshold: f64::INFINITY };
        for step in &self.steps {
            let called = step.true_positive + step.false_positive;
            let f1 = 2.0 * step.true_positive as f64 / (self.positives + called) as f64;
            if f1 > best.f1 {
                best = BestF1 { f1, threshold: step.threshold };
            }
        }
        Some(best)
    }

    /// Returns (recall, precision) of each step, highest threshold first; empty without
    /// positives.
    #[must_use]
    pub fn points(&self) -> Vec<(f64, f64)> {
        if self.positives == 0 {
            return Vec::new();
        }
        let recall = |step: &Step| step.true_positive as f64 / self.positives as f64;
        self.steps.iter().map(|step| (recall(step), step.precision())).collect()
    }
}

impl Step {
    /// Returns how much of what is called is positive; every step calls some row.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.true_positive as f64 / (self.true_positive + self.false_positive) as f64
    }
}
