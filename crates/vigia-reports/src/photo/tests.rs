#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use proptest::prelude::*;
use vigia_core::report::{Report, ReportFlag};
use vigia_core::{Problem, ProblemCode};

use crate::read_report_bytes;

fn ascii(tag: Tag, text: &str) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.as_bytes().to_vec()]) }
}

fn rationals(tag: Tag, parts: &[(u32, u32)]) -> Field {
    let parts = parts.iter().map(|(num, denom)| Rational { num: *num, denom: *denom }).collect();
    Field { tag, ifd_num: In::PRIMARY, value: Value::Rational(parts) }
}

/// A JPEG without a picture whose EXIF holds `fields`.
fn jpeg(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = std::io::Cursor::new(Vec::new());
    writer.write(&mut tiff, false).unwrap();
    let mut segment = b"Exif\0\0".to_vec();
    segment.extend(tiff.into_inner());
    let mut bytes = b"\xff\xd8\xff\xe1".to_vec();
    bytes.extend(u16::try_from(segment.len() + 2).unwrap().to_be_bytes());
    bytes.extend(segment);
    bytes.extend(b"\xff\xd9");
    bytes
}

/// La Pampa: 12°57'36" S, 70°1'12" W.
fn la_pampa() -> Vec<Field> {
    vec![
        rationals(Tag::GPSLatitude, &[(12, 1), (57, 1), (3600, 100)]),
        ascii(Tag::GPSLatitudeRef, "S"),
        rationals(Tag::GPSLongitude, &[(70, 1), (1, 1), (1200, 100)]),
        ascii(Tag::GPSLongitudeRef, "W"),
    ]
}

fn without(mut fields: Vec<Field>, tag: Tag) -> Vec<Field> {
    fields.retain(|field| field.tag != tag);
    fields
}

fn with(fields: Vec<Field>, field: Field) -> Vec<Field> {
    let mut fields = without(fields, field.tag);
    fields.push(field);
    fields
}

fn read(fields: &[Field]) -> Result<Report, Problem> {
    read_report_bytes("foto.jpg", &jpeg(fields)).map(|mut batch| batch.reports.remove(0))
}

fn refusal(fields: &[Field]) -> ProblemCode {
    read(fields).unwrap_err().code
}

#[test]
fn a_photo_of_la_pampa_lies_south_and_west() {
    let report = read(&la_pampa()).unwrap();
    assert!((report.position.y() - -12.96).abs() < 1e-12, "{:?}", report.position);
    assert!((report.position.x() - -70.02).abs() < 1e-12, "{:?}", report.position);
    assert_eq!(report.flags, [ReportFlag::NoAccuracy, ReportFlag::NoTime]);
}

#[test]
fn a_missing_or_unreadable_hemisphere_is_refused_and_never_assumed() {
    for tag in [Tag::GPSLatitudeRef, Tag::GPSLongitudeRef] {
        assert_eq!(refusal(&without(la_pampa(), tag)), ProblemCode::ExifInvalid);
        for text in ["", " ", "X", "SW", "O"] {
            assert_eq!(
                refusal(&with(la_pampa(), ascii(tag, text))),
                ProblemCode::ExifInvalid,
                "{text:?}"
            );
        }
    }
    let crossed = with(la_pampa(), ascii(Tag::GPSLatitudeRef, "W"));
    assert_eq!(refusal(&crossed), ProblemCode::ExifInvalid);
}

#[test]
fn a_rational_over_zero_is_refused_wherever_it_stands() {
    for parts in [[(0, 0), (0, 0), (0, 0)], [(12, 1), (57, 1), (0, 0)], [(12, 0), (57, 1), (0, 1)]]
    {
        let fields = with(la_pampa(), rationals(Tag::GPSLatitude, &parts));
        assert_eq!(refusal(&fields), ProblemCode::ExifInvalid, "{parts:?}");
    }
}

#[test]
fn half_a_position_is_invalid_and_none_is_none() {
    assert_eq!(refusal(&without(la_pampa(), Tag::GPSLongitude)), ProblemCode::ExifInvalid);
    let neither = without(without(la_pampa(), Tag::GPSLongitude), Tag::GPSLatitude);
    assert_eq!(refusal(&neither), ProblemCode::PhotoWithoutGps);
    assert_eq!(
        read_report_bytes("a.jpg", b"\xff\xd8\xff\xd9").unwrap_err().code,
        ProblemCode::PhotoWithoutGps
    );
}

#[test]
fn another_datum_is_refused() {
    assert!(read(&with(la_pampa(), ascii(Tag::GPSMapDatum, "WGS-84"))).is_ok());
    let tokyo = with(la_pampa(), ascii(Tag::GPSMapDatum, "TOKYO"));
    assert_eq!(refusal(&tokyo), ProblemCode::ExifInvalid);
}

#[test]
fn the_positioning_error_becomes_the_accuracy() {
    let fields = with(la_pampa(), rationals(Tag::GPSHPositioningError, &[(485, 100)]));
    assert_eq!(read(&fields).unwrap().accuracy_m, Some(4.85));
    let fields = with(la_pampa(), rationals(Tag::GPSHPositioningError, &[(0, 0)]));
    assert_eq!(read(&fields).unwrap().accuracy_m, None);
}

fn clocks(camera: &str, offset: Option<&str>, gps: bool) -> Vec<Field> {
    let mut fields = with(la_pampa(), ascii(Tag::DateTimeOriginal, camera));
    fields.extend(offset.map(|offset| ascii(Tag::OffsetTimeOriginal, offset)));
    if gps {
        fields.push(ascii(Tag::GPSDateStamp, "2024:05:01"));
        fields.push(rationals(Tag::GPSTimeStamp, &[(14, 1), (7, 1), (3050, 100)]));
    }
    fields
}

#[test]
fn the_camera_clock_with_offset_comes_before_the_gps_clock() {
    let report = read(&clocks("2024:05:01 10:30:00", Some("-05:00"), true)).unwrap();
    assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
    assert!(!report.flags.contains(&ReportFlag::ZoneAssumed));
}

#[test]
fn the_gps_clock_comes_before_an_assumed_zone() {
    let report = read(&clocks("2024:05:01 10:30:00", None, true)).unwrap();
    assert_eq!(report.observed_at, Some("2024-05-01T14:07:30Z".parse().unwrap()));
    assert!(!report.flags.contains(&ReportFlag::ZoneAssumed));
}

#[test]
fn a_camera_clock_alone_is_perus_time_and_flagged() {
    for offset in [None, Some("   :  "), Some("+99:99")] {
        let report = read(&clocks("2024:05:01 10:30:00", offset, false)).unwrap();
        assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
        assert!(report.flags.contains(&ReportFlag::ZoneAssumed));
    }
}

#[test]
fn a_clock_that_was_never_set_is_no_time() {
    for camera in ["0000:00:00 00:00:00", "    :  :     :  :  ", "2024:13:45 10:30:00", "ayer"] {
        let report = read(&clocks(camera, None, false)).unwrap();
        assert_eq!(report.observed_at, None, "{camera}");
        assert!(report.flags.contains(&ReportFlag::NoTime));
    }
}

#[test]
fn the_same_photo_under_another_name_is_one_report() {
    let bytes = jpeg(&la_pampa());
    let id = |name| read_report_bytes(name, &bytes).unwrap().reports[0].id.clone();
    assert_eq!(id("a.jpg"), id("copia de a.jpg"));
}

proptest! {
    #[test]
    fn rationals_become_degrees_with_their_sign(
        lat in (0_u32..90, 0_u32..60, 0_u32..60_000),
        lon in (1_u32..180, 0_u32..60, 0_u32..60_000),
        south in any::<bool>(),
        west in any::<bool>(),
    ) {
        let degrees = |(d, m, s): (u32, u32, u32)| f64::from(d) + f64::from(m) / 60.0 + f64::from(s) / 3.6e6;
        let parts = |(d, m, s): (u32, u32, u32)| [(d, 1), (m, 1), (s, 1000)];
        let expected_lat = if south { -degrees(lat) } else { degrees(lat) };
        let expected_lon = if west { -degrees(lon) } else { degrees(lon) };
        let result = read(&[
            rationals(Tag::GPSLatitude, &parts(lat)),
            ascii(Tag::GPSLatitudeRef, if south { "S" } else { "N" }),
            rationals(Tag::GPSLongitude, &parts(lon)),
            ascii(Tag::GPSLongitudeRef, if west { "W" } else { "E" }),
        ]);
        match result {
            Ok(report) => {
                prop_assert!((report.position.y() - expected_lat).abs() < 1e-9);
                prop_assert!((report.position.x() - expected_lon).abs() < 1e-9);
            }
            Err(problem) => prop_assert_eq!(problem.code, ProblemCode::AxesSwapped),
        }
    }
}
