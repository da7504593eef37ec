//! What the numbers of a mask band say about the ground.

use serde::Deserialize;

use crate::Band;

/// The band that says what hides the ground.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskDescription {
    /// Which band it is.
    pub band: Band,
    /// Its number where nothing was observed, and beyond the edge of the file.
    pub fill: u16,
    /// What its numbers say.
    pub meaning: MaskMeaning,
}

impl MaskDescription {
    /// Says whether a pixel shows the ground, by its number as it was read: NaN (no data) and
    /// what is no number of a mask do not.
    #[must_use]
    pub fn shows_ground(&self, number: f64) -> bool {
        (0.0..=f64::from(u16::MAX)).contains(&number) && self.meaning.shows_ground(number as u16)
    }
}

/// How to read a number of a mask band.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MaskMeaning {
    /// Each number is one class. A class that is in neither list is hidden, alone.
    Classes {
        /// Classes that show the ground.
        ground: Vec<u16>,
        /// Hidden classes whose surroundings are not trusted either.
        cloudy: Vec<u16>,
    },
    /// Each bit is one answer. A number without any bit was never judged: hidden.
    Bits {
        /// Bits that hide the pixel alone.
        hidden: Bits,
        /// Bits that hide the pixel, and whose surroundings are not trusted either.
        cloudy: Bits,
    },
}

impl MaskMeaning {
    /// Says whether a pixel of this number shows the ground.
    #[must_use]
    pub fn shows_ground(&self, number: u16) -> bool {
        match self {
            Self::Classes { ground, .. } => ground.contains(&number),
            Self::Bits { hidden, cloudy } => number != 0 && number & (hidden.0 | cloudy.0) == 0,
        }
    }

    /// Says whether a pixel of this number makes its surroundings untrustworthy.
    #[must_use]
    pub fn is_cloudy(&self, number: u16) -> bool {
        match self {
            Self::Classes { cloudy, .. } => cloudy.contains(&number),
            Self::Bits { cloudy, .. } => number & cloudy.0 != 0,
        }
    }

    /// Returns why the meaning contradicts itself, if it does.
    pub(super) fn contradiction(&self) -> Option<String> {
        match self {
            Self::Classes { ground, .. } if ground.is_empty() => {
                Some("no class shows the ground".to_owned())
            }
            Self::Classes { ground, cloudy } => ground
                .iter()
                .find(|class| cloudy.contains(class))
                .map(|class| format!("class {class} is both ground and cloudy")),
            Self::Bits { hidden, cloudy } if hidden.0 | cloudy.0 == 0 => {
                Some("no bit hides anything".to_owned())
            }
            Self::Bits { hidden, cloudy } => {
                (hidden.0 & cloudy.0 != 0).then(|| "a bit is both hidden and cloudy".to_owned())
            }
        }
    }
}

/// A set of bits, written as the list of their places, the lowest being 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<u32>")]
pub struct Bits(u16);

impl TryFrom<Vec<u32>> for Bits {
    type Error = String;

    fn try_from(places: Vec<u32>) -> Result<Self, String> {
        places.into_iter().try_fold(Self(0), |bits, place| {
            let bit = 1_u16.checked_shl(place).ok_or_else(|| format!("bit {place} of sixteen"))?;
            Ok(Self(bits.0 | bit))
        })
    }
}

impl Bits {
    /// Returns the places of the bits, lowest first.
    pub fn places(self) -> impl Iterator<Item = u32> {
        (0..u16::BITS).filter(move |place| self.0 >> place & 1 == 1)
    }
}
