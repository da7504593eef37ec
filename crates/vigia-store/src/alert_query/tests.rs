#![allow(clippy::unwrap_used)]
use jiff::civil::date;
use proptest::prelude::*;
use vigia_core::layer::LayerKind;
use vigia_core::tie::{Reading, Relation, Tie};
use vigia_core::{
    Alert, AlertId, AlertState, DateInterval, Driver, Hectares, Metres, PriorityCode, PriorityPart,
    SnapshotId, priority,
};

use super::*;
use crate::Store;
use crate::sample::{self, now};

fn tie(kind: LayerKind, code: &str, relation: Relation, distance_m: f64) -> Tie {
    Tie {
        kind,
        snapshot: SnapshotId::new("derechos@2025-01-01#00"),
        feature_code: code.to_owned(),
        feature_name: "CONCESIÓN INVENTADA".to_owned(),
        holder: Some("Titular Ficticio S.A.".to_owned()),
        status: None,
        relation,
        area: Hectares(0.0),
        share: 0.0,
        distance: Metres(distance_m),
        valid_from: None,
        valid_to: None,
        certainty: None,
        reading: Default::default(),
    }
}

async fn put(store: &Store, job: &str, alerts: &[Alert], gone: &[&str]) {
    let lease = sample::leased(store, job).await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for alert in alerts {
        effects.put_alert(alert).await.unwrap();
    }
    for id in gone {
        effects.remove_alert(&AlertId::new(*id)).await.unwrap();
    }
    effects.commit().await.unwrap();
}

async fn stored(alerts: &[Alert]) -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    put(&store, "alerts", alerts, &[]).await;
    (folder, store)
}

async fn check(store: &Store, filter: &AlertFilter, expected: &[&str]) {
    let page = store.alerts(filter).await.unwrap();
    let ids: Vec<&str> = page.alerts.iter().map(|one| one.alert.id.as_str()).collect();
    assert_eq!(ids, expected, "{filter:?}");
    assert_eq!(page.total, expected.len() as u64, "{filter:?}");
    assert_eq!(store.count_alerts(filter).await.unwrap(), expected.len() as u64, "{filter:?}");
}

#[tokio::test]
async fn an_onset_that_shares_one_day_with_the_asked_days_is_found_and_no_other() {
    let onset = |from, to| DateInterval { not_before: from, not_after: to };
    let mut alerts = ["a", "b"].map(sample::alert);
    alerts[0].onset = onset(date(2024, 3, 1), date(2024, 3, 10));
    alerts[1].onset = onset(date(2024, 3, 20), date(2024, 3, 20));
    let (_folder, store) = stored(&alerts).await;
    let between = |since, until| AlertFilter { since, until, ..AlertFilter::default() };
    check(&store, &between(Some(date(2024, 3, 10)), Some(date(2024, 3, 19))), &["a"]).await;
    check(&store, &between(Some(date(2024, 3, 11)), Some(date(2024, 3, 19))), &[]).await;
    check(&store, &between(Some(date(2024, 3, 11)), None), &["b"]).await;
    check(&store, &between(None, Some(date(2024, 3, 1))), &["a"]).await;
    check(&store, &between(None, Some(date(2024, 2, 29))), &[]).await;
}

#[tokio::test]
async fn a_layer_is_met_by_lying_on_it_and_not_by_lying_near() {
    let mut alerts = ["a", "b", "c", "d"].map(sample::alert);
    alerts[0].ties = vec![
        tie(LayerKind::MiningRight, "0101", Relation::Within, 0.0),
        tie(LayerKind::MiningRight, "0101", Relation::Overlaps, 0.0),
    ];
    alerts[1].ties = vec![tie(LayerKind::MiningRight, "0101", Relation::Near, 0.0)];
    alerts[2].ties = vec![tie(LayerKind::Reinfo, "0101", Relation::Near, 0.0)];
    alerts[3].ties = vec![tie(LayerKind::Reinfo, "7", Relation::Near, 0.5)];
    let (_folder, store) = stored(&alerts).await;
    let on = |kind| AlertFilter { layer: Some(kind), ..AlertFilter::default() };
    check(&store, &on(LayerKind::MiningRight), &["a"]).await;
    check(&store, &on(LayerKind::Reinfo), &["c"]).await;
    check(&store, &on(LayerKind::River), &[]).await;
    let right = |code: &str| AlertFilter { right: Some(code.to_owned()), ..AlertFilter::default() };
    check(&store, &right("0101"), &["a"]).await;
    check(&store, &right("101"), &[]).await;
    check(&store, &right("' OR 1=1 --"), &[]).await;

    let moved = Alert { ties: Vec::new(), ..alerts[0].clone() };
    put(&store, "moved", &[moved], &["c"]).await;
    check(&store, &on(LayerKind::MiningRight), &[]).await;
    check(&store, &on(LayerKind::Reinfo), &[]).await;
    check(&store, &right("0101"), &[]).await;
}

#[tokio::test]
async fn a_feature_as_two_loads_have_it_is_found_once_and_one_that_is_gone_is_not() {
    let first = sample::alert("a");
    let (_folder, store) = stored(std::slice::from_ref(&first)).await;
    let within = tie(LayerKind::MiningRight, "0101", Relation::Within, 0.0);
    let ties = vec![
        within.clone(),
        Tie { reading: Reading::Later, ..within },
        Tie {
            reading: Reading::Gone,
            ..tie(LayerKind::ProtectedArea, "P1", Relation::Within, 0.0)
        },
    ];
    put(&store, "changed", &[Alert { ties, ..first }], &[]).await;
    let on = |kind| AlertFilter { layer: Some(kind), ..AlertFilter::default() };
    check(&store, &on(LayerKind::MiningRight), &["a"]).await;
    check(&store, &on(LayerKind::ProtectedArea), &[]).await;
}

#[tokio::test]
async fn each_order_has_its_first() {
    let mut alerts = ["a", "b", "c"].map(sample::alert);
    alerts[0].confidence = 0.95;
    alerts[1].area = Hectares(500.0);
    alerts[2].onset.not_after = date(2025, 5, 1);
    let (_folder, store) = stored(&alerts).await;
    for (sort, expected) in [
        (AlertSort::Rank, ["a", "b", "c"]),
        (AlertSort::Largest, ["b", "a", "c"]),
        (AlertSort::Newest, ["c", "a", "b"]),
    ] {
        check(&store, &AlertFilter { sort, ..AlertFilter::default() }, &expected).await;
    }
}

/// The spatial index rounds to 32 bits: an alert a hair outside is a candidate only.
#[tokio::test]
async fn a_box_is_exact_beyond_the_spatial_index() {
    let mut alert = sample::alert("a");
    // Not a 32-bit number, so the index keeps it a little further west.
    alert.outline = sample::square(-70.3, -12.0, 0.01);
    let (_folder, store) = stored(&[alert]).await;
    let up_to = |east| AlertFilter {
        bbox: Some(Rect::new((-71.0, -13.0), (east, -11.0))),
        ..AlertFilter::default()
    };
    check(&store, &up_to(-70.3), &["a"]).await;
    check(&store, &up_to(-70.300_000_1), &[]).await;
}

#[tokio::test]
async fn alerts_are_read_by_their_names() {
    let (_folder, store) = stored(&["a", "b", "c"].map(sample::alert)).await;
    let ids = ["c", "x", "a"].map(AlertId::new);
    let found = store.alerts_named(&ids).await.unwrap();
    assert_eq!(found.iter().map(|alert| alert.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
}

#[derive(Clone, Debug)]
struct Drawn {
    confidence: u8,
    area: u8,
    day: i8,
    place: u8,
    mining: bool,
    right: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (0..3_u8, 0..3_u8, 1..4_i8, 0..3_u8, any::<bool>(), any::<bool>()).prop_map(
        |(confidence, area, day, place, mining, right)| Drawn {
            confidence,
            area,
            day,
            place,
            mining,
            right,
        },
    )
}

fn alert_of(id: &str, drawn: &Drawn) -> Alert {
    let mut alert = sample::alert(id);
    alert.confidence = f64::from(drawn.confidence) / 3.0;
    alert.area = Hectares(f64::from(drawn.area) / 7.0);
    alert.onset =
        DateInterval { not_before: date(2024, 7, 1), not_after: date(2024, 7, drawn.day) };
    alert.outline = sample::square(-70.0 - f64::from(drawn.place), -12.0, 0.5);
    alert.driver = if drawn.mining { Driver::Mining } else { Driver::Unknown };
    alert.state = if drawn.mining { AlertState::Confirmed } else { AlertState::Provisional };
    alert.priority = vec![PriorityPart {
        code: PriorityCode::Size,
        value: 1.0,
        points: f64::from((drawn.area + drawn.confidence) % 3) / 3.0,
    }];
    if drawn.right {
        alert.ties.push(tie(LayerKind::MiningRight, "r", Relation::Overlaps, 0.0));
    }
    alert
}

fn filters() -> impl Strategy<Value = AlertFilter> {
    let sort = prop::sample::select(vec![
        AlertSort::Rank,
        AlertSort::Newest,
        AlertSort::Largest,
        AlertSort::Priority,
    ]);
    (
        sort,
        prop::option::of(0..3_u8),
        prop::option::of(0..3_u8),
        prop::option::of(0..4_i8),
        prop::option::of(0..3_u8),
        any::<[bool; 4]>(),
        1..6_u32,
    )
        .prop_map(
            |(sort, confidence, area, day, place, [mining, confirmed, layer, right], limit)| {
                AlertFilter {
                    sort,
                    limit,
                    min_confidence: confidence.map(|value| f64::from(value) / 3.0),
                    max_area_ha: area.map(|value| f64::from(value) / 7.0),
                    since: day.map(|day| date(2024, 7, day + 1)),
                    bbox: place.map(|place| {
                        let west = -70.0 - f64::from(place);
                        Rect::new((west + 0.1, -12.0), (west + 0.2, -11.0))
                    }),
                    driver: mining.then_some(Driver::Mining),
                    state: confirmed.then_some(AlertState::Confirmed),
                    layer: layer.then_some(LayerKind::MiningRight),
                    right: right.then(|| "r".to_owned()),
                    ..AlertFilter::default()
                }
            },
        )
}

/// What the filter means, said a second time without a database.
fn chosen(filter: &AlertFilter, alert: &Alert) -> bool {
    let bounds = geo::BoundingRect::bounding_rect(&alert.outline).unwrap();
    let on_right = !alert.ties.is_empty();
    filter.state.is_none_or(|state| state == alert.state)
        && filter.driver.is_none_or(|driver| driver == alert.driver)
        && filter.min_confidence.is_none_or(|least| alert.confidence >= least)
        && filter.max_area_ha.is_none_or(|most| alert.area.0 <= most)
        && filter.since.is_none_or(|day| alert.onset.not_after >= day)
        && filter.bbox.is_none_or(|asked| geo::Intersects::intersects(&asked, &bounds))
        && (filter.layer.is_none() || on_right)
        && (filter.right.is_none() || on_right)
}

fn order(sort: AlertSort, a: &Alert, b: &Alert) -> std::cmp::Ordering {
    let confidence = b.confidence.total_cmp(&a.confidence);
    let area = b.area.0.total_cmp(&a.area.0);
    match sort {
        AlertSort::Rank => confidence.then(area),
        AlertSort::Largest => area.then(confidence),
        AlertSort::Priority => {
            let score = |alert: &Alert| priority::score(&alert.priority, false);
            score(b).total_cmp(&score(a)).then(area)
        }
        AlertSort::Newest => {
            (b.onset.not_after, b.onset.not_before).cmp(&(a.onset.not_after, a.onset.not_before))
        }
    }
    .then(a.id.cmp(&b.id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Between two pages some alerts change, some go and some come; the others must stand
    /// on exactly one page, in order.
    #[test]
    fn paging_through_a_changing_set_never_repeats_or_skips_what_did_not_change(
        first in prop::collection::vec(drawn(), 1..24),
        changes in prop::collection::vec((0..24_usize, prop::option::of(drawn())), 1..8),
        filter in filters(),
    ) {
        let name = |number: usize| format!("a-{number:02}");
        let alerts: Vec<Alert> =
            first.iter().enumerate().map(|(number, drawn)| alert_of(&name(number), drawn)).collect();
        let touched: Vec<String> = changes.iter().map(|(number, _)| name(*number)).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_folder, store) = stored(&alerts).await;
            let (mut paged, mut filter, mut changes) = (Vec::new(), filter.clone(), changes.iter());
            loop {
                let page = store.alerts(&filter).await.unwrap();
                assert!(page.alerts.len() <= filter.limit as usize);
                paged.extend(page.alerts.into_iter().map(|one| one.alert));
                assert!(paged.len() <= 100, "a page comes again and again");
                let Some(next) = page.next else { break };
                filter.after = Some(next);
                if let Some((number, change)) = changes.next() {
                    let id = name(*number);
                    let job = format!("change-{}", paged.len());
                    match change {
                        Some(drawn) => put(&store, &job, &[alert_of(&id, drawn)], &[]).await,
                        None => put(&store, &job, &[], &[&id]).await,
                    }
                }
            }
            let stayed = |alert: &&Alert| !touched.contains(&alert.id.to_string());
            let mut expected: Vec<&Alert> =
                alerts.iter().filter(stayed).filter(|alert| chosen(&filter, alert)).collect();
            expected.sort_by(|a, b| order(filter.sort, a, b));
            let seen: Vec<&AlertId> = paged.iter().filter(stayed).map(|alert| &alert.id).collect();
            assert_eq!(seen, expected.iter().map(|alert| &alert.id).collect::<Vec<_>>(), "{filter:?}");
            filter.after = None;
            let now_there = store.every_alert(&filter).await.unwrap().len() as u64;
            assert_eq!(store.count_alerts(&filter).await.unwrap(), now_there);
        });
    }
}

mod speed;
