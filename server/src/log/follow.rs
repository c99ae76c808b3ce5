//! Follows shards, through what befalls them, until nobody reads what is written.

use std::time::Duration;

use domain::RecordedEvent;
use infra::postgres::{Filter, Shard};
use rustix::event::{PollFd, PollFlags, Timespec};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::filter::matches;
use crate::cli::output::write_stderr;

/// How long to wait before a shard that went away is tried again, or stdout is looked at again.
const PAUSE: Duration = Duration::from_millis(500);
/// How many pages of all shards may wait to be written.
const PAGES: usize = 4;

/// Hands the events after each shard's position to `on_events`, until Ctrl-C or until stdout is closed.
pub(super) async fn follow(
    shards: Vec<(Shard, u64)>,
    filter: Filter,
    mut on_events: impl FnMut(&[RecordedEvent]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (sender, mut news) = mpsc::channel(PAGES);
    let mut followers = JoinSet::new();
    for (shard, position) in shards {
        followers.spawn(follow_shard(shard, position, filter.clone(), sender.clone()));
    }
    let mut closed = std::pin::pin!(stdout_is_closed());
    loop {
        tokio::select! {
            events = news.recv() => match events {
                Some(events) => on_events(&events)?,
                None => return Ok(()),
            },
            () = &mut closed => return Ok(()),
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

async fn follow_shard(shard: Shard, position: u64, filter: Filter, news: mpsc::Sender<Vec<RecordedEvent>>) {
    let mut subscription = None;
    loop {
        let read = async {
            let subscribed = match &mut subscription {
                Some(subscribed) => subscribed,
                none => none.insert(shard.subscribe(position).await?),
            };
            // A subscription that failed goes on where it was.
            subscribed.next().await
        };
        match read.await {
            Ok(mut events) => {
                events.retain(|event| matches(&filter, event));
                if !events.is_empty() && news.send(events).await.is_err() {
                    return;
                }
            }
            Err(error) => {
                write_stderr(&format!("shard {} is away, and is waited for: {error}", shard.number()));
                until_back(&shard).await;
                write_stderr(&format!("shard {} is back", shard.number()));
            }
        }
    }
}

async fn until_back(shard: &Shard) {
    loop {
        tokio::time::sleep(PAUSE).await;
        if shard.ping().await.is_ok() {
            return;
        }
    }
}

/// Ends when the reader of stdout has gone. A pipe tells only those who ask or write, and there may be nothing to write.
async fn stdout_is_closed() {
    loop {
        let stdout = std::io::stdout();
        let mut asked = [PollFd::new(&stdout, PollFlags::empty())];
        let answered = rustix::event::poll(&mut asked, Some(&Timespec::default()));
        if answered.is_ok() && asked[0].revents().contains(PollFlags::ERR) {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
