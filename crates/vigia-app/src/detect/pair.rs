//! The clearings of one before/after pair.

use geo::GeodesicArea;
use vigia_core::profile::NamedProfile;
use vigia_core::{
    Clearing, ClearingId, DateInterval, Driver, Fingerprint, Hectares, Problem, ProblemCode, Scene,
};
use vigia_detect::View;
use vigia_detect::pair::{MiningClearing, PairCall, compare};
use vigia_raster::SceneReader;
use vigia_vector::Operation;

use super::ground::Ground;
use crate::error::AppError;
use crate::workspace::Workspace;

/// Pixels of a pair at most: its two views are compared as a whole, in memory.
const PIXELS_MAX: usize = 25_000_000;

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
    let views = (view(workspace, before)?, view(workspace, after)?);
    let call = compare(&views.0, &views.1, ground.pixel_size_m, &profile.profile)?;
    let onset =
        DateInterval { not_before: before.dates().not_before, not_after: after.dates().not_after };
    call.clearings
        .iter()
        .map(|found| {
            let outline = ground.outline(&found.pixels.pixels, &to_wgs84)?;
            Ok(Clearing {
                id: clearing_id(name, profile, found),
                series: name.to_owned(),
                area: Hectares::from_square_metres(outline.wgs84.geodesic_area_unsigned()),
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

fn view(workspace: &Workspace, scene: &Scene) -> Result<View, AppError> {
    let reader = SceneReader::open(scene, &|fingerprint| workspace.blob_path(fingerprint))?;
    Ok(View::new(reader.read_optical(scene.grid.full_window())?)?)
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
