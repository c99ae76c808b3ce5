//! What can be watched.

use domain::{JobId, QueueName};
use projections::job_view::JobState;

use crate::problem::{Kind, Problem};

/// The most jobs of a list that is watched.
pub(super) const MOST_LISTED: u16 = 100;

/// Something of a tenant that can be watched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    /// A job.
    Job(JobId),
    /// The newest jobs.
    List {
        /// Only those in this state.
        state: Option<JobState>,
        /// How many.
        limit: usize,
    },
    /// A queue.
    Queue(QueueName),
}

/// A topic, and what a client calls it.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) topic: Topic,
}

impl Wanted {
    /// A job, called by its id.
    pub(super) fn job(id: JobId) -> Self {
        Self { name: id.to_string(), topic: Topic::Job(id) }
    }

    /// A queue, called by its name.
    pub(super) fn queue(name: QueueName) -> Self {
        Self { name: format!("queue:{name}"), topic: Topic::Queue(name) }
    }

    /// The list.
    pub(super) fn list(state: Option<JobState>, limit: usize) -> Self {
        Self { name: "list".to_owned(), topic: Topic::List { state, limit } }
    }
}

/// A subscription that cannot be.
pub(super) fn invalid(detail: impl Into<String>) -> Problem {
    Problem::new(Kind::InvalidSubscription, detail)
}
