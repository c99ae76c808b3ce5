//! Limits as HTTP headers say them: structured fields, as in draft-ietf-httpapi-ratelimit-headers-11.

use std::fmt::{self, Write as _};
use std::time::Duration;

use crate::ports::limits::Level;

/// The largest number that a structured field can have.
const LARGEST: u64 = 999_999_999_999_999;

/// The value of `RateLimit-Policy`: how much there may be. Without levels there is none, and no header.
#[must_use]
pub fn policy_header(levels: &[Level]) -> String {
    list(levels, |level, header| {
        write!(header, "\"{}\";q={};w={}", level.name.as_str(), level.quota, seconds(level.window).max(1))
    })
}

/// The value of `RateLimit`: how much there is now. Without levels there is none, and no header.
#[must_use]
pub fn level_header(levels: &[Level]) -> String {
    list(levels, |level, header| {
        write!(header, "\"{}\";r={};t={}", level.name.as_str(), level.remaining, seconds(effective(level)))
    })
}

/// A list of items: nearly every answer has two of them, so they are written in one piece.
fn list(levels: &[Level], item: impl Fn(&Level, &mut String) -> fmt::Result) -> String {
    let mut header = String::with_capacity(96);
    for level in levels {
        if !header.is_empty() {
            header.push_str(", ");
        }
        // Nothing fails that writes to a string.
        let _ = item(level, &mut header);
    }
    header
}

/// The value of `Retry-After`, in whole seconds.
#[must_use]
pub fn retry_after_header(retry_after: Duration) -> String {
    seconds(retry_after).max(1).to_string()
}

/// How long no more than what remains can be used: until it is full, or until the first token comes where there is none.
fn effective(level: &Level) -> Duration {
    if level.remaining > 0 || level.quota == 0 {
        return level.reset;
    }
    let others = f64::from(level.quota - 1) / f64::from(level.quota);
    level.reset.saturating_sub(level.window.mul_f64(others))
}

/// Whole seconds: who waits for so long does not come too early.
fn seconds(duration: Duration) -> u64 {
    let more = u64::from(duration.subsec_nanos() > 0);
    duration.as_secs().saturating_add(more).min(LARGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::limits::BucketName;

    fn level(name: BucketName, quota: u32, window: u64, remaining: u32, reset_ms: u64) -> Level {
        let (window, reset) = (Duration::from_secs(window), Duration::from_millis(reset_ms));
        Level { name, quota, window, remaining, reset }
    }

    #[test]
    fn each_level_is_an_item_of_both_headers() {
        let levels =
            [level(BucketName::Tenant, 1_000, 1, 999, 1), level(BucketName::Address, 20, 60, 18, 5_200)];
        assert_eq!(policy_header(&levels), r#""tenant";q=1000;w=1, "address";q=20;w=60"#);
        assert_eq!(level_header(&levels), r#""tenant";r=999;t=1, "address";r=18;t=6"#);
        assert_eq!((policy_header(&[]), level_header(&[])), (String::new(), String::new()));
    }

    #[test]
    fn where_nothing_remains_the_window_ends_with_the_next_token() {
        let levels = [level(BucketName::User, 10, 60, 0, 59_000)];
        assert_eq!(level_header(&levels), r#""user";r=0;t=5"#);
    }

    #[test]
    fn a_full_bucket_has_no_window_and_none_has_a_quota_without_one() {
        let levels = [level(BucketName::Key, 5, 0, 5, 0), level(BucketName::User, 0, 60, 0, 0)];
        assert_eq!(policy_header(&levels), r#""key";q=5;w=1, "user";q=0;w=60"#);
        assert_eq!(level_header(&levels), r#""key";r=5;t=0, "user";r=0;t=0"#);
    }

    #[test]
    fn whoever_waits_as_told_does_not_come_too_early() {
        let said = [1, 1_000, 1_001].map(|ms| retry_after_header(Duration::from_millis(ms)));
        assert_eq!(said, ["1", "1", "2"]);
        assert_eq!(retry_after_header(Duration::MAX), "999999999999999");
    }
}
