//! Runs the built binary and reads what it says.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

/// Returns the path of the freshly built debug binary.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let test_binary = std::env::current_exe().expect("a test has a path");
        let debug = test_binary.parent().and_then(Path::parent).expect("<target>/debug");
        let status = Command::new(env!("CARGO"))
            // The whole workspace with its tests, as `scripts/test` builds it: fewer packages
            // would unify features differently and compile half of the tree again.
            .args(["build", "--quiet", "--workspace", "--bins", "--tests", "--target-dir"])
            .arg(debug.parent().expect("<target>"))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the binary must build");
        debug.join("vigia")
    })
}

/// A run of the binary in a workspace.
pub struct Run {
    pub output: Output,
}

impl Run {
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.output.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.stdout(), self.stderr()))
    }

    pub fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    /// Fails unless the run ended well.
    pub fn ok(self) -> Self {
        assert!(self.output.status.success(), "{}\n{}", self.stdout(), self.stderr());
        self
    }

    /// Fails where a panic or a signal ended it, whatever it was asked.
    pub fn civil(self) -> Self {
        assert!(self.code().is_some(), "ended by a signal: {}", self.stderr());
        assert!(!self.stderr().contains("panicked at"), "{}", self.stderr());
        self
    }
}

/// Returns a command for the binary, without the caller's settings.
pub fn command(workspace: &Path) -> Command {
    let mut command = Command::new(binary());
    command
        .arg("--quiet")
        .arg("--workspace")
        .arg(workspace)
        .env_remove("VIGIA_WORKSPACE")
        .env("VIGIA_LANG", "en");
    command
}

/// Runs the binary in `workspace`.
pub fn vigia<S: AsRef<std::ffi::OsStr>>(workspace: &Path, arguments: &[S]) -> Run {
    Run { output: command(workspace).args(arguments).output().expect("the binary starts") }
}

/// Makes an empty workspace.
pub fn workspace(folder: &Path) -> PathBuf {
    let path = folder.join("workspace");
    vigia(&path, &["init"]).ok();
    path
}

/// Returns a small synthetic world, generated once for all tests.
pub fn small_world() -> &'static Path {
    static WORLD: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = WORLD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("world");
        let out = path.display().to_string();
        vigia(folder.path(), &["samples", &out, "--small", "--seed", "7"]).ok();
        (folder, path)
    });
    path
}
