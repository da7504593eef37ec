//! The stated limits of what is read from one file.

/// Largest file: a phone's photo or a season's submissions fit many times over.
pub const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Most submissions, waypoints or rows of one file; a file with more is refused whole,
/// because reports that go missing at the end would not be missed.
pub const ENTRIES_MAX: usize = 100_000;

/// Most problems that are listed one by one; the rest are counted in one more.
pub const PROBLEMS_MAX: usize = 1_000;

/// Most attributes of one report.
pub const ATTRIBUTES_MAX: usize = 300;

/// Longest text of one answer or note, in characters; longer ones end in `…`.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// Most nodes of one XML document.
pub const XML_NODES_MAX: u32 = 4_000_000;

/// Cuts a text at [`TEXT_CHARS_MAX`], visibly.
pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
