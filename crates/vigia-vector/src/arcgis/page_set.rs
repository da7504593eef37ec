//! Pages put together into one layer, or refused.

use std::collections::{BTreeMap, BTreeSet};

use vigia_core::{Problem, ProblemCode};

use super::feature::row;
use super::page::{Page, SpatialReference};
use crate::layer_source::{FEATURES_MAX, RawLayer, too_many};

/// Reads one page that stands for the whole layer.
///
/// # Errors
/// As [`PageSet::add`] and [`PageSet::finish`].
pub(crate) fn read_text(text: &str, subject: &str) -> Result<RawLayer, Problem> {
    let mut set = PageSet::default();
    set.add(text, subject)?;
    set.finish(subject, None)
}

/// What the pages read so far hold.
#[derive(Default)]
pub(super) struct PageSet {
    layer: RawLayer,
    ordinal: usize,
    /// What the first page with features said; the others must say the same.
    like: Option<(Option<SpatialReference>, Option<String>)>,
    /// Object ids, with the row of each that could be read.
    seen: BTreeMap<i64, Option<usize>>,
    without_id: usize,
    is_cut_short: bool,
}

impl PageSet {
    /// Adds the features of a page; one whose object id was there already is left out.
    ///
    /// # Errors
    /// What [`Page::parse`] refuses; [`ProblemCode::LayerUnreadable`] where the page's CRS or
    /// geometry type is another than the first one's; [`ProblemCode::LayerIncomplete`]
    /// where one object differs between two pages; [`ProblemCode::TooLarge`].
    pub(super) fn add(&mut self, text: &str, subject: &str) -> Result<(), Problem> {
        let page = Page::parse(text, subject)?;
        self.is_cut_short = page.is_cut_short();
        // Some services leave the description out of an empty page.
        if page.features().is_empty() {
            return Ok(());
        }
        let like = (page.spatial_reference.clone(), page.geometry_type.clone());
        match &self.like {
            None => {
                let crs = like.0.as_ref().map(|reference| reference.crs(subject));
                self.layer.stated_crs = crs.unwrap_or(Ok(None));
                self.like = Some(like);
            }
            Some(first) if *first != like => {
                let detail = format!("it holds {like:?}, the pages before it {first:?}");
                return Err(Problem::new(ProblemCode::LayerUnreadable, subject, detail));
            }
            Some(_) => {}
        }
        for text in page.features() {
            self.ordinal += 1;
            if self.ordinal > FEATURES_MAX {
                return Err(too_many(subject));
            }
            self.add_feature(text.get(), &page, subject)?;
        }
        Ok(())
    }

    fn add_feature(&mut self, text: &str, page: &Page<'_>, subject: &str) -> Result<(), Problem> {
        let (row, id) = match row(self.ordinal, text, page.object_id(), &page.fields) {
            Ok((row, id)) => (Ok(row), id),
            Err((detail, id)) => (Err(detail), id),
        };
        let Some(id) = id else {
            self.without_id += 1;
            self.keep(row, subject);
            return Ok(());
        };
        if let Some(earlier) = self.seen.get(&id) {
            let earlier = earlier.map(|at| &self.layer.rows[at]);
            let same = match (earlier, &row) {
                (Some(a), Ok(b)) => a.attributes == b.attributes && a.geometry == b.geometry,
                (earlier, row) => earlier.is_none() && row.is_err(),
            };
            let detail =
                format!("object {id} is another one on an earlier page: the layer changed");
            return if same {
                Ok(())
            } else {
                Err(Problem::new(ProblemCode::LayerIncomplete, subject, detail))
            };
        }
        let at = row.is_ok().then_some(self.layer.rows.len());
        self.seen.insert(id, at);
        self.keep(row, subject);
        Ok(())
    }

    fn keep(&mut self, row: Result<crate::layer_source::RawRow, String>, subject: &str) {
        match row {
            Ok(row) => self.layer.rows.push(row),
            Err(detail) => self.layer.problems.push(Problem::new(
                ProblemCode::RowInvalid,
                format!("{subject}, feature {}", self.ordinal),
                detail,
            )),
        }
    }

    /// Returns the layer of all pages.
    ///
    /// - `expected`: the object ids that there must be, where a list of them stands beside
    ///   the pages. Without it, the last page must not say that the service held back more.
    ///
    /// # Errors
    /// [`ProblemCode::LayerIncomplete`] with the number of features that are missing: an
    /// absent right would read as "no right here".
    pub(super) fn finish(
        self,
        subject: &str,
        expected: Option<&BTreeSet<i64>>,
    ) -> Result<RawLayer, Problem> {
        let incomplete =
            |detail: String| Err(Problem::new(ProblemCode::LayerIncomplete, subject, detail));
        let Some(expected) = expected else {
            if self.is_cut_short {
                let detail = "its last page says that the service has more features \
                              (exceededTransferLimit); how many, it does not say";
                return incomplete(detail.to_owned());
            }
            return Ok(self.layer);
        };
        let missing: Vec<&i64> = expected.iter().filter(|id| !self.seen.contains_key(id)).collect();
        if let [first, ..] = missing.as_slice() {
            return incomplete(format!(
                "{} of {} features are missing, the first with object id {first}",
                missing.len(),
                expected.len()
            ));
        }
        let beyond = self.seen.keys().filter(|id| !expected.contains(id)).count();
        if beyond + self.without_id > 0 {
            let beyond = beyond + self.without_id;
            return incomplete(format!(
                "{beyond} features are not in the list of object ids: pages and list are of \
                 two states of the layer"
            ));
        }
        Ok(self.layer)
    }
}
