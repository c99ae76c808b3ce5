//! What the tests share: names of their own on the shared engines, events to append, and patience.

mod cluster;
mod partitions;
mod place;
mod relayed;
mod samples;
mod server;
mod story;
mod tape;
mod topic;
mod way;

use std::future::Future;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

pub(crate) use cluster::Cluster;
pub(crate) use partitions::small_partitions;
pub(crate) use place::Place;
pub(crate) use relayed::{Deployment, feed};
pub(crate) use samples::*;
pub(crate) use server::{Server, for_login};
pub(crate) use story::*;
pub(crate) use tape::Tape;
pub(crate) use topic::{Message, messages, send};
pub(crate) use way::cuttable;

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(60);

/// Waits for a fact, and gives what comes with it.
pub(crate) async fn until<T>(what: &str, mut fact: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = fact().await {
            return found;
        }
        assert!(start.elapsed() < LIMIT, "it never came that {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// A part of a process, such as a relay. It ends when it is dropped, as in a crash.
pub(crate) struct Running(JoinHandle<()>);

impl Running {
    pub(crate) fn start(part: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(part))
    }

    /// Ends it, and waits until nothing of it is left.
    pub(crate) async fn stop(mut self) {
        self.0.abort();
        let _ = (&mut self.0).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}
