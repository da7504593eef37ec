//! The causes of changes that are not mining, from labels that people set by eye.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use vigia_core::{Problem, ProblemCode};
use vigia_detect::cause::{Cause, CauseModel};
use vigia_detect::working::VIEW_FEATURES;
use vigia_train::causes::{CauseExample, fit, held_out};
use vigia_train::{Example, place};

use super::examples::{LabelledExample, object_features};
use crate::error::AppError;

/// Weight of a cause that the viewer was not sure of.
const UNSURE: f64 = 0.4;
/// Neighbours closer than this are one place.
const PLACE_KM: f64 = 25.0;
/// Splits into folds that the model is judged on.
const REPEATS: u64 = 5;

/// A row of the labels; other columns are not needed here.
#[derive(Deserialize)]
struct NamedCause {
    id: String,
    driver: String,
    sure: String,
}

/// The fitted model of causes, and how it called examples whose places it never saw.
#[derive(Debug)]
pub struct Causes {
    /// The model.
    pub model: CauseModel,
    /// What the viewer said and what was called, over all repeats.
    pub held_out: Vec<(Cause, Cause)>,
}

/// Fits the model to the largest changed object of each of `rows` whose cause the CSV at
/// `labels` names: `id`, `driver` (agriculture, built, river, flood), `sure` (yes, no).
pub fn causes(labels: &Path, rows: &[LabelledExample]) -> Result<Causes, AppError> {
    let named = read(labels)?;
    let examples: Vec<&Example> = rows.iter().map(|row| &row.example).collect();
    let places = place::groups(&examples, PLACE_KM);
    let known: Vec<CauseExample> = examples
        .iter()
        .zip(places)
        .filter_map(|(example, place)| {
            let (cause, weight) = *named.get(&example.id)?;
            let object = example.objects.first()?;
            let [before, after] = &object.views;
            let values = [object.features.as_slice(), before, after].concat();
            Some(CauseExample { place, values, cause, weight })
        })
        .collect();
    let features = features();
    let mut called = Vec::new();
    for seed in 0..REPEATS {
        called.extend(held_out(&features, &known, seed)?);
    }
    let model = fit("causes-1", &features, &known.iter().collect::<Vec<_>>())?;
    Ok(Causes { model, held_out: called })
}

fn features() -> Vec<String> {
    let object = object_features().into_iter().map(str::to_owned);
    let before = VIEW_FEATURES.iter().map(|name| format!("before_{name}"));
    let after = VIEW_FEATURES.iter().map(|name| format!("after_{name}"));
    object.chain(before).chain(after).collect()
}

fn read(path: &Path) -> Result<BTreeMap<String, (Cause, f64)>, Problem> {
    let subject = path.display().to_string();
    let mut reader = csv::Reader::from_path(path)
        .map_err(|error| Problem::new(ProblemCode::FileUnreadable, &subject, error.to_string()))?;
    let mut named = BTreeMap::new();
    for (index, row) in reader.deserialize::<NamedCause>().enumerate() {
        let row = row.map_err(|error| {
            let subject = format!("{subject}, row {}", index + 2);
            Problem::new(ProblemCode::RowInvalid, subject, error.to_string())
        })?;
        let cause = match row.driver.as_str() {
            "agriculture" => Cause::Agriculture,
            "built" => Cause::Built,
            "river" | "flood" => Cause::Water,
            _ => continue,
        };
        let weight = if row.sure == "yes" { 1.0 } else { UNSURE };
        named.insert(row.id, (cause, weight));
    }
    Ok(named)
}

/// Returns the part of the model card about causes.
pub fn card(causes: &Causes) -> String {
    let all = [Cause::Agriculture, Cause::Built, Cause::Water, Cause::Unknown];
    let count = |said: Cause, called: Option<Cause>| {
        let is_it = |it: &&(Cause, Cause)| it.0 == said && called.is_none_or(|c| c == it.1);
        causes.held_out.iter().filter(is_it).count()
    };
    let mut text = String::from(
        "\n## Causes other than mining\n\nEach cause against the others, by logistic models \
         over the changed object and the square of 480 m around it; named by one viewer \
         who did not see the labels. Called by models that never saw the place, in percent \
         of what the viewer said:\n\n| said | examples | agriculture | built | water | unknown |\n\
         |---|---|---|---|---|---|\n",
    );
    for said in &all[..3] {
        let total = count(*said, None);
        let share = |called| 100.0 * count(*said, Some(called)) as f64 / total.max(1) as f64;
        let cells: Vec<String> =
            all.iter().map(|called| format!("{:.0}", share(*called))).collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            said.name(),
            total / REPEATS as usize,
            cells.join(" | ")
        );
    }
    text + "\nRoads, fires and landslides have no examples: they come out as unknown, or as what \
            they resemble.\n"
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn labels_are_read_and_what_is_no_cause_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.csv");
        std::fs::write(&path, "id,driver,sure,x\na,river,yes,1\nb,built,no,1\nc,mining,yes,1\n")
            .unwrap();
        let named = read(&path).unwrap();
        assert_eq!(named.len(), 2);
        assert_eq!(named["a"], (Cause::Water, 1.0));
        assert_eq!(named["b"], (Cause::Built, UNSURE));
        std::fs::write(&path, "id,driver\na,river\n").unwrap();
        assert_eq!(read(&path).unwrap_err().code, ProblemCode::RowInvalid);
    }
}
