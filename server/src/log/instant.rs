//! Instants as people give them: RFC 3339, a date, or how long ago.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// The forms without a zone, which is then UTC.
const LOCAL_FORMS: [&str; 4] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];

/// The instant that `text` names.
///
/// # Errors
/// Says which forms there are.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    parse_at(text.trim(), Utc::now()).ok_or_else(|| {
        format!(
            "{text:?} is no instant: give RFC 3339 (2026-07-11T12:30:01Z), a date (2026-07-11, UTC), or an age \
             (90s, 15m, 2h, 3d, also with \"ago\")"
        )
    })
}

fn parse_at(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let exact = || DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    let local = || LOCAL_FORMS.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let date = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|date| date.and_time(NaiveTime::MIN));
    let ago = || now.checked_sub_signed(age(text)?);
    exact().or_else(|| local().or_else(date).map(|at| at.and_utc())).or_else(ago)
}

/// `90s`, `2h ago`, `3 days ago`; `now` is no time ago.
fn age(text: &str) -> Option<TimeDelta> {
    if text == "now" {
        return Some(TimeDelta::zero());
    }
    let text = text.strip_suffix("ago").unwrap_or(text).trim();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let seconds = match unit.trim() {
        "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3_600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 604_800,
        _ => return None,
    };
    TimeDelta::try_seconds(number.parse::<i64>().ok()?.checked_mul(seconds)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        let now = "2026-07-11T12:00:00Z".parse().unwrap();
        parse_at(text, now).map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }

    #[test]
    fn an_instant_has_several_forms() {
        assert_eq!(at("2026-07-11T12:30:01.25+02:00").as_deref(), Some("2026-07-11T10:30:01.250Z"));
        assert_eq!(at("2026-07-10").as_deref(), Some("2026-07-10T00:00:00Z"));
        assert_eq!(at("2026-07-10 08:15").as_deref(), Some("2026-07-10T08:15:00Z"));
        assert_eq!(at("2h ago").as_deref(), Some("2026-07-11T10:00:00Z"));
        assert_eq!(at("90s").as_deref(), Some("2026-07-11T11:58:30Z"));
        assert_eq!(at("3 days ago").as_deref(), Some("2026-07-08T12:00:00Z"));
        assert_eq!(at("now").as_deref(), Some("2026-07-11T12:00:00Z"));
    }

    #[test]
    fn what_is_no_instant_is_refused_with_the_forms() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "17",
            "h",
            "ago",
            "-2h",
            "99999999999999999w",
            "9223372036854775807w",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
        assert!(parse("tomorrow").unwrap_err().contains("RFC 3339"));
    }
}
