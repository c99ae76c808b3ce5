//! Appends until it is certain what became of the events.

use std::time::Duration;

use crate::ports::{Append, AppendError, Appended, EngineError, EventLog};

/// How often an append is sent whose fate stays unknown.
const MAX_TRIES: u32 = 16;

/// Appends. When the connection dies meanwhile, the stream's tail tells whether the events are there; if not, they are sent
/// again. That they are expected at a version, and their ids, keep them from being recorded twice.
///
/// # Errors
/// As [`EventLog::append`], but a fate that stays unknown is [`AppendError::Unavailable`].
pub async fn append(log: &dyn EventLog, append: &Append) -> Result<Appended, AppendError> {
    let mut last = String::new();
    for attempt in 0..MAX_TRIES {
        match log.append(append.clone()).await {
            Err(AppendError::Unknown(reason)) => last = reason,
            // An earlier try may have arrived after all.
            Err(conflict @ AppendError::Conflict { .. }) if attempt > 0 => {
                return find(log, append).await.ok().flatten().ok_or(conflict);
            }
            certain => return certain,
        }
        match find(log, append).await {
            Ok(Some(appended)) => return Ok(appended),
            Ok(None) => {}
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(Duration::from_millis(20 << attempt.min(6))).await;
    }
    Err(AppendError::Unavailable(format!("the fate of an append stays unknown: {last}")))
}

/// Where the append's events are, if they are in the log.
async fn find(log: &dyn EventLog, append: &Append) -> Result<Option<Appended>, EngineError> {
    let Some((stream, version, first)) = append.streams.iter().find_map(|stream| {
        Some((&stream.stream, stream.expected.version()?, stream.events.first()?.metadata.event_id))
    }) else {
        return Ok(None);
    };
    let tail = log.read_stream(&append.tenant, stream, version).await?;
    let Some(found) = tail.first().filter(|event| event.metadata.event_id == first) else {
        return Ok(None);
    };
    // An append's events have positions in a row, in the order in which it names them.
    let before = append.streams.iter().take_while(|other| other.stream != *stream);
    let before: usize = before.map(|stream| stream.events.len()).sum();
    let all: usize = append.streams.iter().map(|stream| stream.events.len()).sum();
    Ok(Some(Appended { shard: found.shard, position: found.position - before as u64 + all as u64 - 1 }))
}
