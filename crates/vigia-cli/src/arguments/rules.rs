//! `vigia rules`.

use clap::Subcommand;

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// List them with their norms, dates and whether a jurist has reviewed them.
    List {
        /// `pe`, a name in the workspace's folder rules/, or a TOML file.
        #[arg(default_value = "pe")]
        rules: String,
    },
    /// Hold them to the examples that stand beside them; fails where one is not kept.
    Test {
        /// `pe`, a name in the workspace's folder rules/, or a TOML file.
        #[arg(default_value = "pe")]
        rules: String,
    },
    /// Print the shipped rules: to be copied and changed.
    Show,
}
