#![allow(clippy::unwrap_used)]

use super::*;

const PASSWORD: &str = "una-clave-de-prueba";

async fn workspace() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    Workspace::init(folder.path()).await.unwrap();
    let workspace = Workspace::open(folder.path(), "vigia".into()).await.unwrap();
    (folder, workspace)
}

fn rosa() -> NewPerson {
    NewPerson {
        username: "rosa".to_owned(),
        display_name: "Rosa Ficticia".to_owned(),
        role: Role::Analyst,
        language: Language::Es,
    }
}

fn now() -> Timestamp {
    "2026-01-05T12:00:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_session_ends_when_idle_and_after_a_week_whatever_happens() {
    let (_folder, workspace) = workspace().await;
    add(&workspace, &rosa(), PASSWORD, now()).await.unwrap();
    let (token, _) =
        sign_in(&workspace, "ROSA", PASSWORD, "127.0.0.1", now()).await.unwrap().unwrap();
    let second = SignedDuration::from_secs(1);
    let lasts = async |at| resume(&workspace, &token, at).await.unwrap().is_some();
    assert!(lasts(now()).await);
    assert!(!lasts(now() + SESSION_IDLE).await);
    // Used all the time, it still ends.
    let hash = Fingerprint::of(token.as_bytes());
    let last = now() + SESSION_ABSOLUTE - second;
    workspace.store().touch_session(&hash, last).await.unwrap();
    assert!(lasts(last).await);
    assert!(!lasts(last + second).await);
}

#[tokio::test]
async fn a_wrong_password_an_unknown_name_and_a_disabled_person_are_refused_alike() {
    let (_folder, workspace) = workspace().await;
    add(&workspace, &rosa(), PASSWORD, now()).await.unwrap();
    let refused = async |name: &str, password: &str| {
        sign_in(&workspace, name, password, "127.0.0.1", now()).await.unwrap().is_none()
    };
    assert!(refused("rosa", "otra-clave-distinta").await);
    assert!(refused("nadie", PASSWORD).await);
    assert!(!refused("rosa", PASSWORD).await);
    disable(&workspace, "rosa", now()).await.unwrap();
    assert!(refused("rosa", PASSWORD).await);
}

#[tokio::test]
async fn disabling_a_person_ends_their_sessions_and_so_does_a_new_password() {
    let (_folder, workspace) = workspace().await;
    add(&workspace, &rosa(), PASSWORD, now()).await.unwrap();
    let (token, _) = sign_in(&workspace, "rosa", PASSWORD, "", now()).await.unwrap().unwrap();
    set_password(&workspace, "rosa", "otra-clave-distinta", now()).await.unwrap();
    assert!(resume(&workspace, &token, now()).await.unwrap().is_none());
    assert!(sign_in(&workspace, "rosa", PASSWORD, "", now()).await.unwrap().is_none());
}

#[tokio::test]
async fn weak_passwords_and_taken_names_are_refused() {
    let (_folder, workspace) = workspace().await;
    let words =
        async |person: &NewPerson, password: &str| match add(&workspace, person, password, now())
            .await
        {
            Err(AppError::BadValue { words, .. }) => words,
            _ => "",
        };
    assert_eq!(words(&rosa(), "corta").await, "password-length");
    assert_eq!(words(&rosa(), "la-clave-de-Rosa").await, "password-holds-name");
    assert_eq!(words(&rosa(), PASSWORD).await, "");
    assert_eq!(words(&rosa(), PASSWORD).await, "username-taken");
    let spaced = NewPerson { username: "dos palabras".to_owned(), ..rosa() };
    assert_eq!(words(&spaced, PASSWORD).await, "username-form");
}

#[test]
fn generated_passwords_differ_and_are_long_enough() {
    let first = generate_password().unwrap();
    assert_ne!(first, generate_password().unwrap());
    assert_eq!(first.len(), "abcd-abcd-abcd-abcd".len());
}

#[tokio::test]
async fn a_session_that_is_kept_in_memory_ends_by_the_clock_and_with_its_person() {
    let (_folder, workspace) = workspace().await;
    add(&workspace, &rosa(), PASSWORD, now()).await.unwrap();
    let (token, _) = sign_in(&workspace, "rosa", PASSWORD, "", now()).await.unwrap().unwrap();
    let lasts = async |at| resume(&workspace, &token, at).await.unwrap().is_some();
    let second = SignedDuration::from_secs(1);
    // The first answer is read, those after it come from memory.
    assert!(lasts(now()).await);
    assert!(lasts(now() + second).await);
    assert!(!lasts(now() + SESSION_IDLE).await);
    assert!(!lasts(now() + SESSION_ABSOLUTE).await);
    assert!(lasts(now() + second).await);
    // Even where whoever disabled the person left their sessions.
    let mut user = workspace.store().user("rosa").await.unwrap().unwrap();
    user.disabled = Some(now());
    workspace.store().change_user(&user, false).await.unwrap();
    assert!(!lasts(now() + second).await);
}

#[tokio::test]
async fn steady_use_keeps_a_session_and_is_noted_once_a_minute() {
    let (_folder, workspace) = workspace().await;
    add(&workspace, &rosa(), PASSWORD, now()).await.unwrap();
    let (token, _) = sign_in(&workspace, "rosa", PASSWORD, "", now()).await.unwrap().unwrap();
    let hash = Fingerprint::of(token.as_bytes());
    let at = |seconds| now() + SignedDuration::from_secs(seconds);
    for seconds in [1, 59, 60, 61, 119] {
        assert!(resume(&workspace, &token, at(seconds)).await.unwrap().is_some());
    }
    // Noted beside the answer: this waits for the writer behind it.
    while workspace.store().session(&hash).await.unwrap().unwrap().last_seen == now() {
        tokio::task::yield_now().await;
    }
    let noted = workspace.store().session(&hash).await.unwrap().unwrap().last_seen;
    assert_eq!(noted, at(60));
}
