//! Markup in which text cannot become markup.
//!
//! Ids, labels and notes come from a manifest that anybody may have written. Names of tags
//! and attributes are `&'static str`, so they come from this program; everything else
//! enters through [`text`] or an attribute's value, and both escape. A template crate
//! would do the same (maud 0.27: MIT or Apache, last released in February 2025; askama:
//! templates in files of their own), but for a dozen tags and some SVG its macro would be
//! one more thing to build and to keep.

use std::fmt::Write;

/// A piece of HTML or SVG that is safe to put into a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html {
    markup: String,
}

impl Html {
    /// Returns the finished markup.
    pub fn into_markup(self) -> String {
        self.markup
    }

    /// Returns a style sheet or script of the program's own: nothing is escaped.
    pub fn style(sheet: &'static str) -> Self {
        Self { markup: format!("<style>{sheet}</style>") }
    }
}

impl FromIterator<Self> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(pieces: I) -> Self {
        Self { markup: pieces.into_iter().map(|piece| piece.markup).collect() }
    }
}

/// Returns text, escaped.
pub(crate) fn text(text: impl AsRef<str>) -> Html {
    Html { markup: escaped(text.as_ref()) }
}

/// Returns an element with its attributes and content.
pub(crate) fn element(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    content: impl IntoIterator<Item = Html>,
) -> Html {
    let mut markup = opening(tag, attributes);
    markup.extend(content.into_iter().map(|piece| piece.markup));
    // Writing to a `String` cannot fail.
    let _ = write!(markup, "</{tag}>");
    Html { markup }
}

/// Returns an element of HTML that has no content and no end, for instance `meta`.
pub(crate) fn void(tag: &'static str, attributes: &[(&'static str, &str)]) -> Html {
    Html { markup: opening(tag, attributes) }
}

fn opening(tag: &'static str, attributes: &[(&'static str, &str)]) -> String {
    let mut markup = format!("<{tag}");
    for (name, value) in attributes {
        let _ = write!(markup, " {name}=\"{}\"", escaped(value));
    }
    markup.push('>');
    markup
}

/// Escapes for text and for quoted attributes alike. Control characters that HTML does not
/// allow become the replacement character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(character),
            control if control.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_cannot_leave_their_place() {
        let hostile = "\"><script>alert('x')</script>&\0";
        let piece = element("p", &[("title", hostile)], [text(hostile)]).into_markup();
        assert_eq!(piece.matches('<').count(), 2, "{piece}");
        assert_eq!(piece.matches('"').count(), 2, "{piece}");
        assert!(!piece.contains('\0') && piece.contains("&lt;script&gt;"));
    }

    #[test]
    fn elements_nest_and_void_ones_stay_open() {
        let list = element("ul", &[], ["a", "b"].map(|item| element("li", &[], [text(item)])));
        assert_eq!(list.into_markup(), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(void("meta", &[("charset", "utf-8")]).into_markup(), "<meta charset=\"utf-8\">");
    }

    #[test]
    fn letters_of_other_scripts_pass_as_they_are() {
        assert_eq!(text("Vigía – ñandú ✓").into_markup(), "Vigía – ñandú ✓");
    }
}
