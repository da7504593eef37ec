//! Every route. One file a resource registers its own; here they are joined, a line each.

pub(crate) mod alerts;
mod briefing;
mod description;
mod events;
mod health;
mod here;
mod holders;
mod layers;
mod production;
mod reports;
mod scenes;
mod search;
mod session;
mod sites;
mod status;
mod tiles;

use crate::access::Guarded;

/// Returns every route with who may ask it.
#[must_use]
pub fn routes() -> Guarded {
    Guarded::default()
        .and(alerts::routes())
        .and(briefing::routes())
        .and(here::routes())
        .and(holders::routes())
        .and(layers::routes())
        .and(production::routes())
        .and(reports::routes())
        .and(scenes::routes())
        .and(search::routes())
        .and(description::routes())
        .and(events::routes())
        .and(health::routes())
        .and(session::routes())
        .and(sites::routes())
        .and(status::routes())
        .and(tiles::routes())
}
