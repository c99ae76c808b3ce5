//! The runner that all projections share: it takes the events of shards from a source, in order, gathers them into chunks, and
//! has a sink write each chunk, once.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::RecordedEvent;
use futures::future::join_all;

/// How long the runner waits before it tries again what failed; doubled up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How often an idle shard is looked at: a read model that was lost is built again without waiting for news.
const LOOK: Duration = Duration::from_secs(2);

/// How long the source is asked for news when nothing is to be written.
const IDLE: Duration = Duration::from_millis(100);

/// An engine that is away, or a shard that is no longer ours.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The same call may succeed later.
    #[error("{0}")]
    Away(String),
    /// The shard must be begun again from where the sink says.
    #[error("{0}")]
    Rewind(String),
}

/// What a source has.
#[derive(Debug)]
pub enum Polled {
    /// The next event of one of the shards.
    Event(Box<RecordedEvent>),
    /// The shards that are ours have changed to these.
    Assigned(BTreeSet<u16>),
    /// Nothing for now.
    Idle,
}

/// Where a shard was committed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// The position up to which everything is written, if something was committed.
    pub position: Option<u64>,
    /// The text that was committed with it.
    pub note: String,
}

/// Where events come from: of each shard in order of position, and none is left out.
#[async_trait]
pub trait Source: Send {
    /// The next event, or `Idle` after `wait`.
    async fn poll(&mut self, wait: Duration) -> Polled;

    /// Goes on with a shard after a position.
    fn seek(&mut self, shard: u16, after: u64);

    /// What was committed of a shard.
    async fn committed(&mut self, shard: u16) -> Result<Committed, RunnerError>;

    /// Commits a shard up to a position, with a note. Only the shard's owner can.
    async fn commit(&mut self, shard: u16, position: u64, note: &str) -> Result<(), RunnerError>;

    /// Everything up to a position is written, of a sink that keeps its place itself. It is for people: nothing depends on it.
    fn reached(&mut self, shard: u16, position: u64);

    /// Keeps an event aside that the sink cannot write.
    async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str);
}

/// Consecutive events of one shard.
#[derive(Debug)]
pub struct Chunk {
    /// The shard.
    pub shard: u16,
    /// The position before the first event.
    pub after: u64,
    /// The position of the last event.
    pub through: u64,
    /// The events. A replay may leave some out.
    pub events: Vec<RecordedEvent>,
}

/// Where to begin a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resume {
    /// Everything up to here is written.
    pub after: u64,
    /// Where the first chunk must end, if it was begun before: a sink that knows a chunk by its bounds can
    /// then tell that it has it.
    pub chunk_end: Option<u64>,
}

/// An event that cannot be written, now or later.
#[derive(Debug)]
pub struct Poison {
    /// Its place in the chunk.
    pub index: usize,
    /// Why.
    pub reason: String,
}

/// Writes a read model.
#[async_trait]
pub trait Sink: Send + Sync {
    /// Its name, in logs and parked events.
    fn name(&self) -> &'static str;

    /// Where to begin a shard.
    async fn resume(&self, shard: u16, committed: Committed) -> Result<Resume, RunnerError>;

    /// What is to be committed before the chunk is written; nothing if the sink keeps its place itself.
    fn intent(&self, chunk: &Chunk) -> Option<String>;

    /// Whether the sink still has what it was given of a shard, up to a position: an engine may lose its data.
    async fn is_at(&self, shard: u16, position: u64) -> Result<bool, RunnerError>;

    /// Is told of a chunk that it is to write, maybe before the one before it is written: what can be made of it already may be kept.
    fn prepare(&self, _: &Chunk) {}

    /// Writes a chunk. Writing one again changes nothing.
    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError>;
}

/// When a chunk is written.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// At so many events.
    pub events: usize,
    /// At so many bytes of payload.
    pub bytes: usize,
    /// At this age of its first event; sooner where the source has no more, and the chunk before it began as long ago.
    pub age: Duration,
}

/// A shard that is ours.
struct Lane {
    chunk: Chunk,
    bytes: usize,
    chunk_end: Option<u64>,
    since: Instant,
    /// When the last chunk began to be written.
    written: Instant,
    looked: Instant,
}

impl Lane {
    fn new(shard: u16, resume: Resume) -> Self {
        let Resume { after, chunk_end } = resume;
        let chunk = Chunk { shard, after, through: after, events: vec![] };
        let now = Instant::now();
        Self { chunk, bytes: 0, chunk_end, since: now, written: now, looked: now }
    }

    fn is_empty(&self) -> bool {
        self.chunk.after == self.chunk.through
    }

    fn add(&mut self, event: RecordedEvent) {
        if self.is_empty() {
            self.since = Instant::now();
        }
        self.chunk.through = event.position;
        self.bytes += event.payload.len();
        self.chunk.events.push(event);
    }

    fn is_due(&self, policy: &Policy) -> bool {
        match self.chunk_end {
            Some(end) => self.chunk.through >= end,
            None => {
                self.chunk.events.len() >= policy.events
                    || self.bytes >= policy.bytes
                    || (!self.is_empty() && self.since.elapsed() >= policy.age)
            }
        }
    }

    /// Whether nothing is gained by gathering more, where the source has no more: chunks are no more frequent than their age says.
    fn is_enough(&self, policy: &Policy) -> bool {
        self.chunk_end.is_none() && !self.is_empty() && self.written.elapsed() >= policy.age
    }

    fn clear(&mut self) {
        self.chunk.after = self.chunk.through;
        self.chunk.events.clear();
        self.bytes = 0;
        self.chunk_end = None;
    }
}

/// The shards that are ours, and have begun.
type Lanes = BTreeMap<u16, Lane>;

/// Keeps `sink` up to date with `source`, until the task is dropped.
pub async fn run(mut source: impl Source, sink: impl Sink, policy: Policy) {
    let mut lanes = BTreeMap::new();
    loop {
        let mut has_no_more = false;
        match source.poll(next_due(&lanes, &policy)).await {
            Polled::Assigned(shards) => assign(&mut source, &sink, &mut lanes, shards).await,
            Polled::Event(event) => {
                let lane = lanes.get_mut(&event.shard);
                if let Some(lane) = lane.filter(|lane: &&mut Lane| lane.chunk.through < event.position) {
                    lane.add(*event);
                }
            }
            Polled::Idle => {
                has_no_more = true;
                look(&mut source, &sink, &mut lanes).await;
            }
        }
        let is_due = |lane: &Lane| lane.is_due(&policy) || (has_no_more && lane.is_enough(&policy));
        flush(&mut source, &sink, &mut lanes, is_due).await;
    }
}

/// How long nothing has to be written.
fn next_due(lanes: &Lanes, policy: &Policy) -> Duration {
    let waiting = lanes.values().filter(|lane| !lane.is_empty());
    let due = waiting.map(|lane| policy.age.saturating_sub(lane.written.elapsed())).min();
    due.unwrap_or(IDLE).max(Duration::from_millis(1))
}

/// Begins those shards again whose data the sink has lost.
async fn look(source: &mut impl Source, sink: &impl Sink, lanes: &mut Lanes) {
    for shard in lanes.keys().copied().collect::<Vec<_>>() {
        let Some(lane) = lanes.get_mut(&shard) else { continue };
        if !lane.is_empty() || lane.looked.elapsed() < LOOK {
            continue;
        }
        lane.looked = Instant::now();
        match sink.is_at(shard, lane.chunk.through).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(projection = sink.name(), shard, "the read model was lost");
                lanes.remove(&shard);
                begin(source, sink, lanes, shard).await;
            }
            Err(error) => tracing::warn!(projection = sink.name(), shard, %error, "cannot look"),
        }
    }
}

async fn assign(source: &mut impl Source, sink: &impl Sink, lanes: &mut Lanes, shards: BTreeSet<u16>) {
    lanes.retain(|shard, _| shards.contains(shard));
    for shard in shards {
        if !lanes.contains_key(&shard) {
            begin(source, sink, lanes, shard).await;
        }
    }
}

/// Begins a shard where the sink says, however long it takes to find out.
async fn begin(source: &mut impl Source, sink: &impl Sink, lanes: &mut Lanes, shard: u16) {
    let mut pause = FIRST_PAUSE;
    loop {
        match try_begin(source, sink, shard).await {
            Ok(lane) => {
                lanes.insert(shard, lane);
                return;
            }
            // It is another's by now, of which the source will tell.
            Err(error @ RunnerError::Rewind(_)) => {
                wait(sink, shard, &error, pause).await;
                return;
            }
            Err(error @ RunnerError::Away(_)) => pause = wait(sink, shard, &error, pause).await,
        }
    }
}

async fn try_begin(source: &mut impl Source, sink: &impl Sink, shard: u16) -> Result<Lane, RunnerError> {
    let committed = source.committed(shard).await?;
    let resume = sink.resume(shard, committed).await?;
    source.seek(shard, resume.after);
    tracing::info!(projection = sink.name(), shard, after = resume.after, "begins");
    Ok(Lane::new(shard, resume))
}

/// Writes what is due of each shard, side by side: an engine that takes long for one does not hold the others up.
async fn flush(
    source: &mut impl Source,
    sink: &impl Sink,
    lanes: &mut Lanes,
    is_due: impl Fn(&Lane) -> bool,
) {
    let (mut begun, mut failed) = (vec![], vec![]);
    for (shard, lane) in lanes.iter_mut().filter(|(_, lane)| is_due(lane)) {
        lane.written = Instant::now();
        match intend(source, sink, &lane.chunk).await {
            Ok(()) => begun.push((*shard, lane)),
            Err(error) => failed.push((*shard, error)),
        }
    }
    let written = join_all(begun.iter().map(|(_, lane)| sink.write(&lane.chunk))).await;
    for ((shard, lane), written) in begun.into_iter().zip(written) {
        let settled = match written {
            Ok(poisons) => settle(source, sink, &lane.chunk, poisons).await,
            Err(error) => Err(error),
        };
        match settled {
            Ok(()) => lane.clear(),
            Err(error) => failed.push((shard, error)),
        }
    }
    for (shard, error) in failed {
        flush_again(source, sink, lanes, shard, error).await;
    }
}

/// Writes what is due of a shard, of which it did not succeed, however long that takes.
async fn flush_again(
    source: &mut impl Source,
    sink: &impl Sink,
    lanes: &mut Lanes,
    shard: u16,
    mut error: RunnerError,
) {
    let Some(lane) = lanes.get_mut(&shard) else { return };
    let mut pause = FIRST_PAUSE;
    loop {
        pause = wait(sink, shard, &error, pause).await;
        if let RunnerError::Rewind(_) = error {
            lanes.remove(&shard);
            return begin(source, sink, lanes, shard).await;
        }
        match try_flush(source, sink, &lane.chunk).await {
            Ok(()) => return lane.clear(),
            Err(next) => error = next,
        }
    }
}

async fn try_flush(source: &mut impl Source, sink: &impl Sink, chunk: &Chunk) -> Result<(), RunnerError> {
    intend(source, sink, chunk).await?;
    let poisons = sink.write(chunk).await?;
    settle(source, sink, chunk, poisons).await
}

/// Commits which chunk is written next, where the sink needs that.
async fn intend(source: &mut impl Source, sink: &impl Sink, chunk: &Chunk) -> Result<(), RunnerError> {
    match sink.intent(chunk) {
        Some(note) => source.commit(chunk.shard, chunk.after, &note).await,
        None => Ok(()),
    }
}

/// Commits a chunk that is written.
async fn settle(
    source: &mut impl Source,
    sink: &impl Sink,
    chunk: &Chunk,
    poisons: Vec<Poison>,
) -> Result<(), RunnerError> {
    for Poison { index, reason } in poisons {
        if let Some(event) = chunk.events.get(index) {
            source.park(sink.name(), event, &reason).await;
        }
    }
    match sink.intent(chunk) {
        // What was begun is done: nothing is to be sent again.
        Some(_) => source.commit(chunk.shard, chunk.through, "").await?,
        None => source.reached(chunk.shard, chunk.through),
    }
    measure(sink.name(), chunk);
    Ok(())
}

fn measure(projection: &'static str, chunk: &Chunk) {
    let labels = [("projection", projection.to_owned()), ("shard", chunk.shard.to_string())];
    metrics::counter!("thousandfold_projected_events_total", &labels).increment(chunk.events.len() as u64);
    metrics::gauge!("thousandfold_projection_position", &labels).set(chunk.through as f64);
    if let Some(last) = chunk.events.last() {
        let lag = chrono::Utc::now().signed_duration_since(last.recorded_at).as_seconds_f64().max(0.0);
        metrics::histogram!("thousandfold_projection_lag_seconds", &labels).record(lag);
    }
}

async fn wait(sink: &impl Sink, shard: u16, error: &RunnerError, pause: Duration) -> Duration {
    tracing::warn!(projection = sink.name(), shard, %error, "tries again");
    tokio::time::sleep(pause).await;
    (pause * 2).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests;
