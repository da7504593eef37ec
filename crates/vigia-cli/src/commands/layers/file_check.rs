//! What a check of a file says.

use std::process::ExitCode;

use vigia_app::layer_check::{FileChecked, FileReading, FileSuspicion};

use crate::output::Output;

/// Prints what a check of a file found; suspicions make it fail, so that a script notices.
pub(super) fn said(checked: &FileChecked, output: &Output) -> ExitCode {
    output.say("layers-check", &[("load", checked.file.clone())]);
    checked.readings.iter().for_each(|one| reading(one, output));
    for suspicion in &checked.suspicions {
        match suspicion {
            FileSuspicion::NoCrs(fits) if fits.is_empty() => {
                output.say("layers-check-no-crs-fits", &[]);
            }
            FileSuspicion::NoCrs(fits) => {
                output.say("layers-check-no-crs", &[("fits", fits.join(", "))]);
            }
            FileSuspicion::Unusable(problem) => output.problem(problem),
            FileSuspicion::Nearer(crs) => {
                output.say("layers-check-nearer", &[("crs", crs.clone())])
            }
            FileSuspicion::LeftOut(count) => {
                output.say("layers-check-left-out", &[("count", count.to_string())]);
            }
            FileSuspicion::Repaired(count) => {
                output.say("layers-check-to-repair", &[("count", count.to_string())]);
            }
        }
    }
    if checked.suspicions.is_empty() {
        output.say("layers-check-nothing", &[]);
        return ExitCode::SUCCESS;
    }
    ExitCode::FAILURE
}

fn reading(one: &FileReading, output: &Output) {
    let stated =
        if one.is_stated { output.text("layers-check-stated", &[]) } else { String::new() };
    let crs = [("crs", one.crs.clone()), ("name", one.name.to_owned()), ("stated", stated)];
    let placed = match &one.placed {
        Ok(placed) => placed,
        Err(problem) => {
            let title = output.text(&format!("problem-{}", problem.code.as_str()), &[]);
            let words = [&crs[..], &[("reason", title)]].concat();
            return output.say("layers-check-reading-not", &words);
        }
    };
    let (min, max) = (placed.bounds.min(), placed.bounds.max());
    let degrees = |degrees: f64| format!("{degrees:.4}");
    let numbers = [
        ("features", placed.features.to_string()),
        ("in_peru", placed.in_peru.to_string()),
        ("west", degrees(min.x)),
        ("south", degrees(min.y)),
        ("east", degrees(max.x)),
        ("north", degrees(max.y)),
    ];
    output.say("layers-check-reading", &[&crs[..], &numbers].concat());
    if let Some(shift) = &placed.shift {
        output.say("layers-check-shift", &super::measures(shift));
    }
}
