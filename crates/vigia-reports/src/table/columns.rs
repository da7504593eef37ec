//! Which column of a table holds what.

use csv::StringRecord;

use crate::field_names::{ACCURACY, NOTE, TIME, asks_for_mock, normalised};

const LONGITUDE: &[&str] =
    &["longitud", "longitude", "lon", "long", "lng", "long_dec", "lon_dec", "gps_longitude"];
const LATITUDE: &[&str] = &["latitud", "latitude", "lat", "lat_dec", "gps_latitude"];
const EASTING: &[&str] = &[
    "este",
    "easting",
    "utm_este",
    "este_utm",
    "este_m",
    "coord_este",
    "coordenada_este",
    "utm_x",
    "x_utm",
    "utm_e",
    "e",
];
const NORTHING: &[&str] = &[
    "norte",
    "northing",
    "utm_norte",
    "norte_utm",
    "norte_m",
    "coord_norte",
    "coordenada_norte",
    "utm_y",
    "y_utm",
    "utm_n",
    "n",
];
const EITHER_X: &[&str] = &["x", "coord_x", "coordenada_x", "point_x"];
const EITHER_Y: &[&str] = &["y", "coord_y", "coordenada_y", "point_y"];
const ZONE: &[&str] = &["zona", "zona_utm", "utm_zona", "huso", "zone", "utm_zone"];
const DATUM: &[&str] = &["datum", "sistema", "sistema_de_coordenadas", "crs", "epsg", "srid"];
const DAY: &[&str] = &["fecha", "fecha_observacion", "date", "dia", "start"];
const CLOCK: &[&str] = &["hora", "hour", "hora_local"];
const SUBMISSION: &[&str] = &["uuid", "instanceid", "meta_instanceid"];

/// Places of the columns that the reader understands.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Degrees.
    pub(super) longitude: Option<usize>,
    /// Degrees.
    pub(super) latitude: Option<usize>,
    /// Metres in a UTM zone.
    pub(super) easting: Option<usize>,
    /// Metres in a UTM zone.
    pub(super) northing: Option<usize>,
    /// Degrees or metres: each row's values tell.
    pub(super) x: Option<usize>,
    /// Degrees or metres.
    pub(super) y: Option<usize>,
    /// UTM zone.
    pub(super) zone: Option<usize>,
    /// Datum of the position.
    pub(super) datum: Option<usize>,
    /// Metres.
    pub(super) accuracy: Option<usize>,
    /// Date with time of day.
    pub(super) time: Option<usize>,
    /// Date.
    pub(super) day: Option<usize>,
    /// Time of day.
    pub(super) clock: Option<usize>,
    /// What the person wrote.
    pub(super) note: Option<usize>,
    /// Whether the position was simulated.
    pub(super) mock: Option<usize>,
    /// Id of the form submission, in Kobo's own exports.
    pub(super) submission: Option<usize>,
}

/// No columns, or too many, name a position.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(super) enum ColumnsUnknown {
    /// Nothing that names a position.
    #[error("no columns name a position among: {header}")]
    NoPosition {
        /// The names found.
        header: String,
    },
    /// UTM coordinates in a zone that no column states.
    #[error("the columns {easting:?} and {northing:?} are UTM, and no column names the zone")]
    NoZone {
        /// Name of that column.
        easting: String,
        /// Name of that column.
        northing: String,
    },
    /// Two columns claim to be the same coordinate.
    #[error("the columns {first:?} and {second:?} both name the same coordinate")]
    Ambiguous {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
}

impl Columns {
    /// Finds the columns by their names, whatever their case, accents and language.
    ///
    /// # Errors
    /// [`ColumnsUnknown`].
    pub(super) fn find(header: &StringRecord) -> Result<Self, ColumnsUnknown> {
        let names: Vec<String> = header.iter().map(normalised).collect();
        let any = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let ends = |end: &str| names.iter().position(|name| name.ends_with(end));
        let one = |known: &[&str]| {
            let mut found =
                names.iter().enumerate().filter(|(_, name)| known.contains(&name.as_str()));
            match (found.next(), found.next()) {
                (Some((first, _)), Some((second, _))) => Err(ColumnsUnknown::Ambiguous {
                    first: header[first].to_owned(),
                    second: header[second].to_owned(),
                }),
                (first, _) => Ok(first.map(|(index, _)| index)),
            }
        };
        let columns = Self {
            // Kobo's CSV names them `_<question>_longitude`.
            longitude: one(LONGITUDE)?.or_else(|| ends("_longitude")).or_else(|| ends("_longitud")),
            latitude: one(LATITUDE)?.or_else(|| ends("_latitude")).or_else(|| ends("_latitud")),
            easting: one(EASTING)?,
            northing: one(NORTHING)?,
            x: one(EITHER_X)?,
            y: one(EITHER_Y)?,
            zone: any(ZONE),
            datum: any(DATUM),
            accuracy: any(ACCURACY).or_else(|| ends("_precision")),
            time: any(TIME),
            day: any(DAY),
            clock: any(CLOCK),
            note: any(NOTE),
            mock: names.iter().position(|name| asks_for_mock(name)),
            submission: any(SUBMISSION),
        };
        columns.check(header)?;
        Ok(columns)
    }

    fn check(&self, header: &StringRecord) -> Result<(), ColumnsUnknown> {
        if self.longitude.and(self.latitude).or(self.x.and(self.y)).is_some() {
            return Ok(());
        }
        match (self.easting, self.northing) {
            (Some(_), Some(_)) if self.zone.is_some() => Ok(()),
            (Some(easting), Some(northing)) => Err(ColumnsUnknown::NoZone {
                easting: header[easting].to_owned(),
                northing: header[northing].to_owned(),
            }),
            _ => {
                let names: Vec<&str> = header.iter().take(40).collect();
                Err(ColumnsUnknown::NoPosition { header: crate::limits::cut(&names.join(", ")) })
            }
        }
    }
}
