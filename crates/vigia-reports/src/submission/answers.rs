//! The answers of one submission, and the report they make.

use geo_types::Point;
use vigia_core::ProblemCode;
use vigia_core::report::ReportSource;

use super::geopoint::{self, Geopoint};
use crate::draft::{Draft, Identity};
use crate::field_names::{self, asks_for_mock, is_yes, last_step};
use crate::moment::{Moment, WithoutZone};
use crate::place;

/// Two positions of one submission that differ by less are the same one, rounded.
const SAME_POSITION_DEG: f64 = 1e-6;

/// One submission: its answers by path, in the order of the form.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Path (`grupo/pregunta`) and answer.
    pub(super) texts: Vec<(String, String)>,
    /// Kobo's own `_geolocation`, latitude first.
    pub(super) geolocation: Option<(f64, f64)>,
    /// Geopoints that came as GeoJSON (ODK Central).
    pub(super) points: Vec<(String, Geopoint)>,
}

impl Answers {
    /// Makes the report.
    ///
    /// # Errors
    /// A code and technical words where there is no position or an impossible one.
    pub(super) fn into_draft(self) -> Result<Draft, (ProblemCode, String)> {
        let (position, accuracy_m) = self.position()?;
        Ok(Draft {
            source: ReportSource::Kobo,
            identity: self.identity(),
            position,
            accuracy_m,
            moment: self.moment(),
            note: self.note(),
            mock: self.texts.iter().any(|(path, text)| asks_for_mock(path) && is_yes(text)),
            attributes: self.texts.into_iter().collect(),
        })
    }

    /// Returns the first answer at one of these exact paths.
    pub(super) fn at(&self, paths: &[&str]) -> Option<&str> {
        paths.iter().find_map(|wanted| {
            let (_, text) = self.texts.iter().find(|(path, _)| path == wanted)?;
            Some(text.as_str())
        })
    }

    /// Returns the id that the phone gave the submission.
    ///
    /// An edited submission has a new one, and names the old one in `meta/deprecatedID`:
    /// it is a second report, because what was first said must not vanish.
    pub(super) fn instance_id(&self) -> Option<&str> {
        self.at(&["meta/instanceID", "_uuid", "__id", "instanceID"])
    }

    fn identity(&self) -> Identity {
        match self.instance_id() {
            Some(uuid) => Identity::of_submission(uuid),
            None => {
                let mut parts: Vec<&str> =
                    self.texts.iter().flat_map(|(path, text)| [path.as_str(), text]).collect();
                let geolocation = self.geolocation.map(|(lat, lon)| format!("{lat} {lon}"));
                parts.extend(geolocation.as_deref());
                Identity::of_parts("kobo", parts)
            }
        }
    }

    fn geopoints(&self) -> Vec<(&str, Geopoint)> {
        let texts = self
            .texts
            .iter()
            .filter_map(|(path, text)| Some((path.as_str(), geopoint::parse(text)?)));
        self.points.iter().map(|(path, point)| (path.as_str(), *point)).chain(texts).collect()
    }

    /// Returns Kobo's position with the accuracy of the answer it was taken from; without
    /// it, the answer to a question that asks for the position; last, the first geopoint.
    fn position(&self) -> Result<(Point<f64>, Option<f64>), (ProblemCode, String)> {
        let geopoints = self.geopoints();
        let chosen = match self.geolocation {
            Some((lat, lon)) => {
                let same = geopoints.iter().find(|(_, point)| {
                    (point.lat - lat).abs() < SAME_POSITION_DEG
                        && (point.lon - lon).abs() < SAME_POSITION_DEG
                });
                let accuracy_m = same.and_then(|(_, point)| point.accuracy_m);
                Geopoint { lat, lon, accuracy_m }
            }
            None => {
                let named = |(path, _): &&(&str, Geopoint)| {
                    field_names::POSITION.contains(&last_step(path).as_str())
                };
                let (_, point) = geopoints.iter().find(named).or(geopoints.first()).ok_or((
                    ProblemCode::ReportWithoutPosition,
                    "no answer of the submission is a position".to_owned(),
                ))?;
                *point
            }
        };
        let position = place::at(chosen.lon, chosen.lat)
            .map_err(|misplaced| (misplaced.code(), misplaced.to_string()))?;
        Ok((position, chosen.accuracy_m))
    }

    /// Returns when it was observed: an answer that says so, else when the form was opened
    /// or closed. The time of submission is left among the attributes: a phone without
    /// signal sends days later.
    fn moment(&self) -> Moment {
        let asked = self.texts.iter().filter(|(path, _)| {
            !path.starts_with('_') && field_names::TIME.contains(&last_step(path).as_str())
        });
        asked
            .map(|(_, text)| text.as_str())
            .chain(self.at(&["start", "meta/start"]))
            .chain(self.at(&["end", "meta/end"]))
            .find_map(|text| Moment::parse(text, WithoutZone::AssumePeru))
            .unwrap_or(Moment::NONE)
    }

    fn note(&self) -> String {
        let notes = self.texts.iter().filter(|(path, _)| {
            !path.starts_with('_') && field_names::NOTE.contains(&last_step(path).as_str())
        });
        notes.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    }
}
