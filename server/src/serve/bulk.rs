//! Threads for work that comes in bulk. A report of a thousand tasks, or a chunk of the analyst's tables, keeps a thread for
//! milliseconds. Whatever else waits for that thread comes later by as much, at each of its steps: so what must be soon (requests, the
//! relay, reactors, the read model of jobs) has threads of its own, and the system shares the processors between both.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// The threads. What runs there is ended with them, and nobody waits for it.
pub(super) struct Bulk(Option<Runtime>);

impl Bulk {
    pub(super) fn start() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread().thread_name("bulk").enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Where to spawn it.
    pub(super) fn handle(&self) -> Handle {
        self.0.as_ref().map_or_else(Handle::current, |runtime| runtime.handle().clone())
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        // Waiting is not allowed where others run.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
