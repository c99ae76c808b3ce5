//! What the dispatcher was told by this process lately, so that it need not be told again from the log. Whatever it
//! loses afterwards, the sweep tells it anew.

use domain::RecordedEvent;
use quick_cache::sync::Cache;

use crate::ports::dispatch::Fact;

/// Of how many streams it is remembered: an event comes from the log some milliseconds after it was told.
const STREAMS: usize = 1 << 16;

/// Up to which version the dispatcher knows a stream.
pub(super) struct Told(Cache<String, u64>);

impl Default for Told {
    fn default() -> Self {
        Self(Cache::new(STREAMS))
    }
}

impl Told {
    pub(super) fn note(&self, versions: Vec<(String, u64)>) {
        for (stream, version) in versions {
            let known = self.0.get(&stream).unwrap_or(0);
            self.0.insert(stream, known.max(version));
        }
    }

    pub(super) fn covers(&self, event: &RecordedEvent) -> bool {
        let known = self.0.get(&key(&event.aggregate_type, &event.aggregate_id));
        known.is_some_and(|version| event.sequence <= version)
    }
}

fn key(aggregate_type: &str, aggregate_id: &str) -> String {
    format!("{aggregate_type}/{aggregate_id}")
}

/// Which stream a fact is of, and as of which version. Queues are told of too seldom to be worth a thought.
pub(super) fn stream_and_version(fact: &Fact) -> Option<(String, u64)> {
    match fact {
        Fact::Job(job) => Some((key("job", &job.job.to_string()), job.version)),
        Fact::Batch(batch) => Some((key("batch", &batch.batch.to_string()), batch.version)),
        Fact::Queue(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use domain::{JobId, Metadata};
    use uuid::Uuid;

    use super::*;

    const JOB: JobId = JobId(Uuid::from_u128(1));

    fn event(sequence: u64) -> RecordedEvent {
        RecordedEvent {
            shard: 0,
            position: 1,
            tenant: "dev".parse().unwrap(),
            aggregate_type: "job".into(),
            aggregate_id: JOB.to_string(),
            sequence,
            event_type: "JobPaused".into(),
            event_version: "1.0".into(),
            payload: "{}".into(),
            metadata: Metadata {
                event_id: Uuid::nil(),
                correlation: JOB.to_string(),
                causation: None,
                actor: "test".into(),
                command: "Pause".into(),
                traceparent: None,
                build: "test".into(),
            },
            recorded_at: Utc::now(),
        }
    }

    #[test]
    fn what_was_told_covers_what_came_before_it_and_nothing_later() {
        let told = Told::default();
        assert!(!told.covers(&event(1)));
        told.note(vec![(key("job", &JOB.to_string()), 3)]);
        assert!(told.covers(&event(1)) && told.covers(&event(3)) && !told.covers(&event(4)));
    }

    #[test]
    fn what_is_told_late_takes_nothing_back() {
        let told = Told::default();
        told.note(vec![(key("job", &JOB.to_string()), 3)]);
        told.note(vec![(key("job", &JOB.to_string()), 2)]);
        assert!(told.covers(&event(3)));
    }
}
