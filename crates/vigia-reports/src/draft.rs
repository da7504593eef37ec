//! From what a reader found to a report: identity and doubts.

use std::collections::BTreeMap;

use geo_types::Point;
use vigia_core::report::{Report, ReportFlag, ReportSource};
use vigia_core::{Fingerprint, ReportId};

use crate::limits::{ATTRIBUTES_MAX, cut};
use crate::moment::Moment;
use crate::original::Original;
use crate::place;

/// A stated accuracy beyond this is a doubt.
const POOR_ACCURACY_M: f64 = 50.0;

/// One observation as its reader found it.
pub(crate) struct Draft {
    /// Where it came from.
    pub(crate) source: ReportSource,
    /// What makes it the same observation when it comes again, in another file too.
    pub(crate) identity: Identity,
    /// EPSG:4326 (lon, lat), from [`place::at`].
    pub(crate) position: Point<f64>,
    /// As stated; values that no receiver means are dropped here.
    pub(crate) accuracy_m: Option<f64>,
    /// When, and whether its zone was assumed.
    pub(crate) moment: Moment,
    /// What the person wrote.
    pub(crate) note: String,
    /// Other answers.
    pub(crate) attributes: BTreeMap<String, String>,
    /// The device marked the position as simulated.
    pub(crate) mock: bool,
}

/// What identifies an observation, whatever file it comes in.
pub(crate) struct Identity(String);

impl Identity {
    /// Identity of a form submission: the id that the phone gave it, the same in the
    /// JSON, XML and CSV exports.
    pub(crate) fn of_submission(uuid: &str) -> Self {
        let bare = uuid.trim().trim_start_matches("uuid:").to_ascii_lowercase();
        Self::of_parts("kobo", [bare])
    }

    /// Identity by content: `kind` opens the id.
    pub(crate) fn of_parts<I, P>(kind: &str, parts: I) -> Self
    where
        I: IntoIterator<Item = P>,
        P: AsRef<[u8]>,
    {
        // 80 bits: a chance of 1 in 10^12 that two of a million reports share an id.
        Self(format!("{kind}-{}", Fingerprint::of_parts(parts).short(20)))
    }

    /// Returns the report id.
    pub(crate) fn report_id(&self) -> ReportId {
        ReportId::new(self.0.as_str())
    }
}

/// Returns a position as identity text: seven decimals, about a centimetre, so that the
/// same place written with more or fewer digits is one place.
pub(crate) fn position_key(position: Point<f64>) -> String {
    format!("{:.7} {:.7}", position.x(), position.y())
}

impl Draft {
    /// Makes the report, with every doubt flagged.
    pub(crate) fn into_report(self, original: &Original<'_>) -> Report {
        // Phones write 0 for "unknown" (and for positions set by hand on a map), -1 for
        // "invalid": neither is an accuracy.
        let accuracy_m = self.accuracy_m.filter(|metres| metres.is_finite() && *metres > 0.0);
        let mut flags = Vec::new();
        match accuracy_m {
            None => flags.push(ReportFlag::NoAccuracy),
            Some(metres) if metres > POOR_ACCURACY_M => flags.push(ReportFlag::PoorAccuracy),
            Some(_) => {}
        }
        if self.mock {
            flags.push(ReportFlag::MockLocation);
        }
        match self.moment.at {
            None => flags.push(ReportFlag::NoTime),
            Some(_) if self.moment.zone_assumed => flags.push(ReportFlag::ZoneAssumed),
            Some(_) => {}
        }
        if !place::is_in_peru(self.position) {
            flags.push(ReportFlag::OutsidePeru);
        }
        Report {
            id: self.identity.report_id(),
            source: self.source,
            file_name: original.name.to_owned(),
            fingerprint: original.fingerprint,
            position: self.position,
            accuracy_m,
            observed_at: self.moment.at,
            note: cut(self.note.trim()),
            attributes: self
                .attributes
                .into_iter()
                .take(ATTRIBUTES_MAX)
                .map(|(name, value)| (cut(&name), cut(&value)))
                .collect(),
            flags,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn report(accuracy_m: Option<f64>, lon: f64) -> Report {
        let draft = Draft {
            source: ReportSource::Gpx,
            identity: Identity::of_parts("gpx", ["a"]),
            position: Point::new(lon, -12.9),
            accuracy_m,
            moment: Moment::NONE,
            note: String::new(),
            attributes: BTreeMap::new(),
            mock: false,
        };
        draft.into_report(&Original::new("a.gpx", b"a"))
    }

    #[test]
    fn an_accuracy_worse_than_50_m_is_flagged() {
        assert!(!report(Some(50.0), -70.0).flags.contains(&ReportFlag::PoorAccuracy));
        assert!(report(Some(50.1), -70.0).flags.contains(&ReportFlag::PoorAccuracy));
    }

    #[test]
    fn zero_and_negative_accuracies_are_no_accuracy() {
        for stated in [None, Some(0.0), Some(-1.0), Some(f64::NAN)] {
            let report = report(stated, -70.0);
            assert_eq!(report.accuracy_m, None);
            assert!(report.flags.contains(&ReportFlag::NoAccuracy), "{stated:?}");
        }
    }

    #[test]
    fn a_position_outside_peru_is_kept_and_flagged() {
        assert!(report(None, -60.0).flags.contains(&ReportFlag::OutsidePeru));
        assert!(!report(None, -70.0).flags.contains(&ReportFlag::OutsidePeru));
    }

    #[test]
    fn a_submission_has_one_identity_with_and_without_the_uuid_prefix() {
        let with = Identity::of_submission("uuid:5B2CC313-fc09").report_id();
        assert_eq!(with, Identity::of_submission(" 5b2cc313-FC09 ").report_id());
    }
}
