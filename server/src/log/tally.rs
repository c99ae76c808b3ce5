//! Counts events: by type and by tenant.

use std::collections::BTreeMap;

use domain::RecordedEvent;
use indicatif::HumanBytes;
use serde::Serialize;

use crate::cli::table::{Align, Table};
use crate::cli::text::count;

/// How many events, and how many bytes of payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Sum {
    pub(crate) events: u64,
    pub(crate) bytes: u64,
}

impl Sum {
    pub(crate) fn add(&mut self, event: &RecordedEvent) {
        self.events += 1;
        self.bytes += event.payload.len() as u64;
    }
}

/// The events of a name: a type, or a tenant.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Part {
    name: String,
    events: u64,
    /// Of all events, in percent.
    share: f64,
    bytes: u64,
    /// Of all bytes, in percent.
    share_of_bytes: f64,
    /// Bytes an event.
    average: u64,
}

/// What was counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) all: Sum,
    types: BTreeMap<String, Sum>,
    tenants: BTreeMap<String, Sum>,
}

impl Tally {
    pub(crate) fn add(&mut self, event: &RecordedEvent) {
        self.all.add(event);
        add(&mut self.types, &event.event_type, event);
        add(&mut self.tenants, event.tenant.as_str(), event);
    }

    /// By type, those with the most events first.
    pub(crate) fn by_type(&self) -> impl Serialize + use<> {
        self.parts(&self.types)
    }

    /// By tenant, likewise.
    pub(crate) fn by_tenant(&self) -> impl Serialize + use<> {
        self.parts(&self.tenants)
    }

    pub(crate) fn types_table(&self) -> String {
        table("TYPE", &self.parts(&self.types))
    }

    pub(crate) fn tenants_table(&self) -> String {
        table("TENANT", &self.parts(&self.tenants))
    }

    fn parts(&self, sums: &BTreeMap<String, Sum>) -> Vec<Part> {
        let mut parts: Vec<_> = sums.iter().map(|(name, sum)| self.part(name, *sum)).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.events));
        parts
    }

    fn part(&self, name: &str, Sum { events, bytes }: Sum) -> Part {
        Part {
            name: name.to_owned(),
            events,
            share: percent(events, self.all.events),
            bytes,
            share_of_bytes: percent(bytes, self.all.bytes),
            average: bytes.checked_div(events).unwrap_or(0),
        }
    }
}

/// A name is copied when it comes for the first time.
fn add(sums: &mut BTreeMap<String, Sum>, name: &str, event: &RecordedEvent) {
    match sums.get_mut(name) {
        Some(sum) => sum.add(event),
        None => sums.entry(name.to_owned()).or_default().add(event),
    }
}

/// With one digit.
fn percent(part: u64, whole: u64) -> f64 {
    (part as f64 / whole.max(1) as f64 * 1_000.0).round() / 10.0
}

fn table(heading: &str, parts: &[Part]) -> String {
    let mut table = Table::new(&[
        (heading, Align::Left),
        ("EVENTS", Align::Right),
        ("%", Align::Right),
        ("PAYLOAD", Align::Right),
        ("%", Align::Right),
        ("AVERAGE", Align::Right),
    ]);
    for part in parts {
        table.push(vec![
            part.name.clone(),
            count(part.events),
            format!("{:.1}", part.share),
            HumanBytes(part.bytes).to_string(),
            format!("{:.1}", part.share_of_bytes),
            HumanBytes(part.average).to_string(),
        ]);
    }
    table.render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::line::tests::an_event;

    #[test]
    fn shares_are_of_all_events_and_the_largest_comes_first() {
        let mut tally = Tally::default();
        for event_type in ["A", "B", "B"] {
            tally.add(&RecordedEvent { event_type: event_type.into(), payload: "{}".into(), ..an_event() });
        }
        assert_eq!(tally.all, Sum { events: 3, bytes: 6 });
        let parts = tally.parts(&tally.types);
        assert_eq!((parts[0].name.as_str(), parts[0].events, parts[0].share), ("B", 2, 66.7));
        assert_eq!((parts[1].name.as_str(), parts[1].average), ("A", 2));
    }
}
