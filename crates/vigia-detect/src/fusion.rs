//! Fuses sensors into one probability of disturbance per pixel, date by date.

mod evidence;
mod pixel;

use jiff::civil::Date;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Zip};
use vigia_core::Sensor;

use crate::DetectError;
use evidence::Evidence;
use pixel::Pixel;

pub use pixel::Fusion;

/// Stands for "never" where a day number is expected.
pub const NO_DAY: u16 = u16::MAX;

/// What a block of pixels has shown so far; every array has the shape `(row, col)`.
///
/// 12 bytes a pixel. Days are [`day_number`]s or [`NO_DAY`], so that a late acquisition
/// does not renumber them. It is a function of the set of sightings alone.
#[derive(Clone, Debug, PartialEq)]
pub struct FusionState {
    /// Log-odds of disturbed against intact ground after the last sighting; NaN where the
    /// pixel was never seen.
    pub log_odds: Array2<f32>,
    /// Day that first shows the ground disturbed; provisional until confirmed.
    pub flagged: Array2<u16>,
    /// Last day before it that shows the ground intact; [`NO_DAY`] where none does, and the
    /// disturbance may be older than the series.
    pub last_intact: Array2<u16>,
    /// Later day on which the probability first reached `confirmed_min`.
    pub confirmed: Array2<u16>,
    /// Day on which a confirmed disturbance was back at the prior: it has regrown. Cleared
    /// where `confirmed_min` is reached again.
    pub recovered: Array2<u16>,
    /// Last day fused, or [`NO_DAY`].
    pub last_day: u16,
}

/// What one acquisition of a sensor shows of a block.
#[derive(Clone, Copy, Debug)]
pub struct Sighting<'a> {
    /// Whose residuals they are.
    pub sensor: Sensor,
    /// Observed index less what the pixel is expected to show, shape `(row, col)`, in the
    /// unit of the sensor's [`vigia_core::profile::SensorEvidence`], falling where the
    /// ground is disturbed; NaN is hidden.
    pub residuals: ArrayView2<'a, f32>,
}

impl FusionState {
    /// Returns the state of a block of `(rows, cols)` that was never seen.
    #[must_use]
    pub fn new(shape: (usize, usize)) -> Self {
        let never = Array2::from_elem(shape, NO_DAY);
        Self {
            log_odds: Array2::from_elem(shape, f32::NAN),
            flagged: never.clone(),
            last_intact: never.clone(),
            confirmed: never.clone(),
            recovered: never,
            last_day: NO_DAY,
        }
    }

    /// Adds everything that was seen of the block on `date`, in any order.
    ///
    /// Each sensor's log-likelihood ratio is capped, and the sensors' are added: they fail
    /// for different reasons. Two sightings of one sensor are one witness: the one that
    /// shows less counts, pixel by pixel. The sum is added to the log-odds, which stay
    /// between the prior and `posterior_max`. Then, by the sum's own sign:
    ///
    /// - disturbed (probability of this date at even odds ≥ 0.5): an intact pixel is
    ///   flagged; a pixel flagged on an earlier date is confirmed from `confirmed_min` on.
    /// - intact: a flag whose probability falls below 0.5 is taken back, and only the flag;
    ///   a confirmed disturbance whose probability is back at the prior was none within
    ///   `recover_days_max` of the flag, and has recovered after them.
    ///
    /// A pixel that is NaN in all sightings is left as it is.
    ///
    /// A further sensor that shows the ground disturbed never delays a flag or a
    /// confirmation; one that contradicts may. Each pixel is worked alone, so the result is
    /// the same to the bit whatever the window or thread count; there is no halo.
    ///
    /// # Errors
    /// [`DetectError::LateDate`] where `date` is not after the last one, be it a late
    /// acquisition or a repeat: [`fuse`] everything anew. [`DetectError::Shape`],
    /// [`DetectError::UnknownSensor`], [`DetectError::DateOutOfRange`].
    ///
    /// # Source
    /// Reiche et al. (2015), Remote Sens. 7(5) 4973 and (2018), Remote Sens. Environ. 204
    /// 147, and the package bayts. There the prior is what the previous date alone says,
    /// and a date with several sensors may confirm itself; here the log-odds run on, and
    /// only a later date confirms.
    pub fn update(
        &mut self,
        date: Date,
        sightings: &[Sighting<'_>],
        fusion: &Fusion,
    ) -> Result<(), DetectError> {
        let day = day_number(date)?;
        if let Some(last) = date_of(self.last_day).filter(|last| date <= *last) {
            return Err(DetectError::LateDate { date, last });
        }
        let witnesses = self.witnesses(sightings, fusion)?;
        self.last_day = day;
        let cols = self.log_odds.ncols();
        Zip::indexed(self.log_odds.rows_mut())
            .and(self.flagged.rows_mut())
            .and(self.last_intact.rows_mut())
            .and(self.confirmed.rows_mut())
            .and(self.recovered.rows_mut())
            .par_for_each(|row, mut log_odds, mut flagged, mut intact, mut confirmed, mut back| {
                let evidence = evidence_of_row(row, cols, &witnesses);
                for (col, evidence) in evidence.into_iter().enumerate() {
                    let mut pixel = Pixel {
                        log_odds: &mut log_odds[col],
                        flagged: &mut flagged[col],
                        last_intact: &mut intact[col],
                        confirmed: &mut confirmed[col],
                        recovered: &mut back[col],
                    };
                    fusion.observe(&mut pixel, evidence, day);
                }
            });
        Ok(())
    }

    /// Groups sightings by sensor, in the sensors' order: sums of three do depend on it.
    fn witnesses<'a>(
        &self,
        sightings: &[Sighting<'a>],
        fusion: &Fusion,
    ) -> Result<Vec<Witness<'a>>, DetectError> {
        let shape = self.log_odds.dim();
        if let Some(other) = sightings.iter().find(|sighting| sighting.residuals.dim() != shape) {
            return Err(DetectError::Shape {
                expected: format!("{shape:?}"),
                found: format!("{:?}", other.residuals.dim()),
            });
        }
        let mut sorted = sightings.to_vec();
        sorted.sort_by_key(|sighting| sighting.sensor);
        let witness = |same: &[Sighting<'a>]| {
            let sensor = same[0].sensor;
            let evidence = fusion.sensors.get(&sensor);
            Ok(Witness {
                evidence: *evidence.ok_or(DetectError::UnknownSensor { sensor })?,
                residuals: same.iter().map(|sighting| sighting.residuals).collect(),
            })
        };
        sorted.chunk_by(|a, b| a.sensor == b.sensor).map(witness).collect()
    }
}

/// Returns the state of a block of `(rows, cols)` after all of its sightings.
///
/// They may come in any order, and one given twice counts once. To the bit what
/// [`FusionState::update`] gives date by date.
///
/// # Errors
/// As [`FusionState::update`], but for late dates.
pub fn fuse(
    shape: (usize, usize),
    sightings: &[(Date, Sighting<'_>)],
    fusion: &Fusion,
) -> Result<FusionState, DetectError> {
    let mut sorted = sightings.to_vec();
    sorted.sort_by_key(|(date, _)| *date);
    let mut state = FusionState::new(shape);
    for of_date in sorted.chunk_by(|(a, _), (b, _)| a == b) {
        let seen: Vec<Sighting<'_>> = of_date.iter().map(|(_, sighting)| *sighting).collect();
        state.update(of_date[0].0, &seen, fusion)?;
    }
    Ok(state)
}

/// Returns days since 1970-01-01.
///
/// # Errors
/// [`DetectError::DateOutOfRange`] before that day or after 2149-06-05.
pub fn day_number(date: Date) -> Result<u16, DetectError> {
    let days = jiff::civil::date(1970, 1, 1).duration_until(date).as_hours() / 24;
    let day = u16::try_from(days).ok().filter(|day| *day != NO_DAY);
    day.ok_or(DetectError::DateOutOfRange { date })
}

/// Returns the date of a [`day_number`], or `None` for [`NO_DAY`].
#[must_use]
pub fn date_of(day: u16) -> Option<Date> {
    let days = jiff::Span::new().days(i32::from(day));
    jiff::civil::date(1970, 1, 1).checked_add(days).ok().filter(|_| day != NO_DAY)
}

/// What one sensor shows on one date.
struct Witness<'a> {
    evidence: Evidence,
    residuals: Vec<ArrayView2<'a, f32>>,
}

/// Sum of the witnesses' log-odds, shape `(col,)`; NaN where none sees the pixel.
fn evidence_of_row(row: usize, cols: usize, witnesses: &[Witness<'_>]) -> Vec<f32> {
    let mut sum = vec![f32::NAN; cols];
    let mut own = vec![f32::NAN; cols];
    for witness in witnesses {
        own.fill(f32::NAN);
        for residuals in &witness.residuals {
            let residuals: ArrayView1<'_, f32> = residuals.index_axis(Axis(0), row);
            for (own, residual) in own.iter_mut().zip(residuals) {
                // `min` prefers a number to NaN.
                *own = own.min(witness.evidence.log_odds(*residual));
            }
        }
        for (sum, own) in sum.iter_mut().zip(&own) {
            *sum = match (sum.is_nan(), own.is_nan()) {
                (true, _) => *own,
                (false, true) => *sum,
                (false, false) => *sum + own,
            };
        }
    }
    sum
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
