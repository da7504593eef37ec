//! A state as bytes: one plane after another, so that they compress.

use ndarray::Array2;

use super::baseline::Baseline;
use super::follow::Followed;
use super::{Pixel, Sample, WatchState};
use crate::DetectError;

/// Changes with every change of the planes.
const LAYOUT: u32 = 3;
/// Bytes of a pixel without its history.
const PIXEL_BYTES: usize = 7 * 2 + 5 * 4 + 2;

impl WatchState {
    /// Returns the state as bytes, little-endian: layout, rows, columns, history views,
    /// acquisitions and whether there are histories (`u32` each), the day numbers, then
    /// one plane for each number of a pixel, row by row.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (rows, cols) = self.pixels.dim();
        let head = [
            rows,
            cols,
            self.history_views,
            self.days.len(),
            usize::from(!self.history.is_empty()),
        ];
        let mut bytes = Vec::with_capacity(
            24 + 4 * self.days.len() + rows * cols * PIXEL_BYTES + 6 * self.history.len(),
        );
        bytes.extend(LAYOUT.to_le_bytes());
        head.iter().for_each(|count| bytes.extend((*count as u32).to_le_bytes()));
        self.days.iter().for_each(|day| bytes.extend(day.to_le_bytes()));
        let pixels = || self.pixels.iter();
        let mut shorts = |of: fn(&Pixel) -> u16| {
            write_plane(&mut bytes, pixels(), |pixel| of(pixel).to_le_bytes());
        };
        shorts(|pixel| pixel.clear_views);
        shorts(|pixel| pixel.followed.last_intact);
        shorts(|pixel| pixel.followed.first);
        shorts(|pixel| pixel.followed.intact_before);
        shorts(|pixel| pixel.followed.views_before);
        shorts(|pixel| pixel.followed.confirmed);
        shorts(|pixel| pixel.followed.last_low);
        let mut floats = |of: fn(&Pixel) -> f32| {
            write_plane(&mut bytes, pixels(), |pixel| of(pixel).to_le_bytes());
        };
        floats(|pixel| pixel.baseline.level);
        floats(|pixel| pixel.baseline.season[0]);
        floats(|pixel| pixel.baseline.season[1]);
        floats(|pixel| pixel.baseline.spread);
        floats(|pixel| pixel.followed.drop);
        write_plane(&mut bytes, pixels(), |pixel| [pixel.followed.low_days]);
        write_plane(&mut bytes, pixels(), |pixel| [pixel.followed.intact_views]);
        write_plane(&mut bytes, self.history.iter(), |sample| sample.value.to_le_bytes());
        write_plane(&mut bytes, self.history.iter(), |sample| sample.time.to_le_bytes());
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`DetectError::NotAState`] for anything else; it is not checked further: keep a
    /// checksum beside bytes that may have rotted.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DetectError> {
        let mut reader = Reader { bytes };
        if reader.count()? != LAYOUT as usize {
            return Err(DetectError::NotAState);
        }
        let (rows, cols) = (reader.count()?, reader.count()?);
        let (history_views, times) = (reader.count()?, reader.count()?);
        let has_history = reader.count()? == 1;
        let size = rows.checked_mul(cols).ok_or(DetectError::NotAState)?;
        let samples = size.checked_mul(history_views).ok_or(DetectError::NotAState)?;
        let samples = if has_history { samples } else { 0 };
        let days = reader.plane(times, i32::from_le_bytes)?;
        let [clear_views, last_intact, first, intact_before, views_before, confirmed, last_low] =
            reader.planes(size, u16::from_le_bytes)?;
        let [level, cosine, sine, spread, drop] = reader.planes(size, f32::from_le_bytes)?;
        let [low_days, intact_views] = reader.planes(size, |[byte]| byte)?;
        let values = reader.plane(samples, f32::from_le_bytes)?;
        let seen = reader.plane(samples, u16::from_le_bytes)?;
        if !reader.bytes.is_empty() {
            return Err(DetectError::NotAState);
        }
        let pixel = |at: usize| Pixel {
            clear_views: clear_views[at],
            baseline: Baseline {
                level: level[at],
                season: [cosine[at], sine[at]],
                spread: spread[at],
            },
            followed: Followed {
                last_intact: last_intact[at],
                first: first[at],
                intact_before: intact_before[at],
                views_before: views_before[at],
                confirmed: confirmed[at],
                last_low: last_low[at],
                drop: drop[at],
                low_days: low_days[at],
                intact_views: intact_views[at],
            },
        };
        let pixels = Array2::from_shape_vec((rows, cols), (0..size).map(pixel).collect())
            .map_err(|_| DetectError::NotAState)?;
        let history = values.into_iter().zip(seen).map(|(value, time)| Sample { value, time });
        Ok(Self { pixels, history: history.collect(), history_views, days })
    }
}

/// Appends one number of everything; the space is taken at once, since growing by a few bytes
/// at a time costs several times what the numbers do.
fn write_plane<'a, T: 'a, const WIDTH: usize>(
    bytes: &mut Vec<u8>,
    all: impl ExactSizeIterator<Item = &'a T>,
    of: impl Fn(&T) -> [u8; WIDTH],
) {
    let begin = bytes.len();
    bytes.resize(begin + all.len() * WIDTH, 0);
    let (plane, _) = bytes[begin..].as_chunks_mut::<WIDTH>();
    plane.iter_mut().zip(all).for_each(|(slot, one)| *slot = of(one));
}

/// What is left of the bytes.
struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn count(&mut self) -> Result<usize, DetectError> {
        let [count] = self.plane(1, u32::from_le_bytes)?[..] else {
            return Err(DetectError::NotAState);
        };
        Ok(count as usize)
    }

    fn planes<const COUNT: usize, const WIDTH: usize, T>(
        &mut self,
        length: usize,
        of: impl Fn([u8; WIDTH]) -> T + Copy,
    ) -> Result<[Vec<T>; COUNT], DetectError> {
        let planes: Vec<Vec<T>> =
            (0..COUNT).map(|_| self.plane(length, of)).collect::<Result<_, _>>()?;
        planes.try_into().map_err(|_| DetectError::NotAState)
    }

    fn plane<const WIDTH: usize, T>(
        &mut self,
        length: usize,
        of: impl Fn([u8; WIDTH]) -> T,
    ) -> Result<Vec<T>, DetectError> {
        let end = length.checked_mul(WIDTH).ok_or(DetectError::NotAState)?;
        let (plane, rest) = self.bytes.split_at_checked(end).ok_or(DetectError::NotAState)?;
        self.bytes = rest;
        let (parts, _) = plane.as_chunks::<WIDTH>();
        Ok(parts.iter().map(|part| of(*part)).collect())
    }
}
