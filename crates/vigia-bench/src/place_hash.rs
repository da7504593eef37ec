//! Numbers that follow from a place, so that what is made of them is the same every time.

/// Returns a number from 0 to 255 that follows from a place.
pub fn byte(row: usize, col: usize, seed: u64) -> u8 {
    (mixed(row, col, seed) >> 40) as u8
}

/// Returns SplitMix64 of a place.
pub fn mixed(row: usize, col: usize, seed: u64) -> u64 {
    let mut state = (row as u64) << 40 ^ (col as u64) << 16 ^ seed;
    state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}
