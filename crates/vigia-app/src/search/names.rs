//! Many short names in one text, searched in one pass.

/// Parts names; no folded name or query holds it.
const PART: char = '\n';

/// Folded names. A search of each by itself would prepare its pattern once a name, which
/// took longer than the search.
#[derive(Default)]
pub(super) struct Names {
    text: String,
    /// Where each name begins.
    starts: Vec<usize>,
}

/// A place in a name where the pattern stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Number of the name.
    pub index: usize,
    /// Where in it, in bytes.
    pub at: usize,
}

impl Names {
    pub(super) fn push(&mut self, name: &str) {
        self.starts.push(self.text.len());
        self.text.push_str(name);
        self.text.push(PART);
    }

    /// Returns a name; empty beyond the last.
    pub(super) fn get(&self, index: usize) -> &str {
        let start = self.starts.get(index).copied().unwrap_or(self.text.len());
        let end = self.starts.get(index + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).map_or("", |name| name.trim_end_matches(PART))
    }

    /// Returns every place of `pattern`, by name and place; `pattern` is folded and not
    /// empty.
    pub(super) fn hits<'a>(&'a self, pattern: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let mut index = 0;
        self.text.match_indices(pattern).map(move |(place, _)| {
            while self.starts.get(index + 1).is_some_and(|next| *next <= place) {
                index += 1;
            }
            let start = self.starts.get(index).copied().unwrap_or_default();
            Hit { index, at: place - start }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_tells_the_name_and_the_place_and_never_spans_two_names() {
        let mut names = Names::default();
        for name in ["rio", "", "san rio rio", "sari", "orio"] {
            names.push(name);
        }
        let hits: Vec<(usize, usize)> = names.hits("rio").map(|hit| (hit.index, hit.at)).collect();
        assert_eq!(hits, [(0, 0), (2, 4), (2, 8), (4, 1)]);
        assert_eq!((names.get(1), names.get(2), names.get(9)), ("", "san rio rio", ""));
        assert_eq!(names.hits("ri o").count(), 0);
    }
}
