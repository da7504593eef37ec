//! A dBASE table's frame: how many rows, which bytes are text, what its header states.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Bytes of the header before its columns, and of each column.
const HEAD_BYTES: usize = 32;
const COLUMN_BYTES: usize = 32;

/// Ends the list of columns.
const END_OF_COLUMNS: u8 = 0x0D;

/// Begins a row that was deleted.
const DELETED: u8 = b'*';

/// What a table holds, apart from its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows that the header counts, deleted ones included.
    pub rows: u64,
    /// Rows that are marked as deleted.
    pub deleted: u64,
    /// Language byte of the header; 0 states nothing.
    pub language: u8,
    /// What its text can be.
    pub text: TextBytes,
}

/// What was seen in the bytes of names and text columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextBytes {
    /// Some byte is not ASCII.
    pub beyond_ascii: bool,
    /// Every value is UTF-8; one that its column's width cuts inside a character counts.
    pub is_utf8: bool,
    /// Some byte from 0x80 to 0x9F: a control character in Latin-1, so not Latin-1.
    pub has_c1: bool,
}

impl Default for TextBytes {
    fn default() -> Self {
        Self { beyond_ascii: false, is_utf8: true, has_c1: false }
    }
}

impl TextBytes {
    fn look_at(&mut self, value: &[u8]) {
        if value.is_ascii() {
            return;
        }
        self.beyond_ascii = true;
        self.has_c1 |= value.iter().any(|byte| (0x80..=0x9F).contains(byte));
        // Padding follows the value; a cut character stands at its end.
        let end = value.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |at| at + 1);
        if let Err(error) = std::str::from_utf8(&value[..end]) {
            self.is_utf8 &= error.error_len().is_none();
        }
    }
}

/// Reads the whole table once.
///
/// # Errors
/// What is wrong with it, in words: a header that is none, or a file that ends before the
/// rows that its header counts. Attributes would be missing, or shift to other features.
///
/// # Source
/// dBASE III+/IV file structure; language byte: ESRI and Visual FoxPro.
pub fn read(path: &Path) -> Result<Table, String> {
    let io = |error: std::io::Error| error.to_string();
    let file = File::open(path).map_err(io)?;
    let size_bytes = file.metadata().map_err(io)?.len();
    let mut input = BufReader::with_capacity(1 << 16, file);
    let mut head = [0_u8; HEAD_BYTES];
    input.read_exact(&mut head).map_err(|_| "its header is cut".to_owned())?;
    let rows = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
    let header_bytes = usize::from(u16::from_le_bytes([head[8], head[9]]));
    let row_bytes = usize::from(u16::from_le_bytes([head[10], head[11]]));
    let mut table = Table { rows, language: head[29], ..Table::default() };
    let columns_bytes = header_bytes.saturating_sub(HEAD_BYTES);
    let mut columns = vec![0_u8; columns_bytes];
    input.read_exact(&mut columns).map_err(|_| "its header is cut".to_owned())?;
    let spans = text_spans(&columns, row_bytes, &mut table.text)?;
    let needed = (header_bytes as u64).saturating_add(rows.saturating_mul(row_bytes as u64));
    if needed > size_bytes {
        let whole = size_bytes.saturating_sub(header_bytes as u64) / (row_bytes.max(1) as u64);
        return Err(format!("its header counts {rows} rows, the file holds {whole}"));
    }
    let mut row = vec![0_u8; row_bytes];
    for _ in 0..rows {
        input.read_exact(&mut row).map_err(io)?;
        if row.first() == Some(&DELETED) {
            table.deleted += 1;
        }
        for span in &spans {
            table.text.look_at(&row[span.clone()]);
        }
    }
    Ok(table)
}

/// Returns where the text columns lie in a row; their names are looked at on the way.
fn text_spans(
    columns: &[u8],
    row_bytes: usize,
    seen: &mut TextBytes,
) -> Result<Vec<std::ops::Range<usize>>, String> {
    let mut spans = Vec::new();
    // The first byte of a row says whether it is deleted.
    let mut at = 1_usize;
    for column in columns.chunks_exact(COLUMN_BYTES) {
        if column[0] == END_OF_COLUMNS {
            break;
        }
        let name = &column[..11];
        let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
        seen.look_at(&name[..end]);
        // Long text columns keep the high byte of their width where numbers keep decimals.
        let is_text = column[11] == b'C';
        let wide = if is_text { usize::from(column[17]) * 256 } else { 0 };
        let width = usize::from(column[16]) + wide;
        if is_text {
            spans.push(at..at + width);
        }
        at += width;
    }
    if at > row_bytes {
        return Err(format!("its columns need {at} bytes a row, the header states {row_bytes}"));
    }
    Ok(spans)
}
