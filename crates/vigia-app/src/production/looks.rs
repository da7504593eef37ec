//! What scenes show of rights' ground.

use geo::{BoundingRect, Geometry, MapCoords, MultiPolygon, coord};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use vigia_core::production::GroundLook;
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::{GridGeometry, Hectares, Scene, Window};
use vigia_detect::View;
use vigia_detect::open_ground::{OpenGround, pixels_within};
use vigia_raster::SceneReader;
use vigia_ties::production::{RightFacts, declared, looked_at};
use vigia_vector::Operation;

use crate::clear_ground::clear_ground;
use crate::detect::ground::Ground;
use crate::error::AppError;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// Most scenes that are read: the latest.
const SCENES_MAX: usize = 400;
/// Largest side of the window of one right: 40 km of 10 m.
const SIDE_MAX_PX: usize = 4_000;

/// Adds to each right what optical scenes show of its ground in the months it declares, one
/// scene held at a time and thread.
pub(super) async fn look(
    workspace: &Workspace,
    rights: &mut [&mut (RightFacts, MultiPolygon<f64>)],
    progress: Progress<'_>,
) -> Result<(), AppError> {
    if rights.is_empty() {
        return Ok(());
    }
    let margin_m = workspace.profile("default")?.profile.series.cloud_margin_m;
    let mut scenes = Vec::new();
    for series in workspace.store().series().await? {
        let of_series = workspace.store().scenes(&series).await?;
        scenes.extend(of_series.into_iter().filter(is_optical));
    }
    scenes.sort_by(|a, b| (a.acquired_start, &a.id).cmp(&(b.acquired_start, &b.id)));
    let surplus = scenes.len().saturating_sub(SCENES_MAX);
    scenes.drain(..surplus);
    let asked: Vec<(&RightFacts, &MultiPolygon<f64>)> =
        rights.iter().map(|right| (&right.0, &right.1)).collect();
    progress(Step { stage: "stage-production", done: 0, total: scenes.len(), unit: String::new() });
    let found: Vec<Vec<(usize, GroundLook)>> = tokio::task::block_in_place(|| {
        let looked = scenes.par_iter().map(|scene| of_scene(workspace, scene, &asked, margin_m));
        looked.collect::<Result<_, _>>()
    })?;
    for (number, look) in found.into_iter().flatten() {
        rights[number].0.looks.push(look);
    }
    Ok(())
}

fn is_optical(scene: &Scene) -> bool {
    OPTICAL_BANDS.iter().all(|band| scene.asset(*band).is_some())
}

fn of_scene(
    workspace: &Workspace,
    scene: &Scene,
    rights: &[(&RightFacts, &MultiPolygon<f64>)],
    margin_m: f64,
) -> Result<Vec<(usize, GroundLook)>, AppError> {
    let date = scene.dates().not_before;
    let from_wgs84 = Operation::from_wgs84(&scene.grid.crs)?;
    let on_ground = Ground::of(&scene.grid, &Operation::to_wgs84(&scene.grid.crs)?)?;
    let mut looks = Vec::new();
    let mut reader = None;
    for (number, (facts, outline)) in rights.iter().enumerate() {
        let Some(declared) = declared(&facts.declarations) else { continue };
        if !looked_at(declared).contains(&date) {
            continue;
        }
        let Some((window, border)) = window_of(&scene.grid, outline, &from_wgs84)? else {
            continue;
        };
        let reader = match &mut reader {
            Some(reader) => reader,
            None => reader.insert(SceneReader::open(scene, &|print| workspace.blob_path(print))?),
        };
        let margin_px = on_ground.pixels_across(margin_m);
        let counted = look_at(reader, window, &border, margin_px)?;
        let square_metres = counted.open as f64 * on_ground.pixel_area_m2();
        let look = GroundLook {
            date,
            seen_share: counted.seen as f64 / counted.pixels.max(1) as f64,
            open: Hectares::from_square_metres(square_metres),
        };
        looks.push((number, look));
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
