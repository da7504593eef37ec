//! From a manifest's row and its probed files to two scene drafts.

use jiff::civil::{Date, time};
use jiff::{Timestamp, tz::Offset};
use vigia_core::sensor::OPTICAL_BANDS;
use vigia_core::{Band, DateInterval, Problem, ProblemCode, SceneId, Sensor};

use super::PairRow;
use crate::probe::RasterInfo;
use crate::{AssetDraft, SceneDraft};

/// What is stated about a pair's files outside of them; `None` leaves it to the files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairOptions {
    /// Roles of the bands in file order; `None` inside for a band that is not used.
    pub bands: Option<Vec<Option<Band>>>,
    /// Quantity = DN · scale + offset.
    pub scale: Option<f64>,
    /// See `scale`.
    pub offset: Option<f64>,
    /// DN that means "no data".
    pub nodata: Option<f64>,
}

impl PairOptions {
    /// Returns these options with gaps filled from `weaker`.
    #[must_use]
    pub fn over(&self, weaker: &Self) -> Self {
        Self {
            bands: self.bands.clone().or_else(|| weaker.bands.clone()),
            scale: self.scale.or(weaker.scale),
            offset: self.offset.or(weaker.offset),
            nodata: self.nodata.or(weaker.nodata),
        }
    }

    /// Reads band names in file order, separated by spaces or commas; unknown ones are
    /// bands that are not used.
    #[must_use]
    pub fn bands_from_names(names: &str) -> Vec<Option<Band>> {
        let separators = [' ', ',', ';', '|'];
        names.split(separators).filter(|name| !name.is_empty()).map(role).collect()
    }
}

impl PairRow {
    /// Returns the scenes before and after, of series `pair:<id>`.
    ///
    /// What an operator states in `options` overrules the manifest, and that the files:
    /// band descriptions, and scale and offset of the bands or of the dataset's metadata
    /// (`scale=`, `offset=`).
    ///
    /// # Errors
    /// - `GridMismatch`: the two pictures lie on different grids;
    /// - `BandsUnknown`: the six optical roles are not stated;
    /// - `CalibrationMissing`: nobody states scale and offset, or scale 1 for integers.
    pub fn drafts(
        &self,
        before: &RasterInfo,
        after: &RasterInfo,
        options: &PairOptions,
    ) -> Result<[SceneDraft; 2], Problem> {
        if before.grid != after.grid {
            let detail = format!("{:?} before, {:?} after", before.grid, after.grid);
            return Err(self.problem(ProblemCode::GridMismatch, &self.after, detail));
        }
        let options = options.over(&self.options);
        Ok([self.draft("before", before, &options)?, self.draft("after", after, &options)?])
    }

    fn draft(
        &self,
        side: &str,
        info: &RasterInfo,
        options: &PairOptions,
    ) -> Result<SceneDraft, Problem> {
        let (path, window) = match side {
            "before" => (&self.before, self.before_window),
            _ => (&self.after, self.after_window),
        };
        let roles = match &options.bands {
            Some(stated) => stated.clone(),
            None => info.bands.iter().map(|band| role(&band.description)).collect(),
        };
        let mut assets = Vec::with_capacity(OPTICAL_BANDS.len());
        for band in OPTICAL_BANDS {
            let numbers: Vec<_> =
                (1..).zip(&roles).filter(|(_, role)| **role == Some(band)).collect();
            let [(number, _)] = numbers.as_slice() else {
                let detail = format!("{band:?} is stated for {} bands, not one", numbers.len());
                return Err(self.problem(ProblemCode::BandsUnknown, path, detail));
            };
            let (scale, offset) = calibration(info, *number, options)
                .map_err(|why| self.problem(ProblemCode::CalibrationMissing, path, why))?;
            assets.push(AssetDraft {
                band,
                path: path.clone(),
                band_number: *number,
                scale,
                offset,
                is_decibels: Some(false),
                nodata: options.nodata,
            });
        }
        let (start, end) =
            span(window).map_err(|why| self.problem(ProblemCode::SceneUndated, path, why))?;
        Ok(SceneDraft {
            id: SceneId::new(format!("pair:{}:{side}", self.id)),
            sensor: sensor(info),
            series: Some(format!("pair:{}", self.id)),
            acquired_start: start,
            acquired_end: end,
            processing_baseline: None,
            orbit_state: None,
            assets,
        })
    }

    fn problem(&self, code: ProblemCode, path: &std::path::Path, detail: String) -> Problem {
        Problem::new(code, path.display().to_string(), format!("pair {}: {detail}", self.id))
    }
}

/// Reads the optional columns of a row.
pub fn stated_by_row<'r>(field: impl Fn(&str) -> Option<&'r str>) -> Result<PairOptions, String> {
    let number = |column: &str| {
        field(column)
            .map(|text| text.parse::<f64>().map_err(|error| format!("{column} {text:?}: {error}")))
            .transpose()
    };
    Ok(PairOptions {
        bands: field("bands").map(PairOptions::bands_from_names),
        scale: number("scale")?,
        offset: number("offset")?,
        nodata: number("nodata")?,
    })
}

fn calibration(
    info: &RasterInfo,
    number: usize,
    options: &PairOptions,
) -> Result<(f64, f64), String> {
    let Some(band) = info.bands.get(number - 1) else {
        return Err(format!("band {number} of {}", info.bands.len()));
    };
    let item = |key: &str| info.metadata.get(key).and_then(|text| text.parse::<f64>().ok());
    let scale = options.scale.or(band.scale).or_else(|| item("scale"));
    let offset = options.offset.or(band.offset).or_else(|| item("offset"));
    let (Some(scale), Some(offset)) = (scale, offset) else {
        return Err("neither file, manifest nor operator states scale and offset".to_owned());
    };
    if !scale.is_finite() || scale <= 0.0 || !offset.is_finite() {
        return Err(format!("scale {scale}, offset {offset}"));
    }
    if scale == 1.0 && !band.data_type.starts_with("Float") {
        return Err("scale 1 does not make reflectance of integers".to_owned());
    }
    Ok((scale, offset))
}

/// Common names and ESA's: a pair names no platform by which another numbering would be known.
fn role(name: &str) -> Option<Band> {
    Sensor::Sentinel2.description().role(name, None)
}

/// ESA's numbers for the short-wave infrared bands exist in Sentinel-2 alone.
fn sensor(info: &RasterInfo) -> Sensor {
    let has = |name: &str| info.bands.iter().any(|b| b.description.eq_ignore_ascii_case(name));
    if has("B11") && has("B12") { Sensor::Sentinel2 } else { Sensor::Optical }
}

/// From the first second of the first day to the last of the last, UTC.
fn span(window: DateInterval) -> Result<(Timestamp, Timestamp), String> {
    let moment = |day: Date, hour, minute, second| {
        Offset::UTC
            .to_timestamp(day.to_datetime(time(hour, minute, second, 0)))
            .map_err(|error| error.to_string())
    };
    Ok((moment(window.not_before, 0, 0, 0)?, moment(window.not_after, 23, 59, 59)?))
}
