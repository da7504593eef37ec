//! Who depends on whom, from `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, PackageId};

/// The dependency graph, by crate names.
#[derive(Debug, Default)]
pub struct CrateGraph {
    /// Members of the workspace.
    pub members: BTreeSet<String>,
    /// What each member names, in its own or its build script's dependencies.
    pub named: BTreeMap<String, BTreeSet<String>>,
    /// What each member names for its tests only.
    pub named_by_tests: BTreeMap<String, BTreeSet<String>>,
    /// What each member reaches without its tests, through any number of others, and not
    /// itself.
    pub reached: BTreeMap<String, BTreeSet<String>>,
}

impl CrateGraph {
    /// Reads the graph.
    pub fn of(metadata: &Metadata) -> Self {
        let mut graph = Self::default();
        for package in metadata.workspace_packages() {
            let member = package.name.to_string();
            let (tests, own): (Vec<_>, Vec<_>) = package
                .dependencies
                .iter()
                .partition(|dependency| dependency.kind == DependencyKind::Development);
            let names = |list: Vec<&cargo_metadata::Dependency>| {
                list.into_iter().map(|dependency| dependency.name.clone()).collect()
            };
            graph.named.insert(member.clone(), names(own));
            graph.named_by_tests.insert(member.clone(), names(tests));
            graph.reached.insert(member.clone(), reached(metadata, &package.id));
            graph.members.insert(member);
        }
        graph
    }
}

fn reached(metadata: &Metadata, from: &PackageId) -> BTreeSet<String> {
    let nodes: BTreeMap<_, _> = metadata
        .resolve
        .iter()
        .flat_map(|graph| &graph.nodes)
        .map(|node| (&node.id, node))
        .collect();
    let names: BTreeMap<_, _> =
        metadata.packages.iter().map(|package| (&package.id, package.name.to_string())).collect();
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        for dependency in nodes.get(id).map(|node| node.deps.as_slice()).unwrap_or_default() {
            // Build scripts run on the builder's machine; what they use is not linked.
            let is_linked =
                dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if is_linked && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen.remove(from);
    seen.into_iter().filter_map(|id| names.get(id).cloned()).collect()
}
