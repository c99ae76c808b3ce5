//! Group commit: the appends that wait for a shard go to it together, in one transaction.

use std::sync::Arc;

use commands::ports::{Append, AppendError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use super::queue::Queue;
use super::validate;
use super::writing::Writing;

/// How many appends may wait; one more is refused.
const QUEUE: usize = 8_192;
/// How much may wait, in KiB of payload; more is refused.
const QUEUE_KIB: usize = 256 << 10;

/// An append that waits, and who waits for it.
pub(super) struct Waiting {
    pub(super) append: Append,
    answer: oneshot::Sender<Result<u64, AppendError>>,
    /// Its share of what may wait.
    _share: OwnedSemaphorePermit,
}

impl Waiting {
    /// Tells the caller, unless it went away.
    pub(super) fn answer(self, answer: Result<u64, AppendError>) {
        let _ = self.answer.send(answer);
    }

    pub(super) fn events(&self) -> usize {
        self.append.streams.iter().map(|stream| stream.events.len()).sum()
    }

    pub(super) fn bytes(&self) -> usize {
        bytes(&self.append)
    }
}

/// Appends to one shard.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Waiting>,
    room: Arc<Semaphore>,
}

impl Writer {
    /// Starts the task that writes to the shard at `address`.
    pub(super) fn spawn(address: String) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(Writing::new(address), Queue::new(waiting)));
        Self { queue, room: Arc::new(Semaphore::new(QUEUE_KIB)) }
    }

    /// Appends, and answers with the position of the last event after the commit. An append that was taken
    /// is carried out even if its caller goes away: it is whole in the log, or absent.
    pub(super) async fn append(&self, append: Append) -> Result<u64, AppendError> {
        validate::check(&append)?;
        let kib = u32::try_from(bytes(&append) / 1024 + 1).unwrap_or(u32::MAX);
        let share =
            Arc::clone(&self.room).try_acquire_many_owned(kib).map_err(|_| AppendError::Overloaded)?;
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { append, answer, _share: share };
        self.queue.try_send(waiting).map_err(|_| AppendError::Overloaded)?;
        answered.await.unwrap_or_else(|_| Err(AppendError::Unknown("the writer stopped".to_owned())))
    }
}

async fn run(mut writing: Writing, mut queue: Queue) {
    while let Some(batch) = queue.next_batch().await {
        writing.write(batch).await;
    }
}

fn bytes(append: &Append) -> usize {
    let events = append.streams.iter().flat_map(|stream| &stream.events);
    events.map(|event| event.payload.len()).sum()
}
