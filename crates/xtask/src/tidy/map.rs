//! The map: fenced blocks of `crates/README.md` that a program reads.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;

/// Stands for every crate.
pub const EVERY: &str = "*";

/// What `crates/README.md` declares.
#[derive(Debug, Default, PartialEq)]
pub struct Map {
    /// `a -> b`: `a` may depend on `b`.
    pub arrows: BTreeMap<String, BTreeSet<String>>,
    /// `a ~> b`: the tests of `a` may depend on `b`; `*` on either side is every crate.
    pub test_arrows: BTreeMap<String, BTreeSet<String>>,
    /// External crates that a crate must not name.
    pub forbidden: BTreeMap<String, BTreeSet<String>>,
    /// External crates that a crate must not reach even through others.
    pub unreachable: BTreeMap<String, BTreeSet<String>>,
    /// Long files, each with the reason why it may be long.
    pub long_files: BTreeMap<String, String>,
}

impl Map {
    /// Reads the blocks fenced as `arrows`, `forbidden`, `unreachable` and `long-files`.
    ///
    /// # Errors
    /// A line that cannot be read, a block that never ends, or no `arrows` at all.
    pub fn parse(readme: &str) -> anyhow::Result<Self> {
        let mut map = Self::default();
        let mut block: Option<&str> = None;
        for line in readme.lines() {
            match (block, line.trim().strip_prefix("```")) {
                (None, Some(name)) => block = Some(name.trim()),
                (Some(_), Some(_)) => block = None,
                (Some(name), None) if !line.trim().is_empty() => map.read_line(name, line)?,
                _ => {}
            }
        }
        if let Some(name) = block {
            bail!("the block {name:?} never ends");
        }
        if map.arrows.is_empty() {
            bail!("there is no block fenced as `arrows`");
        }
        Ok(map)
    }

    fn read_line(&mut self, block: &str, line: &str) -> anyhow::Result<()> {
        match block {
            "arrows" => match (line.split_once("~>"), line.split_once("->")) {
                (Some((from, to)), _) => declare(&mut self.test_arrows, from, to),
                (None, Some((from, to))) => declare(&mut self.arrows, from, to),
                (None, None) => bail!("no arrow in {line:?}"),
            },
            "forbidden" | "unreachable" => {
                let Some((from, to)) = line.split_once(':') else {
                    bail!("no colon in {line:?}");
                };
                let declared =
                    if block == "forbidden" { &mut self.forbidden } else { &mut self.unreachable };
                declare(declared, from, to)
            }
            "long-files" => {
                let Some((path, reason)) = line.split_once(':') else {
                    bail!("no reason in {line:?}");
                };
                if reason.trim().is_empty() {
                    bail!("no reason in {line:?}");
                }
                self.long_files.insert(path.trim().to_owned(), reason.trim().to_owned());
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn declare(
    declared: &mut BTreeMap<String, BTreeSet<String>>,
    from: &str,
    to: &str,
) -> anyhow::Result<()> {
    let from = name(from)?;
    let to: BTreeSet<String> =
        to.split(',').filter(|part| !part.trim().is_empty()).map(name).collect::<Result<_, _>>()?;
    if declared.insert(from.clone(), to).is_some() {
        bail!("{from} is declared twice");
    }
    Ok(())
}

fn name(text: &str) -> anyhow::Result<String> {
    let text = text.trim();
    let is_name = !text.is_empty()
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if text != EVERY && !is_name {
        bail!("{text:?} is no name of a crate");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_block_is_read_and_other_blocks_are_not() {
        let map = Map::parse(
            "# Crates\n```sh\na -> !!\n```\n```arrows\ncli -> app, samples\ncore ->\n* ~> kit\n```\n\
             ```forbidden\napp: axum\n```\n```unreachable\ncore: tokio, gdal\n```\n\
             ```long-files\ncrates/a/src/b.rs: one table\n```\n",
        )
        .unwrap();
        assert_eq!(map.arrows["cli"], set(&["app", "samples"]));
        assert_eq!(map.arrows["core"], set(&[]));
        assert_eq!(map.test_arrows["*"], set(&["kit"]));
        assert_eq!(map.forbidden["app"], set(&["axum"]));
        assert_eq!(map.unreachable["core"], set(&["gdal", "tokio"]));
        assert_eq!(map.long_files["crates/a/src/b.rs"], "one table");
    }

    #[test]
    fn a_map_that_cannot_be_read_is_refused_and_not_half_read() {
        for text in [
            "no block",
            "```arrows\na - b\n```",
            "```arrows\na -> b c\n```",
            "```arrows\na -> b\na -> c\n```",
            "```arrows\na -> b\n",
            "```arrows\na -> b\n```\n```long-files\na.rs:\n```",
            "```arrows\na -> b\n```\n```forbidden\na b\n```",
        ] {
            assert!(Map::parse(text).is_err(), "{text}");
        }
    }
}
