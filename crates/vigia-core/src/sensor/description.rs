//! A sensor's description, read from TOML; unknown keys are refused, so that a misspelt one
//! is never silently ignored.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Backscatter, Band, MaskDescription, Reflectance, Sensor};

/// What a sensor's items and files mean.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensorDescription {
    /// Whose description it is.
    pub sensor: Sensor,
    /// Beginnings of `constellation`, `platform` or `collection` by which a STAC item is of
    /// this sensor: lower case, hyphens. None: whatever no other sensor claims.
    #[serde(default)]
    pub platforms: Vec<String>,
    /// Properties that say which product an item is, and how their values may begin.
    #[serde(default)]
    pub product: BTreeMap<String, Vec<String>>,
    /// Made of many days: an item must state the first and the last of them.
    #[serde(default)]
    pub is_composite: bool,
    /// Scenes of one series differ in extent, on one lattice of pixels.
    #[serde(default)]
    pub extents_vary: bool,
    /// The bands that are read, mask included.
    pub bands: Vec<BandDescription>,
    /// Names that mean another band on another platform.
    #[serde(default)]
    pub numberings: Vec<Numbering>,
    /// How optical numbers become quantities.
    pub reflectance: Option<Reflectance>,
    /// How radar numbers become quantities.
    pub backscatter: Option<Backscatter>,
    /// What hides the ground.
    pub mask: Option<MaskDescription>,
}

/// One band.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandDescription {
    /// What it measures.
    pub role: Band,
    /// Names by which items and files know it, in any case.
    pub names: Vec<String>,
    /// Its place in the file, from 1, where an item does not name the bands.
    pub number: Option<usize>,
    /// Its file in a SAFE folder.
    pub safe: Option<SafeFile>,
    /// Where the median of a scene lies, in linear power: tells power from decibels.
    pub median_power: Option<[f64; 2]>,
}

/// A band in a SAFE folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafeFile {
    /// Its name in file names.
    pub file: String,
    /// The finest resolution in which it was measured.
    pub resolution: String,
    /// The physical band that the product's metadata name; empty for classes.
    pub physical: String,
}

/// Names that bands have on some platforms only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Numbering {
    /// Platforms, lower case, hyphens.
    pub platforms: Vec<String>,
    /// Names by role; they are as good as [`BandDescription::names`].
    #[serde(flatten)]
    pub names: BTreeMap<Band, Vec<String>>,
}

/// The text is no description.
#[derive(Debug, thiserror::Error)]
pub enum NotADescription {
    /// Bad TOML, a missing key, or one that does not exist.
    #[error("the sensor file cannot be read")]
    Toml(#[from] toml::de::Error),
    /// It reads, but cannot be meant so.
    #[error("the sensor file of {sensor} contradicts itself: {why}")]
    Contradiction {
        /// Whose file it is.
        sensor: &'static str,
        /// What contradicts what.
        why: String,
    },
}

impl SensorDescription {
    /// Reads a description.
    ///
    /// # Errors
    /// [`NotADescription`]: also for a band or a name that stands twice, a scale or a number
    /// of looks that is not positive, and a mask that contradicts itself.
    pub fn from_toml(text: &str) -> Result<Self, NotADescription> {
        let read: Self = toml::from_str(text)?;
        match read.contradiction() {
            None => Ok(read),
            Some(why) => Err(NotADescription::Contradiction { sensor: read.sensor.name(), why }),
        }
    }

    /// Returns the band of that role.
    #[must_use]
    pub fn band(&self, role: Band) -> Option<&BandDescription> {
        self.bands.iter().find(|band| band.role == role)
    }

    /// Returns the role of the band called `name`, in any case; `None` for bands that are not
    /// used. A number means a band only where the platform (lower case, hyphens) is known.
    #[must_use]
    pub fn role(&self, name: &str, platform: Option<&str>) -> Option<Band> {
        let name = name.trim();
        let is_one = |names: &[String]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
        let by_name = self.bands.iter().find(|band| is_one(&band.names)).map(|band| band.role);
        by_name.or_else(|| {
            let own = |numbering: &&Numbering| {
                platform.is_some_and(|platform| numbering.platforms.iter().any(|p| p == platform))
            };
            let names = &self.numberings.iter().find(own)?.names;
            names.iter().find(|(_, names)| is_one(names)).map(|(role, _)| *role)
        })
    }

    fn contradiction(&self) -> Option<String> {
        let mut roles: Vec<Band> = self.bands.iter().map(|band| band.role).collect();
        roles.sort_unstable();
        if let Some(twice) = roles.windows(2).find(|pair| pair[0] == pair[1]) {
            return Some(format!("band {:?} stands twice", twice[0]));
        }
        for numbering in std::iter::once(None).chain(self.numberings.iter().map(Some)) {
            if let Some(name) = self.name_that_stands_twice(numbering) {
                return Some(format!("the name {name:?} means two bands"));
            }
        }
        let unknown = |role: &Band| self.band(*role).is_none();
        if let Some(role) = self.numberings.iter().flat_map(|n| n.names.keys()).find(|r| unknown(r))
        {
            return Some(format!("{role:?} is numbered, but no band"));
        }
        self.calibration_contradiction().or_else(|| {
            let mask = self.mask.as_ref()?;
            if unknown(&mask.band) {
                return Some(format!("the mask {:?} is no band", mask.band));
            }
            if mask.meaning.shows_ground(mask.fill) {
                return Some(format!("the mask's fill {} shows the ground", mask.fill));
            }
            mask.meaning.contradiction()
        })
    }

    fn name_that_stands_twice(&self, numbering: Option<&Numbering>) -> Option<String> {
        let plain = self.bands.iter().flat_map(|band| &band.names);
        let numbered = numbering.into_iter().flat_map(|n| n.names.values().flatten());
        let mut names: Vec<String> =
            plain.chain(numbered).map(|name| name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].clone())
    }

    fn calibration_contradiction(&self) -> Option<String> {
        let usable = |number: f64| number.is_finite() && number > 0.0;
        if let Some(optical) = &self.reflectance
            && !(usable(optical.scale) && optical.offset.is_finite())
        {
            return Some(format!("scale {}, offset {}", optical.scale, optical.offset));
        }
        let radar = self.backscatter.as_ref()?;
        if !usable(radar.looks) {
            return Some(format!("{} looks", radar.looks));
        }
        let both = radar.power_units.iter().find(|unit| radar.decibel_units.contains(unit));
        both.map(|unit| format!("the unit {unit:?} is both power and decibels"))
    }
}
