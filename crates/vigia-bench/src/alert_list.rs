//! `alert_list`: the time of a page of 50 out of 100,000 alerts, with its total, whatever
//! the filter; the 99th percentile of each round.
//!
//! Ours is asked over HTTP, signed in, and writes GeoJSON; the peer, PostGIS with an index
//! for every filter, is asked over a socket and sends the documents as they are stored.

mod postgis;

use std::time::Instant;

use anyhow::bail;
use serde_json::json;

use crate::http_load::Connection;
use crate::measurement::{Line, Series, Unit, quantile};
use crate::served_workspace::ServedWorkspace;
use crate::{memory, rounds, synthetic_alerts};

const NAME: &str = "alert_list";
/// Requests of each filter in a round.
const REQUESTS_EACH: usize = 30;
/// Requests of the list of where to begin, which gathers all alerts and has no peer.
const WORKLIST_REQUESTS: usize = 10;

/// One filter: its name, the query over HTTP, and the condition in SQL.
pub(crate) struct Asked {
    pub name: &'static str,
    pub query: String,
    pub condition: String,
}

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let served = ServedWorkspace::start(2, async |effects| {
        for alert in synthetic_alerts::alerts() {
            effects.put_alert(&alert).await?;
        }
        Ok(())
    })?;
    let asked = filters();
    let mut slowest = Vec::new();
    let mut ours = || {
        memory::forget_own_peak();
        let by_filter =
            asked.iter().map(|one| times_ms(&served, one)).collect::<anyhow::Result<Vec<_>>>()?;
        slowest = asked
            .iter()
            .zip(&by_filter)
            .map(|(one, times)| (one.name, quantile(times, 0.99)))
            .collect();
        Ok((quantile(&by_filter.concat(), 0.99), memory::own_peak_mb()))
    };
    let compared: anyhow::Result<(Series, Series)> = postgis::Postgis::start()
        .and_then(|peer| rounds::in_turn(&mut ours, || peer.p99_ms(&asked, REQUESTS_EACH)));
    match compared {
        Ok((ours, theirs)) => {
            let by_filter: serde_json::Map<String, serde_json::Value> =
                slowest.iter().map(|(name, p99)| ((*name).to_owned(), json!(p99))).collect();
            let worklist = asked_ms(&served, "/api/v1/alerts/worklist", WORKLIST_REQUESTS)?;
            let detail = json!({
                "alerts": synthetic_alerts::ALERTS,
                "p99_ms_by_filter": by_filter,
                "worklist_slowest_ms": quantile(&worklist, 1.0),
            });
            let peer = "postgis";
            lines.push(Line::compared(
                NAME,
                Unit::Milliseconds,
                &ours,
                peer,
                &theirs,
                Some(detail),
            ));
        }
        Err(error) => {
            let ours = rounds::alone(&mut ours)?;
            lines.push(Line::without_peer(NAME, Unit::Milliseconds, &ours, "postgis", &error));
        }
    }
    Ok(())
}

fn times_ms(served: &ServedWorkspace, asked: &Asked) -> anyhow::Result<Vec<f64>> {
    asked_ms(served, &format!("/api/v1/alerts?limit=50{}", asked.query), REQUESTS_EACH)
}

fn asked_ms(served: &ServedWorkspace, path: &str, times: usize) -> anyhow::Result<Vec<f64>> {
    let request = served.get(path);
    let mut connection = Connection::open(served.address)?;
    (0..times)
        .map(|_| {
            let begun = Instant::now();
            let answer = connection.ask(&request)?;
            if answer.status != 200 {
                let said = String::from_utf8_lossy(connection.body());
                bail!("{path}: status {}: {said}", answer.status);
            }
            Ok(begun.elapsed().as_secs_f64() * 1000.0)
        })
        .collect()
}

/// Every filter that the list has, broad and narrow ones, and some together.
fn filters() -> Vec<Asked> {
    let asked = |name, query: &str, condition: &str| Asked {
        name,
        query: query.to_owned(),
        condition: condition.to_owned(),
    };
    let boxed = |name, bbox: [f64; 4]| {
        let [west, south, east, north] = bbox;
        Asked {
            name,
            query: format!("&bbox={west},{south},{east},{north}"),
            condition: format!("geom && ST_MakeEnvelope({west},{south},{east},{north},4326)"),
        }
    };
    let code = synthetic_alerts::right_code(77);
    vec![
        asked("none", "", "true"),
        asked("state", "&state=confirmed", "state = 'confirmed'"),
        asked("driver", "&driver=mining", "driver = 'mining'"),
        asked("confidence_min", "&confidence_min=0.95", "confidence >= 0.95"),
        asked("area_min_ha", "&area_min_ha=100", "area_ha >= 100"),
        asked("area_max_ha", "&area_max_ha=0.5", "area_ha <= 0.5"),
        asked("from", "&from=2024-12-01", "not_after >= '2024-12-01'"),
        asked(
            "from, to",
            "&from=2023-05-01&to=2023-05-15",
            "not_after >= '2023-05-01' AND not_before <= '2023-05-15'",
        ),
        boxed("bbox small", [-70.6, -12.95, -70.5, -12.85]),
        boxed("bbox middle", [-71.0, -13.0, -70.5, -12.5]),
        boxed("bbox all", [-73.0, -14.0, -68.5, -10.5]),
        asked("layer", "&layer=protected_area", "kinds @> '{protected_area}'"),
        asked("right", &format!("&right={code}"), &format!("rights @> '{{{code}}}'")),
        asked("newest", "&sort=newest", "true /* newest */"),
        asked("largest", "&sort=largest", "true /* largest */"),
        asked(
            "several",
            "&state=confirmed&driver=mining&confidence_min=0.5&from=2023-01-01&layer=mining_right",
            "state = 'confirmed' AND driver = 'mining' AND confidence >= 0.5 \
             AND not_after >= '2023-01-01' AND kinds @> '{mining_right}'",
        ),
    ]
}
