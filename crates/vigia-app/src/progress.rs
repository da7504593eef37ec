//! Progress of long work, told to whoever shows it.

/// One step of long work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Message id of the stage, for instance `stage-ingest-scenes`.
    pub stage: &'static str,
    /// Units done.
    pub done: usize,
    /// Units in all.
    pub total: usize,
    /// The unit at hand: a file or a series.
    pub unit: String,
}

/// Where steps are told; called from worker threads.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);

/// Tells nobody.
pub fn silent(_: Step) {}
