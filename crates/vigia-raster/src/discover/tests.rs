#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use vigia_testkit::shared_data;

use super::*;

fn put(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn items_manifests_and_the_rest_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let item = put(
        root,
        "e/item.json",
        r#"{"type":"Feature","stac_version":"1.0.0",
        "assets":{"red":{"href":"../files/./B04.tif"}}}"#,
    );
    let broken = put(root, "e/roto.json", "{\"type\": \"Feat");
    put(root, "collection.json", r#"{"type":"Collection","stac_version":"1.0.0"}"#);
    put(root, "files/B04.tif", "");
    let stray = put(root, "files/suelto.tif", "");
    let not_stac = put(root, "files/otro.json", "{}");
    let manifest = put(
        root,
        "p/pairs.csv",
        "id,before,after,before_start,before_end,after_start,after_end\n\
         a,a_before.tif,a_after.tif,2019-01-01,2019-12-31,2021-01-01,2021-12-31\n",
    );
    put(root, "p/a_before.tif", "");
    put(root, "p/a_after.tif", "");
    let safe = root.join("S2A.SAFE");
    put(root, "S2A.SAFE/GRANULE/x.jp2", "");
    let renamed = root.join("2024/cambiado");
    put(root, "2024/cambiado/MTD_MSIL2a.xml", "");
    let packed = put(root, "S2B_MSIL2A_20220413T150759.zip", "PK");
    put(root, ".oculto/x.tif", "");
    put(root, "LEEME.txt", "");

    let found = discover(root).unwrap();
    assert_eq!(found.items, [item, broken]);
    assert_eq!(found.pair_manifests, [manifest]);
    assert_eq!(found.safes, [renamed, safe]);
    assert_eq!(found.unknown, [packed, not_stac, stray]);
}

#[test]
fn a_safe_folder_given_by_itself_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let safe = folder.path().join("S2B_MSIL2A.SAFE");
    put(&safe, "GRANULE/x.jp2", "");
    let found = discover(&safe).unwrap();
    assert_eq!((found.safes, found.unknown), (vec![safe], vec![]));
}

#[test]
fn a_packed_product_is_refused_with_what_to_do() {
    let problem = unknown_problem(Path::new("S2B_MSIL2A_20220413T150759.SAFE.zip"));
    assert_eq!(problem.code, ProblemCode::FormatUnknown);
    assert!(problem.detail.contains("unpack"), "{problem}");
}

#[test]
fn a_pair_without_a_manifest_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let before = put(folder.path(), "laguna_before.tif", "");
    put(folder.path(), "laguna_after.tif", "");
    let found = discover(folder.path()).unwrap();
    assert_eq!(found.unknown.len(), 2);
    assert_eq!(unknown_problem(&before).code, ProblemCode::PairIncomplete);
    assert_eq!(unknown_problem(Path::new("x.jp2")).code, ProblemCode::FormatUnknown);
}

#[test]
fn a_folder_deeper_than_the_limit_is_refused_not_cut_short() {
    let folder = tempfile::tempdir().unwrap();
    let deep: PathBuf = std::iter::repeat_n("d", DEPTH_MAX + 1).collect();
    put(folder.path(), deep.join("item.json").to_str().unwrap(), "{}");
    assert_eq!(discover(folder.path()).unwrap_err().code, ProblemCode::TooLarge);
}

#[test]
fn a_missing_folder_is_named() {
    let problem = discover(Path::new("/no/hay/nada")).unwrap_err();
    assert_eq!(problem.code, ProblemCode::FileUnreadable);
    assert!(problem.subject.contains("/no/hay/nada"));
}

#[test]
fn the_real_pairs_are_found_with_no_picture_left_over() {
    let Some(folder) = shared_data("s2-pairs") else { return };
    let found = discover(&folder).unwrap();
    assert_eq!(found.pair_manifests.len(), 1);
    assert!(found.unknown.is_empty(), "{:?}", found.unknown.first());
}
