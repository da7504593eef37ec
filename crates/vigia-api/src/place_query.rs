//! The query of a list that is chosen by place alone.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use vigia_app::asked_box::{AskedBox, asked_box};

use crate::cursor;
use crate::page_limit::page_limit;
use crate::problem::ApiError;

/// Which part of the map, and which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlaceQuery {
    /// `west,south,east,north` in degrees.
    #[param(example = "-70.6,-13.1,-69.9,-12.5")]
    bbox: Option<String>,
    /// Length of the page, 1 to 500; 50 where not given.
    #[param(value_type = Option<u32>)]
    limit: Option<String>,
    /// Where to go on: `next_cursor` of the page before, with the same `bbox`.
    cursor: Option<String>,
}

/// A query that was understood.
pub(crate) struct Asked<C> {
    pub(crate) bbox: Option<AskedBox>,
    pub(crate) limit: u32,
    pub(crate) after: Option<C>,
    /// The list and its filter, to which cursors belong.
    pub(crate) scope: String,
}

impl PlaceQuery {
    /// Reads the query of the list `name`.
    pub(crate) fn asked<C: DeserializeOwned>(&self, name: &str) -> Result<Asked<C>, ApiError> {
        let bbox = self.bbox.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let bbox = bbox.map(asked_box).transpose()?;
        let limit = page_limit(self.limit.as_deref())?;
        let scope = format!("{name} {bbox:?}");
        let after = self.cursor.as_deref().map(|text| cursor::decode(text, &scope)).transpose()?;
        Ok(Asked { bbox, limit, after, scope })
    }
}
