//! The server under measurement: a deployment of its own, in a process of its own.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use thousandfold_client::Client;

use crate::scratch::Scratch;

/// How long the server may take to be ready.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A running server.
pub(super) struct Target {
    pub(super) scratch: Scratch,
    pub(super) client: Client,
    /// For requests that the client has no call for.
    pub(super) http: reqwest::Client,
    process: Child,
}

fn end(process: &mut Child) {
    // One that has ended already cannot be killed, which is fine.
    let _ = process.kill();
    let _ = process.wait();
}

async fn until_ready(url: &str) -> anyhow::Result<()> {
    let url = format!("{url}/readyz");
    let ready = async {
        while !reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(START_LIMIT, ready).await.context("the server is not ready in time")
}

impl Target {
    /// Starts a server on the engines of the config file `base`.
    pub(super) async fn start(base: &Path) -> anyhow::Result<Self> {
        Self::start_with(base, toml::Table::new()).await
    }

    /// Starts a server with these sections in its config.
    pub(super) async fn start_with(base: &Path, settings: toml::Table) -> anyhow::Result<Self> {
        Self::start_as(base, settings, &[]).await
    }

    /// Starts a server in these roles; without any, in all.
    pub(super) async fn start_as(base: &Path, settings: toml::Table, roles: &[&str]) -> anyhow::Result<Self> {
        let mut scratch = Scratch::create(base, settings).await?;
        scratch.open().await?;
        let mut serve = scratch.command(Path::new("/proc/self/exe"), &["serve"]);
        if !roles.is_empty() {
            serve.args(["--roles", &roles.join(",")]);
        }
        serve.env("THOUSANDFOLD_TELEMETRY__LOG", "warn");
        let process = serve.stdout(Stdio::null()).spawn().context("the server does not start")?;
        let client = crate::cli::client(&scratch.url(""), Some(scratch.key().to_owned()))?;
        let http = Scratch::http(scratch.key())?;
        let target = Self { scratch, client, http, process };
        until_ready(&target.scratch.url("")).await?;
        Ok(target)
    }

    /// The memory of the server's process now, in MiB.
    pub(super) fn memory_mib(&self) -> f64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        kib.and_then(|kib| kib.trim().parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
    }

    /// A counter of the server's, or 0 if it has not counted yet.
    pub(super) async fn counter(&self, name: &str) -> anyhow::Result<f64> {
        let text = reqwest::get(self.scratch.url("/metrics")).await?.text().await?;
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        Ok(value.unwrap_or(0.0))
    }

    /// Ends the server and deletes what it has in the engines.
    pub(super) async fn stop(mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        self.scratch.destroy().await
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}
