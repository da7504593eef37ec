//! Whether a load of a layer lies where it should: beside a reference, and by what datums do.

mod drawing;
mod file;
mod map;
mod picture;

use geo::Coord;
use vigia_core::layer::{Feature, Snapshot};
pub use vigia_ties::systematic_shift::{Displacement, SystematicShift};
use vigia_ties::systematic_shift::{displacements, systematic_shift};
use vigia_vector::Operation;

pub use file::{FileChecked, FileReading, FileSuspicion, Placed, check_file};
pub use map::map;
pub use picture::picture;

use crate::error::AppError;
use crate::workspace::Workspace;

/// A displacement below this is within what images and borders are off by.
const SHIFT_MIN_M: f64 = 50.0;
/// A displacement is of the layer as a whole where its features' own lie this near to it,
/// as a share of it.
const SPREAD_SHARE: f64 = 0.2;
/// How near a displacement must be to that of a datum mistake, in metres.
const LIKE_DATUM_M: f64 = 60.0;
/// UTM in PSAD56 beside UTM in WGS 84, by zone: what is read as the other by mistake.
const ZONES: [(&str, &str); 3] =
    [("EPSG:24877", "EPSG:32717"), ("EPSG:24878", "EPSG:32718"), ("EPSG:24879", "EPSG:32719")];

/// What is suspicious of a load.
#[derive(Clone, Debug, PartialEq)]
pub enum Suspicion {
    /// Features had to be repaired, of so many.
    Repaired(usize),
    /// It is displaced as a whole, and no datum mistake explains it.
    Displaced(SystematicShift),
    /// It is displaced as it would be if PSAD56 coordinates had been read as WGS 84.
    Psad56AsWgs84(SystematicShift),
    /// It is displaced as it would be if WGS 84 coordinates had been read as PSAD56.
    Wgs84AsPsad56(SystematicShift),
}

/// What a check found.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The load.
    pub snapshot: Snapshot,
    /// How it lies to the reference; `None` without one, or with fewer than three features
    /// in common.
    pub shift: Option<SystematicShift>,
    /// What is suspicious; empty where nothing is.
    pub suspicions: Vec<Suspicion>,
    /// Each feature that the reference has too.
    pub displacements: Vec<Displacement>,
}

/// Checks the load `id` beside the load `reference`, which is trusted.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown load; [`AppError::Store`]; [`AppError::Input`] where
/// PROJ knows none of the datums.
pub async fn check(
    workspace: &Workspace,
    id: &str,
    reference: Option<&str>,
) -> Result<Checked, AppError> {
    let (snapshot, features) = load(workspace, id).await?;
    let beside = match reference {
        Some(reference) => Some(load(workspace, reference).await?.1),
        None => None,
    };
    let displacements =
        beside.map_or_else(Vec::new, |reference| displacements(&features, &reference));
    let shift = systematic_shift(&displacements);
    let repaired = features.iter().filter(|feature| !feature.repairs.is_empty()).count();
    let mut suspicions = Vec::new();
    if repaired > 0 {
        suspicions.push(Suspicion::Repaired(repaired));
    }
    if let Some(shift) = shift {
        suspicions.extend(of_shift(shift)?);
    }
    Ok(Checked { snapshot, shift, suspicions, displacements })
}

async fn load(workspace: &Workspace, id: &str) -> Result<(Snapshot, Vec<Feature>), AppError> {
    let known = workspace.store().snapshots().await?;
    let snapshot = known
        .into_iter()
        .find(|snapshot| snapshot.id.as_str() == id)
        .ok_or_else(|| AppError::NotFound { noun: "snapshot", id: id.to_owned() })?;
    let features = workspace.store().features(&snapshot.id).await?;
    Ok((snapshot, features))
}

fn of_shift(shift: SystematicShift) -> Result<Option<Suspicion>, AppError> {
    if shift.length_m() < SHIFT_MIN_M || shift.spread_m > SPREAD_SHARE * shift.length_m() {
        return Ok(None);
    }
    let mistake = datum_mistake(shift.middle.0)?;
    let like = |east_m: f64, north_m: f64| {
        (shift.east_m - east_m).hypot(shift.north_m - north_m) < LIKE_DATUM_M
    };
    if like(mistake.x, mistake.y) {
        return Ok(Some(Suspicion::Psad56AsWgs84(shift)));
    }
    if like(-mistake.x, -mistake.y) {
        return Ok(Some(Suspicion::Wgs84AsPsad56(shift)));
    }
    Ok(Some(Suspicion::Displaced(shift)))
}

/// How far a place is displaced whose PSAD56 coordinates are read as WGS 84 ones.
fn datum_mistake(place: Coord<f64>) -> Result<Coord<f64>, AppError> {
    let (psad56, wgs84) = zone_of(place.x);
    mistaken(place, psad56, wgs84)
}

/// The CRS of the zone that a longitude lies in; beyond Peru's, of the nearest. In which zone
/// the coordinates were stated cannot be told: the mistake displaces alike in all.
const fn zone_of(longitude: f64) -> (&'static str, &'static str) {
    if longitude < -78.0 {
        ZONES[0]
    } else if longitude < -72.0 {
        ZONES[1]
    } else {
        ZONES[2]
    }
}

/// How far a place is displaced, in metres east and north, whose PSAD56 coordinates are read
/// as WGS 84 ones of the same zone.
fn mistaken(place: Coord<f64>, psad56: &str, wgs84: &str) -> Result<Coord<f64>, AppError> {
    let stated = Operation::from_wgs84(psad56)?.apply_to(place)?;
    let right = Operation::from_wgs84(wgs84)?.apply_to(place)?;
    Ok(stated - right)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use geo::Point;

    use super::*;

    fn shift(east_m: f64, north_m: f64, spread_m: f64) -> SystematicShift {
        let middle = Point::new(-70.2, -12.9);
        SystematicShift { east_m, north_m, spread_m, common: 50, middle }
    }

    #[test]
    fn a_datum_that_was_read_as_the_other_is_named_with_its_direction() {
        let mistake = mistaken(Coord { x: -70.2, y: -12.9 }, "EPSG:24879", "EPSG:32719").unwrap();
        // Hundreds of metres: the wrong holder.
        assert!((300.0..600.0).contains(&mistake.x.hypot(mistake.y)), "{mistake:?}");
        let (x, y) = (mistake.x, mistake.y);
        let found = of_shift(shift(x + 10.0, y - 10.0, 5.0)).unwrap().unwrap();
        assert!(matches!(found, Suspicion::Psad56AsWgs84(_)), "{found:?}");
        let found = of_shift(shift(-x, -y, 5.0)).unwrap().unwrap();
        assert!(matches!(found, Suspicion::Wgs84AsPsad56(_)), "{found:?}");
        let found = of_shift(shift(y, x + 400.0, 5.0)).unwrap().unwrap();
        assert!(matches!(found, Suspicion::Displaced(_)), "{found:?}");
    }

    #[test]
    fn small_shifts_and_features_that_moved_each_its_own_way_are_none() {
        assert_eq!(of_shift(shift(20.0, 20.0, 1.0)).unwrap(), None);
        assert_eq!(of_shift(shift(300.0, 300.0, 200.0)).unwrap(), None);
    }
}
