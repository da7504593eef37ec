//! A page that stands in one file.

use std::fs::Permissions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::error::AppError;
use crate::html::{Html, element, text, void};
use crate::messages::Messages;

/// Nothing is fetched and no script runs, even if some markup slipped through.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A report is for others to read; what the process masks is masked all the same.
const READABLE: u32 = 0o644;

/// Returns the text of an HTML file with the title of the message `title`.
pub(super) fn page(title: &str, sections: Vec<Html>, messages: &Messages) -> String {
    let head = element(
        "head",
        &[],
        [
            void("meta", &[("charset", "utf-8")]),
            void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]),
            void("meta", &[("name", "viewport"), ("content", "width=device-width")]),
            void("meta", &[("name", "color-scheme"), ("content", "light dark")]),
            element("title", &[], [text(messages.text(title, &[]))]),
            Html::style(include_str!("style.css")),
        ],
    );
    let body = element("body", &[], [element("main", &[], sections)]);
    let page = element("html", &[("lang", messages.language().code())], [head, body]);
    format!("<!doctype html>\n{}\n", page.into_markup())
}

/// Writes a page to `path`, whole or not at all.
///
/// # Errors
/// [`AppError::File`].
pub(super) fn write(path: &Path, page: &str) -> Result<(), AppError> {
    let failed = |source| AppError::File { action: "writing", path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut staged = tempfile::Builder::new()
        .prefix(".vigia-")
        .permissions(Permissions::from_mode(READABLE))
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(failed)?;
    staged.write_all(page.as_bytes()).map_err(failed)?;
    staged.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
