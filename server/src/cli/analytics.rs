//! `analytics`: the numbers of a chart, as a table for people, or as a file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use domain::QueueName;
use futures::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use thousandfold_client::builder::ExportChart;
use thousandfold_client::types::{ChartStep, ChartTopic, ProcessorKind, TableFormat};
use thousandfold_client::{ByteStream, Client, Error, answer, with};

use super::output::Output;
use super::save;
use super::table::{Align, Table};
use super::text::time;
use super::values::one_of;
use crate::log::instant;

/// A chart.
#[derive(Debug, clap::Args)]
pub struct AnalyticsArgs {
    /// Which chart
    #[arg(value_parser = one_of::<ChartTopic>(["throughput", "failures", "latency", "waiting", "errors", "usage"]))]
    chart: ChartTopic,
    /// From then on: an instant (RFC 3339), a date, or an age such as 2h [default: 24 hours before the end]
    #[arg(long, value_name = "TIME", value_parser = instant::parse)]
    from: Option<DateTime<Utc>>,
    /// Before then, in the same forms [default: now]
    #[arg(long, value_name = "TIME", value_parser = instant::parse)]
    until: Option<DateTime<Utc>>,
    /// How the time is cut [default: hour]
    #[arg(long, value_parser = one_of::<ChartStep>(["minute", "five_minutes", "hour", "day", "week", "month"]))]
    step: Option<ChartStep>,
    /// Whose days, weeks and months: the name of a time zone, such as Europe/Berlin [default: UTC]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// Only what was done so
    #[arg(long, value_parser = one_of::<ProcessorKind>(["jq", "http", "external"]))]
    processor: Option<ProcessorKind>,
    /// Only what came from this queue
    #[arg(long)]
    queue: Option<QueueName>,
    /// Write the numbers as a file, and as what [default: csv, with --output]
    #[arg(long, value_parser = one_of::<TableFormat>(["csv", "ndjson", "parquet"]))]
    format: Option<TableFormat>,
    /// The file to write; - is stdout [default: -, with --format]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A number of a chart.
#[derive(Debug, Serialize, Deserialize)]
struct Row {
    time: DateTime<Utc>,
    series: String,
    unit: String,
    value: Option<f64>,
}

pub(super) async fn run(args: AnalyticsArgs, client: &Client, output: Output) -> anyhow::Result<ExitCode> {
    if args.format.is_some() || args.output.is_some() {
        let target = args.output.clone().unwrap_or_else(|| "-".into());
        save::check_target(&target)?;
        let table = export(&args, args.format.unwrap_or(TableFormat::Csv), client).await?;
        save::save_table(table, &target, output).await?;
    } else {
        show(&rows(&args, client).await?, output)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn export(args: &AnalyticsArgs, format: TableFormat, client: &Client) -> Result<ByteStream, Error> {
    let call = client.export_chart().chart(args.chart).format(format);
    let call = with(call, args.from, ExportChart::from);
    let call = with(call, args.until, ExportChart::until);
    let call = with(call, args.step, ExportChart::step);
    let call = with(call, args.time_zone.clone(), ExportChart::time_zone);
    let call = with(call, args.processor, ExportChart::processor);
    let call = with(call, args.queue.as_ref().map(ToString::to_string), ExportChart::queue);
    answer(call.send().await)
}

/// A chart has 2,000 steps at most: its rows fit into memory.
async fn rows(args: &AnalyticsArgs, client: &Client) -> anyhow::Result<Vec<Row>> {
    let table = export(args, TableFormat::Ndjson, client).await?.into_inner();
    let pieces: Vec<_> = table.try_collect().await?;
    let rows = serde_json::Deserializer::from_slice(&pieces.concat()).into_iter().collect::<Result<_, _>>();
    rows.context("the server sent something else than a chart")
}

fn show(rows: &[Row], output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json_lines(rows);
    }
    if rows.is_empty() {
        output.note("nothing happened");
        return Ok(());
    }
    output.print(&table(rows).render())
}

/// A line for each step, and a column for each of the chart's lines, which all have the same steps.
fn table(rows: &[Row]) -> Table {
    let lines: Vec<&[Row]> = rows.chunk_by(|one, next| one.series == next.series).collect();
    let names: Vec<String> = lines.iter().map(|line| heading(&line[0])).collect();
    let mut headings = vec![("TIME", Align::Left)];
    headings.extend(names.iter().map(|name| (name.as_str(), Align::Right)));
    let mut table = Table::new(&headings);
    for (step, first) in lines[0].iter().enumerate() {
        let numbers = lines.iter().map(|line| line.get(step).map_or_else(String::new, number));
        table.push([time(first.time)].into_iter().chain(numbers).collect());
    }
    table
}

/// The line's name, and its unit where that is not clear.
fn heading(row: &Row) -> String {
    let unit = match row.unit.as_str() {
        "milliseconds" => " (MS)",
        "seconds" => " (S)",
        _ => "",
    };
    format!("{}{unit}", row.series.to_uppercase())
}

/// `3`, `0.125`; `-` where there is nothing to tell it of.
fn number(row: &Row) -> String {
    match row.value {
        None => "-".to_owned(),
        Some(value) if value.fract() == 0.0 => format!("{value}"),
        Some(value) => format!("{value:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(minute: u32, series: &str, unit: &str, value: Option<f64>) -> Row {
        let time = format!("2026-03-01T00:{minute:02}:00Z").parse().unwrap();
        Row { time, series: series.to_owned(), unit: unit.to_owned(), value }
    }

    #[test]
    fn a_chart_has_a_line_for_each_step() {
        let rows = [
            row(0, "failed", "attempts", Some(12.0)),
            row(1, "failed", "attempts", Some(0.0)),
            row(0, "run_p50", "milliseconds", Some(0.125)),
            row(1, "run_p50", "milliseconds", None),
        ];
        let expected = "TIME                  FAILED  RUN_P50 (MS)\n\
            2026-03-01T00:00:00Z      12         0.125\n\
            2026-03-01T00:01:00Z       0             -\n";
        assert_eq!(table(&rows).render(), expected);
    }
}
