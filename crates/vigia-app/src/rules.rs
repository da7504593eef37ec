//! Which rules a workspace asks.

use std::path::Path;

pub use vigia_ties::rules::{FailingExample, PERU_TOML, Rule, RuleBook};

use crate::error::AppError;
use crate::workspace::{Workspace, read};

/// Name of the rules that ship with the program.
const SHIPPED: &str = "pe";

impl Workspace {
    /// Returns the rules of this workspace.
    ///
    /// # Errors
    /// See [`find_rules`].
    pub fn rules(&self) -> Result<RuleBook, AppError> {
        find_rules(self.folder(), SHIPPED)
    }
}

/// Finds rules: `<folder>/rules/<name>.toml`, else the shipped `pe`, else `name` as the path
/// of a TOML file.
///
/// # Errors
/// [`AppError::NoSuchRules`]; [`AppError::BadRules`] for broken ones.
pub fn find_rules(folder: &Path, name: &str) -> Result<RuleBook, AppError> {
    let in_workspace = folder.join("rules").join(format!("{name}.toml"));
    let text = if in_workspace.is_file() {
        read(&in_workspace)?
    } else if name == SHIPPED {
        PERU_TOML.to_owned()
    } else if Path::new(name).is_file() {
        read(Path::new(name))?
    } else {
        return Err(AppError::NoSuchRules { name: name.to_owned() });
    };
    RuleBook::from_toml(&text)
        .map_err(|source| AppError::BadRules { name: name.to_owned(), source })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rules_in_the_workspace_take_the_place_of_the_shipped_ones() {
        let folder = tempfile::tempdir().unwrap();
        let label = || find_rules(folder.path(), SHIPPED).unwrap().label();
        assert!(label().starts_with("pe@1#"));
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        let changed = PERU_TOML.replacen("version = 1", "version = 2", 1);
        std::fs::write(folder.path().join("rules/pe.toml"), changed).unwrap();
        assert!(label().starts_with("pe@2#"));
        std::fs::write(folder.path().join("rules/pe.toml"), "name = 1").unwrap();
        let broken = find_rules(folder.path(), SHIPPED);
        assert!(matches!(broken, Err(AppError::BadRules { .. })));
        assert!(matches!(find_rules(folder.path(), "otro"), Err(AppError::NoSuchRules { .. })));
    }
}
