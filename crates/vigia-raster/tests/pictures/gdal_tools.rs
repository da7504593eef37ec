//! GDAL's own programs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use ndarray::Array2;
use vigia_raster::mercator::Frame;

/// Warps a file to a frame as `gdalwarp` does; 0 is no data.
pub fn warped(file: &Path, frame: &Frame, resampling: &str, overview: &str) -> Array2<f64> {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("warped.bin");
    let (width, height) = (frame.width_px, frame.height_px);
    let east = frame.west + frame.pixel_m * f64::from(width);
    let south = frame.north - frame.pixel_m * f64::from(height);
    let extent = [frame.west, south, east, frame.north].map(|bound| format!("{bound:?}"));
    let done = Command::new("gdalwarp")
        .args(["-q", "-t_srs", "EPSG:3857", "-r", resampling, "-et", "0", "-ovr", overview])
        .args(["-of", "ENVI", "-ot", "Float64", "-wt", "Float64", "-te"])
        .args(extent)
        .args(["-ts", &width.to_string(), &height.to_string()])
        .args([file, &target])
        .status()
        .unwrap();
    assert!(done.success());
    let bytes = std::fs::read(&target).unwrap();
    let numbers = bytes.chunks_exact(8).map(|chunk| f64::from_le_bytes(chunk.try_into().unwrap()));
    Array2::from_shape_vec((height as usize, width as usize), numbers.collect()).unwrap()
}

/// Transforms points of one CRS to another as `gdaltransform` does.
pub fn transformed(from: &str, to: &str, points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut child = Command::new("gdaltransform")
        .args(["-s_srs", from, "-t_srs", to])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text: String = points.iter().map(|(x, y)| format!("{x:?} {y:?}\n")).collect();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| {
            let mut numbers = line.split_whitespace().map(|number| number.parse().unwrap());
            (numbers.next().unwrap(), numbers.next().unwrap())
        })
        .collect()
}
