//! How far a naive rule gets: not far enough, or the world would be too easy.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use ndarray::Array2;
use rayon::prelude::*;

use super::*;
use crate::Difficulty;
use crate::acquisition::{OpticalPass, optical_passes};
use crate::event::Cause;
use crate::ground::Cover;
use crate::optical_scene::{OFFSET_DN, OpticalPixels, render};
use crate::tile::{MARGIN_PX, SUPERSAMPLES};

/// Pixels in 0.2 ha.
const SMALLEST_PX: usize = 20;

struct Score {
    true_components: usize,
    false_components: usize,
    mines: usize,
    found: usize,
    false_causes: BTreeMap<&'static str, usize>,
}

impl Score {
    fn precision(&self) -> f64 {
        self.true_components as f64 / (self.true_components + self.false_components).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.mines.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.precision() * self.recall() / (self.precision() + self.recall()).max(1e-9)
    }
}

#[test]
fn a_naive_drop_of_ndvi_finds_the_mines_but_cannot_tell_them_from_look_alikes() {
    let seeds = std::env::var("VIGIA_NAIVE_SEEDS").unwrap_or_else(|_| "1 2".into());
    for seed in seeds.split_whitespace().map(|seed| seed.parse().unwrap()) {
        let score = naive_score(seed);
        println!(
            "seed {seed}: precision {:.2} recall {:.2} F1 {:.2}; {} false: {:?}",
            score.precision(),
            score.recall(),
            score.f1(),
            score.false_components,
            score.false_causes
        );
        assert!(score.f1() <= 0.6, "seed {seed}: too easy, F1 {:.2}", score.f1());
        assert!(score.recall() >= 0.6, "seed {seed}: too dark, recall {:.2}", score.recall());
    }
}

/// The rule: median of clear NDVI in the first year against that of the last dates; a drop
/// over 0.3 on at least 0.2 ha is called mining.
fn naive_score(seed: u64) -> Score {
    let spec = WorldSpec::new(seed, Difficulty::Default);
    let world = World::draw(&spec).unwrap();
    let mines = world.ground.events.iter().filter(|event| event.cause == Cause::Mining).count();
    let mut found = BTreeSet::new();
    let mut score = Score {
        true_components: 0,
        false_components: 0,
        mines,
        found: 0,
        false_causes: BTreeMap::new(),
    };
    for index in 0..2 {
        let surveyed = world.survey(index);
        let passes = optical_passes(&spec, index).unwrap();
        let median_of = |chosen: &[usize]| {
            let views: Vec<_> =
                chosen.par_iter().map(|i| clear_ndvi(&surveyed, &passes[*i])).collect();
            median(&views)
        };
        let first_year = median_of(&[0, 3, 6, 8, 14]);
        let last = median_of(&[27, 28, 29]);
        let dropped = &first_year - &last;
        for component in components(&dropped.mapv(|drop| drop > 0.3)) {
            let events: Vec<usize> = component
                .iter()
                .filter_map(|(row, col)| {
                    let at = |i: usize| (i + MARGIN_PX) * SUPERSAMPLES;
                    surveyed.cells.at(at(*row), at(*col)).event.map(|(event, _)| usize::from(event))
                })
                .collect();
            let in_mine = |event: &&usize| world.ground.events[**event].cause == Cause::Mining;
            let mined: Vec<usize> = events.iter().filter(in_mine).copied().collect();
            if mined.len() * 4 >= component.len() {
                score.true_components += 1;
                found.extend(mined);
            } else {
                score.false_components += 1;
                let cause = events.first().map_or_else(
                    || unplaced_cause(&surveyed, component[component.len() / 2]),
                    |event| world.ground.events[*event].cause.name(),
                );
                *score.false_causes.entry(cause).or_default() += 1;
            }
        }
    }
    score.found = found.len();
    score
}

/// Names what a drop without an event comes from.
fn unplaced_cause(surveyed: &SurveyedTile<'_>, (row, col): (usize, usize)) -> &'static str {
    let at = |i: usize| (i + MARGIN_PX) * SUPERSAMPLES;
    match surveyed.cells.at(at(row), at(col)).cover {
        Cover::Bank(_) => "river",
        Cover::Farm(_) => "farm",
        Cover::Old(_) => "old mine",
        Cover::Forest => "air",
    }
}

/// NDVI where the scene classes say clear, NaN elsewhere.
fn clear_ndvi(surveyed: &SurveyedTile<'_>, pass: &OpticalPass) -> Array2<f32> {
    let pixels: OpticalPixels = render(surveyed, pass);
    let offset = if pass.has_offset { OFFSET_DN } else { 0.0 };
    let px = surveyed.tile.grid.cols;
    Array2::from_shape_fn((px, px), |(row, col)| {
        if !(4..=7).contains(&pixels.classes[[row / 2, col / 2]]) {
            return f32::NAN;
        }
        let band = |i: usize| f32::from(pixels.fine[i][[row, col]]) - offset;
        (band(3) - band(2)) / (band(3) + band(2))
    })
}

fn median(views: &[Array2<f32>]) -> Array2<f32> {
    Array2::from_shape_fn(views[0].dim(), |place| {
        let mut values: Vec<f32> = views.iter().map(|v| v[place]).filter(|v| !v.is_nan()).collect();
        values.sort_by(f32::total_cmp);
        if values.is_empty() { f32::NAN } else { values[values.len() / 2] }
    })
}

/// 8-connected components of at least [`SMALLEST_PX`].
fn components(mask: &Array2<bool>) -> Vec<Vec<(usize, usize)>> {
    let (rows, cols) = mask.dim();
    let mut left = mask.clone();
    let mut found = Vec::new();
    for row in 0..rows {
        for col in 0..cols {
            let mut component = Vec::new();
            let mut open = vec![(row, col)];
            while let Some((r, c)) = open.pop() {
                if !std::mem::replace(&mut left[[r, c]], false) {
                    continue;
                }
                component.push((r, c));
                for nr in r.saturating_sub(1)..(r + 2).min(rows) {
                    for nc in c.saturating_sub(1)..(c + 2).min(cols) {
                        open.push((nr, nc));
                    }
                }
            }
            if component.len() >= SMALLEST_PX {
                found.push(component);
            }
        }
    }
    found
}
