//! The test acquisition by acquisition: it restarts after each change.

use super::{Run, factor_probability};

/// Halvings of the interval in which a critical value is sought.
const HALVINGS: usize = 80;

/// Beyond this many acquisitions the critical value no longer moves (by 1e-6).
const CRITICAL_MAX: u32 = 1_000;

/// When a change counts.
#[derive(Clone, Debug, PartialEq)]
pub struct SequenceTest<const P: usize> {
    /// Smallest −ln R_j per look that is significant, for j from 2.
    critical: Vec<f64>,
    persistence: u32,
}

impl<const P: usize> SequenceTest<P> {
    /// - `looks`: equivalent number of looks of each acquisition; where it is not known
    ///   (NaN), nothing is significant.
    /// - `significance`: probability of a change where there is none, for each acquisition.
    /// - `persistence`: acquisitions in a row that must deviate; 1 is the published test.
    #[must_use]
    pub fn new(looks: f64, significance: f64, persistence: u32) -> Self {
        let critical = (2..=CRITICAL_MAX).map(|count| critical::<P>(count, looks, significance));
        Self { critical: critical.collect(), persistence: persistence.max(1) }
    }

    /// Says whether a factor `ln R_j` per look is too low for unchanged ground.
    pub(super) fn is_significant(&self, ln_factor: f64, acquisition: u32) -> bool {
        let index = (acquisition as usize).saturating_sub(2).min(self.critical.len() - 1);
        -ln_factor > self.critical[index]
    }
}

/// The value of −ln R_j per look that is exceeded with probability `significance`.
fn critical<const P: usize>(acquisition: u32, looks: f64, significance: f64) -> f64 {
    if looks.is_nan() || looks <= 0.0 {
        return f64::INFINITY;
    }
    let tail = |value: f64| factor_probability(-value, acquisition, looks, P as u32);
    let (mut low, mut high) = (0.0, 1.0);
    // Reached after few steps: the tail falls exponentially.
    while tail(high) > significance && high < 1e6 {
        high *= 2.0;
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if tail(middle) > significance { low = middle } else { high = middle }
    }
    high
}

/// A change of backscatter; times are indices into the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// First acquisition that deviates.
    pub first: u16,
    /// Last one before it that agrees with the ground before.
    pub last_before: u16,
    /// Acquisition with which the deviation had persisted.
    pub confirmed_at: u16,
    /// Acquisitions of the ground before.
    pub before_acquisitions: u32,
    /// Mean power of the first channel before.
    pub before: f64,
    /// The same over the deviating acquisitions.
    pub after: f64,
}

impl Change {
    /// Returns how much the first channel has fallen, in dB; negative for a rise.
    #[must_use]
    pub fn fall_db(&self) -> f64 {
        10.0 * (self.before / self.after).log10()
    }
}

/// The state of one pixel: its run since the last change, and what may become the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sequence<const P: usize> {
    run: Run<P>,
    deviating: Run<P>,
    first: u16,
    last_before: u16,
}

impl<const P: usize> Sequence<P> {
    /// No acquisition yet.
    pub const EMPTY: Self =
        Self { run: Run::EMPTY, deviating: Run::EMPTY, first: 0, last_before: 0 };

    /// Takes the acquisition at `time` and returns the change that it completes.
    ///
    /// - `power`: linear; an acquisition with a channel that is missing (NaN or not above
    ///   zero) is passed over.
    ///
    /// An acquisition that is significantly unlike the run deviates; one that is not joins
    /// the run. What follows a deviation goes on with it where it is likelier to be of the
    /// same ground than of the run's, else the deviation was noise and is dropped. Once
    /// enough deviate in a row, the ground has changed: they are the new run, and the test
    /// restarts from the first of them.
    pub fn step(&mut self, time: u16, power: [f64; P], test: &SequenceTest<P>) -> Option<Change> {
        if !power.iter().all(|power| power.is_finite() && *power > 0.0) {
            return None;
        }
        let ln_factor = self.run.ln_factor(power);
        let goes_on =
            self.deviating.acquisitions() > 0 && self.deviating.ln_factor(power) > ln_factor;
        if !goes_on {
            self.deviating = Run::EMPTY;
            if !test.is_significant(ln_factor, self.run.acquisitions() + 1) {
                self.run.add(power);
                self.last_before = time;
                return None;
            }
            self.first = time;
        }
        self.deviating.add(power);
        (self.deviating.acquisitions() >= test.persistence).then(|| self.restart(time))
    }

    fn restart(&mut self, time: u16) -> Change {
        let change = Change {
            first: self.first,
            last_before: self.last_before,
            confirmed_at: time,
            before_acquisitions: self.run.acquisitions(),
            before: self.run.mean(0),
            after: self.deviating.mean(0),
        };
        self.run = self.deviating;
        self.deviating = Run::EMPTY;
        self.last_before = time;
        change
    }
}
