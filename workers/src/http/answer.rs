//! What a server answered, and what becomes of it.

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::failure::{CallFailure, reason};
use super::target::Target;
use crate::jq;

/// A successful answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// The body as compact JSON: what it says if it is JSON, else a string.
    pub(super) fn output(&self) -> String {
        let json = std::str::from_utf8(&self.body).ok().filter(|_| self.is_json());
        match json.filter(|text| jq::is_json(text)) {
            Some(text) => compact(text),
            None => Value::from(String::from_utf8_lossy(&self.body)).to_string(),
        }
    }

    /// What an output filter works on, beside the item.
    pub(super) fn input(&self, item: &[u8]) -> Result<Bytes, serde_json::Error> {
        #[derive(serde::Serialize)]
        struct Input<'a> {
            item: &'a RawValue,
            answer: Parts,
        }
        #[derive(serde::Serialize)]
        struct Parts {
            status: u16,
            headers: Map<String, Value>,
            body: Box<RawValue>,
        }
        let body = RawValue::from_string(self.output())?;
        let answer = Parts { status: self.status.as_u16(), headers: self.header_texts(), body };
        serde_json::to_vec(&Input { item: serde_json::from_slice(item)?, answer }).map(Bytes::from)
    }

    fn header_texts(&self) -> Map<String, Value> {
        let values = |name| {
            let texts =
                self.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
            texts.collect::<Vec<_>>().join(", ")
        };
        self.headers.keys().map(|name| (name.to_string(), values(name).into())).collect()
    }

    fn is_json(&self) -> bool {
        let kind = self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        kind == "application/json" || kind == "text/json" || kind.ends_with("+json")
    }
}

/// JSON without the white space that means nothing: an output stands in one line.
fn compact(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |character: &char| {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_string = !in_string,
            _ => {}
        }
        in_string || !character.is_ascii_whitespace()
    };
    json.chars().filter(keep).collect()
}

/// Reads a body to its end, unless it is too large.
pub(super) async fn read(mut body: Incoming, target: &Target, limit: usize) -> Result<Bytes, CallFailure> {
    let too_large = || {
        let message = format!("the answer is larger than {limit} bytes");
        CallFailure::at("response_too_large", target, message)
    };
    let announced = body.size_hint().exact().unwrap_or_default();
    if announced > limit as u64 {
        return Err(too_large());
    }
    // What is announced is not believed, so that many who announce much take no memory.
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            let message = format!("the answer broke off: {}", reason(&error));
            CallFailure::at("response_broken", target, message)
        })?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        if bytes.len() + data.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(data);
    }
    Ok(bytes.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(kind: &'static str, body: &'static [u8]) -> String {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, http::HeaderValue::from_static(kind))]);
        Answer { status: StatusCode::OK, headers, body: Bytes::from_static(body) }.output()
    }

    #[test]
    fn json_stays_what_it_is_in_one_line() {
        let body = b"{ \"a b\" : [ 1.50 ,\n\t12345678901234567890123 ] ,\r\n \"c\\\" \" : \" \\\\\" }";
        let compact = "{\"a b\":[1.50,12345678901234567890123],\"c\\\" \":\" \\\\\"}";
        assert_eq!(output("application/json; charset=utf-8", body), compact);
        assert_eq!(output("application/problem+json", b" null "), "null");
    }

    #[test]
    fn anything_else_is_a_string() {
        assert_eq!(output("text/plain", b"{}"), r#""{}""#);
        assert_eq!(output("application/json", b"{} {}"), r#""{} {}""#);
        assert_eq!(output("application/json", b""), r#""""#);
        assert_eq!(output("image/png", b"\xff\n"), "\"\u{fffd}\\n\"");
    }

    #[test]
    fn an_output_filter_sees_the_item_and_the_answer() {
        let headers = [("x-a", "1"), ("x-a", "2"), ("content-type", "application/json")];
        let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append::<http::HeaderName>(name, value);
        }
        let answer = Answer { status: StatusCode::CREATED, headers: map, body: Bytes::from_static(b"[1]") };
        let input = answer.input(b"{\"id\": 1}").unwrap();
        let expected = r#"{"item":{"id": 1},"answer":{"status":201,"headers":{"content-type":"application/json","x-a":"1, 2"},"body":[1]}}"#;
        assert_eq!(input, expected);
    }
}
