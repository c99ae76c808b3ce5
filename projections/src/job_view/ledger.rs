//! All jobs as a part of the log says they are: what the read model is held against.

use std::collections::BTreeMap;

use domain::event::DecodeError;
use domain::{BatchId, JobId, RecordedEvent, TenantId};

use super::JobRecord;

/// A job as some of its events make it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// What they make.
    pub record: JobRecord,
    /// How many these are, of the job itself and of its batches.
    pub events: u64,
}

impl Folded {
    /// Adds an event of the job or of one of its batches.
    ///
    /// # Errors
    /// The event cannot be read.
    pub fn add(&mut self, event: &RecordedEvent) -> Result<(), DecodeError> {
        self.events += 1;
        self.record.add(event)
    }
}

/// The jobs of all tenants.
#[derive(Debug, Default)]
pub struct JobsLedger {
    /// Each tenant's jobs.
    pub tenants: BTreeMap<TenantId, BTreeMap<JobId, Folded>>,
    /// How many events were added, those that are of no job included.
    pub events: u64,
}

impl JobsLedger {
    /// Adds an event. Those of one stream must come in order.
    ///
    /// # Errors
    /// The event cannot be read.
    pub fn add(&mut self, event: &RecordedEvent) -> Result<(), DecodeError> {
        self.events += 1;
        let job = match event.aggregate_type.as_str() {
            "job" => event.aggregate_id.parse().ok(),
            "batch" => event.aggregate_id.parse::<BatchId>().ok().map(|batch| batch.job),
            _ => None,
        };
        match job {
            Some(job) => {
                self.tenants.entry(event.tenant.clone()).or_default().entry(job).or_default().add(event)
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::samples::{self, Sample};

    use super::*;

    #[test]
    fn events_of_jobs_and_their_batches_are_counted_for_their_job() {
        let events: Vec<_> = samples::all().iter().map(Sample::recorded).collect();
        let mut ledger = JobsLedger::default();
        events.iter().for_each(|event| ledger.add(event).unwrap());
        let of_jobs = events.iter().filter(|event| ["job", "batch"].contains(&event.aggregate_type.as_str()));
        let counted: u64 = ledger.tenants.values().flat_map(BTreeMap::values).map(|job| job.events).sum();
        assert_eq!((ledger.events, counted), (events.len() as u64, of_jobs.count() as u64));
    }
}
