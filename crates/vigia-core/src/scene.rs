//! A scene: one acquisition, its assets and what its metadata says about them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::sensor::MaskDescription;
use crate::{Band, DateInterval, Fingerprint, GridGeometry, SceneId, Sensor};

/// One acquisition, or one dated composite, as it was catalogued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Identifier, from the STAC item.
    pub id: SceneId,
    /// Where it comes from.
    pub sensor: Sensor,
    /// The series it belongs to: `tile:<MGRS tile>`, `landsat:<path><row>`,
    /// `grid:<hash>` or `pair:<name>`. Scenes of one sensor in one series share a grid, or
    /// where their extents vary ([`crate::sensor::SensorDescription::extents_vary`]) a
    /// lattice of pixels; radar keeps its own.
    pub series: String,
    /// Start of the acquisition or of the composite's window.
    pub acquired_start: Timestamp,
    /// End; equal to the start for a single acquisition.
    pub acquired_end: Timestamp,
    /// ESA processing baseline such as `05.09`, where stated.
    pub processing_baseline: Option<String>,
    /// `ascending` or `descending`, where stated.
    pub orbit_state: Option<String>,
    /// The finest asset's grid: what the series is analysed on.
    pub grid: GridGeometry,
    /// The files, each with its calibration.
    pub assets: Vec<Asset>,
}

impl Scene {
    /// Returns the days that the acquisition covers (UTC).
    #[must_use]
    pub fn dates(&self) -> DateInterval {
        let day = |t: Timestamp| jiff::tz::Offset::UTC.to_datetime(t).date();
        DateInterval { not_before: day(self.acquired_start), not_after: day(self.acquired_end) }
    }

    /// Returns the asset that measures `band`.
    #[must_use]
    pub fn asset(&self, band: Band) -> Option<&Asset> {
        self.assets.iter().find(|asset| asset.band == band)
    }

    /// Returns the asset that says what hides the ground, and how to read it.
    #[must_use]
    pub fn mask(&self) -> Option<(&Asset, &'static MaskDescription)> {
        let mask = self.sensor.description().mask.as_ref()?;
        Some((self.asset(mask.band)?, mask))
    }
}

/// One band of one file: where its bytes are and how numbers become quantities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asset {
    /// What it measures.
    pub band: Band,
    /// The file's content; blobs are addressed by it.
    pub fingerprint: Fingerprint,
    /// Size of the file.
    pub size_bytes: u64,
    /// Name of the original file, for messages.
    pub file_name: String,
    /// Band number in the file, from 1.
    pub band_number: usize,
    /// Quantity = DN · scale + offset; (1, 0) for classes and linear power.
    pub scale: f64,
    /// See `scale`.
    pub offset: f64,
    /// The quantity is in decibels in the file; read as linear power.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_decibels: bool,
    /// DN that means "no data".
    pub nodata: Option<f64>,
    /// Grid of the file.
    pub grid: GridGeometry,
}

impl Asset {
    /// Returns the quantity that a DN stands for: reflectance, or linear power (10^(dB/10)
    /// of decibels). NaN is NaN; whether a DN means "no data" is for the caller to say.
    #[must_use]
    pub fn quantity(&self, number: f64) -> f64 {
        let stated = number * self.scale + self.offset;
        if self.is_decibels { 10_f64.powf(stated / 10.0) } else { stated }
    }
}
