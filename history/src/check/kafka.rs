//! Whether the topic has every event, in order of its stream, and the log's follower saw each event once.

use std::collections::HashMap;

use super::Report;
use super::index::Index;
use super::violation::{Kind, Violation};
use crate::record::{Call, EventId, LogEvent, Message, Outcome};

pub(super) fn check(index: &Index<'_>, report: &mut Report) {
    if let Some(messages) = &index.history.topic {
        let mut topic = Topic { index, streams: HashMap::new(), report };
        messages.iter().for_each(|message| topic.add(message));
        topic.complete();
    }
    if let Some(process) = index.history.follower {
        report.violations.extend(follower(index, process));
    }
}

/// The topic as a consumer sees it that drops what it has seen.
struct Topic<'a> {
    index: &'a Index<'a>,
    /// The partition of each stream, and the last sequence that came.
    streams: HashMap<&'a str, (i32, u64)>,
    report: &'a mut Report,
}

impl<'a> Topic<'a> {
    fn add(&mut self, message: &'a Message) {
        self.report.messages += 1;
        let event = match &message.content {
            Ok(event) => event,
            Err(reason) => return self.wrong(format!("a message is no event: {reason}"), None),
        };
        let place = self.index.place(event.event).filter(|place| self.index.log()[*place] == *event);
        if place.is_none() {
            let text = format!("the topic has {} of {} as the log has not", event.event, event.stream);
            return self.wrong(text, Some(event));
        }
        let (partition, last) = self.streams.entry(&event.stream).or_insert((message.partition, 0));
        if *partition != message.partition {
            let text = format!("{} is in the partitions {partition} and {}", event.stream, message.partition);
            self.wrong(text, Some(event));
        } else if event.sequence <= *last {
            self.report.repeats += 1;
        } else if event.sequence == *last + 1 {
            *last += 1;
        } else {
            let text = format!("{} of {} follows on {last} in the topic", event.sequence, event.stream);
            *last = event.sequence;
            self.wrong(text, Some(event));
        }
    }

    /// Every stream came to its end.
    fn complete(&mut self) {
        let mut ends: HashMap<&str, &LogEvent> = HashMap::new();
        for event in self.index.log() {
            ends.insert(&event.stream, event);
        }
        for (stream, end) in ends {
            let last = self.streams.get(stream).map_or(0, |(_, last)| *last);
            if last < end.sequence {
                let text = format!("the topic has {last} of the {} events of {stream}", end.sequence);
                self.wrong(text, Some(end));
            }
        }
    }

    fn wrong(&mut self, mut text: String, event: Option<&LogEvent>) {
        if let Some(LogEvent { event, position, .. }) = event {
            text = format!("{text} ({event}, position {position})");
        }
        let violation = Violation::new(Kind::Topic, text);
        let violation = violation.operations(event.map(|event| event.event.operation()));
        self.report.violations.push(violation.positions(event.map(|event| event.position)));
    }
}

/// The follower asked on from where it was, saw the log's events one after the other, and came to the end.
fn follower(index: &Index<'_>, process: u32) -> Vec<Violation> {
    let mut violations = vec![];
    let mut wrong = |text: String, positions: Vec<u64>| {
        violations.push(Violation::new(Kind::Follower, text).positions(positions));
    };
    let mut seen: Vec<EventId> = vec![];
    for operation in index.history.operations.iter().filter(|op| op.id.process() == process) {
        let Call::ReadLog { after, .. } = operation.call else { continue };
        let Outcome::Read(events) = &operation.outcome else { continue };
        if after != seen.len() as u64 {
            wrong(format!("{} goes on after {after}, not after {}", operation.id, seen.len()), vec![after]);
        }
        seen.extend(events);
    }
    for (place, event) in index.log().iter().enumerate() {
        if seen.get(place) != Some(&event.event) {
            let instead = seen.get(place).map_or("nothing more".to_owned(), EventId::to_string);
            let text =
                format!("at position {} the follower saw {instead}, not {}", event.position, event.event);
            wrong(text, vec![event.position]);
            break;
        }
    }
    if seen.len() > index.log().len() {
        wrong(format!("the follower saw {} events of {}", seen.len(), index.log().len()), vec![]);
    }
    violations
}
