//! The pool of runners: child processes, each ready with its latest filter, of which at most so many are at work.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use super::batch::Batch;
use super::error::{ErrorClass, ItemError, ItemResult, PoolError};
use super::process::Runner;
use super::program::Program;
use super::protocol::Limits;
use super::queue::{For, Queue};

/// How often starting a runner is tried before a batch is given back.
const START_ATTEMPTS: u32 = 3;

/// How a pool starts and bounds its runners.
#[derive(Debug, Clone)]
pub struct PoolConfig {
    /// The program whose main function calls [`super::runner::main`].
    pub command: PathBuf,
    /// The arguments that make it do so.
    pub args: Vec<String>,
    /// How many runners are at work at most.
    pub size: usize,
    /// How many more are kept with the programs that they ran last, so that jobs that take turns find theirs.
    pub spare: usize,
    /// How much memory a filter may take at most, in bytes, on top of what a runner takes by itself.
    pub memory_limit: u64,
    /// How large the outputs for one item may be, in bytes.
    pub output_limit: u64,
}

impl PoolConfig {
    fn limits(&self, program: &Program) -> Limits {
        let asked = program.memory_mib.map_or(u64::MAX, |mib| u64::from(mib) << 20);
        Limits { memory: asked.min(self.memory_limit), output: self.output_limit }
    }
}

/// Runs filters on items in child processes.
#[derive(Debug)]
pub struct JqPool {
    config: PoolConfig,
    /// One permit for each runner that may be at work.
    queue: Arc<Queue>,
    /// The runners that wait for work, the one that was used last at the end.
    idle: Mutex<Vec<Runner>>,
    started: AtomicU64,
}

impl JqPool {
    /// Makes a pool. Runners are started when they are needed.
    #[must_use]
    pub fn new(config: PoolConfig) -> Self {
        let queue = Queue::new(config.size.max(1));
        Self { config, queue, idle: Mutex::default(), started: AtomicU64::new(0) }
    }

    /// Runs a program on items, and gives their results in the same order. Where runners are scarce, tenants and
    /// their jobs take turns.
    ///
    /// `limit` is how long the filter may run on one item; waiting for a free runner does not
    /// count. It is measured on the wall clock, so it should leave room for a busy machine.
    /// If the future is dropped, its runner is killed.
    ///
    /// A filter that does not compile fails every item.
    ///
    /// # Errors
    ///
    /// Fails only if no runner can be started.
    pub async fn run(
        &self,
        whose: For<'_>,
        program: &Program,
        items: &[Bytes],
        limit: Duration,
    ) -> Result<Vec<ItemResult>, PoolError> {
        // The runner is dropped before the permit, so there are never more than `size` at work.
        let _permit = self.queue.permit(whose).await;
        let mut batch = Batch::new(items, limit);
        let mut runner = None;
        while !batch.is_done() {
            let ready = match runner.take() {
                Some(ready) => ready,
                None => match self.ready(program).await? {
                    Ok(ready) => ready,
                    Err(error) => return Ok(batch.fail_all(&error)),
                },
            };
            runner = batch.run_chunk(ready).await;
        }
        self.idle().extend(runner);
        Ok(batch.into_results())
    }

    /// How many child processes were started so far.
    #[must_use]
    pub fn started(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }

    /// Gives a runner with the program loaded. The inner error is the compiler's.
    async fn ready(&self, program: &Program) -> Result<Result<Runner, ItemError>, PoolError> {
        let mut attempt = 1;
        loop {
            match self.try_ready(program).await {
                Ok(ready) => return Ok(ready),
                Err(error) if attempt == START_ATTEMPTS => return Err(PoolError::Start(error)),
                Err(error) => tracing::warn!(%error, attempt, "a jq runner did not get ready"),
            }
            attempt += 1;
        }
    }

    async fn try_ready(&self, program: &Program) -> std::io::Result<Result<Runner, ItemError>> {
        while let Some(mut runner) = self.take_idle(program) {
            if runner.has(program) {
                return Ok(Ok(runner));
            }
            match runner.load(program, self.config.limits(program)).await? {
                Ok(()) => return Ok(Ok(runner)),
                // It would give the program more memory than it may have; so it ends.
                Err(error) if error.class == ErrorClass::OutOfMemory => {}
                Err(error) => {
                    self.idle().push(runner);
                    return Ok(Err(error));
                }
            }
        }
        self.start(program).await
    }

    async fn start(&self, program: &Program) -> std::io::Result<Result<Runner, ItemError>> {
        self.started.fetch_add(1, Ordering::Relaxed);
        let mut runner = Runner::start(&self.config)?;
        let loaded = runner.load(program, self.config.limits(program)).await?;
        if let Err(error) = loaded {
            self.idle().push(runner);
            return Ok(Err(error));
        }
        Ok(Ok(runner))
    }

    /// Takes an idle runner: one that has the program, else one that has its filter; and where there may be no more
    /// runners, the one that was not used for longest.
    fn take_idle(&self, program: &Program) -> Option<Runner> {
        let mut idle = self.idle();
        while !idle.is_empty() {
            let same = idle.iter().rposition(|runner| runner.has(program));
            let alike = || idle.iter().rposition(|runner| runner.has_filter(&program.filter));
            // One of those that may be at work is asked for now.
            let may_start = || idle.len() <= self.config.spare;
            let index = same.or_else(alike).or_else(|| (!may_start()).then_some(0))?;
            let mut runner = idle.remove(index);
            if runner.is_alive() {
                return Some(runner);
            }
        }
        None
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Runner>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
