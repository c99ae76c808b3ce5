//! `submit`: uploads a file, submits a job over its items and, if asked to, waits for the results.

mod options;
mod processor;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::dataset::Format;
use serde::Serialize;
use thousandfold_client::types::{Accepted, Dataset, Job, JobObject, JobState, SubmitJob, SubmitJobResponse};
use thousandfold_client::{Client, Error, answer, builder, with};

use super::output::Output;
use super::report::Failure;
use super::save::{self, Saved};
use super::{forms, upload, values, watch};
use options::OptionArgs;
use processor::ProcessorArgs;

/// What a job that was followed, and failed as a whole or was cancelled, ends the command with.
const JOB_FAILED: u8 = 2;
/// The longest time that the server lets an answer wait.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// Uploads a file and submits a job over its items.
///
/// The job's id goes to stdout as soon as the server has the job on disk. Interrupting --watch does not stop
/// the job.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code: 0 the job was submitted or, with --watch, completed; 2 the watched job failed as a whole, or was \
cancelled; 1 anything else went wrong. Failed tasks alone do not change the exit code: they are counted on stderr, and their result \
lines hold their errors.")]
pub struct SubmitArgs {
    /// The file to process, also packed as .gz or .zst; - reads stdin
    #[arg(required_unless_present = "objects", conflicts_with = "objects")]
    file: Option<PathBuf>,
    #[command(flatten)]
    processor: ProcessorArgs,
    /// Process objects that are in the object store, instead of a file
    #[arg(long, value_name = "KEY", num_args = 1..)]
    objects: Vec<String>,
    /// The columns that make an item, of Parquet; all by default
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    columns: Vec<String>,
    /// How the bytes are cut into items; by default the name tells (.csv, .ndjson, .jsonl, .parquet)
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    /// A name for the job
    #[arg(long)]
    name: Option<String>,
    /// Follow the job to its end
    #[arg(long)]
    watch: bool,
    /// Wait for the job's end for so long, up to 60s; what has not ended by then goes on
    #[arg(long, value_name = "TIME", value_parser = wait, num_args = 0..=1, default_missing_value = "60s",
          conflicts_with_all = ["watch", "output"])]
    wait: Option<Duration>,
    /// Follow the job and write its results here; - writes to stdout
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How long one attempt at one task may run
    #[arg(long, value_name = "N")]
    attempt_timeout_ms: Option<u32>,
    /// The most tasks of one batch
    #[arg(long, value_name = "N")]
    batch_size: Option<u64>,
    #[command(flatten)]
    options: OptionArgs,
}

/// What the command came to, as JSON.
#[derive(Debug, Serialize)]
struct Report {
    #[serde(flatten)]
    submitted: Accepted,
    /// What was uploaded, if anything was.
    #[serde(serialize_with = "forms::dataset", skip_serializing_if = "Option::is_none")]
    dataset: Option<Dataset>,
    /// The job at its end, if it was watched.
    #[serde(serialize_with = "forms::job", skip_serializing_if = "Option::is_none")]
    job: Option<Job>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Saved>,
}

pub(super) async fn run(args: SubmitArgs, client: &Client, output: &Output) -> anyhow::Result<ExitCode> {
    let format = args.file.as_deref().map(|file| upload::format_of(file, args.format)).transpose()?;
    args.output.as_deref().map_or(Ok(()), save::check_target)?;
    let dataset = match args.file.as_deref().zip(format) {
        Some((file, format)) => Some(upload::upload(client, file, format, *output).await?),
        None => None,
    };
    let sent = args.send(args.submission(dataset.as_ref()), client).await;
    let (submitted, job) = sent.map_err(|error| match args.processor.filter() {
        Some(filter) => anyhow::Error::from(Failure::in_filter(error, filter)),
        None => error.into(),
    })?;
    args.announce(&submitted.id, *output)?;
    args.tell_end(job.as_ref(), *output);
    let mut report = Report { submitted, dataset, job, output: None };
    if args.watch || args.output.is_some() {
        let id = report.submitted.id.clone();
        let ended = follow(client, &id, args.output.as_deref(), *output).await;
        let (job, saved) = ended.map_err(|error| Failure::after_submission(error, id))?;
        (report.job, report.output) = (Some(job), saved);
    }
    if output.is_json() && !args.results_on_stdout() {
        output.print_json(&report)?;
    }
    Ok(exit_code(report.job.as_ref()))
}

/// Waits for the job's end, and writes the results that it has.
async fn follow(
    client: &Client,
    id: &str,
    target: Option<&Path>,
    output: Output,
) -> anyhow::Result<(Job, Option<Saved>)> {
    let job = watch::watch(client, id, output).await?;
    let saved = match target {
        Some(target) if job.state == JobState::Completed => {
            Some(save::save(client, &job, target, output).await?)
        }
        _ => None,
    };
    Ok((job, saved))
}

fn exit_code(job: Option<&Job>) -> ExitCode {
    match job {
        Some(job) if matches!(job.state, JobState::Failed | JobState::Cancelled) => {
            ExitCode::from(JOB_FAILED)
        }
        _ => ExitCode::SUCCESS,
    }
}

impl SubmitArgs {
    fn submission(&self, dataset: Option<&Dataset>) -> SubmitJob {
        let format = self.format.map(upload::named_by);
        let object = |key: &String| JobObject { key: key.clone(), format, compression: None };
        let job = SubmitJob {
            name: self.name.clone(),
            dataset: dataset.map(|dataset| dataset.id.clone()),
            objects: dataset.is_none().then(|| self.objects.iter().map(object).collect()),
            columns: (!self.columns.is_empty()).then(|| self.columns.clone()),
            attempt_timeout_ms: self.attempt_timeout_ms,
            batch_size: self.batch_size,
            ..SubmitJob::of(self.processor.processor())
        };
        self.options.set(job)
    }

    /// Submits the job; it is there if its end was waited for, and came.
    async fn send(&self, job: SubmitJob, client: &Client) -> Result<(Accepted, Option<Job>), Error> {
        let wait = self.wait.map(|wait| format!("wait={}", wait.as_secs()));
        let submit = with(client.submit_job().body(job), wait, builder::SubmitJob::prefer);
        Ok(match answer(submit.send().await)? {
            SubmitJobResponse::Accepted(accepted) => (accepted, None),
            SubmitJobResponse::Job(job) => (Accepted { id: job.id.clone(), position: None }, Some(job)),
        })
    }

    /// Says whether the end of the job came that was waited for.
    fn tell_end(&self, job: Option<&Job>, output: Output) {
        match (self.wait, job) {
            (None, _) => {}
            (Some(_), Some(job)) => output.note(&watch::outcome(job)),
            (Some(_), None) => output.note("it has not ended yet, and goes on"),
        }
    }

    fn results_on_stdout(&self) -> bool {
        self.output.as_deref().is_some_and(save::is_stdout)
    }

    /// The id, for people: on stdout, unless that is for the results.
    fn announce(&self, id: &str, output: Output) -> anyhow::Result<()> {
        match (output.is_json(), self.results_on_stdout()) {
            (true, _) => Ok(()),
            (false, true) => {
                output.note(&format!("submitted {id}"));
                Ok(())
            }
            (false, false) => output.print(&format!("{id}\n")),
        }
    }
}

fn wait(text: &str) -> Result<Duration, String> {
    let wait = values::duration(text)?;
    if (Duration::from_secs(1)..=MAX_WAIT).contains(&wait) {
        return Ok(wait);
    }
    Err(format!("give 1s to {}s, or --watch, which waits for as long as it takes", MAX_WAIT.as_secs()))
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["ndjson", "csv", "parquet"]).try_map(|name| name.parse::<Format>())
}
