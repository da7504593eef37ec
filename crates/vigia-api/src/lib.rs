//! Vigía over HTTP: routes, sign-in, tiles, live events and the embedded page.
//!
//! Every route states who may ask it ([`access::Access`]); one layer looks the session
//! up, checks the role and the CSRF token, and refuses a route that states nothing. A
//! handler reads: extract, call one use case of `vigia-app`, map to an answer of this
//! crate. It refuses SQL and kernels. Start at [`handlers`], then [`server`].

mod accepts_gzip;
pub mod access;
mod compressible;
mod cursor;
mod dto;
mod etag;
pub mod events;
pub mod handlers;
mod headers;
pub mod json;
pub mod language;
pub mod openapi;
pub mod origin;
mod page;
mod page_limit;
mod picture_answer;
mod place_query;
pub mod problem;
pub mod query;
pub mod reader;
pub mod server;
mod session_cookie;
pub mod state;
mod throttle;

pub use access::{Access, Guarded, RouteAccess, guarded};
pub use problem::ApiError;
pub use reader::Reader;
pub use state::AppState;
