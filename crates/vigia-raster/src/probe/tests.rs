#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ndarray::Array2;
use vigia_core::{Problem, ProblemCode};
use vigia_testkit::shared_data;

use super::*;
use crate::{CogBand, CogOptions, CogPixels, write_cog};

#[test]
#[ignore = "is the child that the tests below start"]
fn probing_child() {
    serve(std::io::stdin().lock(), std::io::stdout()).unwrap();
}

/// Proves that memory is limited, then spins until the processor limit ends it.
#[test]
#[ignore = "is the child that the tests below start"]
fn spinning_child() {
    child::apply(&ProbeLimits { cpu_seconds: 1, address_space_bytes: 4 << 30, ..limits() })
        .unwrap();
    assert!(Vec::<u8>::new().try_reserve_exact(5 << 30).is_err());
    println!("memory is limited");
    loop {
        std::hint::black_box(0);
    }
}

fn limits() -> ProbeLimits {
    ProbeLimits { wall: Duration::from_secs(60), cpu_seconds: 30, ..ProbeLimits::default() }
}

fn this_test(name: &str) -> Vec<OsString> {
    ["--ignored", "--exact", "--nocapture", name].map(OsString::from).to_vec()
}

fn prober() -> Prober {
    let exe = std::env::current_exe().unwrap();
    Prober::new(exe, this_test("probe::tests::probing_child"), limits())
}

/// A prober whose child is a shell script; `$1` is a folder of its own.
fn scripted(script: &str, folder: &Path, wall: Duration) -> Prober {
    let ready = r#"echo 'vigia-probe "Ready"'; read request; "#;
    let args = ["-c".into(), format!("{ready}{script}").into(), "sh".into(), folder.into()];
    Prober::new("/bin/sh".into(), args.to_vec(), ProbeLimits { wall, ..limits() })
}

fn grid(rows: usize, cols: usize) -> GridGeometry {
    let transform = [300_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0];
    GridGeometry { crs: "EPSG:32719".into(), transform, rows, cols }
}

fn sound_file(folder: &Path) -> PathBuf {
    let path = folder.join("sana.tif");
    let pixels = Array2::from_shape_fn((300, 200), |(r, c)| (r * 31 + c * 17) as f32 * 0.001);
    let band = CogBand {
        pixels: CogPixels::F32(pixels.view()),
        nodata: Some(f64::NAN),
        description: "B04",
    };
    write_cog(&path, &grid(300, 200), &[band], &CogOptions::default()).unwrap();
    path
}

fn code(outcome: Result<RasterInfo, Problem>) -> ProblemCode {
    outcome.unwrap_err().code
}

#[test]
fn a_sound_raster_is_described_by_the_child() {
    let folder = tempfile::tempdir().unwrap();
    let info = prober().probe(&sound_file(folder.path())).unwrap().unwrap();
    assert_eq!(info.grid, grid(300, 200));
    assert_eq!((info.driver.as_str(), info.bands.len()), ("GTiff", 1));
    assert_eq!(info.bands[0].data_type, "Float32");
    assert_eq!(info.bands[0].description, "B04");
    assert!(info.bands[0].nodata.is_some_and(f64::is_nan), "NaN survives JSON");
}

#[test]
fn a_truncated_tiff_is_found_wherever_it_was_cut() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(sound_file(folder.path())).unwrap();
    let cut = folder.path().join("cortada.tif");
    let mut prober = prober();
    for share in [0.3, 0.6, 0.9, 0.99] {
        std::fs::write(&cut, &bytes[..(bytes.len() as f64 * share) as usize]).unwrap();
        let problem = prober.probe(&cut).unwrap().unwrap_err();
        assert_eq!(problem.code, ProblemCode::RasterTruncated, "{share}: {problem}");
        assert!(problem.subject.ends_with("cortada.tif"));
    }
}

#[test]
fn a_broken_block_in_the_middle_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound_file(folder.path());
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xFF);
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(code(prober().probe(&path).unwrap()), ProblemCode::RasterTruncated);
}

#[test]
fn files_that_are_no_georeferenced_tiff_are_named_for_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let noise: Vec<u8> =
        (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let header_only = put("cabecera.tif", b"II*\0\x08\0\0\0");
    let noise = put("ruido.tif", &noise);
    let vrt = put("otra.tif", b"<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>");
    let png = folder.path().join("foto.tif");
    image::RgbImage::new(4, 4).save_with_format(&png, image::ImageFormat::Png).unwrap();
    let bare = folder.path().join("sin_crs.tif");
    let driver = gdal::DriverManager::get_driver_by_name("GTiff").unwrap();
    driver.create_with_band_type::<u8, _>(&bare, 4, 4, 1).unwrap().close().unwrap();

    let mut prober = prober();
    let mut code = |path: &Path| code(prober.probe(path).unwrap());
    assert_eq!(code(&noise), ProblemCode::FormatUnknown);
    assert_eq!(code(&vrt), ProblemCode::FormatUnknown);
    assert_eq!(code(&png), ProblemCode::FormatUnknown);
    assert_eq!(code(&header_only), ProblemCode::RasterTruncated);
    assert_eq!(code(&bare), ProblemCode::RasterNotGeoreferenced);
    assert_eq!(code(&folder.path().join("no_hay.tif")), ProblemCode::FileUnreadable);
    assert_eq!(code(folder.path()), ProblemCode::FileUnreadable);
    assert_eq!(code(Path::new("/vsicurl/http://127.0.0.1/x.tif")), ProblemCode::FileUnreadable);
}

#[test]
fn a_raster_beyond_the_pixel_limit_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let exe = std::env::current_exe().unwrap();
    let few = ProbeLimits { pixels_max: 59_999, ..limits() };
    let mut prober = Prober::new(exe, this_test("probe::tests::probing_child"), few);
    assert_eq!(code(prober.probe(&sound_file(folder.path())).unwrap()), ProblemCode::TooLarge);
}

#[test]
fn a_file_that_kills_the_decoder_is_named_and_the_next_gets_a_fresh_child() {
    let folder = tempfile::tempdir().unwrap();
    let info = inspect(&sound_file(folder.path()), u64::MAX).unwrap();
    let answer = serde_json::to_string(&protocol::Reply::Info { id: 2, info }).unwrap();
    std::fs::write(folder.path().join("answer"), format!("{}{answer}\n", protocol::MARK)).unwrap();
    let script = r#"if [ -e "$1/died" ]; then cat "$1/answer"; read wait
        else touch "$1/died"; kill -SEGV $$; fi"#;
    let mut prober = scripted(script, folder.path(), Duration::from_secs(60));
    let problem = prober.probe(Path::new("/x/mala.tif")).unwrap().unwrap_err();
    assert_eq!(problem.code, ProblemCode::RasterHostile);
    assert!(problem.subject.contains("mala.tif") && problem.detail.contains("signal"), "{problem}");
    assert!(prober.probe(Path::new("/x/buena.tif")).unwrap().is_ok());
}

#[test]
fn a_file_that_never_ends_is_given_up_after_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut prober = scripted("cat", folder.path(), Duration::from_millis(200));
    assert_eq!(code(prober.probe(Path::new("/x/eterna.tif")).unwrap()), ProblemCode::RasterHostile);
    assert_eq!(prober.child_id(), None, "the child was ended");
}

#[test]
fn a_child_that_died_between_two_files_is_replaced_without_blaming_the_second() {
    let folder = tempfile::tempdir().unwrap();
    let path = sound_file(folder.path());
    let mut prober = prober();
    assert!(prober.probe(&path).unwrap().is_ok());
    let first = prober.child_id().unwrap();
    let killed = Command::new("kill").args(["-9", &first.to_string()]).status().unwrap();
    assert!(killed.success());
    // Whether it is gone by now or dies with the next request: the file is not blamed.
    assert!(prober.probe(&path).unwrap().is_ok());
    assert_ne!(prober.child_id().unwrap(), first);
}

#[test]
fn a_program_that_is_no_prober_blames_no_file() {
    let mut absent = Prober::new("/no/hay".into(), Vec::new(), limits());
    assert!(matches!(absent.probe(Path::new("/x")), Err(crate::RasterError::Prober { .. })));
    let mut other = Prober::new("/bin/true".into(), Vec::new(), limits());
    assert!(matches!(other.probe(Path::new("/x")), Err(crate::RasterError::Prober { .. })));
}

#[test]
fn the_kernel_ends_a_child_that_uses_up_its_processor_time() {
    const SIGXCPU: i32 = 24;
    let output = Command::new(std::env::current_exe().unwrap())
        .args(this_test("probe::tests::spinning_child"))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("memory is limited"));
    assert_eq!(output.status.signal(), Some(SIGXCPU));
}

#[test]
fn real_pictures_are_sound() {
    let Some(chips) = shared_data("s2-pairs/chips") else { return };
    let mut prober = prober();
    for name in ["p004db938_before.tif", "p004db938_after.tif"] {
        let info = prober.probe(&chips.join(name)).unwrap().unwrap();
        assert_eq!((info.grid.rows, info.grid.cols, info.bands.len()), (48, 48, 6));
        assert_eq!(info.metadata.get("scale").map(String::as_str), Some("0.0001"));
        assert_eq!(info.bands[4].description, "B11");
    }
}
