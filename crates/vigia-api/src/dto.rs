//! What more than one resource answers with.

pub(crate) mod alert;
pub(crate) mod geometry;
pub(crate) mod indication;
pub(crate) mod near_alert;
pub(crate) mod place;
pub(crate) mod priority;
pub(crate) mod report;
pub(crate) mod scene;
pub(crate) mod site;
pub(crate) mod tie;
