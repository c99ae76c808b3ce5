//! Reading one's own writes: a command's answer says where its events are in the log, and a query that says it too is answered
//! once its read model has come so far. The gate does both, and no handler.

use std::str::FromStr;
use std::time::Duration;

use commands::executor::Appends;
use gateway::Patience;
use poem::http::{HeaderName, HeaderValue};
use poem::{Request, Response};
use projections::progress::Projection;
use tokio::time::{Instant, sleep};

use crate::Shared;
use crate::asked::Origin;
use crate::problem::{Kind, Problem, any_of};
use crate::text::cut;

/// The header of commands' answers, and of queries.
pub(crate) const TOKEN: HeaderName = HeaderName::from_static("consistency-token");
/// What a token is made of. A list that is empty is none.
pub(crate) const PATTERN: &str = "^[0-9:, ]*$";
/// The most positions that a token has: a tenant's commands go to few shards.
const MAX_POSITIONS: usize = 16;

/// How long a query waits for its read model.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often it looks whether the read model has come so far: at first, and then ever less often, up to this.
const FIRST_LOOK: Duration = Duration::from_millis(2);
const LAST_LOOK: Duration = Duration::from_millis(50);

/// The commands whose answers have a token: those that append to a tenant's streams.
pub(crate) const COMMANDS: &[&str] = &[
    "submit_job",
    "redrive_job",
    "change_job",
    "cancel_job",
    "pause_job",
    "resume_job",
    "change_queue",
    "pause_queue",
    "resume_queue",
    "drain_queue",
    "upload_dataset",
    "lease_tasks",
    "extend_lease",
    "report_tasks",
    "return_lease",
];

/// The queries that take one, and the read model that answers them. Others read the log itself.
pub(crate) const QUERIES: &[(&str, Projection)] = &[
    ("get_job", Projection::Redis),
    ("list_jobs", Projection::Redis),
    ("get_job_batches", Projection::Redis),
    ("get_usage", Projection::Redis),
    ("list_tasks", Projection::ClickHouse),
    ("list_audit_records", Projection::ClickHouse),
    ("export_audit_records", Projection::ClickHouse),
];

/// What these may answer because of it.
pub(crate) const CONSISTENT: u128 =
    any_of(&[Kind::InvalidConsistencyToken, Kind::MomentAhead, Kind::ReadModelBehind, Kind::EngineAway]);

/// Positions of shards.
#[derive(Debug, PartialEq, Eq)]
struct Token(Vec<(u16, u64)>);

impl FromStr for Token {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let position = |text: &str| {
            let (shard, position) = text.trim().split_once(':')?;
            let position =
                position.parse().ok().filter(|position| (1..=i64::MAX as u64).contains(position))?;
            Some((shard.parse().ok()?, position))
        };
        let positions: Option<Vec<_>> = text.split(',').map(position).collect();
        positions.filter(|positions| positions.len() <= MAX_POSITIONS).map(Self).ok_or_else(|| {
            format!(
                "{:?} is no token: give the `Consistency-Token` of a command's answer as it is",
                cut(text)
            )
        })
    }
}

/// Says in a command's answer where its events are.
pub(crate) fn tell(appends: &Appends, mut response: Response) -> Response {
    let positions = appends.positions();
    if positions.is_empty() || !response.status().is_success() {
        return response;
    }
    let positions: Vec<String> =
        positions.iter().map(|(shard, position)| format!("{shard}:{position}")).collect();
    if let Ok(value) = HeaderValue::try_from(positions.join(", ")) {
        response.headers_mut().insert(TOKEN, value);
    }
    response
}

/// Waits until the read model that answers a query has come as far as the query asks.
///
/// # Errors
/// It has not in time, never will, or cannot be asked.
pub(crate) async fn wait(
    shared: &Shared,
    operation: &str,
    origin: &Origin,
    request: &Request,
) -> Result<(), Problem> {
    let query = QUERIES.iter().find(|(name, _)| *name == operation);
    // A list that is empty is none.
    let value = request.headers().get(TOKEN).filter(|value| !value.is_empty());
    let Some(((_, projection), value)) = query.zip(value) else { return Ok(()) };
    let Token(positions) = value.to_str().unwrap_or_default().parse().map_err(invalid)?;
    let deadline = Instant::now() + PATIENCE;
    for (shard, position) in positions {
        if shared.services.progress.reached(*projection, shard).await? < position {
            check(shared, shard, position).await?;
            until_reached(shared, *projection, (shard, position), origin, deadline).await?;
        }
    }
    Ok(())
}

/// What has not been recorded is not waited for.
async fn check(shared: &Shared, shard: u16, position: u64) -> Result<(), Problem> {
    match shared.services.progress.head(shard).await? {
        Some(head) if head >= position => Ok(()),
        _ => {
            let detail = format!("the log of shard {shard} has no position {position} yet");
            Err(Problem::new(Kind::MomentAhead, detail)
                .with(|details| details.parameter = Some("Consistency-Token".to_owned())))
        }
    }
}

async fn until_reached(
    shared: &Shared,
    projection: Projection,
    (shard, position): (u16, u64),
    origin: &Origin,
    deadline: Instant,
) -> Result<(), Problem> {
    let place = origin.patience.as_ref().map(Patience::waits);
    // Where too many wait already, the answer comes at once.
    let deadline = if matches!(place, Some(None)) { Instant::now() } else { deadline };
    let mut pause = FIRST_LOOK;
    while shared.services.progress.reached(projection, shard).await? < position {
        if Instant::now() >= deadline {
            return Err(behind(projection, shard, position));
        }
        sleep(pause).await;
        pause = (pause * 2).min(LAST_LOOK);
    }
    Ok(())
}

fn invalid(detail: String) -> Problem {
    Problem::new(Kind::InvalidConsistencyToken, detail)
        .with(|details| details.parameter = Some("Consistency-Token".to_owned()))
}

fn behind(projection: Projection, shard: u16, position: u64) -> Problem {
    let detail = format!("{} has not come to position {position} of shard {shard} yet", projection.as_str());
    let engine = projection.as_str().to_owned();
    Problem::new(Kind::ReadModelBehind, detail).with(|details| details.engine = Some(engine))
}

#[cfg(test)]
mod tests;
