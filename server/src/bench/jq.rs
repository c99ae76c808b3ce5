//! The peer: Debian's jq on the same items, as lines of JSON.

use std::path::Path;
use std::process::Stdio;
use std::time::Instant;

use anyhow::Context as _;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

fn command(filter: &str) -> Command {
    let mut jq = Command::new("jq");
    jq.args(["-c", filter]).stdout(Stdio::null()).stderr(Stdio::null());
    jq
}

/// jq's version, as it says it.
pub(super) async fn version() -> anyhow::Result<String> {
    let output =
        Command::new("jq").arg("--version").output().await.context("jq is needed: apt-get install jq")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Items a second of one jq process over a whole file. jq goes on after an item that fails.
pub(super) async fn whole_file(filter: &str, file: &Path, items: u64) -> anyhow::Result<f64> {
    let start = Instant::now();
    command(filter).stdin(std::fs::File::open(file)?).status().await?;
    Ok(per_second(items, start))
}

/// Items a second when a jq process is started for each item, so many at once.
pub(super) async fn one_by_one(filter: &str, item: &str, items: u32, at_once: usize) -> anyhow::Result<f64> {
    let start = Instant::now();
    let run = |_| async move {
        let mut jq = command(filter).stdin(Stdio::piped()).spawn()?;
        if let Some(mut input) = jq.stdin.take() {
            input.write_all(item.as_bytes()).await?;
        }
        anyhow::Ok(jq.wait().await.map(|_| ())?)
    };
    stream::iter(0..items).map(run).buffer_unordered(at_once).try_collect::<()>().await?;
    Ok(per_second(items.into(), start))
}

#[expect(clippy::cast_precision_loss, reason = "a rate need not be exact")]
pub(super) fn per_second(count: u64, start: Instant) -> f64 {
    count as f64 / start.elapsed().as_secs_f64()
}
