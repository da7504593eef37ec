#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::collections::HashMap;
use std::fs;

use vigia_core::{Band, Fingerprint, Scene};
use vigia_testkit::shared_data;

use super::made_safe::MadeSafe;
use super::*;
use crate::SceneReader;
use crate::probe::inspect;
use crate::scene_draft::InspectedFile;

/// Takes a product in as the line does: blobs named by hash, no extension.
fn catalogued(safe: &Path, blobs: &Path) -> Result<Scene, Problem> {
    crate::configure();
    let product = read_safe(safe)?;
    let scene = product.draft.complete(|file| {
        let info = inspect(file, u64::MAX)?;
        let bytes = fs::read(file).unwrap();
        let fingerprint = Fingerprint::of(&bytes);
        fs::write(blobs.join(fingerprint.to_string()), &bytes).unwrap();
        Ok(InspectedFile { fingerprint, size_bytes: bytes.len() as u64, info })
    })?;
    product.grids.check(&scene)?;
    Ok(scene)
}

/// Asserts that every number read is the reflectance of the DN that was written.
fn check_reflectance(made: &MadeSafe, offset: f64) {
    let folder = tempfile::tempdir().unwrap();
    let safe = made.write(folder.path());
    let scene = catalogued(&safe, folder.path()).unwrap();
    let reader = SceneReader::open(&scene, &|blob| folder.path().join(blob.to_string())).unwrap();
    let window = scene.grid.full_window();
    for (band, name, coarse) in [
        (Band::Blue, "B02", 1),
        (Band::Red, "B04", 1),
        (Band::Nir, "B08", 1),
        (Band::Swir1, "B11", 2),
        (Band::Swir2, "B12", 2),
    ] {
        let pixels = reader.read_band(band, window).unwrap();
        assert_eq!(pixels.dim(), (made.side, made.side));
        for ((row, col), found) in pixels.indexed_iter() {
            match made.number(name, row / coarse, col / coarse) {
                0 => assert!(found.is_nan(), "{name} {row} {col}: no data"),
                number => {
                    let expected = (f64::from(number) * 0.0001 + offset) as f32;
                    assert_eq!(*found, expected, "{name} {row} {col}");
                }
            }
        }
    }
    let classes = reader.read_mask(window).unwrap().unwrap().numbers;
    assert_eq!(classes[(3, 5)], made.number("SCL", 1, 2));
}

fn refused(safe: &Path) -> Problem {
    read_safe(safe).unwrap_err()
}

/// Replaces `from` in the product's metadata.
fn edit(safe: &Path, from: &str, to: &str) {
    let path = safe.join("MTD_MSIL2A.xml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replace(from, to)).unwrap();
}

#[test]
fn a_product_with_offsets_becomes_reflectance_to_the_digital_number() {
    check_reflectance(&MadeSafe::default(), -0.1);
}

#[test]
fn a_product_before_baseline_04_has_no_offset() {
    let made = MadeSafe { baseline: "02.12", offset: None, ..MadeSafe::default() };
    check_reflectance(&made, 0.0);
}

#[test]
fn an_old_acquisition_that_was_processed_again_has_the_offsets_that_it_states() {
    let made = MadeSafe { day: "20180721", baseline: "05.00", ..MadeSafe::default() };
    check_reflectance(&made, -0.1);
}

#[test]
fn a_band_has_the_offset_of_its_own_identifier() {
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe::default().write(folder.path());
    edit(&safe, "band_id=\"11\">-1000", "band_id=\"11\">-900");
    let assets = read_safe(&safe).unwrap().draft.assets;
    let offset = |band| assets.iter().find(|asset| asset.band == band).unwrap().offset;
    assert_eq!((offset(Band::Swir1), offset(Band::Swir2)), (-0.09, -0.1));
    edit(&safe, "<BOA_ADD_OFFSET band_id=\"11\">-900</BOA_ADD_OFFSET>", "");
    let problem = refused(&safe);
    assert_eq!(problem.code, ProblemCode::CalibrationMissing);
    assert!(problem.detail.contains("B11"), "{problem}");
}

#[test]
fn a_product_that_contradicts_its_baseline_is_refused_not_guessed() {
    let folder = tempfile::tempdir().unwrap();
    for (baseline, offset) in [("04.00", None), ("05.09", None), ("02.12", Some(-1000))] {
        let safe = MadeSafe { baseline, offset, ..MadeSafe::default() }.write(folder.path());
        assert_eq!(refused(&safe).code, ProblemCode::CalibrationMissing, "{baseline} {offset:?}");
    }
}

#[test]
fn the_scene_is_named_and_dated_by_its_metadata() {
    let folder = tempfile::tempdir().unwrap();
    let product = read_safe(&MadeSafe::default().write(folder.path())).unwrap();
    let draft = product.draft;
    assert_eq!(draft.id.as_str(), "S2B_T19LCG_20240613T145721_L2A");
    assert_eq!(draft.series.as_deref(), Some("tile:19LCG"));
    assert_eq!(draft.acquired_start.to_string(), "2024-06-13T14:59:30.123456Z");
    assert_eq!(draft.processing_baseline.as_deref(), Some("05.10"));
    assert_eq!(draft.orbit_state.as_deref(), Some("descending"));
}

#[test]
fn level_1c_is_refused_whatever_its_files_are_called() {
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe { level: "Level-1C", ..MadeSafe::default() }.write(folder.path());
    assert_eq!(refused(&safe).code, ProblemCode::LevelUnsuitable);
    fs::rename(safe.join("MTD_MSIL2A.xml"), safe.join("MTD_MSIL1C.xml")).unwrap();
    assert_eq!(refused(&safe).code, ProblemCode::LevelUnsuitable);
}

#[test]
fn every_missing_file_is_named_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe::default().write(folder.path());
    for band in ["B03", "SCL"] {
        fs::remove_file(MadeSafe::image(&safe, band)).unwrap();
    }
    edit(&safe, "_B12_20m</IMAGE_FILE>", "_B12_60m</IMAGE_FILE>");
    let problem = refused(&safe);
    assert_eq!(problem.code, ProblemCode::SafeIncomplete);
    for name in ["T19LCG_20240613T145719_B03_10m.jp2", "_SCL_20m.jp2", "B12 in 20m"] {
        assert!(problem.detail.contains(name), "{name}: {problem}");
    }
    assert!(!problem.detail.contains("B04"), "{problem}");
    fs::remove_file(MadeSafe::image(&safe, "B04").ancestors().nth(3).unwrap().join("MTD_TL.xml"))
        .unwrap();
    assert!(refused(&safe).detail.contains("MTD_TL.xml"));
    fs::remove_file(safe.join("MTD_MSIL2A.xml")).unwrap();
    assert!(refused(&safe).detail.contains("MTD_MSIL2A.xml"));
}

#[test]
fn a_list_that_leads_out_of_the_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe::default().write(folder.path());
    edit(&safe, "GRANULE/L2A_T19LCG_A037977_20240613T145721/IMG_DATA/R10m", "../../etc");
    assert_eq!(refused(&safe).code, ProblemCode::SafeInvalid);
}

#[test]
fn a_file_of_another_place_or_size_is_found_by_the_grid_of_its_granule() {
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe::default().write(folder.path());
    let other = MadeSafe { side: 32, day: "20240623", ..MadeSafe::default() }.write(folder.path());
    fs::copy(MadeSafe::image(&other, "B04"), MadeSafe::image(&safe, "B04")).unwrap();
    let problem = catalogued(&safe, folder.path()).unwrap_err();
    assert_eq!(problem.code, ProblemCode::GridMismatch);
    assert!(problem.subject.contains("B04"), "{problem}");
}

#[test]
fn other_satellites_are_no_sentinel_2() {
    let folder = tempfile::tempdir().unwrap();
    let radar = folder.path().join("S1A_IW_GRDH_1SDV_20240613.SAFE");
    fs::create_dir(&radar).unwrap();
    fs::write(radar.join("manifest.safe"), "<x/>").unwrap();
    assert_eq!(refused(&radar).code, ProblemCode::FormatUnknown);
}

#[test]
fn a_jp2_that_is_cut_anywhere_is_truncated_never_read_as_no_data() {
    crate::configure();
    let folder = tempfile::tempdir().unwrap();
    let safe = MadeSafe { side: 96, ..MadeSafe::default() }.write(folder.path());
    let path = MadeSafe::image(&safe, "B04");
    let bytes = fs::read(&path).unwrap();
    assert!(inspect(&path, u64::MAX).is_ok());
    for share in [0.02, 0.3, 0.6, 0.9, 0.999] {
        fs::write(&path, &bytes[..(bytes.len() as f64 * share) as usize]).unwrap();
        let problem = inspect(&path, u64::MAX).unwrap_err();
        assert_eq!(problem.code, ProblemCode::RasterTruncated, "{share}: {problem}");
    }
}

fn shared_product(relative: &str) -> Option<(PathBuf, String)> {
    let path = shared_data(relative)?;
    let text = xml::read(&path).unwrap();
    Some((path, text))
}

#[test]
fn the_real_products_state_the_offsets_of_their_baselines() {
    let old =
        "safe/S2A_MSIL2A_20180721T053721_N0212_R062_T43MDV_20201011T181419.SAFE/MTD_MSIL2a.xml";
    let new =
        "safe/S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE/MTD_MSIL2A.xml";
    for (relative, baseline, offset, physical) in
        [(old, "02.12", 0.0, "B12"), (new, "04.00", -0.1, "B12"), (new, "04.00", -0.1, "B8")]
    {
        let Some((path, text)) = shared_product(relative) else { return };
        let document = xml::parse(&text, &path).unwrap();
        let product = document.root_element();
        check_level(product).unwrap();
        assert_eq!(xml::text(product, "PROCESSING_BASELINE"), Some(baseline));
        let calibration = Calibration::read(product, Some(baseline)).unwrap();
        assert_eq!(calibration.of(Band::Swir2, physical).unwrap(), (0.0001, offset), "{relative}");
        assert_eq!(calibration.nodata, 0.0);
        let images = Images::read(product).unwrap();
        let found: Vec<_> = wanted()
            .map(|(_, file)| images.path(Path::new("/p"), file).unwrap().unwrap())
            .collect();
        let ends = ["B02_10m", "B03_10m", "B04_10m", "B08_10m", "B11_20m", "B12_20m", "SCL_20m"];
        assert_eq!(found.len(), ends.len());
        for (path, end) in found.iter().zip(ends) {
            assert!(path.to_str().unwrap().ends_with(&format!("_{end}.jp2")), "{path:?}");
        }
    }
}

#[test]
fn real_granules_state_tile_time_and_grid() {
    let mut seen = HashMap::new();
    for relative in [
        "safe/S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE/GRANULE/\
         L2A_T33XWJ_A026649_20220413T150756/MTD_TL.xml",
        "safe/S2A_OPER_MSI_L2A_TL_VGS1_20220401T110010_A035382_T34LBP/metadata.xml",
    ] {
        let Some((path, text)) = shared_product(relative) else { return };
        let document = xml::parse(&text, &path).unwrap();
        let granule = Granule::read(document.root_element()).unwrap();
        seen.insert(granule.tile.clone(), (granule.sensed.to_string(), granule.datastrip_start));
    }
    assert_eq!(seen["33XWJ"].0, "2022-04-13T15:08:07.846358Z");
    // The name that stactools gives the same product.
    assert_eq!(seen["33XWJ"].1, "20220413T150756");
    assert_eq!(seen["34LBP"].0, "2022-04-01T09:03:19.283082Z");
}

#[test]
fn the_real_product_without_images_is_refused_naming_all_of_them() {
    let safe = "safe/S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE";
    let Some(safe) = shared_data(safe) else { return };
    let problem = refused(&safe);
    assert_eq!(problem.code, ProblemCode::SafeIncomplete);
    assert_eq!(problem.detail.matches(".jp2").count(), 7, "{problem}");
    let old = "safe/S2A_MSIL2A_20180721T053721_N0212_R062_T43MDV_20201011T181419.SAFE";
    let Some(old) = shared_data(old) else { return };
    assert!(refused(&old).detail.contains("MTD_TL.xml"));
}
