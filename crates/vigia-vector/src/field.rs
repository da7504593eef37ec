//! Values of attribute columns, and the columns of a set of rows.

use jiff::civil::Date;

use crate::VectorError;
use crate::layer_writer::LayerRow;

/// One attribute value; a row that does not name a column leaves it null.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Text, UTF-8.
    Text(String),
    /// A number; not finite is written as null.
    Real(f64),
    /// A whole number.
    Integer(i64),
    /// A calendar day.
    Date(Date),
}

impl FieldValue {
    /// Returns the name of the value's type, for messages.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Real(_) => "real numbers",
            Self::Integer(_) => "integers",
            Self::Date(_) => "dates",
        }
    }
}

/// A column: its name and a value that shows its type.
pub(crate) struct Column<'a> {
    pub name: &'a str,
    pub example: &'a FieldValue,
}

/// Returns the columns of `rows` in the order in which they are first named.
///
/// # Errors
/// [`VectorError::MixedColumn`] where one column holds two types.
pub(crate) fn columns_of(rows: &[LayerRow]) -> Result<Vec<Column<'_>>, VectorError> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    for (name, value) in rows.iter().flat_map(|row| &row.fields) {
        match columns.iter().find(|column| column.name == name) {
            None => columns.push(Column { name, example: value }),
            Some(column) if column.example.type_name() != value.type_name() => {
                return Err(VectorError::MixedColumn {
                    column: name.clone(),
                    first: column.example.type_name(),
                    second: value.type_name(),
                });
            }
            Some(_) => {}
        }
    }
    Ok(columns)
}
