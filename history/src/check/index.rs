//! Where everything is: events in the log, streams' events, and the appends as the log has them.

use std::collections::HashMap;

use crate::record::{Call, EventId, History, LogEvent, Operation, OperationId, StreamPart};

/// The log by place. A place is an event's number in what was read, from 0: unlike a position it is never
/// wrong.
pub(super) struct Index<'a> {
    pub(super) history: &'a History,
    /// The place of each event; of one that is there twice, the first.
    places: HashMap<EventId, usize>,
    /// The places of each stream's events.
    streams: HashMap<&'a str, Vec<usize>>,
    /// The append that each place belongs to: appends are numbered as the log has them.
    appends: Vec<usize>,
    /// The number of each operation in the history.
    operations: HashMap<OperationId, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn of(history: &'a History) -> Self {
        let mut index = Self {
            history,
            places: HashMap::with_capacity(history.log.len()),
            streams: HashMap::new(),
            appends: Vec::with_capacity(history.log.len()),
            operations: history.operations.iter().enumerate().map(|(n, op)| (op.id, n)).collect(),
        };
        for (place, event) in history.log.iter().enumerate() {
            index.places.entry(event.event).or_insert(place);
            index.streams.entry(&event.stream).or_default().push(place);
            let append = match place.checked_sub(1) {
                None => 0,
                Some(before) => {
                    let same = history.log[before].event.operation() == event.event.operation();
                    index.appends[before] + usize::from(!same)
                }
            };
            index.appends.push(append);
        }
        index
    }

    pub(super) fn log(&self) -> &'a [LogEvent] {
        &self.history.log
    }

    pub(super) fn place(&self, event: EventId) -> Option<usize> {
        self.places.get(&event).copied()
    }

    pub(super) fn position(&self, place: usize) -> u64 {
        self.history.log[place].position
    }

    /// The places of a stream's events, in the log's order.
    pub(super) fn stream(&self, stream: &str) -> &[usize] {
        self.streams.get(stream).map_or(&[], Vec::as_slice)
    }

    /// The places of a stream's events up to a sequence, and those behind it.
    pub(super) fn split_stream(&self, stream: &str, sequence: u64) -> (&[usize], &[usize]) {
        let places = self.stream(stream);
        places.split_at(places.partition_point(|place| self.history.log[*place].sequence <= sequence))
    }

    /// The first place behind a position.
    pub(super) fn behind(&self, position: u64) -> usize {
        self.history.log.partition_point(|event| event.position <= position)
    }

    /// The append at a place of the log.
    pub(super) fn append_at(&self, place: usize) -> usize {
        self.appends[place]
    }

    /// How many appends the log has.
    pub(super) fn appends(&self) -> usize {
        self.appends.last().map_or(0, |last| last + 1)
    }

    pub(super) fn operation(&self, id: OperationId) -> Option<&'a Operation> {
        self.operations.get(&id).map(|number| &self.history.operations[*number])
    }

    /// The operations that append, with what they do.
    pub(super) fn all_appends(&self) -> impl Iterator<Item = (&'a Operation, &'a [StreamPart])> {
        self.history.operations.iter().filter_map(|operation| match &operation.call {
            Call::Append(parts) => Some((operation, parts.as_slice())),
            _ => None,
        })
    }

    /// Whether an append is in the log, at least in part.
    pub(super) fn is_there(&self, parts: &[StreamPart]) -> bool {
        events(parts).any(|event| self.places.contains_key(&event))
    }
}

/// The events of an append, in the order in which the log must have them.
pub(super) fn events(parts: &[StreamPart]) -> impl Iterator<Item = EventId> {
    parts.iter().flat_map(|part| part.events.iter().copied())
}
