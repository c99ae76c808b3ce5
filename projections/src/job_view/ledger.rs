//! All jobs as a part of the log says they are: what the read model is held against.

use std::collections::BTreeMap;

use domain::event::DecodeError;
use domain::{BatchId, JobId, RecordedEvent, TenantId};

use super::JobRecord;
use super::cells::{self, Cells};

/// A job as some of its events make it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// What they make.
    pub record: JobRecord,
    /// Its batches, while it has not ended: what is known of them by then may be more or less.
    pub cells: Cells,
}

impl Folded {
    /// Adds an event of the job or of one of its batches.
    ///
    /// # Errors
    /// The event cannot be read.
    pub fn add(&mut self, event: &RecordedEvent) -> Result<(), DecodeError> {
        self.record.add(event)?;
        match self.has_ended() {
            true => self.cells.clear(),
            false => cells::add(&mut self.cells, event)?,
        }
        Ok(())
    }

    /// Whether the job has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.record.ended_at.is_some()
    }

    /// How many events make it: of its own, and of its batches while these count.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.record.version + self.cells.values().map(|cell| cell.sequence).sum::<u64>()
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
    fn a_job_that_has_ended_is_what_its_own_events_say() {
        let events: Vec<_> = samples::all().iter().map(Sample::recorded).collect();
        let [job, batch] = ["job", "batch"].map(|of| {
            let mut folded = Folded::default();
            events.iter().filter(|event| event.aggregate_type == of).for_each(|e| folded.add(e).unwrap());
            folded
        });
        assert!(job.has_ended() && job.cells.is_empty());
        assert!(!batch.has_ended() && !batch.cells.is_empty());
        let mut both = job.clone();
        events.iter().filter(|event| event.aggregate_type == "batch").for_each(|e| both.add(e).unwrap());
        assert_eq!(both, job, "what batches say later changes nothing");

        let mut ledger = JobsLedger::default();
        events.iter().for_each(|event| ledger.add(event).unwrap());
        assert_eq!(ledger.events, events.len() as u64);
        assert!(ledger.tenants.values().flat_map(BTreeMap::values).any(Folded::has_ended));
    }
}
