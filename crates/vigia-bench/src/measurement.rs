//! What a benchmark says.

use serde::Serialize;

/// Whether more is better or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Rates: more is better.
    TilesPerSecond,
    /// Rates over HTTP.
    RequestsPerSecond,
    /// Rates over pixels.
    MegapixelsPerSecond,
    /// Times: less is better.
    Milliseconds,
}

/// One program's part of a comparison: the value of each round, and the most memory that it
/// held, in MB (10⁶ bytes).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// One value a round.
    pub values: Vec<f64>,
    /// Most memory at one time.
    pub peak_mb: f64,
}

/// One line of output.
#[derive(Debug, Serialize)]
pub struct Line {
    bench: &'static str,
    unit: Option<&'static str>,
    /// Median of the rounds.
    ours: Option<f64>,
    peer: String,
    /// Median of the peer's rounds.
    peer_value: Option<f64>,
    /// ours/peer for times, peer/ours for rates: below 1 is better than the peer.
    ratio: Option<f64>,
    ours_peak_mb: Option<f64>,
    peer_peak_mb: Option<f64>,
    rounds: usize,
    /// Load of the machine over the last minute when the line was made.
    load: f64,
    /// More about it, for a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::TilesPerSecond => "tiles/s",
            Self::RequestsPerSecond => "requests/s",
            Self::MegapixelsPerSecond => "Mpx/s",
            Self::Milliseconds => "ms",
        }
    }

    fn ratio(self, ours: f64, peer: f64) -> f64 {
        match self {
            Self::TilesPerSecond | Self::RequestsPerSecond | Self::MegapixelsPerSecond => {
                peer / ours
            }
            Self::Milliseconds => ours / peer,
        }
    }
}

impl Line {
    /// Compares two series.
    pub fn compared(
        bench: &'static str,
        unit: Unit,
        ours: &Series,
        peer: &str,
        theirs: &Series,
        detail: Option<serde_json::Value>,
    ) -> Self {
        let (ours_median, peer_median) = (median(&ours.values), median(&theirs.values));
        Self {
            bench,
            unit: Some(unit.name()),
            ours: Some(digits(ours_median)),
            peer: peer.to_owned(),
            peer_value: Some(digits(peer_median)),
            ratio: Some(digits(unit.ratio(ours_median, peer_median))),
            ours_peak_mb: Some(digits(ours.peak_mb)),
            peer_peak_mb: Some(digits(theirs.peak_mb)),
            rounds: ours.values.len().min(theirs.values.len()),
            load: load(),
            detail,
            error: None,
        }
    }

    /// States a figure of ours that was reckoned from others.
    pub fn extrapolated(
        bench: &'static str,
        unit: Unit,
        ours: &Series,
        detail: serde_json::Value,
    ) -> Self {
        Self {
            bench,
            unit: Some(unit.name()),
            ours: Some(digits(median(&ours.values))),
            peer: "none: extrapolated".to_owned(),
            peer_value: None,
            ratio: None,
            ours_peak_mb: Some(digits(ours.peak_mb)),
            peer_peak_mb: None,
            rounds: 0,
            load: load(),
            detail: Some(detail),
            error: None,
        }
    }

    /// Says why a peer could not be measured, beside our own figure where there is one.
    pub fn without_peer(
        bench: &'static str,
        unit: Unit,
        ours: &Series,
        peer: &str,
        error: &anyhow::Error,
    ) -> Self {
        let measured = !ours.values.is_empty();
        Self {
            unit: Some(unit.name()),
            ours: measured.then(|| digits(median(&ours.values))),
            ours_peak_mb: measured.then(|| digits(ours.peak_mb)),
            rounds: ours.values.len(),
            ..Self::failed(bench, peer, error)
        }
    }

    /// Says that nothing could be measured, and why.
    pub fn failed(bench: &'static str, peer: &str, error: &anyhow::Error) -> Self {
        Self {
            bench,
            unit: None,
            ours: None,
            peer: peer.to_owned(),
            peer_value: None,
            ratio: None,
            ours_peak_mb: None,
            peer_peak_mb: None,
            rounds: 0,
            load: load(),
            detail: None,
            error: Some(format!("{error:#}")),
        }
    }
}

/// Returns the middle value; of an even number the mean of the middle two; NaN of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.as_slice() {
        [] => f64::NAN,
        even if even.len() % 2 == 0 => (even[middle - 1] + even[middle]) / 2.0,
        odd => odd[middle],
    }
}

/// Returns the value below which `share` of the values lie (nearest rank); NaN of none.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Four digits say all that a benchmark knows.
fn digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10_f64.powi(3 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_and_the_quantiles_of_a_few_values() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(quantile(&hundred, 0.99), 99.0);
        assert_eq!(quantile(&[7.0], 0.99), 7.0);
    }

    #[test]
    fn a_ratio_below_one_is_better_for_rates_and_for_times() {
        assert_eq!(Unit::TilesPerSecond.ratio(100.0, 50.0), 0.5);
        assert_eq!(Unit::Milliseconds.ratio(5.0, 10.0), 0.5);
    }

    #[test]
    fn four_digits_are_kept() {
        assert_eq!([123_456.0, 0.012_345_6, 0.0].map(digits), [123_500.0, 0.012_35, 0.0]);
    }
}
