//! Declarations of gold as tables have them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vigia_core::production::Declaration;
use vigia_core::{Problem, ProblemCode};

/// Most rows of a table.
const ROWS_MAX: usize = 500_000;
/// Lines that are named of those that cannot be read.
const NAMED_MAX: usize = 10;
/// Grams of a troy ounce.
const TROY_OUNCE_G: f64 = 31.103_476_8;

/// Column names, in any letter case.
const RIGHT: &[&str] = &["codigo", "codigou", "derecho", "right", "code"];
const MONTH: &[&str] = &["mes", "periodo", "month"];
const SUBSTANCE: &[&str] = &["sustancia", "substance", "producto"];
const QUANTITY: &[&str] = &["cantidad", "quantity", "produccion"];
const UNIT: &[&str] = &["unidad", "unit"];
/// Names of gold; rows of other substances are passed over.
const GOLD: &[&str] = &["oro", "au", "gold"];

/// Reads a table with the columns `codigo`, `mes` (`2024-03` or `03/2024`), `cantidad`,
/// `unidad` (g, kg or oz) and, where it holds more than gold, `sustancia`; comma or semicolon,
/// decimal point or comma. Several rows of one right and month add up.
///
/// # Errors
/// [`ProblemCode::LayerUnreadable`] for missing columns, and naming the first lines that
/// cannot be read; [`ProblemCode::TooLarge`].
pub(super) fn read(subject: &str, bytes: &[u8]) -> Result<Vec<Declaration>, Problem> {
    let problem = |detail: String| Problem::new(ProblemCode::LayerUnreadable, subject, detail);
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| head.iter().filter(|byte| **byte == wanted).count();
    let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
    let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let header = table.headers().map_err(|error| problem(error.to_string()))?.clone();
    let column = |names: &[&str]| {
        header.iter().position(|column| {
            let column = column.trim_start_matches('\u{feff}').trim().to_lowercase();
            names.contains(&column.as_str())
        })
    };
    let needed = |names: &[&str]| {
        let missing = || problem(format!("no column {}", names.join(", ")));
        column(names).ok_or_else(missing)
    };
    let columns = [needed(RIGHT)?, needed(MONTH)?, needed(QUANTITY)?, needed(UNIT)?];
    let substance = column(SUBSTANCE);
    let mut sums: BTreeMap<(String, Date), f64> = BTreeMap::new();
    let mut refused: Vec<String> = Vec::new();
    for (number, record) in table.records().enumerate() {
        if number >= ROWS_MAX {
            let detail = format!("more than {ROWS_MAX} rows");
            return Err(Problem::new(ProblemCode::TooLarge, subject, detail));
        }
        let line = number + 2;
        let row = match record {
            Ok(row) => row,
            Err(error) => {
                refused.push(format!("line {line}: {error}"));
                continue;
            }
        };
        let cell = |column: usize| row.get(column).unwrap_or_default().trim();
        if substance.is_some_and(|column| !GOLD.contains(&cell(column).to_lowercase().as_str())) {
            continue;
        }
        let [right, month, quantity, unit] = columns.map(cell);
        match declaration(right, month, quantity, unit) {
            Ok((month, kilograms)) => {
                *sums.entry((right.to_owned(), month)).or_default() += kilograms
            }
            Err(why) => refused.push(format!("line {line}: {why}")),
        }
    }
    if !refused.is_empty() {
        let count = refused.len();
        refused.truncate(NAMED_MAX);
        let named = refused.join("; ");
        return Err(problem(format!("{count} lines cannot be read, so none is loaded: {named}")));
    }
    let declaration = |((right, month), kilograms)| Declaration { right, month, kilograms };
    Ok(sums.into_iter().map(declaration).collect())
}

fn declaration(
    right: &str,
    month: &str,
    quantity: &str,
    unit: &str,
) -> Result<(Date, f64), String> {
    if right.is_empty() || right.len() > 200 {
        return Err("no code of a right".into());
    }
    let month = month_of(month).ok_or_else(|| format!("{month:?} is no month"))?;
    let number = number_of(quantity).ok_or_else(|| format!("{quantity:?} is no quantity"))?;
    let grams = match unit.to_lowercase().trim_end_matches('.') {
        "g" | "gr" | "gramos" | "grams" => 1.0,
        "kg" | "kilogramos" | "kilograms" => 1_000.0,
        "oz" | "ozt" | "onzas" | "ounces" => TROY_OUNCE_G,
        _ => return Err(format!("{unit:?} is no unit; use g, kg or oz (troy)")),
    };
    Ok((month, number * grams / 1_000.0))
}

fn month_of(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [a, b] = parts[..] else { return None };
    let (year, month) = if a.len() == 4 { (a, b) } else { (b, a) };
    let year = year.parse().ok().filter(|year| (1990..=2100).contains(year))?;
    Date::new(year, month.parse().ok()?, 1).ok()
}

/// One point or comma is the decimal one; both in one number, or several, would be a guess.
fn number_of(text: &str) -> Option<f64> {
    let marks = text.matches(['.', ',']).count();
    let number: f64 = (marks <= 1).then(|| text.replace(',', ".").parse().ok())??;
    (number.is_finite() && number >= 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    fn told(text: &str) -> Result<Vec<(String, Date, f64)>, String> {
        let read = read("produccion.csv", text.as_bytes()).map_err(|problem| problem.detail)?;
        Ok(read.into_iter().map(|one| (one.right, one.month, one.kilograms)).collect())
    }

    #[test]
    fn units_marks_and_months_are_read_and_rows_of_one_month_add_up() {
        let text = "\u{feff}CODIGO;MES;SUSTANCIA;CANTIDAD;UNIDAD\n\
                    01;2024-03;Oro;1,5;kg\n01;03/2024;ORO;500;g\n01;2024-03;Plata;9;kg\n\
                    02;2024-04;au;10;oz\n";
        let expected = [
            ("01".to_owned(), date(2024, 3, 1), 2.0),
            ("02".to_owned(), date(2024, 4, 1), 10.0 * TROY_OUNCE_G / 1_000.0),
        ];
        assert_eq!(told(text).unwrap(), expected);
        let english = "code,month,quantity,unit\n01,2024-03,1.5,kg\n";
        assert_eq!(told(english).unwrap()[0].2, 1.5);
    }

    #[test]
    fn one_line_that_cannot_be_read_keeps_the_whole_table_out_and_is_named() {
        for (line, why) in [
            (",2024-03,1,kg", "no code"),
            ("01,2024-13,1,kg", "\"2024-13\" is no month"),
            ("01,marzo,1,kg", "is no month"),
            ("01,2024-03,-1,kg", "\"-1\" is no quantity"),
            ("01,2024-03,\"1.000,5\",kg", "is no quantity"),
            ("01,2024-03,1,lb", "use g, kg or oz"),
            ("01,2024-03,1", "line 3"),
        ] {
            let text = format!("code,month,quantity,unit\n02,2024-03,1,kg\n{line}\n");
            let refused = told(&text).unwrap_err();
            assert!(refused.contains(why) && refused.contains("line 3"), "{line}: {refused}");
        }
        assert!(told("code,month,quantity\n").unwrap_err().contains("no column unidad"));
    }
}
