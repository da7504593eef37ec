//! Pixels of a view, all bands at once.

use ndarray::{Array2, CowArray, Ix3};

use crate::View;

/// Darkest sum that enters a ratio.
const DARKEST: f32 = 1e-6;
/// Bands of a view.
const BANDS: usize = 6;
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
        // Without short cuts: this runs for every pixel, and nearly all are whole.
        [self.blue, self.green, self.red, self.nir, self.swir1, self.swir2]
            .iter()
            .fold(true, |is_whole, value| is_whole & (*value > 0.0) & (*value < f32::INFINITY))
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
        pixel(&self.bands(), row * self.shape.1 + col)
    }

    pub fn map<T>(&self, value: impl Fn(Pixel) -> T) -> Array2<T> {
        let bands = self.bands();
        self.laid_out((0..bands[0].len()).map(|index| value(pixel(&bands, index))).collect())
    }

    /// The same from the pixels of two views of one shape.
    pub fn map_beside<T>(
        &self,
        other: &Pixels<'_>,
        value: impl Fn(Pixel, Pixel) -> T,
    ) -> Array2<T> {
        let (bands, other) = (self.bands(), other.bands());
        let values = (0..bands[0].len())
            .map(|index| value(pixel(&bands, index), pixel(&other, index)))
            .collect();
        self.laid_out(values)
    }

    #[expect(clippy::expect_used, reason = "there is one value for every pixel")]
    fn laid_out<T>(&self, values: Vec<T>) -> Array2<T> {
        Array2::from_shape_vec(self.shape, values).expect("one value for every pixel")
    }

    fn bands(&self) -> [&[f32]; BANDS] {
        // In standard layout there always is a slice.
        let values = self.values.as_slice().unwrap_or_default();
        let length = values.len() / BANDS;
        std::array::from_fn(|band| &values[band * length..(band + 1) * length])
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

// Left to itself the compiler calls this for every pixel: a sixth of the mask's time.
#[inline(always)]
fn pixel(bands: &[&[f32]; BANDS], index: usize) -> Pixel {
    Pixel {
        blue: bands[0][index],
        green: bands[1][index],
        red: bands[2][index],
        nir: bands[3][index],
        swir1: bands[4][index],
        swir2: bands[5][index],
    }
}
