//! Normal equations of a strip: sums over the dates, then Cholesky across the lanes.

use ndarray::{Array2, ArrayView2};

use super::gram_table::{GramTable, WIDTH};
use super::strip::{LANES, Lanes, Strip};
use super::{COEFFICIENTS_MAX, FitOptions, SeasonalPrior};

/// Regressors, or products of two, that are summed in one pass over the dates: as many
/// sums as stay in the registers.
const ROWS: usize = 5;
/// Regressors of the model with few views: constant, annual cosine and sine.
const ANNUAL: usize = 3;
/// A regressor of which less than this share is its own is told by the others.
const DEPENDENT: f64 = 1e-10;

/// Lower triangle of the normal equations.
type Triangle = [[Lanes; COEFFICIENTS_MAX]; COEFFICIENTS_MAX];
const NO_GRAM: Triangle = [[[0.0; LANES]; COEFFICIENTS_MAX]; COEFFICIENTS_MAX];

/// What all strips share: the dates' regressors, and what is asked.
pub(super) struct Plan {
    pub(super) coefs: usize,
    pub(super) options: FitOptions,
    /// Regressors of the dates, shape `(time, coef)`.
    pub(super) design: Array2<f64>,
    /// The same, [`ROWS`] of them in a run.
    regressors: Vec<Vec<[f64; ROWS]>>,
    /// Their products, in the order of the lower triangle.
    products: Vec<Vec<[f64; ROWS]>>,
    /// The sums of the products over clear dates, [`WIDTH`] products to a table.
    gram_tables: Vec<GramTable>,
}

impl Plan {
    pub(super) fn new(design: ArrayView2<'_, f64>, options: &FitOptions) -> Self {
        let coefs = design.ncols();
        let regressor = |coef: usize| design.column(coef).to_vec();
        let product = |(row, col)| {
            let (a, b) = (design.column(row), design.column(col));
            a.iter().zip(b).map(|(a, b)| a * b).collect::<Vec<f64>>()
        };
        let products: Vec<_> = pairs(coefs).map(product).collect();
        Self {
            coefs,
            options: *options,
            design: design.as_standard_layout().into_owned(),
            regressors: in_runs(&(0..coefs).map(regressor).collect::<Vec<_>>()),
            products: in_runs(&products),
            gram_tables: products.chunks(WIDTH).map(GramTable::new).collect(),
        }
    }

    /// Regressors that so many views bear.
    #[inline(always)]
    pub(super) fn coefficients_for(&self, views: f64) -> usize {
        if views < f64::from(self.options.views_min) {
            0
        } else if self.has_few(views) {
            self.coefs.min(ANNUAL)
        } else {
            self.coefs
        }
    }

    #[inline(always)]
    fn has_few(&self, views: f64) -> bool {
        views < f64::from(self.options.views_full_min)
    }

    #[inline(always)]
    fn prior_for(&self, views: f64) -> Option<SeasonalPrior> {
        self.options.prior.filter(|_| self.has_few(views) && self.coefs >= ANNUAL)
    }
}

/// [`ROWS`] at a time, date by date; the last run is filled up with zeros.
fn in_runs(rows: &[Vec<f64>]) -> Vec<Vec<[f64; ROWS]>> {
    let at = |rows: &[Vec<f64>], time: usize| {
        std::array::from_fn(|row| rows.get(row).map_or(0.0, |row| row[time]))
    };
    let run = |rows: &[Vec<f64>]| (0..rows[0].len()).map(|time| at(rows, time)).collect();
    rows.chunks(ROWS).map(run).collect()
}

/// The products' sums, and those of regressor times value.
pub(super) struct Sums {
    gram: Triangle,
    moment: [Lanes; COEFFICIENTS_MAX],
}

impl Sums {
    /// Sums over the clear dates, all of one weight.
    ///
    #[inline(always)]
    pub(super) fn of_clear(plan: &Plan, strip: Strip<'_>) -> Self {
        let mut sums = Self { gram: NO_GRAM, moment: moments(plan, || strip.values()) };
        let mut pairs = pairs(plan.coefs);
        for table in &plan.gram_tables {
            let of_lanes = table.sums(strip);
            for (product, (row, col)) in (0..WIDTH).zip(&mut pairs) {
                sums.gram[row][col] = of_lanes.map(|sums| sums[product]);
            }
        }
        sums
    }

    /// Sums over the dates.
    ///
    /// - `weights`: 0 where hidden.
    /// - `values`: times the weight.
    #[inline(always)]
    pub(super) fn of_weighted(plan: &Plan, weights: &[Lanes], values: &[Lanes]) -> Self {
        let mut sums = Self { gram: NO_GRAM, moment: moments(plan, || values.iter().copied()) };
        let mut pairs = pairs(plan.coefs);
        for products in &plan.products {
            for (sum, (row, col)) in
                sum_of_products(products, weights.iter().copied()).iter().zip(&mut pairs)
            {
                sums.gram[row][col] = *sum;
            }
        }
        sums
    }

    /// Returns the coefficients; NaN for pixels without a model.
    ///
    /// - `views`: clear views of each pixel.
    #[inline(always)]
    pub(super) fn solve(&self, plan: &Plan, views: &Lanes) -> [Lanes; COEFFICIENTS_MAX] {
        let coefs = plan.coefs;
        let (mut triangle, mut solution) = (self.gram, self.moment);
        for lane in 0..LANES {
            let used = plan.coefficients_for(views[lane]);
            // The other lanes go on with all regressors: here those become a unit matrix.
            for row in used..coefs {
                (0..row).for_each(|col| triangle[row][col][lane] = 0.0);
                triangle[row][row][lane] = 1.0;
                solution[row][lane] = 0.0;
            }
            if let Some(prior) = plan.prior_for(views[lane]) {
                let penalty = f64::from(prior.views) / 2.0;
                for (row, harmonic) in [(1, prior.cos), (2, prior.sin)] {
                    triangle[row][row][lane] += penalty;
                    solution[row][lane] += penalty * f64::from(harmonic);
                }
            }
        }
        let is_told = factorise(&mut triangle, coefs);
        substitute(&triangle, &mut solution, coefs);
        for lane in 0..LANES {
            if !is_told[lane] || plan.coefficients_for(views[lane]) == 0 {
                solution.iter_mut().for_each(|coefficient| coefficient[lane] = f64::NAN);
            }
        }
        solution
    }

    /// Returns the spread of the residuals.
    ///
    /// - `squares`: sum of the values' squares.
    #[expect(
        clippy::needless_range_loop,
        reason = "indices into three arrays read like the algebra"
    )]
    #[inline(always)]
    pub(super) fn spread(
        &self,
        plan: &Plan,
        coefficients: &[Lanes; COEFFICIENTS_MAX],
        squares: &Lanes,
        views: &Lanes,
    ) -> Lanes {
        let mut rest = *squares;
        for row in 0..plan.coefs {
            for lane in 0..LANES {
                let mut of_row = coefficients[row][lane] * self.gram[row][row][lane];
                for col in 0..row {
                    of_row += 2.0 * coefficients[col][lane] * self.gram[row][col][lane];
                }
                of_row -= 2.0 * self.moment[row][lane];
                rest[lane] += coefficients[row][lane] * of_row;
            }
        }
        std::array::from_fn(|lane| {
            let spare = views[lane] - plan.coefficients_for(views[lane]) as f64;
            if rest[lane].is_nan() || spare < 1.0 {
                return f64::NAN;
            }
            // What remains of a constant after rounding is no spread.
            if rest[lane] < 1e-12 * squares[lane] { 0.0 } else { (rest[lane] / spare).sqrt() }
        })
    }
}

/// Rows and columns of a lower triangle, row by row.
fn pairs(coefs: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..coefs).flat_map(|row| (0..=row).map(move |col| (row, col)))
}

/// Sums over the dates of regressor times value.
#[inline(always)]
fn moments<I: Iterator<Item = Lanes>>(
    plan: &Plan,
    values: impl Fn() -> I,
) -> [Lanes; COEFFICIENTS_MAX] {
    let mut moments = [[0.0; LANES]; COEFFICIENTS_MAX];
    for (moments, regressors) in moments.chunks_mut(ROWS).zip(&plan.regressors) {
        moments
            .iter_mut()
            .zip(sum_of_products(regressors, values()))
            .for_each(|(to, sum)| *to = sum);
    }
    moments
}

/// Sums over the dates of row times lane.
#[inline(always)]
fn sum_of_products(rows: &[[f64; ROWS]], dates: impl Iterator<Item = Lanes>) -> [Lanes; ROWS] {
    let mut sums = [[0.0; LANES]; ROWS];
    for (rows, date) in rows.iter().zip(dates) {
        for row in 0..ROWS {
            for lane in 0..LANES {
                sums[row][lane] += rows[row] * date[lane];
            }
        }
    }
    sums
}

/// Turns the triangle into its Cholesky factor; false for pixels whose regressors depend on
/// each other.
#[expect(clippy::needless_range_loop, reason = "indices into three arrays read like the algebra")]
#[inline(always)]
fn factorise(triangle: &mut Triangle, coefs: usize) -> [bool; LANES] {
    let mut is_told = [true; LANES];
    for row in 0..coefs {
        let whole = triangle[row][row];
        for col in 0..=row {
            let mut rest = triangle[row][col];
            for before in 0..col {
                for lane in 0..LANES {
                    rest[lane] -= triangle[row][before][lane] * triangle[col][before][lane];
                }
            }
            for lane in 0..LANES {
                triangle[row][col][lane] = if col < row {
                    rest[lane] / triangle[col][col][lane]
                } else {
                    is_told[lane] &= rest[lane] > DEPENDENT * whole[lane];
                    rest[lane].sqrt()
                };
            }
        }
    }
    is_told
}

/// Solves for the right-hand side in place.
#[inline(always)]
fn substitute(factor: &Triangle, solution: &mut [Lanes; COEFFICIENTS_MAX], coefs: usize) {
    for row in 0..coefs {
        for before in 0..row {
            for lane in 0..LANES {
                solution[row][lane] -= factor[row][before][lane] * solution[before][lane];
            }
        }
        for lane in 0..LANES {
            solution[row][lane] /= factor[row][row][lane];
        }
    }
    for row in (0..coefs).rev() {
        for after in row + 1..coefs {
            for lane in 0..LANES {
                solution[row][lane] -= factor[after][row][lane] * solution[after][lane];
            }
        }
        for lane in 0..LANES {
            solution[row][lane] /= factor[row][row][lane];
        }
    }
}
