//! A second process beside the one that has the workspace open.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use vigia_store::{Store, StoreError};

use crate::child;

#[tokio::test]
async fn a_workspace_open_in_another_process_is_refused_by_its_number_until_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    Store::create(folder.path()).await.unwrap().close().await;
    let mut holder = child::command("second_process::the_holder", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(holder.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("the workspace is held")));

    let refused = Store::open(folder.path()).await.unwrap_err();

    let StoreError::Locked { process_id, .. } = &refused else { panic!("{refused}") };
    assert_eq!(*process_id, Some(holder.id()));
    holder.kill().unwrap();
    holder.wait().unwrap();
    Store::open(folder.path()).await.unwrap().close().await;
}

/// The part of the child: holds the workspace until its parent closes its input.
#[tokio::test]
#[ignore = "is run as a child by a_workspace_open_in_another_process_is_refused_by_its_number_until_that_is_killed"]
async fn the_holder() {
    let Some(workspace) = child::workspace() else { return };
    let _store = Store::open(&workspace).await.unwrap();
    println!("\nthe workspace is held");
    std::io::stdin().read_line(&mut String::new()).unwrap();
}
