//! The line, end to end: the built binary, a real workspace, real files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod broken_inputs;
mod demo;
mod evaluate;
mod full_disk;
mod harness;
mod kill;
mod linking;
mod real_layers;
