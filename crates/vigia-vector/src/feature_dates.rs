//! Between which days the features of a layer stood, and what could not be read of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vigia_core::{Problem, ProblemCode};

use crate::date_text::day_of;
use crate::field_mapping::Stated;

/// Most different columns that are told of by name; a layer has two.
const COLUMNS_MAX: usize = 16;

/// Reads the dates of a layer's features, and counts by column what it could not use.
pub(crate) struct FeatureDates {
    loaded_on: Date,
    columns: BTreeMap<String, Tally>,
}

#[derive(Default)]
struct Tally {
    stated: usize,
    unusable: usize,
    example: String,
}

impl FeatureDates {
    pub(crate) fn new(loaded_on: Date) -> Self {
        Self { loaded_on, columns: BTreeMap::new() }
    }

    /// Returns the first and the last day of one feature; one that cannot be used is `None`
    /// and counted, and where a feature ends before it begins both are.
    pub(crate) fn read(
        &mut self,
        ordinal: usize,
        from: Option<&Stated>,
        to: Option<&Stated>,
    ) -> (Option<Date>, Option<Date>) {
        let first = from.and_then(|stated| self.one(ordinal, stated));
        let last = to.and_then(|stated| self.one(ordinal, stated));
        match (first, last, from, to) {
            // Which of the two is wrong cannot be told.
            (Some(first), Some(last), Some(from), Some(to)) if last < first => {
                let why = format!("ends before it begins, {:?} in {}", from.text, from.column);
                self.count(ordinal, to, &why);
                (None, None)
            }
            _ => (first, last),
        }
    }

    fn one(&mut self, ordinal: usize, stated: &Stated) -> Option<Date> {
        if self.columns.len() < COLUMNS_MAX || self.columns.contains_key(&stated.column) {
            self.columns.entry(stated.column.clone()).or_default().stated += 1;
        }
        match day_of(&stated.text, self.loaded_on) {
            Ok(day) => Some(day),
            Err(why) => {
                self.count(ordinal, stated, &why.to_string());
                None
            }
        }
    }

    fn count(&mut self, ordinal: usize, stated: &Stated, why: &str) {
        if let Some(tally) = self.columns.get_mut(&stated.column) {
            tally.unusable += 1;
            if tally.unusable == 1 {
                let text: String = stated.text.chars().take(40).collect();
                tally.example = format!("feature {ordinal}, {text:?}: {why}");
            }
        }
    }

    /// Returns one problem for each column with values that could not be used.
    pub(crate) fn problems(self, subject: &str) -> Vec<Problem> {
        let told = |(column, tally): (String, Tally)| {
            let Tally { stated, unusable, example } = tally;
            let detail = format!(
                "{unusable} of {stated} values give no date; their features are kept without \
                 it; the first: {example}"
            );
            let subject = format!("{subject}, column {column}");
            (unusable > 0).then(|| Problem::new(ProblemCode::DateUnusable, subject, detail))
        };
        self.columns.into_iter().filter_map(told).collect()
    }
}
