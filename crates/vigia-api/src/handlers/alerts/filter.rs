//! The query of a list of alerts, and the filter that it means.

use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use vigia_app::alert_list::{AlertFilter, AlertSort};
use vigia_app::asked_box::{AskedBox, asked_box};
use vigia_core::layer::{LAYER_KINDS, LayerKind};
use vigia_core::{AlertState, Driver};

use crate::dto::alert::{AlertStateName, DriverName};
use crate::dto::tie::LayerKindName;
use crate::problem::{ApiError, FieldError};

/// Longest code of a right that is looked for.
const CODE_MAX_BYTES: usize = 200;
/// Largest area that is a number of hectares on this globe.
const AREA_MAX_HA: f64 = 1e9;

/// An order of alerts.
#[derive(utoipa::ToSchema)]
#[schema(rename_all = "snake_case")]
#[allow(dead_code, reason = "only describes AlertSort, which knows no schema")]
pub(crate) enum AlertSortName {
    /// The most confident first, then the largest.
    Rank,
    /// The latest cleared first.
    Newest,
    /// The largest first.
    Largest,
    /// The most urgent first.
    Priority,
}

/// Which alerts, and in which order. An empty value does not choose.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AlertQuery {
    /// `west,south,east,north` in degrees: only alerts whose own box meets it.
    #[param(example = "-70.6,-13.1,-69.9,-12.5")]
    bbox: Option<String>,
    /// Only what may have been cleared on or after this day (UTC).
    #[param(format = Date)]
    from: Option<String>,
    /// Only what may have been cleared on or before this day (UTC).
    #[param(format = Date)]
    to: Option<String>,
    /// Only in this state.
    #[param(inline, value_type = Option<AlertStateName>)]
    state: Option<String>,
    /// Only of this cause.
    #[param(inline, value_type = Option<DriverName>)]
    driver: Option<String>,
    /// At least this probable, 0–1.
    #[param(value_type = Option<f64>)]
    confidence_min: Option<String>,
    /// At least this large, in hectares.
    #[param(value_type = Option<f64>)]
    area_min_ha: Option<String>,
    /// At most this large, in hectares.
    #[param(value_type = Option<f64>)]
    area_max_ha: Option<String>,
    /// Only those that lie on a feature of this kind, in whole or in part.
    #[param(inline, value_type = Option<LayerKindName>)]
    layer: Option<String>,
    /// Only those that lie on the mining right of this code, in whole or in part.
    right: Option<String>,
    /// What comes first.
    #[param(inline, value_type = Option<AlertSortName>)]
    sort: Option<String>,
}

impl AlertQuery {
    /// Returns the filter, or every value that cannot be used.
    pub(super) fn filter(&self) -> Result<AlertFilter, ApiError> {
        let mut reading = Reading::default();
        let filter = AlertFilter {
            bbox: reading.asked_box(&self.bbox),
            since: reading.day("from", &self.from),
            until: reading.day("to", &self.to),
            state: reading.named(
                "state",
                &self.state,
                &[AlertState::Provisional, AlertState::Confirmed].map(|it| (it, it.name())),
            ),
            driver: reading.named(
                "driver",
                &self.driver,
                &[Driver::Mining, Driver::Other, Driver::Unknown].map(|it| (it, it.name())),
            ),
            min_confidence: reading.number("confidence_min", &self.confidence_min, 1.0),
            min_area_ha: reading.number("area_min_ha", &self.area_min_ha, AREA_MAX_HA),
            max_area_ha: reading.number("area_max_ha", &self.area_max_ha, AREA_MAX_HA),
            layer: reading.named::<LayerKind>("layer", &self.layer, &LAYER_KINDS),
            right: reading.code("right", &self.right),
            sort: reading.named("sort", &self.sort, &SORTS).unwrap_or_default(),
            ..AlertFilter::default()
        };
        reading.check(
            matches!((filter.since, filter.until), (Some(from), Some(to)) if from > to),
            "to",
            "value-dates-order",
        );
        reading.check(
            matches!((filter.min_area_ha, filter.max_area_ha), (Some(min), Some(max)) if min > max),
            "area_min_ha",
            "value-areas-order",
        );
        reading.done(filter)
    }
}

const SORTS: [(AlertSort, &str); 4] = [
    (AlertSort::Rank, "rank"),
    (AlertSort::Newest, "newest"),
    (AlertSort::Largest, "largest"),
    (AlertSort::Priority, "priority"),
];

/// Reads values and gathers what is wrong with them, so that a person sees all at once.
#[derive(Default)]
struct Reading {
    refused: Vec<FieldError>,
}

impl Reading {
    fn asked_box(&mut self, text: &Option<String>) -> Option<AskedBox> {
        match asked_box(stated(text)?) {
            Ok(found) => Some(found),
            Err(error) => {
                if let ApiError::BadParameters(fields) = ApiError::from(error) {
                    self.refused.extend(fields);
                }
                None
            }
        }
    }

    fn day(&mut self, field: &'static str, text: &Option<String>) -> Option<Date> {
        let text = stated(text)?;
        let day = Date::strptime("%Y-%m-%d", text).ok();
        self.required(day, || FieldError::new(field, "value-date-form", []))
    }

    fn number(&mut self, field: &'static str, text: &Option<String>, max: f64) -> Option<f64> {
        let number = f64::from_str(stated(text)?).ok().filter(|number| number.is_finite());
        let number = self.required(number, || FieldError::new(field, "value-not-a-number", []))?;
        let number = Some(number).filter(|number| (0.0..=max).contains(number));
        self.required(number, || {
            let limits = [("min", "0".to_owned()), ("max", max.to_string())];
            FieldError::new(field, "value-out-of-range", limits)
        })
    }

    fn named<T: Copy>(
        &mut self,
        field: &'static str,
        text: &Option<String>,
        choices: &[(T, &'static str)],
    ) -> Option<T> {
        let text = stated(text)?;
        let found = choices.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        self.required(found, || {
            let names: Vec<&str> = choices.iter().map(|(_, name)| *name).collect();
            let value = text.chars().take(60).collect();
            FieldError::new(
                field,
                "value-unknown",
                [("value", value), ("choices", names.join(", "))],
            )
        })
    }

    fn code(&mut self, field: &'static str, text: &Option<String>) -> Option<String> {
        let text = stated(text)?;
        let code = (text.len() <= CODE_MAX_BYTES).then(|| text.to_owned());
        self.required(code, || {
            let limits = [("min", "1".to_owned()), ("max", CODE_MAX_BYTES.to_string())];
            FieldError::new(field, "value-out-of-range", limits)
        })
    }

    fn required<T>(&mut self, value: Option<T>, refusal: impl FnOnce() -> FieldError) -> Option<T> {
        if value.is_none() {
            self.refused.push(refusal());
        }
        value
    }

    fn check(&mut self, is_wrong: bool, field: &'static str, words: &'static str) {
        if is_wrong {
            self.refused.push(FieldError::new(field, words, []));
        }
    }

    fn done<T>(self, value: T) -> Result<T, ApiError> {
        if self.refused.is_empty() { Ok(value) } else { Err(ApiError::BadParameters(self.refused)) }
    }
}

fn stated(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}
