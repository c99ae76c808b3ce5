//! Which part of each shard's log a command reads.

use std::time::Duration;

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use infra::postgres::{Filter, Shard};

use super::names::Bound;

/// How long a replica may take to come as far as its shard was.
const REPLICA: Duration = Duration::from_secs(2);

/// Which shards, and from where to where.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct RangeArgs {
    /// Only these shards
    #[arg(long = "shard", alias = "shards", value_name = "N", value_delimiter = ',')]
    pub(crate) shards: Vec<u16>,
    /// From here on: a position of every shard, SHARD:POSITION (several with commas; other shards are left out), or an
    /// instant
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    pub(crate) from: Vec<Bound>,
    /// Up to here, in the same forms
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    pub(crate) to: Vec<Bound>,
}

/// What is read of a shard: what lies after `after` and up to `through`.
#[derive(Clone)]
pub(crate) struct Range {
    pub(crate) shard: Shard,
    pub(crate) after: u64,
    pub(crate) through: u64,
}

impl Range {
    /// How many positions that is.
    pub(crate) fn positions(&self) -> u64 {
        self.through.saturating_sub(self.after)
    }
}

impl RangeArgs {
    /// The ranges, on replicas where there are some, and the filter without the times that they see to.
    pub(crate) async fn resolve(
        &self,
        shards: &[Shard],
        mut filter: Filter,
    ) -> anyhow::Result<(Vec<Range>, Filter)> {
        self.check_order()?;
        let mut ranges = vec![];
        for shard in self.select(shards)? {
            ranges
                .push(self.range(shard, &filter).await.with_context(|| format!("shard {}", shard.number()))?);
        }
        // Times grow with positions, so the ranges say the same.
        (filter.since, filter.before) = (None, None);
        Ok((ranges, filter))
    }

    /// The shards that the options leave.
    pub(crate) fn select<'a>(&self, shards: &'a [Shard]) -> anyhow::Result<Vec<&'a Shard>> {
        let (from, to) = (named(&self.from), named(&self.to));
        for number in self.shards.iter().chain(&from).chain(&to) {
            if !shards.iter().any(|shard| shard.number() == *number) {
                bail!("there is no shard {number}: the config has {}", all(shards));
            }
        }
        let is_in = |list: &[u16], shard: &Shard| list.is_empty() || list.contains(&shard.number());
        let is_selected =
            |shard: &&Shard| is_in(&self.shards, shard) && is_in(&from, shard) && is_in(&to, shard);
        let selected: Vec<_> = shards.iter().filter(is_selected).collect();
        if selected.is_empty() {
            bail!("--shard, --from and --to name different shards: none is left");
        }
        Ok(selected)
    }

    async fn range(&self, shard: &Shard, filter: &Filter) -> anyhow::Result<Range> {
        let head = shard.head().await?;
        let shard = shard.replica_at(head, REPLICA).await;
        let before = |at| at - TimeDelta::microseconds(1);
        let mut after = match bound_of(&self.from, shard.number()) {
            Some(Bound::Position(position) | Bound::Place(_, position)) => position.saturating_sub(1),
            Some(Bound::At(at)) => shard.position_at(before(at)).await?,
            None => 0,
        };
        let mut through = match bound_of(&self.to, shard.number()) {
            Some(Bound::Position(position) | Bound::Place(_, position)) => position.min(head),
            Some(Bound::At(at)) => shard.position_at(at).await?,
            None => head,
        };
        if let Some(since) = filter.since {
            after = after.max(shard.position_at(before(since)).await?);
        }
        if let Some(until) = filter.before {
            through = through.min(shard.position_at(before(until)).await?);
        }
        Ok(Range { shard, after: after.min(through), through })
    }

    fn check_order(&self) -> anyhow::Result<()> {
        for from in &self.from {
            for to in &self.to {
                let reversed = match (from, to) {
                    (Bound::At(from), Bound::At(to)) => from > to,
                    (Bound::Place(one, from), Bound::Place(other, to)) => one == other && from > to,
                    (
                        Bound::Position(from) | Bound::Place(_, from),
                        Bound::Position(to) | Bound::Place(_, to),
                    ) => from > to,
                    _ => false,
                };
                if reversed {
                    bail!("--from is after --to: exchange them");
                }
            }
        }
        Ok(())
    }
}

/// The shards that bounds name.
fn named(bounds: &[Bound]) -> Vec<u16> {
    let shard = |bound: &Bound| match bound {
        Bound::Place(shard, _) => Some(*shard),
        Bound::Position(_) | Bound::At(_) => None,
    };
    bounds.iter().filter_map(shard).collect()
}

/// The bound that is for a shard: its own, or that of all.
fn bound_of(bounds: &[Bound], number: u16) -> Option<Bound> {
    let own = |bound: &&Bound| matches!(bound, Bound::Place(shard, _) if *shard == number);
    let all = |bound: &&Bound| !matches!(bound, Bound::Place(..));
    bounds.iter().find(own).or_else(|| bounds.iter().find(all)).copied()
}

fn all(shards: &[Shard]) -> String {
    match shards {
        [only] => format!("only shard {}", only.number()),
        _ => format!("the shards 0 to {}", shards.len().saturating_sub(1)),
    }
}

#[cfg(test)]
mod tests {
    use infra::postgres::{PostgresConfig, PostgresLog};

    use super::*;

    fn args(shards: &[u16], from: &[&str], to: &[&str]) -> RangeArgs {
        let bounds = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        RangeArgs { shards: shards.to_vec(), from: bounds(from), to: bounds(to) }
    }

    fn selected(args: &RangeArgs) -> Result<Vec<u16>, String> {
        let log = PostgresLog::new(&PostgresConfig::new(vec!["host=a".into(), "host=b".into()])).unwrap();
        let shards = args.select(log.shards());
        shards
            .map(|shards| shards.iter().map(|shard| shard.number()).collect())
            .map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_place_of_one_shard_leaves_the_others_out() {
        assert_eq!(selected(&args(&[], &[], &[])), Ok(vec![0, 1]));
        assert_eq!(selected(&args(&[], &["7"], &["2026-01-01"])), Ok(vec![0, 1]));
        assert_eq!(selected(&args(&[], &["1:7"], &[])), Ok(vec![1]));
        assert_eq!(selected(&args(&[], &["1:7", "0:3"], &[])), Ok(vec![0, 1]));
        assert!(selected(&args(&[0], &["1:7"], &[])).unwrap_err().contains("none is left"));
        assert!(selected(&args(&[7], &[], &[])).unwrap_err().contains("shards 0 to 1"));
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_refused() {
        assert!(args(&[], &["7"], &["7"]).check_order().is_ok());
        assert!(args(&[], &["0:7"], &["1:3"]).check_order().is_ok());
        for (from, to) in [("8", "7"), ("0:8", "0:7"), ("8", "0:7"), ("2026-01-02", "2026-01-01")] {
            assert!(args(&[], &[from], &[to]).check_order().is_err(), "{from} {to}");
        }
    }
}
