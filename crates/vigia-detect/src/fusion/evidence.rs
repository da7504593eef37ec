//! What one residual of a sensor says, in log-odds of disturbed against intact.

use vigia_core::profile::SensorEvidence;

use crate::DetectError;

/// Logarithm of the ratio of two normal densities, as a parabola about its vertex.
///
/// Written about the vertex it only falls as the residual rises, to the bit: every step of
/// it is monotone under rounding, which `(a·r + b)·r + c` is not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    vertex: f32,
    curvature: f32,
    at_vertex: f32,
    least: f32,
    most: f32,
}

impl Evidence {
    /// # Errors
    /// [`DetectError::NotAModel`] where the parameters describe no two grounds.
    pub(super) fn new(sensor: &SensorEvidence) -> Result<Self, DetectError> {
        let SensorEvidence { intact_sd, disturbed_drop: drop, disturbed_sd, .. } = *sensor;
        let (least, most) = (sensor.probability_min, sensor.probability_max);
        let is_spread = 0.0 < intact_sd && intact_sd < disturbed_sd && disturbed_sd.is_finite();
        let is_capped = 0.0 < least && least < 0.5 && 0.5 < most && most < 1.0;
        if !(is_spread && is_capped && 0.0 < drop && drop.is_finite()) {
            return Err(DetectError::NotAModel {
                reason: format!("{sensor:?} does not tell disturbed from intact ground"),
            });
        }
        let (intact, disturbed) = (intact_sd.powi(2), disturbed_sd.powi(2));
        let excess = disturbed - intact;
        Ok(Self {
            vertex: (drop * intact / excess) as f32,
            curvature: (excess / (2.0 * intact * disturbed)) as f32,
            at_vertex: (-drop.powi(2) / (2.0 * excess) - (disturbed_sd / intact_sd).ln()) as f32,
            least: log_odds_of(least) as f32,
            most: log_odds_of(most) as f32,
        })
    }

    /// Returns the capped log-odds; NaN for NaN.
    ///
    /// Above the vertex the wider of the two densities, the disturbed one, would win again:
    /// a pixel greener than any forest would count as cleared. There the vertex's value
    /// holds, the least that the sensor ever says.
    pub(super) fn log_odds(&self, residual: f32) -> f32 {
        let below = residual - self.vertex;
        // Not `min`, which takes NaN for 0.
        let below = if below > 0.0 { 0.0 } else { below };
        (self.curvature * (below * below) + self.at_vertex).clamp(self.least, self.most)
    }
}

/// Logarithm of the odds of a probability.
pub(super) fn log_odds_of(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}
