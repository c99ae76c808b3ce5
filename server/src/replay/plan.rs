//! What a replay is to do, and what it refuses to.

use std::path::{Path, PathBuf};

use anyhow::{bail, ensure};
use chrono::Utc;
use infra::kafka::Topics;

use super::{ReplayArgs, STEP};
use crate::cli::save::{check_target, is_stdout};
use crate::config::Config;

/// Redis applies so many events at once.
const REDIS_STEP: usize = 500;

/// Where events go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Into {
    /// A topic of Kafka, as CloudEvents
    Topic,
    /// A file, as lines of JSON
    File,
    /// A read model of its own
    Projection,
}

/// A read model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ProjectionKind {
    /// Job summaries and lists
    Redis,
    /// The analyst's tables
    #[value(name = "clickhouse")]
    ClickHouse,
}

/// What a replay is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan {
    /// Count.
    Count,
    /// Publish to a topic.
    Topic(String),
    /// Write a file.
    File(PathBuf),
    /// Build a read model under a name.
    Projection(ProjectionKind, String),
}

impl Plan {
    /// Whether the events go to stdout.
    pub(super) fn is_stdout(&self) -> bool {
        matches!(self, Self::File(file) if is_stdout(file))
    }

    /// How many events are handed on at once.
    pub(super) fn step(&self) -> usize {
        match self {
            Self::Projection(ProjectionKind::Redis, _) => REDIS_STEP,
            Self::Count
            | Self::Topic(_)
            | Self::File(_)
            | Self::Projection(ProjectionKind::ClickHouse, _) => STEP,
        }
    }
}

impl ReplayArgs {
    /// What is to be done, if it may be.
    pub(super) fn plan(&self, config: &Config) -> anyhow::Result<Plan> {
        self.refuse_strays()?;
        match self.into {
            None => Ok(Plan::Count),
            Some(Into::Topic) => self.topic(&Topics::new(&config.namespace), &config.namespace),
            Some(Into::File) => {
                let file = self.file.clone().ok_or_else(|| anyhow::anyhow!("--into file needs --file"))?;
                if !is_stdout(&file) {
                    check_target(Path::new(&file))?;
                }
                Ok(Plan::File(file))
            }
            Some(Into::Projection) => self.read_model(&config.namespace),
        }
    }

    /// Options that the plan would not look at are a mistake.
    fn refuse_strays(&self) -> anyhow::Result<()> {
        let given = [
            ("--topic", "topic", self.topic.is_some(), Into::Topic),
            ("--yes", "topic", self.yes, Into::Topic),
            ("--file", "file", self.file.is_some(), Into::File),
            ("--projection", "projection", self.projection.is_some(), Into::Projection),
            ("--namespace", "projection", self.namespace.is_some(), Into::Projection),
        ];
        for (option, into, is_given, wants) in given {
            ensure!(!is_given || self.into == Some(wants), "{option} is for --into {into}");
        }
        Ok(())
    }

    fn topic(&self, topics: &Topics, namespace: &str) -> anyhow::Result<Plan> {
        let name = self.topic.clone().unwrap_or_else(|| format!("{namespace}.replay"));
        if name == topics.parked {
            bail!("{name} is not for events: replay into another topic");
        }
        if name == topics.events && !self.yes {
            bail!(
                "{name} is the live topic of events: every reactor and read model would see them again; say --yes if \
                 that is meant"
            );
        }
        Ok(Plan::Topic(name))
    }

    fn read_model(&self, live: &str) -> anyhow::Result<Plan> {
        let Some(kind) = self.projection else {
            bail!("--into projection needs --projection redis or clickhouse");
        };
        let cutting = self.filter.cutting_streams();
        let from = if self.range.from.is_empty() { None } else { Some("--from") };
        let cutting: Vec<_> = cutting.into_iter().chain(from).collect();
        if kind == ProjectionKind::Redis && !cutting.is_empty() {
            bail!(
                "the read model in Redis is made of streams from their beginning: leave out {}",
                cutting.join(", ")
            );
        }
        let time = Utc::now().format("%Y%m%d_%H%M%S");
        let name = self.namespace.clone().unwrap_or_else(|| format!("{live}_replay_{time}"));
        ensure!(name != live, "{name} is the live namespace: give another one");
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        ensure!(
            (1..=100).contains(&name.len()) && name.bytes().all(legal),
            "{name:?} is no name of a namespace: it has 1 to 100 of a-z, A-Z, 0-9, _ and -"
        );
        Ok(Plan::Projection(kind, name))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: ReplayArgs,
    }

    fn args(arguments: &[&str]) -> ReplayArgs {
        Line::try_parse_from([&["x"], arguments].concat()).unwrap().args
    }

    fn topic(arguments: &[&str]) -> Result<Plan, String> {
        args(arguments).topic(&Topics::new("n"), "n").map_err(|error| error.to_string())
    }

    fn read_model(arguments: &[&str]) -> Result<Plan, String> {
        let all = [&["--into", "projection", "--projection"], arguments].concat();
        args(&all).read_model("n").map_err(|error| error.to_string())
    }

    #[test]
    fn the_live_topic_must_be_meant() {
        assert_eq!(topic(&["--into", "topic"]), Ok(Plan::Topic("n.replay".into())));
        assert!(topic(&["--into", "topic", "--topic", "n.events"]).unwrap_err().contains("--yes"));
        assert!(topic(&["--into", "topic", "--topic", "n.events", "--yes"]).is_ok());
        assert!(topic(&["--into", "topic", "--topic", "n.parked", "--yes"]).is_err());
    }

    #[test]
    fn a_read_model_has_a_name_of_its_own() {
        let plan = Plan::Projection(ProjectionKind::Redis, "n_2".into());
        assert_eq!(read_model(&["redis", "--namespace", "n_2"]), Ok(plan));
        assert!(read_model(&["clickhouse", "--namespace", "n"]).unwrap_err().contains("live"));
        assert!(read_model(&["redis", "--namespace", "a*"]).unwrap_err().contains("no name"));
        let Ok(Plan::Projection(_, name)) = read_model(&["redis"]) else { panic!("no plan") };
        assert!(name.starts_with("n_replay_20"), "{name}");
    }

    #[test]
    fn redis_needs_whole_streams() {
        assert!(read_model(&["redis", "--tenant", "dev", "--to", "7"]).is_ok());
        let error = read_model(&["redis", "--type", "JobPlanned", "--from", "7"]).unwrap_err();
        assert!(error.contains("--type, --from"), "{error}");
        assert!(read_model(&["clickhouse", "--type", "JobPlanned"]).is_ok());
    }

    #[test]
    fn an_option_of_another_plan_is_refused() {
        for options in
            [&["--topic", "t"][..], &["--into", "topic", "--file", "f"], &["--into", "file", "--yes"]]
        {
            assert!(args(options).refuse_strays().is_err(), "{options:?}");
        }
        assert!(args(&["--into", "file", "--file", "f"]).refuse_strays().is_ok());
    }
}
