//! A small client over HTTP/1.1 that keeps its connections and knows only what the servers
//! here answer: a status line and a `Content-Length`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

/// Longest answer that is read.
const ANSWER_MAX_BYTES: usize = 64 << 20;

/// One connection.
pub struct Connection {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    pub set_cookie: Option<String>,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).context("connecting")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { stream: BufReader::new(stream), body: Vec::new() })
    }

    /// Sends a request as it stands and reads the whole answer.
    ///
    /// # Errors
    /// A connection that breaks; an answer without a length.
    pub fn ask(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        self.stream.get_mut().write_all(request)?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.with_context(|| format!("no status in {line:?}"))?;
        let (mut length, mut set_cookie) = (None, None);
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                bail!("the connection broke");
            }
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().ok();
            } else if name.eq_ignore_ascii_case("set-cookie") {
                set_cookie = value.split(';').next().map(str::to_owned);
            }
        }
        let has_body = !matches!(status, 204 | 304);
        let length = if has_body { length.context("an answer without a length")? } else { 0 };
        if length > ANSWER_MAX_BYTES {
            bail!("an answer of {length} bytes");
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(Answer { status, set_cookie })
    }

    /// Returns the body of the last answer.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Returns a request to read `path`, with further header lines that each end in CRLF.
pub fn get(address: SocketAddr, path: &str, headers: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n").into_bytes()
}

/// Asks the same again and again over `connections` connections for `duration`, and returns
/// answers a second.
///
/// # Errors
/// Those of [`Connection::ask`]; an answer that is neither 200 nor 204.
pub fn rate(
    address: SocketAddr,
    request: &[u8],
    connections: usize,
    duration: Duration,
) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let ask = || -> anyhow::Result<usize> {
        let mut connection = Connection::open(address)?;
        let mut answered = 0;
        while begun.elapsed() < duration {
            let answer = connection.ask(request)?;
            if !matches!(answer.status, 200 | 204) {
                bail!("status {}: {}", answer.status, String::from_utf8_lossy(connection.body()));
            }
            answered += 1;
        }
        Ok(answered)
    };
    let answered: usize = std::thread::scope(|scope| {
        let askers: Vec<_> = (0..connections).map(|_| scope.spawn(ask)).collect();
        askers
            .into_iter()
            .map(|asker| match asker.join() {
                Ok(answered) => answered,
                Err(_) => bail!("an asking thread ended abnormally"),
            })
            .sum::<anyhow::Result<usize>>()
    })?;
    Ok(answered as f64 / begun.elapsed().as_secs_f64())
}
