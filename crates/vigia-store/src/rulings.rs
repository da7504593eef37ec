//! Rulings: what people decide about scenes. Append-only; the newest about a scene counts.

use serde_json::json;
use vigia_core::{Ruling, RulingKind, SceneId};

use crate::alert_history::timestamp;
use crate::error::{Result, StoreError};
use crate::fault;
use crate::store::Store;

/// Longest reason of a ruling.
pub const WHY_MAX_BYTES: usize = 4 << 10;

impl Store {
    /// Returns the rulings that count in a series, by scene.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn rulings(&self, series: &str) -> Result<Vec<Ruling>> {
        let rows: Vec<(String, String, String, i64, String)> =
            sqlx::query_as(include_str!("queries/select_rulings.sql"))
                .bind(series)
                .fetch_all(self.readers())
                .await
                .map_err(self.failed("read rulings"))?;
        let ruling = |(scene, kind, author, at_us, why): (String, String, _, _, _)| {
            // The table's own `CHECK` admits no other names.
            let kind = if kind == "released" { RulingKind::Released } else { RulingKind::Refused };
            Ruling { scene: SceneId::new(scene), kind, author, at: timestamp(at_us), why }
        };
        Ok(rows.into_iter().map(ruling).collect())
    }

    /// Records a person's decision about a scene; its entry in the audit log commits with
    /// it. Returns whether there is such a scene.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] above [`WHY_MAX_BYTES`]; [`StoreError::DiskFull`];
    /// [`StoreError::Database`].
    pub async fn rule(&self, ruling: &Ruling) -> Result<bool> {
        if ruling.why.len() > WHY_MAX_BYTES {
            return Err(StoreError::TooLarge {
                what: "reason of a ruling",
                size_bytes: ruling.why.len(),
                limit_bytes: WHY_MAX_BYTES,
            });
        }
        let failed = self.failed("write a ruling");
        let mut transaction = self.begin_immediate().await?;
        let id: Option<i64> = sqlx::query_scalar(include_str!("queries/insert_ruling.sql"))
            .bind(ruling.scene.as_str())
            .bind(ruling.kind.name())
            .bind(&ruling.author)
            .bind(ruling.at.as_microsecond())
            .bind(&ruling.why)
            .fetch_optional(&mut *transaction)
            .await
            .map_err(&failed)?;
        let Some(id) = id else { return Ok(false) };
        fault::point("rulings.row");
        sqlx::query(include_str!("queries/insert_audit_entry.sql"))
            .bind(ruling.at.as_microsecond())
            .bind(&ruling.author)
            .bind(format!("{}_scene", ruling.kind.name()))
            .bind(format!("scene {}", ruling.scene))
            .bind(json!({ "ruling": id, "why": ruling.why }).to_string())
            .execute(&mut *transaction)
            .await
            .map_err(&failed)?;
        self.commit(transaction).await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiff::Timestamp;

    use super::*;
    use crate::sample::{self, later, now};

    fn ruling(scene: &str, kind: RulingKind, at: Timestamp) -> Ruling {
        let (author, why) = ("rosa".to_owned(), "La vi en el mapa.".to_owned());
        Ruling { scene: SceneId::new(scene), kind, author, at, why }
    }

    async fn with_scene() -> (tempfile::TempDir, Store) {
        let (folder, store) = sample::store().await;
        let lease = sample::leased(&store, "scene").await;
        let mut effects = store.begin(&lease, now()).await.unwrap();
        effects.put_scene(&sample::scene("a", "tile:19LAG", 1)).await.unwrap();
        effects.commit().await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn the_newest_ruling_counts_and_each_is_audited() {
        let (_folder, store) = with_scene().await;
        let refused = ruling("a", RulingKind::Refused, now());
        let released = ruling("a", RulingKind::Released, later(60));
        assert!(store.rule(&refused).await.unwrap());
        assert!(store.rule(&released).await.unwrap());
        assert_eq!(store.rulings("tile:19LAG").await.unwrap(), [released]);
        assert_eq!(store.rulings("tile:18LZM").await.unwrap(), []);
        let acts = store.newest_acts(10).await.unwrap();
        let said: Vec<_> =
            acts.iter().map(|(_, act)| (act.action.as_str(), act.subject.as_str())).collect();
        assert_eq!(said, [("released_scene", "scene a"), ("refused_scene", "scene a")]);
    }

    #[tokio::test]
    async fn a_ruling_on_an_unknown_scene_leaves_no_trace() {
        let (_folder, store) = with_scene().await;
        assert!(!store.rule(&ruling("b", RulingKind::Released, now())).await.unwrap());
        assert!(store.newest_acts(10).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_ruling_is_never_changed_nor_lost() {
        let (_folder, store) = with_scene().await;
        store.rule(&ruling("a", RulingKind::Refused, now())).await.unwrap();
        for sql in ["UPDATE scene_ruling SET author = 'nadie'", "DELETE FROM scene_ruling"] {
            let mut transaction = store.begin_immediate().await.unwrap();
            let refused = sqlx::query(sql).execute(&mut *transaction).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
    }
}
