#![allow(clippy::unwrap_used)]
use vigia_core::grid::BLOCK_SIZE_PX;
use vigia_core::{Driver, Scene};
use vigia_detect::series::BreakPixel;

use super::super::KERNELS_VERSION;
use super::super::optical_series::OpticalSeries;
use super::super::radar_watch::radar_clearings;
use super::super::radar_watch::tests::{World, day, is_cleared};
use super::*;

const SERIES: &str = "tile:19LCG";

/// What radar alone shows beside `optical` scenes, of which `broken` has broken.
fn shown(world: &World, optical: Vec<Scene>, broken: &[BreakPixel]) -> Vec<Clearing> {
    let mut scenes = world.passes("descending", 14);
    scenes.extend(optical);
    let profile = world.workspace.profile("default").unwrap();
    let thresholds = &profile.profile.series;
    let optical = OpticalSeries::of(SERIES, &scenes, thresholds.cloud_margin_m).unwrap();
    let folder = world.workspace.states().join("alone");
    let watch = SeriesWatch::new(
        &world.workspace,
        &optical,
        thresholds,
        KERNELS_VERSION,
        folder,
        BLOCK_SIZE_PX,
    );
    let found = radar_clearings(&world.workspace, &scenes, None, &profile.profile).unwrap();
    clearings(SERIES, &watch, optical.scenes.len(), broken, &found, &profile).unwrap()
}

#[tokio::test]
async fn what_optical_has_not_looked_at_since_is_shown_as_of_unknown_cause() {
    let world = World::new().await;
    let forest = world.optical(day(2), |_, _| true);
    // Clear views, but not of this ground.
    let elsewhere = world.optical(day(12), |row, col| !is_cleared(row, col));
    let found = shown(&world, vec![forest, elsewhere], &[]);
    assert_eq!(found.len(), 1);
    let clearing = &found[0];
    assert_eq!(clearing.driver, Driver::Unknown);
    assert!(clearing.mining_probability < 0.5);
    assert_eq!(clearing.sensors, [Sensor::Sentinel1].into());
    assert_eq!((clearing.onset.not_before, clearing.onset.not_after), (day(8), day(9)));
    assert!((clearing.area.0 - 7.84).abs() < 0.8, "{}", clearing.area.0);
    assert!(clearing.confirmed_by.is_some());
}

#[tokio::test]
async fn where_optical_has_looked_since_radar_is_silent() {
    let world = World::new().await;
    let forest = world.optical(day(2), |_, _| true);
    let since = world.optical(day(12), |_, _| true);
    assert_eq!(shown(&world, vec![forest, since], &[]), []);
}

#[tokio::test]
async fn ground_that_optical_found_broken_before_is_not_found_again() {
    let world = World::new().await;
    let forest = world.optical(day(2), |_, _| true);
    let places = (0..48_u32).flat_map(|row| (0..48_u32).map(move |col| (row, col)));
    let broken: Vec<BreakPixel> = places
        .filter(|(row, col)| is_cleared(*row as usize, *col as usize))
        .map(|(row, col)| BreakPixel {
            row,
            col,
            first_break: 0,
            last_clear_before: 0,
            history_views: 9,
            confirmed_at: None,
            clear_views: 9,
            regrown: false,
        })
        .collect();
    assert_eq!(shown(&world, vec![forest], &broken), []);
}
