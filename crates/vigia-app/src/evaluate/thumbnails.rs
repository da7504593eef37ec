//! Pictures of misses and false alarms: what a person must look at before trusting a figure.

use std::path::{Path, PathBuf};

use vigia_detect::pair::{Called, PairCall};
use vigia_raster::quicklook::{Preset, before_after, render_rgb, write_png};

use super::manifest::LabelledPair;
use super::pairs::PairViews;
use crate::error::AppError;

/// Pictures of one kind at most.
const PICTURES_MAX: usize = 500;
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
        let is_called = call.called == Called::MiningNew;
        let folder = match (pair.is_positive(), pair.is_negative(), is_called) {
            (true, _, false) => &self.missed,
            (_, true, true) => &self.false_alarms,
            _ => return Ok(()),
        };
        if self.written >= PICTURES_MAX {
            return Ok(());
        }
        self.written += 1;
        let draw = |preset| {
            let before = render_rgb(views.before.reflectance(), preset);
            let after = render_rgb(views.after.reflectance(), preset);
            before_after(&before, &after)
        };
        let picture = before_after(&draw(Preset::TrueColour), &draw(Preset::Swir));
        let enlarged = vigia_raster::quicklook::enlarged(&picture, ENLARGED);
        let name = format!("{:.2}-{}-{}.png", call.score, call.called.name(), pair.id);
        write_png(&folder.join(name), &enlarged)?;
        Ok(())
    }
}
