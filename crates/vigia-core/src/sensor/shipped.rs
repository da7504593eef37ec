//! The descriptions that ship with the binary.

use std::sync::LazyLock;

use super::{SENSORS, Sensor, SensorDescription};

static SHIPPED: LazyLock<[SensorDescription; SENSORS.len()]> = LazyLock::new(|| {
    SENSORS.map(|sensor| {
        #[expect(clippy::expect_used, reason = "the texts are compiled in, and tests read each")]
        let read = SensorDescription::from_toml(sensor.text()).expect("a shipped sensor file");
        read
    })
});

impl Sensor {
    /// Returns what this sensor's items and files mean.
    #[must_use]
    pub fn description(self) -> &'static SensorDescription {
        let place = SENSORS.iter().position(|sensor| *sensor == self).unwrap_or_default();
        &SHIPPED[place]
    }

    /// TOML text of the shipped description.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Sentinel2 => include_str!("../../sensors/sentinel-2.toml"),
            Self::Sentinel1 => include_str!("../../sensors/sentinel-1.toml"),
            Self::Optical => include_str!("../../sensors/optical.toml"),
            Self::Landsat => include_str!("../../sensors/landsat.toml"),
            Self::Mosaic => include_str!("../../sensors/mosaic.toml"),
        }
    }
}
