//! What a map service says of a layer before it gives any feature.

use serde::Deserialize;
use vigia_core::{Problem, ProblemCode};

use super::page::{Column, SpatialReference};

/// The description of a layer (`?f=json`), as far as a download needs it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Description {
    #[serde(default)]
    name: String,
    #[serde(rename = "type", default)]
    kind: String,
    geometry_type: Option<String>,
    max_record_count: Option<usize>,
    object_id_field: Option<String>,
    #[serde(default)]
    fields: Option<Vec<Column>>,
    source_spatial_reference: Option<SpatialReference>,
    spatial_reference: Option<SpatialReference>,
    extent: Option<Extent>,
    editing_info: Option<EditingInfo>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extent {
    spatial_reference: Option<SpatialReference>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EditingInfo {
    last_edit_date: Option<i64>,
}

impl Description {
    /// Reads a description.
    ///
    /// # Errors
    /// [`ProblemCode::ServiceFailed`]: the address is no layer with features, or the layer
    /// states no spatial reference, so that its coordinates would be of no place.
    pub(super) fn parse(text: &str, url: &str) -> Result<Self, Problem> {
        let failed = |detail: String| Problem::new(ProblemCode::ServiceFailed, url, detail);
        let description: Self =
            serde_json::from_str(text).map_err(|error| failed(error.to_string()))?;
        if description.geometry_type.is_none() {
            let kind = match description.kind.as_str() {
                "" => "no layer",
                kind => kind,
            };
            return Err(failed(format!(
                "{kind:?} has no features: give the address of one layer, for instance \
                 https://…/MapServer/0"
            )));
        }
        if description.spatial_reference().is_none() {
            return Err(failed("the layer states no spatial reference".to_owned()));
        }
        Ok(description)
    }

    /// Returns the layer's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the most features that the service gives at a time.
    pub(super) fn max_record_count(&self) -> Option<usize> {
        self.max_record_count
    }

    /// Returns the reference in which the features are stored, else that of the map: asked in
    /// their own, they pass through no datum transformation of the server's choice.
    pub(super) fn spatial_reference(&self) -> Option<&SpatialReference> {
        let of_extent = self.extent.as_ref().and_then(|extent| extent.spatial_reference.as_ref());
        let stated =
            [self.source_spatial_reference.as_ref(), self.spatial_reference.as_ref(), of_extent];
        stated.into_iter().flatten().find(|reference| reference.parameter().is_some())
    }

    /// Returns the name of the column of object ids.
    pub(super) fn object_id(&self) -> Option<&str> {
        let columns = self.fields.as_deref().unwrap_or_default();
        let typed = columns.iter().find(|column| column.is_object_id());
        self.object_id_field.as_deref().or_else(|| typed.map(|column| column.name.as_str()))
    }

    /// Returns when the layer was last edited, where the service tells.
    pub(super) fn last_edit(&self) -> Option<i64> {
        self.editing_info.as_ref()?.last_edit_date
    }
}
