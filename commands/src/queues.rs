//! What can be done to a tenant's queues.

use std::sync::Arc;

use domain::queue::{Queue, QueueCommand, QueueError};
use domain::{QueueId, RecordedEvent, TenantId};

use crate::dispatch::{Hints, facts};
use crate::executor::{CommandContext, ExecuteError, Executor, Loaded};

/// Changes queues.
#[derive(Clone)]
pub struct Queues {
    executor: Arc<Executor>,
    hints: Hints,
}

impl Queues {
    /// Changes queues.
    #[must_use]
    pub fn new(executor: Arc<Executor>, hints: Hints) -> Self {
        Self { executor, hints }
    }

    /// A queue as it is now; one that nobody has said anything of is open, and has no limits.
    ///
    /// # Errors
    /// The event store cannot be reached.
    pub async fn get(
        &self,
        tenant: &TenantId,
        id: &QueueId,
    ) -> Result<Loaded<Queue>, ExecuteError<QueueError>> {
        self.executor.load_current::<Queue>(tenant, id).await
    }

    /// A queue as it was after those of its events that were there.
    ///
    /// # Errors
    /// The event store cannot be reached.
    pub async fn get_past(
        &self,
        id: &QueueId,
        was_there: impl Fn(&RecordedEvent) -> bool,
    ) -> Result<Loaded<Queue>, ExecuteError<QueueError>> {
        self.executor.load_past::<Queue>(&id.tenant, id, was_there).await
    }

    /// Runs a command on a queue that is at `expected`, if that is given.
    ///
    /// # Errors
    /// See [`QueueError`].
    pub async fn act(
        &self,
        context: &CommandContext,
        id: &QueueId,
        expected: Option<u64>,
        command: QueueCommand,
    ) -> Result<Loaded<Queue>, ExecuteError<QueueError>> {
        let done = self.executor.execute_at::<Queue>(context, id, expected, command).await?;
        self.hints.tell(vec![facts::queue(id, &done.aggregate)]).await;
        Ok(done.aggregate)
    }
}
