//! A pair as pictures that stand in a page by themselves.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use geo::LineString;
use vigia_core::GridGeometry;
use vigia_detect::outline::outline;
use vigia_detect::pair::PairCall;
use vigia_raster::quicklook::{Preset, png, render_rgb};

use crate::error::AppError;
use crate::evaluate::pairs::PairViews;

/// Both views of a pair in both colourings, and where clearings were called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Before and after as an eye would see them: PNG as `data:` addresses.
    pub true_colour: [String; 2],
    /// Before and after in short-wave infrared, near infrared and red.
    pub swir: [String; 2],
    /// Rows and columns of the later view, in pixels.
    pub shape: (usize, usize),
    /// Outlines of the clearings called mining, in pixels of the later view: the `d` of an
    /// SVG path.
    pub outlines: Vec<String>,
}

impl Drawn {
    pub(super) fn of(call: &PairCall, views: &PairViews) -> Result<Self, AppError> {
        let addresses = |preset| -> Result<[String; 2], AppError> {
            let [before, after] = both(views, preset);
            let address =
                |bytes: Vec<u8>| format!("data:image/png;base64,{}", STANDARD.encode(bytes));
            Ok([address(png(&before)?), address(png(&after)?)])
        };
        let shape = views.after.shape();
        let clearings = call.clearings.iter();
        Ok(Self {
            true_colour: addresses(Preset::TrueColour)?,
            swir: addresses(Preset::Swir)?,
            shape,
            outlines: clearings.map(|clearing| path(&clearing.pixels.pixels, shape)).collect(),
        })
    }
}

/// Renders before and after.
pub(super) fn both(views: &PairViews, preset: Preset) -> [vigia_raster::quicklook::Picture; 2] {
    [&views.before, &views.after].map(|view| render_rgb(view.reflectance(), preset))
}

/// The outline of pixels as an SVG path, one unit a pixel, rows downwards.
fn path(pixels: &[(u32, u32)], (rows, cols): (usize, usize)) -> String {
    // A grid whose coordinates are its own columns and rows.
    let transform = [0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let grid = GridGeometry { crs: String::new(), transform, rows, cols };
    let ring = |ring: &LineString<f64>| {
        let points: Vec<String> =
            ring.points().map(|point| format!("{} {}", point.x(), point.y())).collect();
        // The last point of a ring is its first again, which `Z` says.
        format!("M{}Z", points[..points.len().saturating_sub(1)].join("L"))
    };
    outline(pixels, &grid)
        .iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()).map(ring))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_of_pixels_is_a_path_around_it_and_a_hole_one_within() {
        let square = path(&[(1, 1), (1, 2), (2, 1), (2, 2)], (4, 4));
        for corner in ["1 1", "3 1", "3 3", "1 3"] {
            assert!(square.contains(corner), "{square}");
        }
        assert_eq!(square.matches('M').count(), 1);
        let ring: Vec<(u32, u32)> = (0..9).filter(|i| *i != 4).map(|i| (i / 3, i % 3)).collect();
        assert_eq!(path(&ring, (3, 3)).matches('M').count(), 2);
    }
}
