//! Layers of ArcGIS map services, as pages of JSON on the disk.
//!
//! The national cadastre is published by such a service, which gives a thousand features at
//! a time. What one request left out is no absent right, so a set of pages is read whole or
//! not at all: [`download`] keeps beside the pages the list of the object ids that there
//! must be, and reading refuses a set in which one is missing.
//!
//! GDAL's ESRIJSON driver is not used: it passes over `exceededTransferLimit` and `error`,
//! turns rings silently and reads one page at a time, so every page would have to be parsed
//! by us as well.

mod description;
mod download;
mod feature;
mod page;
mod page_folder;
mod page_set;
mod position;
mod rings;
mod service;

pub use download::{DownloadOptions, Downloaded, download};
pub(crate) use page_folder::read_folder;
pub use page_folder::{PAGES_MAX, is_page_folder, page_files};
pub(crate) use page_set::read_text;

#[cfg(test)]
mod tests;
