//! `usage`: what was used, day by day.

use std::process::ExitCode;
use std::time::Duration;

use chrono::NaiveDate;
use thousandfold_client::types::{Usage, Used};
use thousandfold_client::{Client, answer};

use super::jobs::AtArgs;
use super::output::Output;
use super::table::{Align, Table};
use super::text::{count, duration};

/// Shows what was used.
#[derive(Debug, clap::Args)]
pub struct UsageArgs {
    /// The first day, by UTC; without it, 30 days before the end
    #[arg(long, value_name = "DAY")]
    from: Option<NaiveDate>,
    /// The end: the first day that is not shown, by UTC; without it, today is the last that is
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    #[command(flatten)]
    at: AtArgs,
}

pub(super) async fn run(args: UsageArgs, client: &Client, output: Output) -> anyhow::Result<ExitCode> {
    let mut asked = client.get_usage();
    if let Some(from) = args.from {
        asked = asked.from(from);
    }
    if let Some(until) = args.until {
        asked = asked.until(until);
    }
    if let Some(at) = args.at.at {
        asked = asked.at(at);
    }
    let usage = answer(asked.send().await)?;
    match output.is_json() {
        true => output.print_json(&usage)?,
        false => output.print(&table(&usage).render())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The days on which something was used, and their sum.
fn table(usage: &Usage) -> Table {
    let mut table = Table::new(&[
        ("DAY", Align::Left),
        ("JOBS", Align::Right),
        ("SUCCEEDED", Align::Right),
        ("FAILED", Align::Right),
        ("CANCELLED", Align::Right),
        ("ATTEMPTS", Align::Right),
        ("RUN TIME", Align::Right),
        ("BYTES IN", Align::Right),
        ("BYTES OUT", Align::Right),
    ]);
    for day in usage.days.iter().filter(|day| day.used.jobs_submitted + ended(&day.used) > 0) {
        table.push(row(day.day.to_string(), &day.used));
    }
    table.push(row("total".to_owned(), &usage.total));
    table
}

/// How much has ended, in whatever way.
fn ended(used: &Used) -> u64 {
    used.attempts + used.tasks_cancelled
}

fn row(name: String, used: &Used) -> Vec<String> {
    vec![
        name,
        count(used.jobs_submitted),
        count(used.tasks_succeeded),
        count(used.tasks_failed),
        count(used.tasks_cancelled),
        count(used.attempts),
        duration(Duration::from_micros(used.run_time_us)),
        count(used.bytes_in),
        count(used.bytes_out),
    ]
}
