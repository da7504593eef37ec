//! The job that ties sites to layers and tells people: alerts with every reason.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_json::{Value, json};
use vigia_core::layer::Snapshot;
use vigia_core::profile::NamedProfile;
use vigia_core::{
    Alert, AlertId, AlertState, Clearing, ClearingId, Driver, Fingerprint, Scene, SceneId, Site,
    SiteId,
};
use vigia_store::{AlertFilter, Effects, NewJob, Written};
use vigia_ties::rules::RuleBook;

use super::sites::tracked;
use crate::error::AppError;
use crate::ingest::{LEASE, WORKER, now};
use crate::on_whose_ground::told;
use crate::priority::priority;
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

const KIND: &str = "raise_alerts";

/// Raises, confirms and withdraws alerts, so that they say what sites and layers say now.
pub(super) async fn raise(
    workspace: &Workspace,
    profile: &NamedProfile,
    progress: Progress<'_>,
) -> Result<(), AppError> {
    let store = workspace.store();
    let sites = store.sites().await?;
    let snapshots = store.snapshots().await?;
    // A site at rest still lists a clearing that later views took for something else, and
    // that supports no alert.
    let clearings: BTreeMap<ClearingId, Clearing> =
        tracked(store.all_clearings(&profile.label()).await?, profile)
            .into_iter()
            .map(|clearing| (clearing.id.clone(), clearing))
            .collect();
    let rules = workspace.rules()?;
    let newest = store.latest_acquisition().await?;
    let today = newest.map(|newest| Offset::UTC.to_datetime(newest).date());
    let mut parts = parts(&sites, &snapshots, &clearings, &rules, profile)?;
    parts.extend(today.map(|today| today.to_string()));
    let key = Fingerprint::of_parts(parts);
    store.enqueue(&NewJob::new(KIND, key, Value::Null), now()).await?;
    while let Some(lease) = store.claim(&[KIND], WORKER, LEASE, now()).await? {
        if lease.key != key {
            store.begin(&lease, now()).await?.forget().await?;
            continue;
        }
        progress(Step { stage: "stage-alert", done: 0, total: sites.len(), unit: String::new() });
        let scenes = scenes_of(workspace, &clearings).await?;
        let made = sites.iter().filter_map(|site| alert(site, &clearings, &scenes, profile));
        let thresholds = &profile.profile.alert;
        let alerts = told(workspace, made.collect(), &snapshots, &rules, thresholds).await?;
        let alerts = ranked(alerts, &sites, today, profile);
        vigia_store::fault::point("alerts.computed");
        let known = store.every_alert(&AlertFilter::default()).await?;
        let mut effects = store.begin(&lease, now()).await?;
        write(&mut effects, &known, &alerts).await?;
        effects.supersede().await?;
    }
    Ok(())
}

/// Returns the alerts with how urgent each is on the day of the newest scene.
fn ranked(
    alerts: Vec<Alert>,
    sites: &[Site],
    today: Option<Date>,
    profile: &NamedProfile,
) -> Vec<Alert> {
    let Some(today) = today else { return alerts };
    let sites: BTreeMap<&SiteId, &Site> = sites.iter().map(|site| (&site.id, site)).collect();
    let weights = &profile.profile.priority;
    let ranked = alerts.into_iter().map(|alert| {
        let priority = priority(&alert, sites.get(&alert.site).copied(), today, weights);
        Alert { priority, ..alert }
    });
    ranked.collect()
}

/// What the key of the job is made of. The whole of sites and clearings counts: under the same id a clearing may be confirmed,
/// or judged otherwise.
fn parts(
    sites: &[Site],
    snapshots: &[Snapshot],
    clearings: &BTreeMap<ClearingId, Clearing>,
    rules: &RuleBook,
    profile: &NamedProfile,
) -> Result<Vec<String>, AppError> {
    let stored = |source| AppError::Stored { kind: KIND, source };
    let mut parts = vec![super::KERNELS_VERSION.to_owned(), profile.fingerprint.to_string()];
    for site in sites {
        parts.push(serde_json::to_string(site).map_err(stored)?);
    }
    for clearing in clearings.values() {
        parts.push(serde_json::to_string(clearing).map_err(stored)?);
    }
    parts.extend(snapshots.iter().map(|snapshot| snapshot.id.to_string()));
    parts.push(rules.label());
    Ok(parts)
}

async fn scenes_of(
    workspace: &Workspace,
    clearings: &BTreeMap<ClearingId, Clearing>,
) -> Result<BTreeMap<SceneId, Scene>, AppError> {
    let named: BTreeSet<&SceneId> = clearings
        .values()
        .flat_map(|clearing| std::iter::once(&clearing.first_seen).chain(&clearing.confirmed_by))
        .collect();
    let mut scenes = BTreeMap::new();
    for id in named {
        if let Some(scene) = workspace.store().scene(id).await? {
            scenes.insert(id.clone(), scene);
        }
    }
    Ok(scenes)
}

/// Returns the alert of a site, without its ties and indications; `None` where no current clearing supports
/// one, or where it is smaller than the profile's limit.
pub(super) fn alert(
    site: &Site,
    clearings: &BTreeMap<ClearingId, Clearing>,
    scenes: &BTreeMap<SceneId, Scene>,
    profile: &NamedProfile,
) -> Option<Alert> {
    let thresholds = &profile.profile.alert;
    let members: Vec<&Clearing> =
        site.clearings.iter().filter_map(|id| clearings.get(id)).collect();
    if site.area.0 < thresholds.area_min_ha {
        return None;
    }
    let surest = members.iter().max_by(|a, b| {
        a.mining_probability.total_cmp(&b.mining_probability).then(b.id.cmp(&a.id))
    })?;
    let acquired = |id: &SceneId| scenes.get(id).map(|scene| scene.acquired_start);
    let mut seen: Vec<(Timestamp, SceneId)> = members
        .iter()
        .flat_map(|clearing| std::iter::once(&clearing.first_seen).chain(&clearing.confirmed_by))
        .filter_map(|id| Some((acquired(id)?, id.clone())))
        .collect();
    seen.sort();
    seen.dedup();
    let (first_observed, _) = seen.first()?.clone();
    let earliest = members.iter().min_by_key(|clearing| {
        (clearing.onset.not_after, clearing.onset.not_before, &clearing.id)
    })?;
    let observed =
        members.iter().map(|clearing| clearing.observed_share * clearing.area.0).sum::<f64>()
            / members.iter().map(|clearing| clearing.area.0).sum::<f64>();
    Some(Alert {
        id: AlertId::of_site(&site.id),
        site: site.id.clone(),
        state: state(&members, scenes, thresholds.confirm_history_views),
        driver: surest.driver,
        confidence: surest.mining_probability,
        outline: site.outline.clone(),
        area: site.area,
        onset: earliest.onset,
        first_observed,
        first_alerted: now(),
        sensors: members.iter().flat_map(|clearing| clearing.sensors.iter().copied()).collect(),
        scenes: seen.into_iter().map(|(_, id)| id).collect(),
        history_views: members.iter().filter_map(|clearing| clearing.history_views).max(),
        observed_share: observed,
        profile: profile.label(),
        profile_fingerprint: profile.fingerprint,
        reasons: surest.reasons.clone(),
        ties: Vec::new(),
        indications: Vec::new(),
        priority: Vec::new(),
    })
}

/// Confirmed only by a second, independent acquisition: the same ground, another day. One
/// pass that lies in two tiles is one acquisition. Against a baseline of fewer than
/// `history_views_min` views nothing is confirmed, nor is ground of unknown cause.
fn state(
    members: &[&Clearing],
    scenes: &BTreeMap<SceneId, Scene>,
    history_views_min: u32,
) -> AlertState {
    let day = |id: &SceneId| scenes.get(id).map(|scene| scene.dates().not_before);
    let is_known = |clearing: &&&Clearing| {
        let has_history = clearing.history_views.is_none_or(|views| views >= history_views_min);
        clearing.driver == Driver::Mining && has_history
    };
    let is_seen_again = |clearing: &&Clearing| {
        let again = clearing.confirmed_by.as_ref().and_then(day);
        again.is_some() && again != day(&clearing.first_seen)
    };
    if members.iter().filter(is_known).any(is_seen_again) {
        AlertState::Confirmed
    } else {
        AlertState::Provisional
    }
}

/// Writes what changed, with its history and a message for whoever listens.
async fn write(effects: &mut Effects, known: &[Alert], alerts: &[Alert]) -> Result<(), AppError> {
    let before: BTreeMap<&AlertId, &Alert> = known.iter().map(|alert| (&alert.id, alert)).collect();
    for alert in alerts {
        let event = match (effects.put_alert(alert).await?, before.get(&alert.id)) {
            (Written::Unchanged, _) => continue,
            (_, None) => "alert.raised",
            (_, Some(before)) if before.state < alert.state => "alert.confirmed",
            (_, Some(before)) if is_only_older(before, alert) => continue,
            (_, Some(_)) => "alert.changed",
        };
        tell(effects, &alert.id, event, Some(alert)).await?;
    }
    let current: BTreeSet<&AlertId> = alerts.iter().map(|alert| &alert.id).collect();
    for gone in known.iter().filter(|alert| !current.contains(&alert.id)) {
        effects.remove_alert(&gone.id).await?;
        tell(effects, &gone.id, "alert.withdrawn", None).await?;
    }
    Ok(())
}

/// Says whether nothing changed but how urgent it is: time passes for every alert, and that
/// is no news.
fn is_only_older(before: &Alert, after: &Alert) -> bool {
    let of_before = Alert {
        priority: before.priority.clone(),
        first_alerted: before.first_alerted,
        ..after.clone()
    };
    of_before == *before
}

async fn tell(
    effects: &mut Effects,
    id: &AlertId,
    event: &str,
    alert: Option<&Alert>,
) -> Result<(), AppError> {
    let message = json!({
        "event": event,
        "alert": id.as_str(),
        "state": alert.map(|alert| alert.state.name()),
        "confidence": alert.map(|alert| alert.confidence),
        "area_ha": alert.map(|alert| alert.area.0),
        "profile": alert.map(|alert| alert.profile.clone()),
    });
    effects.put_alert_history(id, &message).await?;
    effects.publish(event, &message).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
