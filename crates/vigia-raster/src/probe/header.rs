//! What the first bytes of a raster say, read without any decoder.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use vigia_core::ProblemCode;

/// First bytes of a JP2 file: its signature box (ISO/IEC 15444-1, annex I.5.1).
const JP2_SIGNATURE: &[u8] = b"\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a";

/// Most boxes of a JP2 file that are looked at; ESA's have six.
const BOXES_MAX: usize = 1_000;

/// The last bytes of a whole codestream: its EOC marker (ISO/IEC 15444-1, annex A.4.4).
const END_OF_CODESTREAM: [u8; 2] = [0xFF, 0xD9];

/// A raster's size and where its parts must stand.
#[derive(Debug)]
pub struct Header {
    size_bytes: u64,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Tiff {
        first_directory: u64,
    },
    /// Where the codestream ends, and whether it ends as a whole one does; `None` where
    /// no box holds one.
    Jp2 {
        codestream: Option<(u64, bool)>,
    },
}

impl Header {
    /// Reads the file's first bytes, and of a JP2 file the heads of its boxes.
    ///
    /// # Errors
    /// `FileUnreadable`; `FormatUnknown` for what is neither TIFF nor JP2.
    pub fn read(path: &Path) -> Result<Self, (ProblemCode, String)> {
        let unreadable = |error: std::io::Error| (ProblemCode::FileUnreadable, error.to_string());
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err((ProblemCode::FileUnreadable, "it is not a file".to_owned()));
        }
        let size_bytes = metadata.len();
        let mut bytes = Vec::with_capacity(16);
        (&mut file).take(16).read_to_end(&mut bytes).map_err(unreadable)?;
        let kind = if bytes.starts_with(JP2_SIGNATURE) {
            let codestream = codestream(&mut file, size_bytes).map_err(unreadable)?;
            Kind::Jp2 { codestream }
        } else if let Some(first_directory) = first_directory(&bytes) {
            Kind::Tiff { first_directory }
        } else {
            let detail = "its first bytes are neither a TIFF's nor a JPEG 2000 file's".to_owned();
            return Err((ProblemCode::FormatUnknown, detail));
        };
        Ok(Self { size_bytes, kind })
    }

    /// Refuses a JP2 file that ends before its codestream does. Its decoder may fill what
    /// is missing with zeros: no data, without a word.
    ///
    /// # Errors
    /// `RasterTruncated`.
    pub fn check_whole(&self) -> Result<(), (ProblemCode, String)> {
        let Kind::Jp2 { codestream } = &self.kind else { return Ok(()) };
        let detail = match codestream {
            Some((_, true)) => return Ok(()),
            Some((end, false)) if *end > self.size_bytes => {
                format!("its codestream ends at byte {end}, the file at {}", self.size_bytes)
            }
            Some(_) => "its codestream has no end marker".to_owned(),
            None => "it holds no codestream".to_owned(),
        };
        Err((ProblemCode::RasterTruncated, detail))
    }

    /// Returns what it means that GDAL does not open the file.
    pub fn code_of_failed_open(&self) -> ProblemCode {
        match self.kind {
            Kind::Tiff { first_directory } if first_directory >= self.size_bytes => {
                ProblemCode::RasterTruncated
            }
            _ => ProblemCode::RasterUnreadable,
        }
    }
}

/// Returns where a TIFF's or BigTIFF's first directory stands (TIFF 6.0, section 2).
fn first_directory(bytes: &[u8]) -> Option<u64> {
    let little = match bytes.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let number = |from: usize, length: usize| {
        let field = bytes.get(from..from + length)?;
        let add = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
        Some(if little { field.iter().rev().fold(0, add) } else { field.iter().fold(0, add) })
    };
    match number(2, 2)? {
        42 => number(4, 4),
        43 => number(8, 8),
        _ => None,
    }
}

/// Finds the box of the codestream: its end, and whether the end marker stands there.
fn codestream(file: &mut File, size_bytes: u64) -> std::io::Result<Option<(u64, bool)>> {
    let mut at = 0_u64;
    for _ in 0..BOXES_MAX {
        let mut head = [0_u8; 16];
        file.seek(SeekFrom::Start(at))?;
        let got = fill(file, &mut head)?;
        if got < 8 {
            return Ok(None);
        }
        let short = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let length = match short {
            0 => size_bytes.saturating_sub(at),
            1 if got == 16 => u64::from_be_bytes([
                head[8], head[9], head[10], head[11], head[12], head[13], head[14], head[15],
            ]),
            length => u64::from(length),
        };
        let end = at.saturating_add(length);
        if &head[4..8] == b"jp2c" {
            return Ok(Some((end, end <= size_bytes && ends_as_whole(file, end)?)));
        }
        // A box shorter than its own head would turn this loop in its place.
        if length < 8 || end >= size_bytes {
            return Ok(None);
        }
        at = end;
    }
    Ok(None)
}

fn ends_as_whole(file: &mut File, end: u64) -> std::io::Result<bool> {
    let mut last = [0_u8; 2];
    file.seek(SeekFrom::Start(end.saturating_sub(2)))?;
    Ok(fill(file, &mut last)? == 2 && last == END_OF_CODESTREAM)
}

fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match file.read(&mut buffer[got..])? {
            0 => break,
            count => got += count,
        }
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn check(boxes: &[(&[u8], u32, &[u8])], expected: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jp2");
        let mut bytes = JP2_SIGNATURE.to_vec();
        for (kind, length, content) in boxes {
            bytes.extend(length.to_be_bytes());
            bytes.extend(*kind);
            bytes.extend(*content);
        }
        std::fs::write(&path, bytes).unwrap();
        let said = Header::read(&path).unwrap().check_whole().err();
        assert_eq!(said.is_some(), expected.is_some(), "{said:?}");
        if let (Some((code, detail)), Some(expected)) = (said, expected) {
            assert_eq!(code, ProblemCode::RasterTruncated);
            assert!(detail.contains(expected), "{detail}");
        }
    }

    #[test]
    fn a_whole_codestream_ends_in_its_marker_whatever_its_length_is_written() {
        check(&[(b"ftyp", 12, b"jp2 "), (b"jp2c", 12, b"\xff\x4f\xff\xd9")], None);
        check(&[(b"jp2c", 0, b"\xff\x4f\xff\xd9")], None);
        check(&[(b"jp2c", 1, b"\0\0\0\0\0\0\0\x14\xff\x4f\xff\xd9")], None);
    }

    #[test]
    fn a_codestream_that_is_cut_or_absent_is_found_without_decoding() {
        check(&[(b"jp2c", 4_000, b"\xff\x4f\xff\xd9")], Some("ends at byte"));
        check(&[(b"jp2c", 0, b"\xff\x4f\x00\x00")], Some("no end marker"));
        check(&[(b"ftyp", 12, b"jp2 ")], Some("no codestream"));
        check(&[(b"ftyp", 0, b"jp2 ")], Some("no codestream"));
        check(&[(b"ftyp", 3, b"jp2 "), (b"jp2c", 12, b"\xff\x4f\xff\xd9")], Some("no codestream"));
    }
}
