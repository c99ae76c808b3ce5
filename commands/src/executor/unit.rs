//! Several streams in one append: a small job with its only batch, when it begins and when it ends.

use domain::Root;

use super::warm::Warm;
use super::{CommandContext, ExecuteError, Executor, Loaded, Staged, cache_key, certain, refusal};
use crate::ports::{Append, Appended, StreamAppend};

/// Keeps an aggregate warm once its events are in the log.
type KeepWarm = Box<dyn FnOnce(&Warm) + Send>;

/// Several streams that are appended to together.
pub struct Unit<'a> {
    pub(super) executor: &'a Executor,
    pub(super) context: &'a CommandContext,
    pub(super) streams: Vec<StreamAppend>,
    pub(super) warm: Vec<KeepWarm>,
}

impl Unit<'_> {
    /// Begins the stream of one aggregate with commands, the first of which creates it.
    ///
    /// # Errors
    /// A rule of the domain refuses a command.
    pub fn create<A: Root>(
        self,
        id: &A::Id,
        commands: Vec<A::Command>,
    ) -> Result<(Self, Loaded<A>), ExecuteError<A::Error>>
    where
        for<'c> &'static str: From<&'c A::Command>,
    {
        self.add(id, Loaded::default(), commands)
    }

    /// Runs commands on an aggregate as it is known; it is given back as it will be. If others were faster, nothing
    /// is appended.
    ///
    /// # Errors
    /// A rule of the domain refuses a command.
    pub fn add<A: Root>(
        mut self,
        id: &A::Id,
        known: Loaded<A>,
        commands: Vec<A::Command>,
    ) -> Result<(Self, Loaded<A>), ExecuteError<A::Error>>
    where
        for<'c> &'static str: From<&'c A::Command>,
    {
        let (expected, mut after, mut events) = (known.version.into(), known, vec![]);
        let mut stream = super::stream_id::<A>(id);
        for command in commands {
            let staged = self.executor.stage::<A>(self.context, id, &after, command);
            let Staged { append, after: next } = staged.map_err(ExecuteError::Refused)?;
            events.extend(append.events);
            (stream, after) = (append.stream, next);
        }
        if events.is_empty() {
            return Ok((self, after));
        }
        self.streams.push(StreamAppend { stream, expected, events });
        let (key, kept) = (cache_key::<A>(&self.context.tenant, id), after.clone());
        self.warm.push(Box::new(|warm| warm.insert(key, kept)));
        Ok((self, after))
    }

    /// Appends them all.
    ///
    /// # Errors
    /// See [`ExecuteError`]; a stream that another command began is [`ExecuteError::Contended`].
    pub async fn commit<E: std::error::Error>(self) -> Result<Appended, ExecuteError<E>> {
        let append = Append { tenant: self.context.tenant.clone(), streams: self.streams };
        let appended = certain::append(&*self.executor.log, &append).await.map_err(refusal)?;
        self.context.appends.add(appended);
        self.warm.into_iter().for_each(|keep| keep(&self.executor.warm));
        Ok(appended)
    }
}
