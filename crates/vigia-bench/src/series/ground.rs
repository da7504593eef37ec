//! The square of ground that every size is made of: forest, a river, clearings and clouds.

use vigia_core::Band;

use crate::place_hash::{byte, mixed};

/// Pixels along the side of the square; even, for the bands of 20 m.
pub const SQUARE_PX: usize = 1098;

/// Classes of Sen2Cor.
const PLANTS: u8 = 4;
const BARE: u8 = 5;
const WATER: u8 = 6;
const CLOUD: u8 = 9;

/// Reflectance of blue, green, red, NIR, SWIR1 and SWIR2.
type Spectrum = [f64; 6];
const FOREST: Spectrum = [0.026, 0.045, 0.026, 0.272, 0.146, 0.063];
const SAND: Spectrum = [0.098, 0.150, 0.200, 0.265, 0.343, 0.268];
const TURBID_POND: Spectrum = [0.090, 0.130, 0.150, 0.090, 0.020, 0.015];
const RIVER: Spectrum = [0.060, 0.085, 0.080, 0.040, 0.015, 0.010];
const CLOUDS: Spectrum = [0.540, 0.525, 0.515, 0.560, 0.430, 0.330];

/// Rows and columns of clearings in the square; each date of the last third opens some.
const CLEARINGS_A_SIDE: usize = 3;
/// Cells of cloud along the side of the square.
const CLOUDS_A_SIDE: usize = 6;
/// Share of the cells that are under cloud, in percent: some dates are clear, some are not.
const CLOUDY_PERCENT: [u64; 5] = [5, 30, 10, 45, 0];

/// One date of the square.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// Which date, from 0.
    pub time: usize,
    /// How many there are.
    pub dates: usize,
    /// Whether the grain of the sensor is left out, which a file pays most of its bytes for.
    pub is_even: bool,
}

impl Day {
    /// Returns the reflectance at a pixel of 10 m.
    pub fn reflectance(self, band: Band, row: usize, col: usize) -> f64 {
        let place = band_place(band);
        let (spectrum, contrast) = match self.class(row, col) {
            CLOUD => (CLOUDS, 0.1),
            WATER => (RIVER, 0.02),
            BARE if byte(row / 4, col / 4, 9) < 64 => (TURBID_POND, 0.1),
            BARE => (SAND, 0.5),
            _ => (FOREST, 0.15),
        };
        let texture = f64::from(byte(row / 2, col / 2, 77)) / 255.0 - 0.5;
        let value = spectrum[place] * (1.0 + contrast * texture);
        if self.is_even {
            return value;
        }
        let grain = f64::from(byte(row, col, (self.time * 6 + place) as u64)) / 255.0 - 0.5;
        value + (0.002 + 0.02 * value) * grain
    }

    /// Returns the class of a pixel of 10 m.
    pub fn class(self, row: usize, col: usize) -> u8 {
        if self.is_cloudy(row, col) {
            CLOUD
        } else if is_river(row, col) {
            WATER
        } else if self.is_cleared(row, col) {
            BARE
        } else {
            PLANTS
        }
    }

    /// Each cell under cloud holds one round cloud.
    fn is_cloudy(self, row: usize, col: usize) -> bool {
        let cell = SQUARE_PX / CLOUDS_A_SIDE;
        let hash = mixed(row / cell, col / cell, 1_000 + self.time as u64);
        let is_under = hash % 100 < CLOUDY_PERCENT[self.time % CLOUDY_PERCENT.len()];
        is_under && distance((row % cell, col % cell), (cell / 2, cell / 2)) < cell as f64 / 2.0
    }

    /// Clearings open from 0.65 of the dates on, one after the other.
    fn is_cleared(self, row: usize, col: usize) -> bool {
        let cell = SQUARE_PX / CLEARINGS_A_SIDE;
        let (of_row, of_col) = (row / cell, col / cell);
        let number = of_row * CLEARINGS_A_SIDE + of_col;
        let count = CLEARINGS_A_SIDE * CLEARINGS_A_SIDE;
        let opened = self.dates * (65 + 20 * number / count) / 100;
        let radius = 8.0 + (mixed(of_row, of_col, 3) % 10) as f64;
        self.time >= opened && distance((row % cell, col % cell), (cell / 2, cell / 3)) < radius
    }
}

fn is_river(row: usize, col: usize) -> bool {
    let bend = (row as f64 * std::f64::consts::TAU / SQUARE_PX as f64).sin();
    (col as f64 - (SQUARE_PX as f64 * 0.55 + 40.0 * bend)).abs() < 12.0
}

fn distance(from: (usize, usize), to: (usize, usize)) -> f64 {
    (from.0 as f64 - to.0 as f64).hypot(from.1 as f64 - to.1 as f64)
}

const fn band_place(band: Band) -> usize {
    match band {
        Band::Blue => 0,
        Band::Green => 1,
        Band::Red => 2,
        Band::Nir => 3,
        Band::Swir1 => 4,
        _ => 5,
    }
}
