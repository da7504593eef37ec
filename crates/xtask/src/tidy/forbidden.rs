//! External crates that a member refuses.

use std::collections::{BTreeMap, BTreeSet};

use super::crate_graph::CrateGraph;
use super::map::Map;

/// Returns every member that names, or reaches, what the map refuses it.
pub fn check(map: &Map, graph: &CrateGraph) -> Vec<String> {
    let named = matches(&map.forbidden, &graph.named).map(|(member, name)| {
        format!("{member} depends on {name}, which crates/README.md forbids it")
    });
    let reached = matches(&map.unreachable, &graph.reached).map(|(member, name)| {
        format!("{member} reaches {name}, which crates/README.md forbids it")
    });
    named.chain(reached).collect()
}

fn matches<'m>(
    refused: &'m BTreeMap<String, BTreeSet<String>>,
    found: &'m BTreeMap<String, BTreeSet<String>>,
) -> impl Iterator<Item = (&'m String, &'m String)> {
    refused.iter().flat_map(|(member, names)| {
        let found = found.get(member);
        names
            .iter()
            .filter(move |name| found.is_some_and(|found| found.contains(*name)))
            .map(move |name| (member, name))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn one(from: &str, to: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
        BTreeMap::from([(from.to_owned(), to.iter().map(|name| (*name).to_owned()).collect())])
    }

    fn findings(refusals: &str, named: &[&str], reached: &[&str]) -> Vec<String> {
        let map = Map::parse(&format!("```arrows\ncore ->\n```\n{refusals}")).unwrap();
        let graph = CrateGraph {
            named: one("core", named),
            reached: one("core", reached),
            ..CrateGraph::default()
        };
        check(&map, &graph)
    }

    #[test]
    fn a_forbidden_crate_is_found_where_it_is_named() {
        let refusals = "```forbidden\ncore: tokio\n```";
        assert_eq!(findings(refusals, &["tokio"], &["tokio"]).len(), 1);
        assert!(findings(refusals, &["serde"], &["serde", "tokio"]).is_empty());
    }

    #[test]
    fn an_unreachable_crate_is_found_behind_others() {
        let refusals = "```unreachable\ncore: tokio\n```";
        assert_eq!(
            findings(refusals, &["serde"], &["serde", "tokio"]),
            ["core reaches tokio, which crates/README.md forbids it"]
        );
    }
}
