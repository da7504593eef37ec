//! Pictures of calls: what a person must look at before trusting a figure.

mod drawn;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vigia_core::Fingerprint;
use vigia_detect::pair::PairCall;
use vigia_raster::quicklook::{Preset, before_after, enlarged, write_png};

use super::judged::Judged;
use super::manifest::LabelledPair;
use super::pairs::PairViews;
use crate::error::AppError;

pub use drawn::Drawn;

/// Pictures in a folder at most.
const FILES_MAX: usize = 500;
/// Pairs shown in a report at most: about 60 MB of pictures.
const REPORT_MAX: usize = 2_000;
/// Pixels of a picture for one of the raster: chips are small.
const ENLARGED: u32 = 4;

/// A folder with `missed/` and `false-alarm/`.
pub(super) struct Thumbnails {
    missed: PathBuf,
    false_alarms: PathBuf,
    written: usize,
}

impl Thumbnails {
    pub fn in_folder(folder: &Path) -> Result<Self, AppError> {
        let made = Self {
            missed: folder.join("missed"),
            false_alarms: folder.join("false-alarm"),
            written: 0,
        };
        for path in [&made.missed, &made.false_alarms] {
            std::fs::create_dir_all(path).map_err(|source| AppError::File {
                action: "making",
                path: path.clone(),
                source,
            })?;
        }
        Ok(made)
    }

    /// Draws the pair where its call is wrong: natural colours left, SWIR right, each
    /// before and after.
    pub fn offer(
        &mut self,
        pair: &LabelledPair,
        call: &PairCall,
        views: &PairViews,
    ) -> Result<(), AppError> {
        let judged = Judged::of(pair, call.called.name(), call.score, 0.0);
        let folder = match (judged.is_missed(), judged.is_false_alarm()) {
            (true, _) => &self.missed,
            (_, true) => &self.false_alarms,
            _ => return Ok(()),
        };
        if self.written >= FILES_MAX {
            return Ok(());
        }
        self.written += 1;
        let draw = |preset| {
            let [before, after] = drawn::both(views, preset);
            before_after(&before, &after)
        };
        let picture = before_after(&draw(Preset::TrueColour), &draw(Preset::Swir));
        let id = name_of_file(&pair.id);
        let name = format!("{:.2}-{}-{id}.png", call.score, call.called.name());
        write_png(&folder.join(name), &enlarged(&picture, ENLARGED))?;
        Ok(())
    }
}

/// Returns `id` where it can be part of a file's name, else what can be of it and a mark
/// that keeps two such apart: a manifest may come from anybody.
fn name_of_file(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if id.len() <= 80 && id.chars().all(is_plain) {
        return id.to_owned();
    }
    let plain: String = id.chars().filter(|c| is_plain(*c)).take(40).collect();
    format!("{plain}-{}", Fingerprint::of(id.as_bytes()).short(8))
}

/// The pictures of a report, by the pair's id.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    by_id: BTreeMap<String, Drawn>,
    left_out: usize,
}

impl Pictures {
    pub(super) fn add(
        &mut self,
        pair: &LabelledPair,
        call: &PairCall,
        views: &PairViews,
    ) -> Result<(), AppError> {
        if self.by_id.len() >= REPORT_MAX {
            self.left_out += 1;
            return Ok(());
        }
        self.by_id.insert(pair.id.clone(), Drawn::of(call, views)?);
        Ok(())
    }

    /// Returns the pictures of a pair.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Drawn> {
        self.by_id.get(id)
    }

    /// Returns how many pairs have no pictures because there were too many.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_id_names_no_other_folder() {
        assert_eq!(name_of_file("p004db938"), "p004db938");
        for id in ["../../etc/passwd", "a/b", "..", "", "a\0b", &"x".repeat(300)] {
            let name = name_of_file(id);
            assert!(!name.contains(['/', '.', '\0']) && name.len() <= 80, "{name}");
        }
        assert_ne!(name_of_file("a/b"), name_of_file("ab"));
        assert_ne!(name_of_file("a/b"), name_of_file("a.b"));
    }
}
