//! Numbers, times and foreign text, for people to read.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use indicatif::HumanCount;
use thousandfold_client::types::Job;

/// `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    HumanCount(number).to_string()
}

/// `1 task`, `1,234 tasks`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let plural = match noun {
        "batch" if number != 1 => "es",
        _ if number != 1 => "s",
        _ => "",
    };
    format!("{} {noun}{plural}", count(number))
}

/// `2026-07-11T12:30:01Z`.
pub(crate) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `2026-07-11T12:30:01.250Z`.
pub(crate) fn exact_time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// `850 µs`, `12.5 ms`, `3.2 s`, `4 min 05 s`, `2 h 03 min`.
pub(crate) fn duration(time: Duration) -> String {
    let (micros, seconds) = (time.as_micros(), time.as_secs());
    match seconds {
        _ if micros < 1_000 => format!("{micros} µs"),
        0 => format!("{:.1} ms", micros as f64 / 1e3),
        1..60 => format!("{:.1} s", time.as_secs_f64()),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// How long a job took, once it has ended.
pub(crate) fn taken(job: &Job) -> Option<Duration> {
    (job.ended_at? - job.submitted_at).to_std().ok()
}

/// The text on one line, with nothing in it that a terminal would obey.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text, with its end replaced by `…` if it is longer than `limit` characters.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some(_) => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_the_unit_that_suits_them() {
        let shown = |micros| duration(Duration::from_micros(micros));
        assert_eq!(shown(0), "0 µs");
        assert_eq!(shown(850), "850 µs");
        assert_eq!(shown(12_500), "12.5 ms");
        assert_eq!(shown(3_200_000), "3.2 s");
        assert_eq!(shown(245_000_000), "4 min 05 s");
        assert_eq!(shown(7_380_000_000), "2 h 03 min");
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(counted(1, "batch"), "1 batch");
        assert_eq!(counted(0, "batch"), "0 batches");
        assert_eq!(counted(1_234_567, "task"), "1,234,567 tasks");
    }

    #[test]
    fn terminals_get_no_orders() {
        assert_eq!(clean("a\u{1b}[31m\nb"), "a [31m b");
    }

    #[test]
    fn text_is_cut_between_characters() {
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(cut("äöüß", 3), "äö…");
    }
}
