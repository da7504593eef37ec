//! `vigia serve`: the map, for browsers.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};
use vigia_api::server::{self, Listen, Tls};
use vigia_app::{Workspace, accounts, watch};

use crate::arguments::ServeArguments;
use crate::output::Output;

/// Accounts named when the server starts.
const SHOWN_ACCOUNTS: usize = 8;

/// Serves until it is told to stop.
pub async fn run(
    workspace: Workspace,
    options: ServeArguments,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let tls = options.tls_cert.zip(options.tls_key);
    let listen = Listen {
        address: options.listen,
        tls: tls.map(|(certificate, key)| Tls { certificate, key }),
        trusted_proxy: options.trusted_proxy,
    };
    let watched = options.watch.as_deref().map(|folder| (folder, options.profile.as_str()));
    serve(workspace, &listen, watched, output).await
}

/// Serves `workspace`, watching a folder with a profile where one is named.
pub async fn serve(
    workspace: Workspace,
    listen: &Listen,
    watched: Option<(&Path, &str)>,
    output: &Output,
) -> anyhow::Result<ExitCode> {
    let workspace = Arc::new(workspace);
    let mut interrupted = signal(SignalKind::interrupt()).context("SIGINT")?;
    let mut terminated = signal(SignalKind::terminate()).context("SIGTERM")?;
    let running = listen.bind(Arc::clone(&workspace)).await?;
    output.say("serve-address", &[("url", running.url())]);
    tell_who(&workspace, output).await?;
    output.say("serve-stop", &[]);
    let serving = tokio::spawn(server::serve(running, async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    }));
    match watched {
        Some((folder, profile)) => {
            output.say("serve-watching", &[("folder", folder.display().to_string())]);
            let told = |error: &vigia_app::AppError| {
                let reason = format!("{:#}", anyhow::Error::msg(error.to_string()));
                let arguments = [("folder", folder.display().to_string()), ("reason", reason)];
                eprintln!("{}", output.text("watch-failed", &arguments));
            };
            tokio::select! {
                served = serving => served??,
                () = watch::watch(&workspace, folder, profile, &told) => {}
            }
        }
        None => serving.await??,
    }
    workspace.store().clone().close().await;
    output.say("serve-stopped", &[]);
    Ok(ExitCode::SUCCESS)
}

async fn tell_who(workspace: &Workspace, output: &Output) -> anyhow::Result<()> {
    let people = accounts::list(workspace).await?;
    let names: Vec<String> = people
        .into_iter()
        .filter(|person| person.disabled.is_none())
        .map(|person| person.username)
        .take(SHOWN_ACCOUNTS)
        .collect();
    if names.is_empty() {
        let folder = workspace.store().workspace().display().to_string();
        let command = format!("vigia user add rosa --role analyst -w {folder}");
        output.say("serve-nobody", &[("command", command)]);
    } else {
        output.say("serve-sign-in", &[("names", names.join(", "))]);
    }
    Ok(())
}
