//! One labelled pair of views, as numbers.

/// Name under which the rise of the evidence of workings, from the earlier to the later
/// view, enters a pair model.
pub const WORKED_RISE: &str = "worked_rise";

/// What is true of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// Mining that was not there before.
    New,
    /// A change that is not mining, or none.
    Negative,
    /// Workings at both dates.
    Before,
    /// Workings on a small part of the later view: never fitted as a pair, only its later
    /// view as a look at workings.
    Partial,
    /// Mining that began after the later view: judged, never fitted.
    Later,
}

/// A labelled pair of views, as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name, different from all others.
    pub id: String,
    /// Longitude in degrees: says which examples are neighbours, and is no feature.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// A digest of the pixels of the earlier and the later view: equal ones are the same
    /// picture. `None` for a view without data.
    pub digests: [Option<u64>; 2],
    /// What is true of it.
    pub label: Label,
    /// How much it counts in fitting: 1 where an audit agrees with the label, less in
    /// doubt, 0 where the picture contradicts it.
    pub weight: f64,
    /// Whether it belongs to the set on which thresholds are chosen.
    pub is_primary: bool,
    /// Whether the earlier and the later view can be read: enough is clear.
    pub clear: [bool; 2],
    /// Features of the earlier and the later view, in the order of
    /// [`crate::Settings::view_features`]; NaN is missing.
    pub views: [Vec<f64>; 2],
    /// The changed objects, largest first.
    pub objects: Vec<Object>,
    /// Hectares that lost vegetation, of all objects together: a floor to beat.
    pub lost_ha: f64,
}

/// A part of a pair that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its features, in the order of [`crate::Settings::object_features`].
    pub features: Vec<f64>,
    /// Features of the earlier and the later view of what surrounds it, as
    /// [`Example::views`].
    pub views: [Vec<f64>; 2],
}

impl Example {
    /// Says whether the pair can be called at all.
    #[must_use]
    pub const fn is_observable(&self) -> bool {
        self.clear[0] && self.clear[1]
    }

    /// Whether it is mining that was not there before, `None` where the question does not
    /// separate the labels.
    #[must_use]
    pub const fn is_new(&self) -> Option<bool> {
        match self.label {
            Label::New => Some(true),
            Label::Negative => Some(false),
            Label::Before | Label::Partial | Label::Later => None,
        }
    }

    /// The classes that folds keep in proportion.
    pub(crate) const fn class(&self) -> usize {
        match (self.label, self.is_primary) {
            (Label::New, true) => 0,
            (Label::New, false) => 1,
            (Label::Negative, _) => 2,
            (Label::Before, _) => 3,
            (Label::Partial | Label::Later, _) => 4,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::fold::shuffled;

    /// An example without features.
    pub fn example(id: &str) -> Example {
        Example {
            id: id.to_owned(),
            lon: -70.0,
            lat: -13.0,
            digests: [None, None],
            label: Label::Negative,
            weight: 1.0,
            is_primary: true,
            clear: [true, true],
            views: [Vec::new(), Vec::new()],
            objects: Vec::new(),
            lost_ha: 0.0,
        }
    }

    /// Made-up pairs with three view features and two object features that tell workings,
    /// two pairs a place; every ninth is hidden before, every eighth has no object.
    pub fn made_up(count: u64) -> Vec<Example> {
        let unit = |row: u64, what: u64| (shuffled(what, row) >> 11) as f64 / (1_u64 << 53) as f64;
        (0..count)
            .map(|row| {
                let label = match row % 7 {
                    0 | 1 => Label::New,
                    2..=4 => Label::Negative,
                    5 => Label::Before,
                    _ if row % 2 == 0 => Label::Partial,
                    _ => Label::Later,
                };
                let worked = [label == Label::Before, matches!(label, Label::New | Label::Before)];
                let view = |side: usize| {
                    let level = if worked[side] { 0.35 } else { 0.0 };
                    let feature = |what| level + unit(row, what + 10 * side as u64);
                    let missing = if row % 11 == 0 { f64::NAN } else { feature(3) };
                    vec![feature(1), feature(2), missing]
                };
                let level = if label == Label::New { 0.5 } else { 0.0 };
                let object = |size: u64| Object {
                    features: vec![level + unit(row, 30 + size), unit(row, 40 + size)],
                    views: [view(0), view(1)],
                };
                let objects = if row % 8 == 0 { 0 } else { 1 + row % 2 };
                Example {
                    lon: -75.0 + (row / 2) as f64 * 0.5,
                    digests: [Some(2 * row), Some(2 * row + 1)],
                    label,
                    is_primary: row % 5 != 0 && matches!(label, Label::New | Label::Negative),
                    weight: if row % 5 == 0 { 0.3 } else { 1.0 },
                    clear: [row % 9 != 0, true],
                    views: [view(0), view(1)],
                    objects: (0..objects).map(object).collect(),
                    lost_ha: objects as f64 * unit(row, 50),
                    ..example(&format!("p{row:04}"))
                }
            })
            .collect()
    }

    /// Settings for [`made_up`].
    pub fn settings() -> crate::Settings {
        let mut settings = crate::Settings::pair(&["a", "b", "c"], &["size", "tone"], &["size"]);
        settings.boosting.min_leaf_weight = 1.0;
        settings.boosting.iterations = 12;
        settings.boosting.growths = 2;
        settings.threshold_splits = 3;
        settings
    }
}
