//! The ground: what stands at each place of the frame, and what happens there when.

use anyhow::Result;

use crate::WorldSpec;
use crate::event::Event;
use crate::farms::{Farm, Farms};
use crate::hash_noise::fractal;
use crate::knobs::{Knobs, knobs};
use crate::noise_source::key;
use crate::old_mine::{OldGround, OldMine};
use crate::placing;
use crate::river::{Bank, River};
use crate::territory::Territory;

/// What stood at a place on the first day.
#[derive(Clone, Copy, Debug)]
pub enum Cover {
    /// Closed forest.
    Forest,
    /// The river's channel, bars and the land that it may take.
    Bank(Bank),
    /// The old mined area.
    Old(OldGround),
    /// Road and farms.
    Farm(Farm),
}

/// All that a place's look depends on, apart from the day and the air.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// First cover.
    pub cover: Cover,
    /// Number of the event that comes here, with the day on which it does.
    pub event: Option<(u16, f32)>,
    /// Day on which a pond fills here, and the number that tells its colours.
    pub pond: Option<(f32, f32)>,
    /// Brightness of the crowns, mean 0.
    pub crowns: f32,
    /// Kind of forest, slowly varying, about −1..1.
    pub stand: f32,
    /// Texture of open ground some tens of metres wide, about −1..1.
    pub detail: f32,
    /// Texture of open ground a few metres wide, about −1..1.
    pub grain: f32,
}

/// The whole ground model.
pub struct Ground {
    pub(crate) spec: WorldSpec,
    pub(crate) knobs: Knobs,
    pub(crate) river: River,
    pub(crate) old_mine: OldMine,
    pub(crate) farms: Farms,
    pub(crate) territory: Territory,
    pub(crate) events: Vec<Event>,
    texture: u64,
}

impl Ground {
    /// Draws the ground of a specification.
    ///
    /// # Errors
    /// Where PROJ fails.
    pub fn draw(spec: &WorldSpec) -> Result<Self> {
        let mut ground = Self {
            spec: *spec,
            knobs: knobs(spec.difficulty),
            river: River::draw(spec),
            old_mine: OldMine::draw(spec),
            farms: Farms::draw(spec),
            territory: Territory::lay_out(spec)?,
            events: Vec::new(),
            texture: key(spec.seed, "texture", 0),
        };
        placing::place_events(&mut ground);
        Ok(ground)
    }

    /// Returns what stood at a place on the first day.
    pub fn cover(&self, x: f32, y: f32) -> Cover {
        if let Some(bank) = self.river.bank(x, y)
            && bank.inward_m.abs() < self.river.half_width_m + 45.0
        {
            return Cover::Bank(bank);
        }
        if let Some(old) = self.old_mine.ground(x, y) {
            return Cover::Old(old);
        }
        self.farms.ground(x, y).map_or(Cover::Forest, Cover::Farm)
    }

    /// Says whether a place is in the river's channel or its bars, or on the road.
    pub fn is_channel(&self, x: f32, y: f32) -> bool {
        (y - self.farms.road_at(x)).abs() < 14.0
            || self.river.bank(x, y).is_some_and(|bank| {
                let reach = self.river.half_width_m;
                (-reach - bank.migration_m..reach).contains(&bank.inward_m)
            })
    }

    /// Says whether the river has taken a place that was land on the first day.
    pub fn is_eaten(&self, x: f32, y: f32, day: f32) -> bool {
        let half = self.river.half_width_m;
        self.river.bank(x, y).is_some_and(|bank| {
            bank.inward_m < -half && bank.inward_m + bank.migration_m * day / 730.0 >= -half
        })
    }

    /// Returns all that a place's look depends on, apart from the day and the air.
    pub fn cell(&self, x: f32, y: f32) -> Cell {
        let seed = self.texture;
        let found = self
            .events
            .iter()
            .enumerate()
            .find_map(|(index, event)| event.day_at(self, x, y).map(|day| (index, event, day)));
        Cell {
            cover: self.cover(x, y),
            event: found.map(|(index, _, day)| (index as u16, day)),
            pond: found.and_then(|(_, event, _)| event.pond_at(self, x, y)),
            crowns: 0.65 * fractal(seed, x / 17.0, y / 17.0, 2)
                + 0.5 * fractal(seed ^ 2, x / 210.0, y / 210.0, 3),
            stand: fractal(seed ^ 3, x / 900.0, y / 900.0, 3),
            detail: fractal(seed ^ 4, x / 42.0, y / 42.0, 3),
            grain: fractal(seed ^ 5, x / 11.0, y / 11.0, 2),
        }
    }
}
