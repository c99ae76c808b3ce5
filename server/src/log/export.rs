//! `log export`: events as lines of JSON, with their payloads byte for byte, and a last line to verify them by.

use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::HumanBytes;
use infra::postgres::PostgresLog;
use serde::Serialize;

use super::file::LineFile;
use super::filter::FilterArgs;
use super::line::write_json;
use super::range::{Range, RangeArgs};
use super::reader::Reader;
use super::tally::Tally;
use crate::cli::output::{Output, write_stdout};
use crate::cli::save::is_stdout;
use crate::cli::text::{counted, duration};

/// What `log export` can be told.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The last line is {\"end\": …}: how many events and bytes are before it, their SHA-256, and what was read of each shard. \
Verify a file with: head -n -1 FILE | sha256sum")]
pub(crate) struct ExportArgs {
    /// The file; - writes to stdout. A name that ends with .gz is compressed
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
    #[command(flatten)]
    range: RangeArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// The last line of an export.
#[derive(Debug, Serialize)]
struct Last<'a> {
    end: End<'a>,
}

#[derive(Debug, Serialize)]
struct End<'a> {
    events: u64,
    bytes: u64,
    sha256: String,
    shards: Vec<Part>,
    filter: &'a FilterArgs,
}

/// What was read of a shard.
#[derive(Debug, Serialize)]
struct Part {
    shard: u16,
    after: u64,
    through: u64,
    events: u64,
}

pub(super) async fn run(args: &ExportArgs, log: &PostgresLog, output: Output) -> anyhow::Result<()> {
    let output = if is_stdout(&args.out) { output.sharing_stdout() } else { output };
    let (ranges, filter) = args.range.resolve(log.shards(), args.filter.filter()?).await?;
    let start = Instant::now();
    let reader = Reader::new(ranges.clone(), filter, output);
    let Written { tally, last } = write(reader, &ranges, &args.filter, &args.out).await?;
    if !is_stdout(&args.out) {
        if output.is_json() {
            write_stdout(&last)?;
        }
        let (events, bytes) = (counted(tally.all.events, "event"), HumanBytes(tally.all.bytes));
        let (file, time) = (args.out.display(), duration(start.elapsed()));
        output.note(&format!("wrote {events} with {bytes} of payload to {file} in {time}"));
    }
    Ok(())
}

/// What was exported.
pub(crate) struct Written {
    pub(crate) tally: Tally,
    /// The last line.
    last: Vec<u8>,
}

/// Writes all that the reader has to `target`.
pub(crate) async fn write(
    mut reader: Reader,
    ranges: &[Range],
    filter: &FilterArgs,
    target: &Path,
) -> anyhow::Result<Written> {
    let mut file = LineFile::create(target)?;
    let part = |range: &Range| {
        let Range { after, through, .. } = *range;
        Part { shard: range.shard.number(), after, through, events: 0 }
    };
    let (mut tally, mut shards) = (Tally::default(), ranges.iter().map(part).collect::<Vec<_>>());
    let mut lines = Vec::new();
    while let Some(found) = reader.next().await? {
        lines.clear();
        for event in &found.events {
            tally.add(event);
            write_json(event, &mut lines)?;
        }
        if let Some(part) = shards.iter_mut().find(|part| part.shard == found.shard) {
            part.events += found.events.len() as u64;
        }
        file.write(&lines)?;
    }
    let digest = file.digest();
    let end = End { events: tally.all.events, bytes: digest.bytes, sha256: digest.sha256, shards, filter };
    let mut last = serde_json::to_vec(&Last { end })?;
    last.push(b'\n');
    file.finish(&last)?;
    Ok(Written { tally, last })
}
