//! A picture of how the features of a load are displaced.

use super::drawing::{dot, drawing, label, path, rectangle, ring};
use super::{Checked, Displacement, datum_mistake};
use crate::error::AppError;
use crate::messages::Messages;

/// Side of the picture, and from its middle to its frame.
const SIDE: f64 = 520.0;
const HALF: f64 = 220.0;
/// Most features that are drawn: more would be one blot.
const DRAWN_MAX: usize = 3_000;
/// The picture reaches at least this far, in metres.
const REACH_MIN_M: f64 = 50.0;

/// Returns an SVG with one dot for each feature that the reference has too, as far east and
/// north of the middle as it is displaced; the median; and where a misread datum would put
/// them. `None` where no feature is in both.
///
/// # Errors
/// [`AppError::Input`] where PROJ knows none of the datums.
pub fn picture(checked: &Checked, messages: &Messages) -> Result<Option<String>, AppError> {
    let moves = &checked.displacements;
    let Some(first) = moves.first() else { return Ok(None) };
    let middle = checked.shift.map_or(first.from, |shift| shift.middle);
    let mistake = datum_mistake(middle.0)?;
    let length = |one: &Displacement| one.east_m.abs().max(one.north_m.abs());
    let mut lengths: Vec<f64> = moves.iter().map(length).collect();
    lengths.sort_by(f64::total_cmp);
    // The farthest hundredth moved for reasons of their own and must not make the rest a dot.
    let most = lengths[(lengths.len() - 1) * 99 / 100];
    let reach_m = round_up(most.max(mistake.x.abs()).max(mistake.y.abs()).max(REACH_MIN_M) * 1.1);
    let x = |east_m: f64| SIDE / 2.0 + east_m / reach_m * HALF;
    let y = |north_m: f64| SIDE / 2.0 - north_m / reach_m * HALF;
    let words = |id: &str, arguments: &[(&str, String)]| messages.text(id, arguments);
    let (low, high, centre) = (SIDE / 2.0 - HALF, SIDE / 2.0 + HALF, SIDE / 2.0);
    let mut drawn = vec![
        rectangle((low, low), (2.0 * HALF, 2.0 * HALF), "#999"),
        path(&format!("M{low} {centre}H{high}M{centre} {low}V{high}"), "#ccc", 1.0),
    ];
    let every = moves.len().div_ceil(DRAWN_MAX);
    let within = moves.iter().step_by(every).filter(|one| length(one) <= reach_m);
    drawn.extend(within.map(|one| dot((x(one.east_m), y(one.north_m)), "#1b5e4b")));
    for (east_m, north_m, id) in [
        (mistake.x, mistake.y, "layers-picture-psad56"),
        (-mistake.x, -mistake.y, "layers-picture-wgs84"),
    ] {
        let (cx, cy) = (x(east_m), y(north_m));
        drawn.push(ring((cx, cy), 12.0, "#b04a00"));
        drawn.push(label((cx, cy + 28.0), "#b04a00", &words(id, &[])));
    }
    if let Some(shift) = checked.shift {
        let (cx, cy) = (x(shift.east_m), y(shift.north_m));
        drawn.push(path(&format!("M{:.1} {cy:.1}h16m-8 -8v16", cx - 8.0), "#000", 2.0));
    }
    let scale = words("layers-picture-scale", &[("metres", format!("{reach_m:.0}"))]);
    drawn.push(label((centre, 20.0), "#222", &scale));
    let count = words("layers-picture-count", &[("count", moves.len().to_string())]);
    drawn.push(label((centre, SIDE - 10.0), "#222", &count));
    let title = words("layers-picture-title", &[("load", checked.snapshot.id.to_string())]);
    Ok(Some(drawing((SIDE, SIDE), &title, drawn)))
}

/// Returns the next of 1, 2 or 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    power * steps.into_iter().find(|step| step * power >= value).unwrap_or(10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_a_round_number_that_holds_all() {
        for (value, expected) in
            [(50.0, 50.0), (51.0, 100.0), (420.0, 500.0), (0.3, 0.5), (1000.0, 1000.0)]
        {
            assert!((round_up(value) - expected).abs() < 1e-9, "{value}");
        }
    }
}
