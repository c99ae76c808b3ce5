//! Group commit: the appends that wait for a shard go to it together, in one transaction.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use commands::ports::{Append, AppendError};
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{Client, Error, NoTls, Statement};

use super::append::{CALL, send};
use super::without_password;

/// How many appends may wait; one more is refused.
const QUEUE: usize = 8_192;
/// A transaction takes about so many events at most.
const MAX_EVENTS: usize = 1_024;
/// How often the writer steps aside before it takes a batch, so that callers just answered can join it.
const YIELDS: usize = 8;
/// How long a broken connection is left alone before the next try.
const RECONNECT_PAUSE: Duration = Duration::from_millis(100);

struct Waiting {
    append: Append,
    answer: oneshot::Sender<Result<u64, AppendError>>,
}

/// Appends to one shard.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Waiting>,
}

impl Writer {
    /// Starts the task that writes to the shard at `address`.
    pub(super) fn spawn(address: String) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(run(address, waiting));
        Self { queue }
    }

    /// Appends, and answers with the position of the last event after the commit. An append that was taken
    /// is carried out even if its caller goes away: it is whole in the log, or absent.
    pub(super) async fn append(&self, append: Append) -> Result<u64, AppendError> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Waiting { append, answer }).map_err(|_| AppendError::Overloaded)?;
        answered.await.unwrap_or_else(|_| Err(AppendError::Unknown("the writer stopped".to_owned())))
    }
}

async fn run(address: String, mut queue: mpsc::Receiver<Waiting>) {
    let mut deferred = VecDeque::new();
    let mut session = None;
    while let Some(batch) = next_batch(&mut queue, &mut deferred).await {
        if session.as_ref().is_none_or(Session::is_closed) {
            session = connect(&address, &batch).await;
        }
        match &session {
            Some(open) => open.write(batch).await,
            None => {
                batch.into_iter().for_each(|waiting| {
                    refuse(
                        waiting,
                        AppendError::Unavailable(format!("no connection to {}", without_password(&address))),
                    )
                });
                tokio::time::sleep(RECONNECT_PAUSE).await;
            }
        }
    }
}

fn refuse(waiting: Waiting, error: AppendError) {
    // A caller that went away needs no answer.
    let _ = waiting.answer.send(Err(error));
}

/// Waits for appends, and takes those that can go together: no stream twice.
async fn next_batch(
    queue: &mut mpsc::Receiver<Waiting>,
    deferred: &mut VecDeque<Waiting>,
) -> Option<Vec<Waiting>> {
    if deferred.is_empty() {
        deferred.push_back(queue.recv().await?);
    }
    for _ in 0..YIELDS {
        tokio::task::yield_now().await;
    }
    while deferred.len() < MAX_EVENTS {
        let Ok(waiting) = queue.try_recv() else { break };
        deferred.push_back(waiting);
    }
    let (mut batch, mut events, mut streams) = (Vec::new(), 0, HashSet::new());
    let mut left = VecDeque::new();
    while let Some(waiting) = deferred.pop_front() {
        let fits = events == 0 || events + count(&waiting.append) <= MAX_EVENTS;
        let free = waiting.append.streams.iter().all(|stream| !streams.contains(&stream.stream));
        // Also those that must wait hold their streams, so that appends to a stream keep their order.
        streams.extend(waiting.append.streams.iter().map(|stream| stream.stream.clone()));
        if fits && free {
            events += count(&waiting.append);
            batch.push(waiting);
        } else {
            left.push_back(waiting);
        }
    }
    *deferred = left;
    Some(batch)
}

fn count(append: &Append) -> usize {
    append.streams.iter().map(|stream| stream.events.len()).sum()
}

/// A connection with its statement prepared.
struct Session {
    client: Client,
    statement: Statement,
}

async fn connect(address: &str, batch: &[Waiting]) -> Option<Session> {
    match Session::open(address).await {
        Ok(session) => Some(session),
        Err(error) => {
            tracing::warn!(%error, appends = batch.len(), "no connection to a shard");
            None
        }
    }
}

impl Session {
    async fn open(address: &str) -> Result<Self, Error> {
        let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
        tokio::spawn(connection);
        let statement = client.prepare(CALL).await?;
        Ok(Self { client, statement })
    }

    fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    async fn write(&self, batch: Vec<Waiting>) {
        metrics::histogram!("thousandfold_append_batch_size").record(batch.len() as f64);
        let appends: Vec<&Append> = batch.iter().map(|waiting| &waiting.append).collect();
        match send(&self.client, &self.statement, &appends).await {
            Ok(answers) => {
                for (waiting, answer) in batch.into_iter().zip(answers) {
                    let _ = waiting.answer.send(answer);
                }
            }
            // One append that cannot be stored must not fail the others.
            Err(error) if error.as_db_error().is_some() && batch.len() > 1 => {
                for waiting in batch {
                    self.write_alone(waiting).await;
                }
            }
            Err(error) => {
                let error = classify(&error);
                batch.into_iter().for_each(|waiting| refuse(waiting, error.clone()));
            }
        }
    }

    async fn write_alone(&self, waiting: Waiting) {
        let answer = match send(&self.client, &self.statement, &[&waiting.append]).await {
            Ok(mut answers) => {
                answers.pop().unwrap_or_else(|| Err(AppendError::Unknown("no answer".to_owned())))
            }
            Err(error) => Err(classify(&error)),
        };
        let _ = waiting.answer.send(answer);
    }
}

/// What an error says of the append's fate. An error from the server means that the transaction was rolled
/// back; without an answer from it, nobody knows.
fn classify(error: &Error) -> AppendError {
    match error.as_db_error() {
        Some(refusal) if ["22", "23", "42", "54"].contains(&&refusal.code().code()[..2]) => {
            AppendError::Invalid(refusal.message().to_owned())
        }
        Some(refusal) => AppendError::Unavailable(refusal.message().to_owned()),
        None => AppendError::Unknown(error.to_string()),
    }
}
