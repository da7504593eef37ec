//! The same by size and by season: what an average hides.

use jiff::civil::Date;
use serde::Serialize;

use super::delay::Delay;
use super::outcome::{MineOutcome, Standing};

/// Mines of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stratum {
    /// Its name.
    pub name: &'static str,
    /// Mines.
    pub mines: usize,
    /// Found ones.
    pub found: usize,
    /// Share found, 0–1.
    pub recall: Option<f64>,
    /// First alert, from the onset.
    pub provisional_from_onset: Delay,
}

/// Classes of final area: name, and the area below which a mine belongs, hectares.
const AREA_CLASSES: [(&str, f64); 4] =
    [("below-0.2", 0.2), ("0.2-1", 1.0), ("1-5", 5.0), ("above-5", f64::INFINITY)];

/// Returns the strata of final area, the smallest class first. Mines below the headline's
/// limit have a class of their own.
#[must_use]
pub fn by_area(mines: &[MineOutcome]) -> Vec<Stratum> {
    let mut least = 0.0;
    let strata = AREA_CLASSES.map(|(name, limit)| {
        let stratum = Stratum::of(name, mines, |mine| {
            let is_watched = matches!(mine.standing, Standing::Counted | Standing::TooSmall);
            is_watched && (least..limit).contains(&mine.area_ha)
        });
        least = limit;
        stratum
    });
    strata.to_vec()
}

/// Returns the strata of the season in which a mine of the headline began.
#[must_use]
pub fn by_season(mines: &[MineOutcome]) -> Vec<Stratum> {
    [("wet", true), ("dry", false)]
        .map(|(name, is_wet)| {
            Stratum::of(name, mines, |mine| {
                mine.standing == Standing::Counted && is_wet_season(mine.onset) == is_wet
            })
        })
        .to_vec()
}

/// Says whether a day lies in the wet season of the Peruvian Amazon, November to May.
#[must_use]
pub fn is_wet_season(day: Date) -> bool {
    !(6..=10).contains(&day.month())
}

impl Stratum {
    fn of(
        name: &'static str,
        mines: &[MineOutcome],
        belongs: impl Fn(&MineOutcome) -> bool,
    ) -> Self {
        let counted =
            |mine: &MineOutcome| MineOutcome { standing: Standing::Counted, ..mine.clone() };
        let members: Vec<MineOutcome> =
            mines.iter().filter(|mine| belongs(mine)).map(counted).collect();
        let found = members.iter().filter(|mine| mine.is_found).count();
        Self {
            name,
            mines: members.len(),
            found,
            recall: (!members.is_empty()).then(|| found as f64 / members.len() as f64),
            provisional_from_onset: Delay::of(
                &members,
                |mine| Some(mine.onset),
                |mine| mine.provisional,
            ),
        }
    }
}

#[cfg(test)]
mod tests;
