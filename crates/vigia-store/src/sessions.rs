//! Sessions of people who signed in. How long one lasts is not decided here.

use jiff::Timestamp;
use vigia_core::Fingerprint;

use crate::alert_history::timestamp;
use crate::error::Result;
#[cfg(test)]
use crate::error::StoreError;
use crate::store::Store;

/// A session.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token; the token itself is with the person alone.
    pub token_hash: Fingerprint,
    /// Whose it is.
    pub username: String,
    /// What a page sends with a change, to prove that the change comes from it.
    pub csrf_token: String,
    /// When the person signed in.
    pub created: Timestamp,
    /// When it was last used, about.
    pub last_seen: Timestamp,
    /// When it ends whatever happens.
    pub expires: Timestamp,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("username", &self.username).finish_non_exhaustive()
    }
}

impl Store {
    /// Stores a new session.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`] (also where there is no such
    /// person).
    pub async fn add_session(&self, session: &Session) -> Result<()> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        sqlx::query(include_str!("queries/insert_session.sql"))
            .bind(session.token_hash.to_string())
            .bind(&session.username)
            .bind(&session.csrf_token)
            .bind(session.created.as_microsecond())
            .bind(session.last_seen.as_microsecond())
            .bind(session.expires.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("store a session"))?;
        self.commit(transaction).await
    }

    /// Returns the session whose token has this hash.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn session(&self, token_hash: &Fingerprint) -> Result<Option<Session>> {
        let row: Option<(String, String, String, i64, i64, i64)> =
            sqlx::query_as(include_str!("queries/select_session.sql"))
                .bind(token_hash.to_string())
                .fetch_optional(self.readers())
                .await
                .map_err(self.failed("read a session"))?;
        Ok(row.map(|(_, username, csrf_token, created, last_seen, expires)| Session {
            token_hash: *token_hash,
            username,
            csrf_token,
            created: timestamp(created),
            last_seen: timestamp(last_seen),
            expires: timestamp(expires),
        }))
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn touch_session(&self, token_hash: &Fingerprint, now: Timestamp) -> Result<()> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        sqlx::query(include_str!("queries/touch_session.sql"))
            .bind(token_hash.to_string())
            .bind(now.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("note the use of a session"))?;
        self.commit(transaction).await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn end_session(&self, token_hash: &Fingerprint) -> Result<()> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        sqlx::query(include_str!("queries/delete_session.sql"))
            .bind(token_hash.to_string())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("end a session"))?;
        self.commit(transaction).await
    }

    /// Forgets sessions that expired by `now`, or were last used at `unused_since` or
    /// before; returns how many.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn forget_sessions(&self, now: Timestamp, unused_since: Timestamp) -> Result<u64> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        let deleted = sqlx::query(include_str!("queries/delete_ended_sessions.sql"))
            .bind(now.as_microsecond())
            .bind(unused_since.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("forget sessions"))?;
        self.commit(transaction).await?;
        Ok(deleted.rows_affected())
    }
}

#[cfg(test)]
pub(crate) fn sample_session(username: &str) -> Session {
    use crate::sample;
    Session {
        token_hash: Fingerprint::of(b"ficha"),
        username: username.to_owned(),
        csrf_token: "prueba".to_owned(),
        created: sample::now(),
        last_seen: sample::now(),
        expires: sample::later(100),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sample;
    use crate::users::User;

    async fn with_session() -> (tempfile::TempDir, Store, Session) {
        let (folder, store) = sample::store().await;
        let user = User {
            username: "rosa".to_owned(),
            display_name: String::new(),
            role: vigia_core::Role::Field,
            language: "es".to_owned(),
            password_hash: String::new(),
            created: sample::now(),
            disabled: None,
        };
        store.add_user(&user).await.unwrap();
        let session = sample_session("rosa");
        store.add_session(&session).await.unwrap();
        (folder, store, session)
    }

    #[tokio::test]
    async fn a_session_reads_back_and_ends() {
        let (_folder, store, session) = with_session().await;
        assert_eq!(store.session(&session.token_hash).await.unwrap(), Some(session.clone()));
        store.touch_session(&session.token_hash, sample::later(9)).await.unwrap();
        let touched = store.session(&session.token_hash).await.unwrap().unwrap();
        assert_eq!(touched.last_seen, sample::later(9));
        store.end_session(&session.token_hash).await.unwrap();
        assert_eq!(store.session(&session.token_hash).await.unwrap(), None);
    }

    #[tokio::test]
    async fn sessions_are_forgotten_when_they_expire_and_when_nobody_uses_them() {
        let (_folder, store, session) = with_session().await;
        let before = sample::later(-1);
        assert_eq!(store.forget_sessions(sample::later(99), before).await.unwrap(), 0);
        assert_eq!(store.forget_sessions(sample::later(100), before).await.unwrap(), 1);
        store.add_session(&session).await.unwrap();
        assert_eq!(store.forget_sessions(sample::later(1), sample::now()).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn a_session_needs_a_person() {
        let (_folder, store) = sample::store().await;
        assert!(matches!(
            store.add_session(&sample_session("nadie")).await,
            Err(StoreError::Database { .. })
        ));
    }
}
