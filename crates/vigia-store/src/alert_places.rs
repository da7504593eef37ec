//! Where alerts lie and how urgent they are, without their bodies.

use vigia_core::AlertId;

use crate::alert_filter::AlertFilter;
use crate::alert_query;
use crate::error::Result;
use crate::store::Store;

/// Most places of one answer: the most urgent are kept.
pub const ALERT_PLACES_MAX: u32 = 200_000;

/// Where an alert lies.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertPlace {
    /// Identifier.
    pub id: AlertId,
    /// Middle of its box, in degrees, EPSG:4326.
    pub longitude: f64,
    /// Middle of its box.
    pub latitude: f64,
}

impl Store {
    /// Returns where the alerts that the filter chooses lie, the most urgent first, whatever
    /// its order, limit and place; at most [`ALERT_PLACES_MAX`].
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn alert_places(&self, filter: &AlertFilter) -> Result<Vec<AlertPlace>> {
        let failed = self.failed("read where alerts lie");
        let mut connection = self.readers().acquire().await.map_err(&failed)?;
        let rows = alert_query::places(&mut connection, filter, ALERT_PLACES_MAX);
        let rows = rows.await.map_err(failed)?;
        let place = |(id, longitude, latitude): (String, f64, f64)| AlertPlace {
            id: AlertId::new(id),
            longitude,
            latitude,
        };
        Ok(rows.into_iter().map(place).collect())
    }
}
