//! Names and lengths of source files.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::map::Map;

/// Longest Rust file, in lines without its tests.
const LINES_MAX: usize = 350;

/// Rooms without a noun: what lies in them belongs to its callers.
const ROOM_NAMES: [&str; 9] =
    ["utils", "util", "common", "helpers", "helper", "misc", "types", "shared", "stuff"];

/// Most files that are looked at; a workspace with more is no checkout of this project.
const FILES_MAX: usize = 50_000;

/// Returns the Rust files below `root/folder` that are named for no idea or are too long.
///
/// # Errors
/// Where a folder or file cannot be read.
pub fn check(root: &Path, folder: &Path, map: &Map) -> anyhow::Result<Vec<String>> {
    let mut findings = Vec::new();
    for path in rust_files(&root.join(folder))? {
        let relative = path.strip_prefix(root).unwrap_or(&path);
        findings.extend(name_fault(relative));
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        findings.extend(length_fault(relative, &text, map));
    }
    Ok(findings)
}

fn rust_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            // Links are not followed: they could lead out, or round in a circle.
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                files.push(path);
            }
        }
        anyhow::ensure!(files.len() + open.len() < FILES_MAX, "more than {FILES_MAX} files");
    }
    files.sort();
    Ok(files)
}

fn name_fault(relative: &Path) -> Option<String> {
    let shown = relative.display();
    if relative.file_name().is_some_and(|name| name == "mod.rs") {
        return Some(format!("{shown}: use foo.rs beside foo/, not mod.rs"));
    }
    let without_end = relative.with_extension("");
    let room = without_end
        .components()
        .filter_map(|part| part.as_os_str().to_str())
        .find(|part| ROOM_NAMES.contains(part))?;
    Some(format!("{shown}: {room:?} names no idea"))
}

fn length_fault(relative: &Path, text: &str, map: &Map) -> Option<String> {
    let name = relative.to_string_lossy();
    let lines = lines_without_tests(relative, text);
    (lines > LINES_MAX && !map.long_files.contains_key(name.as_ref())).then(|| {
        format!(
            "{name} has {lines} lines without tests, more than {LINES_MAX}: look for the second \
             idea, or give the reason under `long-files` in crates/README.md"
        )
    })
}

/// Counts the lines of a file without its inline tests; test files count none.
fn lines_without_tests(relative: &Path, text: &str) -> usize {
    let is_test = relative.components().any(|part| part.as_os_str() == "tests")
        || relative.file_name().is_some_and(|name| name == "tests.rs");
    if is_test {
        return 0;
    }
    let inline = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    text[..inline].lines().count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn rooms_without_a_noun_are_refused_wherever_they_stand() {
        for path in ["crates/a/src/utils.rs", "crates/a/src/common/b.rs", "crates/a/src/b/mod.rs"] {
            assert!(name_fault(Path::new(path)).is_some(), "{path}");
        }
        assert!(name_fault(Path::new("crates/a/src/common_ground.rs")).is_none());
    }

    #[test]
    fn a_long_file_is_found_unless_the_map_gives_a_reason() {
        let path = Path::new("crates/a/src/b.rs");
        let long = "fn a() {}\n".repeat(LINES_MAX + 1);
        let mut map = Map::default();
        assert!(length_fault(path, &long, &map).is_some());
        assert!(length_fault(path, "fn a() {}\n", &map).is_none());
        map.long_files.insert("crates/a/src/b.rs".to_owned(), "one table".to_owned());
        assert!(length_fault(path, &long, &map).is_none());
    }

    #[test]
    fn tests_do_not_count_as_length() {
        let text = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n}\n";
        assert_eq!(lines_without_tests(Path::new("crates/a/src/b.rs"), text), 2);
        assert_eq!(lines_without_tests(Path::new("crates/a/src/b/tests.rs"), text), 0);
        assert_eq!(lines_without_tests(Path::new("tests/line/main.rs"), text), 0);
    }
}
