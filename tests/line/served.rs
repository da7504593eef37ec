//! A running `vigia serve`, and a browser's part of talking to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{command, vigia};

pub const PASSWORD: &str = "clave-de-las-pruebas";

/// Longest wait for something that must come.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A server in a process of its own; killed when it is dropped.
pub struct Served {
    pub child: Child,
    pub url: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Starts it on a free port, and waits until it has said where.
    pub fn start(workspace: &Path, arguments: &[&str]) -> Self {
        let mut child = command(workspace)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .find_map(|line| Some(line.unwrap().split_once("Map at ")?.1.to_owned()))
            .expect("the server says where it is");
        // Read on, so that the server never waits for its reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }

    pub fn address(&self) -> &str {
        self.url.split_once("://").unwrap().1
    }

    /// Stops it as Ctrl+C does, and fails unless it ends well and soon.
    pub fn interrupt(mut self) {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server does not stop");
    }

    /// Signs in; returns the cookie.
    pub fn sign_in(&self, username: &str) -> String {
        let answer = ureq::post(format!("{}/api/v1/session", self.url))
            .header("sec-fetch-site", "none")
            .send_json(json!({ "username": username, "password": PASSWORD }))
            .unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    pub fn get(&self, path: &str, cookie: &str) -> Value {
        let asked = ureq::get(format!("{}{path}", self.url)).header("cookie", cookie).call();
        asked.unwrap().body_mut().read_json().unwrap()
    }

    /// Opens the event stream, behind event `last_seen` where there is one.
    pub fn events(&self, cookie: &str, last_seen: Option<&str>) -> Events {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let resume = last_seen.map_or(String::new(), |id| format!("Last-Event-ID: {id}\r\n"));
        let host = self.address();
        write!(
            stream,
            "GET /api/v1/events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{resume}\r\n"
        )
        .unwrap();
        Events { stream, text: String::new() }
    }
}

/// An open event stream.
pub struct Events {
    stream: TcpStream,
    text: String,
}

impl Events {
    /// Returns the next event that has a number: number, kind, data.
    pub fn next(&mut self) -> Option<(String, String, String)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    event.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
                };
                if let (Some(id), Some(kind)) = (field("id:"), field("event:")) {
                    return Some((id, kind, field("data:").unwrap_or_default()));
                }
                continue;
            }
            let mut bytes = [0; 4096];
            let count = self.stream.read(&mut bytes).ok().filter(|count| *count > 0)?;
            self.text.push_str(&String::from_utf8_lossy(&bytes[..count]).replace('\r', ""));
        }
    }
}

/// Adds a person with [`PASSWORD`].
pub fn add_person(workspace: &Path, username: &str, role: &str) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("{PASSWORD}\n")).unwrap();
    let path = file.path().display().to_string();
    vigia(workspace, &["user", "add", username, "--role", role, "--password-file", &path]).ok();
}
