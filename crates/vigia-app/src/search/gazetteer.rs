//! Names and codes of the features of all layers, in memory.

use geo::{BoundingRect, Centroid, Geometry, Point, Rect};
use std::collections::BTreeMap;
use vigia_core::layer::{Feature, LayerKind, Snapshot};

use super::folding::{folded, folded_code};
use super::{Found, FoundKind};
use crate::asker::Asker;
use crate::sight::Sight;

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
    entries: Vec<Entry>,
    holders: Vec<Holder>,
}

struct Entry {
    name: Box<str>,
    code: Box<str>,
    title: Box<str>,
    stated_code: Box<str>,
    kind: LayerKind,
    bounds: Rect<f64>,
    middle: Point<f64>,
}

struct Holder {
    name: Box<str>,
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
        let (mut entries, mut holders) = (Vec::new(), BTreeMap::new());
        let features =
            layers.iter().flat_map(|(snapshot, all)| all.iter().map(move |f| (snapshot.kind, f)));
        for (kind, feature) in features {
            if entries.len() == ENTRIES_MAX {
                tracing::warn!(limit = ENTRIES_MAX, "the search leaves features out");
                break;
            }
            let Some(entry) = Entry::of(kind, feature) else { continue };
            if let Some(holder) = &feature.holder {
                Holder::count(&mut holders, holder, &entry);
            }
            entries.push(entry);
        }
        Self { entries, holders: holders.into_values().collect() }
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
        let mut hits: Vec<(Rank, usize, usize)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            hits.extend(query.rank(&entry.name, &entry.code).map(|r| (r, entry.name.len(), index)));
        }
        if asker.sight == Sight::Full {
            for (index, holder) in self.holders.iter().enumerate() {
                let rank = query.rank(&holder.name, "");
                hits.extend(rank.map(|r| (r, holder.name.len(), self.entries.len() + index)));
            }
        }
        if hits.len() > limit {
            // A letter alone is in half of all names: only the best are put in order.
            hits.select_nth_unstable(limit);
            hits.truncate(limit);
        }
        hits.sort_unstable();
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

    fn rank(&self, name: &str, code: &str) -> Option<Rank> {
        if !code.is_empty() && code.starts_with(&self.code) {
            let whole = code.len() == self.code.len();
            return Some(if whole { Rank::Code } else { Rank::CodePrefix });
        }
        if let Some(at) = name.find(&self.name) {
            return Some(match at {
                0 if name.len() == self.name.len() => Rank::Name,
                0 => Rank::NamePrefix,
                _ if self.begins_a_word_of(name) => Rank::Word,
                _ => Rank::Substring,
            });
        }
        let scattered = self.words.len() > 1 && self.words.iter().all(|word| name.contains(word));
        scattered.then_some(Rank::Scattered)
    }

    fn begins_a_word_of(&self, name: &str) -> bool {
        name.match_indices(&self.name).any(|(at, _)| name[..at].ends_with(' '))
    }
}

impl Entry {
    fn of(kind: LayerKind, feature: &Feature) -> Option<Self> {
        let bounds = feature.geometry.bounding_rect().filter(is_finite)?;
        let title = if feature.name.is_empty() { &feature.code } else { &feature.name };
        Some(Self {
            name: folded(&feature.name).into(),
            code: folded_code(&feature.code).into(),
            title: title.as_str().into(),
            stated_code: feature.code.as_str().into(),
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
            title: self.title.to_string(),
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
        let holder = holders.entry(name).or_insert_with_key(|name| Self {
            name: name.as_str().into(),
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
