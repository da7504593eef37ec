//! A layer of an OGC service (API – Features, or WFS), down to a GeoPackage.

use std::path::Path;
use std::time::Duration;

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use geo_types::{Geometry, GeometryCollection};
use vigia_core::{Problem, ProblemCode};

use crate::field::FieldValue;
use crate::layer_source::RawLayer;
use crate::layer_source::ogr::{self, Driver, LayerFile};
use crate::layer_writer::{LayerFormat, LayerRow, write_layer};

/// What a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OgcProtocol {
    /// OGC API – Features: JSON, `next` links, collections.
    Features,
    /// WFS 1.0 to 2.0: XML, feature types.
    Wfs,
}

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

/// A layer that was downloaded whole.
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

/// Downloads the collection or feature type `name` of the service at `url` into the
/// GeoPackage `target`, which appears whole or not at all. Attributes are kept as text.
/// `name` may stay unsaid where there is only one.
///
/// - `url`: of API – Features its landing page, of WFS the address without its query.
///
/// GDAL asks page by page and follows the links of the service, wherever it leads, so give
/// the address of a service that is trusted; the size of one answer is not limited. As many
/// features must come as the service states, and of WFS each once: servers that cannot sort
/// give some twice and others never.
///
/// # Errors
/// [`ProblemCode::ServiceFailed`]: no address, or what the service said;
/// [`ProblemCode::LayerIncomplete`] where a page failed, fewer features came than there
/// are, or some came twice; [`ProblemCode::LayerEmpty`], [`ProblemCode::LayerWithoutCrs`];
/// [`ProblemCode::TooLarge`]; what writing refuses.
pub fn download(
    protocol: OgcProtocol,
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
    let layer = read(protocol, url, name, options)?;
    if let Some(id) = doubled(&layer) {
        let detail = format!("{id} came twice: the service does not sort its pages");
        return Err(problem(ProblemCode::LayerIncomplete, &detail));
    }
    if layer.rows.is_empty() {
        let first = layer.problems.first().map(|first| format!("; the first: {}", first.detail));
        let detail = format!("no feature can be read{}", first.unwrap_or_default());
        return Err(problem(ProblemCode::LayerEmpty, &detail));
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

fn read(
    protocol: OgcProtocol,
    url: &str,
    name: Option<&str>,
    options: &OgcOptions,
) -> Result<RawLayer, Problem> {
    let _limits = Limits::set(options)
        .map_err(|error| Problem::new(ProblemCode::ServiceFailed, url, format!("GDAL: {error}")))?;
    let page_size = format!("PAGE_SIZE={}", options.page_features.max(1));
    let (driver, prefix, open_options): (_, _, &[&str]) = match protocol {
        OgcProtocol::Features => (Driver::OgcFeatures, "OAPIF", &[&page_size]),
        OgcProtocol::Wfs => (Driver::Wfs, "WFS", &[]),
    };
    let address = format!("{prefix}:{}", url.trim_end_matches('/'));
    let file = LayerFile { path: Path::new(&address), subject: url, driver, open_options };
    ogr::read(&file, name).map_err(|problem| {
        // A file that cannot be read is another matter than a service that does not answer.
        let code = match problem.code {
            ProblemCode::LayerUnreadable => ProblemCode::ServiceFailed,
            code => code,
        };
        Problem { code, ..problem }
    })
}

/// Returns a feature of WFS that came more than once.
fn doubled(layer: &RawLayer) -> Option<&str> {
    let mut seen = std::collections::BTreeSet::new();
    let mut ids = layer.rows.iter().filter_map(|row| row.attributes.get("gml_id"));
    ids.find(|id| !seen.insert(id.as_str())).map(String::as_str)
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
    const NAMES: [&str; 7] = [
        "GDAL_HTTP_TIMEOUT",
        "GDAL_HTTP_CONNECTTIMEOUT",
        "GDAL_HTTP_MAX_RETRY",
        "GDAL_HTTP_RETRY_DELAY",
        "GDAL_HTTP_USERAGENT",
        "OGR_WFS_PAGING_ALLOWED",
        "OGR_WFS_PAGE_SIZE",
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
            "ON".to_owned(),
            options.page_features.max(1).to_string(),
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
