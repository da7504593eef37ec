use super::*;
use crate::alert_detail::tests::{alert, tie};
use vigia_core::tie::Relation;

#[test]
fn the_largest_shares_come_first_then_the_nearest_and_districts_last() {
    let mut alert = alert("a-1");
    alert.ties = vec![
        tie(LayerKind::District, "170103", Relation::Within, 1.0, 0.0),
        tie(LayerKind::River, "r", Relation::Near, 0.0, 900.0),
        tie(LayerKind::MiningRight, "m-2", Relation::Near, 0.0, 40.0),
        tie(LayerKind::MiningRight, "m-1", Relation::Overlaps, 0.4, 0.0),
        tie(LayerKind::BufferZone, "b", Relation::Overlaps, 0.9, 0.0),
        tie(LayerKind::Other, "o", Relation::Near, 0.0, 950.0),
    ];
    let summary = AlertSummary::of(alert, Sight::Full);
    let codes: Vec<&str> =
        summary.brief_ties().iter().map(|tie| tie.feature_code.as_str()).collect();
    assert_eq!(codes, ["b", "m-1", "m-2", "r", "o"]);
}

#[test]
fn a_field_team_gets_no_holder_not_even_as_the_name_of_a_record() {
    let mut alert = alert("a-1");
    let mut record = tie(LayerKind::Reinfo, "R-1", Relation::Near, 0.0, 0.0);
    record.feature_name = "TITULAR FICTICIO".to_owned();
    alert.ties = vec![record, tie(LayerKind::MiningRight, "m", Relation::Within, 1.0, 0.0)];
    let holds_name = |sight| {
        serde_json::to_string(&AlertSummary::of(alert.clone(), sight).alert)
            .is_ok_and(|text| text.contains("TITULAR"))
    };
    assert!(holds_name(Sight::Full));
    assert!(!holds_name(Sight::Field));
}

#[test]
fn an_alert_is_quoted_in_utm() {
    let place = AlertSummary::of(alert("a-1"), Sight::Full).place.map(|place| place.utm());
    assert_eq!(place.as_deref(), Some("19S 392055 8573161"));
}
