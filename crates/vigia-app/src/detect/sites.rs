//! The job that gives places their identity through time.

use serde_json::Value;
use vigia_core::profile::NamedProfile;
use vigia_core::{Driver, Fingerprint};
use vigia_detect::track::update_sites;
use vigia_store::NewJob;

use crate::error::AppError;
use crate::ingest::{LEASE, WORKER, now};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "track_sites";

/// Makes sites of all clearings that show mining, keeping the identities of known ones.
///
/// Other changes stay clearings: a swidden beside a mine must not lend it its ground.
pub(super) async fn track(
    workspace: &Workspace,
    profile: &NamedProfile,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let key = key(workspace, profile).await?;
    workspace.store().enqueue(&NewJob::new(KIND, key, Value::Null), now()).await?;
    while let Some(lease) = workspace.store().claim(&[KIND], WORKER, LEASE, now()).await? {
        progress(Step { stage: "stage-track", done: 0, total: 1, unit: String::new() });
        let mut effects = workspace.store().begin(&lease, now()).await?;
        if lease.key == key {
            let mut clearings = effects.all_clearings(&profile.label()).await?;
            clearings.retain(|clearing| clearing.driver == Driver::Mining);
            let known = effects.sites().await?;
            let tracked = update_sites(&known, &clearings, profile.profile.alert.same_site_m);
            for merge in &tracked.merged {
                let message =
                    serde_json::json!({ "from": merge.from.as_str(), "into": merge.into.as_str() });
                effects.publish("site.merged", &message).await?;
            }
            effects.put_sites(&tracked.sites).await?;
        }
        effects.commit().await?;
    }
    Ok(())
}

async fn key(workspace: &Workspace, profile: &NamedProfile) -> Result<Fingerprint, AppError> {
    let clearings = workspace.store().all_clearings(&profile.label()).await?;
    let mut parts = vec![super::KERNELS_VERSION.to_owned(), profile.fingerprint.to_string()];
    parts.extend(clearings.iter().map(|clearing| clearing.id.to_string()));
    Ok(Fingerprint::of_parts(parts))
}
