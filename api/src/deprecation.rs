//! Operations that will go: what says so in the document, and in each of their answers (RFC 9745, RFC 8594).

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use poem::Response;
use poem::http::{HeaderName, HeaderValue, header};

const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// An operation that will go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deprecated {
    /// Its name in the document.
    pub(crate) operation: &'static str,
    /// Since when it should not be used.
    pub(crate) since: NaiveDate,
    /// When it goes, if that is known.
    pub(crate) sunset: Option<NaiveDate>,
    /// Where it is said what to use in its place.
    pub(crate) link: &'static str,
}

/// The table. `NaiveDate::from_ymd_opt` makes its dates.
pub(crate) const DEPRECATED: &[Deprecated] = &[];

/// What is said of an operation, if it will go.
pub(crate) fn find<'a>(table: &'a [Deprecated], operation: &str) -> Option<&'a Deprecated> {
    table.iter().find(|deprecated| deprecated.operation == operation)
}

impl Deprecated {
    /// Says it in an answer.
    pub(crate) fn tell(&self, response: &mut Response) {
        let link = format!("<{}>; rel=\"deprecation\"; type=\"text/html\"", self.link);
        let since = format!("@{}", midnight(self.since).timestamp());
        let sunset = self.sunset.map(|day| midnight(day).format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        let said = [(DEPRECATION, Some(since)), (SUNSET, sunset), (header::LINK, Some(link))];
        for (name, value) in said {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                response.headers_mut().append(name, value);
            }
        }
    }

    /// Says it for a person.
    pub(crate) fn describe(&self) -> String {
        let sunset = self.sunset.map(|day| format!(", and goes on {day}")).unwrap_or_default();
        format!("Deprecated since {}{sunset}: see <{}>.", self.since, self.link)
    }
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    fn table() -> [Deprecated; 2] {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let link = "https://thousandfold.dev/news/queues";
        [
            Deprecated {
                operation: "drain_queue",
                since: day(2026, 2, 1),
                sunset: Some(day(2027, 2, 3)),
                link,
            },
            Deprecated { operation: "get_queue", since: day(2026, 2, 1), sunset: None, link },
        ]
    }

    #[test]
    fn an_answer_says_since_when_until_when_and_what_instead() {
        let table = table();
        let mut response = Response::default();
        find(&table, "drain_queue").unwrap().tell(&mut response);
        let header = |name| response.header(name).unwrap();
        assert_eq!(header("deprecation"), "@1769904000");
        assert_eq!(header("sunset"), "Wed, 03 Feb 2027 00:00:00 GMT");
        let link = "<https://thousandfold.dev/news/queues>; rel=\"deprecation\"; type=\"text/html\"";
        assert_eq!(header("link"), link);

        let mut response = Response::default();
        find(&table, "get_queue").unwrap().tell(&mut response);
        assert!(response.header("deprecation").is_some() && response.header("sunset").is_none());
        assert!(find(&table, "get_job").is_none());
    }

    #[test]
    fn the_document_says_so_too() {
        let spec = crate::description().spec();
        let document: serde_json::Value = serde_json::from_str(&document::complete(&spec, &table())).unwrap();
        let drain = &document["paths"]["/v1/queues/{name}/drain"]["post"];
        assert_eq!(drain["deprecated"], true);
        let text = drain["description"].as_str().unwrap();
        assert!(text.starts_with("It takes no more jobs"), "{text}");
        let said = "Deprecated since 2026-02-01, and goes on 2027-02-03: see <https://thousandfold.dev/news/queues>.";
        assert!(text.ends_with(said), "{text}");
        let headers = &drain["responses"]["200"]["headers"];
        assert!(headers["Deprecation"].is_object() && headers["Sunset"].is_object());
        assert!(document["paths"]["/v1/queues/{name}/pause"]["post"]["deprecated"].is_null());
    }

    #[test]
    fn every_operation_of_the_table_is_one() {
        for deprecated in DEPRECATED {
            assert!(crate::permissions::requirement(deprecated.operation).is_some(), "{deprecated:?}");
            assert!(deprecated.sunset.is_none_or(|sunset| sunset > deprecated.since), "{deprecated:?}");
        }
    }
}
