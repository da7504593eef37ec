//! Is the workspace as `crates/README.md` says?

mod arrows;
mod crate_graph;
mod forbidden;
mod manifests;
mod map;
mod source_files;

use std::path::Path;

use anyhow::Context;
use cargo_metadata::MetadataCommand;

use self::crate_graph::CrateGraph;
use self::map::Map;

/// Returns everything that is not as the map and the house style say, one line each.
///
/// # Errors
/// Where `cargo metadata` fails or the map cannot be read.
pub fn findings() -> anyhow::Result<Vec<String>> {
    let metadata = MetadataCommand::new().exec().context("cargo metadata failed")?;
    let root = metadata.workspace_root.as_std_path().to_owned();
    let readme = root.join("crates/README.md");
    let text = std::fs::read_to_string(&readme)
        .with_context(|| format!("cannot read {}", readme.display()))?;
    let map = Map::parse(&text).context("crates/README.md")?;
    let graph = CrateGraph::of(&metadata);
    let mut findings = arrows::check(&map, &graph);
    findings.extend(forbidden::check(&map, &graph));
    findings.extend(manifests::check(&metadata)?);
    for folder in ["crates", "tests"] {
        findings.extend(source_files::check(&root, Path::new(folder), &map)?);
    }
    Ok(findings)
}
