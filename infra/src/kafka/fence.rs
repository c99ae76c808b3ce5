//! Keeps out what a relay publishes that was the active one once, was paused, and does not know yet that another is.

use std::collections::HashMap;

use domain::RecordedEvent;
use rdkafka::Message;

use super::cloudevent;

/// What a consumer knows of the relays: the newest generation of each shard in each partition, and where it began to see it.
///
/// What comes behind it from an older generation is dropped. Nothing is lost with it: the newer relay began at the
/// checkpoint, and so has published again whatever the older one had not yet.
#[derive(Default)]
pub(super) struct Fence(HashMap<(i32, u16), Newest>);

#[derive(Clone, Copy)]
struct Newest {
    generation: i64,
    offset: i64,
}

impl Fence {
    /// Whether an event is to be handled.
    pub(super) fn admits(&mut self, message: &impl Message, event: &RecordedEvent) -> bool {
        let Some(generation) = cloudevent::generation(message.headers()) else {
            return true;
        };
        let admits = self.admits_at(message.partition(), message.offset(), event.shard, generation);
        if !admits {
            tracing::warn!(
                shard = event.shard,
                event.position,
                generation,
                "drops what a former relay published"
            );
            metrics::counter!("thousandfold_stale_messages_total").increment(1);
        }
        admits
    }

    fn admits_at(&mut self, partition: i32, offset: i64, shard: u16, generation: i64) -> bool {
        let seen = self.0.entry((partition, shard)).or_insert(Newest { generation, offset });
        if generation > seen.generation {
            *seen = Newest { generation, offset };
        }
        // Before the place where the newest began, older ones are in order: a consumer may go back.
        generation == seen.generation || offset < seen.offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_relay_publishes_behind_a_newer_one_is_dropped() {
        let mut fence = Fence::default();
        let admitted = [(0, 1), (1, 1), (2, 2), (3, 1), (4, 2), (5, 3), (6, 2)];
        let admitted = admitted.map(|(offset, generation)| fence.admits_at(0, offset, 7, generation));
        assert_eq!(admitted, [true, true, true, false, true, true, false]);
    }

    #[test]
    fn a_consumer_that_goes_back_gets_the_same_again() {
        let mut fence = Fence::default();
        for _ in 0..2 {
            for (offset, generation, admits) in [(0, 1, true), (1, 2, true), (2, 1, false), (3, 2, true)] {
                assert_eq!(fence.admits_at(0, offset, 7, generation), admits, "{offset}");
            }
        }
    }

    #[test]
    fn shards_and_partitions_have_generations_of_their_own() {
        let mut fence = Fence::default();
        assert!(fence.admits_at(0, 5, 7, 9));
        assert!(fence.admits_at(1, 6, 7, 1));
        assert!(fence.admits_at(0, 7, 8, 1));
    }
}
