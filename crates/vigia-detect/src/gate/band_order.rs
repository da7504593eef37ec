//! Whether each band holds what its name says.

use vigia_core::gate::GateFinding;
use vigia_core::profile::GateThresholds;
use vigia_core::sensor::OPTICAL_BANDS;

use super::sample::{Pair, Sample};

const BANDS: usize = OPTICAL_BANDS.len();
/// The exchanges that are tried without a reference, as places in [`OPTICAL_BANDS`]: NIR
/// with the visible bands and SWIR2, SWIR1 with the visible bands.
const EXCHANGES: [(usize, usize); 7] = [(0, 3), (1, 3), (2, 3), (5, 3), (0, 4), (1, 4), (2, 4)];
/// Fewest pixels that both see.
const PIXELS_MIN: usize = 500;
/// A difference counts up to this: a missed cloud must not outweigh the ground.
const DIFFERENCE_MAX: f32 = 0.15;
/// Mean difference below which bands are equal: even forest is as dark in blue as in red.
const DIFFERENCE_MIN: f64 = 0.005;
/// Mean difference over all bands that another order may leave: snow is bright where ground
/// is dark, but no order makes it look like the ground that others saw.
const UNEXPLAINED_MAX: f64 = 0.03;
/// Share of plants among the clear pixels below which there are none.
const NO_PLANTS: f64 = 0.02;
/// Share of plants that another order must show.
const MANY_PLANTS: f64 = 0.5;

/// Returns the order of bands that explains the scene far better than its names do: the
/// difference to the reference in the bands that change places falls below the profile's
/// share. `None` where the names are right or little is seen.
///
/// Levels are compared, not their correlation: over forest the bands vary together, but
/// each has its own level. Haze brightens blue and green by less than a swap does.
pub(super) fn out_of_order(pairs: &[Pair<'_>], thresholds: &GateThresholds) -> Option<GateFinding> {
    let mut sums = [[0.0_f64; BANDS]; BANDS];
    let mut count = 0_usize;
    for pair in pairs {
        pair.each(|scene, reference| {
            count += 1;
            for (ours, sums) in scene.iter().zip(&mut sums) {
                for (theirs, sum) in reference.iter().zip(sums) {
                    *sum += f64::from((ours - theirs).abs().min(DIFFERENCE_MAX));
                }
            }
        });
    }
    if count < PIXELS_MIN {
        return None;
    }
    let difference = |band: usize, holds: usize| sums[band][holds] / count as f64;
    let ratio = |order: &[usize; BANDS]| {
        let moved = || order.iter().enumerate().filter(|(band, holds)| band != *holds);
        let named: f64 = moved().map(|(band, _)| difference(band, band)).sum();
        let other: f64 = moved().map(|(band, holds)| difference(band, *holds)).sum();
        let is_plain = named >= DIFFERENCE_MIN * moved().count() as f64;
        let left = order.iter().enumerate().map(|(band, holds)| difference(band, *holds));
        let is_explained = left.sum::<f64>() <= UNEXPLAINED_MAX * BANDS as f64;
        (is_plain && is_explained && named > 0.0).then_some(other / named)
    };
    let judged = orders().into_iter().filter_map(|order| Some((ratio(&order)?, order)));
    let (least, order) = judged.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (least < thresholds.swap_ratio_max).then(|| named(&order))
}

/// Returns the exchange of two bands that turns a scene without any plants into one full of
/// them. `None` where there are plants, or no exchange shows them: sand, water, cloud.
///
/// Only exchanges that no ground imitates are tried: dry grass looks like forest whose NIR
/// and SWIR1 have changed places, and forest is equally dark in blue and red.
pub(super) fn unlike_plants(sample: &Sample) -> Option<GateFinding> {
    let identity: [usize; BANDS] = std::array::from_fn(|band| band);
    let (total, plants) = plants(sample, &identity);
    if total < PIXELS_MIN || plants as f64 >= NO_PLANTS * total as f64 {
        return None;
    }
    EXCHANGES.iter().find_map(|(first, second)| {
        let mut order = identity;
        order.swap(*first, *second);
        let (_, plants) = self::plants(sample, &order);
        (plants as f64 >= MANY_PLANTS * total as f64).then(|| named(&order))
    })
}

/// Counts clear pixels, and those with a green leaf's spectrum where band `b` is read from
/// `order[b]`: NIR far above the visible bands and above SWIR1, that above SWIR2 and red.
fn plants(sample: &Sample, order: &[usize; BANDS]) -> (usize, usize) {
    let (mut total, mut plants) = (0, 0);
    for view in sample.views() {
        for pixel in view.reflectance().lanes(ndarray::Axis(0)) {
            if pixel[0].is_nan() {
                continue;
            }
            total += 1;
            let [blue, green, red, nir, swir1, swir2] = order.map(|band| pixel[band]);
            let visible = blue.max(green).max(red);
            let is_plant = nir > 1.5 * visible && nir > swir1 && swir1 > swir2 && swir1 > red;
            plants += usize::from(is_plant);
        }
    }
    (total, plants)
}

fn named(order: &[usize; BANDS]) -> GateFinding {
    let moved = || order.iter().enumerate().filter(|(band, holds)| band != *holds);
    GateFinding::BandOrder {
        expected: moved().map(|(band, _)| OPTICAL_BANDS[band]).collect(),
        found: moved().map(|(_, holds)| OPTICAL_BANDS[*holds]).collect(),
    }
}

/// Returns every order of the bands but the right one: 719.
fn orders() -> Vec<[usize; BANDS]> {
    let identity: [usize; BANDS] = std::array::from_fn(|band| band);
    let mut orders = vec![identity];
    for place in 0..BANDS {
        orders = orders
            .into_iter()
            .flat_map(|order| {
                (place..BANDS).map(move |other| {
                    let mut order = order;
                    order.swap(place, other);
                    order
                })
            })
            .collect();
    }
    orders.retain(|order| *order != identity);
    orders
}
