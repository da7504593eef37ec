//! What every member's manifest must say.

use anyhow::Context;
use cargo_metadata::Metadata;

/// Returns every member without the workspace's lints, or with a version of its own for a
/// dependency: both drift apart unseen.
///
/// # Errors
/// Where a manifest cannot be read.
pub fn check(metadata: &Metadata) -> anyhow::Result<Vec<String>> {
    let mut findings = Vec::new();
    for package in metadata.workspace_packages() {
        let path = &package.manifest_path;
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        findings.extend(faults(&text).map(|fault| format!("{}: {fault}", package.name)));
    }
    Ok(findings)
}

fn faults(manifest: &str) -> impl Iterator<Item = String> {
    let mut section = "";
    let mut has_lints = false;
    let mut faults = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[lints]" && line.replace(' ', "") == "workspace=true" {
            has_lints = true;
        } else if section.ends_with("dependencies]") && line.contains('=') && !line.starts_with('#')
        {
            let bare = line.replace(' ', "");
            if !bare.contains(".workspace=true") && !bare.contains("workspace=true") {
                faults.push(format!("{line:?} does not take its version from the workspace"));
            }
        }
    }
    if !has_lints {
        faults.push("the manifest does not take the workspace's lints".to_owned());
    }
    faults.into_iter()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const GOOD: &str = "[package]\nname = \"a\"\n[dependencies]\nserde.workspace = true\n\
                        gdal = { workspace = true }\n[lints]\nworkspace = true\n";

    #[test]
    fn a_manifest_of_the_workspace_has_no_faults() {
        assert_eq!(faults(GOOD).count(), 0);
    }

    #[test]
    fn a_version_of_its_own_and_missing_lints_are_found() {
        let own = GOOD.replace("serde.workspace = true", "serde = \"1\"");
        assert_eq!(faults(&own).count(), 1);
        assert_eq!(faults(&GOOD.replace("[lints]", "[other]")).count(), 1);
    }
}
