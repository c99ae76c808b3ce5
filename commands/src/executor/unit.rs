//! Several new streams in one append: a small job, with its only batch.

use domain::Root;

use super::warm::Warm;
use super::{CommandContext, ExecuteError, Executor, Loaded, cache_key, certain, refusal};
use crate::ports::{Append, Appended, StreamAppend};

/// Keeps an aggregate warm once its stream has begun.
type KeepWarm = Box<dyn FnOnce(&Warm) + Send>;

/// Several new streams that begin together.
pub struct Unit<'a> {
    pub(super) executor: &'a Executor,
    pub(super) context: &'a CommandContext,
    pub(super) streams: Vec<StreamAppend>,
    pub(super) warm: Vec<KeepWarm>,
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
        let key = cache_key::<A>(&self.context.tenant, id);
        self.warm.push(Box::new(|warm| warm.insert(key, staged.after)));
        Ok(self)
    }

    /// Appends them all.
    ///
    /// # Errors
    /// See [`ExecuteError`]; a stream that another command began is [`ExecuteError::Contended`].
    pub async fn commit<E: std::error::Error>(self) -> Result<Appended, ExecuteError<E>> {
        let append = Append { tenant: self.context.tenant.clone(), streams: self.streams };
        let appended = certain::append(&*self.executor.log, &append).await.map_err(refusal)?;
        self.warm.into_iter().for_each(|keep| keep(&self.executor.warm));
        Ok(appended)
    }
}
