//! What a replay came to.

use std::time::Duration;

use indicatif::HumanBytes;
use serde::Serialize;
use serde_json::Value;

use super::plan::{Plan, ProjectionKind};
use crate::cli::output::Output;
use crate::cli::text::{count, counted, duration};
use crate::log::tally::Tally;

/// What a replay came to.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    /// `topic`, `file` or `projection`; none if events were only counted.
    into: Option<&'static str>,
    /// The topic, the file or the namespace.
    target: Option<String>,
    /// Whether nothing was changed.
    dry_run: bool,
    events: u64,
    bytes: u64,
    /// Events that the read model cannot have.
    skipped: u64,
    seconds: f64,
    types: Value,
    #[serde(skip)]
    table: String,
}

impl Summary {
    pub(super) fn new(plan: &Plan, dry_run: bool, tally: &Tally, skipped: u64, time: Duration) -> Self {
        let (into, target) = match plan {
            Plan::Count => (None, None),
            Plan::Topic(name) => (Some("topic"), Some(name.clone())),
            Plan::File(file) => (Some("file"), Some(file.display().to_string())),
            Plan::Projection(_, namespace) => (Some("projection"), Some(namespace.clone())),
        };
        Self {
            into,
            target,
            dry_run: dry_run || into.is_none(),
            events: tally.all.events,
            bytes: tally.all.bytes,
            skipped,
            seconds: time.as_secs_f64(),
            types: serde_json::to_value(tally.by_type()).unwrap_or_default(),
            table: tally.types_table(),
        }
    }

    /// On stdout, unless the events are there.
    pub(super) fn print(&self, plan: &Plan, output: Output) -> anyhow::Result<()> {
        match (plan.is_stdout() && !self.dry_run, output.is_json()) {
            (true, _) => {
                output.note(self.outcome(plan).trim_end());
                Ok(())
            }
            (false, true) => output.print_json(self),
            (false, false) => output.print(&format!("{}\n{}", self.table, self.outcome(plan))),
        }
    }

    fn outcome(&self, plan: &Plan) -> String {
        let what = format!("{} with {} of payload", counted(self.events, "event"), HumanBytes(self.bytes));
        let rate = count((self.events as f64 / self.seconds.max(1e-6)) as u64);
        let took = format!("in {} ({rate} events/s)", duration(Duration::from_secs_f64(self.seconds)));
        let done = match plan {
            _ if self.dry_run => return format!("would replay {what}; counted {took}\n"),
            Plan::Count | Plan::File(_) => "wrote",
            Plan::Topic(_) => "published",
            Plan::Projection(..) => "applied",
        };
        let target = self.target.as_deref().unwrap_or_default();
        let target = match plan {
            Plan::Projection(ProjectionKind::Redis, _) => format!("the keys {target}:* of Redis"),
            Plan::Projection(ProjectionKind::ClickHouse, _) => format!("the database {target} of ClickHouse"),
            Plan::Topic(_) => format!("the topic {target}"),
            Plan::Count | Plan::File(_) => target.to_owned(),
        };
        format!("{done} {what} to {target} {took}\n")
    }
}
