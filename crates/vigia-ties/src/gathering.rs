//! Places that stand together: a list of thousands told as a few.

use std::collections::BTreeMap;

use geo::{Distance, Haversine};
use geo_types::Point;

/// Metres of one degree of latitude, at least: a cell is never smaller than the distance.
const DEGREE_MIN_M: f64 = 110_000.0;
/// Beyond this latitude cells of longitude grow without limit; Peru ends at 19° S.
const LATITUDE_MAX: f64 = 80.0;

/// A place with those that are told with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// Its number.
    pub first: usize,
    /// Numbers of the others, in their order.
    pub others: Vec<usize>,
}

/// Returns the places in their order, each with those after it that lie within `within_m` of
/// it and stand with none before it. Unlike chains of neighbours, which make one place of a
/// whole river, none is wider than twice that distance.
///
/// - `places`: EPSG:4326, the most urgent first; one that is not finite stands alone.
/// - `within_m`: great-circle distance on the mean sphere (0.5 % off the ellipsoid at most);
///   0 or less: every place stands alone.
///
/// Costs what the places of nine cells cost, once a gathering.
#[must_use]
pub fn gatherings(places: &[Point<f64>], within_m: f64) -> Vec<Gathering> {
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    let cell = Cells { latitude: within_m / DEGREE_MIN_M };
    let is_placed = |place: &Point<f64>| {
        within_m > 0.0 && place.x().is_finite() && place.y().abs() <= LATITUDE_MAX
    };
    for (number, place) in places.iter().enumerate().filter(|(_, place)| is_placed(place)) {
        cells.entry(cell.of(*place)).or_default().push(number);
    }
    let mut taken = vec![false; places.len()];
    let mut gatherings = Vec::new();
    for (first, place) in places.iter().enumerate() {
        if std::mem::replace(&mut taken[first], true) {
            continue;
        }
        let mut others = Vec::new();
        if is_placed(place) {
            for around in cell.around(*place) {
                let Some(numbers) = cells.get_mut(&around) else { continue };
                numbers.retain(|number| {
                    let is_near = Haversine.distance(*place, places[*number]) <= within_m;
                    if is_near && *number != first {
                        taken[*number] = true;
                        others.push(*number);
                    }
                    !is_near
                });
            }
        }
        others.sort_unstable();
        gatherings.push(Gathering { first, others });
    }
    gatherings
}

/// Cells of a grid in degrees whose neighbours hold whatever is near.
struct Cells {
    latitude: f64,
}

impl Cells {
    fn of(&self, place: Point<f64>) -> (i64, i64) {
        let row = (place.y() / self.latitude).floor();
        (row as i64, (place.x() / self.width(row)).floor() as i64)
    }

    /// Width of the cells of a row, in degrees of longitude: enough at its end that is
    /// farther from the equator, and at that of its neighbours.
    fn width(&self, row: f64) -> f64 {
        let farthest = (row.abs() + 2.0) * self.latitude;
        self.latitude / farthest.min(LATITUDE_MAX + 5.0).to_radians().cos()
    }

    fn around(&self, place: Point<f64>) -> impl Iterator<Item = (i64, i64)> {
        let (row, _) = self.of(place);
        (row - 1..=row + 1).flat_map(move |row| {
            let width = self.width(row as f64);
            let column = (place.x() / width).floor() as i64;
            (column - 1..=column + 1).map(move |column| (row, column))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, without a grid.
    fn by_definition(places: &[Point<f64>], within_m: f64) -> Vec<Gathering> {
        let mut taken = vec![false; places.len()];
        let mut found = Vec::new();
        for first in 0..places.len() {
            if taken[first] {
                continue;
            }
            taken[first] = true;
            let near = |other: &usize| Haversine.distance(places[first], places[*other]);
            let others: Vec<usize> = (first + 1..places.len())
                .filter(|other| !taken[*other] && within_m > 0.0 && near(other) <= within_m)
                .collect();
            others.iter().for_each(|other| taken[*other] = true);
            found.push(Gathering { first, others });
        }
        found
    }

    #[test]
    fn the_first_of_a_place_takes_those_around_it_and_not_their_neighbours() {
        let row = |metres: f64| Point::new(-70.0, -12.9 + metres / 111_195.0);
        let places = [0.0, 2_900.0, 5_800.0, 100.0, 50_000.0].map(row);
        let found = gatherings(&places, 3_000.0);
        let told: Vec<_> = found.iter().map(|one| (one.first, one.others.clone())).collect();
        assert_eq!(told, [(0, vec![1, 3]), (2, vec![]), (4, vec![])]);
        assert_eq!(gatherings(&places, 0.0).len(), 5);
        let lost = [Point::new(f64::NAN, 1.0), row(0.0), Point::new(f64::NAN, 1.0)];
        assert_eq!(gatherings(&lost, 3_000.0).len(), 3);
    }

    proptest! {
        #[test]
        fn a_grid_finds_what_the_definition_does(
            places in prop::collection::vec((-72.02..-71.98f64, -13.0..-12.96f64), 0..60),
            south in prop::sample::select(vec![0.0, -5.0, -19.0, 13.0]),
            within_m in 0.0..3_000.0f64,
        ) {
            let places: Vec<Point<f64>> =
                places.into_iter().map(|(x, y)| Point::new(x, y + south)).collect();
            prop_assert_eq!(gatherings(&places, within_m), by_definition(&places, within_m));
        }
    }
}
