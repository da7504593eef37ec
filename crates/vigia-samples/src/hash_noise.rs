//! Noise from hashes: the same place and seed give the same value, in any order.

/// Scrambles 64 bits (the finaliser of SplitMix64, Steele et al. 2014).
pub const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Returns the hash of a lattice point under a seed.
pub const fn at(seed: u64, ix: i32, iy: i32) -> u64 {
    let packed = ((ix as u32 as u64) << 32) | iy as u32 as u64;
    mix(seed ^ mix(packed))
}

/// Turns a hash into a number in 0..1 (24 bits of it).
pub const fn unit(hash: u64) -> f32 {
    (hash >> 40) as f32 / 16_777_216.0
}

/// Turns a hash into a number with mean 0 and standard deviation 1, within ±3.5: the
/// scaled sum of four 16-bit uniforms, near enough to normal for sensor noise.
pub const fn gauss(hash: u64) -> f32 {
    let sum = (hash & 0xFFFF) + ((hash >> 16) & 0xFFFF) + ((hash >> 32) & 0xFFFF) + (hash >> 48);
    (sum as f32 / 65_535.0 - 2.0) * 1.732_050_8
}

/// Smooth noise in −1..1 with features one unit wide.
pub fn value(seed: u64, x: f32, y: f32) -> f32 {
    let (fx, fy) = (x.floor(), y.floor());
    let (ix, iy) = (fx as i32, fy as i32);
    let (u, v) = (fade(x - fx), fade(y - fy));
    let corner = |dx, dy| unit(at(seed, ix + dx, iy + dy));
    let top = corner(0, 0) + u * (corner(1, 0) - corner(0, 0));
    let bottom = corner(0, 1) + u * (corner(1, 1) - corner(0, 1));
    2.0 * (top + v * (bottom - top)) - 1.0
}

/// Fractal noise in about −1..1: `octaves` layers, each half as wide and 0.55 as strong.
pub fn fractal(seed: u64, x: f32, y: f32, octaves: u32) -> f32 {
    let (mut total, mut weight, mut strength, mut width) = (0.0, 0.0, 1.0_f32, 1.0_f32);
    for octave in 0..octaves {
        total += strength * value(seed.wrapping_add(u64::from(octave)), x * width, y * width);
        weight += strength;
        strength *= 0.55;
        width *= 2.03;
    }
    1.6 * total / weight
}

/// Rises smoothly from 0 at `low` to 1 at `high`.
pub fn smoothstep(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn fade(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn gauss_has_mean_zero_and_spread_one() {
        let draws: Vec<f32> = (0..20_000).map(|i| gauss(mix(i))).collect();
        let mean = draws.iter().sum::<f32>() / 20_000.0;
        let variance = draws.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn value_noise_is_continuous_over_a_lattice_line() {
        let (left, right) = (value(7, 2.999_9, 0.4), value(7, 3.000_1, 0.4));
        assert!((left - right).abs() < 1e-3);
    }
}
