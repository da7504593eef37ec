//! Adding people, listing them, taking them out, giving them another password.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use vigia_core::Role;
use vigia_store::{AuditEntry, User};

use super::{Person, password};
use crate::error::AppError;
use crate::messages::Language;
use crate::workspace::Workspace;

/// Longest name with which somebody signs in.
pub(super) const USERNAME_MAX_CHARACTERS: usize = 64;

/// Longest name that others read.
const DISPLAY_NAME_MAX_CHARACTERS: usize = 200;

/// Letters and digits of a generated password, without those that look alike.
const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Characters of a generated password: 16 of 32 are 80 bits.
const GENERATED_CHARACTERS: usize = 16;

/// Somebody to add.
#[derive(Clone)]
pub struct NewPerson {
    /// Name with which they will sign in.
    pub username: String,
    /// Name that others read; the other one where it is empty.
    pub display_name: String,
    /// What they are here for.
    pub role: Role,
    /// In which language they read.
    pub language: Language,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonSummary {
    /// Name with which they sign in.
    pub username: String,
    /// Name that others read.
    pub name: String,
    /// What they are here for.
    pub role: Role,
    /// `es` or `en`.
    pub language: String,
    /// Since when they may no longer sign in.
    pub disabled: Option<Timestamp>,
}

/// Returns a random password that is easy to read aloud: four groups of four.
///
/// # Errors
/// [`AppError::Random`].
pub fn generate_password() -> Result<String, AppError> {
    let mut bytes = [0; GENERATED_CHARACTERS];
    getrandom::fill(&mut bytes).map_err(|_| AppError::Random)?;
    let characters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// Adds a person; there is no default password.
///
/// # Errors
/// [`AppError::BadValue`] for a name or a password that cannot be used, or a name that is
/// taken; [`AppError::Store`].
pub async fn add(
    workspace: &Workspace,
    person: &NewPerson,
    password: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    check_username(&person.username)?;
    password::check(password, &person.username)?;
    let display_name = match person.display_name.trim() {
        "" => person.username.clone(),
        name => name.chars().take(DISPLAY_NAME_MAX_CHARACTERS).collect(),
    };
    let user = User {
        username: person.username.clone(),
        display_name,
        role: person.role,
        language: person.language.code().to_owned(),
        password_hash: password::hash(password.to_owned()).await?,
        created: now,
        disabled: None,
    };
    if !workspace.store().add_user(&user).await? {
        return Err(AppError::BadValue {
            field: "username",
            words: "username-taken",
            arguments: vec![("username", person.username.clone())],
        });
    }
    audit(workspace, "added_person", &user, now).await
}

/// Returns everybody, by name.
///
/// # Errors
/// [`AppError::Store`].
pub async fn list(workspace: &Workspace) -> Result<Vec<PersonSummary>, AppError> {
    let users = workspace.store().users().await?;
    let summary = |user: User| PersonSummary {
        username: user.username,
        name: user.display_name,
        role: user.role,
        language: user.language,
        disabled: user.disabled,
    };
    Ok(users.into_iter().map(summary).collect())
}

/// Ends a person's sessions and lets them start no other.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Store`].
pub async fn disable(
    workspace: &Workspace,
    username: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let mut user = find(workspace, username).await?;
    user.disabled = user.disabled.or(Some(now));
    workspace.store().change_user(&user, true).await?;
    audit(workspace, "disabled_person", &user, now).await
}

/// Gives a person another password, ends their sessions, and lets a disabled person back
/// in.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::BadValue`], [`AppError::Store`].
pub async fn set_password(
    workspace: &Workspace,
    username: &str,
    password: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let mut user = find(workspace, username).await?;
    password::check(password, &user.username)?;
    user.password_hash = password::hash(password.to_owned()).await?;
    user.disabled = None;
    workspace.store().change_user(&user, true).await?;
    audit(workspace, "set_password", &user, now).await
}

pub(super) async fn find(workspace: &Workspace, username: &str) -> Result<User, AppError> {
    let found = workspace.store().user(username).await?;
    found.ok_or_else(|| AppError::NotFound { noun: "person", id: username.to_owned() })
}

pub(super) fn person(user: &User) -> Person {
    Person {
        username: user.username.clone(),
        display_name: user.display_name.clone(),
        role: user.role,
        language: Language::of(&user.language).unwrap_or(Language::Es),
    }
}

fn check_username(username: &str) -> Result<(), AppError> {
    let length = username.chars().count();
    let is_plain =
        |character: char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | '@');
    if (2..=USERNAME_MAX_CHARACTERS).contains(&length) && username.chars().all(is_plain) {
        return Ok(());
    }
    Err(AppError::BadValue { field: "username", words: "username-form", arguments: Vec::new() })
}

async fn audit(
    workspace: &Workspace,
    action: &str,
    user: &User,
    now: Timestamp,
) -> Result<(), AppError> {
    let entry = AuditEntry {
        actor: "vigia".to_owned(),
        action: action.to_owned(),
        subject: user.username.clone(),
        detail: json!({ "role": user.role }),
    };
    Ok(workspace.store().audit(&entry, now).await?)
}
