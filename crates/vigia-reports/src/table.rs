//! Tables: each row of a CSV file with a position is a report.

mod columns;
mod row;

#[cfg(test)]
mod tests;

use csv::{ReaderBuilder, StringRecord, Trim};
use vigia_core::{Problem, ProblemCode};

use self::columns::Columns;
use crate::batch::{Collector, ReportBatch};
use crate::limits::ENTRIES_MAX;
use crate::original::Original;

/// Reads the rows of a table whose first row names its columns. The delimiter (`;`, `,` or
/// tab) is the one that the first row holds most of.
///
/// # Errors
/// `ColumnsUnknown` where no columns name a position, `FormatUnknown` where the text is
/// hardly a table at all, `TooLarge` for more than [`ENTRIES_MAX`] rows.
pub(crate) fn read(original: &Original<'_>, text: &str) -> Result<ReportBatch, Problem> {
    let text = text.trim_start_matches(['\u{feff}', '\r', '\n']);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| original.problem(ProblemCode::ReportUnreadable, error.to_string()))?
        .clone();
    let columns = Columns::find(&header).map_err(|unknown| {
        let is_table = header.len() > 1 && original.has_extension(&["csv", "tsv", "txt"]);
        let code = if is_table { ProblemCode::ColumnsUnknown } else { ProblemCode::FormatUnknown };
        original.problem(code, unknown.to_string())
    })?;
    let mut collector = Collector::new(original);
    // Spreadsheets count the header as row 1, and people look rows up there.
    for (row, record) in (2_usize..).zip(reader.records()) {
        if row > ENTRIES_MAX + 1 {
            let detail = format!("more than {ENTRIES_MAX} rows");
            return Err(original.problem(ProblemCode::TooLarge, detail));
        }
        let name = format!("row {row}");
        match record {
            Ok(record) if is_blank(&record) => {}
            Ok(record) if record.len() != header.len() => {
                let detail = format!("{} fields under {} columns", record.len(), header.len());
                collector.refuse(&name, ProblemCode::RowInvalid, detail);
            }
            Ok(record) => match row::draft(&columns, &header, &record) {
                Ok(draft) => collector.keep(draft),
                Err((code, detail)) => collector.refuse(&name, code, detail),
            },
            Err(error) => collector.refuse(&name, ProblemCode::RowInvalid, error.to_string()),
        }
    }
    Ok(collector.finish())
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|field| field.trim().is_empty())
}

/// Returns the delimiter that the first row holds most of, outside quotes. Between equals
/// the semicolon wins: where the decimal separator is a comma, spreadsheets write it.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0_usize), (b'\t', 0), (b',', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                counts
                    .iter_mut()
                    .filter(|(mark, _)| *mark == byte)
                    .for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b';', |(mark, _)| *mark)
}
