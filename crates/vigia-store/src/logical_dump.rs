//! A dump of what the store says, without how it came to say it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::body::decode;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// Members of bodies and messages that hold the wall clock.
const WALL_CLOCK_MEMBERS: [&str; 1] = ["first_alerted"];

impl Store {
    /// Returns all logical rows by noun, sorted, and the addresses of all blobs: equal
    /// for two runs over the same input, whatever interrupted them.
    ///
    /// Left out are wall-clock times, leases, tokens, counters of attempts, surrogate
    /// numbers, and the audit log, which tells what happened and not what is.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`], [`StoreError::File`].
    pub async fn logical_dump(&self) -> Result<Value> {
        let rows: Vec<(String, String)> =
            sqlx::query_as(include_str!("queries/dump_logical_rows.sql"))
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("dump the store"))?;
        let blobs = self.blobs().clone();
        let listed = tokio::task::spawn_blocking(move || blobs.list()).await;
        let blobs = listed.map_err(|_| StoreError::Interrupted { action: "listing blobs" })??;

        let mut by_noun = BTreeMap::<String, Vec<Value>>::new();
        for (noun, row) in rows {
            let mut row: Value = decode("dumped row", &row)?;
            remove_wall_clock(&mut row);
            by_noun.entry(noun).or_default().push(row);
        }
        by_noun.insert(
            "blob".to_owned(),
            blobs.iter().map(|blob| Value::String(blob.to_string())).collect(),
        );
        by_noun.values_mut().for_each(|rows| rows.sort_by_cached_key(Value::to_string));
        Ok(by_noun.into_iter().map(|(noun, rows)| (noun, Value::Array(rows))).collect())
    }
}

fn remove_wall_clock(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !WALL_CLOCK_MEMBERS.contains(&name.as_str()));
            members.values_mut().for_each(remove_wall_clock);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_wall_clock),
        _ => {}
    }
}
