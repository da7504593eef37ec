//! One place through time: index values and backscatter of every scene of a series.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Centroid, InteriorPoint};
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use vigia_core::{AlertId, Band, Fingerprint, Scene, Sensor};
use vigia_raster::dataset_pool::DatasetPool;
use vigia_raster::pixel_series::read_pixel;
use vigia_raster::preset::{decibels, normalised_difference};

use crate::error::AppError;
use crate::imagery::{Imagery, ImageryError, views};
use crate::workspace::Workspace;

/// Farthest that a pixel may lie from the alert it is asked for, in degrees (about 11 km):
/// the series of an alert says nothing about another place.
const REACH_MAX_DEGREES: f64 = 0.1;

/// Most scenes of a series that are read: the latest.
const SCENES_MAX: usize = 2_000;

/// What was measured at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PixelSeries {
    /// Longitude, in degrees.
    pub lon: f64,
    /// Latitude, in degrees.
    pub lat: f64,
    /// One for each sensor, orbit and index that has points.
    pub series: Vec<IndexSeries>,
    /// When the first of the alert was cleared: not before.
    pub not_before: Date,
    /// Not after.
    pub not_after: Date,
}

/// One index of one sensor.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexSeries {
    /// The sensor.
    pub sensor: Sensor,
    /// `ascending` or `descending`: radar sees other sides of things, so they stay apart.
    pub orbit: Option<String>,
    /// What is measured.
    pub index: PixelIndex,
    /// Oldest first.
    pub points: Vec<PixelPoint>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PixelIndex {
    /// Vegetation index, −1 to 1.
    Ndvi,
    /// Normalised burn ratio (near and 2190 nm infrared), −1 to 1.
    Nbr,
    /// Backscatter, in decibels.
    VvDb,
    /// Cross-polarised backscatter, in decibels.
    VhDb,
}

/// One measurement: of the median of the three by three pixels around the place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelPoint {
    /// When it was acquired.
    pub at: Timestamp,
    /// The value.
    pub value: f64,
    /// Whether the scene's mask sees the ground in all of its nine pixels around the place;
    /// radar, and scenes without a mask, always do.
    pub clear: bool,
}

/// Reads the series of an alert at a place, by default inside of its outline near its middle.
///
/// # Errors
/// [`AppError::NoSuchAlert`]; [`AppError::BadValue`] for a place farther than 0.1 degrees.
pub async fn pixels(
    imagery: &Imagery,
    workspace: &Workspace,
    alert: &AlertId,
    place: Option<(f64, f64)>,
) -> Result<Arc<PixelSeries>, ImageryError> {
    let found = workspace.store().alert(alert).await.map_err(AppError::from)?;
    let alert = found.ok_or_else(|| AppError::NoSuchAlert { id: alert.to_string() })?;
    let middle = alert.outline.interior_point().or_else(|| alert.outline.centroid());
    let middle = middle.ok_or_else(|| AppError::NoSuchAlert { id: alert.id.to_string() })?;
    let (lon, lat) = place.unwrap_or((middle.x(), middle.y()));
    for (field, asked, near) in [("lon", lon, middle.x()), ("lat", lat, middle.y())] {
        let (min, max) = (near - REACH_MAX_DEGREES, near + REACH_MAX_DEGREES);
        if !(min..=max).contains(&asked) {
            let arguments = vec![("min", format!("{min:.4}")), ("max", format!("{max:.4}"))];
            let words = "value-out-of-range";
            return Err(AppError::BadValue { field, words, arguments }.into());
        }
    }
    let mut scenes = views::series_of(workspace, &alert).await?;
    let surplus = scenes.len().saturating_sub(SCENES_MAX);
    scenes.drain(..surplus);
    let onset = alert.onset;
    let dates = (onset.not_before, onset.not_after);
    let tag = tag(&scenes, (lon, lat), dates);
    let pool = Arc::clone(imagery.pool());
    let read = async {
        let read = move || read(&pool, &scenes, (lon, lat));
        let series = imagery.workers().run(read).await?;
        let (not_before, not_after) = dates;
        Ok::<_, ImageryError>(Arc::new(PixelSeries { lon, lat, series, not_before, not_after }))
    };
    imagery.kept_series().try_get_with(tag, read).await.map_err(|error| (*error).clone())
}

fn tag(scenes: &[Scene], (lon, lat): (f64, f64), dates: (Date, Date)) -> Fingerprint {
    let place = format!("{:x} {:x} {dates:?}", lon.to_bits(), lat.to_bits());
    let files = scenes.iter().flat_map(|scene| &scene.assets);
    let parts = files.map(|asset| asset.fingerprint.as_bytes().to_vec());
    Fingerprint::of_parts(std::iter::once(place.into_bytes()).chain(parts))
}

/// What one scene says: of which index, and what.
type Measured = Vec<(PixelIndex, PixelPoint)>;

fn read(
    pool: &DatasetPool,
    scenes: &[Scene],
    place: (f64, f64),
) -> Result<Vec<IndexSeries>, AppError> {
    let measured: Vec<Measured> =
        scenes.par_iter().map(|scene| measure(pool, scene, place)).collect::<Result<_, _>>()?;
    let mut series: BTreeMap<(Sensor, Option<&str>, PixelIndex), Vec<PixelPoint>> = BTreeMap::new();
    for (scene, measured) in scenes.iter().zip(measured) {
        let radar = scene.sensor == Sensor::Sentinel1;
        let orbit = scene.orbit_state.as_deref().filter(|_| radar);
        for (index, point) in measured {
            series.entry((scene.sensor, orbit, index)).or_default().push(point);
        }
    }
    Ok(series
        .into_iter()
        .map(|((sensor, orbit, index), points)| IndexSeries {
            sensor,
            orbit: orbit.map(str::to_owned),
            index,
            points,
        })
        .collect())
}

fn measure(pool: &DatasetPool, scene: &Scene, place: (f64, f64)) -> Result<Measured, AppError> {
    let wanted: &[Band] = match scene.sensor {
        Sensor::Sentinel1 => &[Band::Vv, Band::Vh],
        _ => &[Band::Red, Band::Nir, Band::Swir2],
    };
    let bands: Vec<Band> =
        wanted.iter().copied().filter(|band| scene.asset(*band).is_some()).collect();
    let Some(sample) = read_pixel(pool, scene, &bands, place.0, place.1)? else {
        return Ok(Vec::new());
    };
    let of = |band: Band| {
        let position = bands.iter().position(|other| *other == band);
        let value = position.and_then(|position| sample.values.get(position)).copied();
        value.filter(|value| value.is_finite())
    };
    let index = |a, b| Some(normalised_difference(of(a)?, of(b)?));
    let values = [
        (PixelIndex::Ndvi, index(Band::Nir, Band::Red)),
        (PixelIndex::Nbr, index(Band::Nir, Band::Swir2)),
        (PixelIndex::VvDb, of(Band::Vv).map(decibels)),
        (PixelIndex::VhDb, of(Band::Vh).map(decibels)),
    ];
    let clear = sample.is_clear;
    let at = scene.acquired_start;
    Ok(values
        .into_iter()
        .filter_map(|(index, value)| Some((index, f64::from(value?))))
        .map(|(index, value)| (index, PixelPoint { at, value, clear }))
        .collect())
}
