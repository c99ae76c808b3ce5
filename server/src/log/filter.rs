//! Which events are wanted: the options that all commands over the log share.

use chrono::{DateTime, Utc};
use domain::{RecordedEvent, TenantId};
use infra::postgres::Filter;
use serde::Serialize;
use uuid::Uuid;

use super::instant;
use super::names::StreamName;

/// Only events for which all of these are so.
#[derive(Debug, Clone, Default, clap::Args, Serialize)]
#[command(next_help_heading = "Only events …")]
pub(crate) struct FilterArgs {
    /// … of this tenant
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tenant: Option<TenantId>,
    /// … of this type, or of one of these
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    types: Vec<String>,
    /// … of this stream: job_…, batch_…, dataset_…, or type/id
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<StreamName>,
    /// … that belong to this: a job's id for all that happens to the job
    #[arg(long, value_name = "ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<String>,
    /// … that this event led to
    #[arg(long, value_name = "EVENT_ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    causation: Option<Uuid>,
    /// … with this id
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    event_id: Option<Uuid>,
    /// … that this user or role asked for
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    /// … that came from this command, such as `Submit`
    #[arg(long = "command", value_name = "COMMAND")]
    #[serde(rename = "command", skip_serializing_if = "Option::is_none")]
    of_command: Option<String>,
    /// … of this trace, by its id of 32 hexadecimal digits
    #[arg(long, value_name = "TRACE_ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<String>,
    /// … that this version of the program decided
    #[arg(long, value_name = "VERSION")]
    #[serde(skip_serializing_if = "Option::is_none")]
    build: Option<String>,
    /// … recorded at this instant or later
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<DateTime<Utc>>,
    /// … recorded before this instant
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<Utc>>,
}

impl FilterArgs {
    /// The filter as readers of the log take it.
    ///
    /// # Errors
    /// No event can be since and until.
    pub(crate) fn filter(&self) -> anyhow::Result<Filter> {
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since >= until
        {
            anyhow::bail!("--since {since} is not before --until {until}: no event can be between them");
        }
        Ok(Filter {
            tenant: self.tenant.clone(),
            types: self.types.clone(),
            aggregate_type: self.stream.as_ref().map(|stream| stream.aggregate_type.clone()),
            aggregate_id: self.stream.as_ref().map(|stream| stream.aggregate_id.clone()),
            since: self.since,
            before: self.until,
            correlation: self.correlation.clone(),
            causation: self.causation,
            event_id: self.event_id,
            actor: self.actor.clone(),
            command: self.of_command.clone(),
            trace: self.trace.clone(),
            build: self.build.clone(),
        })
    }

    /// The options that leave out events in the middle of a stream, as far as they are given.
    pub(crate) fn cutting_streams(&self) -> Vec<&'static str> {
        let given = [
            ("--type", !self.types.is_empty()),
            ("--causation", self.causation.is_some()),
            ("--event-id", self.event_id.is_some()),
            ("--actor", self.actor.is_some()),
            ("--command", self.of_command.is_some()),
            ("--trace", self.trace.is_some()),
            ("--build", self.build.is_some()),
            ("--since", self.since.is_some()),
        ];
        given.into_iter().filter_map(|(name, is_given)| is_given.then_some(name)).collect()
    }
}

/// Whether the filter lets an event pass. The shards answer the same of what they are asked; what they tell unasked is
/// looked at here.
pub(crate) fn matches(filter: &Filter, event: &RecordedEvent) -> bool {
    fn fits<T: PartialEq<U>, U>(wanted: Option<&T>, found: &U) -> bool {
        wanted.is_none_or(|wanted| wanted == found)
    }
    let metadata = &event.metadata;
    // 00-<trace id>-<span id>-<flags>
    let trace = metadata.traceparent.as_deref().and_then(|context| context.split('-').nth(1));
    fits(filter.tenant.as_ref(), &event.tenant)
        && (filter.types.is_empty() || filter.types.contains(&event.event_type))
        && fits(filter.aggregate_type.as_ref(), &event.aggregate_type)
        && fits(filter.aggregate_id.as_ref(), &event.aggregate_id)
        && filter.since.is_none_or(|since| event.recorded_at >= since)
        && filter.before.is_none_or(|before| event.recorded_at < before)
        && fits(filter.correlation.as_ref(), &metadata.correlation)
        && filter.causation.is_none_or(|causation| metadata.causation == Some(causation))
        && fits(filter.event_id.as_ref(), &metadata.event_id)
        && fits(filter.actor.as_ref(), &metadata.actor)
        && fits(filter.command.as_ref(), &metadata.command)
        && filter.trace.as_deref().is_none_or(|wanted| trace == Some(wanted))
        && fits(filter.build.as_ref(), &metadata.build)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::super::line::tests::an_event;
    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        filter: FilterArgs,
    }

    fn parse(arguments: &[&str]) -> FilterArgs {
        Line::try_parse_from([&["x"], arguments].concat()).unwrap().filter
    }

    #[test]
    fn an_event_passes_if_all_is_so() {
        let event = an_event();
        let passes = |arguments: &[&str]| matches(&parse(arguments).filter().unwrap(), &event);
        assert!(passes(&[]));
        assert!(passes(&["--tenant", "dev", "--type", "JobFailed,JobPlanned", "--actor", "planner"]));
        assert!(passes(&["--trace", "0af7651916cd43dd8448eb211c80319c", "--build", "0.1.0"]));
        assert!(passes(&["--since", "2026-01-02T03:04:05Z", "--until", "2026-01-03"]));
        assert!(!passes(&["--until", "2026-01-02T03:04:05Z"]));
        assert!(!passes(&["--type", "JobFailed"]));
        assert!(!passes(&["--tenant", "dev", "--actor", "worker"]));
        assert!(!passes(&["--trace", "0af7651916cd43dd"]));
        assert!(!passes(&["--stream", "job/other"]));
    }

    #[test]
    fn an_empty_time_is_refused() {
        let args = parse(&["--since", "2026-01-02", "--until", "2026-01-01"]);
        assert!(args.filter().unwrap_err().to_string().contains("not before"));
    }
}
