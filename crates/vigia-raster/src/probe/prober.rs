//! The parent's side: keeps a child, its deadline, and replaces it when it dies.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use vigia_core::{Problem, ProblemCode};

use super::protocol::{LINE_BYTES_MAX, Reply, Request, reply};
use super::{ProbeLimits, RasterInfo};
use crate::RasterError;

/// How long a child may take to say that it is up.
const START_WALL: Duration = Duration::from_secs(60);

/// Replies that may wait; a child that says more waits itself.
const REPLIES_MAX: usize = 4;

/// Probes rasters in a child process, one after the other. Not shared: one a worker.
#[derive(Debug)]
pub struct Prober {
    exe: PathBuf,
    args: Vec<OsString>,
    limits: ProbeLimits,
    running: Option<Running>,
    last_id: u64,
}

#[derive(Debug)]
struct Running {
    child: Child,
    requests: ChildStdin,
    replies: Receiver<Reply>,
    /// Says whether it has answered for a file already.
    used: bool,
}

/// Why there is no answer for a file.
enum Silence {
    Timeout,
    Died(String),
}

impl Prober {
    /// Makes a prober; `exe args…` is started with the first file and must call
    /// [`super::serve`] on its standard input and output.
    #[must_use]
    pub fn new(exe: PathBuf, args: Vec<OsString>, limits: ProbeLimits) -> Self {
        Self { exe, args, limits, running: None, last_id: 0 }
    }

    /// Probes one file: its info, or what is wrong with it.
    ///
    /// A file on which a fresh child dies, or any child runs out of time, is
    /// [`ProblemCode::RasterHostile`]. A child that dies after other files may have died
    /// of them, or of something else: the file is then tried once more, on a fresh one.
    ///
    /// # Errors
    /// [`RasterError::Prober`] where no child can be started: no file's fault.
    pub fn probe(&mut self, path: &Path) -> Result<Result<RasterInfo, Problem>, RasterError> {
        let subject = path.display().to_string();
        let unreadable =
            |detail: String| Problem::new(ProblemCode::FileUnreadable, subject.as_str(), detail);
        let path = match std::path::absolute(path) {
            Ok(path) => path,
            Err(error) => return Ok(Err(unreadable(error.to_string()))),
        };
        // GDAL takes names as UTF-8 only.
        let Some(text) = path.to_str() else {
            return Ok(Err(unreadable("its name is not UTF-8: rename it".to_owned())));
        };
        let hostile =
            |detail| Ok(Err(Problem::new(ProblemCode::RasterHostile, subject.as_str(), detail)));
        loop {
            let id = self.send(text)?;
            match self.answer(id) {
                Ok(answer) => {
                    let named = |p: Problem| Problem { subject: subject.clone(), ..p };
                    return Ok(answer.map_err(named));
                }
                Err(Silence::Timeout) => {
                    self.running = None;
                    return hostile(format!("decoding takes more than {:?}", self.limits.wall));
                }
                Err(Silence::Died(how)) => {
                    let was_used = self.running.take().is_some_and(|running| running.used);
                    if !was_used {
                        return hostile(format!("the decoder ended on it{how}"));
                    }
                }
            }
        }
    }

    /// Sends a request; a child that died since the last file is replaced, once.
    fn send(&mut self, path: &str) -> Result<u64, RasterError> {
        self.last_id += 1;
        let request = Request { id: self.last_id, path: path.to_owned(), limits: self.limits };
        let mut line = serde_json::to_string(&request).map_err(|error| self.failure(&error))?;
        line.push('\n');
        for last_try in [false, true] {
            let running = self.ensure_running()?;
            match running
                .requests
                .write_all(line.as_bytes())
                .and_then(|()| running.requests.flush())
            {
                Ok(()) => break,
                Err(error) if last_try => return Err(self.failure(&error)),
                Err(_) => self.running = None,
            }
        }
        Ok(self.last_id)
    }

    fn ensure_running(&mut self) -> Result<&mut Running, RasterError> {
        let alive = |running: &mut Running| matches!(running.child.try_wait(), Ok(None));
        let running = match self.running.take().and_then(|mut r| alive(&mut r).then_some(r)) {
            Some(running) => running,
            None => Running::start(&self.exe, &self.args).map_err(|error| self.failure(&error))?,
        };
        Ok(self.running.insert(running))
    }

    /// Waits for the answer of the running child.
    fn answer(&mut self, id: u64) -> Result<Result<RasterInfo, Problem>, Silence> {
        let Some(running) = self.running.as_mut() else {
            return Err(Silence::Died(String::new()));
        };
        let deadline = Instant::now() + self.limits.wall;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let answer = match running.replies.recv_timeout(left) {
                Ok(Reply::Info { id: of, info }) if of == id => Ok(info),
                Ok(Reply::Problem { id: of, problem }) if of == id => Err(problem),
                Ok(_) => continue,
                Err(RecvTimeoutError::Timeout) => return Err(Silence::Timeout),
                Err(RecvTimeoutError::Disconnected) => {
                    let how = running.child.wait().map(|status| format!(" ({status})"));
                    return Err(Silence::Died(how.unwrap_or_default()));
                }
            };
            running.used = true;
            return Ok(answer);
        }
    }

    fn failure(&self, error: &dyn std::error::Error) -> RasterError {
        RasterError::Prober { exe: self.exe.clone(), detail: error.to_string() }
    }

    /// Returns the process id of the child that waits for files, if one runs.
    #[must_use]
    pub fn child_id(&self) -> Option<u32> {
        self.running.as_ref().map(|running| running.child.id())
    }
}

impl Running {
    fn start(exe: &Path, args: &[OsString]) -> std::io::Result<Self> {
        let mut child = Command::new(exe)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (Some(requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(std::io::Error::other("the child has no pipes"));
        };
        let (sender, replies) = sync_channel(REPLIES_MAX);
        std::thread::Builder::new()
            .name("vigia-probe".to_owned())
            .spawn(move || forward(output, &sender))?;
        // From here on, dropping it ends the child.
        let running = Self { child, requests, replies, used: false };
        match running.replies.recv_timeout(START_WALL) {
            Ok(Reply::Ready) => Ok(running),
            _ => Err(std::io::Error::other("it does not answer as a prober")),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes the child's replies on until it ends; lines that are not ours are dropped.
fn forward(output: ChildStdout, replies: &SyncSender<Reply>) {
    let mut output = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        match (&mut output).take(LINE_BYTES_MAX).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let said = std::str::from_utf8(&line).ok().and_then(reply);
        if said.is_some_and(|said| replies.send(said).is_err()) {
            return;
        }
    }
}
