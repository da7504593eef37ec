//! Which columns of a layer hold what, where a workspace says it.

use vigia_core::{Problem, ProblemCode};
use vigia_vector::field_mapping::FieldMapping;

use crate::error::AppError;
use crate::workspace::{Workspace, read};

/// Most mapping files of a workspace.
const FILES_MAX: usize = 100;

impl Workspace {
    /// Returns the mappings in `<workspace>/mappings/*.toml`, by file name; they go before the
    /// shipped ones.
    ///
    /// # Errors
    /// [`AppError::Input`] for a file that is no mapping, naming line and remedy, and above
    /// [`FILES_MAX`]; [`AppError::File`].
    pub fn layer_mappings(&self) -> Result<Vec<FieldMapping>, AppError> {
        let folder = self.folder().join("mappings");
        let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
        let mut files: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .take(FILES_MAX + 1)
            .collect();
        if files.len() > FILES_MAX {
            let (subject, detail) = (folder.display(), format!("more than {FILES_MAX} files"));
            let problem = Problem::new(ProblemCode::TooLarge, subject.to_string(), detail);
            return Err(problem.into());
        }
        files.sort();
        let mapping = |path: &std::path::PathBuf| {
            let text = read(path)?;
            Ok(FieldMapping::from_toml(&path.display().to_string(), &text)?)
        };
        files.iter().map(mapping).collect()
    }
}
