//! Values that are written in a few characters: `5m`, `5%`, `name:3`, `10/20@key`.

use std::error::Error;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use thousandfold_client::types::{Key, Rate, Tolerance};

/// One of several names.
pub(super) fn one_of<T>(names: impl Into<PossibleValuesParser>) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    names.into().try_map(|name| name.parse::<T>())
}

/// A time such as `250ms`, `30s`, `5m`, `2h` or `7d`.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let millis = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err("give a number and a unit, such as 250ms, 30s, 5m, 2h or 7d".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "give a whole number before the unit".to_owned())?;
    number.checked_mul(millis).map(Duration::from_millis).ok_or_else(|| "that is too long".to_owned())
}

/// So many milliseconds.
pub(super) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn of_count(count: u64) -> Tolerance {
    Tolerance { count: Some(count), percent: None }
}

fn of_percent(percent: u8) -> Tolerance {
    Tolerance { count: None, percent: Some(percent) }
}

/// `5%`, or `10`.
pub(super) fn tolerance(text: &str) -> Result<Tolerance, String> {
    let parsed = match text.strip_suffix('%') {
        Some(percent) => percent.parse().ok().filter(|percent| *percent <= 100).map(of_percent),
        None => text.parse().ok().map(of_count),
    };
    parsed.ok_or_else(|| "give a number of tasks, or up to 100%".to_owned())
}

/// `name`, or `name:3`. A name may have colons of its own before that.
pub(super) fn key(text: &str) -> Result<Key, String> {
    let limited = text.rsplit_once(':').and_then(|(name, limit)| Some((name, limit.parse().ok()?)));
    let (name, limit) = limited.unwrap_or((text, 1));
    if name.is_empty() || limit == 0 {
        return Err("give a name, or a name, a colon and how many jobs run at a time".to_owned());
    }
    Ok(Key { name: name.to_owned(), limit: Some(limit) })
}

/// `10`, `10/20`, `10/20@key`, `10@key`: so many a second, so many at once, shared by those of the key.
pub(super) fn rate(text: &str) -> Result<Rate, String> {
    let wrong = || "give so many a second, such as 10, 0.5, 10/20 with a burst, or 10/20@key".to_owned();
    let (numbers, key) = match text.split_once('@') {
        Some((_, "")) => return Err(wrong()),
        Some((numbers, key)) => (numbers, Some(key.to_owned())),
        None => (text, None),
    };
    let (per_second, burst) = match numbers.split_once('/') {
        Some((per_second, burst)) => (per_second, Some(burst.parse().map_err(|_| wrong())?)),
        None => (numbers, None),
    };
    let per_second: f64 = per_second.parse().map_err(|_| wrong())?;
    if !(per_second > 0.0 && per_second.is_finite()) || burst == Some(0) {
        return Err(wrong());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is positive, and saturates"
    )]
    let usual = (per_second.ceil() as u32).max(1);
    Ok(Rate { per_second, burst: Some(burst.unwrap_or(usual)), key })
}

/// A value, or `none`, which removes what there is.
pub(super) fn or_none<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    if text == "none" {
        return Ok(None);
    }
    parse(text).map(Some).map_err(|wrong| format!("{wrong}; or none, which removes the limit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        for (text, millis) in
            [("0s", 0), ("250ms", 250), ("5m", 300_000), ("2h", 7_200_000), ("1d", 86_400_000)]
        {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)));
        }
        for wrong in ["", "5", "m", "1.5h", "-1s", "5 m", "99999999999999999999d", "9999999999999999d"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn tolerances_are_counts_or_percentages() {
        assert_eq!(tolerance("10"), Ok(of_count(10)));
        assert_eq!(tolerance("5%"), Ok(of_percent(5)));
        for wrong in ["", "%", "101%", "-1", "5 %"] {
            assert!(tolerance(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn keys_may_have_a_limit() {
        let parsed = |text| key(text).map(|key| (key.name, key.limit.unwrap()));
        assert_eq!(parsed("a"), Ok(("a".to_owned(), 1)));
        assert_eq!(parsed("a:3"), Ok(("a".to_owned(), 3)));
        assert_eq!(parsed("a:b"), Ok(("a:b".to_owned(), 1)));
        for wrong in ["", ":3", "a:0"] {
            assert!(key(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn rates_may_have_a_burst_and_a_key() {
        let parsed = |text| rate(text).map(|rate| (rate.per_second, rate.burst.unwrap(), rate.key));
        assert_eq!(parsed("10"), Ok((10.0, 10, None)));
        assert_eq!(parsed("0.5"), Ok((0.5, 1, None)));
        assert_eq!(parsed("10/20@k"), Ok((10.0, 20, Some("k".to_owned()))));
        assert_eq!(parsed("2.5@a/b"), Ok((2.5, 3, Some("a/b".to_owned()))));
        for wrong in ["", "0", "-1", "nan", "inf", "10/", "10/0", "10@", "/5"] {
            assert!(rate(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn none_removes_a_limit() {
        assert_eq!(or_none("none", rate), Ok(None));
        assert_eq!(or_none("1", tolerance), Ok(Some(of_count(1))));
        assert!(or_none("None", rate).unwrap_err().contains("or none"));
    }
}
