//! A look at a band's numbers while they are decoded.

use super::{BandInfo, Sampled};

/// Most numbers that are kept of a band, but for the last of each block.
pub const SAMPLE_MAX: usize = 1 << 16;

/// Every so-many-th number of a floating-point band.
pub struct Sample {
    /// `None` for integers, which are not looked at.
    kept: Option<Vec<f32>>,
    nodata: Option<f32>,
    every: usize,
    /// Numbers to pass by before the next one is kept.
    skip: usize,
}

impl Sample {
    /// Returns an empty sample of one number in `every`.
    pub fn of(info: &BandInfo, every: usize) -> Self {
        let nodata = info.nodata.map(|nodata| nodata as f32);
        Self { kept: info.is_float().then(Vec::new), nodata, every: every.max(1), skip: 0 }
    }

    /// Looks at the next numbers of the band.
    pub fn look_at(&mut self, numbers: &[f32]) {
        let Some(kept) = &mut self.kept else { return };
        let picked = numbers.iter().skip(self.skip).step_by(self.every);
        // Zero is what borders are filled with; neither unit has it as a measurement.
        kept.extend(
            picked.copied().filter(|number| {
                number.is_finite() && *number != 0.0 && self.nodata != Some(*number)
            }),
        );
        let passed = numbers.len().saturating_sub(self.skip);
        let picked = passed.div_ceil(self.every);
        self.skip = self.skip + picked * self.every - numbers.len();
    }

    /// Returns what was seen; `None` where nothing was.
    pub fn sampled(self) -> Option<Sampled> {
        let mut kept = self.kept.filter(|kept| !kept.is_empty())?;
        let negative = kept.iter().filter(|number| **number < 0.0).count();
        let negative_share = negative as f64 / kept.len() as f64;
        let middle = kept.len() / 2;
        let (_, median, _) = kept.select_nth_unstable_by(middle, f32::total_cmp);
        Some(Sampled { median: f64::from(*median), negative_share })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sample(data_type: &str, every: usize) -> Sample {
        let info = BandInfo {
            data_type: data_type.into(),
            nodata: Some(-32768.0),
            scale: None,
            offset: None,
            description: String::new(),
            unit: String::new(),
            sampled: None,
            block_cols: 4,
            block_rows: 4,
        };
        Sample::of(&info, every)
    }

    #[test]
    fn the_median_and_the_negative_share_by_hand() {
        let mut all = sample("Float32", 1);
        all.look_at(&[f32::NAN, 0.0, -32768.0, -1.0, 2.0]);
        all.look_at(&[5.0, 3.0, f32::INFINITY]);
        // -1, 2, 3, 5: the upper of the middle two.
        assert_eq!(all.sampled(), Some(Sampled { median: 3.0, negative_share: 0.25 }));
    }

    #[test]
    fn numbers_are_picked_evenly_whatever_the_blocks() {
        let numbers: Vec<f32> = (1..=100_u8).map(f32::from).collect();
        for block in [1, 3, 7, 100] {
            let mut sample = sample("Float32", 7);
            numbers.chunks(block).for_each(|chunk| sample.look_at(chunk));
            let picked: Vec<f32> = (0..15_u8).map(|n| f32::from(1 + 7 * n)).collect();
            assert_eq!(sample.kept.unwrap(), picked, "{block}");
        }
    }

    #[test]
    fn integers_are_not_looked_at() {
        let mut integers = sample("UInt16", 1);
        integers.look_at(&[1.0, 2.0]);
        assert_eq!(integers.sampled(), None);
    }
}
