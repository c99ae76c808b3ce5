//! An event as a line: of JSON for programs, or of text for people.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{Metadata, RecordedEvent, TenantId};
use serde::Serialize;
use serde_json::value::RawValue;

use super::names::StreamName;
use crate::cli::event_summary::summary;
use crate::cli::text::{clean, cut};

/// How much of an event is shown where no terminal bounds it, in characters.
const EXCERPT: usize = 80;

/// All of an event.
#[derive(Serialize)]
struct Line<'a> {
    shard: u16,
    position: u64,
    tenant: &'a TenantId,
    aggregate_type: &'a str,
    aggregate_id: &'a str,
    sequence: u64,
    #[serde(rename = "type")]
    event_type: &'a str,
    version: &'a str,
    recorded_at: String,
    /// The payload as it was stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a RawValue>,
    /// The payload as it was stored, as a text, where its line breaks would break the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    data_text: Option<&'a str>,
    metadata: &'a Metadata,
}

/// Adds an event to `lines` as a line of JSON.
pub(crate) fn write_json(event: &RecordedEvent, lines: &mut Vec<u8>) -> serde_json::Result<()> {
    let data = in_line(&event.payload);
    let line = Line {
        shard: event.shard,
        position: event.position,
        tenant: &event.tenant,
        aggregate_type: &event.aggregate_type,
        aggregate_id: &event.aggregate_id,
        sequence: event.sequence,
        event_type: &event.event_type,
        version: &event.event_version,
        recorded_at: event.recorded_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        data,
        data_text: data.is_none().then_some(&event.payload),
        metadata: &event.metadata,
    };
    serde_json::to_writer(&mut *lines, &line)?;
    lines.push(b'\n');
    Ok(())
}

/// The payload as JSON, if that keeps its bytes and fits a line.
fn in_line(payload: &str) -> Option<&RawValue> {
    let raw: &RawValue = serde_json::from_str(payload).ok()?;
    (raw.get().len() == payload.len() && !payload.contains(['\n', '\r'])).then_some(raw)
}

/// Lines for people, as wide as the terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lines {
    /// The terminal's columns, if stdout is one.
    width: Option<usize>,
    now: DateTime<Utc>,
}

impl Lines {
    /// Lines for stdout.
    pub(crate) fn for_stdout() -> Self {
        let size = rustix::termios::tcgetwinsize(std::io::stdout());
        let width = size.ok().map(|size| usize::from(size.ws_col)).filter(|width| *width > 0);
        Self { width, now: Utc::now() }
    }

    /// The event in a line.
    pub(crate) fn line(self, event: &RecordedEvent) -> String {
        let place = format!("{}:{}", event.shard, event.position);
        let (time, stream) = (self.time(event.recorded_at), stream_of(event));
        let RecordedEvent { tenant, sequence, event_type, .. } = event;
        let head = format!("{place:>9}  {time}  {tenant}  {stream}  {sequence:>2}  {event_type}  ");
        let room = self.width.map_or(EXCERPT, |width| width.saturating_sub(head.chars().count()));
        let excerpt = if room == 0 { String::new() } else { cut(&summary(event), room) };
        format!("{}\n", clean(&format!("{head}{excerpt}")).trim_end())
    }

    /// The whole time in a file, and on a terminal what tells it from now.
    fn time(self, at: DateTime<Utc>) -> String {
        match self.width {
            None => at.to_rfc3339_opts(SecondsFormat::Millis, true),
            Some(_) if at.date_naive() == self.now.date_naive() => at.format("%H:%M:%S%.3f  ").to_string(),
            Some(_) => at.format("%m-%d %H:%M:%S").to_string(),
        }
    }
}

/// The stream's name.
fn stream_of(event: &RecordedEvent) -> StreamName {
    let RecordedEvent { aggregate_type, aggregate_id, .. } = event;
    StreamName { aggregate_type: aggregate_type.clone(), aggregate_id: aggregate_id.clone() }
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::Value;

    use super::*;

    pub(crate) fn an_event() -> RecordedEvent {
        RecordedEvent {
            shard: 1,
            position: 7,
            tenant: "dev".parse().unwrap(),
            aggregate_type: "job".into(),
            aggregate_id: "job_00000000000000000000000000000007".into(),
            sequence: 2,
            event_type: "JobPlanned".into(),
            event_version: "1.0".into(),
            payload: r#"{"JobPlanned":{"plan":{"batches":1,"tasks":7},"planned_at":"2026-01-02T03:04:05Z"}}"#
                .into(),
            metadata: Metadata {
                event_id: uuid::Uuid::from_u128(1),
                correlation: "job_00000000000000000000000000000007".into(),
                causation: None,
                actor: "planner".into(),
                command: "RecordPlan".into(),
                traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
                build: "0.1.0".into(),
            },
            recorded_at: "2026-01-02T03:04:05.123456Z".parse().unwrap(),
        }
    }

    fn json(payload: &str) -> String {
        let mut lines = vec![];
        write_json(&RecordedEvent { payload: payload.into(), ..an_event() }, &mut lines).unwrap();
        String::from_utf8(lines).unwrap()
    }

    #[test]
    fn a_payload_keeps_its_bytes() {
        let line = json(r#"{"b": 1.10,"a":12345678901234567890123}"#);
        assert!(line.contains(r#""data":{"b": 1.10,"a":12345678901234567890123},"#), "{line}");
        assert!(line.contains(r#""recorded_at":"2026-01-02T03:04:05.123456Z""#), "{line}");
    }

    #[test]
    fn a_payload_of_several_lines_is_a_text_in_one() {
        for payload in ["{\n\"a\": 1}", "{}\r", " {}", "{} "] {
            let line = json(payload);
            assert_eq!(line.lines().count(), 1);
            let value: Value = serde_json::from_str(&line).unwrap();
            assert_eq!((value["data_text"].as_str(), value.get("data")), (Some(payload), None));
        }
    }

    #[test]
    fn a_line_is_as_wide_as_the_terminal() {
        let now = "2026-01-02T12:00:00Z".parse().unwrap();
        let line = |width| Lines { width, now }.line(&an_event());
        assert_eq!(
            line(None),
            "      1:7  2026-01-02T03:04:05.123Z  dev  job_00000000000000000000000000000007   2  JobPlanned  \
             7 tasks in 1 batch\n"
        );
        assert_eq!(
            line(Some(100)),
            "      1:7  03:04:05.123    dev  job_00000000000000000000000000000007   2  JobPlanned  7 tasks in 1 …\n"
        );
        assert!(line(Some(20)).ends_with("JobPlanned\n"));
    }
}
