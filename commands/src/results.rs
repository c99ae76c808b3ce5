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

    /// All result lines of a job, a batch at a time.
    pub fn stream(
        &self,
        tenant: TenantId,
        job: JobId,
        progress: &Progress,
    ) -> BoxStream<'static, Result<Bytes, ResultsError>> {
        let batches: Vec<_> = progress
            .finished
            .iter()
            .map(|(number, batch)| (*number, batch.parts.clone()))
            .collect();
        let results = self.clone();
        stream::iter(batches)
            .map(move |(number, parts)| {
                let (results, tenant) = (results.clone(), tenant.clone());
                async move { results.batch(&tenant, BatchId { job, number }, &parts).await }
            })
            // The next batches are fetched while the client takes this one.
            .buffered(4)
            .boxed()
    }

    async fn batch(&self, tenant: &TenantId, id: BatchId, parts: &[Part]) -> Result<Bytes, ResultsError> {
        let inline = if parts.iter().any(|part| part.key.is_none()) {
            self.inline_lines(tenant, id).await?
        } else {
            BTreeMap::new()
        };
        let mut bodies = Vec::with_capacity(parts.len());
        for part in parts {
            let body = match &part.key {
                Some(key) => self.object(key).await?,
                None => inline
                    .get(&part.tasks.first())
                    .cloned()
                    .ok_or(ResultsError::Damaged(id.number))?
                    .into(),
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
            BatchEvent::TasksReported {
                part,
                lines: Some(lines),
                ..
            } => Some((part.tasks.first(), lines)),
            _ => None,
        });
        Ok(lines.collect())
    }
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
        Part {
            tasks: tasks.iter().copied().collect(),
            bytes: 0,
            sha256: String::new(),
            key: None,
        }
    }

    #[test]
    fn lines_of_several_reports_come_in_task_order() {
        let bodies = vec![Bytes::from("0\n3\n"), Bytes::from("1\n2\n")];
        assert_eq!(
            merge(&[part(&[0, 3]), part(&[1, 2])], bodies),
            Some(Bytes::from("0\n1\n2\n3\n"))
        );
    }

    #[test]
    fn a_missing_line_is_noticed() {
        let bodies = vec![Bytes::from("0\n"), Bytes::from("1\n2\n")];
        assert_eq!(merge(&[part(&[0, 3]), part(&[1, 2])], bodies), None);
    }
}
