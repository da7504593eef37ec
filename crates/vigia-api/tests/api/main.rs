//! The server, called inside this process: every route on a small made workspace.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod alerts;
mod answers;
mod briefing;
mod downloads;
mod events;
mod harness;
mod here;
mod holders;
mod imagery;
mod layers;
mod notes;
mod priority;
mod reports;
mod routes;
mod search;
mod session;
mod sites;
mod tiles;
