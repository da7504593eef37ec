//! Passwords and tokens: argon2id, and randomness of the system.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::sync::Semaphore;

use crate::error::AppError;

/// Shortest password: OWASP and NIST SP 800-63B ask for length, not for odd characters.
pub const PASSWORD_MIN_CHARACTERS: usize = 12;

/// Longest password, so that nobody makes the server hash a book.
pub const PASSWORD_MAX_CHARACTERS: usize = 256;

/// Memory in KiB, passes and lanes that the OWASP Password Storage Cheat Sheet asks of
/// argon2id (2024): 19 MiB, 2, 1.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Two at once: a flood of attempts waits in line instead of taking all memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Bytes of a token: 256 bits, which nobody guesses.
const TOKEN_BYTES: usize = 32;

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Returns the hash of a password, as a PHC string.
pub(super) async fn hash(password: String) -> Result<String, AppError> {
    let hashed = tokio::task::spawn_blocking(move || hash_now(password.as_bytes()));
    hashed.await?.ok_or(AppError::Random)
}

fn hash_now(password: &[u8]) -> Option<String> {
    let hash: PasswordHash = argon2().hash_password(password).ok()?;
    Some(hash.to_string())
}

/// Tells whether `password` is that of `hash`. Without a hash (an unknown person) it does
/// the same work against one that nothing matches, so that time tells no names.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, AppError> {
    static NOBODY: LazyLock<Option<String>> =
        LazyLock::new(|| hash_now(token().unwrap_or_default().as_bytes()));
    let _turn = TURNS.acquire().await;
    let verified = tokio::task::spawn_blocking(move || {
        // Made by whoever comes first, known or not.
        let nobody = NOBODY.clone();
        let is_known = hash.is_some();
        let hash = hash.or(nobody).unwrap_or_default();
        let Ok(parsed) = PasswordHash::new(&hash) else { return false };
        argon2().verify_password(password.as_bytes(), &parsed).is_ok() && is_known
    });
    Ok(verified.await?)
}

/// Returns a new random token, base64url.
pub(super) fn token() -> Result<String, AppError> {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| AppError::Random)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Refuses a password that is short, endless, or holds the name of its person.
pub(super) fn check(password: &str, username: &str) -> Result<(), AppError> {
    let bad = |words, arguments| Err(AppError::BadValue { field: "password", words, arguments });
    let length = password.chars().count();
    if !(PASSWORD_MIN_CHARACTERS..=PASSWORD_MAX_CHARACTERS).contains(&length) {
        let limits = vec![
            ("min", PASSWORD_MIN_CHARACTERS.to_string()),
            ("max", PASSWORD_MAX_CHARACTERS.to_string()),
        ];
        return bad("password-length", limits);
    }
    if password.to_lowercase().contains(&username.to_lowercase()) {
        return bad("password-holds-name", Vec::new());
    }
    Ok(())
}
