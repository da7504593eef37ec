//! Ours and theirs in turn, so that what else the machine does falls on both.

use crate::measurement::Series;

/// Rounds of every comparison.
pub const ROUNDS: usize = 5;

/// Runs both sides [`ROUNDS`] times in turn, after one turn that does not count. A side
/// returns the value of a round and the most memory that it held in it, in MB.
///
/// # Errors
/// The first error of either side.
pub fn in_turn(
    mut ours: impl FnMut() -> anyhow::Result<(f64, f64)>,
    mut theirs: impl FnMut() -> anyhow::Result<(f64, f64)>,
) -> anyhow::Result<(Series, Series)> {
    let (mut our_series, mut their_series) = (Series::default(), Series::default());
    for round in 0..=ROUNDS {
        let (our_round, their_round) = (ours()?, theirs()?);
        if round > 0 {
            our_series.add(our_round);
            their_series.add(their_round);
        }
    }
    Ok((our_series, their_series))
}

/// Runs our side alone, for a peer that cannot be measured.
///
/// # Errors
/// Those of the side.
pub fn alone(mut ours: impl FnMut() -> anyhow::Result<(f64, f64)>) -> anyhow::Result<Series> {
    ours()?;
    let mut series = Series::default();
    for _ in 0..ROUNDS {
        series.add(ours()?);
    }
    Ok(series)
}

impl Series {
    fn add(&mut self, (value, peak_mb): (f64, f64)) {
        self.values.push(value);
        self.peak_mb = self.peak_mb.max(peak_mb);
    }
}
