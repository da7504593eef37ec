//! A box that a person asks for, and what to tell them where it cannot be one.

use geo::Rect;

use crate::error::AppError;

/// A box in degrees, EPSG:4326.
pub type AskedBox = Rect<f64>;

/// Reads `west,south,east,north` in degrees (EPSG:4326).
///
/// # Errors
/// [`AppError::BadValue`] for `bbox`, saying which mistake it looks like: latitude before
/// longitude, edges in the wrong order, metres for degrees.
pub fn asked_box(text: &str) -> Result<AskedBox, AppError> {
    let refused = |words| AppError::BadValue { field: "bbox", words, arguments: Vec::new() };
    let numbers: Vec<f64> = text
        .split(',')
        .map(|part| part.trim().parse().ok().filter(|number: &f64| number.is_finite()))
        .collect::<Option<_>>()
        .ok_or_else(|| refused("value-bbox-form"))?;
    let [west, south, east, north] = numbers.try_into().map_err(|_| refused("value-bbox-form"))?;
    if is_swapped([west, south, east, north]) {
        return Err(refused("value-bbox-swapped"));
    }
    let on_globe = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    if !(on_globe(west, south) && on_globe(east, north)) {
        return Err(refused("value-bbox-range"));
    }
    if west > east || south > north {
        return Err(refused("value-bbox-order"));
    }
    Ok(Rect::new((west, south), (east, north)))
}

/// Says whether both corners lie in Peru once latitude and longitude change places, and
/// not as they stand: the mistake that returns an empty list and teaches nothing.
fn is_swapped([a, b, c, d]: [f64; 4]) -> bool {
    let in_peru =
        |lon: f64, lat: f64| (-83.0..=-67.0).contains(&lon) && (-20.0..=2.0).contains(&lat);
    let corners = [(a, b), (c, d)];
    corners.iter().all(|(x, y)| in_peru(*y, *x)) && !corners.iter().any(|(x, y)| in_peru(*x, *y))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_box_is_west_south_east_north() {
        let found = asked_box(" -70.6,-13.1, -69.9,-12.5").unwrap();
        assert_eq!((found.min().x, found.min().y), (-70.6, -13.1));
        assert_eq!((found.max().x, found.max().y), (-69.9, -12.5));
        assert!(asked_box("-70,-13,-70,-13").is_ok(), "a point is a box");
        assert!(asked_box("-180,-90,180,90").is_ok(), "so is the whole world");
    }

    #[test]
    fn each_mistake_is_named() {
        for (text, expected) in [
            ("", "value-bbox-form"),
            ("-70,-13,-69", "value-bbox-form"),
            ("-70,-13,-69,-12,5", "value-bbox-form"),
            ("-70,-13,-69,x", "value-bbox-form"),
            ("-70,-13,-69,NaN", "value-bbox-form"),
            ("-70,-13,-69,inf", "value-bbox-form"),
            ("-13.1,-70.6,-12.5,-69.9", "value-bbox-swapped"),
            ("-69.9,-13.1,-70.6,-12.5", "value-bbox-order"),
            ("-70.6,-12.5,-69.9,-13.1", "value-bbox-order"),
            ("300000,8500000,400000,8600000", "value-bbox-range"),
            ("-70,-91,-69,-12", "value-bbox-range"),
        ] {
            match asked_box(text) {
                Err(AppError::BadValue { field: "bbox", words, .. }) => {
                    assert_eq!(words, expected, "{text}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }
}
