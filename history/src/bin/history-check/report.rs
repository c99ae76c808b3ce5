//! What was found, for people and for programs.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use history::check::{Report, check};
use indicatif::HumanCount;
use serde::Serialize;

use crate::error::RunError;
use crate::files::{Ended, Files, Setup};

/// How many violations are told to people; the first ones lead to the cause.
const TOLD: usize = 20;

/// All of it.
#[derive(Serialize)]
pub(crate) struct Summary<'a> {
    seed: u64,
    folder: &'a Path,
    #[serde(flatten)]
    ended: Ended,
    #[serde(flatten)]
    report: Report,
}

/// Judges the files of a run.
pub(crate) fn judge<'a>(files: &'a Files, setup: &Setup) -> Result<Summary<'a>, RunError> {
    let report = check(&files.history()?);
    Ok(Summary { seed: setup.seed, folder: &files.0, ended: files.ended()?, report })
}

/// Judges the files of an earlier run.
pub(crate) fn check_again(folder: &Path, json: bool) -> Result<ExitCode, RunError> {
    let files = Files(folder.to_owned());
    let summary = judge(&files, &files.setup()?)?;
    summary.print(json)?;
    Ok(summary.code())
}

impl Summary<'_> {
    /// Whether the event store kept all its promises.
    pub(crate) fn is_clean(&self) -> bool {
        self.report.violations.is_empty()
    }

    pub(crate) fn code(&self) -> ExitCode {
        if self.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(1) }
    }

    pub(crate) fn print(&self, json: bool) -> Result<(), RunError> {
        if json {
            println!("{}", serde_json::to_string(self)?);
        } else {
            self.table();
        }
        Ok(())
    }

    fn table(&self) {
        let (report, counts, kills) = (&self.report, &self.report.counts, &self.ended.kills);
        row("run", &format!("{:.0} s, seed {}", self.ended.seconds, self.seed));
        row(
            "appends",
            &format!(
                "{} acknowledged ({} to several streams), {} conflicts, {} unknown ({} of them there)",
                n(counts.appended),
                n(counts.several_streams),
                n(counts.conflicts),
                n(counts.unknown),
                n(counts.unknown_there)
            ),
        );
        row("reads", &format!("{} of streams, {} of the log", n(counts.stream_reads), n(counts.log_reads)));
        row("failed", &format!("{} operations, without effect", n(counts.failed)));
        row(
            "killed",
            &format!(
                "{} writers, {} relays, {} times PostgreSQL",
                kills.writers_killed, kills.relays_killed, kills.postgres_killed
            ),
        );
        row("stopped", &format!("{} writers, {} relays", kills.writers_stopped, kills.relays_stopped));
        row(
            "cut",
            &format!(
                "{} connections of writers, {} of relays, {} of the follower",
                kills.writers_cut, kills.relays_cut, kills.followers_cut
            ),
        );
        row(
            "muted",
            &format!(
                "{} connections of writers, {} of relays, which then broke",
                kills.writers_muted, kills.relays_muted
            ),
        );
        row("log", &format!("{} events", n(report.events)));
        row("topic", &format!("{} messages, {} of them repeats", n(report.messages), n(report.repeats)));
        row(
            "search",
            &format!(
                "{} streams linearisable, {} too large to decide",
                n(report.linearised),
                n(report.undecided)
            ),
        );
        if let Some(control) = &self.ended.control {
            let worth =
                if control.missed == 0 { ": the control is worth nothing, have more of it" } else { "" };
            row(
                "control",
                &format!(
                    "a reader of a sequence missed {} of {} rows{worth}",
                    n(control.missed),
                    n(control.committed)
                ),
            );
        }
        row("violations", &self.kinds());
        report.violations.iter().take(TOLD).for_each(|violation| println!("  {violation}"));
        if report.violations.len() > TOLD {
            println!("  … and {} more", report.violations.len() - TOLD);
        }
    }
}

impl Summary<'_> {
    /// How many violations there are of each kind.
    fn kinds(&self) -> String {
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        for violation in &self.report.violations {
            *kinds.entry(format!("{:?}", violation.kind)).or_default() += 1;
        }
        let kinds = kinds.iter().map(|(kind, count)| format!("{} {kind}", n(*count)));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        if kinds.is_empty() { "none".to_owned() } else { kinds }
    }
}

fn n(number: u64) -> String {
    HumanCount(number).to_string()
}

fn row(name: &str, text: &str) {
    println!("{name:<11} {text}");
}
