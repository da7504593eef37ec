//! From broken pixels of a whole tile to clearings with their dates.

mod onset;

use jiff::civil::Date;
use vigia_core::profile::SeriesThresholds;
use vigia_core::{DateInterval, Hectares, Window};

use crate::DetectError;
use crate::components::{Component, Connectivity, connect_where};
use crate::watch::{Breaks, NO_VIEW};

/// One broken pixel; times are indices into the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BreakPixel {
    /// Row in the whole grid.
    pub row: u32,
    /// Column in the whole grid.
    pub col: u32,
    /// First view that shows the ground cleared.
    pub first_break: u16,
    /// Last view before it that shows the pixel intact.
    pub last_clear_before: u16,
    /// Clear views of the pixel before `first_break`.
    pub history_views: u16,
    /// Later acquisition that shows it again; `None` while provisional.
    pub confirmed_at: Option<u16>,
    /// Clear views of the pixel.
    pub clear_views: u16,
    /// Whether its last views look intact again.
    pub regrown: bool,
}

/// Pixels that were cleared side by side and close in time.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where, in the whole grid.
    pub component: Component,
    /// Days in which the first of it was cleared.
    pub onset: DateInterval,
    /// Time index of the first view in which enough of it shows.
    pub first_seen: usize,
    /// Time index of the later acquisition in which enough of it shows again; `None`
    /// while provisional.
    pub confirmed_at: Option<usize>,
    /// Median over its pixels of the clear views before they broke: what its baseline rests
    /// on.
    pub history_views: u16,
    /// Share of its pixels' views in the series that were clear, 0–1.
    pub observed_share: f64,
    /// Pixels first seen cleared at each time index, in order of time, without zeros.
    pub growth: Vec<(usize, u32)>,
    /// Share of its pixels whose last views look intact again, 0–1.
    pub regrown_share: f64,
}

/// Returns the broken pixels of one block, in the coordinates of the whole grid.
///
/// - `breaks`: of `window`, without halo.
///
/// # Errors
/// [`DetectError::Shape`] where `breaks` is not as large as `window`.
pub fn break_pixels(breaks: &Breaks, window: Window) -> Result<Vec<BreakPixel>, DetectError> {
    if breaks.first_break.dim() != (window.rows, window.cols) {
        return Err(DetectError::Shape {
            expected: format!("({}, {})", window.rows, window.cols),
            found: format!("{:?}", breaks.first_break.dim()),
        });
    }
    let broken = breaks.first_break.indexed_iter().filter(|(_, first)| **first != NO_VIEW);
    let pixels = broken.map(|(at, first)| BreakPixel {
        row: (window.row + at.0) as u32,
        col: (window.col + at.1) as u32,
        first_break: *first,
        last_clear_before: breaks.last_clear_before[at],
        history_views: breaks.history_views[at],
        confirmed_at: Some(breaks.confirmed_at[at]).filter(|time| *time != NO_VIEW),
        clear_views: breaks.clear_views[at],
        regrown: breaks.regrown[at],
    });
    Ok(pixels.collect())
}

/// Returns the clearings among the broken pixels of a whole tile, in the order of their
/// first pixel.
///
/// - `pixels`: of all blocks, any order; a pixel given twice counts once.
/// - `dates`: acquisition days, shape `(time,)`, in order.
/// - `pixel_area_m2`: area of one pixel.
///
/// Pixels that touch (8 neighbours) and may have broken within `link_days` of each other are
/// one clearing, and so is what they are chained to: a mine that grows is one clearing. A
/// pixel may have broken on any day since it was last seen intact: months under cloud do
/// not cut a mine in two. Before that, pixels without a full 2 × 2 block of broken pixels are dropped, and after it,
/// objects without a full 3 × 3 block or smaller than `area_min_ha`: salt noise and the
/// one or two pixels along a river that a shifted scene lights up.
///
/// A single noisy pixel must not date a clearing. So it begins, and is confirmed, where
/// `onset_px` or `onset_share` of its pixels (the larger) have broken, or are confirmed.
/// `onset` is the hull of those pixels' last intact and first broken days, less the tenth
/// of them that was last seen intact longest ago.
///
/// # Errors
/// [`DetectError::Shape`] where a pixel names a time that `dates` does not have.
pub fn candidates(
    pixels: &[BreakPixel],
    dates: &[Date],
    pixel_area_m2: f64,
    thresholds: &SeriesThresholds,
) -> Result<Vec<Candidate>, DetectError> {
    let mut sorted = pixels.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by_key(|pixel| (pixel.row, pixel.col));
    if let Some(late) = sorted.iter().find(|pixel| last_time(pixel) >= dates.len()) {
        return Err(DetectError::Shape {
            expected: format!("times below {}", dates.len()),
            found: format!("{late:?}"),
        });
    }
    let kept = in_full_blocks(&positions(&sorted), 2);
    let sorted: Vec<BreakPixel> = kept.into_iter().map(|index| sorted[index]).collect();
    let positions = positions(&sorted);
    let link = i64::from(thresholds.link_days) * 86_400;
    let groups = connect_where(&positions, Connectivity::Eight, |a, b| {
        let [a, b] = [a, b].map(|index| {
            let BreakPixel { last_clear_before, first_break, .. } = sorted[index];
            [last_clear_before, first_break].map(|time| dates[usize::from(time)])
        });
        let apart = a[1].duration_until(b[0]).max(b[1].duration_until(a[0]));
        apart.as_secs() <= link
    });
    let members = groups
        .into_iter()
        .map(|group| -> Vec<BreakPixel> { group.into_iter().map(|index| sorted[index]).collect() });
    Ok(members
        .filter(|members| is_object(members, pixel_area_m2, thresholds))
        .map(|members| candidate(&members, dates, thresholds))
        .collect())
}

fn candidate(members: &[BreakPixel], dates: &[Date], thresholds: &SeriesThresholds) -> Candidate {
    let onset = onset::find(members, dates, thresholds);
    let clear_views: u64 = members.iter().map(|pixel| u64::from(pixel.clear_views)).sum();
    let views = members.len() as u64 * dates.len() as u64;
    Candidate {
        component: Component { pixels: positions(members) },
        onset: onset.days,
        first_seen: onset.first_seen,
        confirmed_at: onset.confirmed_at,
        history_views: median_history(members),
        observed_share: clear_views as f64 / views as f64,
        growth: growth(members),
        regrown_share: members.iter().filter(|pixel| pixel.regrown).count() as f64
            / members.len() as f64,
    }
}

fn median_history(members: &[BreakPixel]) -> u16 {
    let mut views: Vec<u16> = members.iter().map(|pixel| pixel.history_views).collect();
    views.sort_unstable();
    views.get(views.len() / 2).copied().unwrap_or(0)
}

fn growth(members: &[BreakPixel]) -> Vec<(usize, u32)> {
    let mut times: Vec<usize> = members.iter().map(|p| usize::from(p.first_break)).collect();
    times.sort_unstable();
    times.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

fn is_object(members: &[BreakPixel], pixel_area_m2: f64, thresholds: &SeriesThresholds) -> bool {
    let area = Hectares::from_square_metres(members.len() as f64 * pixel_area_m2);
    area.0 >= thresholds.area_min_ha && !in_full_blocks(&positions(members), 3).is_empty()
}

/// Returns the indices of the pixels that lie in some full block of `side_px` squared: the
/// opening of the set. `positions` sorted, without repeats.
fn in_full_blocks(positions: &[(u32, u32)], side_px: u32) -> Vec<usize> {
    let mut is_kept = vec![false; positions.len()];
    // A row's pixels in a block stand next to each other in `positions`: finding the first
    // and the last in place is enough.
    let run_at = |row: u32, col: u32| -> Option<usize> {
        let first = positions.binary_search(&(row, col)).ok()?;
        let last = first + side_px as usize - 1;
        (positions.get(last) == Some(&(row, col + side_px - 1))).then_some(first)
    };
    for &(row, col) in positions {
        let runs: Option<Vec<usize>> = (row..row + side_px).map(|row| run_at(row, col)).collect();
        for first in runs.into_iter().flatten() {
            is_kept[first..first + side_px as usize].fill(true);
        }
    }
    (0..positions.len()).filter(|index| is_kept[*index]).collect()
}

fn positions(pixels: &[BreakPixel]) -> Vec<(u32, u32)> {
    pixels.iter().map(|pixel| (pixel.row, pixel.col)).collect()
}

fn last_time(pixel: &BreakPixel) -> usize {
    let times = [pixel.first_break, pixel.last_clear_before, pixel.confirmed_at.unwrap_or(0)];
    times.into_iter().max().map_or(0, usize::from)
}

#[cfg(test)]
mod tests;
