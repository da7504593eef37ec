//! What the models are compared with: controls, and themselves without an idea.

use vigia_train::control::Control;
use vigia_train::{Example, Settings, TrainError};

use super::examples::LabelledExample;
use super::judging::judged;
use crate::error::AppError;
use crate::evaluate::judged::held_out::Contender;
use crate::progress::{Progress, Step};

/// Ideas of the working model that several features carry together.
const GROUPS: [(&str, &[&str]); 5] = [
    ("ponds", &["ponds", "narrow_water", "water_beside_bare", "pond_mix_max"]),
    ("mixed colours", &["redness_sd", "swir_slope_sd", "red_swir_sd", "wetness_sd"]),
    ("local texture", &["local_unevenness", "local_wetness_sd"]),
    ("solid and thin bare ground", &["solid_bare", "thin_bare"]),
    ("ratios of bands", &["redness", "swir_slope", "red_swir", "wetness"]),
];

/// Settings to be judged on the folds of the model.
pub struct Variant {
    /// What it is called.
    pub name: String,
    /// Its settings.
    pub settings: Settings,
}

/// Judges every control.
pub fn controls(
    rows: &[LabelledExample],
    examples: &[Example],
    settings: &Settings,
    repeats: usize,
    progress: Progress<'_>,
) -> Result<Vec<Contender>, AppError> {
    let judge = |control: Control| {
        let name = control.name().to_owned();
        let told = |done, total| {
            progress(Step { stage: "stage-train-control", done, total, unit: name.clone() });
        };
        let held_out = control.held_out(examples, settings, repeats, &told)?;
        Ok(Contender { name: name.clone(), repeats: judged(rows, &held_out) })
    };
    Control::ALL.into_iter().map(judge).collect()
}

/// Returns the models without each of their ideas, and with each that was left out.
pub fn variants(settings: &Settings) -> Result<Vec<Variant>, TrainError> {
    let mut variants = Vec::new();
    let mut add = |name: String, settings: Settings| variants.push(Variant { name, settings });
    for name in &settings.pair {
        add(format!("− {name}"), settings.without(&[name])?);
    }
    for (name, features) in GROUPS {
        let used = features.iter().copied().filter(|f| settings.working.iter().any(|w| w == f));
        let used: Vec<&str> = used.collect();
        if !used.is_empty() {
            add(format!("− {name} in a view"), settings.without(&used)?);
        }
    }
    let without_older = Settings { before_weight: 0.0, ..settings.clone() };
    add("− older workings as examples of what is not new".to_owned(), without_older);
    let calibrates = Settings { calibrates: !settings.calibrates, ..settings.clone() };
    add(format!("{} calibration", if settings.calibrates { "−" } else { "+" }), calibrates);
    let mut sampled = settings.clone();
    sampled.boosting.row_share = 0.7;
    add("+ trees that see 70 % of the rows".to_owned(), sampled);
    Ok(variants)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use vigia_detect::working::VIEW_FEATURES;

    use super::*;

    #[test]
    fn every_feature_of_a_pair_and_every_group_is_left_out_once() {
        let settings = Settings::pair(&VIEW_FEATURES, &["log_area", "old_bare"], &["log_area"]);
        let names: Vec<String> =
            variants(&settings).unwrap().into_iter().map(|variant| variant.name).collect();
        assert_eq!(names[..2], ["− log_area", "− worked_rise"]);
        for (name, _) in GROUPS {
            assert!(names.contains(&format!("− {name} in a view")), "{name}");
        }
    }

    #[test]
    fn the_groups_name_features_that_exist() {
        for (group, features) in GROUPS {
            for name in features {
                assert!(VIEW_FEATURES.contains(name), "{group}: {name}");
            }
        }
    }
}
