//! People and their sessions: adding, signing in, staying, leaving.
//!
//! Every act goes to the audit log, never with a password in it.

mod password;
mod people;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use vigia_core::{Fingerprint, Role};
use vigia_store::{AuditEntry, LivingSession, Session};

pub use password::{PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS};
pub use people::{NewPerson, PersonSummary, add, disable, generate_password, list, set_password};

use crate::error::AppError;
use crate::messages::Language;
use crate::workspace::Workspace;

/// A session that nobody uses ends after this: a forgotten screen closes overnight.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(8);

/// A session ends after this whatever happens: a stolen cookie is worth a week at most.
pub const SESSION_ABSOLUTE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Use is noted at most this often, so that reading does not become writing.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// A person, without what proves that it is them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Name with which they sign in.
    pub username: String,
    /// Name that others read.
    pub display_name: String,
    /// What they are here for.
    pub role: Role,
    /// In which language they read.
    pub language: Language,
}

/// A person with a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub user: Person,
    /// What their page sends with a change.
    pub csrf_token: String,
    /// When the session ends whatever happens.
    pub expires: Timestamp,
    /// SHA-256 of the session's token.
    pub token_hash: Fingerprint,
}

/// Signs a person in; returns the token for their browser with the session, `None` where
/// the name or the password is wrong or the person is disabled. All three take the same
/// time. `from` says where the attempt came from, for the audit log.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Random`], [`AppError::Computation`].
pub async fn sign_in(
    workspace: &Workspace,
    username: &str,
    password: &str,
    from: &str,
    now: Timestamp,
) -> Result<Option<(String, SignedIn)>, AppError> {
    let store = workspace.store();
    let user = store.user(username).await?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let is_right = password::verify(password.to_owned(), hash).await?;
    let Some(user) = user.filter(|user| is_right && user.disabled.is_none()) else {
        audit(workspace, &limited(username), "sign_in_refused", from, now).await?;
        return Ok(None);
    };
    let token = password::token()?;
    let session = Session {
        token_hash: Fingerprint::of(token.as_bytes()),
        username: user.username.clone(),
        csrf_token: password::token()?,
        created: now,
        last_seen: now,
        expires: now + SESSION_ABSOLUTE,
    };
    store.forget_sessions(now, now - SESSION_IDLE).await?;
    store.add_session(&session).await?;
    audit(workspace, &user.username, "signed_in", from, now).await?;
    Ok(Some((token, signed_in(session, people::person(&user)))))
}

/// Returns the session of a token, while it lasts and its person is not disabled. Read
/// from memory where it is kept there; its times are held against `now` all the same.
///
/// # Errors
/// [`AppError::Store`].
pub async fn resume(
    workspace: &Workspace,
    token: &str,
    now: Timestamp,
) -> Result<Option<SignedIn>, AppError> {
    let token_hash = Fingerprint::of(token.as_bytes());
    let Some(living) = living(workspace, &token_hash, now).await? else {
        return Ok(None);
    };
    if living.is_to_be_noted(now, TOUCH_AFTER) {
        note_use(workspace, token_hash, now);
    }
    Ok(Some(signed_in(living.session().clone(), people::person(living.user()))))
}

/// Tells whether a session that was resumed earlier still lasts; that is no use of it, or
/// an open page would keep itself signed in for ever.
///
/// # Errors
/// [`AppError::Store`].
pub async fn lasts(
    workspace: &Workspace,
    session: &SignedIn,
    now: Timestamp,
) -> Result<bool, AppError> {
    Ok(living(workspace, &session.token_hash, now).await?.is_some())
}

async fn living(
    workspace: &Workspace,
    token_hash: &Fingerprint,
    now: Timestamp,
) -> Result<Option<Arc<LivingSession>>, AppError> {
    let found = workspace.store().living_session(token_hash).await?;
    Ok(found.filter(|living| {
        now < living.session().expires
            && now < living.last_seen() + SESSION_IDLE
            && living.user().disabled.is_none()
    }))
}

/// Beside the request: a long transaction of `detect` must not hold up reading.
fn note_use(workspace: &Workspace, token_hash: Fingerprint, now: Timestamp) {
    let store = workspace.store().clone();
    tokio::spawn(async move {
        if let Err(error) = store.touch_session(&token_hash, now).await {
            tracing::warn!(%error, "the use of a session could not be noted");
        }
    });
}

/// Ends a session.
///
/// # Errors
/// [`AppError::Store`].
pub async fn sign_out(
    workspace: &Workspace,
    session: &SignedIn,
    from: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    workspace.store().end_session(&session.token_hash).await?;
    audit(workspace, &session.user.username, "signed_out", from, now).await
}

/// Sets the language in which a person reads; returns the person.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Store`].
pub async fn set_language(
    workspace: &Workspace,
    username: &str,
    language: Language,
) -> Result<Person, AppError> {
    let mut user = people::find(workspace, username).await?;
    language.code().clone_into(&mut user.language);
    workspace.store().change_user(&user, false).await?;
    Ok(people::person(&user))
}

fn signed_in(session: Session, user: Person) -> SignedIn {
    SignedIn {
        user,
        csrf_token: session.csrf_token,
        expires: session.expires,
        token_hash: session.token_hash,
    }
}

async fn audit(
    workspace: &Workspace,
    actor: &str,
    action: &str,
    from: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let entry = AuditEntry {
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: "session".to_owned(),
        detail: json!({ "from": from }),
    };
    Ok(workspace.store().audit(&entry, now).await?)
}

/// Somebody who types a password into the wrong field must not find it in the log whole,
/// and nobody fills the log with one attempt.
fn limited(username: &str) -> String {
    username.chars().take(people::USERNAME_MAX_CHARACTERS).collect()
}

#[cfg(test)]
mod tests;
