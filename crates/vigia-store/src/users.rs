//! People who may sign in.

use jiff::Timestamp;
use vigia_core::Role;

use crate::alert_history::timestamp;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// A person who may sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Name with which they sign in; two that differ only in case are the same.
    pub username: String,
    /// Name that others read.
    pub display_name: String,
    /// What they are here for.
    pub role: Role,
    /// In which language they read: `es` or `en`.
    pub language: String,
    /// Their password, hashed (PHC string).
    pub password_hash: String,
    /// When they were added.
    pub created: Timestamp,
    /// Since when they may no longer sign in.
    pub disabled: Option<Timestamp>,
}

/// Leaves the hash out: nothing that prints a person prints it.
impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("User")
            .field("username", &self.username)
            .field("role", &self.role)
            .field("disabled", &self.disabled)
            .finish_non_exhaustive()
    }
}

type Row = (String, String, String, String, String, i64, Option<i64>);

impl Store {
    /// Adds a person; returns whether the name was still free.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn add_user(&self, user: &User) -> Result<bool> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        let inserted = sqlx::query(include_str!("queries/insert_user.sql"))
            .bind(&user.username)
            .bind(&user.display_name)
            .bind(user.role.name())
            .bind(&user.language)
            .bind(&user.password_hash)
            .bind(user.created.as_microsecond())
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("add a person"))?;
        self.commit(transaction).await?;
        Ok(inserted.rows_affected() == 1)
    }

    /// Changes everything about a person but their name and when they were added;
    /// returns whether there is such a person. `ends_sessions` ends their sessions in the
    /// same transaction.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Database`].
    pub async fn change_user(&self, user: &User, ends_sessions: bool) -> Result<bool> {
        let mut transaction = self.begin_immediate().await?;
        let _changing = self.kept_sessions().changing();
        let updated = sqlx::query(include_str!("queries/update_user.sql"))
            .bind(&user.username)
            .bind(&user.display_name)
            .bind(user.role.name())
            .bind(&user.language)
            .bind(&user.password_hash)
            .bind(user.disabled.map(Timestamp::as_microsecond))
            .execute(&mut *transaction)
            .await
            .map_err(self.failed("change a person"))?;
        if ends_sessions {
            sqlx::query(include_str!("queries/delete_sessions_of.sql"))
                .bind(&user.username)
                .execute(&mut *transaction)
                .await
                .map_err(self.failed("end sessions"))?;
        }
        self.commit(transaction).await?;
        Ok(updated.rows_affected() == 1)
    }

    /// Returns the person of this name, whatever its case.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn user(&self, username: &str) -> Result<Option<User>> {
        let row: Option<Row> = sqlx::query_as(include_str!("queries/select_user.sql"))
            .bind(username)
            .fetch_optional(self.readers())
            .await
            .map_err(self.failed("read a person"))?;
        row.map(user).transpose()
    }

    /// Returns everybody, by name.
    ///
    /// # Errors
    /// [`StoreError::Database`], [`StoreError::NotReadable`].
    pub async fn users(&self) -> Result<Vec<User>> {
        let rows: Vec<Row> = sqlx::query_as(include_str!("queries/select_users.sql"))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read people"))?;
        rows.into_iter().map(user).collect()
    }
}

fn user(row: Row) -> Result<User> {
    let (username, display_name, role, language, password_hash, created_us, disabled_us) = row;
    let role = role.parse().map_err(|error: vigia_core::role::NotARole| {
        StoreError::NotReadable { noun: "person", source: serde::de::Error::custom(error) }
    })?;
    Ok(User {
        username,
        display_name,
        role,
        language,
        password_hash,
        created: timestamp(created_us),
        disabled: disabled_us.map(timestamp),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sample;

    fn rosa() -> User {
        User {
            username: "Rosa".to_owned(),
            display_name: "Rosa Ficticia".to_owned(),
            role: Role::Analyst,
            language: "es".to_owned(),
            password_hash: "$argon2id$secreto".to_owned(),
            created: sample::now(),
            disabled: None,
        }
    }

    #[tokio::test]
    async fn a_name_is_the_same_in_any_case() {
        let (_folder, store) = sample::store().await;
        assert!(store.add_user(&rosa()).await.unwrap());
        let again = User { username: "ROSA".to_owned(), role: Role::Admin, ..rosa() };
        assert!(!store.add_user(&again).await.unwrap());
        assert_eq!(store.user("rosa").await.unwrap(), Some(rosa()));
        assert_eq!(store.users().await.unwrap(), [rosa()]);
    }

    #[tokio::test]
    async fn a_change_of_a_person_ends_their_sessions_where_asked() {
        let (_folder, store) = sample::store().await;
        store.add_user(&rosa()).await.unwrap();
        let session = crate::sessions::sample_session("Rosa");
        store.add_session(&session).await.unwrap();
        store.change_user(&rosa(), false).await.unwrap();
        assert!(store.session(&session.token_hash).await.unwrap().is_some());
        let gone = User { disabled: Some(sample::later(5)), ..rosa() };
        assert!(store.change_user(&gone, true).await.unwrap());
        assert!(store.session(&session.token_hash).await.unwrap().is_none());
        assert_eq!(store.user("rosa").await.unwrap().unwrap().disabled, Some(sample::later(5)));
    }

    #[test]
    fn printing_a_person_leaves_the_hash_out() {
        assert!(!format!("{:?}", rosa()).contains("secreto"));
    }
}
