//! What can go wrong while a layer is written.

use std::path::{Path, PathBuf};

use vigia_core::{Problem, ProblemCode};

/// A layer could not be written.
#[derive(Debug, thiserror::Error)]
pub enum VectorError {
    /// The file system refused.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file that was to be written.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// GDAL refused.
    #[error("GDAL cannot write {} ({step}): {message}", path.display())]
    Gdal {
        /// The file that was to be written.
        path: PathBuf,
        /// What GDAL was asked to do.
        step: &'static str,
        /// What GDAL said.
        message: String,
    },
    /// Fewer rows came back than were written.
    #[error("{} holds {found} of {expected} rows after writing", path.display())]
    Incomplete {
        /// The file that was written.
        path: PathBuf,
        /// Rows that were given.
        expected: u64,
        /// Rows that the file holds.
        found: u64,
    },
    /// Two rows give one column values of different types.
    #[error("column {column} holds both {first} and {second}")]
    MixedColumn {
        /// The column.
        column: String,
        /// Type in an earlier row.
        first: &'static str,
        /// Type in a later row.
        second: &'static str,
    },
    /// The CRS is not one that can be written.
    #[error("cannot write a layer in CRS {crs:?}")]
    Crs {
        /// What was given.
        crs: String,
    },
    /// JSON or CSV text could not be made.
    #[error("cannot encode {subject}")]
    Encode {
        /// What was being encoded.
        subject: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl VectorError {
    /// Returns the same error about `path`: a person knows the file that was asked for, not
    /// the one that stood in for it.
    pub(crate) fn on(self, path: &Path) -> Self {
        let path = path.to_owned();
        match self {
            Self::Write { source, .. } => Self::Write { path, source },
            Self::Gdal { step, message, .. } => Self::Gdal { path, step, message },
            Self::Incomplete { expected, found, .. } => Self::Incomplete { path, expected, found },
            other => other,
        }
    }
}

impl From<&VectorError> for Problem {
    fn from(error: &VectorError) -> Self {
        let (code, subject) = match error {
            VectorError::Write { path, source }
                if source.kind() == std::io::ErrorKind::StorageFull =>
            {
                (ProblemCode::DiskFull, path.display().to_string())
            }
            VectorError::Gdal { path, message, .. } if message.contains("disk is full") => {
                (ProblemCode::DiskFull, path.display().to_string())
            }
            VectorError::Write { path, .. }
            | VectorError::Gdal { path, .. }
            | VectorError::Incomplete { path, .. } => {
                (ProblemCode::FileUnreadable, path.display().to_string())
            }
            VectorError::Crs { crs } => (ProblemCode::CrsUnknown, crs.clone()),
            VectorError::MixedColumn { column, .. } => (ProblemCode::RowInvalid, column.clone()),
            VectorError::Encode { subject, .. } => (ProblemCode::RowInvalid, subject.clone()),
        };
        Self::new(code, subject, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_file_that_was_asked_for_and_a_full_disk_is_told_apart() {
        let staged = || PathBuf::from("/datos/.vigia-write-x/alertas.gpkg");
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let message = "failed to execute insert : database or disk is full".to_owned();
        for error in [
            VectorError::Write { path: staged(), source: full },
            VectorError::Gdal { path: staged(), step: "write row", message },
        ] {
            let problem = Problem::from(&error.on(Path::new("/datos/alertas.gpkg")));
            assert_eq!(problem.code, ProblemCode::DiskFull);
            assert_eq!(problem.subject, "/datos/alertas.gpkg");
        }
    }
}
