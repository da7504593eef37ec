//! The child's side: limits on itself, then one file after the other.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::protocol::{LINE_BYTES_MAX, MARK, Reply, Request};
use super::{ProbeLimits, inspect};

/// Answers probe requests until `input` ends: the whole work of `vigia probe-rasters`.
///
/// Sets limits on the whole calling process, which must therefore do nothing else.
///
/// # Errors
/// Where `input` or `output` fails, a request is no request, or a limit cannot be set.
pub fn serve(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    crate::configure();
    say(&mut output, &Reply::Ready)?;
    let mut input = input;
    loop {
        let mut line = String::new();
        if (&mut input).take(LINE_BYTES_MAX).read_line(&mut line)? == 0 {
            return Ok(());
        }
        let request: Request = serde_json::from_str(&line)?;
        apply(&request.limits)?;
        let id = request.id;
        let reply = match inspect(Path::new(&request.path), request.limits.pixels_max) {
            Ok(info) => Reply::Info { id, info },
            Err(problem) => Reply::Problem { id, problem },
        };
        say(&mut output, &reply)?;
    }
}

fn say(output: &mut impl Write, reply: &Reply) -> io::Result<()> {
    // The newline before ends whatever a library may have printed there.
    writeln!(output, "\n{MARK}{}", serde_json::to_string(reply)?)?;
    output.flush()
}

/// Limits this process: address space as given, processor time from now on, no core file.
pub fn apply(limits: &ProbeLimits) -> io::Result<()> {
    let used = clock_gettime(ClockId::ProcessCPUTime);
    let used_seconds = u64::try_from(used.tv_sec).unwrap_or(0) + u64::from(used.tv_nsec > 0);
    lower(Resource::Cpu, used_seconds.saturating_add(limits.cpu_seconds))?;
    lower(Resource::As, limits.address_space_bytes)?;
    lower(Resource::Core, 0)
}

/// Sets the soft limit, which the next file may raise again, below the hard one.
fn lower(resource: Resource, wanted: u64) -> io::Result<()> {
    let maximum = getrlimit(resource).maximum;
    let current = Some(maximum.map_or(wanted, |hard| wanted.min(hard)));
    Ok(setrlimit(resource, Rlimit { current, maximum })?)
}
