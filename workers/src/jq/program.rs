//! A filter with all that it needs to run on the items of one job.

use std::sync::Arc;

/// The variables that a filter may use, in the order in which their values are given.
pub(super) const VARIABLES: [&str; 3] = ["$item", "$job", "$tenant"];

/// A filter, the values of its variables, and its memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub(super) filter: Arc<str>,
    /// A JSON object of `job` and `tenant`; empty if the filter uses neither.
    pub(super) variables: Arc<str>,
    pub(super) memory_mib: Option<u32>,
}

impl Program {
    /// A filter that is run for a job.
    ///
    /// `variables` is a JSON object with the values of `$job` and `$tenant` under `job` and `tenant`. A filter that
    /// uses neither is the same program for every job. `memory_mib` is at most the pool's own limit, which also is
    /// what holds without it.
    #[must_use]
    pub fn new(filter: Arc<str>, variables: Arc<str>, memory_mib: Option<u32>) -> Self {
        let uses_some = mentions(&filter, "$job") || mentions(&filter, "$tenant");
        let variables = if uses_some { variables } else { Arc::from("") };
        Self { filter, variables, memory_mib }
    }

    /// The filter's source.
    #[must_use]
    pub fn filter(&self) -> &Arc<str> {
        &self.filter
    }
}

/// A filter without values for its variables, within the pool's own memory limit.
impl From<&str> for Program {
    fn from(filter: &str) -> Self {
        Self::new(filter.into(), Arc::from(""), None)
    }
}

/// Whether a filter may use a variable. In jq nothing can stand between the `$` and the name; a text or a comment that
/// holds the same characters only costs the binding.
pub(super) fn mentions(filter: &str, variable: &str) -> bool {
    filter.contains(variable)
}
