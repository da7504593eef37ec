//! A condition of a rule: an expression of CEL that is true or false.

use std::sync::Arc;

use cel::{Context, Env, Program, Value};

use super::answers::Answers;
use super::facts::About;

/// A compiled expression.
pub(super) struct Condition {
    text: String,
    program: Program,
    answers: Option<Answers>,
}

/// The expression is no condition.
#[derive(Debug, thiserror::Error)]
pub enum BadCondition {
    /// It cannot be read.
    #[error("{text:?} is no expression: {reason}")]
    Syntax {
        /// The expression.
        text: String,
        /// What the parser said.
        reason: String,
    },
    /// It names something that is not there.
    #[error(
        "{text:?} speaks of {name:?}; a condition knows site, layers, matched and, for a tie, tie"
    )]
    UnknownName {
        /// The expression.
        text: String,
        /// What it names.
        name: String,
    },
    /// It failed on these facts.
    #[error("{text:?} cannot be decided: {reason}")]
    Undecided {
        /// The expression.
        text: String,
        /// What went wrong.
        reason: String,
    },
}

impl std::fmt::Debug for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.text.fmt(f)
    }
}

impl Condition {
    /// Compiles `text`, in which only `names` may be spoken of.
    pub(super) fn new(text: &str, names: &[&str]) -> Result<Self, BadCondition> {
        let program = Program::compile(text).map_err(|errors| BadCondition::Syntax {
            text: text.into(),
            reason: errors.to_string(),
        })?;
        let unknown = program
            .references()
            .variables()
            .into_iter()
            .find(|name| !names.contains(name))
            .map(ToString::to_string);
        match unknown {
            Some(name) => Err(BadCondition::UnknownName { text: text.into(), name }),
            None => {
                let answers = Answers::to(program.expression());
                Ok(Self { text: text.into(), program, answers })
            }
        }
    }

    /// Returns whether it holds.
    pub(super) fn holds(&self, about: &About<'_>) -> Result<bool, BadCondition> {
        match &self.answers {
            Some(answers) => answers.known_or(about, || self.asked(about)),
            None => self.asked(about),
        }
    }

    fn asked(&self, about: &About<'_>) -> Result<bool, BadCondition> {
        let undecided =
            |reason: String| BadCondition::Undecided { text: self.text.clone(), reason };
        match self.program.execute(&about.context()?) {
            Ok(Value::Bool(holds)) => Ok(holds),
            Ok(other) => Err(undecided(format!("it is neither true nor false, but {other:?}"))),
            Err(error) => Err(undecided(error.to_string())),
        }
    }
}

/// Returns a context with the functions of CEL.
pub(super) fn context<'v>() -> Context<'static, 'v> {
    thread_local! {
        static ENV: Arc<Env> = Arc::new(Env::stdlib());
    }
    Context::with_env(ENV.with(Arc::clone))
}
