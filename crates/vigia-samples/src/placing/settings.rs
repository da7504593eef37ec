//! The settings in which mining stands: on whose ground, and near what.

use crate::ground::Ground;
use crate::local_frame::Crs;
use crate::territory::holds;

/// A setting for a mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Wholly on one titled right drawn on PSAD56.
    OldTitle,
    /// By the river.
    Riverside,
    /// On no right, in no zone.
    NoRight,
    /// At the edge of the old mined area.
    BesideOldArea,
    /// In the buffer zone.
    BufferZone,
    /// In the native community.
    Community,
    /// Across the boundary of two rights.
    TwoRights,
    /// Wholly on one right drawn on WGS 84.
    NewTitle,
    /// Where both tiles see it.
    TileOverlap,
}

/// The order in which settings are used; the first three make a small world.
pub const SETTINGS: [Setting; 9] = [
    Setting::TileOverlap,
    Setting::Riverside,
    Setting::BufferZone,
    Setting::OldTitle,
    Setting::BesideOldArea,
    Setting::Community,
    Setting::TwoRights,
    Setting::NoRight,
    Setting::NewTitle,
];

impl Setting {
    /// Returns the name used in the truth's manifest.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OldTitle => "old_title",
            Self::Riverside => "riverside",
            Self::NoRight => "no_right",
            Self::BesideOldArea => "beside_old_area",
            Self::BufferZone => "buffer_zone",
            Self::Community => "community",
            Self::TwoRights => "two_rights",
            Self::NewTitle => "new_title",
            Self::TileOverlap => "tile_overlap",
        }
    }

    /// Says whether a mine of a radius centred at a place has this setting.
    pub fn suits(self, ground: &Ground, x: f32, y: f32, radius: f32) -> bool {
        let territory = &ground.territory;
        let wholly_on = |crs: Crs| {
            let holding: Vec<usize> = territory.rights_at(x, y).collect();
            let [right] = holding.as_slice() else { return false };
            let right = &territory.rights[*right];
            right.crs == crs
                && right.status == "T"
                && around(x, y, 1.3 * radius).all(|(px, py)| holds(&right.frame, px, py))
        };
        match self {
            Self::OldTitle => wholly_on(Crs::Psad19),
            Self::NewTitle => wholly_on(Crs::Utm19),
            Self::TwoRights => {
                let mut seen: Vec<usize> = around(x, y, 0.5 * radius)
                    .flat_map(|(px, py)| territory.rights_at(px, py))
                    .collect();
                seen.sort_unstable();
                seen.dedup();
                seen.len() == 2
            }
            Self::NoRight => {
                around(x, y, 1.5 * radius)
                    .all(|(px, py)| territory.rights_at(px, py).next().is_none())
                    && !holds(&territory.buffer, x, y)
                    && !holds(&territory.protected, x, y)
                    && !holds(&territory.community, x, y)
            }
            Self::Riverside => ground.river.bank(x, y).is_some_and(|bank| {
                let off = bank.inward_m.abs() - ground.river.half_width_m;
                (0.5 * radius..1.2 * radius + 40.0).contains(&off)
            }),
            Self::BesideOldArea => {
                let reach = ground.old_mine.reach(x, y);
                (1.05..1.4).contains(&reach)
            }
            Self::BufferZone => holds(&territory.buffer, x, y),
            Self::Community => holds(&territory.community, x, y),
            Self::TileOverlap => {
                let (half_width, half_height) = ground.spec.half_extent_m();
                x.abs() < 2.0 * half_height - half_width - 1.5 * radius - 20.0
            }
        }
    }
}

fn around(x: f32, y: f32, radius: f32) -> impl Iterator<Item = (f32, f32)> {
    (0..8).map(move |i| {
        let (sin, cos) = (i as f32 * std::f32::consts::FRAC_PI_4).sin_cos();
        (x + radius * cos, y + radius * sin)
    })
}
