//! A real cadastre file: refused without a CRS, accepted with one.

use crate::harness::{vigia, workspace};

#[test]
fn the_cadastre_without_a_crs_is_refused_with_the_remedy_and_accepted_with_one() {
    let Some(file) = vigia_testkit::shared_data("concessions/geocatmin_17s.geojson") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let workspace = workspace(folder.path());
    let file = file.display().to_string();
    let refused = vigia(&workspace, &["ingest", "layer", &file]).civil();
    assert_ne!(refused.code(), Some(0));
    for words in ["--crs", "EPSG:32717 (WGS 84 / UTM 17S)", "its name says 17S"] {
        assert!(refused.stderr().contains(words), "{words}: {}", refused.stderr());
    }
    let accepted = vigia(
        &workspace,
        &["ingest", "layer", &file, "--crs", "EPSG:32717", "--kind", "mining_right"],
    )
    .ok();
    assert!(accepted.stdout().contains("accepted"), "{}", accepted.stdout());
    let again = vigia(
        &workspace,
        &["ingest", "layer", &file, "--crs", "EPSG:32717", "--kind", "mining_right"],
    )
    .ok();
    assert!(again.stdout().contains("unchanged"), "{}", again.stdout());
}
