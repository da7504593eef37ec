//! Groups of positions that lie close together.

use geo::{Distance, Haversine, Point};

/// Pairs closer than this, or chained to each other by such, are one place: folds and
/// resamples move it whole.
pub const APART_M: f64 = 25_000.0;

/// Metres of a degree of latitude, rounded down: the band that is searched is never too
/// narrow (the shortest degree of the ellipsoid has 110,574 m).
const DEGREE_M: f64 = 110_000.0;

/// Returns the place of each position (longitude, latitude in degrees), numbered in the
/// order of their first position.
///
/// Two positions share a place where a chain of positions, each less than `apart_m` from
/// the next, joins them. Distances are those of a sphere: half a per cent off, which
/// grouping does not mind. A position that is not finite is a place of its own.
#[must_use]
pub fn places(positions: &[Point<f64>], apart_m: f64) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..positions.len()).collect();
    let mut by_latitude: Vec<usize> = (0..positions.len()).collect();
    by_latitude.sort_by(|a, b| positions[*a].y().total_cmp(&positions[*b].y()));
    for (rank, &here) in by_latitude.iter().enumerate() {
        let band = positions[here].y() + apart_m / DEGREE_M;
        for &there in by_latitude[rank + 1..].iter().take_while(|at| positions[**at].y() <= band) {
            if Haversine.distance(positions[here], positions[there]) < apart_m {
                let (a, b) = (root(&mut parents, here), root(&mut parents, there));
                parents[a.max(b)] = a.min(b);
            }
        }
    }
    let mut numbers = vec![usize::MAX; positions.len()];
    let mut count = 0;
    (0..positions.len())
        .map(|index| {
            let root = root(&mut parents, index);
            if numbers[root] == usize::MAX {
                numbers[root] = count;
                count += 1;
            }
            numbers[root]
        })
        .collect()
}

/// The smallest index of the group so far; shortens the way there.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_chained_and_strangers_stay_apart() {
        // A degree of longitude on the equator has 111 km: steps of 20 km, then 60 km.
        let at = |km: f64| Point::new(km / 111.2, 0.0);
        let found = places(&[at(0.0), at(100.0), at(40.0), at(20.0), at(160.0)], APART_M);
        assert_eq!(found, [0, 1, 0, 0, 2]);
    }

    #[test]
    fn the_date_line_does_not_part_neighbours() {
        let found = places(&[Point::new(179.95, -3.0), Point::new(-179.95, -3.0)], APART_M);
        assert_eq!(found, [0, 0]);
    }

    #[test]
    fn a_position_that_is_no_number_is_a_place_of_its_own() {
        let nowhere = Point::new(f64::NAN, f64::NAN);
        assert_eq!(places(&[nowhere, nowhere, Point::new(0.0, 0.0)], APART_M), [0, 1, 2]);
    }
}
