#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::acquisition::optical_passes;
use crate::scene_classes::VEGETATION;
use crate::world::World;
use crate::{Difficulty, WorldSize, WorldSpec};

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values[values.len() / 2]
}

/// Median number of a band over pixels that the scene calls vegetation.
fn forest_number(pixels: &OpticalPixels, band: usize) -> f32 {
    let numbers = pixels.fine[band]
        .indexed_iter()
        .filter(|((row, col), _)| pixels.classes[[row / 2, col / 2]] == VEGETATION)
        .map(|(_, number)| f32::from(*number));
    median(numbers.collect())
}

#[test]
fn forest_stays_continuous_over_the_change_only_where_the_offset_is_applied() {
    let spec = WorldSpec { seed: 4, difficulty: Difficulty::Easy, size: WorldSize::Small };
    let world = World::draw(&spec).unwrap();
    let surveyed = world.survey(0);
    let mut passes = optical_passes(&spec, 0).unwrap();
    passes.iter_mut().for_each(|pass| pass.cloud_share = pass.cloud_share.min(0.3));
    let first_after = passes.iter().position(|pass| pass.has_offset).unwrap();
    let sides = [&passes[..first_after], &passes[first_after..]].map(|side| {
        median(side.iter().map(|pass| forest_number(&render(&surveyed, pass), 2)).collect())
    });
    let as_delivered = sides[1] - sides[0];
    let corrected = sides[1] - OFFSET_DN - sides[0];
    assert!(as_delivered > 900.0, "{sides:?}");
    assert!(corrected.abs() < 100.0, "{sides:?}");
}

#[test]
fn the_overlap_is_rendered_twice_and_agrees_in_the_mean() {
    let spec = WorldSpec { seed: 5, difficulty: Difficulty::Default, size: WorldSize::Small };
    let world = World::draw(&spec).unwrap();
    let mut pass = optical_passes(&spec, 0).unwrap()[0];
    pass.cloud_share = 0.0;
    let [west, east] = [0, 1].map(|index| numbers_near_the_border(&world.survey(index), &pass));
    // A copied tile would have the other's pixel centres, or the other's numbers.
    let shared = west.iter().filter(|(place, _)| east.iter().any(|(other, _)| place == other));
    assert_eq!(shared.count(), 0);
    let same = west.iter().zip(&east).filter(|((_, w), (_, e))| w == e).count();
    assert!(same * 20 < west.len(), "{same} of {}", west.len());
    let mean = |found: &[((f32, f32), f32)]| {
        found.iter().map(|(_, number)| number).sum::<f32>() / found.len() as f32
    };
    assert!((mean(&west) - mean(&east)).abs() < 0.02 * mean(&west));
}

/// Places and NIR numbers of pixels seen by both tiles.
fn numbers_near_the_border(
    surveyed: &SurveyedTile<'_>,
    pass: &OpticalPass,
) -> Vec<((f32, f32), f32)> {
    let pixels = render(surveyed, pass);
    let at = |i: usize| (i + MARGIN_PX) * SUPERSAMPLES;
    pixels.fine[3]
        .indexed_iter()
        .map(|((row, col), number)| {
            (surveyed.tile.sample_place(at(row), at(col)), f32::from(*number))
        })
        .filter(|((x, y), _)| x.abs() < 300.0 && y.abs() < 700.0)
        .collect()
}

#[test]
fn a_cut_scene_has_no_data_in_every_band_beyond_the_swath() {
    let spec = WorldSpec::small(2);
    let world = World::draw(&spec).unwrap();
    let mut pass = optical_passes(&spec, 0).unwrap()[0];
    pass.is_cut = true;
    let pixels = render(&world.survey(0), &pass);
    assert!(pixels.nodata_percent > 5.0 && pixels.nodata_percent < 80.0);
    for (index, class) in pixels.classes.indexed_iter().filter(|(_, class)| **class == NO_DATA) {
        assert_eq!(*class, NO_DATA);
        assert!(pixels.coarse.iter().all(|band| band[index] == 0));
    }
    assert!(pixels.fine.iter().all(|band| band[[0, 0]] == 0));
}
