//! Pixels of a view, all bands at once.

use ndarray::{Array2, CowArray, Ix3};

use crate::View;

/// Darkest sum that enters a ratio.
const DARKEST: f32 = 1e-6;
/// NDVI from which a pixel counts as vegetated, through haze too.
const VEGETATED_NDVI: f32 = 0.35;
/// Over forest, blue reflectance rises with that at 2.2 µm, which haze hardly touches.
const BLUE_ON_SWIR2: f32 = 0.4;

/// Reflectance of one pixel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pixel {
    pub blue: f32,
    pub green: f32,
    pub red: f32,
    pub nir: f32,
    pub swir1: f32,
    pub swir2: f32,
}

impl Pixel {
    /// Every band has a value.
    pub fn is_whole(self) -> bool {
        [self.blue, self.green, self.red, self.nir, self.swir1, self.swir2]
            .iter()
            .all(|value| value.is_finite() && *value > 0.0)
    }

    pub fn brightest(self) -> f32 {
        [self.green, self.red, self.nir, self.swir1, self.swir2]
            .iter()
            .fold(self.blue, |brightest, value| brightest.max(*value))
    }

    pub fn ndvi(self) -> f32 {
        (self.nir - self.red) / (self.nir + self.red + DARKEST)
    }

    pub fn is_vegetated(self) -> bool {
        self.is_whole() && self.ndvi() > VEGETATED_NDVI && self.swir1 > 0.08 && self.nir > 0.15
    }

    /// Blue beyond what vegetation as bright at 2.2 µm has.
    pub fn excess_blue(self) -> f32 {
        self.blue - BLUE_ON_SWIR2 * self.swir2
    }
}

/// The bands of a view, side by side in memory.
pub(super) struct Pixels<'a> {
    values: CowArray<'a, f32, Ix3>,
    shape: (usize, usize),
}

impl<'a> Pixels<'a> {
    pub fn of(view: &'a View) -> Self {
        Self { values: view.reflectance().as_standard_layout(), shape: view.shape() }
    }

    pub const fn shape(&self) -> (usize, usize) {
        self.shape
    }

    pub fn at(&self, (row, col): (usize, usize)) -> Pixel {
        let band = |band| self.values[(band, row, col)];
        Pixel {
            blue: band(0),
            green: band(1),
            red: band(2),
            nir: band(3),
            swir1: band(4),
            swir2: band(5),
        }
    }

    pub fn map<T>(&self, value: impl Fn(Pixel) -> T) -> Array2<T> {
        Array2::from_shape_fn(self.shape, |at| value(self.at(at)))
    }

    /// Pixels on a regular grid: all of them, or about `count_max` of a larger view.
    pub fn sample(&self, count_max: usize) -> impl Iterator<Item = ((usize, usize), Pixel)> + '_ {
        let (rows, cols) = self.shape;
        let step = ((rows * cols) as f64 / count_max as f64).sqrt().ceil().max(1.0) as usize;
        let places = (0..rows)
            .step_by(step)
            .flat_map(move |row| (0..cols).step_by(step).map(move |col| (row, col)));
        places.map(|at| (at, self.at(at)))
    }
}
