//! A pair of views as large as a tile: one synthetic square, repeated.

use std::f64::consts::{PI, TAU};

use ndarray::Array3;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vigia_core::Window;
use vigia_detect::pair::PairSource;
use vigia_detect::{DetectError, View};

/// Pixels along the side of the square: a tenth of a tile.
pub const SIDE: usize = 1_098;
/// Bands of a view.
const BANDS: usize = 6;
/// Reflectance = number · this + [`OFFSET`], as in scenes since baseline 04.00.
const SCALE: f32 = 0.0001;
/// See [`SCALE`].
const OFFSET: f32 = -0.1;

/// The square has so many cells a side, most with a pit.
const CELLS: usize = 8;
const PIT_SHARE: f64 = 0.75;
/// Hectares of a pit, of 10 m pixels.
const PIT_HA: (f64, f64) = (0.3, 5.0);
const PIXELS_PER_HA: f64 = 100.0;
const FARMS: usize = 14;
const CLOUDS: usize = 5;

type Spectrum = [f64; BANDS];

const FOREST: Spectrum = [0.026, 0.045, 0.026, 0.27, 0.15, 0.06];
const SAND: Spectrum = [0.14, 0.21, 0.26, 0.30, 0.32, 0.26];
const POND: Spectrum = [0.13, 0.23, 0.30, 0.24, 0.056, 0.042];
const RIVER: Spectrum = [0.076, 0.105, 0.12, 0.062, 0.028, 0.02];
const FARM: Spectrum = [0.06, 0.09, 0.11, 0.22, 0.27, 0.17];
const CLOUD: Spectrum = [0.54, 0.525, 0.515, 0.56, 0.43, 0.33];
/// What thin haze adds to the whole earlier view.
const HAZE: Spectrum = [0.006, 0.005, 0.004, 0.003, 0.002, 0.001];

/// Two views of the square as numbers of a file, each of shape `(band, row, col)`.
pub struct Scene {
    pub before: Vec<u16>,
    pub after: Vec<u16>,
}

/// A disc: row, column, radius.
type Disc = (f64, f64, f64);

/// What stands where, in the square.
struct Plan {
    /// Three discs a pit.
    pits: Vec<[Disc; 3]>,
    farms: Vec<Window>,
    clouds: [Vec<Disc>; 2],
}

impl Scene {
    /// Makes the square, the same one every time.
    ///
    /// Forest with crowns, a river that goes on from square to square, farms bare at both
    /// dates, new pits of sand with ponds and left-over trees; `with_clouds`, a few clouds.
    pub fn new(with_clouds: bool) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(7);
        let plan = Plan::new(&mut random, with_clouds);
        let crowns: Vec<f64> =
            (0..SIDE * SIDE / 4).map(|_| random.random_range(0.85..1.15)).collect();
        let mut view = |date: usize| {
            let mut numbers = vec![0; BANDS * SIDE * SIDE];
            for (index, ground) in plan.grounds(date).into_iter().enumerate() {
                let crown = crowns[index / SIDE / 2 * (SIDE / 2) + index % SIDE / 2];
                for (band, level) in ground.into_iter().enumerate() {
                    let haze = if date == 0 { HAZE[band] } else { 0.0 };
                    let reflectance = level * crown * random.random_range(0.97..1.03) + haze;
                    let number = (reflectance - f64::from(OFFSET)) / f64::from(SCALE);
                    numbers[band * SIDE * SIDE + index] = number.round() as u16;
                }
            }
            numbers
        };
        Self { before: view(0), after: view(1) }
    }

    /// Repeats the square `times` down and `times` to the right.
    pub const fn repeated(&self, times: usize) -> Mosaic<'_> {
        Mosaic { scene: self, times }
    }
}

impl Plan {
    fn new(random: &mut ChaCha8Rng, with_clouds: bool) -> Self {
        let cell = (SIDE / CELLS) as f64;
        let mut pits = Vec::new();
        for index in 0..CELLS * CELLS {
            if !random.random_bool(PIT_SHARE) {
                continue;
            }
            let area_px = random.random_range(PIT_HA.0..PIT_HA.1) * PIXELS_PER_HA;
            // Three discs that overlap cover about twice the area of one.
            let radius = (area_px / PI / 2.0).sqrt();
            let at = ((index / CELLS) as f64, (index % CELLS) as f64);
            let mut place = |at: f64| (at + random.random_range(0.3..0.7)) * cell;
            let middle = (place(at.0), place(at.1));
            pits.push(std::array::from_fn(|_| {
                let mut beside = || random.random_range(-radius..radius);
                (middle.0 + beside(), middle.1 + beside(), radius)
            }));
        }
        let farm = |random: &mut ChaCha8Rng| Window {
            row: random.random_range(0..SIDE - 60),
            col: random.random_range(0..SIDE - 60),
            rows: random.random_range(10..60),
            cols: random.random_range(10..60),
        };
        let farms = (0..FARMS).map(|_| farm(random)).collect();
        let clouds = [(); 2].map(|()| {
            let side = 0.0..SIDE as f64;
            (0..if with_clouds { CLOUDS } else { 0 })
                .map(|_| {
                    let at = (random.random_range(side.clone()), random.random_range(side.clone()));
                    (at.0, at.1, random.random_range(20.0..60.0))
                })
                .collect()
        });
        Self { pits, farms, clouds }
    }

    /// Paints the grounds of one date, row by row: what comes later lies above.
    fn grounds(&self, date: usize) -> Vec<Spectrum> {
        let mut grounds = vec![FOREST; SIDE * SIDE];
        for farm in &self.farms {
            for row in farm.row..farm.row + farm.rows {
                grounds[row * SIDE + farm.col..][..farm.cols].fill(FARM);
            }
        }
        if date == 1 {
            for disc in self.pits.iter().flatten() {
                paint(&mut grounds, *disc, dug);
            }
        }
        for row in 0..SIDE {
            // A whole number of bends, so that the next square goes on with it.
            let bend = (TAU * 3.0 * row as f64 / SIDE as f64).sin();
            let col = (SIDE as f64 * 0.4 + 70.0 * bend) as usize;
            grounds[row * SIDE + col..][..24].fill(RIVER);
        }
        for disc in &self.clouds[date] {
            paint(&mut grounds, *disc, |_, _| CLOUD);
        }
        grounds
    }
}

/// Sand with ponds of 3 × 3 and some trees.
const fn dug(row: usize, col: usize) -> Spectrum {
    match (row % 8, col % 7) {
        (0..3, 0..3) => POND,
        _ if (row + 2 * col).is_multiple_of(9) => FOREST,
        _ => SAND,
    }
}

fn paint(
    grounds: &mut [Spectrum],
    (y, x, radius): Disc,
    ground: impl Fn(usize, usize) -> Spectrum,
) {
    let range = |middle: f64| {
        (middle - radius).max(0.0) as usize..((middle + radius) as usize + 1).min(SIDE)
    };
    for row in range(y) {
        for col in range(x) {
            if (row as f64 - y).hypot(col as f64 - x) < radius {
                grounds[row * SIDE + col] = ground(row, col);
            }
        }
    }
}

/// A square repeated in both directions.
pub struct Mosaic<'a> {
    scene: &'a Scene,
    times: usize,
}

impl PairSource for Mosaic<'_> {
    type Error = DetectError;
    type Reader = ();

    fn shape(&self) -> (usize, usize) {
        (SIDE * self.times, SIDE * self.times)
    }

    fn open(&self) -> Result<(), DetectError> {
        Ok(())
    }

    fn read(&self, (): &mut (), window: Window) -> Result<(View, View), DetectError> {
        Ok((view(&self.scene.before, window)?, view(&self.scene.after, window)?))
    }
}

/// Cuts `window` out of the endless repetition of a square, as reflectance.
fn view(numbers: &[u16], window: Window) -> Result<View, DetectError> {
    let shape = (BANDS, window.rows, window.cols);
    let mut values = Vec::with_capacity(BANDS * window.rows * window.cols);
    for band in numbers.chunks_exact(SIDE * SIDE) {
        for row in window.row..window.row + window.rows {
            let line = &band[row % SIDE * SIDE..][..SIDE];
            let (mut col, end) = (window.col, window.col + window.cols);
            while col < end {
                let part = &line[col % SIDE..];
                let part = &part[..part.len().min(end - col)];
                values.extend(part.iter().map(|number| f32::from(*number) * SCALE + OFFSET));
                col += part.len();
            }
        }
    }
    let values = Array3::from_shape_vec(shape, values).map_err(|error| DetectError::Shape {
        expected: format!("{shape:?}"),
        found: error.to_string(),
    })?;
    View::new(values)
}
