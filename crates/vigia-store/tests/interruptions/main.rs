//! What the store promises when a process dies, a disk fills up or a second process
//! comes: tried with real processes and a real small disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod child;
mod full_disk;
mod kill;
mod second_process;
