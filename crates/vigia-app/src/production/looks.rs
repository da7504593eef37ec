//! What scenes show of rights' ground.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use geo::{BoundingRect, Geometry, LineString, MapCoords, MultiPolygon, coord};
use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::production::GroundLook;
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::{Fingerprint, GridGeometry, Hectares, Scene, Window};
use vigia_detect::View;
use vigia_detect::open_ground::{OpenGround, pixels_within};
use vigia_raster::SceneReader;
use vigia_store::SeenGround;
use vigia_ties::production::{declared, looked_at};
use vigia_vector::Operation;

use super::Right;
use crate::clear_ground::clear_ground;
use crate::detect::ground::Ground;
use crate::error::AppError;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// How ground is looked at; raise its number when that changes what is seen.
const LOOK: &str = "open ground 1";
/// Most scenes that are read: the latest.
const SCENES_MAX: usize = 400;
/// Largest side of the window of one right: 40 km of 10 m.
const SIDE_MAX_PX: usize = 4_000;

/// A right's ground, by the fingerprint under which looks at it are kept.
struct AskedGround<'a> {
    key: Fingerprint,
    days: RangeInclusive<Date>,
    right: &'a Right,
}

/// What one scene shows of pieces of ground; `None` where it does not hold all of one.
type SceneLooks = Vec<(Fingerprint, Option<SeenGround>)>;

/// Looks at the ground of rights in the scenes of the months that they declare, where it has
/// not been looked at; one scene held at a time and thread, and kept once it is read.
pub(super) async fn look(
    workspace: &Workspace,
    rights: &[&Right],
    progress: Progress<'_>,
) -> Result<(), AppError> {
    if rights.is_empty() {
        return Ok(());
    }
    let margin_m = margin_m(workspace)?;
    let asked = asked(rights, margin_m);
    let scenes = scenes(workspace).await?;
    let known = workspace.store().ground_looks(&keys(&asked)).await?;
    let is_new = |scene: &Scene, ground: &AskedGround<'_>| {
        let known = known.get(&ground.key).is_some_and(|of| of.contains_key(&scene.id));
        !known && ground.days.contains(&scene.dates().not_before)
    };
    let new_grounds = |scene| -> (&Scene, Vec<&AskedGround<'_>>) {
        (scene, asked.iter().filter(|ground| is_new(scene, ground)).collect())
    };
    let missing: Vec<_> =
        scenes.iter().map(new_grounds).filter(|(_, grounds)| !grounds.is_empty()).collect();
    for (done, chunk) in missing.chunks(rayon::current_num_threads().max(1)).enumerate() {
        let (done, total) = (done * chunk.len(), missing.len());
        progress(Step { stage: "stage-production", done, total, unit: chunk[0].0.id.to_string() });
        let found: Vec<SceneLooks> = tokio::task::block_in_place(|| {
            let looked = chunk
                .par_iter()
                .map(|(scene, grounds)| of_scene(workspace, scene, grounds, margin_m));
            looked.collect::<Result<_, AppError>>()
        })?;
        for ((scene, _), looks) in chunk.iter().zip(found) {
            workspace.store().add_ground_looks(&scene.id, &looks).await?;
        }
    }
    Ok(())
}

/// Returns what was seen of the rights of which every scene has been looked at, by their code.
pub(super) async fn known(
    workspace: &Workspace,
    rights: &[&Right],
) -> Result<BTreeMap<String, Vec<GroundLook>>, AppError> {
    if rights.is_empty() {
        return Ok(BTreeMap::new());
    }
    let asked = asked(rights, margin_m(workspace)?);
    let scenes = scenes(workspace).await?;
    let known = workspace.store().ground_looks(&keys(&asked)).await?;
    let looks = |ground: &AskedGround<'_>| -> Option<Vec<GroundLook>> {
        let of_days = scenes.iter().filter(|one| ground.days.contains(&one.dates().not_before));
        let seen = of_days.map(|scene| {
            let seen = known.get(&ground.key)?.get(&scene.id)?;
            let date = scene.dates().not_before;
            Some(seen.map(|seen| GroundLook { date, seen_share: seen.seen_share, open: seen.open }))
        });
        Some(seen.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    };
    let each = asked.iter().map(|ground| Some((ground.right.facts.code.clone(), looks(ground)?)));
    Ok(each.flatten().collect())
}

fn margin_m(workspace: &Workspace) -> Result<f64, AppError> {
    Ok(workspace.profile("default")?.profile.series.cloud_margin_m)
}

fn asked<'a>(rights: &[&'a Right], margin_m: f64) -> Vec<AskedGround<'a>> {
    let one = |right: &&'a Right| {
        let days = looked_at(declared(&right.facts.declarations)?);
        Some(AskedGround { key: key(&right.ground, margin_m), days, right })
    };
    rights.iter().filter_map(one).collect()
}

fn keys(asked: &[AskedGround<'_>]) -> Vec<Fingerprint> {
    asked.iter().map(|ground| ground.key).collect()
}

/// Of the outline and of how it is looked at: a changed one is another ground.
fn key(ground: &MultiPolygon<f64>, margin_m: f64) -> Fingerprint {
    let ring = |ring: &LineString<f64>| -> Vec<u8> {
        ring.coords().flat_map(|at| [at.x, at.y]).flat_map(f64::to_le_bytes).collect()
    };
    let how = [LOOK.as_bytes().to_vec(), margin_m.to_le_bytes().to_vec()];
    let rings = ground.iter().flat_map(|part| {
        let inner = part.interiors().iter().map(ring);
        std::iter::once(vec![part.interiors().len() as u8])
            .chain([ring(part.exterior())])
            .chain(inner)
    });
    Fingerprint::of_parts(how.into_iter().chain(rings))
}

/// The optical scenes, by day; of too many the latest.
async fn scenes(workspace: &Workspace) -> Result<Vec<Scene>, AppError> {
    let mut scenes = Vec::new();
    for series in workspace.store().series().await? {
        let of_series = workspace.store().scenes(&series).await?;
        scenes.extend(of_series.into_iter().filter(is_optical));
    }
    scenes.sort_by(|a, b| (a.acquired_start, &a.id).cmp(&(b.acquired_start, &b.id)));
    let surplus = scenes.len().saturating_sub(SCENES_MAX);
    scenes.drain(..surplus);
    Ok(scenes)
}

fn is_optical(scene: &Scene) -> bool {
    OPTICAL_BANDS.iter().all(|band| scene.asset(*band).is_some())
}

/// What a scene shows of each ground.
fn of_scene(
    workspace: &Workspace,
    scene: &Scene,
    grounds: &[&AskedGround<'_>],
    margin_m: f64,
) -> Result<SceneLooks, AppError> {
    let from_wgs84 = Operation::from_wgs84(&scene.grid.crs)?;
    let on_ground = Ground::of(&scene.grid, &Operation::to_wgs84(&scene.grid.crs)?)?;
    let mut looks = Vec::with_capacity(grounds.len());
    let mut reader = None;
    for ground in grounds {
        let Some((window, border)) = window_of(&scene.grid, &ground.right.ground, &from_wgs84)?
        else {
            looks.push((ground.key, None));
            continue;
        };
        let reader = match &mut reader {
            Some(reader) => reader,
            None => reader.insert(SceneReader::open(scene, &|print| workspace.blob_path(print))?),
        };
        let margin_px = on_ground.pixels_across(margin_m);
        let counted = look_at(reader, window, &border, margin_px)?;
        let square_metres = counted.open as f64 * on_ground.pixel_area_m2();
        let seen = SeenGround {
            seen_share: counted.seen as f64 / counted.pixels.max(1) as f64,
            open: Hectares::from_square_metres(square_metres),
        };
        looks.push((ground.key, Some(seen)));
    }
    Ok(looks)
}

/// The pixels around a right and its border in them; `None` where any of it lies outside of
/// the scene: what is not covered is not seen.
fn window_of(
    grid: &GridGeometry,
    outline: &MultiPolygon<f64>,
    from_wgs84: &Operation,
) -> Result<Option<(Window, MultiPolygon<f64>)>, AppError> {
    let Geometry::MultiPolygon(placed) = from_wgs84.apply(&outline.clone().into())? else {
        return Ok(None);
    };
    let outside = coord! { x: f64::NAN, y: f64::NAN };
    let border = placed.map_coords(|at| {
        grid.to_pixel(at.x, at.y).map_or(outside, |(row, col)| coord! { x: col, y: row })
    });
    let Some(bounds) = border.bounding_rect() else { return Ok(None) };
    let (min, max) = (bounds.min(), bounds.max());
    let (rows, cols) = (grid.rows as f64, grid.cols as f64);
    let is_inside = min.x >= 0.0 && min.y >= 0.0 && max.x <= cols && max.y <= rows;
    if !is_inside || (max.x - min.x).max(max.y - min.y) > SIDE_MAX_PX as f64 {
        return Ok(None);
    }
    let (row, col) = (min.y.floor() as usize, min.x.floor() as usize);
    let window = Window {
        row,
        col,
        rows: (max.y.ceil() as usize - row).max(1),
        cols: (max.x.ceil() as usize - col).max(1),
    };
    let border = border.map_coords(|at| coord! { x: at.x - col as f64, y: at.y - row as f64 });
    Ok(Some((window, border)))
}

fn look_at(
    reader: &SceneReader,
    window: Window,
    border: &MultiPolygon<f64>,
    margin_px: usize,
) -> Result<OpenGround, AppError> {
    let mut view = View::new(reader.read_optical(window)?)?;
    view.hide_unclear(&clear_ground(reader, window, margin_px)?)?;
    let ground = pixels_within(border, window.rows, window.cols);
    Ok(OpenGround::of(&view, &ground)?)
}
