#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use vigia_core::report::{Report, ReportFlag};
use vigia_core::{Problem, ProblemCode};

use crate::batch::ReportBatch;
use crate::read_report_bytes;

fn read(text: &str) -> Result<ReportBatch, Problem> {
    read_report_bytes("reportes.csv", text.as_bytes())
}

fn reports(text: &str) -> Vec<Report> {
    let batch = read(text).unwrap();
    assert_eq!(batch.problems, []);
    batch.reports
}

fn lon_lat(report: &Report) -> (f64, f64) {
    (report.position.x(), report.position.y())
}

#[test]
fn semicolons_decimal_commas_and_accents_are_read() {
    let reports = reports(
        "Fecha y hora;Longitud;Latitud;Precisión (m);Observación\n\
         01/05/2024 10:30;-70,0211;-12,9534;4,7;dos dragas\n",
    );
    let report = &reports[0];
    assert_eq!(lon_lat(report), (-70.0211, -12.9534));
    assert_eq!(report.accuracy_m, Some(4.7));
    assert_eq!(report.note, "dos dragas");
    assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
    assert_eq!(report.flags, [ReportFlag::ZoneAssumed]);
}

#[test]
fn the_same_rows_with_comma_semicolon_or_tab_are_the_same_reports() {
    let with_semicolons = reports("lon;lat;nota\n-70,02;-12,95;a\n-70,03;-12,96;b\n");
    let with_commas = reports("lon,lat,nota\r\n-70.02,-12.95,a\r\n\"-70,03\",\"-12,96\",b\r\n");
    let with_tabs = reports("lat\tlon\tnota\n-12.95\t-70.02\ta\n-12,96\t-70,03\tb\n");
    let ids =
        |reports: &[Report]| reports.iter().map(|report| report.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&with_semicolons), ids(&with_commas));
    assert_eq!(ids(&with_semicolons), ids(&with_tabs));
}

#[test]
fn latin_1_and_utf_8_files_are_the_same_reports() {
    let text = "longitud;latitud;descripción\n-70,02;-12,95;año de la draga\n";
    let latin_1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let from_latin_1 = read_report_bytes("a.csv", &latin_1).unwrap().reports.remove(0);
    assert_eq!(from_latin_1.note, "año de la draga");
    assert_eq!(from_latin_1.id, reports(text)[0].id);
}

#[test]
fn a_bad_row_is_named_and_the_others_are_kept() {
    let batch = read(
        "lon;lat\n-70,02;-12,95\n-70,02;sur\n;\n-70,02\n-12,95;-70,02\n;-12,95\n-70;-95\n-70,03;-12,95\n",
    )
    .unwrap();
    assert_eq!(batch.reports.len(), 2);
    let problems: Vec<_> =
        batch.problems.iter().map(|problem| (problem.subject.as_str(), problem.code)).collect();
    assert_eq!(
        problems,
        [
            ("reportes.csv, row 3", ProblemCode::RowInvalid),
            ("reportes.csv, row 5", ProblemCode::RowInvalid),
            ("reportes.csv, row 6", ProblemCode::AxesSwapped),
            ("reportes.csv, row 7", ProblemCode::RowInvalid),
            ("reportes.csv, row 8", ProblemCode::RowInvalid),
        ]
    );
}

#[test]
fn utm_columns_with_a_zone_become_degrees() {
    // Control point from PROJ: -70.347121345, -12.863177693.
    for row in ["353824,5;8577612,25;19S", "353.824,5;8.577.612,25;19", "353824.5;8577612.25;19L"] {
        let report = &reports(&format!("Este;Norte;Zona\n{row}\n"))[0];
        assert!((report.position.x() - -70.347121345).abs() < 1.5e-9, "{row}");
        assert!((report.position.y() - -12.863177693).abs() < 1.5e-9, "{row}");
        assert_eq!(report.attributes["Zona"], row.rsplit(';').next().unwrap());
    }
}

#[test]
fn x_and_y_are_degrees_or_metres_by_their_values() {
    let batch =
        read("x;y;zona\n-70,02;-12,95;\n353824,5;8577612,25;19S\n353824,5;8577612,25;\n").unwrap();
    assert_eq!(lon_lat(&batch.reports[0]), (-70.02, -12.95));
    assert!((batch.reports[1].position.x() - -70.347121345).abs() < 1.5e-9);
    assert_eq!(batch.problems[0].subject, "reportes.csv, row 4");
}

#[test]
fn another_datum_is_refused_and_never_read_as_wgs84() {
    let batch =
        read("este;norte;zona;datum\n353824;8577612;19S;PSAD56\n353824;8577612;19S;WGS 84\n")
            .unwrap();
    assert_eq!((batch.reports.len(), batch.problems.len()), (1, 1));
    assert!(batch.problems[0].detail.contains("PSAD56"));
}

#[test]
fn two_positions_in_a_row_must_agree() {
    let batch = read(
        "lon;lat;este;norte;zona\n\
         -70,3471;-12,8632;353824,5;8577612,25;19S\n\
         -70,3571;-12,8632;353824,5;8577612,25;19S\n",
    )
    .unwrap();
    assert_eq!((batch.reports.len(), batch.problems.len()), (1, 1));
}

#[test]
fn columns_that_name_no_position_are_a_problem_of_the_file() {
    for text in ["a;b\n1;2\n", "este;norte\n353824;8577612\n", "lon;longitud;lat\n1;1;1\n"] {
        assert_eq!(read(text).unwrap_err().code, ProblemCode::ColumnsUnknown, "{text}");
    }
    let prose = read_report_bytes("carta", b"Estimada fiscal, le escribo").unwrap_err();
    assert_eq!(prose.code, ProblemCode::FormatUnknown);
}

#[test]
fn a_row_of_kobos_csv_is_the_submission_itself() {
    let csv = reports(
        "start;_ubicacion_latitude;_ubicacion_longitude;_ubicacion_precision;_uuid\n\
         2024-05-01T10:30:00.000-05:00;-12.9534;-70.0211;4.7;5b2cc313-fc09\n",
    );
    let json = br#"{"_uuid":"5b2cc313-fc09","_geolocation":[-12.9534,-70.0211]}"#;
    let json = read_report_bytes("a.json", json).unwrap();
    assert_eq!(csv[0].id, json.reports[0].id);
    assert_eq!(csv[0].accuracy_m, Some(4.7));
    assert_eq!(csv[0].observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
}

#[test]
fn a_date_without_an_hour_is_kept_as_text_and_flagged() {
    let report = &reports("lon;lat;fecha\n-70,02;-12,95;01/05/2024\n")[0];
    assert_eq!(report.observed_at, None);
    assert!(report.flags.contains(&ReportFlag::NoTime));
    assert_eq!(report.attributes["fecha"], "01/05/2024");
    let report = &reports("lon;lat;fecha;hora\n-70,02;-12,95;01/05/2024;10:30\n")[0];
    assert_eq!(report.observed_at, Some("2024-05-01T15:30:00Z".parse().unwrap()));
}

#[test]
fn a_thousand_bad_rows_are_listed_and_the_rest_counted() {
    let rows = "x;x\n".repeat(1_500);
    let batch = read(&format!("lon;lat\n{rows}")).unwrap();
    assert_eq!(batch.problems.len(), 1_001);
    assert!(batch.problems[1_000].detail.starts_with("500 more"));
}

proptest! {
    #[test]
    fn decimal_comma_and_decimal_point_make_the_same_report(
        lon in -81.0..-69.0_f64, lat in -18.0..0.0_f64, digits in 3_usize..8,
    ) {
        let pointed = format!("lon;lat;nota\n{lon:.digits$};{lat:.digits$};a\n");
        let with_points = reports(&pointed);
        let with_commas = reports(&pointed.replace('.', ","));
        prop_assert_eq!(with_points[0].position, with_commas[0].position);
        prop_assert_eq!(&with_points[0].id, &with_commas[0].id);
        let expected: f64 = format!("{lon:.digits$}").parse().unwrap();
        prop_assert_eq!(with_commas[0].position.x(), expected);
    }
}
