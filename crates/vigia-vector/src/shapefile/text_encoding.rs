//! In which encoding a shapefile's text is read, and why in that one.

use std::fmt;

use super::table::Table;

/// Longest `.cpg` that is looked at.
pub const CPG_BYTES_MAX: u64 = 256;

/// An encoding as GDAL names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// Windows Western European; Latin-1 with more quotes and dashes.
    Windows1252,
    /// DOS Western European.
    Dos850,
    /// DOS United States.
    Dos437,
}

impl Encoding {
    /// Returns the name that GDAL knows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Latin1 => "ISO-8859-1",
            Self::Windows1252 => "CP1252",
            Self::Dos850 => "CP850",
            Self::Dos437 => "CP437",
        }
    }

    /// Returns what a `.cpg` names, in the spellings of ArcGIS, QGIS and GDAL.
    fn of_label(label: &str) -> Option<Self> {
        let plain: String =
            label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        match plain.trim_start_matches("ansi").trim_start_matches("cp") {
            "utf8" | "65001" => Some(Self::Utf8),
            "iso88591" | "88591" | "latin1" => Some(Self::Latin1),
            "1252" | "windows1252" | "" if !plain.is_empty() => Some(Self::Windows1252),
            "850" | "ibm850" => Some(Self::Dos850),
            "437" | "ibm437" => Some(Self::Dos437),
            _ => None,
        }
    }

    /// Returns what the language byte of a dBASE header stands for.
    const fn of_language(byte: u8) -> Option<Self> {
        match byte {
            0x03 | 0x57 | 0x58 | 0x59 => Some(Self::Windows1252),
            0x02 | 0x0A | 0x0E | 0x11 | 0x14 | 0x25 | 0x37 => Some(Self::Dos850),
            0x01 | 0x09 | 0x0B | 0x0D | 0x0F | 0x10 | 0x12 | 0x13 | 0x15 | 0x18 | 0x19 | 0x1B => {
                Some(Self::Dos437)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why an encoding was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The `.cpg` states it.
    Cpg,
    /// The language byte of the `.dbf` states it.
    Dbf,
    /// Nothing states one; the bytes tell.
    Bytes,
    /// Something else is stated, which the bytes cannot be.
    AgainstStatement,
}

/// An encoding and why it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding {
    /// Which.
    pub encoding: Encoding,
    /// Why.
    pub ground: Ground,
}

impl TextEncoding {
    /// Takes what the `.cpg` states, else the table's language byte, else what the bytes
    /// tell: UTF-8 where all text is, Latin-1 otherwise.
    ///
    /// The bytes overrule a statement in the two cases that would garble every accent:
    /// text that is no UTF-8 is not read as UTF-8, and text beyond ASCII that is UTF-8
    /// throughout is not read in a Windows or DOS encoding. Old versions of QGIS wrote the
    /// language byte 0x57 whatever the text; as Latin-1, "Muñoz" would be "MuÃ±oz", which
    /// no register holds.
    #[must_use]
    pub fn choose(cpg: Option<&str>, table: &Table) -> Self {
        let by_cpg = cpg.and_then(Encoding::of_label).map(|found| (found, Ground::Cpg));
        let by_dbf = Encoding::of_language(table.language).map(|found| (found, Ground::Dbf));
        let seen = table.text;
        let told = match (seen.beyond_ascii && !seen.is_utf8, seen.has_c1) {
            (false, _) => Encoding::Utf8,
            (true, false) => Encoding::Latin1,
            (true, true) => Encoding::Windows1252,
        };
        match by_cpg.or(by_dbf) {
            None => Self { encoding: told, ground: Ground::Bytes },
            Some((stated, ground)) => {
                let is_utf8 = stated == Encoding::Utf8;
                let tells_otherwise = seen.beyond_ascii && is_utf8 != seen.is_utf8;
                match tells_otherwise {
                    true => Self { encoding: told, ground: Ground::AgainstStatement },
                    false => Self { encoding: stated, ground },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::super::table::TextBytes;
    use super::*;

    const ASCII: TextBytes = TextBytes { beyond_ascii: false, is_utf8: true, has_c1: false };
    const UTF_8: TextBytes = TextBytes { beyond_ascii: true, is_utf8: true, has_c1: false };
    const LATIN: TextBytes = TextBytes { beyond_ascii: true, is_utf8: false, has_c1: false };

    fn check(cpg: Option<&str>, language: u8, text: TextBytes, expected: (Encoding, Ground)) {
        let table = Table { language, text, ..Table::default() };
        let found = TextEncoding::choose(cpg, &table);
        assert_eq!((found.encoding, found.ground), expected, "{cpg:?} {language:#x} {text:?}");
    }

    #[test]
    fn a_statement_is_believed_the_cpg_before_the_table() {
        use Encoding::{Dos850, Latin1, Utf8, Windows1252};
        check(Some("UTF-8"), 0x57, UTF_8, (Utf8, Ground::Cpg));
        check(Some("ISO-8859-1"), 0, LATIN, (Latin1, Ground::Cpg));
        check(Some("88591"), 0x02, LATIN, (Latin1, Ground::Cpg));
        check(Some("ANSI 1252"), 0, LATIN, (Windows1252, Ground::Cpg));
        check(None, 0x57, LATIN, (Windows1252, Ground::Dbf));
        check(None, 0x02, LATIN, (Dos850, Ground::Dbf));
        check(Some("UTF-8"), 0, ASCII, (Utf8, Ground::Cpg));
    }

    #[test]
    fn without_a_statement_the_bytes_tell() {
        check(None, 0, UTF_8, (Encoding::Utf8, Ground::Bytes));
        check(None, 0, LATIN, (Encoding::Latin1, Ground::Bytes));
        check(Some("klingon"), 0, LATIN, (Encoding::Latin1, Ground::Bytes));
        let quotes = TextBytes { has_c1: true, ..LATIN };
        check(None, 0, quotes, (Encoding::Windows1252, Ground::Bytes));
    }

    #[test]
    fn the_bytes_overrule_a_statement_that_they_cannot_be() {
        check(Some("UTF-8"), 0x57, LATIN, (Encoding::Latin1, Ground::AgainstStatement));
        check(None, 0x57, UTF_8, (Encoding::Utf8, Ground::AgainstStatement));
        check(Some("1252"), 0, UTF_8, (Encoding::Utf8, Ground::AgainstStatement));
    }
}
