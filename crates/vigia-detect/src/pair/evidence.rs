//! What two views show, before any model has judged it.

use std::cmp::Reverse;

use ndarray::{Array2, Array3, s};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use vigia_core::Window;
use vigia_core::profile::PairThresholds;
use vigia_core::sensor::OPTICAL_BANDS;

use super::changes::{CHANGED, LOST, NEAR_LOST, bits, reach_px};
use super::levels::Levels;
use super::source::PairSource;
use crate::components::{BitRows, Component, Connectivity, Labeller, Run, pixel_count};
use crate::features::{Features, SURROUNDINGS_M, measured};
use crate::mask::halo_px;
use crate::neighbourhood::radius_px;
use crate::working::{Square, ViewFeatures, square_around};
use crate::{DetectError, View};

/// Side of the blocks that are worked one by one.
const BLOCK_PX: usize = 512;
/// Pixels up to which a pair is its own sample.
const SAMPLE_PX: usize = 4 << 20;
/// A larger one is sampled by so many squares a side, of this side.
const SAMPLE_SQUARES: usize = 8;
const SAMPLE_SIDE_PX: usize = 256;

/// What two views show: the numbers that models judge.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Share of the pixels that are clear, before and after, 0–1.
    pub clear_shares: (f64, f64),
    /// Whether the ground can be read, before and after: enough is clear, no veil of haze.
    pub is_readable: (bool, bool),
    /// The square of 480 m in the middle, before and after.
    pub views: (ViewFeatures, ViewFeatures),
    /// Where vegetation went, largest first; none where the pair is not observable.
    pub objects: Vec<ChangedObject>,
    /// Whether vegetation or water came or went on at least the smallest area.
    pub has_changed: bool,
}

/// A group of pixels that lost their vegetation.
#[derive(Clone, Debug)]
pub struct ChangedObject {
    /// Its pixels; parts may lie a few pixels apart.
    pub pixels: Component,
    /// What was measured over it; `worked_rise` is NaN.
    pub features: Features,
    /// The square of 480 m around it, before and after.
    pub views: (ViewFeatures, ViewFeatures),
}

/// Measures what the two views of `source` show.
///
/// - `pixel_size_m`: width and height of a pixel.
/// - Time is linear in the pixels and in the changed objects. Memory follows a strip of
///   blocks of 512 pixels and the changed objects, never the whole grid; the result is the
///   same to the bit whatever the number of threads.
///
/// # Errors
/// Those of `source`; [`DetectError::Shape`] where it reads views of other shapes than
/// asked for.
pub fn observe<S: PairSource>(
    source: &S,
    pixel_size_m: (f64, f64),
    thresholds: &PairThresholds,
) -> Result<Evidence, S::Error> {
    observe_by(source, pixel_size_m, thresholds, BLOCK_PX)
}

pub(super) fn observe_by<S: PairSource>(
    source: &S,
    pixel_size_m: (f64, f64),
    thresholds: &PairThresholds,
    block_px: usize,
) -> Result<Evidence, S::Error> {
    let shape = source.shape();
    let sample = sample(source)?;
    let levels = Levels::of(sample.0, sample.1, pixel_size_m)?;
    let pair = Pair { source, levels, shape, pixel_size_m };
    let pixel_ha = (pixel_size_m.0 * pixel_size_m.1).abs() / 1e4;
    let is_large = |pixels: u64| pixels as f64 * pixel_ha >= thresholds.area_min_ha;
    let Changes { mut groups, has_changed, clear } = pair.changes(block_px, is_large)?;
    let clear_share = |count: usize| count as f64 / (shape.0 * shape.1).max(1) as f64;
    let clear_shares = (clear_share(clear.0), clear_share(clear.1));
    let is_clear = |share: f64| share >= thresholds.clear_share_min;
    let is_readable = (
        is_clear(clear_shares.0) && pair.levels.is_unveiled.0,
        is_clear(clear_shares.1) && pair.levels.is_unveiled.1,
    );
    let middle = [(shape.0 as u32 / 2, shape.1 as u32 / 2)];
    let square = square_around(&middle, shape, pixel_size_m);
    let views = pair.views_of(&mut source.open()?, &square)?;
    let mut evidence =
        Evidence { clear_shares, is_readable, views, objects: Vec::new(), has_changed: false };
    if !(is_readable.0 && is_readable.1) {
        return Ok(evidence);
    }
    evidence.has_changed = has_changed;
    // Where two are equally large, the upper left one comes first.
    groups.sort_by_cached_key(|group| (Reverse(group.pixels.len()), group.pixels.first().copied()));
    evidence.objects = groups
        .into_par_iter()
        .map_init(|| None, |reader, pixels| pair.object(opened(reader, source)?, pixels))
        .collect::<Result<_, S::Error>>()?;
    Ok(evidence)
}

/// Returns the worker's reader, opened when first asked for.
fn opened<'a, S: PairSource>(
    reader: &'a mut Option<S::Reader>,
    source: &S,
) -> Result<&'a mut S::Reader, S::Error> {
    Ok(match reader {
        Some(reader) => reader,
        None => reader.insert(source.open()?),
    })
}

/// Both views of a sample of the grid that depends on its shape only.
fn sample<S: PairSource>(source: &S) -> Result<(View, View), S::Error> {
    let (rows, cols) = source.shape();
    let mut reader = source.open()?;
    if rows * cols <= SAMPLE_PX {
        return source.read(&mut reader, Window { row: 0, col: 0, rows, cols });
    }
    let side = |length: usize| SAMPLE_SIDE_PX.min(length);
    let start =
        |index: usize, length: usize| (length - side(length)) * index / (SAMPLE_SQUARES - 1);
    // Squares of one size, one below the other.
    let squares = SAMPLE_SQUARES * SAMPLE_SQUARES;
    let joined = || Array3::zeros((OPTICAL_BANDS.len(), squares * side(rows), side(cols)));
    let mut joined = (joined(), joined());
    for index in 0..squares {
        let window = Window {
            row: start(index / SAMPLE_SQUARES, rows),
            col: start(index % SAMPLE_SQUARES, cols),
            rows: side(rows),
            cols: side(cols),
        };
        let (before, after) = source.read(&mut reader, window)?;
        put(&mut joined.0, index * window.rows, &before)?;
        put(&mut joined.1, index * window.rows, &after)?;
    }
    Ok((View::new(joined.0)?, View::new(joined.1)?))
}

/// Puts a view of as many columns into `joined`, from `row` on.
fn put(joined: &mut Array3<f32>, row: usize, view: &View) -> Result<(), DetectError> {
    let (rows, cols) = (view.shape().0, joined.dim().2);
    if row + rows > joined.dim().1 || view.shape().1 != cols {
        return Err(DetectError::Shape {
            expected: "squares of one size".into(),
            found: format!("{:?}", view.shape()),
        });
    }
    joined.slice_mut(s![.., row..row + rows, ..]).assign(view.reflectance());
    Ok(())
}

/// What changed in the whole grid.
struct Changes {
    /// Large groups of pixels that lost their vegetation, no more than 30 m apart.
    groups: Vec<Component>,
    /// Whether anything large came or went.
    has_changed: bool,
    /// How many pixels are clear, before and after.
    clear: (usize, usize),
}

/// The changes of every pixel ([`super::changes`]) of a block, and how many are clear.
struct BlockChanges {
    bits: Array2<u8>,
    clear: (usize, usize),
}

struct Pair<'a, S: PairSource> {
    source: &'a S,
    levels: Levels,
    shape: (usize, usize),
    pixel_size_m: (f64, f64),
}

impl<S: PairSource> Pair<'_, S> {
    fn changes(
        &self,
        block_px: usize,
        is_large: impl Fn(u64) -> bool,
    ) -> Result<Changes, S::Error> {
        let margin = halo_px(self.pixel_size_m) + reach_px(self.pixel_size_m);
        let mut all = Changes { groups: Vec::new(), has_changed: false, clear: (0, 0) };
        let labeller = || Labeller::new(self.shape.1, Connectivity::Eight);
        let (mut lost_groups, mut changed_groups) = (labeller(), labeller());
        for row in (0..self.shape.0).step_by(block_px) {
            let strip: Vec<Window> = (0..self.shape.1)
                .step_by(block_px)
                .map(|col| Window {
                    row,
                    col,
                    rows: block_px.min(self.shape.0 - row),
                    cols: block_px.min(self.shape.1 - col),
                })
                .collect();
            let worked: Vec<BlockChanges> = strip
                .par_iter()
                .map_init(
                    || None,
                    |reader, core| {
                        let read = grown(*core, margin, self.shape);
                        let reader = opened(reader, self.source)?;
                        let (before, after) = self.source.read(reader, read)?;
                        let (before, after) =
                            self.levels.glances(&before, &after, self.pixel_size_m)?;
                        let inside = Square {
                            origin: (core.row - read.row, core.col - read.col),
                            size: (core.rows, core.cols),
                        };
                        let count = |mask: &Array2<bool>| {
                            inside.cut(mask).iter().filter(|is_clear| **is_clear).count()
                        };
                        let clear = (count(&before.clear), count(&after.clear));
                        let bits = inside.cut(&bits(&before, &after, self.pixel_size_m));
                        Ok(BlockChanges { bits, clear })
                    },
                )
                .collect::<Result<_, S::Error>>()?;
            let rows = block_px.min(self.shape.0 - row);
            let with = |wanted: u8| {
                let mut mask = BitRows::new(rows, self.shape.1);
                for (core, block) in strip.iter().zip(&worked) {
                    mask.put((0, core.col), block.bits.view(), |bits| bits & wanted != 0)?;
                }
                Ok::<_, DetectError>(mask)
            };
            let changed = with(CHANGED)?;
            changed_groups.push(&changed, &changed, |runs| {
                all.has_changed |= is_large(pixel_count(runs));
            })?;
            lost_groups.push(&with(NEAR_LOST)?, &with(LOST)?, |runs| {
                keep_large(runs, &is_large, &mut all.groups);
            })?;
            for block in &worked {
                all.clear.0 += block.clear.0;
                all.clear.1 += block.clear.1;
            }
        }
        changed_groups.finish(|runs| all.has_changed |= is_large(pixel_count(runs)));
        lost_groups.finish(|runs| keep_large(runs, &is_large, &mut all.groups));
        Ok(all)
    }

    fn object(&self, reader: &mut S::Reader, pixels: Component) -> Result<ChangedObject, S::Error> {
        let square = square_around(&pixels.pixels, self.shape, self.pixel_size_m);
        let needed = covering(&square, &pixels.pixels, self.shape, self.pixel_size_m);
        let (window, views) = self.prepared(reader, needed)?;
        let local: Vec<(u32, u32)> = pixels
            .pixels
            .iter()
            .map(|&(row, col)| (row - window.row as u32, col - window.col as u32))
            .collect();
        let square = within(&square, window);
        let of = |view| ViewFeatures::of(view, &square, self.pixel_size_m);
        Ok(ChangedObject {
            features: measured(&views.before, &views.after, &local, &square, self.pixel_size_m),
            views: (of(&views.before), of(&views.after)),
            pixels,
        })
    }

    fn views_of(
        &self,
        reader: &mut S::Reader,
        square: &Square,
    ) -> Result<(ViewFeatures, ViewFeatures), S::Error> {
        let needed = Window {
            row: square.origin.0,
            col: square.origin.1,
            rows: square.size.0,
            cols: square.size.1,
        };
        let (window, views) = self.prepared(reader, needed)?;
        let square = within(square, window);
        let of = |view| ViewFeatures::of(view, &square, self.pixel_size_m);
        Ok((of(&views.before), of(&views.after)))
    }

    /// Prepares `needed` with the halo of the masks; returns the window that was read.
    fn prepared(
        &self,
        reader: &mut S::Reader,
        needed: Window,
    ) -> Result<(Window, super::levels::Prepared), S::Error> {
        let window = grown(needed, halo_px(self.pixel_size_m), self.shape);
        let (before, after) = self.source.read(reader, window)?;
        Ok((window, self.levels.prepared(before, after, self.pixel_size_m)?))
    }
}

fn keep_large(runs: &[Run], is_large: &impl Fn(u64) -> bool, groups: &mut Vec<Component>) {
    if is_large(pixel_count(runs)) {
        groups.push(Component::of(runs));
    }
}

/// The smallest window with the square, the pixels and their surroundings.
fn covering(
    square: &Square,
    pixels: &[(u32, u32)],
    shape: (usize, usize),
    pixel_size_m: (f64, f64),
) -> Window {
    let around = radius_px(SURROUNDINGS_M, pixel_size_m);
    let range = |values: &mut dyn Iterator<Item = usize>, start: usize, side: usize, length| {
        let (low, high) = values.fold((start + around, start + side - 1), |(low, high), at| {
            (at.min(low), at.max(high))
        });
        (low.saturating_sub(around).min(start), (high + around + 1).min(length))
    };
    let ((row, col), (rows, cols)) = (square.origin, square.size);
    let rows = range(&mut pixels.iter().map(|at| at.0 as usize), row, rows, shape.0);
    let cols = range(&mut pixels.iter().map(|at| at.1 as usize), col, cols, shape.1);
    Window { row: rows.0, col: cols.0, rows: rows.1 - rows.0, cols: cols.1 - cols.0 }
}

fn within(square: &Square, window: Window) -> Square {
    Square {
        origin: (square.origin.0 - window.row, square.origin.1 - window.col),
        size: square.size,
    }
}

fn grown(window: Window, margin: usize, shape: (usize, usize)) -> Window {
    let row = window.row.saturating_sub(margin);
    let col = window.col.saturating_sub(margin);
    Window {
        row,
        col,
        rows: (window.row + window.rows + margin).min(shape.0) - row,
        cols: (window.col + window.cols + margin).min(shape.1) - col,
    }
}
