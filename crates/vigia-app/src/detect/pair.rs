//! The clearings of one before/after pair.

use vigia_core::profile::NamedProfile;
use vigia_core::{
    Clearing, ClearingId, DateInterval, Driver, Fingerprint, Problem, ProblemCode, Scene, Window,
};
use vigia_detect::View;
use vigia_detect::pair::{MiningClearing, PairCall, PairSource, judge, observe};
use vigia_detect::working::WorkingModel;
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use super::ground::Ground;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Pixels of a pair at most: one byte of each is held. A Sentinel-2 tile has 121 million.
const PIXELS_MAX: usize = 1 << 28;

/// Returns the clearings that the pair shows as new mining. A pair has one later view, so
/// nothing in it is confirmed.
///
/// The onset lies anywhere between the start of the earlier view's window and the end of
/// the later one's: an annual composite bounds years, not days.
pub(super) fn clearings(
    workspace: &Workspace,
    name: &str,
    scenes: &[Scene],
    profile: &NamedProfile,
) -> Result<Vec<Clearing>, AppError> {
    let mut sides: Vec<&Scene> = scenes.iter().collect();
    sides.sort_by_key(|scene| (scene.acquired_end, scene.acquired_start));
    let [before, after] = sides.as_slice() else {
        let detail = format!("{} scenes instead of two", scenes.len());
        return Err(Problem::new(ProblemCode::PairIncomplete, name, detail).into());
    };
    if before.grid.rows * before.grid.cols > PIXELS_MAX {
        let detail = format!("more than {PIXELS_MAX} pixels");
        return Err(Problem::new(ProblemCode::TooLarge, name, detail).into());
    }
    let to_wgs84 = Operation::to_wgs84(&after.grid.crs)?;
    let ground = Ground::of(&after.grid, &to_wgs84)?;
    let thresholds = &profile.profile.pair;
    let pair = ScenePair { workspace, before, after };
    let evidence = observe(&pair, ground.pixel_size_m, thresholds)?;
    let call = judge(evidence, thresholds, WorkingModel::shipped()?)?;
    let onset =
        DateInterval { not_before: before.dates().not_before, not_after: after.dates().not_after };
    call.clearings
        .iter()
        .map(|found| {
            // No two clearings of a pair lie within 30 m, so no corner is shared.
            let outline = ground.outline(&found.pixels.pixels, &[], &to_wgs84)?;
            Ok(Clearing {
                id: clearing_id(name, profile, found),
                series: name.to_owned(),
                area: outline.area,
                area_sd: Some(outline.area_sd),
                growth: Vec::new(),
                regrown_share: None,
                ponds_worked: None,
                history_views: None,
                outline: outline.wgs84,
                source_outline: outline.source,
                source_crs: after.grid.crs.clone(),
                onset,
                observed_share: call.clear_share_before.min(call.clear_share_after),
                driver: Driver::Mining,
                mining_probability: found.probability,
                reasons: reasons(&call, found),
                first_seen: after.id.clone(),
                confirmed_by: None,
                sensors: [after.sensor].into(),
                features: found.features.to_map(),
            })
        })
        .collect()
}

/// The call keeps the reasons of its likeliest clearing.
fn reasons(call: &PairCall, found: &MiningClearing) -> Vec<vigia_core::Reason> {
    if found.probability.to_bits() == call.score.to_bits() {
        call.reasons.clone()
    } else {
        Vec::new()
    }
}

/// Two scenes of one grid.
struct ScenePair<'a> {
    workspace: &'a Workspace,
    before: &'a Scene,
    after: &'a Scene,
}

impl PairSource for ScenePair<'_> {
    type Error = AppError;
    type Reader = (SceneReader, SceneReader);

    fn shape(&self) -> (usize, usize) {
        (self.after.grid.rows, self.after.grid.cols)
    }

    fn open(&self) -> Result<Self::Reader, AppError> {
        let locate = |fingerprint: &Fingerprint| self.workspace.blob_path(fingerprint);
        Ok((SceneReader::open(self.before, &locate)?, SceneReader::open(self.after, &locate)?))
    }

    fn read(&self, reader: &mut Self::Reader, window: Window) -> Result<(View, View), AppError> {
        let view =
            |reader: &SceneReader| Ok::<_, AppError>(View::new(reader.read_optical(window)?)?);
        Ok((view(&reader.0)?, view(&reader.1)?))
    }
}

fn clearing_id(series: &str, profile: &NamedProfile, found: &MiningClearing) -> ClearingId {
    let pixels: Vec<u8> = found
        .pixels
        .pixels
        .iter()
        .flat_map(|(row, col)| [row.to_le_bytes(), col.to_le_bytes()].concat())
        .collect();
    let parts: [&[u8]; 3] = [series.as_bytes(), profile.fingerprint.as_bytes(), &pixels];
    ClearingId::new(format!("D-{}", Fingerprint::of_parts(parts).short(16)))
}
