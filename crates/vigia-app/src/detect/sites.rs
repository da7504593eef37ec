//! The job that gives places their identity through time.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::{Value, json};
use vigia_core::profile::NamedProfile;
use vigia_core::{Clearing, Driver, Fingerprint};
use vigia_detect::track::{mining_places, update_sites};
use vigia_store::NewJob;

use crate::error::AppError;
use crate::ingest::{LEASE, WORKER, now};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "track_sites";

/// Makes sites of all clearings to track, keeping the identities of known ones.
pub(super) async fn track(
    workspace: &Workspace,
    profile: &NamedProfile,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let seen_until = seen_until(workspace).await?;
    let key = key(workspace, profile, &seen_until).await?;
    workspace.store().enqueue(&NewJob::new(KIND, key, Value::Null), now()).await?;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        progress(Step { stage: "stage-track", done: 0, total: 1, unit: String::new() });
        let mut effects = workspace.store().begin(&lease, now()).await?;
        if lease.key == key {
            let clearings = effects.all_clearings(&profile.label()).await?;
            let clearings = tracked(clearings, profile);
            let known = effects.sites().await?;
            let tracked = update_sites(&known, &clearings, &seen_until, &profile.profile.site);
            for merge in &tracked.merged {
                let message = json!({ "from": merge.from.as_str(), "into": merge.into.as_str() });
                effects.publish("site.merged", &message).await?;
            }
            for split in &tracked.split {
                let message = json!({ "from": split.from.as_str(), "into": split.into.as_str() });
                effects.publish("site.split", &message).await?;
            }
            effects.put_sites(&tracked.sites).await?;
            effects.supersede().await?;
        } else {
            effects.forget().await?;
        }
    }
    Ok(())
}

/// Returns the clearings of which sites are made.
pub(super) fn tracked(mut clearings: Vec<Clearing>, profile: &NamedProfile) -> Vec<Clearing> {
    if profile.profile.alert.unknown_driver {
        clearings.retain(|clearing| clearing.driver != Driver::Other);
        return clearings;
    }
    mining_places(clearings, profile.profile.site.same_site_m)
}

/// Returns the last acquisition day of each series (UTC).
async fn seen_until(workspace: &Workspace) -> Result<BTreeMap<String, Date>, AppError> {
    let acquired = workspace.store().last_acquisitions().await?.into_iter();
    Ok(acquired.map(|(series, at)| (series, Offset::UTC.to_datetime(at).date())).collect())
}

/// A new scene that shows nothing new makes a new key all the same: time has gone on.
async fn key(
    workspace: &Workspace,
    profile: &NamedProfile,
    seen_until: &BTreeMap<String, Date>,
) -> Result<Fingerprint, AppError> {
    let clearings = workspace.store().all_clearings(&profile.label()).await?;
    let mut parts = vec![super::KERNELS_VERSION.to_owned(), profile.fingerprint.to_string()];
    for clearing in &clearings {
        // Much may change under the same id: another date of a pixel, regrowth, the cause.
        let all = serde_json::to_string(clearing)
            .map_err(|source| AppError::Stored { kind: KIND, source })?;
        parts.push(all);
    }
    parts.extend(seen_until.iter().map(|(series, day)| format!("{series}@{day}")));
    Ok(Fingerprint::of_parts(parts))
}

#[cfg(test)]
mod tests;
