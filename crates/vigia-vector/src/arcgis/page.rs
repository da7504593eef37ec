//! One answer of a map service to a query.

use serde::Deserialize;
use serde_json::value::RawValue;
use vigia_core::{Problem, ProblemCode};

use crate::crs_name::normalised;

/// A page as it stands, features unread.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page<'a> {
    error: Option<ServiceError>,
    object_id_field_name: Option<String>,
    pub geometry_type: Option<String>,
    pub spatial_reference: Option<SpatialReference>,
    #[serde(default)]
    pub fields: Vec<Column>,
    #[serde(borrow)]
    features: Option<Vec<&'a RawValue>>,
    exceeded_transfer_limit: Option<bool>,
}

/// What a service says instead of an answer, with the HTTP status 200.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ServiceError {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    details: Option<Vec<String>>,
}

impl ServiceError {
    pub(super) fn wants_token(&self) -> bool {
        matches!(self.code, 498 | 499)
    }
}

impl std::fmt::Display for ServiceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let details = self.details.as_deref().unwrap_or_default().join("; ");
        let words: String =
            format!("{} {} {details}", self.code, self.message).chars().take(200).collect();
        f.write_str(words.trim_end())
    }
}

/// A column of the layer.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Column {
    pub name: String,
    #[serde(rename = "type", default)]
    kind: String,
}

impl Column {
    pub(super) fn is_object_id(&self) -> bool {
        self.kind == "esriFieldTypeOID"
    }

    pub(super) fn is_date(&self) -> bool {
        self.kind == "esriFieldTypeDate"
    }
}

/// The CRS as a service states it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpatialReference {
    wkid: Option<i64>,
    latest_wkid: Option<i64>,
    wkt: Option<String>,
}

impl SpatialReference {
    /// Returns `EPSG:<code>`: the newer number, which is EPSG's, before the first, which may
    /// be ESRI's own; `None` where nothing is stated.
    ///
    /// # Errors
    /// [`ProblemCode::CrsUnknown`] for a number of ESRI's or a text that EPSG does not have.
    pub(super) fn crs(&self, subject: &str) -> Result<Option<String>, Problem> {
        let Some(text) = self.text() else { return Ok(None) };
        normalised(&text).map(Some).map_err(|problem| {
            let detail = format!("spatialReference {text:.60}: {}", problem.detail);
            Problem::new(problem.code, subject, detail)
        })
    }

    /// Returns the value of a query's `outSR` that asks for this reference.
    pub(super) fn parameter(&self) -> Option<String> {
        match (self.wkid.or(self.latest_wkid), &self.wkt) {
            (Some(number), _) => Some(number.to_string()),
            (None, Some(wkt)) => Some(serde_json::json!({ "wkt": wkt }).to_string()),
            (None, None) => None,
        }
    }

    /// Says whether both are one reference, by any number that they share or by their text.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let numbers = |reference: &Self| [reference.wkid, reference.latest_wkid];
        let theirs = numbers(other);
        let shared = numbers(self).iter().flatten().any(|number| theirs.contains(&Some(*number)));
        shared || (self.wkt.is_some() && self.wkt == other.wkt)
    }

    fn text(&self) -> Option<String> {
        match self.latest_wkid.or(self.wkid) {
            // ESRI's numbers for web Mercator, from before EPSG had one.
            Some(102_100 | 102_113) => Some("EPSG:3857".to_owned()),
            // Numbers from 100,000 on are ESRI's.
            Some(number) if number >= 100_000 => Some(format!("ESRI:{number}")),
            Some(number) => Some(format!("EPSG:{number}")),
            None => self.wkt.clone().filter(|text| !text.trim().is_empty()),
        }
    }
}

impl<'a> Page<'a> {
    /// Reads a page.
    ///
    /// # Errors
    /// [`ProblemCode::LayerUnreadable`]: no JSON, or no answer to a query;
    /// [`ProblemCode::LayerIncomplete`] with the service's message where it is an error.
    pub(super) fn parse(text: &'a str, subject: &str) -> Result<Self, Problem> {
        let problem = |code, detail: String| Problem::new(code, subject, detail);
        let page: Self = serde_json::from_str(text)
            .map_err(|error| problem(ProblemCode::LayerUnreadable, error.to_string()))?;
        if let Some(error) = &page.error {
            let detail = format!("the service answered with an error instead of features: {error}");
            return Err(problem(ProblemCode::LayerIncomplete, detail));
        }
        if page.features.is_none() {
            let detail = "neither GeoJSON nor an answer of ArcGIS: it has no features".to_owned();
            return Err(problem(ProblemCode::LayerUnreadable, detail));
        }
        Ok(page)
    }

    /// Returns the features' texts.
    pub(super) fn features(&self) -> &[&'a RawValue] {
        self.features.as_deref().unwrap_or_default()
    }

    /// Says whether the service held features back.
    pub(super) fn is_cut_short(&self) -> bool {
        self.exceeded_transfer_limit == Some(true)
    }

    /// Returns the name of the column of object ids.
    pub(super) fn object_id(&self) -> Option<&str> {
        let typed = self.fields.iter().find(|column| column.is_object_id());
        self.object_id_field_name.as_deref().or_else(|| typed.map(|column| column.name.as_str()))
    }
}
