//! How much the rendering of pictures may take.

use std::time::Duration;

/// Limits of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageryLimits {
    /// Renderings at once: one a core, because each uses a core fully.
    pub renderings: usize,
    /// Requests that may wait for a rendering; a page asks for about 40 tiles.
    pub waiting: usize,
    /// How long one may wait and be rendered.
    pub patience: Duration,
    /// Memory for encoded pictures, in bytes.
    pub picture_bytes: u64,
    /// Scenes kept decoded.
    pub scenes: u64,
    /// Pixel series kept.
    pub series: u64,
    /// Scenes of which the share of hidden ground is kept.
    pub shares: u64,
}

impl Default for ImageryLimits {
    fn default() -> Self {
        Self {
            renderings: std::thread::available_parallelism().map_or(1, usize::from),
            waiting: 512,
            patience: Duration::from_secs(20),
            picture_bytes: 256 * 1024 * 1024,
            scenes: 8_192,
            series: 256,
            shares: 65_536,
        }
    }
}
