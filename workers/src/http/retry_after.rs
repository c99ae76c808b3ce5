//! How long a server asks to be left alone.

use std::time::{Duration, SystemTime};

/// The longest wait that a server can ask for.
const LONGEST: Duration = Duration::from_secs(3600);

/// Reads a `Retry-After` header, which holds seconds or a date.
pub(super) fn parse(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // So many digits that they do not fit are a long time.
        value.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default()
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(value: &str) -> Option<u64> {
        // Sun, 06 Nov 1994 08:49:00 GMT.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_740);
        parse(value, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_read_and_capped() {
        assert_eq!(wait("0"), Some(0));
        assert_eq!(wait(" 120 "), Some(120));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
        assert_eq!(wait("Sunday, 06-Nov-94 08:49:37 GMT"), Some(37));
        assert_eq!(wait("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        assert_eq!(wait("Mon, 07 Nov 1994 08:49:37 GMT"), Some(3600));
        assert_eq!(wait("3601"), Some(3600));
        assert_eq!(wait("99999999999999999999999"), Some(3600));
    }

    #[test]
    fn anything_else_asks_for_nothing() {
        for value in ["", "-1", "1.5", "soon", "+5"] {
            assert_eq!(wait(value), None, "{value}");
        }
    }
}
