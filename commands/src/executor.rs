//! Runs a command: load, decide, append, retry. It keeps warm aggregates, so that a command on one
//! costs no read; a stale entry costs one conflict and a reload, never a wrong decision.

mod appends;
mod certain;
mod error;
mod snapshots;
mod unit;
mod warm;

use std::sync::Arc;

use domain::{Metadata, RecordedEvent, Root, TenantId};
use uuid::Uuid;

use crate::ports::{Append, AppendError, Appended, EventLog, NewEvent, StreamAppend, StreamId};
use crate::registry::Registry;

pub use appends::Appends;
pub use certain::append as append_certainly;
pub use error::ExecuteError;
use error::refusal;
pub use snapshots::SNAPSHOT_EVERY;
pub use unit::Unit;
use warm::Warm;

/// How often a command is tried when others are faster.
const MAX_TRIES: u32 = 16;

/// On whose behalf a command runs, and what led to it.
#[derive(Debug, Clone)]
pub struct CommandContext {
    /// Whose streams it reads and writes.
    pub tenant: TenantId,
    /// Who asks: a user, or a role of ours such as `worker`.
    pub actor: String,
    /// What its events belong to.
    pub correlation: String,
    /// The event that led to it.
    pub causation: Option<Uuid>,
    /// The W3C trace context of what led to it. Its events carry it, unless the command is traced itself.
    pub traceparent: Option<String>,
    /// Where its events go, for whoever has to know.
    pub appends: Appends,
}

impl CommandContext {
    /// The context of a command that no event led to.
    #[must_use]
    pub fn new(tenant: TenantId, actor: impl ToString, correlation: impl ToString) -> Self {
        Self {
            tenant,
            actor: actor.to_string(),
            correlation: correlation.to_string(),
            causation: None,
            traceparent: None,
            appends: Appends::default(),
        }
    }

    /// The context of a command that `event` leads to.
    #[must_use]
    pub fn caused_by(event: &RecordedEvent, actor: &str) -> Self {
        Self {
            tenant: event.tenant.clone(),
            actor: actor.to_owned(),
            correlation: event.metadata.correlation.clone(),
            causation: Some(event.metadata.event_id),
            traceparent: event.metadata.traceparent.clone(),
            appends: Appends::default(),
        }
    }
}

/// An aggregate at a version.
#[derive(Debug, Clone)]
pub struct Loaded<A> {
    /// How many events made it.
    pub version: u64,
    /// Its state.
    pub state: Arc<A>,
    /// About how large it is: the bytes of the events that made it, or of its snapshot.
    bytes: u64,
}

impl<A: Root> Default for Loaded<A> {
    fn default() -> Self {
        Self { version: 0, state: Arc::new(A::default()), bytes: 0 }
    }
}

/// What a command came to.
#[derive(Debug, Clone)]
pub struct Executed<A> {
    /// The aggregate afterwards.
    pub aggregate: Loaded<A>,
    /// Where its events are; none when there was nothing to do.
    pub appended: Option<Appended>,
}

/// Runs commands.
pub struct Executor {
    log: Arc<dyn EventLog>,
    warm: Warm,
    /// Commands of this process on one aggregate take turns: none of them makes stale what another decides by. Those of
    /// other processes are told apart by the log.
    turns: Arc<Registry<String, tokio::sync::Mutex<()>>>,
    build: &'static str,
    current_trace: fn() -> Option<String>,
}

impl Executor {
    /// An executor that keeps aggregates warm whose events have up to `bytes` bytes in all.
    #[must_use]
    pub fn new(log: Arc<dyn EventLog>, bytes: u64, build: &'static str) -> Self {
        Self { log, warm: Warm::new(bytes), turns: Arc::default(), build, current_trace: || None }
    }

    /// Has events carry the trace context that `current_trace` gives: that of the span in which they were decided.
    #[must_use]
    pub fn traced(self, current_trace: fn() -> Option<String>) -> Self {
        Self { current_trace, ..self }
    }

    /// The event store.
    pub(crate) fn log(&self) -> &dyn EventLog {
        &*self.log
    }

    /// The aggregate as this process knows it, which may be behind other processes.
    ///
    /// # Errors
    /// The event store cannot be reached, or holds what this version cannot read.
    pub async fn load<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let key = cache_key::<A>(tenant, id);
        if let Some(warm) = self.warm.get(&key) {
            return Ok(warm);
        }
        let loaded = self.load_cold(tenant, id).await?;
        if loaded.version > 0 {
            self.warm.insert(key, loaded.clone());
        }
        Ok(loaded)
    }

    /// The aggregate with all events that are in the log now.
    ///
    /// # Errors
    /// As [`Executor::load`].
    pub async fn load_current<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        match self.warm.get(&cache_key::<A>(tenant, id)) {
            Some(known) => self.refresh(tenant, id, known).await,
            None => self.load(tenant, id).await,
        }
    }

    /// The aggregate as the events make it of which `was_there` says that they were there; these must be the first ones.
    ///
    /// # Errors
    /// As [`Executor::load`].
    pub async fn load_past<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
        was_there: impl Fn(&RecordedEvent) -> bool,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let mut events = self.log.read_stream(tenant, &stream_id::<A>(id), 0).await?;
        events.truncate(events.partition_point(was_there));
        Self::fold(Loaded::default(), &events)
    }

    /// Runs one command on one aggregate.
    ///
    /// # Errors
    /// See [`ExecuteError`].
    pub async fn execute<A: Root>(
        &self,
        context: &CommandContext,
        id: &A::Id,
        command: A::Command,
    ) -> Result<Executed<A>, ExecuteError<A::Error>>
    where
        A::Command: Clone,
        for<'a> &'static str: From<&'a A::Command>,
    {
        self.execute_at(context, id, None, command).await
    }

    /// Runs a command on an aggregate that is at `expected`, if that is given.
    ///
    /// # Errors
    /// See [`ExecuteError`].
    #[tracing::instrument(name = "execute", skip_all, fields(aggregate = A::TYPE, %id, command = command_name(&command)))]
    pub async fn execute_at<A: Root>(
        &self,
        context: &CommandContext,
        id: &A::Id,
        expected: Option<u64>,
        command: A::Command,
    ) -> Result<Executed<A>, ExecuteError<A::Error>>
    where
        A::Command: Clone,
        for<'a> &'static str: From<&'a A::Command>,
    {
        let queue = self.turns.entry(cache_key::<A>(&context.tenant, id));
        let _turn = queue.lock().await;
        let mut known = self.load::<A>(&context.tenant, id).await?;
        for _ in 0..MAX_TRIES {
            if let Some(expected) = expected.filter(|expected| *expected != known.version) {
                // What is warm here may be old.
                known = self.refresh(&context.tenant, id, known).await?;
                if known.version != expected {
                    return Err(ExecuteError::Stale { expected, actual: known.version });
                }
            }
            let decided = self.stage::<A>(context, id, &known, command.clone());
            // A decision with events is checked by its append. One without is checked here.
            if decided.as_ref().map_or(true, |staged| staged.append.events.is_empty()) {
                let current = self.refresh(&context.tenant, id, known.clone()).await?;
                if current.version > known.version {
                    known = current;
                    continue;
                }
            }
            let staged = decided.map_err(ExecuteError::Refused)?;
            if staged.append.events.is_empty() {
                return Ok(Executed { aggregate: known, appended: None });
            }
            let append = Append { tenant: context.tenant.clone(), streams: vec![staged.append] };
            match certain::append(&*self.log, &append).await {
                Ok(appended) => {
                    context.appends.add(appended);
                    self.warm.insert(cache_key::<A>(&context.tenant, id), staged.after.clone());
                    let events = append.streams.iter().flat_map(|stream| &stream.events);
                    let last = events.clone().last().map(|event| event.metadata.event_id);
                    self.snapshot_if_due(&context.tenant, id, &staged.after, events.count() as u64, last);
                    return Ok(Executed { aggregate: staged.after, appended: Some(appended) });
                }
                Err(AppendError::Conflict { .. }) => {}
                Err(error) => return Err(refusal(error)),
            }
            self.warm.remove(&cache_key::<A>(&context.tenant, id));
            known = self.refresh(&context.tenant, id, known).await?;
        }
        Err(ExecuteError::Contended(stream_id::<A>(id)))
    }

    /// The aggregate with at least this event: read from the log only where events before it are not known here.
    ///
    /// # Errors
    /// As [`Executor::load`].
    pub async fn observe<A: Root>(
        &self,
        id: &A::Id,
        event: &RecordedEvent,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let key = cache_key::<A>(&event.tenant, id);
        let known = match self.warm.get(&key) {
            Some(known) => known,
            None if event.sequence == 1 => Loaded::default(),
            None => return self.load(&event.tenant, id).await,
        };
        if known.version >= event.sequence {
            return Ok(known);
        }
        if known.version + 1 < event.sequence {
            return self.refresh(&event.tenant, id, known).await;
        }
        let loaded = Self::fold(known, std::slice::from_ref(event))?;
        self.warm.insert(key, loaded.clone());
        Ok(loaded)
    }

    /// Begins an append to several streams of one shard: all of them are appended to, or none.
    #[must_use]
    pub fn begin<'a>(&'a self, context: &'a CommandContext) -> Unit<'a> {
        Unit { executor: self, context, streams: vec![], warm: vec![] }
    }

    async fn refresh<A: Root>(
        &self,
        tenant: &TenantId,
        id: &A::Id,
        known: Loaded<A>,
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let news = self.log.read_stream(tenant, &stream_id::<A>(id), known.version).await?;
        if news.is_empty() {
            return Ok(known);
        }
        let loaded = Self::fold(known, &news)?;
        self.warm.insert(cache_key::<A>(tenant, id), loaded.clone());
        Ok(loaded)
    }

    fn fold<A: Root>(
        known: Loaded<A>,
        events: &[RecordedEvent],
    ) -> Result<Loaded<A>, ExecuteError<A::Error>> {
        let Loaded { mut version, state, mut bytes } = known;
        let mut state = Arc::unwrap_or_clone(state);
        for event in events {
            state.apply(event.decode().map_err(|error| ExecuteError::Unreadable(error.to_string()))?);
            version = event.sequence;
            bytes += event.payload.len() as u64;
        }
        Ok(Loaded { version, state: Arc::new(state), bytes })
    }

    fn stage<A: Root>(
        &self,
        context: &CommandContext,
        id: &A::Id,
        known: &Loaded<A>,
        command: A::Command,
    ) -> Result<Staged<A>, A::Error>
    where
        for<'a> &'static str: From<&'a A::Command>,
    {
        let name = command_name(&command);
        let decided = known.state.decide(command)?;
        let trace = (self.current_trace)().or_else(|| context.traceparent.clone());
        let events: Vec<_> =
            decided.iter().map(|event| self.new_event(context, name, trace.clone(), event)).collect();
        let bytes = events.iter().map(|event| event.payload.len() as u64).sum::<u64>() + known.bytes;
        let version = known.version + decided.len() as u64;
        let mut state = known.state.clone();
        if !decided.is_empty() {
            let after = Arc::make_mut(&mut state);
            decided.into_iter().for_each(|event| after.apply(event));
        }
        let append = StreamAppend { stream: stream_id::<A>(id), expected: known.version.into(), events };
        Ok(Staged { append, after: Loaded { version, state, bytes } })
    }

    fn new_event<E: cqrs_es::DomainEvent>(
        &self,
        context: &CommandContext,
        command: &str,
        traceparent: Option<String>,
        event: &E,
    ) -> NewEvent {
        NewEvent {
            event_type: event.event_type(),
            event_version: event.event_version(),
            payload: serde_json::to_string(event).unwrap_or_default(),
            metadata: Metadata {
                event_id: Uuid::now_v7(),
                correlation: context.correlation.clone(),
                causation: context.causation,
                actor: context.actor.clone(),
                command: command.to_owned(),
                traceparent,
                build: self.build.to_owned(),
            },
        }
    }
}

/// A decision that is not yet in the log.
struct Staged<A> {
    append: StreamAppend,
    after: Loaded<A>,
}

fn command_name<C>(command: &C) -> &'static str
where
    for<'a> &'static str: From<&'a C>,
{
    command.into()
}

/// The stream of an aggregate.
pub fn stream_id<A: Root>(id: &A::Id) -> StreamId {
    StreamId { aggregate_type: A::TYPE, aggregate_id: id.to_string() }
}

fn cache_key<A: Root>(tenant: &TenantId, id: &A::Id) -> String {
    format!("{tenant}/{}/{id}", A::TYPE)
}
