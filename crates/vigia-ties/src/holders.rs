//! Who holds what: rights of one holder together, and who may be the same.
//!
//! A tax number (RUC) tells who somebody is. A name tells less: it links records that write it
//! alike, and between those that write it a little otherwise it is a suggestion, until a
//! person has looked.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Similarity of names from which one holder may be another (Jaro and Winkler, 0–1).
pub const SIMILAR_MIN: f64 = 0.93;
/// Most suggestions: the most similar are kept.
pub const SUGGESTIONS_MAX: usize = 1_000;
/// A word that more holders than this have in their names (`MINERA`) brings none together.
const WORD_HOLDERS_MAX: usize = 200;
/// Shorter words bring none together either.
const WORD_MIN: usize = 4;

/// A record of a layer that names a holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRecord {
    /// What the layer describes, by its name.
    pub kind: &'static str,
    /// The feature's code.
    pub code: String,
    /// Holder, as the layer writes it.
    pub holder: String,
    /// The same as it is compared: without what is only spelling.
    pub name: String,
    /// Tax number that checks, where the layer states one.
    pub ruc: Option<String>,
}

/// A holder with all that is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// `ruc:20131312955`, or `name:` with the name as it is compared.
    pub key: String,
    /// Keys that a person has said to be the same, this one left out.
    pub also: BTreeSet<String>,
    /// Names as layers write them.
    pub names: BTreeSet<String>,
    /// Names as they are compared.
    pub compared: BTreeSet<String>,
    /// Kind and code of each feature.
    pub features: BTreeSet<(String, String)>,
}

/// Two holders that may be one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// Key of the one.
    pub a: String,
    /// Key of the other, behind it in the alphabet.
    pub b: String,
    /// How alike their names are, 0–1.
    pub similarity: f64,
}

/// What a person said of two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One holder.
    Same,
    /// Two holders: it is not suggested again.
    Different,
}

/// Returns the holders of all records, by key; those of keys that a person said to be the same
/// stand under the first of them in the alphabet.
#[must_use]
pub fn holders(
    records: &[HeldRecord],
    verdicts: &BTreeMap<(String, String), Verdict>,
) -> Vec<Holder> {
    let mut parents: BTreeMap<String, String> = BTreeMap::new();
    for ((a, b), _) in verdicts.iter().filter(|(_, verdict)| **verdict == Verdict::Same) {
        let (a, b) = (root(&parents, a), root(&parents, b));
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        if first != second {
            parents.insert(second, first);
        }
    }
    let mut holders: BTreeMap<String, Holder> = BTreeMap::new();
    for record in records {
        let Some(own) = key(record) else { continue };
        let first = root(&parents, &own);
        let holder = holders.entry(first.clone()).or_insert_with(|| Holder {
            key: first.clone(),
            also: BTreeSet::new(),
            names: BTreeSet::new(),
            compared: BTreeSet::new(),
            features: BTreeSet::new(),
        });
        holder.names.insert(record.holder.trim().to_owned());
        holder.compared.insert(record.name.clone());
        holder.features.insert((record.kind.to_owned(), record.code.clone()));
        if own != first {
            holder.also.insert(own);
        }
    }
    holders.into_values().collect()
}

fn key(record: &HeldRecord) -> Option<String> {
    let by_name = (!record.name.is_empty()).then(|| format!("name:{}", record.name));
    record.ruc.as_ref().map(|ruc| format!("ruc:{ruc}")).or(by_name)
}

fn root(parents: &BTreeMap<String, String>, key: &str) -> String {
    let mut key = key;
    while let Some(parent) = parents.get(key) {
        key = parent;
    }
    key.to_owned()
}

/// Returns which holders may be one, the most alike first; those of whom a person has said
/// anything are left out.
///
/// Only names that share a word of [`WORD_MIN`] letters are compared, so that the work grows
/// with the names and not with their square; two tax numbers are two holders, whatever their
/// names.
#[must_use]
pub fn suggestions(
    holders: &[Holder],
    verdicts: &BTreeMap<(String, String), Verdict>,
) -> Vec<Suggestion> {
    let names: Vec<Vec<String>> = holders
        .iter()
        .map(|holder| holder.compared.iter().map(|name| in_order(name)).collect())
        .collect();
    let mut by_word: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, names) in names.iter().enumerate() {
        let words = names.iter().flat_map(|name| name.split(' '));
        for word in words.filter(|word| word.chars().count() >= WORD_MIN) {
            by_word.entry(word).or_default().insert(number);
        }
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for holders in by_word.values().filter(|holders| holders.len() <= WORD_HOLDERS_MAX) {
        for a in holders {
            pairs.extend(holders.range(a + 1..).map(|b| (*a, *b)));
        }
    }
    let has_ruc = |holder: &Holder| {
        holder.key.starts_with("ruc:") || holder.also.iter().any(|key| key.starts_with("ruc:"))
    };
    let is_decided = |a: &Holder, b: &Holder| {
        let keys = |of: &Holder| -> Vec<String> {
            std::iter::once(of.key.clone()).chain(of.also.iter().cloned()).collect()
        };
        keys(a)
            .iter()
            .any(|a| keys(b).iter().any(|b| verdicts.contains_key(&ordered(a.clone(), b.clone()))))
    };
    let mut found: Vec<Suggestion> = pairs
        .into_iter()
        .filter_map(|(a, b)| {
            let (one, other) = (&holders[a], &holders[b]);
            let alike = |name: &String| {
                names[b].iter().map(|other| strsim::jaro_winkler(name, other)).fold(0.0, f64::max)
            };
            let similarity = names[a].iter().map(alike).fold(0.0, f64::max);
            let are_two = has_ruc(one) && has_ruc(other);
            let is_open = !are_two && !is_decided(one, other);
            (similarity >= SIMILAR_MIN && is_open).then(|| {
                let (a, b) = ordered(one.key.clone(), other.key.clone());
                Suggestion { a, b, similarity }
            })
        })
        .collect();
    found.sort_by(|x, y| {
        y.similarity.total_cmp(&x.similarity).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    found.truncate(SUGGESTIONS_MAX);
    found
}

/// Returns two keys as verdicts and suggestions name them: the first in the alphabet first.
#[must_use]
pub fn ordered(a: String, b: String) -> (String, String) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Surnames stand before or after the names, as a register likes.
fn in_order(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(code: &str, holder: &str, ruc: Option<&str>) -> HeldRecord {
        HeldRecord {
            kind: "mining_right",
            code: code.into(),
            holder: holder.into(),
            name: holder.to_lowercase().replace('.', ""),
            ruc: ruc.map(str::to_owned),
        }
    }

    fn records() -> Vec<HeldRecord> {
        vec![
            record("01", "MINERA FICTICIA S.A.C.", Some("20131312955")),
            record("02", "Minera Ficticia SAC", Some("20131312955")),
            record("03", "minera ficticia s.a.c", None),
            record("04", "QUISPE FICTICIO JUAN INVENTADO", None),
            record("05", "JUAN INVENTADO QUISPE FICTICIO", None),
            record("06", "OTRA PERSONA FICTICIA", None),
            record("07", "", None),
        ]
    }

    #[test]
    fn a_tax_number_links_and_a_name_only_suggests() {
        let found = holders(&records(), &BTreeMap::new());
        let told: Vec<(&str, usize)> =
            found.iter().map(|one| (one.key.as_str(), one.features.len())).collect();
        let expected = [
            ("name:juan inventado quispe ficticio", 1),
            ("name:minera ficticia sac", 1),
            ("name:otra persona ficticia", 1),
            ("name:quispe ficticio juan inventado", 1),
            ("ruc:20131312955", 2),
        ];
        assert_eq!(told, expected);
        let suggested = suggestions(&found, &BTreeMap::new());
        let pairs: Vec<(&str, &str)> =
            suggested.iter().map(|one| (one.a.as_str(), one.b.as_str())).collect();
        let persons = (expected[0].0, expected[3].0);
        assert_eq!(pairs, [persons, (expected[1].0, expected[4].0)]);
        assert!(suggested.iter().all(|one| one.similarity == 1.0), "{suggested:?}");
    }

    #[test]
    fn what_a_person_said_links_or_is_not_asked_again() {
        let (company, ruc) = ("name:minera ficticia sac", "ruc:20131312955");
        let persons =
            ("name:juan inventado quispe ficticio", "name:quispe ficticio juan inventado");
        let said = BTreeMap::from([
            ((company.to_owned(), ruc.to_owned()), Verdict::Same),
            ((persons.0.to_owned(), persons.1.to_owned()), Verdict::Different),
        ]);
        let found = holders(&records(), &said);
        assert_eq!(found.len(), 4);
        let linked = found.iter().find(|one| one.key == company);
        assert_eq!(linked.map(|one| (one.features.len(), one.also.len())), Some((3, 1)));
        assert_eq!(suggestions(&found, &said), []);
    }

    #[test]
    fn two_tax_numbers_are_two_holders_whatever_their_names() {
        let twins = [
            record("01", "MINERA FICTICIA SAC", Some("20131312955")),
            record("02", "MINERA FICTICIA SAC", Some("20100000009")),
        ];
        let found = holders(&twins, &BTreeMap::new());
        assert_eq!(found.len(), 2);
        assert_eq!(suggestions(&found, &BTreeMap::new()), []);
    }

    #[test]
    fn a_word_that_everybody_has_does_not_compare_everybody_with_everybody() {
        let many: Vec<HeldRecord> = (0..WORD_HOLDERS_MAX + 1)
            .map(|number| record(&number.to_string(), &format!("MINERA {number:03}"), None))
            .collect();
        let found = holders(&many, &BTreeMap::new());
        assert_eq!(suggestions(&found, &BTreeMap::new()), []);
        let few = holders(&many[..2], &BTreeMap::new());
        assert_eq!(suggestions(&few, &BTreeMap::new()).len(), 1);
    }
}
