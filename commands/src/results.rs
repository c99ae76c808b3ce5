//! Reads a job's results back: one line an item, in item order, whatever reports they came in.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use domain::batch::{Batch, BatchEvent};
use domain::job::Progress;
use domain::results::Part;
use domain::{BatchId, JobId, TenantId};
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};

use crate::executor::stream_id;
use crate::ports::{EngineError, EventLog, ObjectError, ObjectStore};

/// Why results could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// An engine failed.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// The log failed.
    #[error(transparent)]
    Log(#[from] EngineError),
    /// What is stored is not what was reported.
    #[error("the results of batch {0} are not as they were reported")]
    Damaged(u64),
}

/// Reads results.
#[derive(Clone)]
pub struct Results {
    log: Arc<dyn EventLog>,
    objects: Arc<dyn ObjectStore>,
}

impl Results {
    /// Reads results out of `objects`, and small ones out of `log`.
    #[must_use]
    pub fn new(log: Arc<dyn EventLog>, objects: Arc<dyn ObjectStore>) -> Self {
        Self { log, objects }
    }

    /// All result lines of a job, a report at a time where reports follow each other.
    pub fn stream(
        &self,
        tenant: TenantId,
        job: JobId,
        progress: &Progress,
    ) -> BoxStream<'static, Result<Bytes, ResultsError>> {
        let batches =
            progress.finished.iter().map(|(number, batch)| (BatchId { job, number: *number }, &batch.parts));
        let pieces: Vec<_> = batches
            .flat_map(|(batch, parts)| pieces(parts).into_iter().map(move |piece| (batch, piece)))
            .collect();
        let results = self.clone();
        stream::iter(pieces)
            .map(move |(batch, piece)| {
                let (results, tenant) = (results.clone(), tenant.clone());
                async move { results.piece(&tenant, batch, &piece).await }
            })
            // The next pieces are fetched while the client takes this one.
            .buffered(4)
            .boxed()
    }

    async fn piece(&self, tenant: &TenantId, id: BatchId, parts: &[Part]) -> Result<Bytes, ResultsError> {
        let inline = if parts.iter().any(|part| part.key.is_none()) {
            self.inline_lines(tenant, id).await?
        } else {
            BTreeMap::new()
        };
        let mut bodies = Vec::with_capacity(parts.len());
        for part in parts {
            let body = match &part.key {
                Some(key) => self.object(key).await?,
                None => {
                    inline.get(&part.tasks.first()).cloned().ok_or(ResultsError::Damaged(id.number))?.into()
                }
            };
            if body.len() as u64 != part.bytes {
                return Err(ResultsError::Damaged(id.number));
            }
            bodies.push(body);
        }
        merge(parts, bodies).ok_or(ResultsError::Damaged(id.number))
    }

    async fn object(&self, key: &str) -> Result<Bytes, ObjectError> {
        let pieces: Vec<Bytes> = self.objects.get(key).await?.try_collect().await?;
        Ok(pieces.concat().into())
    }

    /// The result lines in a batch's own events, by the first task of their report.
    async fn inline_lines(
        &self,
        tenant: &TenantId,
        id: BatchId,
    ) -> Result<BTreeMap<Option<u64>, String>, EngineError> {
        let events = self.log.read_stream(tenant, &stream_id::<Batch>(&id), 0).await?;
        let lines = events.iter().filter_map(|event| match event.decode().ok()? {
            BatchEvent::TasksReported { part: Some(part), lines: Some(lines), .. } => {
                Some((part.tasks.first(), lines))
            }
            _ => None,
        });
        Ok(lines.collect())
    }
}

/// The parts that must be read together: each alone if every part ends before the next begins, else all.
fn pieces(parts: &[Part]) -> Vec<Vec<Part>> {
    let follow = parts.windows(2).all(|pair| pair[0].tasks.last() < pair[1].tasks.first());
    if follow { parts.iter().map(|part| vec![part.clone()]).collect() } else { vec![parts.to_vec()] }
}

/// Puts the lines of several reports in the order of their tasks.
fn merge(parts: &[Part], mut bodies: Vec<Bytes>) -> Option<Bytes> {
    if bodies.len() == 1 {
        return bodies.pop();
    }
    let mut lines: Vec<(u64, &[u8])> = Vec::new();
    for (part, body) in parts.iter().zip(&bodies) {
        let before = lines.len();
        lines.extend(part.tasks.iter().zip(body.split_inclusive(|byte| *byte == b'\n')));
        if (lines.len() - before) as u64 != part.tasks.len() {
            return None;
        }
    }
    lines.sort_by_key(|(task, _)| *task);
    Some(lines.iter().flat_map(|(_, line)| line.iter().copied()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(tasks: &[u64]) -> Part {
        Part { tasks: tasks.iter().copied().collect(), bytes: 0, sha256: String::new(), key: None }
    }

    #[test]
    fn lines_of_several_reports_come_in_task_order() {
        let bodies = vec![Bytes::from("0\n3\n"), Bytes::from("1\n2\n")];
        assert_eq!(merge(&[part(&[0, 3]), part(&[1, 2])], bodies), Some(Bytes::from("0\n1\n2\n3\n")));
    }

    #[test]
    fn reports_that_follow_each_other_are_read_one_by_one() {
        assert_eq!(pieces(&[part(&[0, 1]), part(&[2])]).len(), 2);
        assert_eq!(pieces(&[part(&[0, 2]), part(&[1])]).len(), 1);
        assert_eq!(pieces(&[]).len(), 0);
    }

    #[test]
    fn a_missing_line_is_noticed() {
        let bodies = vec![Bytes::from("0\n"), Bytes::from("1\n2\n")];
        assert_eq!(merge(&[part(&[0, 3]), part(&[1, 2])], bodies), None);
    }
}
