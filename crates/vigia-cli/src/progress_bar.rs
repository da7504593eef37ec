//! Progress of long work as a bar on the terminal.

use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use vigia_app::progress::Step;

use crate::output::Output;

/// A bar that follows the steps it is told; silent where the output is quiet.
pub struct StageBar<'a> {
    output: &'a Output,
    current: Mutex<Option<(&'static str, ProgressBar)>>,
}

impl<'a> StageBar<'a> {
    /// Makes a bar that shows itself with the first step.
    pub const fn new(output: &'a Output) -> Self {
        Self { output, current: Mutex::new(None) }
    }

    /// Shows a step.
    pub fn show(&self, step: &Step) {
        if self.output.is_quiet {
            return;
        }
        let Ok(mut current) = self.current.lock() else { return };
        if current.as_ref().is_none_or(|(stage, _)| *stage != step.stage) {
            if let Some((_, bar)) = current.take() {
                bar.finish_and_clear();
            }
            let bar = ProgressBar::new(step.total as u64);
            if let Ok(style) =
                ProgressStyle::with_template("{prefix:24} {bar:30} {pos}/{len} {wide_msg}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(self.output.text(step.stage, &[]));
            *current = Some((step.stage, bar));
        }
        if let Some((_, bar)) = current.as_ref() {
            bar.set_length(step.total as u64);
            bar.set_position(step.done as u64);
            bar.set_message(step.unit.clone());
        }
    }
}

impl Drop for StageBar<'_> {
    fn drop(&mut self) {
        if let Ok(mut current) = self.current.lock()
            && let Some((_, bar)) = current.take()
        {
            bar.finish_and_clear();
        }
    }
}
