//! The writer's session with its shard: it sends batches, and tells each append its fate.

use std::time::Duration;

use commands::ports::{Append, AppendError};
use tokio_postgres::error::{DbError, Severity};
use tokio_postgres::{Client, Error, NoTls};
use uuid::Uuid;

use super::append::Calls;
use super::session::{Role, config};
use super::writer::Waiting;
use super::{engine_error, validate, without_password};

/// How long a broken connection is left alone before the next try.
const RECONNECT_PAUSE: Duration = Duration::from_millis(100);
/// How long the callers of a session that died wait for certainty that it can do nothing more.
const FENCE_LIMIT: Duration = Duration::from_secs(5);

/// Writes to one shard.
pub(super) struct Writing {
    address: String,
    session: Option<Session>,
}

/// A connection with its statements prepared.
struct Session {
    client: Client,
    calls: Calls,
    /// What the server knows the session by.
    name: String,
}

impl Writing {
    pub(super) fn new(address: String) -> Self {
        Self { address, session: None }
    }

    /// Sends a batch as one transaction, and answers every append of it.
    pub(super) async fn write(&mut self, batch: Vec<Waiting>) {
        metrics::histogram!("thousandfold_append_batch_size").record(batch.len() as f64);
        let session = match self.session().await {
            Ok(session) => session,
            Err(error) => {
                tracing::warn!(%error, appends = batch.len(), "no connection to a shard");
                let shard = without_password(&self.address);
                let reason = engine_error(error).message;
                refuse(batch, &AppendError::Unavailable(format!("no connection to {shard}: {reason}")));
                return tokio::time::sleep(RECONNECT_PAUSE).await;
            }
        };
        if let Err((rest, error)) = session.write(batch).await {
            let name = session.name.clone();
            self.session = None;
            self.fence(&name).await;
            refuse(rest, &AppendError::Unknown(error.to_string()));
        }
    }

    async fn session(&mut self) -> Result<&Session, Error> {
        let usable = self.session.take().filter(|session| !session.client.is_closed());
        let session = match usable {
            Some(session) => session,
            None => Session::open(&self.address).await?,
        };
        Ok(self.session.insert(session))
    }

    /// Sees to it that a session whose connection died can not commit any more, so that its callers find in the log either
    /// all of their events, or none and never will. While the server is away, they get to know after a while.
    async fn fence(&self, session: &str) {
        let fenced = async {
            while let Err(error) = end(&self.address, session).await {
                tracing::warn!(%error, "a session of the writer died and may still be at work");
                tokio::time::sleep(RECONNECT_PAUSE).await;
            }
        };
        // After the limit the callers go on without certainty: expected versions keep them from harm.
        let _ = tokio::time::timeout(FENCE_LIMIT, fenced).await;
    }
}

/// Ends a session from outside, and waits until it is gone.
async fn end(address: &str, session: &str) -> Result<(), Error> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
    tokio::spawn(connection);
    let query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1";
    client.query(query, &[&session]).await.map(|_| ())
}

impl Session {
    async fn open(address: &str) -> Result<Self, Error> {
        let name = format!("thousandfold_writer {}", Uuid::now_v7().simple());
        let (client, connection) =
            config(address, Role::Writer)?.application_name(&name).connect(NoTls).await?;
        tokio::spawn(connection);
        let calls = Calls::prepare(&client).await?;
        Ok(Self { client, calls, name })
    }

    /// Sends the appends. An error is the end of the session; the appends that come with it were not answered.
    async fn write(&self, batch: Vec<Waiting>) -> Result<(), (Vec<Waiting>, Error)> {
        let appends: Vec<&Append> = batch.iter().map(|waiting| &waiting.append).collect();
        match self.calls.send(&self.client, &appends).await {
            Ok(answers) => {
                batch.into_iter().zip(answers).for_each(|(waiting, answer)| waiting.answer(answer));
                Ok(())
            }
            // One append that cannot be stored must not fail the others.
            Err(error) if refusal(&error).is_some() => self.write_one_by_one(batch).await,
            Err(error) => Err((batch, error)),
        }
    }

    async fn write_one_by_one(&self, batch: Vec<Waiting>) -> Result<(), (Vec<Waiting>, Error)> {
        let mut batch = batch.into_iter();
        while let Some(waiting) = batch.next() {
            match self.calls.send(&self.client, &[&waiting.append]).await {
                Ok(mut answers) => {
                    let none = || Err(AppendError::Unknown("the server gave no answer".to_owned()));
                    waiting.answer(answers.pop().unwrap_or_else(none));
                }
                Err(error) => match refusal(&error) {
                    Some(refusal) => {
                        let refusal = classify(&waiting.append, refusal);
                        waiting.answer(Err(refusal));
                    }
                    None => return Err((std::iter::once(waiting).chain(batch).collect(), error)),
                },
            }
        }
        Ok(())
    }
}

/// What the server said, if it rolled the transaction back and lives on. An error that ends the session may have come
/// after the commit, and so says nothing.
fn refusal(error: &Error) -> Option<&DbError> {
    error.as_db_error().filter(|refusal| refusal.parsed_severity() == Some(Severity::Error))
}

fn classify(append: &Append, refusal: &DbError) -> AppendError {
    match &refusal.code().code()[..2] {
        "22" | "23" | "54" => validate::diagnose(append, refusal.message()),
        _ => AppendError::Unavailable(refusal.message().to_owned()),
    }
}

fn refuse(batch: Vec<Waiting>, error: &AppendError) {
    batch.into_iter().for_each(|waiting| waiting.answer(Err(error.clone())));
}
