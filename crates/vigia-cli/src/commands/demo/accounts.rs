//! The people of the demonstration: made once, with random passwords.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;
use jiff::Timestamp;
use vigia_app::Workspace;
use vigia_app::accounts::{self, NewPerson};
use vigia_app::messages::Language;
use vigia_core::Role;

use crate::output::Output;

/// File with the passwords, for the second run.
const FILE: &str = "accesos-demo.txt";

const PEOPLE: [(&str, &str, Role); 4] = [
    ("fiscal", "Fiscal (demostración)", Role::Prosecutor),
    ("analista", "Analista (demostración)", Role::Analyst),
    ("campo", "Equipo de campo (demostración)", Role::Field),
    ("admin", "Administración (demostración)", Role::Admin),
];

/// What became of the people of the demonstration.
pub enum Accounts {
    /// They were made now: each name and password.
    Made(Vec<(String, String)>),
    /// They were there already.
    Known,
}

/// Makes the people where the workspace has nobody yet. The file is written first, so
/// that no account exists whose password nobody knows.
pub async fn ensure(workspace: &Workspace, folder: &Path) -> anyhow::Result<Accounts> {
    let known = accounts::list(workspace).await?;
    let missing = PEOPLE
        .iter()
        .filter(|(username, ..)| !known.iter().any(|person| person.username == *username));
    let mut made = Vec::new();
    for (username, display_name, role) in missing {
        let password = accounts::generate_password()?;
        write_down(folder, username, &password)?;
        let person = NewPerson {
            username: (*username).to_owned(),
            display_name: (*display_name).to_owned(),
            role: *role,
            language: Language::Es,
        };
        accounts::add(workspace, &person, &password, Timestamp::now()).await?;
        made.push((person.username, password));
    }
    Ok(if made.is_empty() { Accounts::Known } else { Accounts::Made(made) })
}

fn write_down(folder: &Path, username: &str, password: &str) -> anyhow::Result<()> {
    let path = folder.join(FILE);
    let opened = OpenOptions::new().create(true).append(true).mode(0o600).open(&path);
    let mut file = opened.with_context(|| path.display().to_string())?;
    writeln!(file, "{username}  {password}").with_context(|| path.display().to_string())
}

/// Says who may sign in and where the passwords are.
pub fn tell(accounts: &Accounts, folder: &Path, output: &Output) {
    let file = ("file", folder.join(FILE).display().to_string());
    match accounts {
        Accounts::Known => output.say("demo-accounts-known", &[file]),
        Accounts::Made(people) => {
            output.say("demo-accounts", &[file]);
            for (username, password) in people {
                let arguments = [("username", username.clone()), ("password", password.clone())];
                output.line(&format!("  {}", output.text("demo-account", &arguments)));
            }
        }
    }
}
