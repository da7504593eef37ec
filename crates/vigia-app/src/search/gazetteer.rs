//! Names and codes of the features of all layers, in memory.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, Centroid, Geometry, Point, Rect};
use vigia_core::layer::{Feature, LayerKind, Snapshot};

use super::folding::{folded, folded_code};
use super::names::Names;
use super::{Found, FoundKind};
use crate::asker::Asker;
use crate::sight::{Sight, names_holder};

/// Most features that are kept; a country has about 200,000. Beyond, the rest is left out
/// and the log says so.
pub const ENTRIES_MAX: usize = 500_000;

/// How well an entry answers; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The code is the query.
    Code,
    /// The name is the query.
    Name,
    /// The code begins with the query.
    CodePrefix,
    /// The name begins with the query.
    NamePrefix,
    /// A later word of the name begins with the query.
    Word,
    /// The query stands somewhere in the name.
    Substring,
    /// Every word of the query stands somewhere in the name.
    Scattered,
}

/// Names and codes, searched by reading them all: 160,000 short names take some
/// milliseconds, less than an index of trigrams would cost to keep right.
#[derive(Default)]
pub struct Gazetteer {
    names: Names,
    entries: Vec<Entry>,
    holder_names: Names,
    holders: Vec<Holder>,
}

struct Entry {
    code: Box<str>,
    title: Box<str>,
    stated_code: Box<str>,
    /// Whether the name tells who holds it; then a field team finds it by its code alone.
    names_holder: bool,
    kind: LayerKind,
    bounds: Rect<f64>,
    middle: Point<f64>,
}

struct Holder {
    title: Box<str>,
    features: usize,
    bounds: Rect<f64>,
    first: Point<f64>,
}

struct Query {
    name: String,
    code: String,
    words: Vec<String>,
}

impl Gazetteer {
    /// Reads the names of all features that have an extent.
    #[must_use]
    pub fn build(layers: &[(Snapshot, Vec<Feature>)]) -> Self {
        let mut gazetteer = Self::default();
        let mut holders = BTreeMap::new();
        let features =
            layers.iter().flat_map(|(snapshot, all)| all.iter().map(move |f| (snapshot.kind, f)));
        for (kind, feature) in features {
            if gazetteer.entries.len() == ENTRIES_MAX {
                tracing::warn!(limit = ENTRIES_MAX, "the search leaves features out");
                break;
            }
            let Some(entry) = Entry::of(kind, feature) else { continue };
            if let Some(holder) = &feature.holder {
                Holder::count(&mut holders, holder, &entry);
            }
            gazetteer.names.push(&folded(&feature.name));
            gazetteer.entries.push(entry);
        }
        for (name, holder) in holders {
            gazetteer.holder_names.push(&name);
            gazetteer.holders.push(holder);
        }
        gazetteer
    }

    /// Returns the number of features that can be found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Says whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the best answers to `text`, at most `limit`, by [`Rank`], then the shorter
    /// name first. Names of holders are neither searched nor shown for [`Sight::Field`].
    #[must_use]
    pub fn find(&self, text: &str, limit: usize, asker: Asker<'_>) -> Vec<Found> {
        let Some(query) = Query::new(text) else { return Vec::new() };
        let by_code = self.entries.iter().enumerate().filter_map(|(index, entry)| {
            Some((query.rank_of_code(&entry.code)?, self.names.get(index).len(), index))
        });
        let mut hits: Vec<(Rank, usize, usize)> = by_code.collect();
        let is_told = |index: usize| {
            asker.sight == Sight::Full || self.entries.get(index).is_some_and(|e| !e.names_holder)
        };
        hits.extend(query.ranked(&self.names).filter(|(_, _, index)| is_told(*index)));
        if asker.sight == Sight::Full {
            let beyond = self.entries.len();
            let holders = query.ranked(&self.holder_names);
            hits.extend(holders.map(|(rank, length, index)| (rank, length, beyond + index)));
        }
        // A letter alone is in half of all names: only the best are put in order. An entry may
        // stand here by its code and by its name.
        if hits.len() > 2 * limit {
            hits.select_nth_unstable(2 * limit);
            hits.truncate(2 * limit);
        }
        hits.sort_unstable();
        let mut seen = BTreeSet::new();
        hits.retain(|(_, _, index)| seen.insert(*index));
        hits.iter().take(limit).filter_map(|(_, _, index)| self.found(*index, asker)).collect()
    }

    fn found(&self, index: usize, asker: Asker<'_>) -> Option<Found> {
        match self.entries.get(index) {
            Some(entry) => Some(entry.found(asker)),
            None => Some(self.holders.get(index - self.entries.len())?.found(asker)),
        }
    }
}

impl Query {
    fn new(text: &str) -> Option<Self> {
        let name = folded(text);
        let code = name.replace(' ', "");
        let words = name.split(' ').map(str::to_owned).collect();
        (!name.is_empty()).then_some(Self { name, code, words })
    }

    fn rank_of_code(&self, code: &str) -> Option<Rank> {
        if code.is_empty() || !code.starts_with(&self.code) {
            return None;
        }
        Some(if code.len() == self.code.len() { Rank::Code } else { Rank::CodePrefix })
    }

    /// Returns the rank, length and number of each name that answers, once.
    fn ranked<'a>(&'a self, names: &'a Names) -> impl Iterator<Item = (Rank, usize, usize)> + 'a {
        let mut best: Vec<(usize, Rank)> = Vec::new();
        for hit in names.hits(&self.name) {
            let rank = self.rank_of_hit(names.get(hit.index), hit.at);
            match best.last_mut() {
                Some((index, known)) if *index == hit.index => *known = rank.min(*known),
                _ => best.push((hit.index, rank)),
            }
        }
        let scattered = self.scattered(names);
        best.into_iter()
            .chain(scattered.into_iter().map(|index| (index, Rank::Scattered)))
            .map(move |(index, rank)| (rank, names.get(index).len(), index))
    }

    fn rank_of_hit(&self, name: &str, at: usize) -> Rank {
        match at {
            0 if name.len() == self.name.len() => Rank::Name,
            0 => Rank::NamePrefix,
            _ if name.get(..at).is_some_and(|before| before.ends_with(' ')) => Rank::Word,
            _ => Rank::Substring,
        }
    }

    /// Returns the names that hold every word, but not one behind the other. The longest
    /// word is looked for first: it is in the fewest names.
    fn scattered(&self, names: &Names) -> Vec<usize> {
        let longest = self.words.iter().max_by_key(|word| word.len());
        let Some(longest) = longest.filter(|_| self.words.len() > 1) else { return Vec::new() };
        let mut found: Vec<usize> = names.hits(longest).map(|hit| hit.index).collect();
        found.dedup();
        found.retain(|index| {
            let name = names.get(*index);
            !name.contains(&self.name) && self.words.iter().all(|word| name.contains(word))
        });
        found
    }
}

impl Entry {
    fn of(kind: LayerKind, feature: &Feature) -> Option<Self> {
        let bounds = feature.geometry.bounding_rect().filter(is_finite)?;
        let title = if feature.name.is_empty() { &feature.code } else { &feature.name };
        Some(Self {
            code: folded_code(&feature.code).into(),
            title: title.as_str().into(),
            stated_code: feature.code.as_str().into(),
            names_holder: names_holder(kind, &feature.name, feature.holder.as_deref()),
            kind,
            bounds,
            middle: middle(&feature.geometry).unwrap_or_else(|| bounds.center().into()),
        })
    }

    fn found(&self, asker: Asker<'_>) -> Found {
        let kind_words =
            asker.messages.text(&format!("kind-{}", self.kind.name().replace('_', "-")), &[]);
        Found {
            kind: match self.kind {
                LayerKind::MiningRight => FoundKind::Right,
                LayerKind::District | LayerKind::NativeCommunity | LayerKind::River => {
                    FoundKind::Place
                }
                _ => FoundKind::Feature,
            },
            title: if self.names_holder && asker.sight == Sight::Field {
                self.stated_code.to_string()
            } else {
                self.title.to_string()
            },
            subtitle: format!("{kind_words} · {}", self.stated_code),
            point: self.middle,
            bounds: Some(self.bounds),
            layer: Some(self.kind.name()),
            code: Some(self.stated_code.to_string()),
        }
    }
}

impl Holder {
    /// One holder has one entry, however their name is accented.
    fn count(holders: &mut BTreeMap<String, Self>, stated: &str, entry: &Entry) {
        let name = folded(stated);
        if name.is_empty() {
            return;
        }
        let holder = holders.entry(name).or_insert_with(|| Self {
            title: stated.into(),
            features: 0,
            bounds: entry.bounds,
            first: entry.middle,
        });
        holder.features += 1;
        holder.bounds = hull(holder.bounds, entry.bounds);
    }

    fn found(&self, asker: Asker<'_>) -> Found {
        let count = [("count", self.features.to_string())];
        Found {
            kind: FoundKind::Holder,
            title: self.title.to_string(),
            subtitle: asker.messages.text("search-holder", &count),
            point: self.first,
            bounds: Some(self.bounds),
            layer: None,
            code: None,
        }
    }
}

/// A river's centroid lies beside it: a line is found at its middle vertex.
fn middle(geometry: &Geometry<f64>) -> Option<Point<f64>> {
    match geometry {
        Geometry::LineString(line) => line.0.get(line.0.len() / 2).map(|at| Point::from(*at)),
        Geometry::MultiLineString(several) => {
            let longest = several.iter().max_by_key(|line| line.0.len())?;
            longest.0.get(longest.0.len() / 2).map(|at| Point::from(*at))
        }
        other => other.centroid(),
    }
}

fn hull(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    let (a0, a1, b0, b1) = (a.min(), a.max(), b.min(), b.max());
    Rect::new((a0.x.min(b0.x), a0.y.min(b0.y)), (a1.x.max(b1.x), a1.y.max(b1.y)))
}

fn is_finite(bounds: &Rect<f64>) -> bool {
    let (min, max) = (bounds.min(), bounds.max());
    [min.x, min.y, max.x, max.y].iter().all(|value| value.is_finite())
}

#[cfg(test)]
mod tests;
