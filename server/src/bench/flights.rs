//! The main job over a whole dataset.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use domain::dataset::{Compression, Format};
use reqwest::Body;
use thousandfold_client::types::SubmitJob;
use tokio_util::io::ReaderStream;

use super::jq::per_second;
use super::target::Target;
use crate::cli::upload;

/// The rows of a file, for both sides.
pub(super) struct Rows {
    pub(super) csv: PathBuf,
    /// The same rows as lines of JSON, each an object of strings, as tasks see them.
    pub(super) ndjson: PathBuf,
    pub(super) count: u64,
    pub(super) first: String,
}

/// The file that was named, or the one that the demo gets.
pub(super) fn file(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(file) = named {
        return Ok(file.to_owned());
    }
    let got = std::process::Command::new("demo/get_flights").arg("all").output();
    let got =
        got.context("demo/get_flights cannot be run: name a file with --flights, or run in a checkout")?;
    ensure!(got.status.success(), "demo/get_flights failed: {}", String::from_utf8_lossy(&got.stderr));
    Ok(String::from_utf8_lossy(&got.stdout).trim().into())
}

impl Rows {
    /// Writes the rows of `csv` as lines of JSON into `folder`.
    pub(super) fn prepare(csv: PathBuf, folder: &Path) -> anyhow::Result<Self> {
        use std::io::Write as _;
        let ndjson = folder.join("rows.ndjson");
        let mut reader = csv::Reader::from_path(&csv).with_context(|| format!("{}", csv.display()))?;
        let names = reader.headers()?.clone();
        let mut lines = std::io::BufWriter::new(std::fs::File::create(&ndjson)?);
        let (mut count, mut first) = (0, String::new());
        for row in reader.records() {
            let row = row?;
            let object: serde_json::Map<_, _> =
                names.iter().map(str::to_owned).zip(row.iter().map(|value| value.into())).collect();
            let line = serde_json::to_string(&object)?;
            writeln!(lines, "{line}")?;
            if count == 0 {
                first = line;
            }
            count += 1;
        }
        lines.flush()?;
        Ok(Self { csv, ndjson, count, first })
    }
}

/// Uploads the rows; answers with the dataset and MiB a second.
pub(super) async fn upload(target: &Target, rows: &Rows) -> anyhow::Result<(String, f64)> {
    let start = Instant::now();
    let file = tokio::fs::File::open(&rows.csv).await?;
    let body = Body::wrap_stream(ReaderStream::with_capacity(file, 256 << 10));
    let dataset = upload::send(&target.client, Format::Csv, Compression::None, Some("flights"), body).await?;
    ensure!(dataset.items == rows.count, "{} items were counted, not {}", dataset.items, rows.count);
    Ok((dataset.id, per_second(dataset.bytes, start) / f64::from(1 << 20)))
}

/// Runs the job over the dataset; answers with tasks a second, from the request to the completed job.
pub(super) async fn job(target: &Target, dataset: &str, filter: &str, rows: &Rows) -> anyhow::Result<f64> {
    let start = Instant::now();
    let job = SubmitJob { dataset: Some(dataset.to_owned()), ..SubmitJob::jq(filter) };
    let id = target.client.submit(job).await?.id;
    loop {
        let job = target.client.job(&id).await?;
        if job.ended_at.is_some() {
            ensure!(job.succeeded + job.failed == rows.count, "{} tasks were not accounted for", rows.count);
            return Ok(per_second(rows.count, start));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
