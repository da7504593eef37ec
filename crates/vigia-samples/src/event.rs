//! An event: a place that is disturbed in the course of the series, by mining or otherwise.

mod shape;

pub use shape::{Rect, Shape};

use geo_types::Coord;
use serde::{Deserialize, Serialize};

use crate::ground::Ground;
use crate::old_mine::nearest_pond;

/// What disturbs a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Alluvial mining: sand and ponds.
    Mining,
    /// Slash and burn, then crops and regrowth.
    Swidden,
    /// Forest turned into grass.
    Pasture,
    /// A bank stripped by a flood.
    Sandbar,
    /// Rectangular ponds of a farm.
    FishPonds,
    /// A slope that slid.
    Landslide,
    /// A forest fire's scar.
    BurnScar,
    /// An oxbow lake that dries.
    DryLake,
    /// A new track.
    RoadSpur,
    /// A bank that the river eats (derived from the river, not placed).
    RiverMigration,
}

impl Cause {
    /// Returns the name used in the truth.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mining => "mining",
            Self::Swidden => "swidden",
            Self::Pasture => "pasture",
            Self::Sandbar => "sandbar",
            Self::FishPonds => "fish_ponds",
            Self::Landslide => "landslide",
            Self::BurnScar => "burn_scar",
            Self::DryLake => "dry_lake",
            Self::RoadSpur => "road_spur",
            Self::RiverMigration => "river_migration",
        }
    }
}

/// Number of steps in an event's table of shares.
const STEPS: usize = 64;

/// A place that is disturbed in the course of the series.
pub struct Event {
    /// Name in the truth, for instance `M03`.
    pub id: String,
    /// What disturbs it.
    pub cause: Cause,
    /// Where it begins.
    pub centre: (f32, f32),
    /// Nothing of it lies farther than this from the centre, metres.
    pub reach_m: f32,
    /// First day, counted from the start of the series.
    pub onset_day: f32,
    /// Days until it has its final area.
    pub duration_days: f32,
    /// Shape of growth: 1 is steady, below 1 quick at first.
    pub growth: f32,
    /// Day from which the ground looks like forest again, where it does.
    pub until_day: Option<f32>,
    /// Seed of its textures.
    pub seed: u64,
    /// Why it stands where it stands, for the truth's manifest.
    pub setting: &'static str,
    shape: Shape,
    /// Field values at equal shares of the final area, ascending.
    shares: Vec<f32>,
}

/// What is needed to make an event.
pub struct Draft {
    /// See [`Event`].
    pub id: String,
    /// See [`Event`].
    pub cause: Cause,
    /// See [`Event`].
    pub centre: (f32, f32),
    /// Limit of the search for its area, metres.
    pub reach_m: f32,
    /// See [`Event`].
    pub onset_day: f32,
    /// See [`Event`].
    pub duration_days: f32,
    /// See [`Event`].
    pub growth: f32,
    /// See [`Event`].
    pub until_day: Option<f32>,
    /// See [`Event`].
    pub seed: u64,
    /// Wished final area; shapes with their own limits ignore it.
    pub area_m2: f32,
    /// See [`Event`].
    pub setting: &'static str,
    /// Its shape.
    pub shape: Shape,
}

impl Event {
    /// Measures the shape on a 5 m lattice and fixes the limit that gives the wished area.
    pub fn new(draft: Draft, ground: &Ground) -> Self {
        let mut fields: Vec<f32> = lattice(draft.centre, draft.reach_m)
            .map(|(x, y)| draft.shape.field(ground, x, y))
            .filter(|field| field.is_finite())
            .collect();
        fields.sort_by(f32::total_cmp);
        if draft.shape.takes_area() {
            fields.truncate((draft.area_m2 / 25.0).round().max(1.0) as usize);
        }
        let last = fields.len().saturating_sub(1);
        let shares = (0..=STEPS).filter_map(|i| fields.get(last * i / STEPS).copied()).collect();
        Self {
            id: draft.id,
            cause: draft.cause,
            centre: draft.centre,
            reach_m: draft.reach_m,
            onset_day: draft.onset_day,
            duration_days: draft.duration_days,
            growth: draft.growth,
            until_day: draft.until_day,
            seed: draft.seed,
            setting: draft.setting,
            shape: draft.shape,
            shares,
        }
    }

    /// Returns the day on which a place is disturbed; `None` outside the final outline.
    pub fn day_at(&self, ground: &Ground, x: f32, y: f32) -> Option<f32> {
        if (x - self.centre.0).hypot(y - self.centre.1) > self.reach_m {
            return None;
        }
        let field = self.shape.field(ground, x, y);
        let limit = *self.shares.last()?;
        if field.is_nan() || field > limit {
            return None;
        }
        let above = self.shares.partition_point(|share| *share < field);
        let share = if above == 0 {
            0.0
        } else {
            let (low, high) = (self.shares[above - 1], self.shares[above]);
            (above as f32 - 1.0 + (field - low) / (high - low).max(1e-6)) / STEPS as f32
        };
        Some(self.onset_day + self.duration_days * share.clamp(0.0, 1.0).powf(1.0 / self.growth))
    }

    /// Returns the pond that a place of the event lies in: the day it fills and a number
    /// in 0..1 that tells its colours.
    pub fn pond_at(&self, ground: &Ground, x: f32, y: f32) -> Option<(f32, f32)> {
        let similarity = ground.knobs.similarity;
        match self.cause {
            Cause::Mining => {
                let share = 0.78 - 0.15 * similarity;
                let (number, px, py) = nearest_pond(self.seed, x, y, 34.0, share, 0.5)?;
                // A pit at the edge is dug when the working reaches its middle.
                let dug = self.day_at(ground, px, py)?;
                Some((dug + 12.0 + 40.0 * number, number))
            }
            Cause::FishPonds => {
                let number = self.shape.tank(x, y)?;
                Some((self.onset_day + 45.0, number))
            }
            Cause::Sandbar if similarity > 0.7 => {
                let (number, ..) = nearest_pond(self.seed, x, y, 45.0, 0.3, 0.3)?;
                Some((self.onset_day, number))
            }
            _ => None,
        }
    }

    /// Returns the places of a 5 m lattice that are disturbed by `day`.
    pub fn cells_by(&self, ground: &Ground, day: f32) -> Vec<Coord<i32>> {
        lattice(self.centre, self.reach_m)
            .filter(|(x, y)| self.day_at(ground, *x, *y).is_some_and(|d| d <= day))
            .map(|(x, y)| Coord { x: (x / 5.0).floor() as i32, y: (y / 5.0).floor() as i32 })
            .collect()
    }
}

/// Walks the centres of the frame's 5 m lattice within `reach_m` of `centre`.
fn lattice(centre: (f32, f32), reach_m: f32) -> impl Iterator<Item = (f32, f32)> {
    let low = |c: f32| ((c - reach_m) / 5.0).floor() as i32;
    let high = |c: f32| ((c + reach_m) / 5.0).ceil() as i32;
    let (rows, cols) = (low(centre.1)..=high(centre.1), low(centre.0)..=high(centre.0));
    rows.flat_map(move |row| {
        cols.clone().map(move |col| ((col as f32 + 0.5) * 5.0, (row as f32 + 0.5) * 5.0))
    })
    .filter(move |(x, y)| (x - centre.0).hypot(y - centre.1) <= reach_m)
}
