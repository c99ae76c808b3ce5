//! `jobs results`: the result lines of a completed job.

use std::path::PathBuf;

use domain::JobId;
use thousandfold_client::Client;

use crate::cli::output::Output;
use crate::cli::save;

/// Writes results.
#[derive(Debug, clap::Args)]
pub struct ResultsArgs {
    /// The job
    job: JobId,
    /// The file to write; - is stdout
    #[arg(long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
}

pub(super) async fn run(args: ResultsArgs, client: &Client, output: Output) -> anyhow::Result<()> {
    save::check_target(&args.output)?;
    let job = client.job(&args.job.to_string()).await?;
    let saved = save::save(client, &job, &args.output, output).await?;
    if output.is_json() && !save::is_stdout(&args.output) {
        output.print_json(&saved)?;
    }
    Ok(())
}
