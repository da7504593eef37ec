//! Sites: the places that clearings make, with or without an alert.

use geo::orient::Direction;
use geo::{Orient, Rect};
use vigia_core::{Clearing, Site, SiteId};
pub use vigia_store::{SiteCursor, SitePage};

use crate::alert_list::AlertSummary;
use crate::error::AppError;
use crate::sight::Sight;
use crate::workspace::Workspace;

/// A site with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteDetail {
    /// The site.
    pub site: Site,
    /// Its clearings.
    pub clearings: Vec<Clearing>,
    /// Its alert, where it has one.
    pub alert: Option<AlertSummary>,
}

/// Returns one page of the sites whose box meets `bbox` (EPSG:4326), the largest first.
///
/// # Errors
/// [`AppError::Store`].
pub async fn page(
    workspace: &Workspace,
    bbox: Option<Rect<f64>>,
    after: Option<&SiteCursor>,
    limit: u32,
) -> Result<SitePage, AppError> {
    let mut page = workspace.store().sites_page(bbox, after, limit).await?;
    page.sites = page.sites.into_iter().map(oriented).collect();
    Ok(page)
}

/// Returns a site with its clearings and alert.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Store`].
pub async fn show(workspace: &Workspace, sight: Sight, id: &str) -> Result<SiteDetail, AppError> {
    let store = workspace.store();
    let found = store.site(&SiteId::new(id)).await?;
    let site = found.ok_or_else(|| AppError::NotFound { noun: "site", id: id.to_owned() })?;
    let clearings = store.clearings_named(&site.clearings).await?;
    let alert = store.alert_of_site(&site.id).await?;
    Ok(SiteDetail {
        alert: alert.map(|alert| AlertSummary::of(alert, sight)),
        clearings,
        site: oriented(site),
    })
}

/// Turns outer rings counter-clockwise, as RFC 7946 wants them.
fn oriented(site: Site) -> Site {
    Site { outline: site.outline.orient(Direction::Default), ..site }
}
