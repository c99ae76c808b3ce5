//! One runner, as the worker sees it: starting it, talking to it, and why it died.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::error::{ErrorClass, ItemError, ItemResult};
use super::pool::PoolConfig;
use super::program::Program;
use super::protocol::{self, Limits};

/// How long a runner may take for what depends on no item: starting, compiling, taking a chunk in.
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes the allocator of our binary, mimalloc, map memory in small steps. By itself it maps 1 GiB
/// at once, which would then not count against the memory limit.
const ARENA_RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "32MiB");

/// A running child process. Dropping it kills it.
#[derive(Debug)]
pub(super) struct Runner {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    program: Option<Program>,
}

impl Runner {
    /// Starts a child with no filter and none of our environment. It is not in our process group:
    /// a terminal's interrupt is for the worker, which then still needs its runners to finish.
    pub(super) fn start(config: &PoolConfig) -> io::Result<Self> {
        let mut child = Command::new(&config.command)
            .args(&config.args)
            .env_clear()
            .env(ARENA_RESERVE.0, ARENA_RESERVE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let missing = || io::Error::other("the child has no pipe");
        let stdin = child.stdin.take().ok_or_else(missing)?;
        let stdout = BufReader::with_capacity(64 * 1024, child.stdout.take().ok_or_else(missing)?);
        Ok(Self { child, stdin, stdout, program: None })
    }

    /// Whether this program is loaded.
    pub(super) fn has(&self, program: &Program) -> bool {
        self.program.as_ref() == Some(program)
    }

    /// Whether this filter is compiled, with whatever variables and memory.
    pub(super) fn has_filter(&self, filter: &str) -> bool {
        self.program.as_ref().is_some_and(|program| &*program.filter == filter)
    }

    /// Whether the child has not ended.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Makes the child ready for a program. The inner error is the compiler's, or says by its class, out of memory,
    /// that this child has grown beyond what the program may have.
    pub(super) async fn load(
        &mut self,
        program: &Program,
        limits: Limits,
    ) -> io::Result<Result<(), ItemError>> {
        self.program = None;
        self.send(&protocol::filter_frame(limits, &program.variables, &program.filter)).await?;
        let reply = timeout(PATIENCE, self.reply()).await.map_err(|_| io::ErrorKind::TimedOut)??;
        if let Err(error) = reply.result {
            return Ok(Err(error));
        }
        self.program = Some(program.clone());
        Ok(Ok(()))
    }

    /// Sends items. As many replies follow.
    pub(super) async fn send_items(&mut self, items: &[Bytes], flush_each: bool) -> io::Result<()> {
        self.send(&protocol::chunk_frame(items, flush_each)).await
    }

    async fn send(&mut self, frame: &[u8]) -> io::Result<()> {
        // The child takes a whole frame in before it works on it, so this ends soon.
        timeout(PATIENCE, self.stdin.write_all(frame)).await.map_err(|_| io::ErrorKind::TimedOut)?
    }

    /// Waits for the next reply.
    pub(super) async fn reply(&mut self) -> io::Result<ItemResult> {
        protocol::read_reply(&mut self.stdout).await
    }

    /// Kills the child and waits until it is gone.
    pub(super) async fn kill(mut self) {
        // It fails only if the child is already gone.
        let _ = self.child.kill().await;
    }

    /// Finds out why the child, whose pipes are broken, ended. Kills it if it did not end.
    pub(super) async fn autopsy(mut self) -> ItemError {
        let ended = timeout(PATIENCE, self.child.wait()).await;
        let status = ended.ok().and_then(Result::ok);
        let mut last_words = Vec::new();
        if status.is_some()
            && let Some(stderr) = self.child.stderr.take()
        {
            // What cannot be read is only missing from the message.
            let _ = stderr.take(4096).read_to_end(&mut last_words).await;
        }
        self.kill().await;
        cause(status, &String::from_utf8_lossy(&last_words))
    }
}

/// The error of the item on which a child died. The Rust runtime tells stderr why it aborts.
fn cause(status: Option<ExitStatus>, last_words: &str) -> ItemError {
    if last_words.contains("memory allocation of") {
        return ItemError::new(ErrorClass::OutOfMemory, "the filter needed more memory than allowed");
    }
    let message = if last_words.contains("has overflowed its stack") {
        "the filter overflowed the stack".into()
    } else {
        match status {
            Some(status) => format!("the filter's process ended: {status}"),
            None => "the filter's process stopped answering".into(),
        }
    };
    ItemError::new(ErrorClass::Crashed, message)
}
