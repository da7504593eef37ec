//! `vigia user add|list|disable|password`.

use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use jiff::Timestamp;
use vigia_app::Workspace;
use vigia_app::accounts::{self, NewPerson};

use crate::arguments::{ReportFormat, User};
use crate::output::Output;

/// Longest password file that is read.
const PASSWORD_FILE_MAX_BYTES: u64 = 4096;

/// Does what was asked about people.
pub async fn run(workspace: &Workspace, what: User, output: &Output) -> anyhow::Result<ExitCode> {
    match what {
        User::Add { username, role, name, language, password_file } => {
            let language = language.into();
            let password = password(password_file.as_deref())?;
            let person =
                NewPerson { username: username.clone(), display_name: name, role, language };
            accounts::add(workspace, &person, password.text(), Timestamp::now()).await?;
            let role = output.text(&format!("role-{role}"), &[]);
            output.say("user-added", &[("username", username), ("role", role)]);
            password.tell(output);
        }
        User::List { format } => list(workspace, format, output).await?,
        User::Disable { username } => {
            accounts::disable(workspace, &username, Timestamp::now()).await?;
            output.say("user-disabled", &[("username", username)]);
        }
        User::Password { username, password_file } => {
            let password = password(password_file.as_deref())?;
            let now = Timestamp::now();
            accounts::set_password(workspace, &username, password.text(), now).await?;
            output.say("user-password-set", &[("username", username)]);
            password.tell(output);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(workspace: &Workspace, format: ReportFormat, output: &Output) -> anyhow::Result<()> {
    let people = accounts::list(workspace).await?;
    if format == ReportFormat::Json {
        return output.json(&people);
    }
    if people.is_empty() {
        output.say("user-none", &[]);
    }
    for person in people {
        let note = match person.disabled {
            Some(_) => output.text("user-disabled-note", &[]),
            None => String::new(),
        };
        let arguments = [
            ("username", person.username),
            ("role", output.text(&format!("role-{}", person.role), &[])),
            ("name", person.name),
            ("note", note),
        ];
        output.say("user-line", &arguments);
    }
    Ok(())
}

/// A password that somebody gave, or that was made here and must be told.
enum Password {
    Given(String),
    Made(String),
}

impl Password {
    fn text(&self) -> &str {
        match self {
            Self::Given(text) | Self::Made(text) => text,
        }
    }

    fn tell(&self, output: &Output) {
        if let Self::Made(text) = self {
            output.say("user-password", &[("password", text.clone())]);
            output.say("user-password-once", &[]);
        }
    }
}

fn password(file: Option<&Path>) -> anyhow::Result<Password> {
    let Some(file) = file else { return Ok(Password::Made(accounts::generate_password()?)) };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().take(PASSWORD_FILE_MAX_BYTES).read_to_string(&mut text)?;
    } else {
        let opened = std::fs::File::open(file).with_context(|| file.display().to_string())?;
        opened.take(PASSWORD_FILE_MAX_BYTES).read_to_string(&mut text)?;
    }
    Ok(Password::Given(text.lines().next().unwrap_or("").to_owned()))
}
