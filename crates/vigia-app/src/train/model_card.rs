//! What a reader must know of the models before trusting them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use vigia_core::Fingerprint;
use vigia_train::cross_validation::FOLDS;
use vigia_train::example::WORKED_RISE;
use vigia_train::place::PLACE_KM;
use vigia_train::{Label, Settings};

use super::Trained;
use super::examples::LabelledExample;
use crate::evaluate::bootstrap::{Estimate, RESAMPLES};
use crate::evaluate::judged::Judged;
use crate::evaluate::judged::held_out::Contender;
use crate::evaluate::metrics::figures::{Figure, Figures};
use crate::evaluate::metrics::rates::{Rate, Rates};
use crate::evaluate::metrics::scored::Set;

const LIMITS: &str = include_str!("model_card/limits.md");
/// The figures of the tables.
const SHOWN: [(&str, Figure); 7] = [
    ("recall at precision 0.95", Figure::RecallAtPrecision),
    ("F1", Figure::F1),
    ("precision", Figure::Precision),
    ("recall", Figure::Recall),
    ("specificity", Figure::Specificity),
    ("AUC", Figure::Auc),
    ("calibration error", Figure::CalibrationError),
];
const SETS: [(&str, Set); 2] = [("primary", Set::Primary), ("whole", Set::Whole)];

/// What a card is about.
pub struct Subject<'a> {
    /// The models and their held-out calls.
    pub trained: &'a Trained,
    /// The pairs.
    pub rows: &'a [LabelledExample],
    /// How the models were fitted.
    pub settings: &'a Settings,
    /// Where the labels come from.
    pub manifest: &'a Path,
    /// SHA-256 of the manifest.
    pub digest: Fingerprint,
    /// Repeats of the cross-validation.
    pub repeats: usize,
}

/// Returns the card as Markdown.
pub fn text(subject: &Subject<'_>) -> String {
    let trained = subject.trained;
    let mut card = String::from("# Model card: working model, `[pair.model]` and `[driver]`\n\n");
    card += "Written by `vigia train`; the same manifest gives the same bytes.\n\n";
    card += &models(subject);
    card += &data(subject);
    card += &method(subject);
    let mut judged = vec![("**pair call**", &trained.held_out.repeats)];
    judged.push(("driver model", &trained.driver_held_out.repeats));
    card += &full_table(&judged);
    card += &rates(&trained.held_out.repeats);
    let model = &trained.held_out.repeats;
    card +=
        &comparison("## Controls and floors, on the same folds", model, &trained.held_out.controls);
    card +=
        &comparison("## Without each idea, on the same folds", model, &trained.held_out.ablations);
    card += &mistakes(&trained.held_out.typical());
    card + LIMITS
}

fn models(subject: &Subject<'_>) -> String {
    let Subject { trained, settings, .. } = subject;
    let boosting = &settings.boosting;
    let objects = trained.pair.features.len();
    format!(
        "| model | question | inputs | how |\n|---|---|---|---|\n\
         | working | does this square of 480 m look worked, on one date? | {} features of the view | \
         {} boosted trees: {} growths of {} with up to {} leaves and {} levels, learning rate {}, L2 {}, \
         {:.0} % of the features a tree, leaves of at least {} |\n\
         | `[pair.model]` | is this clearing new mining, between two views? | {objects} features, among them \
         `{WORKED_RISE}`, the rise of the log-odds of the working model | logistic, C = {}{} |\n\
         | `[driver]` | is this clearing mining, whenever it was cleared? | {} features of the clearing | \
         logistic, C = 0.5 |\n\n\
         No date, position or absolute level is a feature.\n\n",
        trained.working.features.len(),
        trained.working.trees.trees.len(),
        boosting.growths,
        boosting.iterations,
        boosting.max_leaves,
        boosting.max_depth,
        boosting.learning_rate,
        boosting.l2,
        boosting.feature_share * 100.0,
        boosting.min_leaf_weight,
        settings.pair_c,
        if settings.calibrates { ", stretched where that helps" } else { "" },
        trained.driver.features.len(),
    )
}

fn data(subject: &Subject<'_>) -> String {
    let name = subject.manifest.file_name().unwrap_or_default().to_string_lossy();
    let mut text = format!(
        "## Data\n{} pairs of `{name}`, SHA-256 `{}`; {} more could not be read. No pixel of \
         them is in this repository.\n\n\
         | label | pairs | readable at both dates | with a changed object | fitted as a pair |\n\
         |---|---|---|---|---|\n",
        subject.rows.len(),
        subject.digest,
        subject.trained.unreadable.len(),
    );
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for LabelledExample { example, pair, .. } in subject.rows {
        let count = counts.entry(&pair.label).or_default();
        let has_object = example.is_observable() && !example.objects.is_empty();
        let is_fitted = matches!(example.label, Label::New | Label::Negative | Label::Before);
        count[0] += 1;
        count[1] += usize::from(example.is_observable());
        count[2] += usize::from(has_object);
        count[3] += usize::from(has_object && is_fitted && example.weight > 0.0);
    }
    for (label, [pairs, readable, changed, fitted]) in counts {
        let _ = writeln!(text, "| `{label}` | {pairs} | {readable} | {changed} | {fitted} |");
    }
    let _ = write!(
        text,
        "\n- Pairs of the primary set (an audit agrees with the label) weigh 1, those in doubt 0.3, \
         those whose picture contradicts the label nothing. `mining_before` weighs {} as an example of \
         what is not new.\n\
         - The working model learns from single views: workings are both views of `mining_before`, the \
         later of `mining_partial` and of `mining_new` in the primary set; others are both views of \
         `other_human` and `natural` and the earlier of that `mining_new`. Both kinds weigh the same.\n\n",
        subject.settings.before_weight
    );
    text
}

fn method(subject: &Subject<'_>) -> String {
    let places = subject
        .trained
        .held_out
        .repeats
        .first()
        .and_then(|rows| rows.iter().map(|row| row.place).max())
        .map_or(0, |last| last + 1);
    format!(
        "## How it was judged\n{} repeats of {FOLDS} folds over {places} places: pairs within {PLACE_KM} km \
         or with an equal picture stay together. Within the training side of each fold, the evidence of \
         views is cross-fitted by place, and the threshold is where F1, smoothed over log-odds, is highest \
         on the primary set in inner folds. Intervals: 95 %, {RESAMPLES} resamples of places.\n\n",
        subject.repeats
    )
}

fn full_table(judged: &[(&str, &Vec<Vec<Judged>>)]) -> String {
    let head: String = SHOWN.iter().map(|(name, _)| format!(" {name} |")).collect();
    let mut text = format!("| | set |{head}\n|---|---|{}\n", "---|".repeat(SHOWN.len()));
    for (name, repeats) in judged {
        for (set_name, set) in SETS {
            let figures = Figures::of(repeats, set);
            let counts = format!("{set_name}, {} + {}", figures.positives, figures.negatives);
            let cells: String =
                SHOWN.iter().map(|(_, f)| format!(" {} |", estimate(figures.get(*f)))).collect();
            let _ = writeln!(text, "| {name} | {counts} |{cells}");
        }
    }
    text + "\n"
}

fn rates(repeats: &[Vec<Judged>]) -> String {
    let rates = Rates::of(repeats);
    let line =
        |what: &str, rate: Rate| format!("- {what}: {} of {}.\n", estimate(rate.share), rate.rows);
    line("`mining_before` called `mining_new`", rates.worked_before_called_new)
        + &line("pairs that a person found hidden, called so", rates.hidden_called_hidden)
        + &line("pairs that a person found clear, called hidden", rates.clear_called_hidden)
        + "\n"
}

fn comparison(title: &str, model: &[Vec<Judged>], contenders: &[Contender]) -> String {
    if contenders.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "{title}\n| | recall at precision 0.95, primary | F1, primary | AUC, primary | recall at \
         precision 0.95, whole | F1, whole | `mining_before` called new |\n|---|---|---|---|---|---|---|\n"
    );
    let mut row = |name: &str, repeats: &[Vec<Judged>]| {
        let [primary, whole] = SETS.map(|(_, set)| Figures::of(repeats, set));
        let before = Rates::of(repeats).worked_before_called_new.share;
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            estimate(primary.get(Figure::RecallAtPrecision)),
            estimate(primary.get(Figure::F1)),
            estimate(primary.get(Figure::Auc)),
            estimate(whole.get(Figure::RecallAtPrecision)),
            estimate(whole.get(Figure::F1)),
            estimate(before),
        );
    };
    row("**pair call**", model);
    for contender in contenders {
        row(&contender.name.replace('_', " "), &contender.repeats);
    }
    text + "\n"
}

fn mistakes(typical: &[Judged]) -> String {
    let list = |title: &str, is_one: fn(&Judged) -> bool| {
        let mut rows: Vec<&Judged> = typical.iter().filter(|row| is_one(row)).collect();
        rows.sort_by(|a, b| b.score.total_cmp(&a.score));
        let items: Vec<String> = rows
            .iter()
            .map(|row| {
                let doubt = if row.is_primary { "" } else { ", label in doubt" };
                format!("`{}` ({}, {:.2}{doubt})", row.id, row.called, row.score)
            })
            .collect();
        format!("- **{title}** ({}): {}.\n", rows.len(), items.join(", "))
    };
    "## What it gets wrong, held out\nBy the call of most repeats, with the mean score.\n\n"
        .to_owned()
        + &list("Missed", Judged::is_missed)
        + &list("False alarms", Judged::is_false_alarm)
        + "\n"
}

fn estimate(estimate: Estimate) -> String {
    match (estimate.value, estimate.low, estimate.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.3} [{low:.3}, {high:.3}]"),
        (Some(value), ..) => format!("{value:.3}"),
        (None, ..) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::judged::tests::row;

    #[test]
    fn mistakes_are_listed_with_their_scores() {
        let rows = [row(0, true, 0.2), row(1, true, 0.9), row(2, false, 0.7), row(3, false, 0.1)];
        let text = mistakes(&rows);
        assert!(text.contains("**Missed** (1): `p0` (no_change, 0.20)."), "{text}");
        assert!(text.contains("**False alarms** (1): `p2` (mining_new, 0.70)."), "{text}");
    }

    #[test]
    fn a_contender_stands_below_the_model() {
        let rows = |score| vec![vec![row(0, true, score), row(1, false, 0.4)]];
        let contender = Contender { name: "place_only".into(), repeats: rows(0.3) };
        let text = comparison("## X", &rows(0.9), &[contender]);
        let lines: Vec<&str> = text.lines().skip(3).collect();
        assert!(lines[0].starts_with("| **pair call** | 1.000"), "{text}");
        assert!(lines[1].starts_with("| place only | 0.000"), "{text}");
        assert_eq!(comparison("## X", &rows(0.9), &[]), "");
    }
}
