//! The folder of a download: what is there already, and pages that appear whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vigia_core::{Problem, ProblemCode};

use super::super::description::Description;
use super::super::feature::id_alone;
use super::super::page::Page;
use super::super::page_folder::{DESCRIPTION_FILE, IDS_FILE, ObjectIds, page_files, read_text};
use super::super::service::ANSWER_MAX_BYTES;
use crate::VectorError;
use crate::staged_file::staged;

/// Returns the name of the page of these object ids.
pub(super) fn page_name(first: i64, last: i64) -> String {
    format!("page-{first}-{last}.json")
}

fn unusable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(ProblemCode::FileUnreadable, path.display().to_string(), error.to_string())
}

fn removed(page: &Path) -> Result<(), Problem> {
    fs::remove_file(page).map_err(|error| unusable(page, &error))
}

fn is_page_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    name.is_some_and(|name| name.starts_with("page-") && name.ends_with(".json"))
}

/// The folder of one download.
pub(super) struct Store {
    folder: PathBuf,
    is_continued: bool,
}

impl Store {
    /// Opens or makes `folder`. Pages in it are kept where the same ids were listed, the
    /// last edit is the same and the list is younger than `resume_within`; else they go.
    ///
    /// # Errors
    /// [`ProblemCode::FileUnreadable`]; also where the folder holds JSON that is no page of
    /// ours: it would be read as a part of the layer.
    pub(super) fn open(
        folder: &Path,
        ids: &BTreeSet<i64>,
        description: &Description,
        resume_within: Duration,
    ) -> Result<Self, Problem> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error))?;
        let mut store = Self { folder: folder.to_owned(), is_continued: false };
        let pages = store.pages()?;
        if let Some(other) = pages.iter().find(|page| !is_page_name(page)) {
            let detail =
                "a file of something else in the folder of the download: give an empty one";
            let path = other.display().to_string();
            return Err(Problem::new(ProblemCode::FileUnreadable, path, detail));
        }
        store.is_continued = store.continues(ids, description, resume_within);
        if !store.is_continued {
            store.remove_pages()?;
        }
        Ok(store)
    }

    /// Says whether pages of an earlier run count.
    pub(super) const fn is_continued(&self) -> bool {
        self.is_continued
    }

    /// Removes every page; the list of ids stays, so that nobody reads the folder as whole.
    ///
    /// # Errors
    /// [`ProblemCode::FileUnreadable`].
    pub(super) fn remove_pages(&self) -> Result<(), Problem> {
        self.pages()?.iter().try_for_each(|page| removed(page))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What cannot be read there does not continue: the download begins anew.
    fn continues(
        &self,
        ids: &BTreeSet<i64>,
        description: &Description,
        resume_within: Duration,
    ) -> bool {
        let beside = |name: &str| read_text(&self.folder.join(name), ANSWER_MAX_BYTES).ok();
        let listed = || -> Option<BTreeSet<i64>> {
            let list: ObjectIds = serde_json::from_str(&beside(IDS_FILE)?).ok()?;
            Some(list.object_ids?.into_iter().collect())
        };
        let described =
            || Description::parse(&beside(DESCRIPTION_FILE)?, "").ok().map(|old| old.last_edit());
        let written = fs::metadata(self.folder.join(IDS_FILE)).and_then(|file| file.modified());
        let is_young =
            written.ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age < resume_within);
        is_young && listed().as_ref() == Some(ids) && described() == Some(description.last_edit())
    }

    /// Returns the ids of the features on the pages that are there; a page that is broken or
    /// holds others goes.
    ///
    /// # Errors
    /// [`ProblemCode::FileUnreadable`].
    pub(super) fn ids_of_pages(
        &self,
        ids: &BTreeSet<i64>,
        description: &Description,
    ) -> Result<BTreeSet<i64>, Problem> {
        let mut there = BTreeSet::new();
        for page in self.pages()? {
            let found = read_text(&page, ANSWER_MAX_BYTES)
                .and_then(|text| ids_of(&text, &page.display().to_string(), description));
            match found {
                Ok(found) if found.is_subset(ids) => there.extend(found),
                _ => removed(&page)?,
            }
        }
        Ok(there)
    }

    /// Writes a file, which appears whole or not at all.
    ///
    /// # Errors
    /// [`ProblemCode::FileUnreadable`], [`ProblemCode::DiskFull`].
    pub(super) fn put(&self, name: &str, text: &str) -> Result<(), Problem> {
        let written = staged(&self.folder.join(name), |path| {
            let refused = |source| VectorError::Write { path: path.to_owned(), source };
            let mut file = fs::File::create_new(path).map_err(refused)?;
            file.write_all(text.as_bytes()).map_err(refused)
        });
        written.map_err(|error| Problem::from(&error))
    }

    fn pages(&self) -> Result<Vec<PathBuf>, Problem> {
        let mut files = page_files(&self.folder)?;
        files.retain(|file| !file.ends_with(IDS_FILE) && !file.ends_with(DESCRIPTION_FILE));
        Ok(files)
    }
}

/// Returns the object ids on a page that is in the layer's own reference.
///
/// # Errors
/// [`ProblemCode::ServiceFailed`] where a feature has no id, or the page is in another
/// reference than asked: it went through a transformation that nobody chose.
pub(super) fn ids_of(
    text: &str,
    subject: &str,
    description: &Description,
) -> Result<BTreeSet<i64>, Problem> {
    let failed = |detail: String| Problem::new(ProblemCode::ServiceFailed, subject, detail);
    let page = Page::parse(text, subject)?;
    let column = page.object_id().or_else(|| description.object_id());
    let mut ids = BTreeSet::new();
    for feature in page.features() {
        let id = id_alone(feature.get(), column)
            .ok_or_else(|| failed("a feature without an object id".to_owned()))?;
        ids.insert(id);
    }
    let (asked, given) = (description.spatial_reference(), page.spatial_reference.as_ref());
    match (asked, given) {
        (Some(asked), Some(given)) if !ids.is_empty() && !asked.is_same(given) => {
            Err(failed(format!("it answered in {given:?}, asked for {asked:?}")))
        }
        _ => Ok(ids),
    }
}
