//! Scenes of one acquisition that were processed more than once.

use jiff::SignedDuration;
use vigia_core::{Scene, Sensor};

/// Starts of one Sentinel-2 acquisition as two processing baselines state them: of the
/// datatake or of the granule, seconds apart. The next pass over a tile is days away.
const SAME_START_S: i64 = 60;

/// Returns the order in which scenes are judged, as indices, one group an acquisition: by
/// time, and within an acquisition the newest processing baseline first.
///
/// Of a group the first that is admitted stands for all. Of other sensors only equal starts
/// are one acquisition: their frames of the same minute may lie side by side.
pub(super) fn acquisitions(scenes: &[Scene]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..scenes.len()).collect();
    order.sort_by_key(|index| (scenes[*index].acquired_start, scenes[*index].id.clone()));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in order {
        let of_last = groups.last_mut().filter(|group| {
            group.first().is_some_and(|first| is_same(&scenes[*first], &scenes[index]))
        });
        match of_last {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    for group in &mut groups {
        group.sort_by(|a, b| {
            let key = |index: &usize| {
                let scene = &scenes[*index];
                (scene.processing_baseline.clone(), scene.id.clone())
            };
            key(b).cmp(&key(a))
        });
    }
    groups
}

/// Says whether two scenes, the second no earlier, show the same acquisition.
fn is_same(first: &Scene, other: &Scene) -> bool {
    let tolerance_s = if first.sensor == Sensor::Sentinel2 { SAME_START_S } else { 0 };
    let apart = other.acquired_start.duration_since(first.acquired_start);
    first.sensor == other.sensor && apart <= SignedDuration::from_secs(tolerance_s)
}
