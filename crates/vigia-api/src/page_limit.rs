//! How long a page of a list is.

use crate::problem::ApiError;

/// Length of a page where none is asked for.
const DEFAULT: u32 = 50;
/// Longest page.
const MAX: u32 = 500;

/// Returns the length that was asked for, 1 to 500, or 50.
///
/// # Errors
/// 400 naming `limit`.
pub(crate) fn page_limit(asked: Option<&str>) -> Result<u32, ApiError> {
    let Some(text) = asked.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(DEFAULT);
    };
    let number = text.parse::<i64>();
    let number = number.map_err(|_| ApiError::bad_parameter("limit", "value-not-a-number", []))?;
    u32::try_from(number).ok().filter(|limit| (1..=MAX).contains(limit)).ok_or_else(|| {
        let limits = [("min", "1".to_owned()), ("max", MAX.to_string())];
        ApiError::bad_parameter("limit", "value-out-of-range", limits)
    })
}
