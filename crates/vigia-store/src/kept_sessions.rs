//! Sessions with their people, kept in memory: a request of somebody who is signed in asks
//! the database for nothing.
//!
//! One process holds a workspace, so every change passes through this store. Whatever
//! changes a session or a person forgets all that is kept, and what was read while it
//! happened is not kept. How long a session lasts is not decided here: who asks compares
//! its times with the clock, each time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use vigia_core::Fingerprint;

use crate::alert_history::timestamp;
use crate::error::Result;
use crate::sessions::Session;
use crate::store::Store;
use crate::users::User;

/// Most sessions kept; at the next one all are forgotten and read again.
const KEPT_MAX: usize = 4096;

/// A session is read again after this, whatever was written. Nothing should need it: it
/// bounds the harm of a change whose request was broken off inside its commit, and of a
/// hand that writes into the file beside the lock.
const KEPT_FOR: Duration = Duration::from_secs(10);

/// A session and whose it is.
#[derive(Debug)]
pub struct LivingSession {
    session: Session,
    user: User,
    last_seen_us: AtomicI64,
    read: Instant,
}

impl LivingSession {
    fn new(session: Session, user: User) -> Self {
        let last_seen_us = AtomicI64::new(session.last_seen.as_microsecond());
        Self { session, user, last_seen_us, read: Instant::now() }
    }

    /// Returns the session; it may have been used since its `last_seen`.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Returns whose it is.
    #[must_use]
    pub const fn user(&self) -> &User {
        &self.user
    }

    /// Returns when it was last used, about.
    #[must_use]
    pub fn last_seen(&self) -> Timestamp {
        timestamp(self.last_seen_us.load(Ordering::Relaxed))
    }

    /// Tells whether its use at `now` is to be noted, which it is where the last note is
    /// as old as `after`: to one of those who ask at the same time.
    #[must_use]
    pub fn is_to_be_noted(&self, now: Timestamp, after: SignedDuration) -> bool {
        let noted_us = self.last_seen_us.load(Ordering::Relaxed);
        now >= timestamp(noted_us) + after
            && self
                .last_seen_us
                .compare_exchange(
                    noted_us,
                    now.as_microsecond(),
                    Ordering::Relaxed,
                    Ordering::Relaxed,
                )
                .is_ok()
    }
}

/// What is kept.
#[derive(Debug, Default)]
pub(crate) struct KeptSessions {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    by_token: HashMap<Fingerprint, Arc<LivingSession>>,
    /// Changes that have begun and not ended.
    changing: usize,
    /// Grows with every change.
    changes: u64,
}

impl KeptSessions {
    /// Says that sessions or people are being changed until the result is dropped. To be
    /// called inside the transaction, or a wait for the writer would keep the memory empty.
    pub(crate) fn changing(&self) -> Changing<'_> {
        self.lock().changing += 1;
        Changing(self)
    }

    fn get(&self, token_hash: &Fingerprint) -> Option<Arc<LivingSession>> {
        let found = self.lock().by_token.get(token_hash).map(Arc::clone)?;
        (found.read.elapsed() < KEPT_FOR).then_some(found)
    }

    fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Keeps what was read since `changes`, unless something was changed meanwhile.
    fn put(&self, session: &Arc<LivingSession>, changes: u64) {
        let mut kept = self.lock();
        if kept.changing > 0 || kept.changes != changes {
            return;
        }
        if kept.by_token.len() >= KEPT_MAX {
            kept.by_token.clear();
        }
        kept.by_token.insert(session.session.token_hash, Arc::clone(session));
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A change of sessions or people; its end forgets what is kept, also where it failed.
pub(crate) struct Changing<'a>(&'a KeptSessions);

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        let mut kept = self.0.lock();
        kept.by_token.clear();
        kept.changing -= 1;
        kept.changes += 1;
    }
}

impl Store {
    /// Returns the session whose token has this hash with its person, from memory where it
    /// is kept. Whether it still lasts is for the caller to see.
    ///
    /// # Errors
    /// [`StoreError::Database`](crate::StoreError::Database),
    /// [`StoreError::NotReadable`](crate::StoreError::NotReadable).
    pub async fn living_session(
        &self,
        token_hash: &Fingerprint,
    ) -> Result<Option<Arc<LivingSession>>> {
        let kept = self.kept_sessions();
        if let Some(found) = kept.get(token_hash) {
            return Ok(Some(found));
        }
        let changes = kept.changes();
        let Some(session) = self.session(token_hash).await? else { return Ok(None) };
        let Some(user) = self.user(&session.username).await? else { return Ok(None) };
        let read = Arc::new(LivingSession::new(session, user));
        kept.put(&read, changes);
        Ok(Some(read))
    }
}

#[cfg(test)]
mod tests;
