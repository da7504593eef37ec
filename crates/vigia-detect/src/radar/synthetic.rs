//! Speckle for tests: gamma noise from a hash, the same on every machine.

use ndarray::Array2;

/// Returns `ground` (linear power) under speckle of `looks` independent looks.
pub(super) fn speckled(ground: &Array2<f64>, looks: u32, seed: u64) -> Array2<f32> {
    let mut state = mixed(seed);
    ground.mapv(|mean| {
        let exponentials = (0..looks).map(|_| {
            state = mixed(state);
            // 53 bits, never zero.
            -(((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64).ln()
        });
        (mean * exponentials.sum::<f64>() / f64::from(looks)) as f32
    })
}

/// One step of SplitMix64 (Steele, Lea & Flood 2014, OOPSLA).
fn mixed(state: u64) -> u64 {
    let mut value = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
