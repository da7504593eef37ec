//! Look-alikes: what is not mining and must not be called so.

use super::{GAP_M, find};
use crate::WorldSize;
use crate::event::{Cause, Draft, Event, Rect, Shape};
use crate::ground::Ground;
use crate::noise_source::Draws;

/// How many of each, in the full and in the small world.
const COUNTS: [(Cause, usize, usize); 8] = [
    (Cause::Swidden, 6, 1),
    (Cause::Pasture, 6, 1),
    (Cause::FishPonds, 4, 1),
    (Cause::Sandbar, 4, 0),
    (Cause::BurnScar, 3, 0),
    (Cause::RoadSpur, 3, 0),
    (Cause::Landslide, 3, 0),
    (Cause::DryLake, 2, 0),
];

/// Places the look-alikes.
pub fn place(ground: &mut Ground) {
    let mut number = 0;
    for (cause, full, small) in COUNTS {
        let count = if ground.spec.size == WorldSize::Full { full } else { small };
        for index in 0..count {
            number += 1;
            let mut draws = Draws::new(ground.spec.seed, cause.name(), index as u64);
            if let Some(plan) = plan(ground, &mut draws, cause, index) {
                let event = Event::new(plan.draft(number, cause, &mut draws), ground);
                ground.events.push(event);
            }
        }
    }
}

struct Plan {
    centre: (f32, f32),
    reach_m: f32,
    area_m2: f32,
    onset_day: f32,
    duration_days: f32,
    until_day: Option<f32>,
    shape: Shape,
}

impl Plan {
    fn draft(self, number: usize, cause: Cause, draws: &mut Draws) -> Draft {
        Draft {
            id: format!("L{number:02}"),
            cause,
            centre: self.centre,
            reach_m: self.reach_m,
            onset_day: self.onset_day,
            duration_days: self.duration_days,
            growth: 1.0,
            until_day: self.until_day,
            seed: draws.seed(),
            area_m2: self.area_m2,
            setting: "look_alike",
            shape: self.shape,
        }
    }
}

fn plan(ground: &Ground, draws: &mut Draws, cause: Cause, index: usize) -> Option<Plan> {
    let anywhere = |_: &Ground, _: f32, _: f32| true;
    // Fires and felling come in the dry season: June to October of either year, and the
    // last one early in the third, so that some are fresh at the end.
    let dry_days = [(70.0, 145.0), (385.0, 520.0), (385.0, 520.0), (560.0, 700.0)];
    let (first, last) = dry_days[index % 4];
    let dry_onset = draws.between(first, last).max(165.0 + 10.0 * draws.between(0.0, 3.0));
    let angle = draws.between(0.0, std::f32::consts::PI);
    let seed = draws.seed();
    match cause {
        Cause::Swidden => {
            let area_m2 = draws.between(4_500.0, 19_000.0);
            let radius = (area_m2 / std::f32::consts::PI).sqrt();
            let centre = find(ground, draws, 1.9 * radius, 0.9 * radius, anywhere)?;
            let shape = blob(centre, 1.25, angle, 0.3, 45.0, seed);
            let until_day = Some(dry_onset + 420.0);
            Some(Plan {
                centre,
                reach_m: 1.9 * radius,
                area_m2,
                onset_day: dry_onset,
                duration_days: 12.0,
                until_day,
                shape,
            })
        }
        Cause::Pasture => {
            let half_m = (draws.between(70.0, 150.0), draws.between(50.0, 85.0));
            let reach_m = half_m.0.hypot(half_m.1) + 5.0;
            let centre = find(ground, draws, reach_m, half_m.1, near_road)?;
            let rects = vec![Rect { centre, half_m, angle: 0.1 * angle }];
            let shape =
                Shape::Fields { rects, ragged_m: 5.0 + 12.0 * ground.knobs.similarity, seed };
            Some(Plan {
                centre,
                reach_m,
                area_m2: 0.0,
                onset_day: dry_onset,
                duration_days: 25.0,
                until_day: None,
                shape,
            })
        }
        Cause::FishPonds => {
            let centre = find(ground, draws, 110.0, 45.0, near_road)?;
            let row = |k: f32| Rect {
                centre: (centre.0 - 34.0 * k * angle.sin(), centre.1 + 34.0 * k * angle.cos()),
                half_m: (74.0, 17.5),
                angle,
            };
            let shape = Shape::Fields { rects: vec![row(-0.5), row(0.5)], ragged_m: 1.0, seed };
            let onset_day = draws.between(180.0, 560.0);
            Some(Plan {
                centre,
                reach_m: 95.0,
                area_m2: 0.0,
                onset_day,
                duration_days: 30.0,
                until_day: None,
                shape,
            })
        }
        Cause::Sandbar => sandbar(ground, draws),
        Cause::BurnScar => {
            let area_m2 = draws.between(15_000.0, 48_000.0);
            let radius = (area_m2 / std::f32::consts::PI).sqrt();
            let centre = find(ground, draws, 2.0 * radius, 0.8 * radius, anywhere)?;
            let shape = blob(centre, 1.3, angle, 0.8, 70.0, seed);
            let until_day = Some(dry_onset + 450.0);
            Some(Plan {
                centre,
                reach_m: 2.0 * radius,
                area_m2,
                onset_day: dry_onset,
                duration_days: 8.0,
                until_day,
                shape,
            })
        }
        Cause::RoadSpur => road_spur(ground, draws),
        Cause::Landslide => {
            let area_m2 = draws.between(3_500.0, 9_000.0);
            let radius = (area_m2 / std::f32::consts::PI).sqrt();
            let centre = find(ground, draws, 3.0 * radius, radius, anywhere)?;
            let shape = blob(centre, 2.0, angle, 0.35, 30.0, seed);
            // Slopes slide in the rains.
            let onset_day = if index.is_multiple_of(2) {
                draws.between(200.0, 300.0)
            } else {
                draws.between(560.0, 650.0)
            };
            Some(Plan {
                centre,
                reach_m: 3.0 * radius,
                area_m2,
                onset_day,
                duration_days: 1.0,
                until_day: None,
                shape,
            })
        }
        Cause::DryLake => {
            let radius_m = draws.between(90.0, 150.0);
            let centre = find(ground, draws, radius_m + 40.0, radius_m, anywhere)?;
            let shape = Shape::Bow { centre, radius_m, half_width_m: 26.0, angle };
            Some(Plan {
                centre,
                reach_m: radius_m + 30.0,
                area_m2: 0.0,
                onset_day: 395.0,
                duration_days: 110.0,
                until_day: None,
                shape,
            })
        }
        Cause::Mining | Cause::RiverMigration => None,
    }
}

fn blob(
    centre: (f32, f32),
    stretch: f32,
    angle: f32,
    ragged: f32,
    lobe_m: f32,
    seed: u64,
) -> Shape {
    Shape::Blob { nuclei: vec![centre], stretch, angle, ragged, lobe_m, seed }
}

fn near_road(ground: &Ground, x: f32, y: f32) -> bool {
    let (_, half_height) = ground.spec.half_extent_m();
    (y - ground.farms.road_at(x)).abs() < 0.38 * half_height
}

/// A flood strips the inner bank of a bend.
fn sandbar(ground: &Ground, draws: &mut Draws) -> Option<Plan> {
    let (half_width, half_height) = ground.spec.half_extent_m();
    let half_m = draws.between(80.0, 150.0);
    let reach_m = half_m + 110.0;
    let bends = ground.river.inner_bends();
    let first = draws.below(bends.len());
    let (x, y, along_m) =
        (0..bends.len()).map(|i| bends[(first + i) % bends.len()]).find(|(x, y, _)| {
            let inside =
                x.abs() < half_width - reach_m - 80.0 && y.abs() < half_height - reach_m - 80.0;
            inside
                && ground.events.iter().all(|event| {
                    (event.centre.0 - x).hypot(event.centre.1 - y)
                        > 0.8 * event.reach_m + 0.7 * reach_m + GAP_M
                })
        })?;
    let shape = Shape::Strip { along_m, half_m, depth_m: draws.between(35.0, 60.0) };
    let onset_day =
        if draws.chance(0.5) { draws.between(230.0, 300.0) } else { draws.between(580.0, 650.0) };
    Some(Plan {
        centre: (x, y),
        reach_m,
        area_m2: 0.0,
        onset_day,
        duration_days: 6.0,
        until_day: None,
        shape,
    })
}

/// A track leaves the road and winds into the forest.
fn road_spur(ground: &Ground, draws: &mut Draws) -> Option<Plan> {
    let (half_width, half_height) = ground.spec.half_extent_m();
    let length = draws.between(0.22, 0.4) * half_height;
    let reach_m = 0.62 * length;
    let clear = |x: f32, y: f32| {
        ground.events.iter().all(|event| {
            (event.centre.0 - x).hypot(event.centre.1 - y) > 0.8 * event.reach_m + reach_m
        })
    };
    // The limit only guards against a world without room.
    (0..600).find_map(|_| {
        let x = draws.between(-half_width + reach_m + 80.0, half_width - reach_m - 80.0);
        let start = (x, ground.farms.road_at(x) - 14.0);
        let mut points = vec![start];
        let mut heading = draws.between(-1.9, -1.2);
        let mut place = start;
        for _ in 0..8 {
            heading = (heading + draws.between(-0.35, 0.35)).clamp(-2.2, -0.9);
            place =
                (place.0 + length / 8.0 * heading.cos(), place.1 + length / 8.0 * heading.sin());
            points.push(place);
        }
        let centre = (0.5 * (start.0 + place.0), 0.5 * (start.1 + place.1));
        if !clear(centre.0, centre.1) {
            return None;
        }
        let shape = Shape::Track { points, half_width_m: draws.between(7.0, 11.0) };
        let onset_day = draws.between(200.0, 560.0);
        Some(Plan {
            centre,
            reach_m,
            area_m2: 0.0,
            onset_day,
            duration_days: 60.0,
            until_day: None,
            shape,
        })
    })
}
