//! Rasters nobody has looked at yet are decoded in a process of their own.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use vigia_core::Problem;
use vigia_raster::{ProbeLimits, Prober, RasterInfo};

use crate::error::AppError;

/// Name of the hidden command that decodes rasters.
pub const PROBE_COMMAND: &str = "probe-rasters";

/// Decodes the rasters named on standard input; the body of `vigia probe-rasters`.
#[must_use]
pub fn serve() -> ExitCode {
    match vigia_raster::probe::serve(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the probe ended");
            ExitCode::FAILURE
        }
    }
}

/// Returns a prober that runs `binary`.
#[must_use]
pub fn prober(binary: PathBuf) -> Prober {
    Prober::new(binary, vec![PROBE_COMMAND.into()], ProbeLimits::default())
}

/// Decodes every block of a raster in the limited process; blocks.
///
/// # Errors
/// [`AppError::Input`] with the problem of the file; [`AppError::Raster`] where the limited
/// process cannot be started.
pub fn probe(prober: &mut Prober, path: &Path) -> Result<RasterInfo, AppError> {
    let found: Result<RasterInfo, Problem> = prober.probe(path)?;
    Ok(found?)
}
