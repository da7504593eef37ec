//! The masks of pairs on real views, against marks drawn by hand (`marks/README.md`) and
//! against what two viewers noted; skipped, saying so, where the views are absent.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use ndarray::s;
use serde::Deserialize;
use vigia_core::{DateInterval, Fingerprint};
use vigia_detect::View;
use vigia_detect::mask::{Class, Mask, Observability, mask_of, masks_of_pair, observability};
use vigia_raster::SceneReader;
use vigia_raster::pair_files::{PairOptions, PairRow};
use vigia_raster::probe::inspect;
use vigia_raster::scene_draft::InspectedFile;
use vigia_testkit::shared_data;

/// The pairs are in degrees; a pixel is 10 m wide within 2 %.
const PIXEL_SIZE_M: (f64, f64) = (10.0, 10.0);
const CLEAR_SHARE_MIN: f64 = 0.5;
const GROUND: [&str; 6] = ["sand", "soil", "roof", "pond", "water", "forest"];
/// The grounds that a mask for clouds is tempted to hide.
const BRIGHT_GROUND: [&str; 5] = ["sand", "soil", "roof", "pond", "water"];

#[derive(Debug, Deserialize)]
struct Mark {
    id: String,
    date: String,
    kind: String,
    row_from: usize,
    row_to: usize,
    col_from: usize,
    col_to: usize,
    set: String,
}

#[derive(Debug, Deserialize)]
struct Noted {
    id: String,
    clear_before: String,
    clear_after: String,
}

/// Pixels of each class under marks of one kind.
#[derive(Default)]
struct Counts {
    clear: usize,
    haze: usize,
    hidden: usize,
}

impl Counts {
    fn hidden_share(&self) -> f64 {
        self.hidden as f64 / (self.clear + self.haze + self.hidden).max(1) as f64
    }

    fn noticed_share(&self) -> f64 {
        (self.hidden + self.haze) as f64 / (self.clear + self.haze + self.hidden).max(1) as f64
    }
}

fn views(folder: &Path, id: &str) -> [View; 2] {
    let undated = DateInterval { not_before: date(1970, 1, 1), not_after: date(1970, 1, 1) };
    let row = PairRow {
        id: id.to_owned(),
        before: folder.join(format!("chips/{id}_before.tif")),
        after: folder.join(format!("chips/{id}_after.tif")),
        before_window: undated,
        after_window: undated,
        options: PairOptions::default(),
    };
    let paths = [row.before.clone(), row.after.clone()];
    let name = |path: &Path| Fingerprint::of(path.as_os_str().as_encoded_bytes());
    let infos = paths.each_ref().map(|path| inspect(path, 1 << 20).unwrap());
    row.drafts(&infos[0], &infos[1], &PairOptions::default()).unwrap().map(|draft| {
        let inspected = |file: &Path| {
            let info = infos[usize::from(file == paths[1])].clone();
            Ok(InspectedFile { fingerprint: name(file), size_bytes: 0, info })
        };
        let scene = draft.complete(inspected).unwrap();
        let locate =
            |wanted: &Fingerprint| paths.iter().find(|path| name(path) == *wanted).unwrap().clone();
        let reader = SceneReader::open(&scene, &locate).unwrap();
        View::new(reader.read_optical(scene.grid.full_window()).unwrap()).unwrap()
    })
}

fn masks(folder: &Path, id: &str) -> ([View; 2], [Mask; 2]) {
    let views = views(folder, id);
    let (before, after) = masks_of_pair(&views[0], &views[1], PIXEL_SIZE_M).unwrap();
    (views, [before, after])
}

fn masks_without_witness(folder: &Path, id: &str) -> [Mask; 2] {
    views(folder, id).map(|view| mask_of(&view, None, PIXEL_SIZE_M).unwrap())
}

/// Counts under the marks of `set`, by kind.
fn counted(set: &str, masks_of: impl Fn(&str) -> [Mask; 2]) -> BTreeMap<String, Counts> {
    let marks = csv::Reader::from_reader(include_str!("marks/masks.csv").as_bytes())
        .into_deserialize::<Mark>()
        .map(Result::unwrap)
        .filter(|mark| mark.set == set);
    let mut by_id: BTreeMap<String, Vec<Mark>> = BTreeMap::new();
    for mark in marks {
        by_id.entry(mark.id.clone()).or_default().push(mark);
    }
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    for (id, marks) in by_id {
        let masks = masks_of(&id);
        for mark in marks {
            let mask = &masks[usize::from(mark.date == "after")];
            let marked = s![mark.row_from..mark.row_to, mark.col_from..mark.col_to];
            let counts = counts.entry(mark.kind).or_default();
            for class in mask.classes().slice(marked) {
                match class {
                    Class::Clear => counts.clear += 1,
                    Class::Haze => counts.haze += 1,
                    _ => counts.hidden += 1,
                }
            }
        }
    }
    counts
}

fn together(counts: &BTreeMap<String, Counts>, kinds: &[&str]) -> Counts {
    let mut sum = Counts::default();
    for counts in kinds.iter().filter_map(|kind| counts.get(*kind)) {
        sum.clear += counts.clear;
        sum.haze += counts.haze;
        sum.hidden += counts.hidden;
    }
    sum
}

/// Prints what was counted; returns the shares of all ground and of bright ground hidden.
fn reported(title: &str, counts: &BTreeMap<String, Counts>) -> (f64, f64) {
    let lost = together(counts, &GROUND).hidden_share();
    let lost_bright = together(counts, &BRIGHT_GROUND).hidden_share();
    println!("{title}: ground hidden {lost:.4}, bright ground hidden {lost_bright:.4}");
    for (kind, counts) in counts {
        let (hidden, noticed) = (counts.hidden_share(), counts.noticed_share());
        println!("{title}: {kind}: hidden {hidden:.3}, or flagged as haze {noticed:.3}");
    }
    (lost, lost_bright)
}

/// `least`: shares of the marked cloud and shadow that must be hidden, and of the haze that
/// must be hidden or flagged.
fn check(set: &str, least: [f64; 3]) {
    let Some(folder) = shared_data("s2-pairs") else { return };
    vigia_raster::configure();
    let counts = counted(set, |id| masks(&folder, id).1);
    let (lost, lost_bright) = reported(set, &counts);
    assert!(lost <= 0.03, "{lost} of the clear ground is hidden");
    assert!(lost_bright <= 0.03, "{lost_bright} of the bright ground is hidden");
    // Without B11 2 % of the ponds go, without the witness 5 % of the roofs: little of all
    // ground, so each has its own limit.
    for (kind, most) in [("pond", 0.01), ("water", 0.01), ("roof", 0.03)] {
        assert!(counts[kind].hidden_share() <= most, "too much {kind} is hidden");
    }
    assert!(counts["cloud"].hidden_share() >= least[0], "too much cloud shows");
    assert!(counts["shadow"].hidden_share() >= least[1], "too much shadow shows");
    assert!(counts["haze"].noticed_share() >= least[2], "too much haze goes unnoticed");
}

#[test]
fn bright_ground_stays_and_clouds_go_on_the_marks_that_set_the_limits() {
    check("tune", [0.97, 0.83, 0.9]);
}

#[test]
fn bright_ground_stays_and_clouds_go_on_marks_kept_aside() {
    // Most of the haze that goes unnoticed is one even veil of 0.017 of blue: below the limit
    // for a pixel, but found by `observability`.
    check("judge", [0.94, 0.73, 0.45]);
}

#[test]
fn without_a_witness_clouds_still_go_but_white_roofs_go_with_them() {
    let Some(folder) = shared_data("s2-pairs") else { return };
    vigia_raster::configure();
    for set in ["tune", "judge"] {
        let alone = counted(set, |id| masks_without_witness(&folder, id));
        let (lost, _) = reported(&format!("{set} without witness"), &alone);
        assert!(lost <= 0.03);
        assert!(alone["cloud"].hidden_share() >= 0.9);
    }
}

#[test]
fn what_viewers_could_not_see_is_not_observable_and_what_they_saw_is() {
    let Some(folder) = shared_data("s2-pairs") else { return };
    vigia_raster::configure();
    let mut reader = csv::Reader::from_path(folder.join("manifest.csv")).unwrap();
    let (mut unseen, mut seen) = (Vec::new(), Vec::new());
    for noted in reader.deserialize::<Noted>().map(Result::unwrap) {
        let notes = [noted.clear_before.as_str(), noted.clear_after.as_str()];
        if !notes.contains(&"no") && notes != ["yes", "yes"] {
            continue;
        }
        let (views, masks) = masks(&folder, &noted.id);
        let is_readable = views.iter().zip(&masks).all(|(view, mask)| {
            observability(view, mask, PIXEL_SIZE_M, CLEAR_SHARE_MIN) == Observability::Readable
        });
        if notes.contains(&"no") { &mut unseen } else { &mut seen }.push((noted.id, !is_readable));
    }
    let called = |pairs: &[(String, bool)]| pairs.iter().filter(|(_, called)| *called).count();
    println!("unseen: {unseen:?}");
    println!("seen called not observable: {} of {}", called(&seen), seen.len());
    assert_eq!((unseen.len(), seen.len()), (9, 101));
    assert!(called(&unseen) * 10 >= unseen.len() * 9);
    assert!(called(&seen) * 20 <= seen.len());
}
