//! Several new streams in one append: a small job, with its only batch.

use std::any::Any;
use std::sync::Arc;

use domain::{Metadata, Root};

use super::{CommandContext, ExecuteError, Executor, Loaded, MAX_TRIES, cache_key, pause, refusal};
use crate::ports::{Append, AppendError, Appended, EngineError, EventLog, StreamAppend};

/// Several new streams that begin together.
pub struct Unit<'a> {
    pub(super) executor: &'a Executor,
    pub(super) context: &'a CommandContext,
    pub(super) streams: Vec<StreamAppend>,
    pub(super) warm: Vec<(String, Arc<dyn Any + Send + Sync>)>,
}

impl Unit<'_> {
    /// Begins the stream of one aggregate.
    ///
    /// # Errors
    /// A rule of the domain refuses the command.
    pub fn create<A: Root>(mut self, id: &A::Id, command: A::Command) -> Result<Self, ExecuteError<A::Error>>
    where
        for<'c> &'static str: From<&'c A::Command>,
    {
        let staged = self
            .executor
            .stage::<A>(self.context, id, &Loaded::default(), command)
            .map_err(ExecuteError::Refused)?;
        self.streams.push(staged.append);
        self.warm.push((cache_key::<A>(&self.context.tenant, id), Arc::new(staged.after)));
        Ok(self)
    }

    /// Appends them all.
    ///
    /// # Errors
    /// See [`ExecuteError`]; a stream that another command began is [`ExecuteError::Contended`].
    pub async fn commit<E: std::error::Error>(self) -> Result<Option<Appended>, ExecuteError<E>> {
        let append = Append { tenant: self.context.tenant.clone(), streams: self.streams };
        for attempt in 0..MAX_TRIES {
            let appended = match self.executor.log.append(append.clone()).await {
                Ok(appended) => Some(appended),
                Err(AppendError::Conflict { stream, .. }) => {
                    if !is_ours(&*self.executor.log, &append).await? {
                        return Err(ExecuteError::Contended(stream));
                    }
                    None
                }
                Err(AppendError::Unknown(_)) => {
                    pause(attempt).await;
                    continue;
                }
                Err(error) => return Err(refusal(error)),
            };
            for (key, aggregate) in self.warm {
                self.executor.cache.insert(key, aggregate);
            }
            return Ok(appended);
        }
        Err(ExecuteError::Unavailable("the event store lost its connection again and again".to_owned()))
    }
}

/// Whether the first stream begins with our own event: an append of ours whose answer was lost.
async fn is_ours(log: &dyn EventLog, append: &Append) -> Result<bool, EngineError> {
    let Some(first) = append.streams.first() else {
        return Ok(false);
    };
    let there = log.read_stream(&append.tenant, &first.stream, 0).await?;
    let id = |metadata: &Metadata| metadata.event_id;
    Ok(there.first().map(|event| id(&event.metadata))
        == first.events.first().map(|event| id(&event.metadata)))
}
