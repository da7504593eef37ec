//! The runs of set pixels of a row, and which of them touch those of the row above.

use super::Connectivity;
use super::bit_rows::WORD_PX;

/// The runs of a row, numbered from the left: any pixel's run is found in constant time.
#[derive(Clone, Debug, Default)]
pub(super) struct RowRuns {
    words: Vec<WordRuns>,
    count: u32,
}

/// The runs that start in a word.
#[derive(Clone, Copy, Debug)]
struct WordRuns {
    /// The first pixel of each.
    starts: u64,
    /// How many start in the words before.
    before: u32,
}

impl RowRuns {
    /// Numbers the runs of a row.
    pub fn scan(&mut self, row: &[u64]) {
        self.words.clear();
        self.count = 0;
        let mut carry = 0;
        for word in row {
            let starts = word & !(word << 1 | carry);
            carry = word >> (WORD_PX - 1);
            self.words.push(WordRuns { starts, before: self.count });
            self.count += starts.count_ones();
        }
    }

    /// Returns how many there are.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Returns the run of the set pixel at column `col`.
    pub fn at_col(&self, col: u32) -> u32 {
        let col = col as usize;
        self.words[col / WORD_PX].at(u64::MAX >> (WORD_PX - 1 - col % WORD_PX))
    }
}

impl WordRuns {
    /// Returns how many runs have started at the highest bit of `up_to`, which has all bits
    /// from the lowest to that one.
    const fn started(self, up_to: u64) -> u32 {
        self.before + (self.starts & up_to).count_ones()
    }

    /// Returns the run of the set pixel at the highest bit of `up_to`.
    const fn at(self, up_to: u64) -> u32 {
        self.started(up_to) - 1
    }
}

/// A row's words and its runs.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub words: &'a [u64],
    pub runs: &'a RowRuns,
}

/// Calls `touch(run above, run below)` for every two runs that touch, each two once.
///
/// Two runs overlap in one interval or touch at one corner only, and each has one bit that
/// stands for it: the first pixel of the overlap, or the run below's pixel at the corner.
pub(super) fn contacts(
    above: Row<'_>,
    below: Row<'_>,
    connectivity: Connectivity,
    mut touch: impl FnMut(u32, u32),
) {
    let word = |row: Row<'_>, index: usize| row.words.get(index).copied().unwrap_or(0);
    let (mut above_carry, mut below_carry, mut overlap_carry) = (0, 0, 0);
    // There is no row above the first: no words, and nothing is touched.
    let runs = above.runs.words.iter().zip(&below.runs.words);
    for (index, (above_runs, below_runs)) in runs.enumerate() {
        let (up, down) = (word(above, index), word(below, index));
        let overlap = up & down;
        for up_to in lower_bits(overlap & !(overlap << 1 | overlap_carry)) {
            touch(above_runs.at(up_to), below_runs.at(up_to));
        }
        if connectivity == Connectivity::Eight && down != 0 {
            // Neither the pixel above nor the next one of the run may touch the same run.
            let free = down & !up;
            let left = free & (up << 1 | above_carry) & !(down << 1 | below_carry);
            for up_to in lower_bits(left) {
                // For the lowest bit that is no bit: the run began in a word before.
                touch(above_runs.at(up_to >> 1), below_runs.at(up_to));
            }
            let (up_next, down_next) = (word(above, index + 1), word(below, index + 1));
            let right = free
                & (up >> 1 | up_next << (WORD_PX - 1))
                & !(down >> 1 | down_next << (WORD_PX - 1));
            for up_to in lower_bits(right) {
                // Beyond the highest bit it is the first run that starts in the next word.
                let run = match up_to {
                    u64::MAX => above_runs.started(up_to),
                    _ => above_runs.at(up_to << 1 | 1),
                };
                touch(run, below_runs.at(up_to));
            }
        }
        above_carry = up >> (WORD_PX - 1);
        below_carry = down >> (WORD_PX - 1);
        overlap_carry = overlap >> (WORD_PX - 1);
    }
}

/// Calls `each(start, end)` for every run of set bits of a row, from the left.
pub(super) fn each_run(words: impl Iterator<Item = u64>, mut each: impl FnMut(u32, u32)) {
    let (mut carry, mut open, mut col) = (0, None, 0);
    for word in words {
        let mut turns = word ^ (word << 1 | carry);
        carry = word >> (WORD_PX - 1);
        while turns != 0 {
            let at = col + turns.trailing_zeros();
            turns &= turns - 1;
            open = match open {
                None => Some(at),
                Some(start) => {
                    each(start, at);
                    None
                }
            };
        }
        col += u64::BITS;
    }
    if let Some(start) = open {
        each(start, col);
    }
}

/// For each set bit, all bits from the lowest to it.
fn lower_bits(mut bits: u64) -> impl Iterator<Item = u64> {
    std::iter::from_fn(move || {
        (bits != 0).then(|| {
            let up_to = bits ^ (bits - 1);
            bits &= bits - 1;
            up_to
        })
    })
}
