//! What a use case can fail on.

use std::path::PathBuf;

use vigia_core::{Problem, ProblemCode};

/// A use case failed as a whole; single bad inputs are quarantined instead.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The folder holds no workspace.
    #[error("there is no workspace in {}", folder.display())]
    NoWorkspace {
        /// The folder.
        folder: PathBuf,
    },
    /// The named profile is neither shipped, nor in the workspace, nor a file.
    #[error("there is no profile {name:?}")]
    NoSuchProfile {
        /// The name.
        name: String,
    },
    /// The profile's text is broken.
    #[error("the profile {name:?} cannot be read")]
    BadProfile {
        /// The name.
        name: String,
        /// Why.
        source: vigia_core::profile::NotAProfile,
    },
    /// The named rules are neither shipped, nor in the workspace, nor a file.
    #[error("there are no rules {name:?}")]
    NoSuchRules {
        /// The name.
        name: String,
    },
    /// The rules' text is broken.
    #[error("the rules {name:?} cannot be read")]
    BadRules {
        /// The name.
        name: String,
        /// Why.
        source: vigia_ties::rules::NotRules,
    },
    /// A rule's condition cannot be decided.
    #[error("a rule cannot be asked")]
    Rule(#[from] vigia_ties::rules::BadCondition),
    /// There is no such alert.
    #[error("there is no alert {id:?}")]
    NoSuchAlert {
        /// The id.
        id: String,
    },
    /// There is no such thing.
    #[error("there is no {noun} {id:?}")]
    NotFound {
        /// What kind of thing.
        noun: &'static str,
        /// Its identifier.
        id: String,
    },
    /// A value that was asked with cannot be used.
    #[error("{field}: the value cannot be used ({words})")]
    BadValue {
        /// Name of the value, as its giver knows it.
        field: &'static str,
        /// Identifier of the message that says what is wrong.
        words: &'static str,
        /// Arguments of that message.
        arguments: Vec<(&'static str, String)>,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
    /// An input is unusable and nothing else was asked for.
    #[error(transparent)]
    Input(#[from] Problem),
    /// The store failed.
    #[error("the workspace's store failed")]
    Store(#[from] vigia_store::StoreError),
    /// A scene that was accepted earlier can no longer be read.
    #[error("a catalogued scene cannot be read")]
    Raster(#[from] vigia_raster::RasterError),
    /// A GeoPackage or KML cannot go to standard output.
    #[error("a GeoPackage or KML needs a file to be written to; name one with --output")]
    NeedsOutputFile,
    /// Alerts could not be written as a file.
    #[error("the export failed")]
    Vector(#[from] vigia_vector::VectorError),
    /// A kernel was given arrays that do not fit each other.
    #[error("the detector failed")]
    Detect(#[from] vigia_detect::DetectError),
    /// The models could not be fitted.
    #[error("the models could not be fitted")]
    Train(#[from] vigia_train::TrainError),
    /// A file could not be read or written.
    #[error("{action} {} failed", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A stored document is not what this version writes.
    #[error("a stored document of kind {kind} cannot be read")]
    Stored {
        /// What it should be.
        kind: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// The map's index ended, or making a tile did; the log says why.
    #[error("the map's index is not at hand")]
    MapIndex,
    /// A background computation ended abnormally.
    #[error("a computation ended abnormally")]
    Computation(#[from] tokio::task::JoinError),
}

impl AppError {
    /// Tells whether another process, a server perhaps, holds the workspace.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        matches!(self, Self::Store(vigia_store::StoreError::Locked { .. }))
    }

    /// Returns the problem that a person can act on, where there is one.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        match self {
            Self::Input(problem) => Some(problem.clone()),
            Self::Store(vigia_store::StoreError::DiskFull { path, source }) => Some(Problem::new(
                ProblemCode::DiskFull,
                path.display().to_string(),
                source.to_string(),
            )),
            Self::File { path, source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                Some(Problem::new(
                    ProblemCode::DiskFull,
                    path.display().to_string(),
                    source.to_string(),
                ))
            }
            _ => None,
        }
    }
}
