//! From accuracies as they are stated to one standard deviation.

use std::f64::consts::SQRT_2;

/// The largest accuracy that PROJ states for a PSAD56 operation valid in Peru, in metres:
/// what counts for a layer that came from another datum by an operation of which none is
/// stated.
pub const DATUM_UNKNOWN_M: f64 = 42.0;

/// Radius in standard deviations that holds 95 % of a circular normal distribution: √(−2 ln 0.05).
const CE95_SIGMAS: f64 = 2.447_746_830_680_816;

/// How far a site and a feature may be displaced to each other. A value that is negative or
/// no number counts as 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PositionErrors {
    /// Radius that holds 95 % of the image's displacements (CE95), metres; Sentinel-2 states
    /// 12.5.
    pub image_ce95_m: f64,
    /// Root mean square of the distance between the boundary as drawn and as it is, metres.
    pub boundary_m: f64,
    /// Stated accuracy of the datum operation that the layer came through, metres. `None`
    /// for coordinates published in WGS 84, which were not displaced. A layer that came from
    /// another datum, with no accuracy stated, takes [`DATUM_UNKNOWN_M`].
    pub datum_m: Option<f64>,
}

impl PositionErrors {
    /// Returns the standard deviation of the common shift, the same east and north, metres.
    ///
    /// The three are independent, so their variances add.
    /// - image: CE95 / 2.4477, the radius of a circular normal distribution;
    /// - boundary and datum: the figure over √2. EPSG states an accuracy without its meaning;
    ///   of EPSG:1208 it is 16 m, the root of the sum of the squares of the standard
    ///   deviations along three axes, 6, 8 and 12 m. We take all of it as horizontal. Were
    ///   it a 95 % radius, the standard deviation would be 42 % smaller; were it that of each
    ///   axis, 41 % larger.
    #[must_use]
    pub fn sigma_m(&self) -> f64 {
        let image = length(self.image_ce95_m) / CE95_SIGMAS;
        let boundary = length(self.boundary_m) / SQRT_2;
        let datum = self.datum_m.map_or(0.0, length) / SQRT_2;
        (image * image + boundary * boundary + datum * datum).sqrt()
    }
}

/// `f64::max` takes the number beside a NaN.
const fn length(stated_m: f64) -> f64 {
    stated_m.max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(image_ce95_m: f64, boundary_m: f64, datum_m: Option<f64>, sigma_m: f64) {
        let found = PositionErrors { image_ce95_m, boundary_m, datum_m }.sigma_m();
        assert!((found - sigma_m).abs() < 0.001, "{found} for {sigma_m}");
    }

    #[test]
    fn variances_add_and_what_is_published_in_wgs84_gets_no_datum_shift() {
        check(12.5, 0.0, None, 5.107);
        check(0.0, 0.0, Some(16.0), 11.314);
        check(12.5, 10.0, None, (5.107_f64.powi(2) + 50.0).sqrt());
        check(12.5, 10.0, Some(42.0), (5.107_f64.powi(2) + 50.0 + 882.0).sqrt());
    }

    #[test]
    fn what_is_no_length_counts_as_none() {
        check(f64::NAN, -3.0, Some(f64::NAN), 0.0);
    }
}
