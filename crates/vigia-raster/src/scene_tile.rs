//! A scene as a picture on the plane of EPSG:3857: map tiles, and chips.
//!
//! Pixels are warped straight from the scene's files: exact positions at points of a
//! lattice, interpolated between them to a thirty-second of a pixel, so that neighbouring
//! tiles join. What was not seen is transparent.

use image::{Rgba, RgbaImage};
use vigia_core::scene::Asset;
use vigia_core::{Band, Scene};

use crate::band_sampler::sample;
use crate::dataset_pool::DatasetPool;
use crate::mercator::Frame;
use crate::placement::{PixelRect, Placement, covered};
use crate::preset::{Preset, Recipe, disturbance_colour, ndvi_colour, radar_colour};
use crate::{RasterError, placement};

/// What is shown.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The scene.
    pub scene: &'a Scene,
    /// The earlier one, where two are compared.
    pub before: Option<&'a Scene>,
    /// How it is shown.
    pub preset: Preset,
}

/// Renders what `frame` shows of the scene, or `None` where it shows nothing.
///
/// # Errors
/// [`RasterError::NoSuchBand`] where a scene lacks what the preset needs;
/// [`RasterError::NothingBefore`] where an earlier scene is needed and not given;
/// [`RasterError::Open`], [`RasterError::Read`], [`RasterError::NotAsCatalogued`],
/// [`RasterError::Crs`], [`RasterError::TooMuch`].
pub fn render(
    pool: &DatasetPool,
    view: &View<'_>,
    frame: &Frame,
) -> Result<Option<RgbaImage>, RasterError> {
    let Some(mut rect) = covered(frame, &view.scene.grid)? else { return Ok(None) };
    let recipe = view.preset.recipe(view.scene.sensor);
    let before = match (&recipe, view.before) {
        (Recipe::Disturbance, Some(before)) => Some(before),
        (Recipe::Disturbance, None) => {
            return Err(RasterError::NothingBefore { scene: view.scene.id.to_string() });
        }
        _ => None,
    };
    if let Some(before) = before {
        let shared = covered(frame, &before.grid)?.and_then(|other| rect.shared(other));
        let Some(shared) = shared else { return Ok(None) };
        rect = shared;
    }
    let after = OnFrame { pool, scene: view.scene };
    let mut at = Placement::new(frame, rect);
    let colours: Vec<Option<[u8; 3]>> = match recipe {
        Recipe::Bands(bands) => {
            let layers = after.bands(&mut at, bands.map(|(band, _)| band))?;
            let stretches = bands.map(|(_, stretch)| stretch);
            let level = |band: usize, value: f32| stretches[band].level(value);
            layers.coloured(|[a, b, c]| [level(0, a), level(1, b), level(2, c)])
        }
        Recipe::Radar => {
            after.bands(&mut at, [Band::Vv, Band::Vh])?.coloured(|[vv, vh]| radar_colour(vv, vh))
        }
        Recipe::Ndvi => {
            let layers = after.ground(&mut at, [Band::Red, Band::Nir])?;
            layers.coloured(|[red, nir]| ndvi_colour(red, nir))
        }
        Recipe::Disturbance => {
            let bands = [Band::Red, Band::Nir, Band::Swir2];
            let [red, nir, swir2] = after.ground(&mut at, bands)?.0;
            let earlier = before.unwrap_or(view.scene);
            let earlier = OnFrame { pool, scene: earlier };
            let [red0, nir0, swir0] = earlier.ground(&mut at, bands)?.0;
            Layers([red0, nir0, swir0, red, nir, swir2])
                .coloured(|[a, b, c, d, e, f]| disturbance_colour([a, b, c], [d, e, f]))
        }
    };
    Ok(picture(frame, rect, &colours))
}

/// Returns (west, south, east, north) of a scene's grid in degrees.
///
/// # Errors
/// [`RasterError::Crs`], also where an edge has no longitude or latitude.
pub fn bounds(scene: &Scene) -> Result<[f64; 4], RasterError> {
    let (lons, lats) = placement::outline(&scene.grid, "EPSG:4326")?;
    let ends = |values: Vec<f64>| {
        values.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        })
    };
    let ((west, east), (south, north)) = (ends(lons), ends(lats));
    let bounds = [west, south, east, north];
    let known = bounds.iter().all(|bound| bound.is_finite());
    known.then_some(bounds).ok_or_else(|| RasterError::Crs { crs: scene.grid.crs.clone() })
}

/// One scene's bands on the picture.
struct OnFrame<'a> {
    pool: &'a DatasetPool,
    scene: &'a Scene,
}

/// Quantities of `N` bands, pixel by pixel; NaN is not seen.
struct Layers<const N: usize>([Vec<f32>; N]);

impl OnFrame<'_> {
    fn bands<const N: usize>(
        &self,
        at: &mut Placement<'_>,
        bands: [Band; N],
    ) -> Result<Layers<N>, RasterError> {
        let mut layers = [const { Vec::new() }; N];
        for (layer, band) in layers.iter_mut().zip(bands) {
            let scene = || self.scene.id.to_string();
            let asset = self.scene.asset(band);
            let asset = asset.ok_or_else(|| RasterError::NoSuchBand { scene: scene(), band })?;
            *layer = self.layer(at, asset)?;
        }
        Ok(Layers(layers))
    }

    /// The same, hidden where the scene's mask sees no ground: the index of a cloud means
    /// nothing.
    fn ground<const N: usize>(
        &self,
        at: &mut Placement<'_>,
        bands: [Band; N],
    ) -> Result<Layers<N>, RasterError> {
        let mut layers = self.bands(at, bands)?;
        let Some((asset, mask)) = self.scene.mask() else { return Ok(layers) };
        let numbers = self.layer(at, asset)?;
        for layer in &mut layers.0 {
            for (value, number) in layer.iter_mut().zip(&numbers) {
                if !mask.shows_ground(f64::from(*number)) {
                    *value = f32::NAN;
                }
            }
        }
        Ok(layers)
    }

    fn layer(&self, at: &mut Placement<'_>, asset: &Asset) -> Result<Vec<f32>, RasterError> {
        let places = at.in_grid(&asset.grid)?;
        sample(&self.pool.lend(asset)?, asset, &places)
    }
}

impl<const N: usize> Layers<N> {
    fn coloured(self, colour: impl Fn([f32; N]) -> [u8; 3]) -> Vec<Option<[u8; 3]>> {
        let pixels = self.0.first().map_or(0, Vec::len);
        (0..pixels)
            .map(|pixel| {
                let values = std::array::from_fn(|band| self.0[band][pixel]);
                let seen = values.iter().all(|value: &f32| !value.is_nan());
                seen.then(|| colour(values))
            })
            .collect()
    }
}

/// Lays the pixels of `rect` on a transparent picture; `None` where nothing was seen.
fn picture(frame: &Frame, rect: PixelRect, colours: &[Option<[u8; 3]>]) -> Option<RgbaImage> {
    if colours.iter().all(Option::is_none) {
        return None;
    }
    let mut picture = RgbaImage::new(frame.width_px, frame.height_px);
    for (line, y) in colours.chunks(rect.width()).zip(rect.y0..) {
        for (colour, x) in line.iter().zip(rect.x0..) {
            if let Some([red, green, blue]) = *colour {
                picture.put_pixel(x as u32, y as u32, Rgba([red, green, blue, 255]));
            }
        }
    }
    Some(picture)
}
