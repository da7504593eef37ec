//! How long a page takes among 100,000 alerts. Ignored: it writes half a gigabyte.

use std::time::{Duration, Instant};

use super::*;

const ALERTS: u32 = 100_000;

/// Alerts of the size of real ones (5 kB), spread over three by two degrees.
async fn filled() -> (tempfile::TempDir, Store) {
    let (folder, store) = stored(&[sample::alert("a")]).await;
    let mut transaction = store.begin_immediate().await.unwrap();
    let made = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ALERTS}),
        drawn AS MATERIALIZED (
            SELECT i, abs(random() % 1000) / 1000.0 AS c, abs(random() % 10000) / 100.0 AS a,
                -72 + abs(random() % 30000) / 10000.0 AS w, -13.5 + abs(random() % 20000) / 10000.0 AS s,
                date('2023-01-01', '+' || abs(random() % 800) || ' days') AS d,
                abs(random() % 3000) AS right FROM n
        )
        INSERT INTO alert (id, site, state, driver, confidence, area_ha, not_before, not_after,
            first_alerted_us, profile, west, south, east, north, body)
        SELECT 'A-' || i, 's-' || i, iif(i % 3, 'provisional', 'confirmed'), iif(i % 9, 'mining', 'unknown'),
            c, a, d, date(d, '+12 days'), i, 'p', w, s, w + 0.01, s + 0.01,
            json_set(body, '$.id', 'A-' || i, '$.confidence', c, '$.area', a,
                '$.onset.not_before', d, '$.onset.not_after', date(d, '+12 days'),
                '$.profile', printf('%.*c', 4000, 'p'),
                '$.ties', json_array(json_object('kind', 'mining_right', 'snapshot', 'x',
                    'feature_code', 'r-' || right, 'feature_name', '', 'holder', NULL, 'status', NULL,
                    'relation', 'overlaps', 'area', 1.0, 'share', 0.5, 'distance', 0.0)))
        FROM drawn, alert WHERE alert.id = 'a'"
    );
    sqlx::query(sqlx::AssertSqlSafe(made)).execute(&mut *transaction).await.unwrap();
    store.commit(transaction).await.unwrap();
    (folder, store)
}

fn asked() -> Vec<(&'static str, AlertFilter)> {
    let page = || AlertFilter { limit: 50, ..AlertFilter::default() };
    let boxed = |west, south, east, north| Some(Rect::new((west, south), (east, north)));
    let half = || AlertCursor {
        priority: 0.0,
        confidence: 0.5,
        area_ha: 50.0,
        not_before: date(2024, 2, 1),
        not_after: date(2024, 2, 13),
        id: AlertId::new("A-5"),
    };
    vec![
        ("all", page()),
        ("newest", AlertFilter { sort: AlertSort::Newest, ..page() }),
        ("largest", AlertFilter { sort: AlertSort::Largest, ..page() }),
        ("half way", AlertFilter { after: Some(half()), ..page() }),
        ("confirmed", AlertFilter { state: Some(AlertState::Confirmed), ..page() }),
        ("none", AlertFilter { driver: Some(Driver::Other), ..page() }),
        ("small box", AlertFilter { bbox: boxed(-71.5, -13.0, -71.4, -12.9), ..page() }),
        ("box of candidates", AlertFilter { bbox: boxed(-71.5, -13.0, -71.0, -12.5), ..page() }),
        ("large box", AlertFilter { bbox: boxed(-71.5, -13.0, -69.5, -12.0), ..page() }),
        ("right", AlertFilter { right: Some("r-7".to_owned()), ..page() }),
        ("layer", AlertFilter { layer: Some(LayerKind::MiningRight), ..page() }),
        ("no such layer", AlertFilter { layer: Some(LayerKind::River), ..page() }),
        (
            "everything at once",
            AlertFilter {
                bbox: boxed(-71.5, -13.0, -69.5, -12.0),
                state: Some(AlertState::Confirmed),
                driver: Some(Driver::Mining),
                min_confidence: Some(0.2),
                min_area_ha: Some(1.0),
                max_area_ha: Some(99.0),
                since: Some(date(2023, 6, 1)),
                until: Some(date(2024, 6, 1)),
                layer: Some(LayerKind::MiningRight),
                sort: AlertSort::Newest,
                ..page()
            },
        ),
    ]
}

#[tokio::test]
#[ignore = "writes 100,000 alerts; a measurement, not a promise"]
async fn a_page_and_its_total_among_100_000_alerts() {
    let (_folder, store) = filled().await;
    let mut slowest = Duration::ZERO;
    for (name, filter) in asked() {
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..40 {
            let begun = Instant::now();
            total = store.alerts(&filter).await.unwrap().total;
            times.push(begun.elapsed());
        }
        times.sort();
        println!("{name:20} {total:6}  median {:5.1?}  p97.5 {:5.1?}", times[20], times[38]);
        slowest = slowest.max(times[38]);
    }
    for (name, filter) in asked() {
        let mut connection = store.readers().acquire().await.unwrap();
        let start = start(&mut connection, &filter).await.unwrap();
        let plan = format!("EXPLAIN QUERY PLAN {}", page_query(&filter, start, 51).sql().as_str());
        println!("{name}: {start:?} {}", plan.len());
    }
    println!("slowest {slowest:?}");
}
