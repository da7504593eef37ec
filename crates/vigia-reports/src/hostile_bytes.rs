//! No bytes panic any reader: random ones, and good files with random damage.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::collection::vec;
use proptest::prelude::*;

use crate::read_report_bytes;

/// Openings that lead past format recognition into each reader.
const OPENINGS: [&[u8]; 9] = [
    b"",
    b"\xff\xd8\xff\xe1\x00\x40Exif\0\0MM\0*\0\0\0\x08",
    b"II*\0\x08\0\0\0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\0\0\0\0WEBP",
    b"\0\0\0\x14ftypheic\0\0\0\0mif1",
    b"<gpx version='1.1'><wpt lat='",
    b"[{\"_geolocation\":[",
    b"lon;lat;zona;fecha\n",
];

/// Whole good files, to be damaged.
fn good_files() -> Vec<Vec<u8>> {
    vec![
        b"lon;lat;nota\n-70,02;-12,95;a\n-70,03;-12,96;b\n".to_vec(),
        b"este;norte;zona;hora\n353824,5;8577612,25;19S;10:30\n".to_vec(),
        br#"<gpx version="1.1"><wpt lat="-12.95" lon="-70.02"><name>a</name></wpt></gpx>"#.to_vec(),
        br#"<f id="f"><u>-12.95 -70.02 0.0 4.7</u><meta><instanceID>uuid:a</instanceID></meta></f>"#.to_vec(),
        br#"{"count":1,"results":[{"_uuid":"a","_geolocation":[-12.95,-70.02],"u":"-12.95 -70.02 0 4"}]}"#.to_vec(),
        // A JPEG with latitude 12 deg S and no longitude.
        b"\xff\xd8\xff\xe1\x00\x5aExif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0\
          \0\x02\0\x01\0\x02\0\0\0\x02S\0\0\0\0\x02\0\x05\0\0\0\x03\0\0\0\x38\0\0\0\0\
          \0\0\0\x0c\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x01\xff\xd9"
            .to_vec(),
    ]
}

proptest! {
    #[test]
    fn random_bytes_panic_no_reader(
        opening in 0..OPENINGS.len(),
        bytes in vec(any::<u8>(), 0..600),
        name in prop_oneof![Just("a.csv"), Just("a.jpg"), Just("a")],
    ) {
        let mut file = OPENINGS[opening].to_vec();
        file.extend(bytes);
        let _ = read_report_bytes(name, &file);
    }

    #[test]
    fn random_text_panics_no_reader(opening in 0..OPENINGS.len(), text in "[\\PC\n\t;,]{0,200}") {
        let mut file = OPENINGS[opening].to_vec();
        file.extend(text.as_bytes());
        let _ = read_report_bytes("a.csv", &file);
    }

    #[test]
    fn damaged_files_panic_no_reader(
        which in 0_usize..6,
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<prop::sample::Index>(),
    ) {
        let mut file = good_files().swap_remove(which);
        for (at, byte) in damage {
            let index = at.index(file.len());
            file[index] = byte;
        }
        let _ = read_report_bytes("a.csv", &file);
        file.truncate(keep.index(file.len()));
        let _ = read_report_bytes("a.csv", &file);
    }
}
