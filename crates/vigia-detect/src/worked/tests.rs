#![allow(clippy::unwrap_used)]

use ndarray::Array3;
use vigia_core::profile::DriverFeature;

use super::*;
use crate::View;

const FOREST: [f32; 6] = [0.026, 0.045, 0.026, 0.27, 0.15, 0.06];
const SAND: [f32; 6] = [0.14, 0.21, 0.26, 0.30, 0.32, 0.26];

/// Calls ground worked where more than half of its neighbourhood is bare.
fn bareness() -> DriverModel {
    let bare = DriverFeature { name: "bare".into(), mean: 0.5, scale: 1.0, coefficient: 50.0 };
    DriverModel { intercept: 0.0, threshold: 0.5, features: vec![bare] }
}

/// Ten rows, of which the first are sand.
fn sand_above(rows: usize) -> Indices {
    let view =
        Array3::from_shape_fn(
            (6, 10, 10),
            |(band, row, _)| {
                if row < rows { SAND[band] } else { FOREST[band] }
            },
        );
    Indices::of(&View::new(view).unwrap())
}

#[test]
fn worked_ground_is_counted_where_it_is_bare() {
    let share = |indices: &Indices| worked_share(indices, (10.0, 10.0), &bareness()).unwrap();
    assert_eq!(share(&sand_above(4)), 0.4);
    assert_eq!(share(&sand_above(0)), 0.0);
    assert_eq!(share(&sand_above(10)), 1.0);
}

#[test]
fn a_term_that_does_not_exist_is_an_error() {
    let mut model = bareness();
    model.features[0].name = "blue".into();
    assert!(worked_share(&sand_above(4), (10.0, 10.0), &model).is_err());
}
