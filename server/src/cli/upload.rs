//! Uploads a file, or what comes on stdin, as a dataset.

use std::io;
use std::os::fd::AsFd;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use anyhow::{Context, bail};
use bytes::Bytes;
use commands::inputs::objects::of_name;
use domain::dataset::{Compression, Format};
use futures::{Stream, TryStreamExt};
use indicatif::{HumanBytes, ProgressBar};
use reqwest::Body;
use sha2::{Digest, Sha256};
use thousandfold_client::builder::UploadDataset;
use thousandfold_client::types::{Dataset, DatasetFormat};
use thousandfold_client::{Client, Error, answer, with};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::output::Output;
use super::text::{clean, counted, cut, duration};

/// The size of the pieces that are read and sent.
const PIECE_BYTES: usize = 256 << 10;

/// The longest name of a dataset that the server takes.
const NAME_CHARS: usize = 200;

const SIZED: &str = "uploading {wide_bar} {bytes}/{total_bytes}  {bytes_per_sec}  ETA {eta}";
const UNSIZED: &str = "uploading {spinner} {bytes}  {bytes_per_sec}";

/// The format that is given, or that the file's name tells.
pub(super) fn format_of(file: &Path, given: Option<Format>) -> anyhow::Result<Format> {
    match given.or(named(file).0) {
        Some(format) => Ok(format),
        None if is_stdin(file) => {
            bail!("the format of stdin is unknown: give --format ndjson, --format csv or --format parquet")
        }
        None => bail!(
            "the name {} does not tell its format: give --format ndjson, --format csv or --format parquet",
            file.display()
        ),
    }
}

/// What the file's name tells: its format, and how it is packed.
fn named(file: &Path) -> (Option<Format>, Compression) {
    of_name(&file.file_name().unwrap_or_default().to_string_lossy())
}

/// Uploads `file`, and makes sure that what the server has is what was read.
pub(super) async fn upload(
    client: &Client,
    file: &Path,
    format: Format,
    output: Output,
) -> anyhow::Result<Dataset> {
    let begin = Instant::now();
    let source = Source::open(file).await?;
    output.start(&format!("uploading {}", source.description()));
    let bar = output.bar(source.size, if source.size.is_some() { SIZED } else { UNSIZED });
    let (body, hash) = hashed(ReaderStream::with_capacity(source.file, PIECE_BYTES), bar.clone());
    let compression = named(file).1;
    let uploaded = send(client, format, compression, source.name.as_deref(), Body::wrap_stream(body)).await;
    bar.finish_and_clear();
    let dataset = uploaded?;
    // What was packed is stored unpacked; that it came whole, its own checksum says.
    if compression == Compression::None {
        check(&hash, &dataset)?;
    }
    output.note(&format!(
        "uploaded {}: {}, {} in {}",
        dataset.id,
        counted(dataset.items, "item"),
        HumanBytes(dataset.bytes),
        duration(begin.elapsed())
    ));
    Ok(dataset)
}

/// Sends `body` as a dataset, as it comes. An error of `body` breaks the connection, so that nothing is stored.
pub(crate) async fn send(
    client: &Client,
    format: Format,
    compression: Compression,
    name: Option<&str>,
    body: Body,
) -> Result<Dataset, Error> {
    let upload = client.upload_dataset().format(named_by(format)).body(body);
    let upload = with(upload, name, UploadDataset::name);
    let packed = (compression != Compression::None).then(|| compression.to_string());
    let upload = with(upload, packed, UploadDataset::content_encoding);
    answer(upload.send().await)
}

/// The format as the API names it.
pub(super) fn named_by(format: Format) -> DatasetFormat {
    match format {
        Format::Ndjson => DatasetFormat::Ndjson,
        Format::Csv => DatasetFormat::Csv,
        Format::Parquet => DatasetFormat::Parquet,
    }
}

fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What is uploaded.
struct Source {
    file: File,
    /// The file's name; stdin has none.
    name: Option<String>,
    /// Its size, if it has one.
    size: Option<u64>,
}

impl Source {
    async fn open(path: &Path) -> anyhow::Result<Self> {
        let file = if is_stdin(path) {
            File::from_std(io::stdin().as_fd().try_clone_to_owned()?.into())
        } else {
            let opened = File::open(path).await;
            opened.with_context(|| format!("{} cannot be opened", path.display()))?
        };
        let metadata = file.metadata().await?;
        if metadata.is_dir() {
            bail!("{} is a directory: give a file", path.display());
        }
        let named = path.file_name().filter(|_| !is_stdin(path));
        Ok(Self {
            name: named.map(|name| cut(&clean(&name.to_string_lossy()), NAME_CHARS)),
            size: metadata.is_file().then_some(metadata.len()),
            file,
        })
    }

    fn description(&self) -> String {
        let name = self.name.as_deref().unwrap_or("stdin");
        match self.size {
            Some(size) => format!("{name} ({})", HumanBytes(size)),
            None => name.to_owned(),
        }
    }
}

type SharedHash = Arc<Mutex<Sha256>>;

/// The same stream; it moves the bar and feeds the hash.
fn hashed<E>(
    body: impl Stream<Item = Result<Bytes, E>>,
    bar: ProgressBar,
) -> (impl Stream<Item = Result<Bytes, E>>, SharedHash) {
    let hash = SharedHash::default();
    let feed = Arc::clone(&hash);
    let body = body.inspect_ok(move |piece| {
        bar.inc(piece.len() as u64);
        if let Ok(mut hash) = feed.lock() {
            hash.update(piece);
        }
    });
    (body, hash)
}

/// The server must have what was read.
fn check(hash: &SharedHash, dataset: &Dataset) -> anyhow::Result<()> {
    let sent = hash.lock().map(|hash| hex::encode(hash.clone().finalize()));
    if sent.is_ok_and(|sent| sent != dataset.sha256) {
        bail!("{} holds other bytes than were sent; no job was submitted", dataset.id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(name: &str) -> Option<Format> {
        format_of(Path::new(name), None).ok()
    }

    #[test]
    fn the_extension_tells_the_format() {
        assert_eq!(guess("data/orders.csv"), Some(Format::Csv));
        assert_eq!(guess("ORDERS.CSV"), Some(Format::Csv));
        assert_eq!(guess("a.b.ndjson"), Some(Format::Ndjson));
        assert_eq!(guess("a.jsonl"), Some(Format::Ndjson));
        assert_eq!(guess("a.parquet"), Some(Format::Parquet));
        assert_eq!(guess("a.csv.gz"), Some(Format::Csv));
        assert_eq!(guess("a.json"), None);
        assert_eq!(guess("csv"), None);
        assert_eq!(guess("-"), None);
    }

    #[test]
    fn the_format_that_is_given_counts() {
        assert_eq!(format_of(Path::new("a.csv"), Some(Format::Ndjson)).unwrap(), Format::Ndjson);
        assert_eq!(format_of(Path::new("-"), Some(Format::Csv)).unwrap(), Format::Csv);
    }
}
