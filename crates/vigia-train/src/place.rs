//! Which examples are of one place.

use std::collections::HashMap;

use crate::Example;

/// Mean diameter of the Earth.
const EARTH_DIAMETER_KM: f64 = 12_742.0;
/// Kilometres of a degree of latitude, rounded down: the band that is searched is never
/// too narrow.
const DEGREE_KM: f64 = 110.0;
/// Examples nearer than this are of one place: the same weather, the same soil and often
/// the same picture.
pub const PLACE_KM: f64 = 25.0;

/// A longitude and a latitude, in degrees.
pub type Position = (f64, f64);

/// Returns the place of each example, numbered from 0 in the order of its first example.
///
/// Examples nearer than `km` to each other are of one place, and so are all that are
/// linked through others (single linkage), and those that share a picture, however far
/// apart they are said to be.
#[must_use]
pub fn groups(examples: &[&Example], km: f64) -> Vec<usize> {
    let positions: Vec<Position> =
        examples.iter().map(|example| (example.lon, example.lat)).collect();
    let mut parents = linked(&positions, km);
    let mut pictures = HashMap::new();
    for (at, example) in examples.iter().enumerate() {
        for digest in example.digests.into_iter().flatten() {
            join(&mut parents, *pictures.entry(digest).or_insert(at), at);
        }
    }
    numbered(parents)
}

/// [`groups`] of positions alone. One that is not finite is a place of its own.
#[must_use]
pub fn groups_of_positions(positions: &[Position], km: f64) -> Vec<usize> {
    numbered(linked(positions, km))
}

/// Links neighbours, looking from each northwards as far as they can lie.
fn linked(positions: &[Position], km: f64) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..positions.len()).collect();
    let mut by_latitude: Vec<usize> = (0..positions.len()).collect();
    by_latitude.sort_by(|a, b| positions[*a].1.total_cmp(&positions[*b].1));
    for (rank, &here) in by_latitude.iter().enumerate() {
        let band = positions[here].1 + km / DEGREE_KM;
        for &there in by_latitude[rank + 1..].iter().take_while(|at| positions[**at].1 <= band) {
            if distance_km(positions[here], positions[there]) < km {
                join(&mut parents, here, there);
            }
        }
    }
    parents
}

fn numbered(mut parents: Vec<usize>) -> Vec<usize> {
    let mut numbers = HashMap::new();
    (0..parents.len())
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(root(&mut parents, at)).or_insert(next)
        })
        .collect()
}

/// Great-circle distance by the haversine formula; half the Earth for what is no number.
fn distance_km(a: Position, b: Position) -> f64 {
    let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let across = a.1.to_radians().cos() * b.1.to_radians().cos();
    let chord = half_sine(a.1, b.1) + across * half_sine(a.0, b.0);
    EARTH_DIAMETER_KM * chord.sqrt().min(1.0).asin()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::tests::example;

    fn at(lon: f64, lat: f64, digest: u64) -> Example {
        Example { lon, lat, digests: [Some(digest), None], ..example("x") }
    }

    #[test]
    fn the_date_line_does_not_part_neighbours() {
        assert_eq!(groups_of_positions(&[(179.95, -3.0), (-179.95, -3.0)], PLACE_KM), [0, 0]);
    }

    #[test]
    fn a_position_that_is_no_number_is_a_place_of_its_own() {
        let nowhere = (f64::NAN, f64::NAN);
        assert_eq!(groups_of_positions(&[nowhere, nowhere, (0.0, 0.0)], PLACE_KM), [0, 1, 2]);
    }

    #[test]
    fn neighbours_of_neighbours_are_one_place_and_so_are_equal_pictures() {
        // 0.2° of longitude at 13° S is 21.7 km; 0.4° is 43 km.
        let examples = [
            at(-70.0, -13.0, 1),
            at(-60.0, -5.0, 2),
            at(-70.4, -13.0, 3),
            at(-70.2, -13.0, 4),
            at(-50.0, -5.0, 2),
            at(-70.0, -13.3, 5),
        ];
        let examples: Vec<&Example> = examples.iter().collect();
        assert_eq!(groups(&examples, PLACE_KM), [0, 1, 0, 0, 1, 2]);
        assert_eq!(groups(&examples, 1.0), [0, 1, 2, 3, 1, 4]);
    }

    #[test]
    fn views_without_data_are_no_duplicates() {
        let empty = |lon| Example { lon, digests: [None, None], ..example("x") };
        let (a, b) = (empty(-70.0), empty(-60.0));
        assert_eq!(groups(&[&a, &b], PLACE_KM), [0, 1]);
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let distance = distance_km((-70.0, -13.0), (-70.0, -12.0));
        assert!((distance - 111.19).abs() < 0.05, "{distance}");
    }
}
