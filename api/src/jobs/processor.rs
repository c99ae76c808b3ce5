//! What a client says of the processor.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::QueueName;
use domain::processor::{HttpCall, Processor as DomainProcessor};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

use super::submission::invalid;
use crate::problem::{Kind, Problem};
use crate::text::Text;

/// The longest filter, and the longest call in all: every batch of the job repeats it.
const MAX_BYTES: usize = 64 << 10;

/// What is done to each item: give exactly one of `jq`, `http` and `external`.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Processor {
    /// Transforms the item by a jq filter.
    #[serde(default)]
    jq: Option<Jq>,
    /// Calls a URL for the item.
    #[serde(default)]
    http: Option<Http>,
    /// Leaves the item to workers of your own, which lease tasks from a queue.
    #[serde(default)]
    external: Option<External>,
}

/// A jq filter.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jq {
    /// The filter's source, of up to 64 KiB, such as `{id, total: (.lines | map(.price) | add)}`. It may use `$item`,
    /// `$job` and `$tenant`.
    filter: String,
}

/// A call for each item. In a template, `\(…)` stands for what a jq filter makes of the item.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Http {
    /// The method, a template. The default is `POST` with a `body`, and `GET` without one.
    #[serde(default)]
    method: Option<String>,
    /// The URL, a template such as `https://example.org/orders/\(.id)`.
    url: String,
    /// The headers; each value is a template.
    #[serde(default)]
    headers: Option<BTreeMap<String, String>>,
    /// A jq filter that makes the body: text goes as it is, any other value as JSON. Without one there is no body.
    #[serde(default)]
    body: Option<String>,
    /// A jq filter that makes the task's output of `{status, headers, body}`. Without one, the answer's body is it.
    #[serde(default)]
    output: Option<String>,
    /// How many redirects are followed: 0, which is the default, to 10.
    #[serde(default)]
    redirects: Option<u8>,
    /// The largest answer, in bytes: up to 1048576, which is the default.
    #[serde(default)]
    max_response_bytes: Option<u32>,
}

/// Workers of your own.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct External {
    /// The queue that they take the tasks from. It need not be set up.
    queue: Text<QueueName>,
}

impl Processor {
    pub(super) fn into_domain(self) -> Result<DomainProcessor, Problem> {
        match (self.jq, self.http, self.external) {
            (Some(jq), None, None) => jq.into_domain(),
            (None, Some(http), None) => http.into_domain(),
            (None, None, Some(external)) => Ok(DomainProcessor::External { queue: external.queue.0 }),
            _ => Err(invalid("processor", "give exactly one of `jq`, `http` and `external`")),
        }
    }
}

/// How often a task is tried where its job does not say.
pub(super) fn usual_attempts(processor: &DomainProcessor) -> u32 {
    match processor {
        // A filter does the same each time.
        DomainProcessor::Jq { .. } => 1,
        DomainProcessor::Http(_) => 4,
        DomainProcessor::External { .. } => 3,
    }
}

impl Jq {
    fn into_domain(self) -> Result<DomainProcessor, Problem> {
        check_length("the filter is", self.filter.len())?;
        Ok(DomainProcessor::Jq { filter: self.filter.into() })
    }
}

impl Http {
    fn into_domain(self) -> Result<DomainProcessor, Problem> {
        let usual_method = if self.body.is_some() { "POST" } else { "GET" };
        let call = HttpCall {
            method: self.method.unwrap_or_else(|| usual_method.to_owned()),
            url: self.url,
            headers: self.headers.unwrap_or_default(),
            body: self.body,
            output: self.output,
            redirects: self.redirects.unwrap_or(0),
            max_response_bytes: self.max_response_bytes.unwrap_or(HttpCall::MAX_RESPONSE_BYTES),
        };
        let headers = call.headers.iter().map(|(name, value)| name.len() + value.len());
        let texts = [Some(&call.method), Some(&call.url), call.body.as_ref(), call.output.as_ref()];
        let texts = texts.into_iter().flatten().map(String::len);
        check_length("the call's texts are", headers.chain(texts).sum())?;
        Ok(DomainProcessor::Http(Arc::new(call)))
    }
}

fn check_length(what: &str, bytes: usize) -> Result<(), Problem> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    Err(Problem::new(Kind::InvalidProcessor, format!("{what} longer than {MAX_BYTES} bytes")))
}
