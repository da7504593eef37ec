//! Dependency arrows between members: each must be in the map, and the map in the code.

use std::collections::{BTreeMap, BTreeSet};

use super::crate_graph::CrateGraph;
use super::map::{EVERY, Map};

/// Returns every arrow that only the code or only the map has.
pub fn check(map: &Map, graph: &CrateGraph) -> Vec<String> {
    let mut findings = Vec::new();
    let none = BTreeSet::new();
    for member in &graph.members {
        let Some(declared) = map.arrows.get(member) else {
            findings.push(format!("{member} is not in the map of crates/README.md"));
            continue;
        };
        let found: BTreeSet<&String> =
            graph.named[member].iter().filter(|name| graph.members.contains(*name)).collect();
        for name in &found {
            if !declared.contains(*name) {
                findings.push(format!("{member} -> {name} is not declared in crates/README.md"));
            }
        }
        for name in declared.iter().filter(|name| !found.contains(name)) {
            findings.push(format!("{member} -> {name} is declared and does not exist"));
        }
        let by_tests = graph.named_by_tests.get(member).unwrap_or(&none);
        for name in by_tests.iter().filter(|name| graph.members.contains(*name)) {
            if !declared.contains(name) && !is_declared_for_tests(&map.test_arrows, member, name) {
                findings.push(format!(
                    "{member} ~> {name} (tests) is not declared in crates/README.md"
                ));
            }
        }
    }
    let declared = map.arrows.keys().chain(map.forbidden.keys()).chain(map.unreachable.keys());
    let stale: BTreeSet<_> = declared.filter(|name| !graph.members.contains(*name)).collect();
    findings
        .extend(stale.iter().map(|name| format!("{name} is in the map and not in the workspace")));
    findings
}

fn is_declared_for_tests(
    arrows: &BTreeMap<String, BTreeSet<String>>,
    from: &str,
    to: &str,
) -> bool {
    [from, EVERY]
        .iter()
        .filter_map(|from| arrows.get(*from))
        .any(|names| names.contains(to) || names.contains(EVERY))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    /// A workspace of cli -> app -> core with `kit` for tests.
    fn graph() -> CrateGraph {
        let of = |list: &[(&str, &[&str])]| {
            list.iter()
                .map(|(from, to)| {
                    ((*from).to_owned(), to.iter().map(|name| (*name).to_owned()).collect())
                })
                .collect::<BTreeMap<String, BTreeSet<String>>>()
        };
        CrateGraph {
            members: ["app", "cli", "core", "kit"].map(String::from).into(),
            named: of(&[
                ("cli", &["app", "clap"]),
                ("app", &["core"]),
                ("core", &[]),
                ("kit", &[]),
            ]),
            named_by_tests: of(&[("app", &["kit", "proptest"])]),
            reached: BTreeMap::new(),
        }
    }

    fn check_against(arrows: &str) -> Vec<String> {
        check(&Map::parse(&format!("```arrows\n{arrows}\n```")).unwrap(), &graph())
    }

    const TRUE_MAP: &str = "cli -> app\napp -> core\ncore ->\nkit ->\n* ~> kit";

    #[test]
    fn a_true_map_has_no_findings() {
        assert_eq!(check_against(TRUE_MAP), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_the_map_does_not_have_is_found() {
        let findings = check_against(&TRUE_MAP.replace("app -> core", "app ->"));
        assert_eq!(findings, ["app -> core is not declared in crates/README.md"]);
    }

    #[test]
    fn an_arrow_that_only_the_map_has_is_found() {
        let findings = check_against(&TRUE_MAP.replace("cli -> app", "cli -> app, core"));
        assert_eq!(findings, ["cli -> core is declared and does not exist"]);
    }

    #[test]
    fn a_test_arrow_needs_its_own_declaration() {
        let findings = check_against(&TRUE_MAP.replace("\n* ~> kit", ""));
        assert_eq!(findings, ["app ~> kit (tests) is not declared in crates/README.md"]);
        assert!(check_against(&TRUE_MAP.replace("* ~> kit", "app ~> *")).is_empty());
    }

    #[test]
    fn a_crate_missing_from_the_map_or_from_the_workspace_is_found() {
        assert_eq!(
            check_against(&TRUE_MAP.replace("core ->\n", "")),
            ["core is not in the map of crates/README.md"]
        );
        assert_eq!(
            check_against(&format!("{TRUE_MAP}\nold ->")),
            ["old is in the map and not in the workspace"]
        );
    }
}
