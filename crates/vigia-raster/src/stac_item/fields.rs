//! One band's metadata, looked up from the band through the asset to the item.

use serde_json::Value;

/// The places where a band's field may stand, nearest first: the entry of `bands` (1.1),
/// of `raster:bands` and `eo:bands` (1.0), the asset, and the item's properties.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    near: Vec<&'a Value>,
    asset: &'a Value,
    properties: &'a Value,
}

impl<'a> Fields<'a> {
    /// Gathers the places for band `index` (from 0) of `asset`.
    pub fn of_band(asset: &'a Value, index: usize, item: &'a Value) -> Self {
        let near = ["bands", "raster:bands", "eo:bands"]
            .into_iter()
            .map(|list| &asset[list][index])
            .filter(|entry| entry.is_object())
            .collect();
        Self { near, asset, properties: &item["properties"] }
    }

    /// Returns the first of `names` that the band itself states; `null` is not a statement.
    pub fn of_band_itself(&self, names: &[&str]) -> Option<&'a Value> {
        self.near.iter().find_map(|place| first_of(place, names))
    }

    /// Returns the first of `names` that the band states, else its asset, else the item.
    fn anywhere(&self, names: &[&str]) -> Option<&'a Value> {
        self.of_band_itself(names)
            .or_else(|| first_of(self.asset, names))
            .or_else(|| first_of(self.properties, names))
    }

    /// Returns the stated scale, whatever its worth.
    pub fn scale(&self) -> Option<f64> {
        self.of_band_itself(&["raster:scale", "scale"])
            .or_else(|| self.anywhere(&["raster:scale"]))
            .and_then(Value::as_f64)
    }

    /// Returns the stated offset, in units of the quantity.
    pub fn offset(&self) -> Option<f64> {
        self.of_band_itself(&["raster:offset", "offset"])
            .or_else(|| self.anywhere(&["raster:offset"]))
            .and_then(Value::as_f64)
    }

    /// Returns the DN for "no data"; STAC writes NaN as text.
    pub fn nodata(&self) -> Option<f64> {
        let value = self.anywhere(&["nodata"])?;
        match value.as_str() {
            Some(text) if text.eq_ignore_ascii_case("nan") => Some(f64::NAN),
            Some(_) => None,
            None => value.as_f64(),
        }
    }

    /// Says whether the pixels are stated to be floating-point numbers.
    pub fn is_float(&self) -> bool {
        self.anywhere(&["data_type"])
            .and_then(Value::as_str)
            .is_some_and(|name| name.starts_with("float"))
    }

    /// Returns the stated unit.
    pub fn unit(&self) -> Option<&'a str> {
        self.anywhere(&["unit"]).and_then(Value::as_str)
    }

    /// Returns a text field of the asset or the item.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.anywhere(&[name]).and_then(Value::as_str)
    }

    /// Returns the stated pixel size in metres or degrees; infinite where none is stated.
    pub fn pixel_size(&self) -> f64 {
        let stated = self
            .of_band_itself(&["raster:spatial_resolution", "spatial_resolution", "gsd"])
            .and_then(Value::as_f64)
            .or_else(|| self.asset["proj:transform"][0].as_f64().map(f64::abs))
            .or_else(|| first_of(self.asset, &["raster:spatial_resolution", "gsd"])?.as_f64());
        stated.filter(|size| *size > 0.0).unwrap_or(f64::INFINITY)
    }
}

fn first_of<'a>(place: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names.iter().map(|name| &place[*name]).find(|value| !value.is_null())
}
