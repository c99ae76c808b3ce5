//! Writes what was made of a chunk.

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::Duration;

use ::redis::{Client, Connection, Pipeline, RedisError};
use domain::{JobId, TenantId};
use projections::runner::{Chunk, Poison, RunnerError};

use super::super::away;
use super::super::keys::ModelKeys;
use super::lock;

/// How long Redis may take to let someone in.
const TO_CONNECT: Duration = Duration::from_secs(2);
/// How long it may take to read or say something.
const TO_ANSWER: Duration = Duration::from_secs(10);

/// All that a chunk does.
pub(super) struct Made {
    after: u64,
    through: u64,
    /// What may be written again, and so needs no transaction: Redis does each as it comes, and others in between. It answers where the
    /// shard is, and watches that.
    pub(super) sets: Pipeline,
    /// What counts, in one transaction with the position: nothing of it is done where something else has written that meanwhile.
    pub(super) adds: Pipeline,
    /// The jobs that begin and end here.
    pub(super) over: Vec<(TenantId, JobId)>,
    /// The events that cannot be read.
    pub(super) poisons: Vec<Poison>,
}

impl Made {
    /// Of this chunk; nothing is made yet.
    pub(super) fn new(chunk: &Chunk, poisons: Vec<Poison>) -> Self {
        let (sets, adds) = (Pipeline::new(), Pipeline::new());
        Self { after: chunk.after, through: chunk.through, sets, adds, over: vec![], poisons }
    }
}

/// Writes from threads that may wait. Redis answers a long pipeline bit by bit, and whoever reads each answer as it comes is woken for
/// each, on the processor that Redis needs: with nobody woken until all is sent, a rebuild took a sixth less time.
pub(super) struct Writer {
    client: Client,
    keys: ModelKeys,
    /// Connections that nobody writes on now.
    idle: Mutex<Vec<Connection>>,
    /// Jobs of whose batches Redis has something, or will when what was made is written.
    with_batches: Mutex<HashSet<JobId>>,
}

impl Writer {
    pub(super) fn new(client: Client, keys: ModelKeys) -> Self {
        Self { client, keys, idle: Mutex::default(), with_batches: Mutex::default() }
    }

    /// Is told of jobs of whose batches something will be written.
    pub(super) fn expect_batches(&self, jobs: impl Iterator<Item = JobId>) {
        lock(&self.with_batches).extend(jobs);
    }

    /// Writes what was made of a chunk, unless it is there.
    pub(super) fn write(&self, made: &Made) -> Result<(), RunnerError> {
        let mut connection = self.connection().map_err(away)?;
        self.put(made, &mut connection)?;
        // After an error something of it might still come.
        lock(&self.idle).push(connection);
        Ok(())
    }

    fn connection(&self) -> Result<Connection, RedisError> {
        if let Some(connection) = lock(&self.idle).pop() {
            return Ok(connection);
        }
        let connection = self.client.get_connection_with_timeout(TO_CONNECT)?;
        connection.set_read_timeout(Some(TO_ANSWER))?;
        connection.set_write_timeout(Some(TO_ANSWER))?;
        Ok(connection)
    }

    fn put(&self, made: &Made, connection: &mut Connection) -> Result<(), RunnerError> {
        let (at,): (Option<u64>,) = made.sets.query(connection).map_err(away)?;
        let at = at.unwrap_or(0);
        if at == made.through {
            return ::redis::cmd("UNWATCH").query(connection).map_err(away);
        }
        if at != made.after {
            return Err(RunnerError::Rewind(format!("redis is at {at}, not at {}", made.after)));
        }
        // Only now: what batches say after their job has ended, the script sees to.
        let batches = self.batches_of(&made.over);
        if !batches.is_empty() {
            let () = ::redis::cmd("UNLINK").arg(batches).query(connection).map_err(away)?;
        }
        match made.adds.query(connection).map_err(away)? {
            Some(()) => Ok(()),
            None => Err(RunnerError::Away("something else has written the same shard".to_owned())),
        }
    }

    /// The keys of the batches of these jobs that Redis may have.
    fn batches_of(&self, jobs: &[(TenantId, JobId)]) -> Vec<String> {
        let known = lock(&self.with_batches);
        let with_batches = jobs.iter().filter(|(_, job)| known.contains(job));
        with_batches.map(|(tenant, job)| self.keys.batches(tenant, *job)).collect()
    }
}
