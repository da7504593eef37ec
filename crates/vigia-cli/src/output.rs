//! What a person or a program reads: results on standard output, problems on standard error.

use std::io::Write;
use std::process::ExitCode;

use serde::Serialize;
use vigia_api::server::ListenError;
use vigia_app::AppError;
use vigia_app::messages::Messages;
use vigia_core::Problem;

/// Exit code where some input was refused and the rest went on.
pub const SOME_REFUSED: u8 = 3;

/// Where results and problems are written, and in which language.
pub struct Output {
    /// Words.
    pub messages: Messages,
    /// Whether progress bars are hidden.
    pub is_quiet: bool,
}

impl Output {
    /// Makes an output.
    pub const fn new(messages: Messages, is_quiet: bool) -> Self {
        Self { messages, is_quiet }
    }

    /// Returns a message with its arguments.
    pub fn text(&self, id: &str, arguments: &[(&str, String)]) -> String {
        self.messages.text(id, arguments)
    }

    /// Writes a line of result; a reader that has gone away is no error.
    pub fn line(&self, line: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }

    /// Writes a message as a line of result.
    pub fn say(&self, id: &str, arguments: &[(&str, String)]) {
        self.line(&self.text(id, arguments));
    }

    /// Writes a JSON document.
    pub fn json<T: Serialize>(&self, value: &T) -> anyhow::Result<()> {
        self.line(&serde_json::to_string_pretty(value)?);
        Ok(())
    }

    /// Writes a problem with its remedy to standard error.
    pub fn problem(&self, problem: &Problem) {
        let mut error = std::io::stderr().lock();
        let title = self.text(&format!("problem-{}", problem.code.as_str()), &[]);
        let remedy = self.text(&format!("problem-{}-remedy", problem.code.as_str()), &[]);
        let _ = writeln!(error, "{}: {title} ({})", problem.subject, problem.detail);
        let _ = writeln!(error, "  → {remedy}");
    }

    /// Writes an error with its chain, once, and its remedy where there is one.
    pub fn failure(&self, error: &anyhow::Error) -> ExitCode {
        let app_error = error.downcast_ref::<AppError>();
        if let Some(problem) = app_error.and_then(AppError::problem) {
            self.problem(&problem);
            return ExitCode::FAILURE;
        }
        let _ = writeln!(std::io::stderr().lock(), "{}: {error:#}", self.text("error", &[]));
        if let Some(AppError::BadValue { words, arguments, .. }) = app_error {
            let _ = writeln!(std::io::stderr().lock(), "  → {}", self.text(words, arguments));
        }
        let listen_error = error.downcast_ref::<ListenError>();
        if let Some(hint) = app_error.and_then(hint).or(listen_error.and_then(listen_hint)) {
            let _ = writeln!(std::io::stderr().lock(), "  → {}", self.text(hint, &[]));
        }
        ExitCode::FAILURE
    }
}

/// Returns the message id of what to do about an error.
fn hint(error: &AppError) -> Option<&'static str> {
    match error {
        AppError::NoWorkspace { .. } => Some("hint-no-workspace"),
        AppError::NoSuchProfile { .. } => Some("hint-no-such-profile"),
        AppError::BadProfile { .. } => Some("hint-bad-profile"),
        AppError::NoSuchRules { .. } => Some("hint-no-such-rules"),
        AppError::BadRules { .. } | AppError::Rule(_) => Some("hint-bad-rules"),
        AppError::NoSuchAlert { .. } => Some("hint-no-such-alert"),
        AppError::Train(_) => Some("hint-train"),
        AppError::NotFound { noun: "scene", .. } => Some("hint-no-such-scene"),
        AppError::NotFound { noun: "person", .. } => Some("hint-no-such-person"),
        error if error.is_locked() => Some("hint-locked"),
        _ => None,
    }
}

/// The same for a server that does not start.
fn listen_hint(error: &ListenError) -> Option<&'static str> {
    match error {
        ListenError::Unprotected { .. } => Some("hint-unprotected"),
        ListenError::Address { .. } => Some("hint-address"),
        ListenError::Certificate { .. } => Some("hint-certificate"),
        _ => None,
    }
}
