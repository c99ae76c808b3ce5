//! Streams a job's results, or a table, to stdout or into a file that is never half there.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use bytes::Bytes;
use futures::TryStreamExt;
use indicatif::HumanBytes;
use serde::Serialize;
use thousandfold_client::types::Job;
use thousandfold_client::{ByteStream, Client};

use super::output::{Output, write_stdout};
use super::text::counted;

const TEMPLATE: &str = "results {wide_bar} {human_pos}/{human_len} lines  ETA {eta}";

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Saved {
    /// The file; none for stdout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<PathBuf>,
    /// How many lines: one a task that was not cancelled.
    pub(super) lines: u64,
    /// How many bytes.
    pub(super) bytes: u64,
}

/// Whether `target` means stdout.
pub(crate) fn is_stdout(target: &Path) -> bool {
    target.as_os_str() == "-"
}

/// Writes the results of a job that is over to `target`; there are as many lines as tasks have ended by themselves, or
/// it is an error.
pub(super) async fn save(client: &Client, job: &Job, target: &Path, output: Output) -> anyhow::Result<Saved> {
    let mut results = client.read_result_bytes(&job.id).await?;
    let mut sink = Sink::open(target)?;
    let output = if is_stdout(target) { output.sharing_stdout() } else { output };
    let lines = job.tasks.saturating_sub(job.cancelled);
    let bar = output.bar(Some(lines), TEMPLATE);
    let mut counter = LineCounter::default();
    let copied = async {
        while let Some(chunk) = results.try_next().await? {
            sink.write(&chunk)?;
            counter.push(&chunk);
            bar.set_position(counter.lines());
        }
        check_lines(lines, counter.lines())
    };
    let copied = copied.await;
    bar.finish_and_clear();
    copied.with_context(|| sink.what_is_left())?;
    let file = sink.finish()?;
    let saved = Saved { file, lines: counter.lines(), bytes: counter.bytes };
    note(&saved, output);
    Ok(saved)
}

/// Writes a table as it comes to `target`. One that breaks off is an error.
pub(super) async fn save_table(mut table: ByteStream, target: &Path, output: Output) -> anyhow::Result<()> {
    let mut sink = Sink::open(target)?;
    let mut bytes = 0;
    let copied = async {
        while let Some(chunk) = table.try_next().await? {
            sink.write(&chunk)?;
            bytes += chunk.len() as u64;
        }
        anyhow::Ok(())
    };
    let copied = copied.await;
    copied.with_context(|| sink.what_is_left())?;
    if let Some(file) = sink.finish()? {
        output.note(&format!("wrote {} to {}", HumanBytes(bytes), file.display()));
    }
    Ok(())
}

fn note(saved: &Saved, output: Output) {
    if let Some(file) = &saved.file {
        let (lines, bytes) = (counted(saved.lines, "result line"), HumanBytes(saved.bytes));
        output.note(&format!("wrote {lines}, {bytes}, to {}", file.display()));
    }
}

/// A stream that ends early by the server's fault may still end cleanly: the lines tell.
fn check_lines(expected: u64, lines: u64) -> anyhow::Result<()> {
    if lines != expected {
        bail!("the job has {} but {lines} came", counted(expected, "result line"));
    }
    Ok(())
}

/// Counts lines; the last one may lack its end.
#[derive(Debug, Default)]
struct LineCounter {
    bytes: u64,
    ends: u64,
    open: bool,
}

impl LineCounter {
    fn push(&mut self, chunk: &Bytes) {
        self.bytes += chunk.len() as u64;
        self.ends += chunk.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.open = chunk.last().map_or(self.open, |byte| *byte != b'\n');
    }

    fn lines(&self) -> u64 {
        self.ends + u64::from(self.open)
    }
}

/// Finds early that results could not be written to `target`.
pub(crate) fn check_target(target: &Path) -> anyhow::Result<()> {
    if target.is_dir() {
        bail!("{} is a directory: give a file", target.display());
    }
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    match parent {
        Some(parent) if !parent.is_dir() => bail!("there is no directory {}", parent.display()),
        _ => Ok(()),
    }
}

/// Where results go.
#[derive(Debug)]
enum Sink {
    Stdout,
    /// A device or a pipe: it cannot be renamed to, and nothing in it looks whole.
    Special(File),
    /// A file that gets its name when it is complete.
    Part {
        file: BufWriter<File>,
        part: PathBuf,
        target: PathBuf,
    },
}

impl Sink {
    fn open(target: &Path) -> anyhow::Result<Self> {
        if is_stdout(target) {
            return Ok(Self::Stdout);
        }
        check_target(target)?;
        let cannot_open = || format!("{} cannot be written", target.display());
        if fs::metadata(target).is_ok_and(|metadata| !metadata.is_file()) {
            let special = File::options().write(true).open(target);
            return Ok(Self::Special(special.with_context(cannot_open)?));
        }
        // Behind a link, the file is replaced and the link stays.
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let part = part_of(&target);
        let file = BufWriter::new(File::create(&part).with_context(cannot_open)?);
        Ok(Self::Part { file, part, target })
    }

    fn write(&mut self, chunk: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::Stdout => write_stdout(chunk),
            Self::Special(file) => Ok(file.write_all(chunk)?),
            Self::Part { file, .. } => Ok(file.write_all(chunk)?),
        }
    }

    /// Gives the file its name, once its bytes are on disk.
    fn finish(self) -> anyhow::Result<Option<PathBuf>> {
        let Self::Part { mut file, part, target } = self else {
            return Ok(None);
        };
        let renamed =
            file.flush().and_then(|()| file.get_ref().sync_all()).and_then(|()| fs::rename(&part, &target));
        renamed.with_context(|| format!("{} cannot be completed", part.display()))?;
        Ok(Some(target))
    }

    fn what_is_left(&self) -> String {
        match self {
            Self::Stdout | Self::Special(_) => "what was written is incomplete".to_owned(),
            Self::Part { part, .. } => {
                format!("this is incomplete; what came is in {}", part.display())
            }
        }
    }
}

fn part_of(target: &Path) -> PathBuf {
    let mut part = target.as_os_str().to_owned();
    part.push(".part");
    part.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&'static str]) -> u64 {
        let mut counter = LineCounter::default();
        for chunk in chunks {
            counter.push(&Bytes::from_static(chunk.as_bytes()));
        }
        counter.lines()
    }

    #[test]
    fn lines_are_counted_across_chunks() {
        assert_eq!(lines(&["a\nb", "b\nc\n"]), 3);
        assert_eq!(lines(&["a\nb", "", "b"]), 2);
        assert_eq!(lines(&[""]), 0);
    }

    #[test]
    fn a_missing_line_is_an_error() {
        assert!(check_lines(3, 3).is_ok());
        assert!(check_lines(3, 2).is_err());
    }

    #[test]
    fn a_file_has_its_name_only_when_it_is_complete() {
        let target = std::env::temp_dir().join(format!("thousandfold-save-{}", std::process::id()));
        let part = part_of(&target);
        let mut sink = Sink::open(&target).unwrap();
        sink.write(b"a\n").unwrap();
        assert!(part.exists() && !target.exists());
        assert_eq!(sink.finish().unwrap().as_deref(), Some(&*target));
        assert_eq!(fs::read(&target).unwrap(), b"a\n");
        assert!(!part.exists());
        fs::remove_file(target).unwrap();
    }

    #[test]
    fn a_device_is_written_and_not_replaced() {
        let mut sink = Sink::open(Path::new("/dev/null")).unwrap();
        assert!(matches!(sink, Sink::Special(_)));
        sink.write(b"a\n").unwrap();
        assert_eq!(sink.finish().unwrap(), None);
    }
}
