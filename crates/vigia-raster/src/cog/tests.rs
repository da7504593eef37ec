#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use std::process::Command;

use gdal::Metadata;
use ndarray::{Array2, array};

use super::*;

fn grid(rows: usize, cols: usize) -> GridGeometry {
    GridGeometry {
        crs: "EPSG:32719".into(),
        transform: [300_000.0, 10.0, 0.0, 8_600_000.0, 0.0, -10.0],
        rows,
        cols,
    }
}

fn band<'a>(pixels: CogPixels<'a>, description: &'a str) -> CogBand<'a> {
    CogBand { pixels, nodata: Some(0.0), description }
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_written_is_read_back_with_its_grid_names_and_nodata() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tesela.tif");
    let (red, nir) = (array![[1_u16, 2, 3], [4, 5, 65535]], array![[9_u16, 8, 7], [6, 5, 4]]);
    let bands = [band(CogPixels::U16(red.view()), "B04"), band(CogPixels::U16(nir.view()), "B08")];
    write_cog(&path, &grid(2, 3), &bands, &CogOptions::default()).unwrap();

    let dataset = Dataset::open(&path).unwrap();
    assert_eq!(dataset.metadata_item("LAYOUT", "IMAGE_STRUCTURE").as_deref(), Some("COG"));
    assert_eq!(dataset.geo_transform().unwrap(), grid(2, 3).transform);
    assert_eq!(crs::crs_name(&dataset.spatial_ref().unwrap()).unwrap(), "EPSG:32719");
    let second = dataset.rasterband(2).unwrap();
    assert_eq!(second.description().unwrap(), "B08");
    assert_eq!(second.no_data_value(), Some(0.0));
    assert_eq!(second.read_band_as::<u16>().unwrap().data(), &[9, 8, 7, 6, 5, 4]);
    assert_eq!(files_in(folder.path()), ["tesela.tif"]);
}

#[test]
fn a_transposed_view_is_written_by_its_rows_not_by_its_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.tif");
    let memory = array![[1_i16, 2], [3, 4], [5, 6]];
    let bands = [band(CogPixels::I16(memory.t()), "")];
    write_cog(&path, &grid(2, 3), &bands, &CogOptions::default()).unwrap();
    let read = Dataset::open(&path).unwrap().rasterband(1).unwrap().read_band_as::<i16>().unwrap();
    assert_eq!(read.data(), &[1, 3, 5, 2, 4, 6]);
}

#[test]
fn large_rasters_get_overviews_and_the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let pixels = Array2::from_shape_fn((700, 600), |(r, c)| (r as f32).sin() + c as f32);
    let bands = [CogBand { pixels: CogPixels::F32(pixels.view()), nodata: None, description: "x" }];
    let options = CogOptions { overviews: Overviews::Average, ..CogOptions::default() };
    let (a, b) = (folder.path().join("a.tif"), folder.path().join("b.tif"));
    write_cog(&a, &grid(700, 600), &bands, &options).unwrap();
    write_cog(&b, &grid(700, 600), &bands, &options).unwrap();
    assert_eq!(std::fs::read(&a).unwrap(), std::fs::read(&b).unwrap());
    let dataset = Dataset::open(&a).unwrap();
    assert!(dataset.rasterband(1).unwrap().overview_count().unwrap() >= 1);
    assert_eq!(files_in(folder.path()), ["a.tif", "b.tif"]);
}

#[test]
fn bands_that_do_not_fit_one_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.tif");
    let (bytes, words) = (Array2::<u8>::zeros((2, 3)), Array2::<u16>::zeros((2, 3)));
    let mixed = [band(CogPixels::U8(bytes.view()), "a"), band(CogPixels::U16(words.view()), "b")];
    let options = CogOptions::default();
    for (bands, grid) in [(&mixed[..], grid(2, 3)), (&mixed[..1], grid(3, 2)), (&[], grid(2, 3))] {
        let refused = write_cog(&path, &grid, bands, &options);
        assert!(matches!(refused, Err(RasterError::BandShape { .. })), "{refused:?}");
    }
    assert!(files_in(folder.path()).is_empty());
}

#[test]
fn an_interrupted_write_leaves_the_old_file_and_no_litter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.tif");
    std::fs::write(&path, b"the old content").unwrap();
    let staged = Staged::beside(&path).unwrap();
    std::fs::write(staged.path(), b"half").unwrap();
    assert_eq!(files_in(folder.path()).len(), 2);
    drop(staged);
    assert_eq!(files_in(folder.path()), ["x.tif"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"the old content");
}

/// A memory file system of one megabyte, unmounted when dropped; `None`, said aloud,
/// where this user may not mount.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            eprintln!("SKIPPED: mounting a small tmpfs is not allowed here");
            return None;
        }
        Some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).output();
    }
}

/// Numbers that do not compress: two bytes a pixel on the disk.
fn noise(rows: usize, cols: usize) -> Array2<u16> {
    let mut state = 1_u64;
    Array2::from_shape_simple_fn((rows, cols), || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 48) as u16
    })
}

fn write_noise(path: &Path, rows: usize, cols: usize) -> Result<(), RasterError> {
    let pixels = noise(rows, cols);
    let bands = [CogBand { pixels: CogPixels::U16(pixels.view()), nodata: None, description: "" }];
    write_cog(path, &grid(rows, cols), &bands, &CogOptions::default())
}

#[test]
fn a_full_disk_is_told_as_such_and_leaves_nothing_half_written() {
    let Some(disk) = SmallDisk::mount() else { return };
    let refused = write_noise(&disk.0.path().join("grande.tif"), 1500, 1500);
    assert!(matches!(refused, Err(RasterError::DiskFull { .. })), "{refused:?}");
    assert!(files_in(disk.0.path()).is_empty());
}

/// Around the size of the disk the last write to fail is the one that closes the file.
#[test]
fn a_disk_that_is_full_at_the_very_end_gives_a_sound_file_or_none() {
    let Some(disk) = SmallDisk::mount() else { return };
    let path = disk.0.path().join("justa.tif");
    let (mut sound, mut refused) = (0, 0);
    // 512 columns are one kilobyte a row, and overviews add a third: some 760 rows fit.
    for rows in (640..=880).step_by(8) {
        match write_noise(&path, rows, 512) {
            Ok(()) => {
                crate::probe::inspect(&path, u64::MAX).unwrap();
                sound += 1;
                std::fs::remove_file(&path).unwrap();
            }
            Err(RasterError::DiskFull { .. }) => refused += 1,
            Err(other) => panic!("{other:?}"),
        }
        assert!(files_in(disk.0.path()).is_empty(), "{rows} rows");
    }
    assert!(sound > 0 && refused > 0, "{sound} sound, {refused} refused");
}
