//! What a job's calls are, ready to be made of its items.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::processor::HttpCall;
use http::HeaderName;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::answer::Answer;
use super::check::{self, CallError};
use super::failure::CallFailure;
use super::prepared::{self, Prepared, Raw};
use super::template;
use crate::items::Failure;
use crate::jq::{ErrorClass, For, ItemError, JqPool, PoolError, Program};

/// What a job's calls are.
#[derive(Debug, Clone)]
pub struct Plan {
    request: Program,
    output: Option<Program>,
    headers: Vec<HeaderName>,
    has_body: bool,
    redirects: u8,
    max_response_bytes: usize,
}

/// What the templates make of an item: the values of each field.
#[derive(Deserialize)]
struct Fields(Vec<String>, Vec<String>, Vec<Vec<String>>, Vec<Box<RawValue>>);

impl Plan {
    /// Makes a plan of a call that was [checked](super::check()). See [`Program::new`] for the variables and the
    /// memory.
    ///
    /// # Errors
    ///
    /// Fails if the call's templates or headers cannot be read.
    pub fn new(call: &HttpCall, variables: &Arc<str>, memory_mib: Option<u32>) -> Result<Self, CallError> {
        let program = |source: String| Program::new(source.into(), Arc::clone(variables), memory_mib);
        let headers = call.headers.keys().map(|name| prepared::header_name(name));
        Ok(Self {
            request: program(check::program(call)?),
            output: call.output.as_deref().map(template::output_program).map(program),
            headers: headers
                .collect::<Result<_, _>>()
                .map_err(|failure| check::refused("headers", "", failure.message))?,
            has_body: call.body.is_some(),
            redirects: call.redirects,
            max_response_bytes: call.max_response_bytes as usize,
        })
    }

    /// Makes the requests for items, in their order. `limit` is how long the templates may run on one item.
    ///
    /// # Errors
    ///
    /// Fails only if no runner can be started.
    pub async fn prepare(
        &self,
        jq: &JqPool,
        whose: For<'_>,
        items: &[Bytes],
        limit: Duration,
    ) -> Result<Vec<Result<Prepared, Failure>>, PoolError> {
        let results = jq.run(whose, &self.request, items, limit).await?;
        let prepared = results.into_iter().map(|made| match made.result {
            Ok(fields) => self.prepared(&fields).map_err(Failure::from),
            Err(error) => Err(template_failure(error)),
        });
        Ok(prepared.collect())
    }

    fn prepared(&self, fields: &str) -> Result<Prepared, CallFailure> {
        let Fields(method, url, headers, body) = serde_json::from_str(fields)
            .map_err(|error| CallFailure::new("template_error", error.to_string()))?;
        let values = self.headers.iter().zip(headers);
        let header = |(name, values): (&HeaderName, _)| Ok((name.clone(), one(name.as_str(), values)?));
        let body = if self.has_body { Some(one("body", body)?) } else { None };
        let text: Option<String> = body.as_ref().and_then(|body| serde_json::from_str(body.get()).ok());
        let body_is_json = text.is_none();
        let json = || body.map(|body| Box::<str>::from(body).into_string());
        Prepared::new(Raw {
            method: one("method", method)?,
            url: one("url", url)?,
            headers: values.map(header).collect::<Result<_, CallFailure>>()?,
            body: text.or_else(json).map(Bytes::from),
            body_is_json,
            redirects: self.redirects,
            max_response_bytes: self.max_response_bytes,
        })
    }

    /// Makes outputs of answers, each to an item: JSON values joined by commas, as a filter gives them.
    ///
    /// # Errors
    ///
    /// Fails only if no runner can be started.
    pub async fn finish(
        &self,
        jq: &JqPool,
        whose: For<'_>,
        answers: &[(Bytes, Answer)],
        limit: Duration,
    ) -> Result<Vec<Result<Box<str>, Failure>>, PoolError> {
        let Some(output) = &self.output else {
            return Ok(answers.iter().map(|(_, answer)| Ok(answer.output().into())).collect());
        };
        // The item has been read by a filter already, so it is JSON; if not, the filter says what is wrong.
        let inputs = answers.iter().map(|(item, answer)| answer.input(item).unwrap_or_else(|_| item.clone()));
        let results = jq.run(whose, output, &inputs.collect::<Vec<_>>(), limit).await?;
        Ok(results.into_iter().map(|made| made.result.map_err(output_failure)).collect())
    }
}

/// The one value that a field must have.
fn one<T>(field: &str, values: Vec<T>) -> Result<T, CallFailure> {
    let count = values.len();
    let only = values.into_iter().next().filter(|_| count == 1);
    only.ok_or_else(|| {
        CallFailure::new("template_error", format!("{field}: it gives {count} values, but must give one"))
    })
}

fn template_failure(error: ItemError) -> Failure {
    let class = match error.class {
        ErrorClass::FilterError => "template_error",
        class => class.as_str(),
    };
    Failure { class, message: error.message }
}

/// Whatever goes wrong with an output would go wrong again: none of it is a reason to repeat the call.
fn output_failure(error: ItemError) -> Failure {
    let message = match error.class {
        ErrorClass::FilterError => error.message,
        class => format!("{}: {}", class.as_str(), error.message),
    };
    Failure { class: "output_error", message }
}
