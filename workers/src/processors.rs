//! Knows which processors can run; a submission is checked with it.

use async_trait::async_trait;
use commands::ports::{EngineError, ProcessorCheck, ProcessorError};
use domain::processor::Processor;
use quick_cache::sync::Cache;
use std::sync::Arc;

use crate::http::{self, CallError};
use crate::jq::{self, CompileError, CompileErrorKind};

/// How many good filters and calls are remembered: a tenant that submits many jobs uses few of them.
const REMEMBERED: usize = 1_000;

/// All processors of this build.
pub struct Processors {
    good: Cache<Good, ()>,
}

/// What was checked, and is good.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Good {
    Filter(Arc<str>),
    /// A call, as JSON.
    Call(Arc<str>),
}

impl Default for Processors {
    fn default() -> Self {
        Self { good: Cache::new(REMEMBERED) }
    }
}

#[async_trait]
impl ProcessorCheck for Processors {
    async fn check(&self, processor: &Processor) -> Result<(), ProcessorError> {
        match processor {
            Processor::Jq { filter } => {
                let source = Arc::clone(filter);
                let check = move || jq::compile(&source).map(drop).map_err(refusal);
                self.check_once(Good::Filter(Arc::clone(filter)), check).await
            }
            Processor::Http(call) => {
                let json = serde_json::to_string(call).map_err(|error| unavailable(error.to_string()))?;
                let call = Arc::clone(call);
                let check = move || http::check(&call).map_err(call_refusal);
                self.check_once(Good::Call(json.into()), check).await
            }
            Processor::External { .. } => Ok(()),
        }
    }
}

impl Processors {
    async fn check_once(
        &self,
        subject: Good,
        check: impl FnOnce() -> Result<(), ProcessorError> + Send + 'static,
    ) -> Result<(), ProcessorError> {
        if self.good.get(&subject).is_some() {
            return Ok(());
        }
        let checked = tokio::task::spawn_blocking(check).await;
        checked.map_err(|error| unavailable(error.to_string()))??;
        self.good.insert(subject, ());
        Ok(())
    }
}

fn call_refusal(CallError { field, error }: CallError) -> ProcessorError {
    refusal(CompileError { message: format!("{field}: {}", error.message), ..error })
}

fn refusal(error: CompileError) -> ProcessorError {
    let CompileError { kind, message, line, column, .. } = error;
    match kind {
        CompileErrorKind::Internal => unavailable(message),
        CompileErrorKind::Limit | CompileErrorKind::Syntax | CompileErrorKind::Undefined => {
            ProcessorError::Invalid { message, line, column }
        }
    }
}

fn unavailable(message: String) -> ProcessorError {
    EngineError { engine: "jq", message }.into()
}
