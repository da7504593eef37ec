//! `vigia samples`.

use std::path::Path;
use std::process::ExitCode;

use vigia_app::progress::Step;
use vigia_samples::{Difficulty, WorldSpec, WorldSummary};

use crate::arguments::{DifficultyArg, SamplesArguments};
use crate::output::Output;
use crate::progress_bar::StageBar;

/// Writes a sample world.
pub fn run(options: &SamplesArguments, output: &Output) -> anyhow::Result<ExitCode> {
    let spec = world_spec(options.seed, options.difficulty, options.small);
    generate(&options.dir, &spec, output)?;
    output.say("samples-written", &[("folder", options.dir.display().to_string())]);
    Ok(ExitCode::SUCCESS)
}

/// Returns the world that the options ask for.
pub fn world_spec(seed: u64, difficulty: DifficultyArg, is_small: bool) -> WorldSpec {
    let difficulty = match difficulty {
        DifficultyArg::Easy => Difficulty::Easy,
        DifficultyArg::Default => Difficulty::Default,
        DifficultyArg::Hard => Difficulty::Hard,
    };
    let small = WorldSpec { difficulty, ..WorldSpec::small(seed) };
    if is_small { small } else { WorldSpec::new(seed, difficulty) }
}

/// Writes a world and shows how far it is.
pub fn generate(folder: &Path, spec: &WorldSpec, output: &Output) -> anyhow::Result<WorldSummary> {
    let bar = StageBar::new(output);
    vigia_samples::generate(folder, spec, &mut |done, total, unit| {
        bar.show(&Step { stage: "stage-samples", done, total, unit: unit.to_owned() });
    })
}
