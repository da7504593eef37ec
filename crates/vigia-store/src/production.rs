//! Declared production: loads that are whole and never change.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use vigia_core::Fingerprint;
use vigia_core::production::Declaration;

use crate::error::Result;
use crate::fault;
use crate::store::Store;

/// One load of declarations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductionLoad {
    /// `<date>#<hash>`.
    pub id: String,
    /// The day for which it stands: what was declared later is not in it.
    pub dated: Date,
    /// Name of the original file.
    pub source: String,
    /// SHA-256 of its bytes.
    pub fingerprint: Fingerprint,
}

impl Store {
    /// Stores a load with its declarations and who brought it, all or nothing. Says whether it
    /// is new.
    ///
    /// - `declarations`: at most one for each right and month.
    ///
    /// # Errors
    /// [`crate::StoreError::DiskFull`]; [`crate::StoreError::Database`], also for two of one
    /// right and month.
    pub async fn add_production(
        &self,
        load: &ProductionLoad,
        declarations: &[Declaration],
        who: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let failed = self.failed("write declared production");
        let mut transaction = self.begin_immediate().await?;
        let inserted = sqlx::query(include_str!("queries/insert_production_load.sql"))
            .bind(&load.id)
            .bind(load.dated.to_string())
            .bind(&load.source)
            .bind(load.fingerprint.to_string())
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(&failed)?;
        if inserted.rows_affected() == 0 {
            return Ok(false);
        }
        fault::point("production.load_row");
        for declaration in declarations {
            sqlx::query(include_str!("queries/insert_declaration.sql"))
                .bind(&load.id)
                .bind(&declaration.right)
                .bind(declaration.month.to_string())
                .bind(declaration.kilograms)
                .execute(&mut *transaction)
                .await
                .map_err(&failed)?;
        }
        sqlx::query(include_str!("queries/insert_audit_entry.sql"))
            .bind(now.as_microsecond())
            .bind(who)
            .bind("loaded")
            .bind(format!("declared production {}", load.id))
            .bind(json!({ "declarations": declarations.len() }).to_string())
            .execute(&mut *transaction)
            .await
            .map_err(&failed)?;
        self.commit(transaction).await?;
        Ok(true)
    }

    /// Returns the newest load with its declarations, by right and month; `None` without any.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn newest_production(&self) -> Result<Option<(ProductionLoad, Vec<Declaration>)>> {
        let failed = self.failed("read declared production");
        let mut snapshot = self.readers().begin().await.map_err(&failed)?;
        let row: Option<(String, String, String, String)> =
            sqlx::query_as(include_str!("queries/select_newest_production_load.sql"))
                .fetch_optional(&mut *snapshot)
                .await
                .map_err(&failed)?;
        let Some((id, dated, source, fingerprint)) = row else { return Ok(None) };
        let rows: Vec<(String, String, f64)> =
            sqlx::query_as(include_str!("queries/select_declarations.sql"))
                .bind(&id)
                .fetch_all(&mut *snapshot)
                .await
                .map_err(&failed)?;
        let broken = || failed(sqlx::Error::Decode("a day or a hash that is none".into()));
        let load = ProductionLoad {
            id,
            dated: dated.parse().map_err(|_| broken())?,
            source,
            fingerprint: fingerprint.parse().map_err(|_| broken())?,
        };
        let declaration = |(right, month, kilograms): (String, String, f64)| {
            Ok(Declaration { right, month: month.parse().map_err(|_| broken())?, kilograms })
        };
        let declarations = rows.into_iter().map(declaration).collect::<Result<_>>()?;
        Ok(Some((load, declarations)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;
    use crate::sample::{now, store};

    #[tokio::test]
    async fn a_load_is_whole_stays_and_the_newest_is_asked() {
        let (_folder, store) = store().await;
        assert_eq!(store.newest_production().await.unwrap(), None);
        let load = |dated: Date| ProductionLoad {
            id: format!("{dated}#00"),
            dated,
            source: "produccion.csv".into(),
            fingerprint: Fingerprint::of(dated.to_string().as_bytes()),
        };
        let gold =
            |kilograms| Declaration { right: "01".into(), month: date(2024, 3, 1), kilograms };
        let (old, new) = (load(date(2024, 6, 1)), load(date(2025, 1, 1)));
        assert!(store.add_production(&new, &[gold(2.5)], "rosa", now()).await.unwrap());
        assert!(store.add_production(&old, &[gold(1.0)], "rosa", now()).await.unwrap());
        assert!(!store.add_production(&new, &[gold(9.0)], "rosa", now()).await.unwrap());
        let third = load(date(2025, 2, 1));
        let twice = store.add_production(&third, &[gold(1.0), gold(2.0)], "rosa", now()).await;
        assert!(twice.is_err());
        let newest = store.newest_production().await.unwrap();
        assert_eq!(newest, Some((new, vec![gold(2.5)])));
    }
}
