//! The two questions behind a list of alerts: which rows, and how many.
//!
//! The text is put together from fixed parts, one for each condition that is set: with
//! `?1 IS NULL OR …` for all of them, SQLite would test every condition on every row and
//! could not choose where to begin. Values are always bound.

use geo_types::Rect;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::alert_filter::{
    ALERTS_PAGE_MAX, AlertCursor, AlertFilter, AlertSort, RankedAlert, ranked,
};
use crate::error::{Result, StoreError};

/// Up to so many candidates of the spatial index are looked up one by one. Beyond that a
/// scan of the keys is faster: of 100,000 it takes 11 ms, and 4,300 candidates take 14.
const CANDIDATES_MAX: u32 = 2_000;

/// Alerts of one page, without their total.
pub(crate) struct Found {
    pub(crate) alerts: Vec<RankedAlert>,
    pub(crate) next: Option<AlertCursor>,
}

/// Where a query begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// With the alerts on one mining right: the shortest list there is.
    Right,
    /// With the candidates of the spatial index.
    Box,
    /// With all keys, in order.
    Keys,
}

/// Returns one page; one row more than the page tells whether there is a next one.
pub(crate) async fn page(
    connection: &mut SqliteConnection,
    filter: &AlertFilter,
    failed: impl Fn(sqlx::Error) -> StoreError,
) -> Result<Found> {
    let length = filter.limit.clamp(1, ALERTS_PAGE_MAX);
    let start = start(connection, filter).await.map_err(&failed)?;
    let mut query = page_query(filter, start, length + 1);
    let rows: Vec<(String, f64)> =
        query.build_query_as().fetch_all(connection).await.map_err(failed)?;
    let mut alerts = ranked(rows).await?;
    let more = alerts.len() > length as usize;
    alerts.truncate(length as usize);
    let next = if more { alerts.last().map(AlertCursor::of) } else { None };
    Ok(Found { alerts, next })
}

/// Returns how many alerts the filter chooses, whatever its limit and place.
pub(crate) async fn count(
    connection: &mut SqliteConnection,
    filter: &AlertFilter,
) -> sqlx::Result<u64> {
    let start = start(connection, filter).await?;
    let mut query = QueryBuilder::new("SELECT count(*) FROM ");
    choose(&mut query, filter, start);
    let count: i64 = query.build_query_scalar().fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

/// Returns identifier and middle of the alerts that the filter chooses, the most urgent first.
pub(crate) async fn places(
    connection: &mut SqliteConnection,
    filter: &AlertFilter,
    rows_max: u32,
) -> sqlx::Result<Vec<(String, f64, f64)>> {
    let start = start(connection, filter).await?;
    let mut query =
        QueryBuilder::new("SELECT k.id, (k.west + k.east) / 2.0, (k.south + k.north) / 2.0 FROM ");
    choose(&mut query, filter, start);
    query.push(" AND k.west IS NOT NULL ORDER BY k.priority DESC, k.area_ha DESC, k.id LIMIT ");
    query.push_bind(rows_max);
    query.build_query_as().fetch_all(connection).await
}

async fn start(connection: &mut SqliteConnection, filter: &AlertFilter) -> sqlx::Result<Start> {
    if filter.right.is_some() {
        return Ok(Start::Right);
    }
    let Some(bbox) = filter.bbox else { return Ok(Start::Keys) };
    let mut query = QueryBuilder::new("SELECT count(*) FROM (SELECT 1 FROM alert_bbox b WHERE ");
    meets(&mut query, "b", bbox);
    query.push(" LIMIT ").push_bind(CANDIDATES_MAX + 1).push(")");
    let candidates: u32 = query.build_query_scalar().fetch_one(connection).await?;
    Ok(if candidates > CANDIDATES_MAX { Start::Keys } else { Start::Box })
}

/// Keys are ordered and cut off before the bodies of the few that remain are read.
fn page_query(filter: &AlertFilter, start: Start, rows_max: u32) -> QueryBuilder<Sqlite> {
    let [first, second] = columns(filter.sort);
    let mut query = QueryBuilder::new(
        "SELECT alert.body, page.priority FROM (SELECT k.row_id, k.id, k.priority, k.",
    );
    query.push(first).push(", k.").push(second).push(" FROM ");
    choose(&mut query, filter, start);
    if let Some(after) = &filter.after {
        behind(&mut query, filter.sort, after);
    }
    for (name, close) in [("k", " LIMIT "), ("page", "")] {
        if name == "page" {
            query.push(") AS page CROSS JOIN alert ON alert.row_id = page.row_id");
        }
        query.push(format_args!(
            " ORDER BY {name}.{first} DESC, {name}.{second} DESC, {name}.id{close}"
        ));
        if name == "k" {
            query.push_bind(rows_max);
        }
    }
    query
}

const fn columns(sort: AlertSort) -> [&'static str; 2] {
    match sort {
        AlertSort::Rank => ["confidence", "area_ha"],
        AlertSort::Newest => ["not_after", "not_before"],
        AlertSort::Largest => ["area_ha", "confidence"],
        AlertSort::Priority => ["priority", "area_ha"],
    }
}

/// Pushes tables and conditions; the keys are `k`. SQLite has no statistics here and would
/// choose badly: `CROSS JOIN` keeps the order of the tables, and `+` keeps a condition from
/// choosing an index, so that a page is read in its own order and ends when it is full
/// (all conditions at once, 100,000 alerts: 0.2 ms instead of 14). Boxes stand last because
/// they reject least and cost four comparisons.
fn choose(query: &mut QueryBuilder<Sqlite>, filter: &AlertFilter, start: Start) {
    query.push(match start {
        Start::Right => "alert_tie t CROSS JOIN alert_key k ON k.row_id = t.alert_row WHERE true",
        Start::Box => "alert_bbox b CROSS JOIN alert_key k ON k.row_id = b.row_id WHERE true",
        Start::Keys => "alert_key k WHERE true",
    });
    if let Some(code) = &filter.right {
        query.push(" AND t.kind = 'mining_right' AND t.code = ").push_bind(code.clone());
    }
    if let Some(state) = filter.state {
        query.push(" AND +k.state = ").push_bind(state.name());
    }
    if let Some(driver) = filter.driver {
        query.push(" AND +k.driver = ").push_bind(driver.name());
    }
    if let Some(confidence) = filter.min_confidence {
        query.push(" AND +k.confidence >= ").push_bind(confidence);
    }
    if let Some(area_ha) = filter.min_area_ha {
        query.push(" AND +k.area_ha >= ").push_bind(area_ha);
    }
    if let Some(area_ha) = filter.max_area_ha {
        query.push(" AND +k.area_ha <= ").push_bind(area_ha);
    }
    if let Some(day) = filter.since {
        query.push(" AND +k.not_after >= ").push_bind(day.to_string());
    }
    if let Some(day) = filter.until {
        query.push(" AND +k.not_before <= ").push_bind(day.to_string());
    }
    if let Some(bbox) = filter.bbox {
        if start == Start::Box {
            query.push(" AND ");
            meets(query, "b", bbox);
        }
        query.push(" AND ");
        meets(query, "k", bbox);
    }
    if let Some(kind) = filter.layer {
        query
            .push(" AND instr(k.tie_kinds, ")
            .push_bind(format!(",{},", kind.name()))
            .push(") > 0");
    }
}

/// Pushes that the box of `table` meets `bbox`, edges included.
fn meets(query: &mut QueryBuilder<Sqlite>, table: &str, bbox: Rect<f64>) {
    let (min, max) = (bbox.min(), bbox.max());
    let edges =
        [("west <= ", max.x), ("east >= ", min.x), ("south <= ", max.y), ("north >= ", min.y)];
    for (number, (comparison, degrees)) in edges.into_iter().enumerate() {
        let and = if number > 0 { " AND " } else { "" };
        query.push(format_args!("{and}{table}.{comparison}")).push_bind(degrees);
    }
}

/// Pushes that a row stands behind `after`. The first comparison alone is implied by the
/// rest; it lets SQLite begin in the middle of the index.
fn behind(query: &mut QueryBuilder<Sqlite>, sort: AlertSort, after: &AlertCursor) {
    let [first, second] = columns(sort);
    let mut compare = |text: std::fmt::Arguments<'_>, column: &str| {
        query.push(text);
        match column {
            "confidence" => query.push_bind(after.confidence),
            "area_ha" => query.push_bind(after.area_ha),
            "priority" => query.push_bind(after.priority),
            "not_after" => query.push_bind(after.not_after.to_string()),
            "not_before" => query.push_bind(after.not_before.to_string()),
            _ => query.push_bind(after.id.as_str().to_owned()),
        };
    };
    compare(format_args!(" AND k.{first} <= "), first);
    compare(format_args!(" AND (k.{first} < "), first);
    compare(format_args!(" OR k.{second} < "), second);
    compare(format_args!(" OR (k.{second} = "), second);
    compare(format_args!(" AND k.id > "), "id");
    query.push("))");
}

#[cfg(test)]
mod tests;
