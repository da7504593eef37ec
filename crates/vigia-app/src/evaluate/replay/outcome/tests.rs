#![allow(clippy::unwrap_used)]
use super::*;
use crate::evaluate::replay::unit_squares::{SQUARE_HA, alert, day, replay, strip, true_site};

fn one_mine() -> Vec<TrueSite> {
    vec![true_site("m", "mining", "2023-03-10", strip(0.0, 1.0))]
}

#[test]
fn a_mine_is_found_from_a_fifth_of_its_ground_on_and_an_alert_false_below_a_tenth() {
    let truth = one_mine();
    let judged = |x: f64| {
        let (mines, alerts) =
            outcomes(&replay(vec![alert("a", "2023-04-01", strip(x, 1.0))], &truth), &truth);
        (mines[0].is_found, alerts[0].is_false)
    };
    assert_eq!(judged(0.75), (true, false));
    assert_eq!(judged(0.85), (false, false));
    assert_eq!(judged(0.95), (false, true));
    assert_eq!(judged(1.5), (false, true));
}

#[test]
fn nothing_covered_is_a_plain_zero() {
    let truth = one_mine();
    let beside = vec![alert("a", "2023-04-01", strip(5.0, 1.0))];
    let (mines, alerts) = outcomes(&replay(beside, &truth), &truth);
    assert!(mines[0].covered_share.is_sign_positive());
    assert!(alerts[0].on_mining_share.is_sign_positive());
}

#[test]
fn two_alerts_that_overlap_cover_their_common_ground_once() {
    let truth = one_mine();
    let twice = vec![
        alert("a", "2023-04-01", strip(0.85, 1.0)),
        alert("b", "2023-04-01", strip(0.85, 1.0)),
    ];
    let (mines, _) = outcomes(&replay(twice, &truth), &truth);
    assert!((mines[0].covered_share - 0.15).abs() < 1e-6 && !mines[0].is_found);
}

#[test]
fn a_mine_is_dated_by_the_first_alert_that_began_on_it_after_its_onset() {
    let truth = one_mine();
    let mut early = alert("early", "2023-02-01", strip(0.0, 1.0));
    early.confirmed = Some(day("2023-03-01"));
    let mut grown_into = alert("grown", "2023-04-01", strip(0.0, 3.0));
    grown_into.first_outline = strip(2.0, 1.0);
    let mut second = alert("second", "2023-06-01", strip(0.0, 0.5));
    second.confirmed = Some(day("2023-07-01"));
    let mut third = alert("third", "2023-08-01", strip(0.5, 0.5));
    third.confirmed = Some(day("2023-09-01"));
    let all = vec![early.clone(), grown_into.clone(), third, second];
    let (mines, alerts) = outcomes(&replay(all, &truth), &truth);
    assert_eq!(mines[0].provisional, Some(day("2023-06-01")));
    assert_eq!(mines[0].confirmed, Some(day("2023-07-01")));
    assert_eq!(alerts.iter().map(|a| a.is_early).collect::<Vec<_>>(), [true, false, false, false]);
    // Found, but nobody can say since when.
    let (mines, _) = outcomes(&replay(vec![early, grown_into], &truth), &truth);
    assert!(mines[0].is_found && mines[0].provisional.is_none() && mines[0].confirmed.is_none());
}

#[test]
fn a_sliver_of_a_neighbours_alert_dates_nothing() {
    let truth = vec![
        true_site("m", "mining", "2023-03-10", strip(0.0, 1.0)),
        true_site("n", "mining", "2023-03-10", strip(1.0, 5.0)),
    ];
    // 5.05 squares, of which a twentieth of one on the mine: neither a tenth nor a fifth.
    let (mines, alerts) = outcomes(
        &replay(
            vec![
                alert("n", "2023-04-01", strip(0.95, 5.05)),
                alert("m", "2023-08-01", strip(0.0, 0.9)),
            ],
            &truth,
        ),
        &truth,
    );
    assert_eq!(mines[0].provisional, Some(day("2023-08-01")));
    assert_eq!(mines[0].alerts, ["m"]);
    assert_eq!(alerts[0].mines, ["n"]);
}

#[test]
fn a_withdrawn_alert_was_raised_and_no_longer_stands() {
    let truth = one_mine();
    let mut gone = alert("a", "2023-04-01", strip(0.0, 1.0));
    gone.withdrawn = Some(day("2023-05-01"));
    let (mines, _) = outcomes(&replay(vec![gone], &truth), &truth);
    assert!(mines[0].is_found && !mines[0].is_found_standing);
}

#[test]
fn the_onset_is_that_of_the_alert_that_covers_most_and_hits_on_its_own_days() {
    let truth = one_mine();
    let most = alert("most", "2023-03-20", strip(0.0, 0.6));
    let least = alert("least", "2023-08-01", strip(0.6, 0.4));
    let (mines, _) = outcomes(&replay(vec![least.clone(), most], &truth), &truth);
    assert_eq!(mines[0].stated_onset.unwrap().not_after, day("2023-03-20"));
    // From 10 to 20 March: the first day counts.
    assert_eq!(mines[0].is_onset_hit, Some(true));
    let (mines, _) = outcomes(&replay(vec![least], &truth), &truth);
    assert_eq!(mines[0].is_onset_hit, Some(false));
}

#[test]
fn mines_that_nobody_can_have_seen_begin_and_tiny_ones_are_set_apart() {
    let tiny = strip(0.0, 0.19 / SQUARE_HA);
    let large_enough = strip(0.0, 0.21 / SQUARE_HA);
    let truth = vec![
        true_site("old", "mining", "2022-12-31", strip(0.0, 1.0)),
        true_site("first day", "mining", "2023-01-01", large_enough),
        true_site("tiny", "mining", "2023-05-01", tiny),
        true_site("young", "mining", "2023-12-02", strip(0.0, 1.0)),
        true_site("field", "swidden", "2023-05-01", strip(0.0, 1.0)),
    ];
    let (mines, _) = outcomes(&replay(Vec::new(), &truth), &truth);
    let standing: Vec<Standing> = mines.iter().map(|mine| mine.standing).collect();
    assert_eq!(
        standing,
        [Standing::BeforeSeries, Standing::Counted, Standing::TooSmall, Standing::AfterSeries]
    );
}

#[test]
fn a_false_alert_names_the_change_that_it_lies_on_most_and_a_right_one_none() {
    let truth = vec![
        true_site("m", "mining", "2023-03-10", strip(0.0, 1.0)),
        true_site("p", "pasture", "2023-03-10", strip(1.0, 1.0)),
        true_site("f", "fish_ponds", "2023-03-10", strip(2.0, 1.0)),
    ];
    let alerts = vec![
        alert("a", "2023-04-01", strip(1.6, 1.0)),
        alert("b", "2023-04-01", strip(0.5, 1.0)),
        alert("c", "2023-04-01", strip(9.0, 1.0)),
    ];
    let (_, alerts) = outcomes(&replay(alerts, &truth), &truth);
    let below: Vec<_> = alerts.iter().map(|alert| alert.look_alike.as_deref()).collect();
    assert_eq!(below, [Some("fish_ponds"), None, None]);
    assert_eq!(alerts.iter().map(|a| a.is_false).collect::<Vec<_>>(), [true, false, true]);
}
