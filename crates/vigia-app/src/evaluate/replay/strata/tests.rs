use super::*;
use crate::evaluate::replay::outcome::outcomes;
use crate::evaluate::replay::unit_squares::{SQUARE_HA, alert, day, replay, strip, true_site};

#[test]
fn mines_are_parted_by_final_area_and_by_the_season_of_their_onset() {
    let of_ha = |ha: f64, x: f64| strip(x, ha / SQUARE_HA);
    let truth = [
        true_site("tiny", "mining", "2023-03-10", of_ha(0.1, 0.0)),
        true_site("small", "mining", "2023-05-31", of_ha(0.9, 10.0)),
        true_site("middle", "mining", "2023-06-01", of_ha(1.1, 20.0)),
        true_site("large", "mining", "2023-10-31", of_ha(5.1, 30.0)),
        true_site("late", "mining", "2023-11-01", of_ha(1.1, 40.0)),
    ];
    let found = [0, 3].map(|site: usize| alert("a", "2023-11-10", truth[site].outline.clone()));
    let (mines, _) = outcomes(&replay(found.to_vec(), &truth), &truth);
    let counts = |strata: &[Stratum]| -> Vec<_> {
        strata.iter().map(|stratum| (stratum.name, stratum.mines, stratum.found)).collect()
    };
    assert_eq!(
        counts(&by_area(&mines)),
        [("below-0.2", 1, 1), ("0.2-1", 1, 0), ("1-5", 2, 0), ("above-5", 1, 1)]
    );
    // The tiny one is in no season: seasons divide the headline.
    let seasons = by_season(&mines);
    assert_eq!(counts(&seasons), [("wet", 2, 0), ("dry", 2, 1)]);
    assert_eq!(seasons[1].provisional_from_onset.days.values, [10.0]);
    assert_eq!(seasons[0].recall, Some(0.0));
}

#[test]
fn the_wet_season_is_november_to_may() {
    let wet = (1..=12).filter(|month| is_wet_season(jiff::civil::date(2023, *month, 15)));
    assert_eq!(wet.collect::<Vec<_>>(), [1, 2, 3, 4, 5, 11, 12]);
    assert!(is_wet_season(day("2023-05-31")) && !is_wet_season(day("2023-06-01")));
}
