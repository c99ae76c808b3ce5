//! Moments of the log as parameters: instants, and positions as commands answer with them.

use std::str::FromStr;

use chrono::{DateTime, SecondsFormat};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use projections::queries::{Cut, Moment};
use serde::{Deserialize, Serialize};

use crate::Shared;
use crate::problem::{Kind, Problem};
use crate::text::{Described, cut};

/// What a query is to be answered as of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct AsOf(pub(crate) Moment);

impl FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let instant = || DateTime::parse_from_rfc3339(text).ok().map(|at| Moment::Instant(at.to_utc()));
        let position = || {
            let (shard, position) = text.split_once(':')?;
            let position = position.parse().ok().filter(|position| (1..=MAX_POSITION).contains(position))?;
            Some(Moment::Position { shard: shard.parse().ok()?, position })
        };
        position().or_else(instant).map(Self).ok_or_else(|| {
            format!(
                "{:?} is no moment: give an instant such as 2026-07-11T12:30:01Z, or the shard and position of an \
                 event such as 1:1795",
                cut(text)
            )
        })
    }
}

/// The highest position that a log has room for.
const MAX_POSITION: u64 = i64::MAX.unsigned_abs();

impl TryFrom<String> for AsOf {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<AsOf> for String {
    fn from(AsOf(moment): AsOf) -> Self {
        match moment {
            Moment::Instant(instant) => instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
            Moment::Position { shard, position } => format!("{shard}:{position}"),
        }
    }
}

impl Described for AsOf {
    const NAME: &'static str = "moment";

    fn schema() -> MetaSchemaRef {
        let of_text = |format, pattern: Option<&str>| {
            let pattern = pattern.map(str::to_owned);
            MetaSchemaRef::Inline(Box::new(MetaSchema { format, pattern, ..MetaSchema::new("string") }))
        };
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            any_of: vec![
                of_text(Some("date-time"), None),
                of_text(None, Some("^[0-9]{1,4}:[1-9][0-9]{0,17}$")),
            ],
            description: Some(
                "A moment of the log: an instant (RFC 3339, with `Z` or an offset), or the shard and the position of an \
                 event, such as `1:1795`.",
            ),
            ..MetaSchema::new("string")
        }))
    }
}

impl Shared {
    /// Finds a moment in the log.
    pub(crate) async fn cut(&self, moment: Moment) -> Result<Cut, Problem> {
        let cut = self.services.history.cut(moment).await?;
        cut.ok_or_else(|| {
            let detail = match moment {
                Moment::Instant(instant) => format!("{instant} has not come yet"),
                Moment::Position { shard, position } => {
                    format!("the log of shard {shard} has no position {position} yet")
                }
            };
            Problem::new(Kind::MomentAhead, detail).with(|details| details.parameter = Some("at".to_owned()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_an_instant_or_a_position() {
        for (text, moment) in [
            ("2026-07-11T12:30:01Z", "2026-07-11T12:30:01Z"),
            ("2026-07-11T14:30:01.250001+02:00", "2026-07-11T12:30:01.250001Z"),
            ("0:1", "0:1"),
            ("65535:9223372036854775807", "65535:9223372036854775807"),
        ] {
            assert_eq!(String::from(text.parse::<AsOf>().unwrap()), moment);
        }
        for text in [
            "",
            "now",
            "2026-07-11",
            "2026-07-11T12:30:01",
            "1",
            "1:0",
            "1:-1",
            "65536:1",
            "1:9223372036854775808",
        ] {
            assert!(text.parse::<AsOf>().is_err(), "{text}");
        }
    }
}
