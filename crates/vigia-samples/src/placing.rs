//! Where events stand: mining in varied settings, look-alikes where each belongs.

mod look_alikes;
mod settings;

use settings::SETTINGS;

use crate::WorldSize;
use crate::event::{Cause, Draft, Event, Shape};
use crate::ground::{Cover, Ground};
use crate::noise_source::Draws;

/// Tries before a place is given up; a world without room would otherwise never end.
const TRIES: usize = 6_000;
/// Free ground between two events, metres: far enough to be two sites.
const GAP_M: f32 = 90.0;

/// Places all events of the world, mining first.
pub fn place_events(ground: &mut Ground) {
    place_mines(ground);
    look_alikes::place(ground);
}

fn place_mines(ground: &mut Ground) {
    let spec = ground.spec;
    let count = match spec.size {
        WorldSize::Full => 14 + Draws::new(spec.seed, "mine count", 0).below(4),
        WorldSize::Small => 3,
    };
    for number in 0..count {
        let setting = SETTINGS[number % SETTINGS.len()];
        let mut draws = Draws::new(spec.seed, "mine", number as u64);
        // Areas spread evenly in the logarithm over 0.25–6 ha, whatever the draw.
        let step = (number as f32 * 0.618_034 + draws.between(0.0, 0.15)).fract();
        let largest = if spec.size == WorldSize::Full { 6.0_f32 } else { 2.2 };
        let area_m2 = 2_600.0 * (largest / 0.26).powf(step);
        let radius = (area_m2 / std::f32::consts::PI).sqrt();
        let reach_m = 2.3 * radius + 25.0;
        let Some(centre) = find(ground, &mut draws, reach_m, 0.6 * radius, |ground, x, y| {
            setting.suits(ground, x, y, radius)
        }) else {
            continue;
        };
        let duration_days = draws.between(150.0, 420.0);
        let latest = 690.0 - 0.6 * duration_days;
        let angle = draws.between(0.0, std::f32::consts::PI);
        let second = (centre.0 + 0.8 * radius * angle.cos(), centre.1 + 0.8 * radius * angle.sin());
        let event = Event::new(
            Draft {
                id: format!("M{:02}", number + 1),
                cause: Cause::Mining,
                centre,
                reach_m,
                onset_day: draws.between(165.0, latest.min(600.0)),
                duration_days,
                growth: draws.between(0.8, 1.6),
                until_day: None,
                seed: draws.seed(),
                area_m2,
                setting: setting.name(),
                shape: Shape::Blob {
                    nuclei: if number % 3 == 0 { vec![centre] } else { vec![centre, second] },
                    stretch: draws.between(1.0, 1.35),
                    angle,
                    ragged: draws.between(0.55, 0.95),
                    lobe_m: (0.8 * radius).clamp(22.0, 80.0),
                    seed: draws.seed(),
                },
            },
            ground,
        );
        ground.events.push(event);
    }
}

/// Looks for a centre inside the world, on forest, clear of other events.
///
/// - `keep_m`: radius within which most of the ground must be forest.
fn find(
    ground: &Ground,
    draws: &mut Draws,
    reach_m: f32,
    keep_m: f32,
    suits: impl Fn(&Ground, f32, f32) -> bool,
) -> Option<(f32, f32)> {
    let (half_width, half_height) = ground.spec.half_extent_m();
    // The UTM grids are turned by 0.65° against the frame: the tiles' corners lie inward.
    let inset = reach_m + 30.0 + 0.02 * half_height;
    let (w, h) = (half_width - inset, half_height - inset);
    (0..TRIES).find_map(|_| {
        let (x, y) = (draws.between(-w, w), draws.between(-h, h));
        let free = ground.events.iter().all(|event| {
            (event.centre.0 - x).hypot(event.centre.1 - y)
                > event.reach_m * 0.8 + reach_m * 0.8 + GAP_M
        });
        (free && suits(ground, x, y) && forest_share(ground, x, y, keep_m) >= 0.75)
            .then_some((x, y))
    })
}

fn forest_share(ground: &Ground, x: f32, y: f32, radius: f32) -> f32 {
    let forest = (0..25)
        .filter(|i| {
            let (dx, dy) = ((i % 5 - 2) as f32 / 2.0, (i / 5 - 2) as f32 / 2.0);
            matches!(ground.cover(x + dx * radius, y + dy * radius), Cover::Forest)
        })
        .count();
    forest as f32 / 25.0
}
