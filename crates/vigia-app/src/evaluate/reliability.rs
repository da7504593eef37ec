//! Whether a score means what it says: of the rows scored about 0.7, are 7 in 10 mining?

use serde::Serialize;

use super::metrics::scored::Scored;

/// Bins of equal width that the scores 0–1 are sorted into.
pub const BINS: usize = 10;

/// Rows with scores of one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// How many rows.
    pub rows: u64,
    /// Mean of their scores; 0 without rows.
    pub mean_score: f64,
    /// Share of them that is positive; 0 without rows.
    pub positive_share: f64,
}

/// The rows by bin, lowest scores first: bin `i` holds `i / 10 <= score < (i + 1) / 10`,
/// the last one also 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// The bins.
    pub bins: [Bin; BINS],
}

impl Reliability {
    /// Sorts the rows into bins; row `i` counts `times[i]` times, none where it has no
    /// number.
    #[must_use]
    pub fn of(rows: &[Scored], times: &[u32]) -> Self {
        let mut bins = [Bin::default(); BINS];
        for (row, times) in rows.iter().zip(times) {
            let index = ((row.score * BINS as f64).floor().max(0.0) as usize).min(BINS - 1);
            let bin = &mut bins[index];
            bin.rows += u64::from(*times);
            bin.mean_score += row.score * f64::from(*times);
            bin.positive_share += f64::from(u8::from(row.is_positive)) * f64::from(*times);
        }
        for bin in bins.iter_mut().filter(|bin| bin.rows > 0) {
            bin.mean_score /= bin.rows as f64;
            bin.positive_share /= bin.rows as f64;
        }
        Self { bins }
    }

    /// Returns the expected calibration error: the distance between mean score and share
    /// of positives, averaged over the rows; `None` without rows.
    ///
    /// # Source
    /// Naeini, Cooper & Hauskrecht (2015), AAAI-15, 2901–2907.
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        let rows: u64 = self.bins.iter().map(|bin| bin.rows).sum();
        let off = |bin: &Bin| bin.rows as f64 * (bin.mean_score - bin.positive_share).abs();
        (rows > 0).then(|| self.bins.iter().map(off).sum::<f64>() / rows as f64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn reliability(rows: &[(f64, bool)]) -> Reliability {
        let rows: Vec<Scored> = rows
            .iter()
            .map(|&(score, is_positive)| Scored {
                score,
                is_positive,
                is_called: false,
                is_observable: true,
            })
            .collect();
        Reliability::of(&rows, &vec![1; rows.len()])
    }

    #[test]
    fn a_small_diagram_is_that_worked_by_hand() {
        let diagram = reliability(&[(0.05, false), (0.15, true), (0.15, false), (0.95, true)]);
        let counts = diagram.bins.map(|bin| bin.rows);
        assert_eq!(counts, [1, 2, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(diagram.bins[1].positive_share, 0.5);
        // (1 · 0.05 + 2 · 0.35 + 1 · 0.05) / 4.
        assert!((diagram.error().unwrap() - 0.2).abs() < 1e-12);
    }

    #[test]
    fn the_edges_of_bins_go_up_and_the_last_bin_holds_one() {
        let counts = reliability(&[(0.0, false), (0.1, false), (0.9, true), (1.0, true)]);
        assert_eq!(counts.bins.map(|bin| bin.rows), [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
    }

    #[test]
    fn sure_and_right_has_no_error_and_sure_and_wrong_has_all() {
        assert_eq!(reliability(&[(1.0, true), (0.0, false)]).error(), Some(0.0));
        assert_eq!(reliability(&[(1.0, false), (0.0, true)]).error(), Some(1.0));
        assert_eq!(reliability(&[]).error(), None);
    }

    #[test]
    fn a_row_that_counts_twice_weighs_twice() {
        let rows = [
            Scored { score: 0.2, is_positive: true, is_called: false, is_observable: true },
            Scored { score: 0.2, is_positive: false, is_called: false, is_observable: true },
        ];
        let diagram = Reliability::of(&rows, &[3, 1]);
        assert_eq!(diagram.bins[2].rows, 4);
        assert!((diagram.error().unwrap() - 0.55).abs() < 1e-12);
    }
}
