//! Writes a read model from the log, each shard by itself.

use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::ports::EngineError;
use domain::RecordedEvent;
use futures::future::try_join_all;
use futures::try_join;
use projections::runner::{Chunk, Poison, RunnerError, Sink};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::postgres::{Filter, Order, Shard};

/// How long an engine may be away before it is given up.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long to wait before it is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// What is read of a shard: what lies after `after` and up to `through`.
#[derive(Clone)]
pub struct Part {
    /// The shard, or its replica.
    pub shard: Shard,
    /// The position before the first event.
    pub after: u64,
    /// The last position.
    pub through: u64,
}

/// How much is written at once.
#[derive(Debug, Clone, Copy)]
pub struct ChunkSize {
    /// At so many events.
    pub events: usize,
    /// At so many bytes of payload.
    pub bytes: usize,
}

/// An event that a sink cannot write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable {
    /// Its shard.
    pub shard: u16,
    /// Its position.
    pub position: u64,
    /// Why.
    pub reason: String,
}

/// Why a read model is not written.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] EngineError),
    /// It cannot be written, for a minute, or something else wrote it meanwhile.
    #[error(transparent)]
    Sink(#[from] RunnerError),
}

/// Has `sink` write all parts, side by side. `written` is told of events as they are written. Answers which events cannot be.
///
/// # Errors
/// See [`FillError`]; some of it may be written then.
pub async fn fill(
    parts: &[Part],
    sink: &Arc<dyn Sink>,
    size: ChunkSize,
    written: impl Fn(u64) + Sync,
) -> Result<Vec<Unwritable>, FillError> {
    let unwritable = try_join_all(parts.iter().map(|part| fill_part(part, sink, size, &written))).await?;
    Ok(unwritable.concat())
}

async fn fill_part(
    part: &Part,
    sink: &Arc<dyn Sink>,
    size: ChunkSize,
    written: &(impl Fn(u64) + Sync),
) -> Result<Vec<Unwritable>, FillError> {
    // A chunk is read, and what can be made of it is, while the one before it is written.
    let (ready, mut chunks) = mpsc::channel(1);
    let reading = beside(read(part.clone(), Arc::clone(sink), size, ready));
    let writing = async {
        let mut unwritable = vec![];
        while let Some(chunk) = chunks.recv().await {
            let poisons = beside(write_beside(Arc::clone(&chunk), Arc::clone(sink))).await?;
            let of = |poison: Poison| Some((chunk.events.get(poison.index)?, poison.reason));
            unwritable.extend(poisons.into_iter().filter_map(of).map(unwritable_of));
            written(chunk.events.len() as u64);
        }
        Ok(unwritable)
    };
    Ok(try_join!(reading, writing)?.1)
}

/// Does work in a task of its own, which ends with what is answered here: what other parts need is done meanwhile.
async fn beside<T: Send + 'static>(
    work: impl Future<Output = Result<T, FillError>> + Send + 'static,
) -> Result<T, FillError> {
    let mut tasks = JoinSet::new();
    tasks.spawn(work);
    let done = tasks.join_next().await.and_then(Result::ok);
    done.unwrap_or_else(|| Err(RunnerError::Away("a task has panicked".to_owned()).into()))
}

async fn write_beside(chunk: Arc<Chunk>, sink: Arc<dyn Sink>) -> Result<Vec<Poison>, FillError> {
    Ok(patiently(|| sink.write(&chunk), |reason| tracing::warn!(reason, "tries again")).await?)
}

/// Reads a part, a chunk after the other, and prepares each.
async fn read(
    part: Part,
    sink: Arc<dyn Sink>,
    size: ChunkSize,
    ready: mpsc::Sender<Arc<Chunk>>,
) -> Result<(), FillError> {
    let Part { shard, mut after, through } = part;
    let mut scan = shard.scan(after, through, Filter::default(), Order::Forwards);
    let (mut events, mut bytes) = (vec![], 0);
    while let Some(page) = scan.next().await? {
        bytes += page.events.iter().map(|event| event.payload.len()).sum::<usize>();
        events.extend(page.events);
        if events.len() < size.events && bytes < size.bytes && page.reached < through {
            continue;
        }
        let chunk = Arc::new(Chunk { shard: shard.number(), after, through: page.reached, events });
        sink.prepare(&chunk);
        (after, events, bytes) = (chunk.through, vec![], 0);
        if ready.send(chunk).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Does what may be done twice as often as it takes while an engine is away, for a minute. `again` is told why.
///
/// # Errors
/// The engine stays away, or there is another reason.
pub async fn patiently<T, F: Future<Output = Result<T, RunnerError>>>(
    act: impl Fn() -> F,
    again: impl Fn(&str),
) -> Result<T, RunnerError> {
    let begin = Instant::now();
    loop {
        match act().await {
            Err(RunnerError::Away(reason)) if begin.elapsed() < PATIENCE => {
                again(&reason);
                tokio::time::sleep(PAUSE).await;
            }
            done => return done,
        }
    }
}

fn unwritable_of((event, reason): (&RecordedEvent, String)) -> Unwritable {
    Unwritable { shard: event.shard, position: event.position, reason }
}
