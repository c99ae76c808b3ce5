//! How fast a job or a queue may go, and changes of that.

use domain::options;
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::{Deserialize, Serialize};

/// How many attempts may begin.
#[derive(Debug, Clone, PartialEq, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rate {
    /// How many in a second.
    per_second: f64,
    /// How many at once after a pause. The default is those of a second, and at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    burst: Option<u32>,
    /// Jobs that give the same key share the rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// A change of how fast something may go: a member that is left out stays as it is, and `null` removes a limit
/// (RFC 7396).
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThrottlePatch {
    /// How many tasks run at a time, at most.
    #[serde(default)]
    max_concurrency: MaybeUndefined<u32>,
    /// How many attempts may begin.
    #[serde(default)]
    rate: MaybeUndefined<RatePatch>,
}

/// A change of how many attempts may begin. Where there is no rate yet, it must say how many.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct RatePatch {
    /// How many in a second.
    #[serde(default)]
    per_second: Option<f64>,
    /// How many at once after a pause; `null` makes it those of a second, and at least 1.
    #[serde(default)]
    burst: MaybeUndefined<u32>,
    /// Jobs that give the same key share the rate.
    #[serde(default)]
    key: MaybeUndefined<String>,
}

/// A rate that says nothing of how many, where there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoRate;

impl NoRate {
    /// The field that is missing.
    pub(crate) const FIELD: &'static str = "rate.per_second";
    /// What to give.
    pub(crate) const ADVICE: &'static str =
        "there is no rate yet: say how many attempts may begin in a second";
}

impl ThrottlePatch {
    /// The throttle with this change.
    ///
    /// # Errors
    /// There is no rate, and the change does not say how many.
    pub(crate) fn apply(self, throttle: &options::Throttle) -> Result<options::Throttle, NoRate> {
        Ok(options::Throttle {
            max_concurrency: match self.max_concurrency {
                MaybeUndefined::Undefined => throttle.max_concurrency,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(limit) => Some(limit),
            },
            rate: match self.rate {
                MaybeUndefined::Undefined => throttle.rate.clone(),
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(change) => Some(change.apply(throttle.rate.as_ref())?),
            },
        })
    }
}

impl RatePatch {
    fn apply(self, rate: Option<&options::Rate>) -> Result<options::Rate, NoRate> {
        let per_second = self.per_second.or(rate.map(|rate| rate.per_second)).ok_or(NoRate)?;
        let burst = match self.burst {
            MaybeUndefined::Undefined => rate.map(|rate| rate.burst),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(burst) => Some(burst),
        };
        let key = match self.key {
            MaybeUndefined::Undefined => rate.and_then(|rate| rate.key.clone()),
            MaybeUndefined::Null => None,
            MaybeUndefined::Value(key) => Some(key),
        };
        Ok(Rate { per_second, burst, key }.into())
    }
}

impl From<Rate> for options::Rate {
    fn from(Rate { per_second, burst, key }: Rate) -> Self {
        Self { per_second, burst: burst.unwrap_or_else(|| burst_of(per_second)), key }
    }
}

impl From<options::Rate> for Rate {
    fn from(options::Rate { per_second, burst, key }: options::Rate) -> Self {
        Self { per_second, burst: Some(burst), key }
    }
}

/// What may begin at once where nobody said: what begins in a second.
fn burst_of(per_second: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the closest integer that there is, and rates are checked"
    )]
    let whole = per_second.ceil() as u32;
    whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn throttle(max_concurrency: Option<u32>, rate: Option<(f64, u32, Option<&str>)>) -> options::Throttle {
        let rate = rate.map(|(per_second, burst, key)| options::Rate {
            per_second,
            burst,
            key: key.map(str::to_owned),
        });
        options::Throttle { max_concurrency, rate }
    }

    #[test]
    fn a_change_keeps_what_it_leaves_out_and_removes_what_is_null() {
        let before = throttle(Some(5), Some((10.0, 20, Some("k"))));
        for (patch, after) in [
            ("{}", before.clone()),
            (r#"{"max_concurrency":7}"#, throttle(Some(7), Some((10.0, 20, Some("k"))))),
            (r#"{"max_concurrency":null,"rate":null}"#, throttle(None, None)),
            (r#"{"rate":{"per_second":2.5}}"#, throttle(Some(5), Some((2.5, 20, Some("k"))))),
            (r#"{"rate":{"burst":null,"key":null}}"#, throttle(Some(5), Some((10.0, 10, None)))),
            (r#"{"rate":{"burst":1,"key":"j"}}"#, throttle(Some(5), Some((10.0, 1, Some("j"))))),
        ] {
            let patch: ThrottlePatch = serde_json::from_str(patch).unwrap();
            assert_eq!(patch.apply(&before), Ok(after));
        }
    }

    #[test]
    fn a_first_rate_must_say_how_many() {
        let patch = |text| serde_json::from_str::<ThrottlePatch>(text).unwrap();
        let none = options::Throttle::default();
        assert_eq!(patch(r#"{"rate":{"burst":1}}"#).apply(&none), Err(NoRate));
        assert_eq!(
            patch(r#"{"rate":{"per_second":0.5}}"#).apply(&none),
            Ok(throttle(None, Some((0.5, 1, None))))
        );
    }
}
