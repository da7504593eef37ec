//! A collection of an OGC API – Features service, down to a GeoPackage.

use std::path::Path;
use std::time::Duration;

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use geo_types::{Geometry, GeometryCollection};
use vigia_core::{Problem, ProblemCode};

use crate::field::FieldValue;
use crate::layer_source::RawLayer;
use crate::layer_source::ogr::{self, Driver, LayerFile};
use crate::layer_writer::{LayerFormat, LayerRow, write_layer};

/// How a service is asked.
#[derive(Clone, Debug)]
pub struct OgcOptions {
    /// Features of one request.
    pub page_features: usize,
    /// Most time for one request, answer included.
    pub request_timeout: Duration,
    /// How often one request is repeated where the service answers 429, 500 or 502 to 504.
    pub retries_max: u32,
    /// Pause before a repetition; GDAL doubles it each time.
    pub retry_pause: Duration,
    /// How Vigía introduces itself.
    pub user_agent: String,
}

impl Default for OgcOptions {
    fn default() -> Self {
        Self {
            page_features: 1_000,
            request_timeout: Duration::from_secs(120),
            retries_max: 3,
            retry_pause: Duration::from_secs(2),
            user_agent: concat!("Vigia/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// A collection that was downloaded whole.
#[derive(Clone, Debug, PartialEq)]
pub struct OgcDownloaded {
    /// Features in the GeoPackage.
    pub features: usize,
    /// Its CRS, as `EPSG:<code>`; services of part 1 of the standard give longitude and
    /// latitude in WGS 84.
    pub crs: String,
    /// One for each feature that could not be read.
    pub problems: Vec<Problem>,
}

/// Downloads the collection `name` of the service at `url` (its landing page, or
/// `…/collections/<name>`) into the GeoPackage `target`, which appears whole or not at all.
/// Attributes are kept as text. `name` may stay unsaid where there is only one.
///
/// GDAL asks and follows the links from page to page, wherever the service leads it, so give
/// the address of a service that is trusted; the size of one answer is not limited. The
/// number of features that were read must be the number that the service states. WFS is not read: its answers depend too much
/// on the server to be promised untested.
///
/// # Errors
/// [`ProblemCode::ServiceFailed`]: no address, or what the service said;
/// [`ProblemCode::LayerIncomplete`] where a page failed or fewer features came than there
/// are; [`ProblemCode::LayerEmpty`]; [`ProblemCode::TooLarge`]; what writing refuses.
pub fn download(
    url: &str,
    name: Option<&str>,
    target: &Path,
    options: &OgcOptions,
) -> Result<OgcDownloaded, Problem> {
    let url = url.trim();
    let problem = |code, detail: &str| Problem::new(code, url, detail);
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    // A `?` or an `@` could carry a password, and would stand in every message.
    if rest.is_none_or(|rest| rest.is_empty() || rest.contains(['@', '?', '#', ' '])) {
        let detail = "give the service's http(s) address alone";
        return Err(problem(ProblemCode::ServiceFailed, detail));
    }
    let layer = read(url, name, options)?;
    if layer.rows.is_empty() {
        return Err(problem(ProblemCode::LayerEmpty, "the collection has no feature"));
    }
    let crs = layer
        .stated_crs
        .clone()?
        .ok_or_else(|| problem(ProblemCode::LayerWithoutCrs, "the service states no CRS"))?;
    let rows: Vec<LayerRow> = layer.rows.into_iter().map(row).collect();
    let title = target.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let title = title.unwrap_or_default();
    write_layer(target, LayerFormat::GeoPackage, &title, &crs, &rows)
        .map_err(|error| Problem::from(&error))?;
    Ok(OgcDownloaded { features: rows.len(), crs, problems: layer.problems })
}

fn read(url: &str, name: Option<&str>, options: &OgcOptions) -> Result<RawLayer, Problem> {
    let _limits = Limits::set(options)
        .map_err(|error| Problem::new(ProblemCode::ServiceFailed, url, format!("GDAL: {error}")))?;
    let address = format!("OAPIF:{}", url.trim_end_matches('/'));
    let page_size = format!("PAGE_SIZE={}", options.page_features.max(1));
    let file = LayerFile {
        path: Path::new(&address),
        subject: url,
        driver: Driver::OgcFeatures,
        open_options: &[&page_size],
    };
    ogr::read(&file, name).map_err(|problem| {
        // A file that cannot be read is another matter than a service that does not answer.
        let code = match problem.code {
            ProblemCode::LayerUnreadable => ProblemCode::ServiceFailed,
            code => code,
        };
        Problem { code, ..problem }
    })
}

/// An empty collection stands for no geometry: the feature is kept, and told of when the
/// GeoPackage is read.
fn row(row: crate::layer_source::RawRow) -> LayerRow {
    let nothing = || Geometry::GeometryCollection(GeometryCollection(Vec::new()));
    LayerRow {
        geometry: row.geometry.unwrap_or_else(nothing),
        fields: row
            .attributes
            .into_iter()
            // The GeoPackage numbers its rows in a column of this name.
            .map(
                |(column, text)| {
                    if column == "fid" { ("fid_".to_owned(), text) } else { (column, text) }
                },
            )
            .map(|(column, text)| (column, FieldValue::Text(text)))
            .collect(),
    }
}

/// GDAL's limits for HTTP, on this thread as long as this lives.
struct Limits;

impl Limits {
    const NAMES: [&str; 5] = [
        "GDAL_HTTP_TIMEOUT",
        "GDAL_HTTP_CONNECTTIMEOUT",
        "GDAL_HTTP_MAX_RETRY",
        "GDAL_HTTP_RETRY_DELAY",
        "GDAL_HTTP_USERAGENT",
    ];

    fn set(options: &OgcOptions) -> Result<Self, gdal::errors::GdalError> {
        let limits = Self;
        let seconds = options.request_timeout.as_secs().max(1);
        let values = [
            seconds.to_string(),
            seconds.min(20).to_string(),
            options.retries_max.to_string(),
            options.retry_pause.as_secs_f64().to_string(),
            options.user_agent.clone(),
        ];
        for (name, value) in Self::NAMES.iter().zip(&values) {
            set_thread_local_config_option(name, value)?;
        }
        Ok(limits)
    }
}

impl Drop for Limits {
    fn drop(&mut self) {
        for name in Self::NAMES {
            // The names hold no NUL byte, so this cannot fail; a destructor could not report it.
            let _ = clear_thread_local_config_option(name);
        }
    }
}
