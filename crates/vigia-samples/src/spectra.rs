//! Typical surface reflectances, in the order blue, green, red, NIR, SWIR1, SWIR2.
//!
//! Own constants, rounded from medians of clusters over 634 real Sentinel-2 pairs of the
//! Amazon basin, so that a model fitted on real scenes meets familiar ground here.

/// Reflectance in six bands, 0–1.
pub type Spectrum = [f32; 6];

/// Closed canopy.
pub const FOREST: Spectrum = [0.0262, 0.0445, 0.0258, 0.2720, 0.1460, 0.0625];
/// Young regrowth and cecropia.
pub const REGROWTH: Spectrum = [0.0330, 0.0600, 0.0400, 0.3050, 0.1850, 0.0860];
/// Green pasture or crops.
pub const GRASS: Spectrum = [0.0486, 0.0748, 0.0661, 0.2870, 0.2297, 0.1288];
/// Pasture late in the dry season.
pub const DRY_GRASS: Spectrum = [0.0660, 0.0960, 0.1166, 0.2534, 0.2932, 0.1956];
/// Bare farm soil.
pub const SOIL: Spectrum = [0.0980, 0.1368, 0.1922, 0.2545, 0.3425, 0.2681];
/// Laterite of a track.
pub const RED_SOIL: Spectrum = [0.0800, 0.1130, 0.1700, 0.2400, 0.3150, 0.2450];
/// Asphalt with its shoulders.
pub const ROAD: Spectrum = [0.0900, 0.1150, 0.1400, 0.1950, 0.2350, 0.1850];
/// Slash: felled trees, drying.
pub const SLASH: Spectrum = [0.0550, 0.0800, 0.0950, 0.2000, 0.2550, 0.1650];
/// Char and ash.
pub const CHAR: Spectrum = [0.0430, 0.0520, 0.0600, 0.1150, 0.1750, 0.1350];
/// Stripped, wet and torn ground at the edge of a working.
pub const TORN_GROUND: Spectrum = [0.0808, 0.1185, 0.1376, 0.2250, 0.2600, 0.1950];
/// Gravel heaps.
pub const GRAVEL: Spectrum = [0.1110, 0.1630, 0.2023, 0.2598, 0.2794, 0.2210];
/// Washed sand.
pub const SAND: Spectrum = [0.1432, 0.2082, 0.2642, 0.2975, 0.3155, 0.2647];
/// Bright dry sand.
pub const BRIGHT_SAND: Spectrum = [0.1852, 0.2504, 0.3104, 0.3476, 0.3782, 0.3391];
/// Pond in use: suspended sediment.
pub const TURBID_POND: Spectrum = [0.1288, 0.2300, 0.3000, 0.2350, 0.0560, 0.0420];
/// Shallow tailings water.
pub const SHALLOW_POND: Spectrum = [0.1230, 0.1950, 0.2450, 0.2300, 0.1300, 0.0900];
/// Abandoned pond with algae.
pub const GREEN_POND: Spectrum = [0.0700, 0.1250, 0.0880, 0.0520, 0.0450, 0.0320];
/// Settled, dark pond or lake.
pub const CLEAR_POND: Spectrum = [0.0470, 0.0640, 0.0430, 0.0300, 0.0200, 0.0140];
/// River at low stage.
pub const RIVER_LOW: Spectrum = [0.0760, 0.1050, 0.1200, 0.0620, 0.0280, 0.0200];
/// River in flood.
pub const RIVER_HIGH: Spectrum = [0.0950, 0.1400, 0.1800, 0.1250, 0.0350, 0.0250];
/// Mud of a drying lake.
pub const MUD: Spectrum = [0.0720, 0.0960, 0.1150, 0.1700, 0.2000, 0.1400];
/// Bare slope of a landslide.
pub const SLOPE_SOIL: Spectrum = [0.1000, 0.1480, 0.2080, 0.2700, 0.3350, 0.2750];
/// Thick cloud.
pub const CLOUD: Spectrum = [0.5400, 0.5250, 0.5150, 0.5600, 0.4300, 0.3300];
/// What haze of strength one adds.
pub const HAZE: Spectrum = [0.0600, 0.0480, 0.0400, 0.0260, 0.0090, 0.0040];

/// Mixes two spectra: `share` of the second.
pub fn blend(first: &Spectrum, second: &Spectrum, share: f32) -> Spectrum {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|band| first[band] + share * (second[band] - first[band]))
}

/// Multiplies all bands.
pub fn scaled(spectrum: &Spectrum, factor: f32) -> Spectrum {
    spectrum.map(|value| value * factor)
}
