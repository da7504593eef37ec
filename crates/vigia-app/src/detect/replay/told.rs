//! What people would have been told, alert by alert.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use vigia_core::{Alert, AlertState, SiteId};

use crate::evaluate::replay::ReplayedAlert;

/// What people have been told so far.
#[derive(Default)]
pub(super) struct Told {
    pub alerts: BTreeMap<SiteId, ReplayedAlert>,
}

impl Told {
    /// Hears what stands after `day`.
    pub fn hear(&mut self, alerts: &[Alert], day: Date) {
        let standing: BTreeSet<&SiteId> = alerts.iter().map(|alert| &alert.site).collect();
        for (site, told) in &mut self.alerts {
            if !standing.contains(site) {
                told.withdrawn.get_or_insert(day);
            }
        }
        for alert in alerts {
            let told = self.alerts.entry(alert.site.clone()).or_insert_with(|| raised(alert, day));
            told.outline.clone_from(&alert.outline);
            told.area = alert.area;
            told.onset = alert.onset;
            told.confidence = told.confidence.max(alert.confidence);
            told.sensors.clone_from(&alert.sensors);
            told.reasons.clone_from(&alert.reasons);
            told.withdrawn = None;
            if alert.state == AlertState::Confirmed {
                told.confirmed.get_or_insert(day);
            }
        }
    }

    /// A place was told of under two names: what was said first was said of both.
    pub fn merge(&mut self, from: &SiteId, into: &SiteId) {
        let Some(gone) = self.alerts.remove(from) else { return };
        match self.alerts.get_mut(into) {
            None => {
                self.alerts.insert(into.clone(), ReplayedAlert { site: into.clone(), ..gone });
            }
            Some(kept) => {
                if gone.provisional < kept.provisional {
                    kept.provisional = gone.provisional;
                    kept.first_outline = gone.first_outline;
                }
                kept.confirmed = kept.confirmed.into_iter().chain(gone.confirmed).min();
            }
        }
    }
}

fn raised(alert: &Alert, day: Date) -> ReplayedAlert {
    ReplayedAlert {
        site: alert.site.clone(),
        first_outline: alert.outline.clone(),
        outline: alert.outline.clone(),
        area: alert.area,
        onset: alert.onset,
        provisional: day,
        confirmed: None,
        withdrawn: None,
        confidence: alert.confidence,
        sensors: alert.sensors.clone(),
        reasons: alert.reasons.clone(),
    }
}
