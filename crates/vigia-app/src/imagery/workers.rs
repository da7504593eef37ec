//! Threads that render, and the queue before them.

use std::sync::Arc;
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{Semaphore, oneshot};

use super::{ImageryError, ImageryLimits};
use crate::error::AppError;

/// A fixed number of threads; each keeps its coordinate transformations.
pub(crate) struct Workers {
    threads: ThreadPool,
    /// One permit for each rendering that runs: what waits can still give up.
    running: Arc<Semaphore>,
    /// One permit for each request that waits or runs.
    admitted: Arc<Semaphore>,
    patience: Duration,
}

impl Workers {
    pub(super) fn start(limits: &ImageryLimits) -> Result<Self, AppError> {
        let renderings = limits.renderings.max(1);
        let threads = ThreadPoolBuilder::new()
            .num_threads(renderings)
            .thread_name(|index| format!("imagery-{index}"))
            // Without one, rayon ends the process.
            .panic_handler(|_| tracing::error!("a rendering panicked"))
            .build()
            .map_err(|error| AppError::File {
                action: "starting",
                path: "threads".into(),
                source: std::io::Error::other(error),
            })?;
        Ok(Self {
            threads,
            running: Arc::new(Semaphore::new(renderings)),
            admitted: Arc::new(Semaphore::new(renderings + limits.waiting)),
            patience: limits.patience,
        })
    }

    /// Runs `work` on one of the threads; inside, rayon's iterators use all of them.
    ///
    /// A rendering that has begun ends, even if nobody waits any more; one that has not is
    /// never begun.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, ImageryError> {
        let busy = |_| ImageryError::Busy;
        let admitted = Arc::clone(&self.admitted).try_acquire_owned();
        let admitted = admitted.map_err(|_| ImageryError::Busy)?;
        let done = async {
            let running = Arc::clone(&self.running).acquire_owned().await.map_err(busy)?;
            let (send, receive) = oneshot::channel();
            self.threads.spawn(move || {
                let result = work();
                // Kept until here, because a rendering goes on when its asker has given up.
                drop((admitted, running));
                // The receiver may be gone: then nobody is told.
                drop(send.send(result));
            });
            match receive.await {
                Ok(result) => Ok(result?),
                // Only a panic drops the sender.
                Err(_) => Err(ImageryError::Panicked),
            }
        };
        tokio::time::timeout(self.patience, done).await.unwrap_or(Err(ImageryError::TooSlow))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn limits(waiting: usize, patience: Duration) -> ImageryLimits {
        ImageryLimits { renderings: 1, waiting, patience, ..ImageryLimits::default() }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_more_than_may_wait_is_turned_away_at_once() {
        let workers = Arc::new(Workers::start(&limits(1, Duration::from_secs(30))).unwrap());
        let (release, held) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let workers = Arc::clone(&workers);
            async move { workers.run(move || Ok(held.recv().is_ok())).await }
        });
        // Before it, the second would be done at once, and nobody would wait.
        while workers.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = tokio::spawn({
            let workers = Arc::clone(&workers);
            async move { workers.run(|| Ok(true)).await }
        });
        while workers.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let third = workers.run(|| Ok(true)).await;
        assert!(matches!(third, Err(ImageryError::Busy)));
        release.send(()).unwrap();
        assert!(first.await.unwrap().unwrap() && second.await.unwrap().unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_panic_is_one_failed_picture_and_the_next_is_drawn() {
        let workers = Workers::start(&limits(1, Duration::from_secs(30))).unwrap();
        let failed = workers.run(|| -> Result<(), AppError> { panic!("on purpose") }).await;
        assert!(matches!(failed, Err(ImageryError::Panicked)));
        assert_eq!(workers.run(|| Ok(7)).await.unwrap(), 7);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_waits_too_long_gives_up_and_is_never_begun() {
        let workers = Arc::new(Workers::start(&limits(8, Duration::from_millis(40))).unwrap());
        let (release, held) = std::sync::mpsc::channel::<()>();
        let begun = Arc::new(AtomicUsize::new(0));
        let first = tokio::spawn({
            let workers = Arc::clone(&workers);
            async move { workers.run(move || Ok(held.recv().is_ok())).await }
        });
        while workers.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let counted = Arc::clone(&begun);
        let second = workers.run(move || Ok(counted.fetch_add(1, Ordering::SeqCst))).await;
        assert!(matches!(second, Err(ImageryError::TooSlow)));
        release.send(()).unwrap();
        drop(first.await);
        workers.threads.install(|| ());
        assert_eq!(begun.load(Ordering::SeqCst), 0);
    }
}
