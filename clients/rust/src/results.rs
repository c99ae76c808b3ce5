//! Results as they come.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{self, Stream};
use futures::{StreamExt as _, TryStreamExt as _};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncBufReadExt as _;
use tokio::time::timeout;
use tokio_util::io::StreamReader;

use crate::types::TaskError;
use crate::{Client, Error, Json, answer};

/// How long the service may be silent while it sends results.
const STALL: Duration = Duration::from_secs(60);

/// What came of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaskResult {
    /// The item's number in the job, from 0.
    pub task: u64,
    /// The outputs, if the task succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Vec<Json>>,
    /// Why it failed, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<TaskError>,
}

impl Client {
    /// The results of a job that is over, in the order of its items, as they come. A stream that breaks ends with an
    /// error.
    ///
    /// # Errors
    /// See [`Error`]; the job is not over: a problem with status 409.
    pub async fn read_results(
        &self,
        id: &str,
    ) -> Result<impl Stream<Item = Result<TaskResult, Error>> + Send + Unpin + use<>, Error> {
        let bytes = self.read_result_bytes(id).await?;
        let lines = StreamReader::new(bytes.map_err(io::Error::other)).lines();
        let results = stream::try_unfold(lines, async |mut lines| {
            let line = lines.next_line().await.map_err(told)?;
            line.map(|line| Ok((serde_json::from_str(&line).map_err(Error::Answer)?, lines))).transpose()
        });
        Ok(Box::pin(results))
    }

    /// The same as lines of JSON, cut anywhere.
    ///
    /// # Errors
    /// As those of [`Self::read_results`].
    pub async fn read_result_bytes(
        &self,
        id: &str,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + Unpin + use<>, Error> {
        let sent = timeout(STALL, self.get_results().id(id).send()).await;
        let bytes = answer(sent.map_err(|_| Error::Stalled(STALL))?)?.into_inner();
        Ok(Box::pin(stream::try_unfold(bytes, async |mut bytes| {
            let chunk = timeout(STALL, bytes.next()).await.map_err(|_| Error::Stalled(STALL))?;
            Ok(chunk.transpose().map_err(Error::Transport)?.map(|chunk| (chunk, bytes)))
        })))
    }
}

/// What the stream of bytes said, or that what came is no text.
fn told(error: io::Error) -> Error {
    error.downcast().unwrap_or_else(|error| Error::Answer(serde_json::Error::io(error)))
}
