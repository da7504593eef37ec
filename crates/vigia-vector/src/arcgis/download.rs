//! A layer of a map service, down to pages on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vigia_core::{Problem, ProblemCode};

use super::description::Description;
use super::page_folder::{DESCRIPTION_FILE, IDS_FILE, ObjectIds};
use super::service::{Failure, Service};
use crate::layer_source::{FEATURES_MAX, too_many};
use store::Store;

mod store;

/// How a service is asked.
#[derive(Clone, Debug)]
pub struct DownloadOptions {
    /// Most features of one request; the service's own limit where that is smaller.
    pub page_features_max: usize,
    /// Tries of one request.
    pub tries_max: u32,
    /// Pause before the second try; each next one is twice as long, up to a minute.
    pub first_pause: Duration,
    /// Most time for one request, answer included.
    pub request_timeout: Duration,
    /// Age at which pages of an unfinished download are asked anew: a layer put together
    /// from two weeks is of no day.
    pub resume_within: Duration,
    /// How Vigía introduces itself.
    pub user_agent: String,
}

impl Default for DownloadOptions {
    fn default() -> Self {
        Self {
            page_features_max: 1_000,
            tries_max: 4,
            first_pause: Duration::from_secs(2),
            request_timeout: Duration::from_secs(120),
            resume_within: Duration::from_secs(24 * 3_600),
            user_agent: concat!("Vigia/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

/// A download that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    /// The folder, to be read with [`crate::read_layer`].
    pub folder: PathBuf,
    /// The layer's name at the service.
    pub name: String,
    /// Features of the layer.
    pub features: usize,
    /// Those of them that an earlier run had brought.
    pub features_kept: usize,
    /// Pages that this run asked for.
    pub pages_asked: usize,
}

/// Downloads every feature of the layer at `service_url` (`https://…/MapServer/0`) into
/// `folder`, made where it is not there.
///
/// The list of object ids is asked first and kept as `objectIds.json`, the description as
/// `description.json`; features follow by their ids, because `resultOffset` is ignored by
/// services that do not page. Each page appears whole under its name,
/// `page-<first id>-<last id>.json`. After a failure a second run asks only for what is
/// missing, unless the ids or the day of the last edit changed or the first run is too old
/// ([`DownloadOptions::resume_within`]): then it begins anew. A request that is too big for
/// the service is halved. Geometries are asked in the reference in which they are stored.
///
/// - `progress`: called with features that are there and features in all.
///
/// # Errors
/// [`ProblemCode::ServiceFailed`]: what the service said in the end, or an address that is
/// none; [`ProblemCode::LayerIncomplete`] where the layer changed during the download;
/// [`ProblemCode::LayerEmpty`], [`ProblemCode::TooLarge`], [`ProblemCode::FileUnreadable`],
/// [`ProblemCode::DiskFull`].
///
/// # Source
/// ArcGIS REST API, "Query (Map Service/Layer)".
pub fn download(
    service_url: &str,
    folder: &Path,
    options: &DownloadOptions,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Downloaded, Problem> {
    let mut service = Service::new(service_url, options)?;
    let described = service.describe().map_err(Failure::into_problem)?;
    let description = Description::parse(&described, service.url())?;
    let ids = ask_ids(&mut service)?;
    let store = Store::open(folder, &ids, &description, options.resume_within)?;
    if !store.is_continued() {
        store.put(DESCRIPTION_FILE, &described)?;
        store.put(IDS_FILE, &ids_text(&ids, &description)?)?;
    }
    let mut there = store.ids_of_pages(&ids, &description)?;
    let features_kept = there.len();
    let mut download = Download { service, store, description, asked: 0 };
    progress(there.len(), ids.len());
    let missing: Vec<i64> = ids.iter().copied().filter(|id| !there.contains(id)).collect();
    let page_size = options
        .page_features_max
        .min(download.description.max_record_count().unwrap_or(usize::MAX))
        .max(1);
    // Pages still to be asked, the next one last; halves take the place of their whole.
    let mut queue: Vec<&[i64]> = missing.chunks(page_size).rev().collect();
    while let Some(page) = queue.pop() {
        match download.page(page) {
            Ok(()) => {
                there.extend(page);
                progress(there.len(), ids.len());
            }
            Err(Failure::Question(_)) if page.len() > 1 => {
                let (first, second) = page.split_at(page.len() / 2);
                queue.extend([second, first]);
            }
            Err(failure) => return Err(failure.of_page(page)),
        }
    }
    download.check_unchanged(&ids)?;
    let Download { description, asked, store, .. } = download;
    Ok(Downloaded {
        folder: store.folder().to_owned(),
        name: description.name().to_owned(),
        features: ids.len(),
        features_kept,
        pages_asked: asked,
    })
}

/// A download on its way.
struct Download {
    service: Service,
    store: Store,
    description: Description,
    asked: usize,
}

impl Download {
    /// Asks for the features with these ids and stores them, all of them or none.
    fn page(&mut self, ids: &[i64]) -> Result<(), Failure> {
        let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let reference = self.description.spatial_reference().and_then(|sr| sr.parameter());
        let form = [
            ("objectIds", list.as_str()),
            ("outFields", "*"),
            ("returnGeometry", "true"),
            ("returnTrueCurves", "false"),
            ("outSR", reference.as_deref().unwrap_or_default()),
            ("f", "json"),
        ];
        self.asked += 1;
        let text = self.service.query(&form)?;
        let url = self.service.url();
        let found = store::ids_of(&text, url, &self.description).map_err(Failure::Stop)?;
        let wanted: BTreeSet<i64> = ids.iter().copied().collect();
        let failed = |detail| Problem::new(ProblemCode::ServiceFailed, url, detail);
        if let Some(other) = found.difference(&wanted).next() {
            let detail = format!("it gave object {other}, for which it was not asked");
            return Err(Failure::Stop(failed(detail)));
        }
        if let Some(absent) = wanted.difference(&found).next() {
            let detail = format!("it lists object {absent}, but does not give it");
            // Of many it may have held some back; alone it is gone.
            return Err(Failure::Question(failed(detail)));
        }
        let (first, last) = (ids.first().unwrap_or(&0), ids.last().unwrap_or(&0));
        self.store.put(&store::page_name(*first, *last), &text).map_err(Failure::Stop)
    }

    /// Asks for the ids once more: who came or went meanwhile may stand on no page.
    fn check_unchanged(&mut self, ids: &BTreeSet<i64>) -> Result<(), Problem> {
        let now = ask_ids(&mut self.service)?;
        let (came, went) = (now.difference(ids).count(), ids.difference(&now).count());
        if came + went == 0 {
            return Ok(());
        }
        // A register that is filled anew may give an old number to another right.
        self.store.remove_pages()?;
        let detail = format!(
            "the layer changed during the download: {came} features came, {went} went; the \
             pages are void, repeat it"
        );
        Err(Problem::new(ProblemCode::LayerIncomplete, self.service.url(), detail))
    }
}

impl Failure {
    fn of_page(self, ids: &[i64]) -> Problem {
        let problem = self.into_problem();
        let (first, last) = (ids.first().unwrap_or(&0), ids.last().unwrap_or(&0));
        let detail = format!("objects {first} to {last}: {}", problem.detail);
        Problem { detail, ..problem }
    }

    fn into_problem(self) -> Problem {
        match self {
            Self::Stop(problem) | Self::Question(problem) => problem,
        }
    }
}

fn ask_ids(service: &mut Service) -> Result<BTreeSet<i64>, Problem> {
    let form = [("where", "1=1"), ("returnIdsOnly", "true"), ("f", "json")];
    let text = service.query(&form).map_err(Failure::into_problem)?;
    let problem = |code, detail: String| Problem::new(code, service.url(), detail);
    let list: ObjectIds = serde_json::from_str(&text)
        .map_err(|error| problem(ProblemCode::ServiceFailed, format!("its object ids: {error}")))?;
    let ids: BTreeSet<i64> = list.object_ids.unwrap_or_default().into_iter().collect();
    match ids.len() {
        0 => Err(problem(ProblemCode::LayerEmpty, "the service lists no object ids".to_owned())),
        1..=FEATURES_MAX => Ok(ids),
        _ => Err(too_many(service.url())),
    }
}

fn ids_text(ids: &BTreeSet<i64>, description: &Description) -> Result<String, Problem> {
    let list = ObjectIds {
        object_id_field_name: description.object_id().map(str::to_owned),
        object_ids: Some(ids.iter().copied().collect()),
    };
    serde_json::to_string(&list)
        .map_err(|error| Problem::new(ProblemCode::FileUnreadable, IDS_FILE, error.to_string()))
}
