#![allow(clippy::unwrap_used)]

use vigia_core::layer::LayerKind;
use vigia_core::tie::{Reading, Relation, Tie};

use super::*;
use crate::alert_detail::tests::{alert, tie, workspace_with};

#[tokio::test(flavor = "multi_thread")]
async fn only_the_reading_at_the_onset_puts_a_working_on_a_right_and_each_once() {
    let on = |code: &str, reading| Tie {
        reading,
        ..tie(LayerKind::MiningRight, code, Relation::Within, 1.0, 0.0)
    };
    let mut told = alert("a-1");
    told.ties = vec![
        on("01", Reading::AtOnset),
        on("01", Reading::AtOnset),
        on("02", Reading::Later),
        tie(LayerKind::Reinfo, "R", Relation::Near, 0.0, 0.0),
    ];
    let (_folder, workspace) = workspace_with(&[told]).await;
    let found = workings(&workspace).await.unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["01"]);
    assert_eq!(found["01"].len(), 1);
    // Without a load nothing is said of anybody.
    let said = asked_findings(&workspace, "rosa").await.unwrap();
    assert_eq!((said.load, said.findings.len()), (None, 0));
    let acts = workspace.store().newest_acts(1).await.unwrap();
    assert_eq!((acts[0].1.actor.as_str(), acts[0].1.action.as_str()), ("rosa", "read"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_loaded_twice_is_one_load_and_a_broken_one_is_none() {
    let (folder, workspace) = workspace_with(&[]).await;
    let path = folder.path().join("produccion.csv");
    std::fs::write(&path, "codigo,mes,cantidad,unidad\n01,2024-03,2,kg\n").unwrap();
    let (first, count, is_new) = load(&workspace, &path, None, "rosa").await.unwrap();
    assert_eq!((first.dated.to_string().as_str(), count, is_new), ("2024-03-31", 1, true));
    let (again, _, is_new) = load(&workspace, &path, None, "rosa").await.unwrap();
    assert_eq!((again, is_new), (first.clone(), false));
    std::fs::write(&path, "codigo,mes,cantidad,unidad\n01,2024-04,mucho,kg\n").unwrap();
    assert!(load(&workspace, &path, None, "rosa").await.is_err());
    let (kept, _) = workspace.store().newest_production().await.unwrap().unwrap();
    assert_eq!(kept, first);
    // What is declared of a right that no layer has is told, not dropped.
    let said = findings(&workspace, &|_| {}).await.unwrap();
    assert_eq!(said.unknown_rights, ["01"]);
}
