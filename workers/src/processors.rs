//! Knows which processors can run; a submission is checked with it.

use async_trait::async_trait;
use commands::ports::{EngineError, ProcessorCheck, ProcessorError};
use domain::processor::Processor;
use quick_cache::sync::Cache;
use std::sync::Arc;

use crate::jq::{self, CompileError, CompileErrorKind};

/// How many good filters are remembered: a tenant that submits many jobs uses few filters.
const REMEMBERED: usize = 1_000;

/// All processors of this build.
pub struct Processors {
    good_filters: Cache<Arc<str>, ()>,
}

impl Default for Processors {
    fn default() -> Self {
        Self { good_filters: Cache::new(REMEMBERED) }
    }
}

#[async_trait]
impl ProcessorCheck for Processors {
    async fn check(&self, processor: &Processor) -> Result<(), ProcessorError> {
        let Processor::Jq { filter } = processor else {
            return Ok(());
        };
        if self.good_filters.get(filter).is_some() {
            return Ok(());
        }
        let source = Arc::clone(filter);
        let compiled = tokio::task::spawn_blocking(move || jq::compile(&source).map(|_| ())).await;
        compiled.map_err(|error| unavailable(error.to_string()))?.map_err(refusal)?;
        self.good_filters.insert(Arc::clone(filter), ());
        Ok(())
    }
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
