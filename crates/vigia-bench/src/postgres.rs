//! A PostgreSQL of our own: a folder of its own, a socket inside it, gone afterwards.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, bail};
use tempfile::TempDir;

/// Where Debian keeps the programs; `VIGIA_POSTGRES_BIN` names another place.
const BIN: &str = "/usr/lib/postgresql/15/bin";

/// Settings that help a read-only peer: everything in memory, no parallel workers beside the
/// clients, no compiling of queries that run for a millisecond.
const SETTINGS: &[&str] = &[
    "listen_addresses=''",
    "shared_buffers=512MB",
    "work_mem=64MB",
    "fsync=off",
    "jit=off",
    "autovacuum=off",
    "max_parallel_workers_per_gather=0",
];

/// A running cluster with PostGIS.
pub struct Cluster {
    folder: TempDir,
    bin: PathBuf,
}

impl Cluster {
    /// Makes and starts a cluster.
    ///
    /// # Errors
    /// What is not installed, or what the programs say.
    pub fn start() -> anyhow::Result<Self> {
        let bin = std::env::var_os("VIGIA_POSTGRES_BIN").map_or_else(|| BIN.into(), PathBuf::from);
        if !bin.join("initdb").is_file() {
            bail!("PostgreSQL is not installed: there is no {}", bin.join("initdb").display());
        }
        let folder = tempfile::Builder::new().prefix("vigia-bench-pg").tempdir()?;
        // PostgreSQL refuses to run as root: its own user gets the folder.
        if is_root() {
            std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755))?;
            let data = folder.path().join("data");
            std::fs::create_dir(&data)?;
            let owner = format!("{}:", user());
            checked(Command::new("chown").arg("-R").arg(owner).arg(folder.path()), "chown")?;
        }
        let cluster = Self { folder, bin };
        cluster
            .server("initdb", &["-A", "trust", "-U", "vigia", "-E", "UTF8", "--locale=C", "-D"])?;
        let mut settings = format!("-c unix_socket_directories='{}'", cluster.socket().display());
        for setting in SETTINGS {
            settings.push_str(&format!(" -c {setting}"));
        }
        let log = cluster.folder.path().join("data/log");
        let log = log.display().to_string();
        cluster.server("pg_ctl", &["-w", "-l", &log, "-o", &settings, "start", "-D"])?;
        cluster.sql("CREATE EXTENSION postgis")?;
        Ok(cluster)
    }

    /// Runs SQL and returns what it printed.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub fn sql(&self, text: &str) -> anyhow::Result<String> {
        let mut psql = self.client("psql");
        psql.args(["-qAtX", "-v", "ON_ERROR_STOP=1", "-c", text]);
        let output = checked(&mut psql, "psql")?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Fills a table from tab-separated rows.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub fn copy(&self, table: &str, rows: &str) -> anyhow::Result<()> {
        let mut psql = self.client("psql");
        psql.args(["-qAtX", "-v", "ON_ERROR_STOP=1", "-c", &format!("COPY {table} FROM STDIN")]);
        let mut child = psql.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().context("psql has no input")?.write_all(rows.as_bytes())?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("COPY failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    /// Runs a script again and again with `pgbench` and returns what it printed; `folder`
    /// takes its logs.
    ///
    /// # Errors
    /// What pgbench says.
    pub fn pgbench(&self, script: &str, options: &[&str], folder: &Path) -> anyhow::Result<String> {
        let path = folder.join("script.sql");
        std::fs::write(&path, script)?;
        let mut pgbench = self.client("pgbench");
        pgbench.current_dir(folder).args(["-n", "-M", "prepared", "-f"]).arg(&path).args(options);
        let output = checked(&mut pgbench, "pgbench")?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Returns a text that stands in the command line of the cluster's first process.
    pub fn mark(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn socket(&self) -> &Path {
        self.folder.path()
    }

    fn server(&self, program: &str, arguments: &[&str]) -> anyhow::Result<Output> {
        let path = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", user(), "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(arguments).arg(self.folder.path().join("data"));
        // The server outlives pg_ctl and must not hold a pipe that we read to its end.
        command.stdin(Stdio::null()).stdout(Stdio::null()).current_dir("/");
        checked(&mut command, program)
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command
            .env("PGHOST", self.socket())
            .env("PGUSER", "vigia")
            .env("PGDATABASE", "postgres")
            .env("PGOPTIONS", "-c client_min_messages=warning");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.server("pg_ctl", &["-m", "immediate", "stop", "-D"]) {
            eprintln!("PostgreSQL could not be stopped: {error:#}");
        }
    }
}

fn checked(command: &mut Command, what: &str) -> anyhow::Result<Output> {
    let is_server = command.get_args().any(|argument| argument == "start");
    let output = if is_server {
        let status = command.stderr(Stdio::null()).status();
        status.map(|status| Output { status, stdout: Vec::new(), stderr: Vec::new() })
    } else {
        command.output()
    };
    let output = output.with_context(|| format!("{what} cannot be run"))?;
    if !output.status.success() {
        bail!("{what} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output)
}

fn is_root() -> bool {
    // The owner of what this process just is: the cheapest way without a library.
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// The user that runs the server where we are root.
fn user() -> &'static str {
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    if passwd.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" }
}
