//! The runner that all projections share: it takes events from a source partition by partition, gathers
//! them into chunks, and has a sink write each chunk, once, in order.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::RecordedEvent;

/// How long the runner waits before it tries again what failed; doubled up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How often an idle partition is looked at: a read model that was lost is built again without waiting for news.
const LOOK: Duration = Duration::from_secs(2);

/// How long the source is asked for news when nothing is to be written.
const IDLE: Duration = Duration::from_millis(100);

/// An engine that is away, or a place in the source that is no longer ours.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The same call may succeed later.
    #[error("{0}")]
    Away(String),
    /// The partition must be begun again from where the sink says.
    #[error("{0}")]
    Rewind(String),
}

/// One message of the source.
#[derive(Debug)]
pub struct Delivery {
    /// The partition.
    pub partition: i32,
    /// Its place there.
    pub offset: i64,
    /// The event; nothing if the message was none, and was parked.
    pub event: Option<RecordedEvent>,
}

/// What a source has.
#[derive(Debug)]
pub enum Polled {
    /// A message.
    Message(Box<Delivery>),
    /// The partitions that are ours have changed to these.
    Assigned(HashSet<i32>),
    /// Nothing for now.
    Idle,
}

/// Where a partition was committed.
#[derive(Debug, Clone, Default)]
pub struct Committed {
    /// The next message, if something was committed.
    pub offset: Option<i64>,
    /// The text that was committed with it.
    pub note: String,
}

/// Where events come from.
#[async_trait]
pub trait Source: Send {
    /// The next message, or `Idle` after `wait`.
    async fn poll(&mut self, wait: Duration) -> Polled;

    /// Goes on with a partition from `offset`.
    async fn seek(&mut self, partition: i32, offset: i64) -> Result<(), RunnerError>;

    /// What was committed of a partition.
    async fn committed(&mut self, partition: i32) -> Result<Committed, RunnerError>;

    /// Commits a partition with a note. Only the partition's owner can.
    async fn commit(&mut self, partition: i32, offset: i64, note: &str) -> Result<(), RunnerError>;

    /// Keeps an event aside that the sink cannot write.
    async fn park(&self, consumer: &str, event: &RecordedEvent, reason: &str);
}

/// Consecutive events of one partition.
#[derive(Debug)]
pub struct Chunk {
    /// The partition.
    pub partition: i32,
    /// The offset of the first message.
    pub start: i64,
    /// The offset after the last message.
    pub end: i64,
    /// The events.
    pub events: Vec<RecordedEvent>,
}

/// Where to begin a partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resume {
    /// The first message.
    pub offset: i64,
    /// Where the first chunk must end, if it was begun before: a sink that knows a chunk by its bounds can
    /// then tell that it has it.
    pub chunk_end: Option<i64>,
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

    /// Where to begin a partition.
    async fn resume(&self, partition: i32, committed: Committed) -> Result<Resume, RunnerError>;

    /// What is to be committed before the chunk is written; nothing if the sink keeps its place itself.
    fn intent(&self, chunk: &Chunk) -> Option<String>;

    /// Whether the sink still has what it was given of a partition, up to `offset`: an engine may lose its data.
    async fn is_at(&self, partition: i32, offset: i64) -> Result<bool, RunnerError>;

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
    /// At this age of its first event.
    pub age: Duration,
}

/// A partition that is ours.
struct Lane {
    chunk: Chunk,
    bytes: usize,
    chunk_end: Option<i64>,
    since: Instant,
    looked: Instant,
}

impl Lane {
    fn new(partition: i32, resume: Resume) -> Self {
        let Resume { offset, chunk_end } = resume;
        let chunk = Chunk { partition, start: offset, end: offset, events: vec![] };
        Self { chunk, bytes: 0, chunk_end, since: Instant::now(), looked: Instant::now() }
    }

    fn add(&mut self, delivery: Delivery) {
        if self.chunk.start == self.chunk.end {
            self.since = Instant::now();
        }
        self.chunk.end = delivery.offset + 1;
        if let Some(event) = delivery.event {
            self.bytes += event.payload.len();
            self.chunk.events.push(event);
        }
    }

    fn is_due(&self, policy: &Policy) -> bool {
        match self.chunk_end {
            Some(end) => self.chunk.end >= end,
            None => {
                self.chunk.events.len() >= policy.events
                    || self.bytes >= policy.bytes
                    || (self.chunk.start < self.chunk.end && self.since.elapsed() >= policy.age)
            }
        }
    }

    fn clear(&mut self) {
        self.chunk.start = self.chunk.end;
        self.chunk.events.clear();
        self.bytes = 0;
        self.chunk_end = None;
    }
}

/// Keeps `sink` up to date with `source`, until the task is dropped.
pub async fn run(mut source: impl Source, sink: impl Sink, policy: Policy) {
    let mut lanes = HashMap::new();
    loop {
        match source.poll(next_due(&lanes, &policy)).await {
            Polled::Assigned(partitions) => assign(&mut source, &sink, &mut lanes, partitions).await,
            Polled::Message(delivery) => {
                // A message of a partition that is not begun yet comes again when it is.
                let lane = lanes.get_mut(&delivery.partition);
                if let Some(lane) = lane.filter(|lane: &&mut Lane| lane.chunk.end <= delivery.offset) {
                    lane.add(*delivery);
                }
            }
            Polled::Idle => look(&mut source, &sink, &mut lanes).await,
        }
        for partition in lanes.keys().copied().collect::<Vec<_>>() {
            if lanes.get(&partition).is_some_and(|lane| lane.is_due(&policy)) {
                flush(&mut source, &sink, &mut lanes, partition).await;
            }
        }
    }
}

/// How long nothing has to be written.
fn next_due(lanes: &HashMap<i32, Lane>, policy: &Policy) -> Duration {
    let waiting = lanes.values().filter(|lane| lane.chunk.start < lane.chunk.end);
    let due = waiting.map(|lane| policy.age.saturating_sub(lane.since.elapsed())).min();
    due.unwrap_or(IDLE).max(Duration::from_millis(1))
}

/// Begins those partitions again whose data the sink has lost.
async fn look(source: &mut impl Source, sink: &impl Sink, lanes: &mut HashMap<i32, Lane>) {
    for partition in lanes.keys().copied().collect::<Vec<_>>() {
        let Some(lane) = lanes.get_mut(&partition) else { continue };
        if lane.chunk.start < lane.chunk.end || lane.looked.elapsed() < LOOK {
            continue;
        }
        lane.looked = Instant::now();
        match sink.is_at(partition, lane.chunk.end).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(projection = sink.name(), partition, "the read model was lost");
                lanes.remove(&partition);
                begin(source, sink, lanes, partition).await;
            }
            Err(error) => tracing::warn!(projection = sink.name(), partition, %error, "cannot look"),
        }
    }
}

async fn assign(
    source: &mut impl Source,
    sink: &impl Sink,
    lanes: &mut HashMap<i32, Lane>,
    partitions: HashSet<i32>,
) {
    lanes.retain(|partition, _| partitions.contains(partition));
    for partition in partitions {
        if !lanes.contains_key(&partition) {
            begin(source, sink, lanes, partition).await;
        }
    }
}

/// Begins a partition where the sink says, however long it takes to find out.
async fn begin(source: &mut impl Source, sink: &impl Sink, lanes: &mut HashMap<i32, Lane>, partition: i32) {
    let mut pause = FIRST_PAUSE;
    loop {
        match try_begin(source, sink, partition).await {
            Ok(lane) => {
                lanes.insert(partition, lane);
                return;
            }
            Err(error) => pause = wait(sink, partition, &error, pause).await,
        }
    }
}

async fn try_begin(source: &mut impl Source, sink: &impl Sink, partition: i32) -> Result<Lane, RunnerError> {
    let committed = source.committed(partition).await?;
    let resume = sink.resume(partition, committed).await?;
    source.seek(partition, resume.offset).await?;
    tracing::info!(projection = sink.name(), partition, offset = resume.offset, "begins");
    Ok(Lane::new(partition, resume))
}

async fn flush(source: &mut impl Source, sink: &impl Sink, lanes: &mut HashMap<i32, Lane>, partition: i32) {
    let Some(lane) = lanes.get_mut(&partition) else {
        return;
    };
    let mut pause = FIRST_PAUSE;
    loop {
        match try_flush(source, sink, &lane.chunk).await {
            Ok(()) => return lane.clear(),
            Err(error @ RunnerError::Away(_)) => pause = wait(sink, partition, &error, pause).await,
            Err(error @ RunnerError::Rewind(_)) => {
                wait(sink, partition, &error, pause).await;
                lanes.remove(&partition);
                return begin(source, sink, lanes, partition).await;
            }
        }
    }
}

async fn try_flush(source: &mut impl Source, sink: &impl Sink, chunk: &Chunk) -> Result<(), RunnerError> {
    if let Some(note) = sink.intent(chunk) {
        source.commit(chunk.partition, chunk.start, &note).await?;
    }
    let poisons = sink.write(chunk).await?;
    for Poison { index, reason } in poisons {
        if let Some(event) = chunk.events.get(index) {
            source.park(sink.name(), event, &reason).await;
        }
    }
    metrics::counter!("thousandfold_projected_events_total", "projection" => sink.name())
        .increment(chunk.events.len() as u64);
    Ok(())
}

async fn wait(sink: &impl Sink, partition: i32, error: &RunnerError, pause: Duration) -> Duration {
    tracing::warn!(projection = sink.name(), partition, %error, "tries again");
    tokio::time::sleep(pause).await;
    (pause * 2).min(LONGEST_PAUSE)
}
