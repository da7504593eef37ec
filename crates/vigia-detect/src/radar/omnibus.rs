//! The omnibus test: has backscatter changed in a series, and when?

mod chi_square;
mod sequence;

use chi_square::upper_tail;

pub use sequence::{Change, Sequence, SequenceTest};

/// Acquisitions of one ground, reduced to what the test needs of them.
///
/// `P` channels whose covariances are not known (detected VV and VH) are a covariance
/// matrix of which only the diagonal is used: P independent gamma variables.
///
/// # Source
/// Conradsen, Nielsen & Skriver (2016), IEEE TGRS 54(5) 3007–3024, for block-diagonal
/// matrices of P blocks of size one; correction terms after Box (1949), Biometrika 36.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run<const P: usize> {
    acquisitions: u32,
    /// Sum of intensity, by channel.
    sums: [f64; P],
    /// Sum of the logarithms of intensity, over acquisitions and channels.
    log_sum: f64,
}

impl<const P: usize> Run<P> {
    /// No acquisition yet.
    pub const EMPTY: Self = Self { acquisitions: 0, sums: [0.0; P], log_sum: 0.0 };

    /// Adds an acquisition; `power` is linear and above zero.
    pub fn add(&mut self, power: [f64; P]) {
        self.acquisitions += 1;
        for (sum, power) in self.sums.iter_mut().zip(power) {
            *sum += power;
            self.log_sum += power.ln();
        }
    }

    /// Returns how many acquisitions it holds.
    #[must_use]
    pub const fn acquisitions(&self) -> u32 {
        self.acquisitions
    }

    /// Returns the mean power of a channel; NaN where there is no acquisition.
    #[must_use]
    pub fn mean(&self, channel: usize) -> f64 {
        self.sums[channel] / f64::from(self.acquisitions)
    }

    /// Returns `ln R_j` per look, where `power` would be acquisition j of the run: minus
    /// how much likelier it is that it comes from other ground than those before. Never
    /// above zero; 0 where the run is empty.
    #[must_use]
    pub fn ln_factor(&self, power: [f64; P]) -> f64 {
        let before = f64::from(self.acquisitions);
        if self.acquisitions == 0 {
            return 0.0;
        }
        let channels = self.sums.iter().zip(power).map(|(sum, power)| {
            let joint = (sum + power) / (before + 1.0);
            before * (sum / before / joint).ln() + (power / joint).ln()
        });
        channels.sum()
    }

    /// Returns `ln Q` per look: minus how much likelier it is that the run's acquisitions
    /// come from more than one ground. It is the sum of its `ln R_j`.
    #[must_use]
    pub fn ln_omnibus(&self) -> f64 {
        let count = f64::from(self.acquisitions);
        let joint: f64 = self.sums.iter().map(|sum| (sum / count).ln()).sum();
        if self.acquisitions == 0 { 0.0 } else { self.log_sum - count * joint }
    }
}

/// Returns the probability, without change, of a factor `ln R_j` (per look) as low as
/// `ln_factor`.
///
/// - `acquisition`: j, from 2.
/// - `looks`: equivalent number of looks of each acquisition.
/// - `channels`: P of the [`Run`].
#[must_use]
pub fn factor_probability(ln_factor: f64, acquisition: u32, looks: f64, channels: u32) -> f64 {
    let count = f64::from(acquisition);
    let rho = 1.0 - (1.0 + 1.0 / (count * (count - 1.0))) / (6.0 * looks);
    corrected(-2.0 * rho * looks * ln_factor, channels, rho)
}

/// Returns the probability, without change, of an omnibus statistic `ln Q` (per look) of
/// `acquisitions` (from 2) as low as `ln_omnibus`; see [`factor_probability`].
#[must_use]
pub fn omnibus_probability(ln_omnibus: f64, acquisitions: u32, looks: f64, channels: u32) -> f64 {
    let count = f64::from(acquisitions);
    let rho = 1.0 - (count - 1.0 / count) / (6.0 * (count - 1.0) * looks);
    corrected(-2.0 * rho * looks * ln_omnibus, channels * (acquisitions - 1), rho)
}

/// P(χ²_f > z) with Box's second-order term: ω₂ = −f/4 · (1 − 1/ρ)² for blocks of size one,
/// whose further term has the factor p²(p² − 1) = 0.
fn corrected(statistic: f64, freedom: u32, rho: f64) -> f64 {
    let omega = -f64::from(freedom) / 4.0 * (1.0 - 1.0 / rho).powi(2);
    let tail = upper_tail(statistic, freedom);
    (tail + omega * (upper_tail(statistic, freedom + 4) - tail)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
