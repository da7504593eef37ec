//! Which examples are of one place.

use std::collections::HashMap;

use crate::Example;

/// Mean diameter of the Earth.
const EARTH_DIAMETER_KM: f64 = 12_742.0;
/// Examples nearer than this are of one place: the same weather, the same soil and often
/// the same picture.
pub const PLACE_KM: f64 = 25.0;

/// Returns the place of each example, numbered from 0 in the order of its first example.
///
/// Examples nearer than `km` to each other are of one place, and so are all that are
/// linked through others (single linkage), and those that share a picture, however far
/// apart they are said to be.
#[must_use]
pub fn groups(examples: &[&Example], km: f64) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..examples.len()).collect();
    let mut pictures = HashMap::new();
    for (later, example) in examples.iter().enumerate() {
        for (earlier, other) in examples[..later].iter().enumerate() {
            if distance_km(example, other) < km {
                join(&mut parents, earlier, later);
            }
        }
        for digest in example.digests.into_iter().flatten() {
            join(&mut parents, *pictures.entry(digest).or_insert(later), later);
        }
    }
    let mut numbers = HashMap::new();
    (0..examples.len())
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(root(&mut parents, at)).or_insert(next)
        })
        .collect()
}

/// Great-circle distance by the haversine formula.
fn distance_km(a: &Example, b: &Example) -> f64 {
    let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
    let across = a.lat.to_radians().cos() * b.lat.to_radians().cos();
    let chord = half_sine(a.lat, b.lat) + across * half_sine(a.lon, b.lon);
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
        let distance = distance_km(&at(-70.0, -13.0, 1), &at(-70.0, -12.0, 2));
        assert!((distance - 111.19).abs() < 0.05, "{distance}");
    }
}
