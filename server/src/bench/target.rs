//! The server under measurement: a deployment of its own, in a process of its own.

use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::Context as _;

use crate::cli::client::ApiClient;
use crate::scratch::Scratch;

/// How long the server may take to be ready.
const START_LIMIT: Duration = Duration::from_secs(60);

/// A running server.
pub(super) struct Target {
    pub(super) scratch: Scratch,
    pub(super) client: ApiClient,
    process: Child,
}

impl Target {
    /// Starts a server on the engines of the config file `base`.
    pub(super) async fn start(base: &Path) -> anyhow::Result<Self> {
        let scratch = Scratch::create(base, toml::Table::new()).await?;
        let mut serve = scratch.command(Path::new("/proc/self/exe"), &["serve"]);
        serve.env("THOUSANDFOLD_TELEMETRY__LOG", "warn");
        let process = serve.stdout(Stdio::null()).spawn().context("the server does not start")?;
        let client = ApiClient::new(&scratch.url(""))?;
        let target = Self { scratch, client, process };
        let ready = async {
            let url = target.scratch.url("/readyz");
            while !reqwest::get(&url).await.is_ok_and(|answer| answer.status().is_success()) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(START_LIMIT, ready).await.context("the server is not ready in time")?;
        Ok(target)
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
        // After `stop` there is nothing left to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
