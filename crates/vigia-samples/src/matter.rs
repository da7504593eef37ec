//! What a place is made of on a day: its kind, for radar, and its reflectance.

use crate::event::{Cause, Event};
use crate::farms::Farm;
use crate::ground::{Cell, Cover, Ground};
use crate::hash_noise::smoothstep;
use crate::old_mine::OldGround;
use crate::river::Bank;
use crate::spectra::{self as s, Spectrum, blend, scaled};

/// Kind of surface, as radar tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Closed canopy.
    Canopy,
    /// Grass, crops, scrub.
    LowPlants,
    /// Soil, slash, char.
    Soil,
    /// Sand, gravel.
    Sand,
    /// Open water.
    Water,
}

/// A day's season.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Days since the start of the series.
    pub day: f32,
    /// 1 where the canopy has shed most leaves (late August), 0 in February.
    pub leaf_fall: f32,
    /// 1 at the height of the rains (February), 0 in August.
    pub wetness: f32,
    /// Stage of the river, 0 low to 1 in flood.
    pub stage: f32,
}

/// Returns the kind and the reflectance of a cell at a moment.
pub fn surface(ground: &Ground, cell: &Cell, moment: &Moment) -> (Kind, Spectrum) {
    if let Some((index, day)) = cell.event
        && let Some(event) = ground.events.get(usize::from(index))
    {
        if moment.day >= day {
            return disturbed(ground, event, cell, moment, moment.day - day);
        }
        if event.cause == Cause::DryLake {
            return (Kind::Water, blend(&s::CLEAR_POND, &s::GREEN_POND, 0.3 + 0.2 * cell.detail));
        }
    }
    match cell.cover {
        Cover::Forest => (Kind::Canopy, canopy(cell, moment)),
        Cover::Bank(bank) => river_bank(ground, &bank, cell, moment),
        Cover::Old(OldGround::Pond(number)) => (Kind::Water, old_pond(number, cell, moment)),
        Cover::Old(OldGround::Sand) => (Kind::Sand, washed_sand(cell, moment)),
        Cover::Old(OldGround::Scrub) => {
            let cover = 0.55 + 0.4 * cell.detail;
            (Kind::LowPlants, blend(&s::GRAVEL, &s::REGROWTH, cover))
        }
        Cover::Farm(Farm::Road) => (Kind::Soil, s::ROAD),
        Cover::Farm(Farm::Parcel(crop)) => (Kind::LowPlants, grass(crop, cell, moment)),
        Cover::Farm(Farm::Fallow) => {
            (Kind::LowPlants, blend(&s::REGROWTH, &canopy(cell, moment), 0.3 + 0.2 * cell.detail))
        }
    }
}

fn canopy(cell: &Cell, moment: &Moment) -> Spectrum {
    // Palm swamps are darker in the near infrared; stands of bamboo shed most.
    let deciduous = 0.03 + 0.10 * smoothstep(0.15, 0.7, cell.stand);
    let swamp = smoothstep(0.25, 0.6, -cell.stand);
    let shed = deciduous * moment.leaf_fall;
    let light = (1.0 + 0.15 * cell.crowns).max(0.4);
    let [blue, green, red, nir, swir1, swir2] = s::FOREST;
    [
        blue * light * (1.0 + 0.5 * shed),
        green * light * (1.0 + 0.4 * shed),
        red * light * (1.0 + 2.5 * shed),
        nir * light * (1.0 + 0.05 * cell.stand - 0.12 * swamp - 0.9 * shed),
        swir1 * light * (1.0 - 0.10 * swamp + 1.1 * shed),
        swir2 * light * (1.0 + 1.6 * shed),
    ]
}

fn grass(crop: f32, cell: &Cell, moment: &Moment) -> Spectrum {
    let dry = (0.1 + 0.75 * (1.0 - moment.wetness) * crop + 0.2 * cell.detail).clamp(0.0, 1.0);
    let cover = blend(&s::GRASS, &s::DRY_GRASS, dry);
    blend(&cover, &s::SOIL, smoothstep(0.45, 0.9, cell.detail) * crop)
}

fn washed_sand(cell: &Cell, moment: &Moment) -> Spectrum {
    let dry = blend(&s::GRAVEL, &s::SAND, 0.55 + 0.55 * cell.detail);
    let bright =
        blend(&dry, &s::BRIGHT_SAND, smoothstep(0.25, 0.8, cell.detail + 0.3 * cell.grain));
    scaled(&bright, (1.0 + 0.08 * cell.grain) * (1.0 - 0.12 * moment.wetness))
}

/// A pond of the old area: most have settled; some are worked again for half a year.
fn old_pond(number: f32, cell: &Cell, moment: &Moment) -> Spectrum {
    let settled = blend(&s::GREEN_POND, &s::CLEAR_POND, (number * 7.3).fract());
    let first_day = 900.0 * (number * 3.7).fract() - 100.0;
    let in_use = smoothstep(first_day, first_day + 40.0, moment.day)
        * (1.0 - smoothstep(first_day + 170.0, first_day + 260.0, moment.day));
    let turbid = if number < 0.3 {
        1.0
    } else if number < 0.65 {
        in_use
    } else {
        0.0
    };
    pond_water(&settled, turbid, cell, moment)
}

fn pond_water(settled: &Spectrum, turbid: f32, cell: &Cell, moment: &Moment) -> Spectrum {
    let stirred = blend(&s::TURBID_POND, &s::SHALLOW_POND, 0.3 + 0.4 * cell.grain);
    let mixed = blend(settled, &stirred, turbid);
    scaled(&mixed, 1.0 - 0.1 * moment.wetness * turbid + 0.04 * cell.grain)
}

fn river_bank(ground: &Ground, bank: &Bank, cell: &Cell, moment: &Moment) -> (Kind, Spectrum) {
    let half = ground.river.half_width_m + 4.0 * cell.detail;
    // As the channel moves outward, a fixed place comes to lie farther inward.
    let inward = bank.inward_m + bank.migration_m * moment.day / 730.0;
    if inward < -half || bank.inward_m > half {
        return (Kind::Canopy, canopy(cell, moment));
    }
    let shore = half - bank.bar_m * (1.0 - 0.9 * moment.stage) + 7.0 * cell.detail;
    if inward < shore {
        let flow = blend(&s::RIVER_LOW, &s::RIVER_HIGH, moment.stage);
        return (Kind::Water, scaled(&flow, 1.0 + 0.05 * cell.detail));
    }
    if inward > half {
        return (Kind::LowPlants, blend(&s::GRASS, &s::REGROWTH, 0.5 + 0.4 * cell.detail));
    }
    let wet = 1.0 - smoothstep(0.0, 14.0, inward - shore);
    (Kind::Sand, scaled(&washed_sand(cell, moment), 1.0 - 0.35 * wet))
}

fn disturbed(
    ground: &Ground,
    event: &Event,
    cell: &Cell,
    moment: &Moment,
    age: f32,
) -> (Kind, Spectrum) {
    if let Some((day, number)) = cell.pond
        && moment.day >= day
    {
        return (Kind::Water, event_pond(ground, event, number, cell, moment, moment.day - day));
    }
    let similarity = ground.knobs.similarity;
    match event.cause {
        Cause::Mining | Cause::RiverMigration => working(cell, moment, age),
        Cause::Swidden => swidden(cell, moment, age, event.seed),
        Cause::Pasture => pasture(cell, moment, age),
        Cause::Sandbar => {
            let flooded = moment.stage > 0.72 + 0.2 * cell.detail;
            if flooded {
                (Kind::Water, s::RIVER_HIGH)
            } else {
                (Kind::Sand, washed_sand(cell, moment))
            }
        }
        Cause::FishPonds | Cause::RoadSpur => {
            let soil = blend(&s::RED_SOIL, &s::SAND, 0.5 * similarity + 0.2 * cell.detail);
            let grown = smoothstep(150.0, 500.0, age) * (0.4 + 0.4 * cell.detail);
            (Kind::Soil, blend(&soil, &s::GRASS, grown))
        }
        Cause::Landslide => {
            let soil = blend(&s::SLOPE_SOIL, &s::SAND, 0.6 * similarity + 0.2 * cell.detail);
            (Kind::Soil, blend(&soil, &s::GRASS, 0.5 * smoothstep(200.0, 600.0, age)))
        }
        Cause::BurnScar => burn_scar(cell, moment, age),
        Cause::DryLake => {
            let mud = blend(&s::MUD, &s::SAND, 0.4 * similarity + 0.15 * cell.detail);
            (Kind::Soil, blend(&mud, &s::GRASS, smoothstep(60.0, 240.0, age)))
        }
    }
}

/// Ground under work: torn, then washed into sand and gravel, islands of plants left over.
fn working(cell: &Cell, moment: &Moment, age: f32) -> (Kind, Spectrum) {
    if cell.detail < -0.72 && age < 400.0 {
        return (Kind::LowPlants, blend(&s::REGROWTH, &s::TORN_GROUND, 0.35));
    }
    let washed = smoothstep(8.0, 45.0, age);
    let open = blend(&s::TORN_GROUND, &washed_sand(cell, moment), washed);
    let sprouts = smoothstep(260.0, 560.0, age) * smoothstep(0.0, 0.6, -cell.detail) * 0.6;
    (Kind::Sand, blend(&open, &s::REGROWTH, sprouts))
}

fn event_pond(
    ground: &Ground,
    event: &Event,
    number: f32,
    cell: &Cell,
    moment: &Moment,
    age: f32,
) -> Spectrum {
    let settled = blend(&s::GREEN_POND, &s::CLEAR_POND, (number * 5.1).fract());
    let busy_until = match event.cause {
        // One in three stays in use to the end of the series.
        Cause::Mining if number > 0.66 => 2_000.0,
        Cause::Mining => 90.0 + 300.0 * number,
        Cause::FishPonds => 35.0 + 160.0 * ground.knobs.similarity,
        _ => 60.0,
    };
    let turbid = 1.0 - smoothstep(busy_until, busy_until + 60.0, age);
    pond_water(&settled, turbid, cell, moment)
}

fn swidden(cell: &Cell, moment: &Moment, age: f32, seed: u64) -> (Kind, Spectrum) {
    // Some plots are cropped longer than others.
    let pace = 0.75 + 0.7 * crate::hash_noise::unit(seed);
    let age = age / pace;
    if age < 20.0 {
        return (Kind::Soil, blend(&s::SLASH, &s::FOREST, 0.25 + 0.25 * cell.grain));
    }
    if age < 60.0 {
        return (Kind::Soil, blend(&s::CHAR, &s::SLASH, 0.3 + 0.4 * cell.detail));
    }
    let soil = blend(&s::SOIL, &s::SLASH, 0.35 + 0.4 * cell.grain);
    let crops = blend(&soil, &s::GRASS, smoothstep(90.0, 230.0, age) * (0.8 + 0.3 * cell.detail));
    let regrown = blend(&crops, &s::REGROWTH, smoothstep(240.0, 400.0, age));
    let forest = blend(&regrown, &canopy(cell, moment), 0.4 * smoothstep(400.0, 700.0, age));
    (if age > 150.0 { Kind::LowPlants } else { Kind::Soil }, forest)
}

fn pasture(cell: &Cell, moment: &Moment, age: f32) -> (Kind, Spectrum) {
    if age < 25.0 {
        return (Kind::Soil, blend(&s::SLASH, &s::FOREST, 0.2 + 0.2 * cell.grain));
    }
    if age < 55.0 {
        return (Kind::Soil, blend(&s::CHAR, &s::SLASH, 0.5 + 0.4 * cell.detail));
    }
    let soil = blend(&s::SOIL, &s::SLASH, 0.2 + 0.3 * cell.grain);
    let sown = smoothstep(170.0, 380.0, age) * (0.85 + 0.3 * cell.detail);
    (
        if age > 220.0 { Kind::LowPlants } else { Kind::Soil },
        blend(&soil, &grass(0.7, cell, moment), sown),
    )
}

fn burn_scar(cell: &Cell, moment: &Moment, age: f32) -> (Kind, Spectrum) {
    let severity = smoothstep(-0.7, 0.2, cell.detail);
    let burnt = blend(&canopy(cell, moment), &blend(&s::CHAR, &s::SLASH, 0.4), severity);
    let back = smoothstep(120.0, 560.0, age) * (0.9 - 0.3 * severity);
    (if age < 150.0 { Kind::Soil } else { Kind::LowPlants }, blend(&burnt, &s::REGROWTH, back))
}
