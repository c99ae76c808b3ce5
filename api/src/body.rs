//! JSON bodies that keep their bytes: serde reads and writes them, poem-openapi documents them.

use domain::raw_json::RawJson;
use poem::http::header;
use poem::{IntoResponse, Request, RequestBody, Response, Result};
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaResponse, MetaResponses};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{Any, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::{Kind, Problem};

mod encoded;
mod strict;

pub(crate) use encoded::Encoded;

/// How deep arrays and objects may be nested: serde_json's own limit, which it does not apply to raw values.
const MAX_DEPTH: usize = 128;

/// Any JSON value, byte for byte.
pub(crate) type AnyJson = Any<RawJson>;

/// The most bytes of a JSON body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BodyLimit(pub(crate) usize);

/// A JSON body.
#[derive(Debug)]
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: Type> Payload for JsonBody<T> {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<'a, T: Type + DeserializeOwned> ApiExtractor<'a> for JsonBody<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest { description: None, content: media_types::<T>(), required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        check_encoding(request)?;
        check_type(request)?;
        Ok(Self(parse(&read(request, body).await?)?))
    }
}

/// A JSON body that may be left out.
#[derive(Debug)]
pub(crate) struct OptionalJson<T>(pub(crate) T);

impl<'a, T: Type + DeserializeOwned + Default> ApiExtractor<'a> for OptionalJson<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest { description: None, content: media_types::<T>(), required: false })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        check_encoding(request)?;
        let bytes = read(request, body).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        check_type(request)?;
        Ok(Self(parse(&bytes)?))
    }
}

/// A whole body, if it is no longer than it may be.
async fn read(request: &Request, body: &mut RequestBody) -> Result<Vec<u8>> {
    let BodyLimit(limit) = *request.data().unwrap_or(&BodyLimit(0));
    let declared = request.header(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
    if declared.is_some_and(|length: usize| length > limit) {
        return Err(too_long(limit).into());
    }
    match body.take()?.into_bytes_limit(limit).await {
        Err(poem::error::ReadBodyError::PayloadTooLarge) => Err(too_long(limit).into()),
        bytes => Ok(bytes?.into()),
    }
}

/// The whole body of a request, if it is no longer than it may be; the request has none then.
///
/// # Errors
/// It is too long, or ends early.
pub(crate) async fn whole(request: &mut Request) -> Result<Vec<u8>> {
    let mut body = RequestBody::new(request.take_body());
    read(request, &mut body).await
}

impl<T: Serialize + Send> IntoResponse for JsonBody<T> {
    fn into_response(self) -> Response {
        Encoded::new(&self.0).map_or_else(IntoResponse::into_response, IntoResponse::into_response)
    }
}

impl<T: Type + Serialize> ApiResponse for JsonBody<T> {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Done: the body is the answer.",
                status: Some(200),
                status_range: None,
                content: media_types::<T>(),
                headers: vec![],
            }],
        }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

fn media_types<T: Type>() -> Vec<MetaMediaType> {
    vec![MetaMediaType { content_type: JsonBody::<T>::CONTENT_TYPE, schema: T::schema_ref() }]
}

impl From<Problem> for poem::Error {
    fn from(problem: Problem) -> Self {
        let slug = problem.slug();
        let mut error = Self::from_response(problem.into_response());
        // An error's answer has what the error has, and not what the response had.
        error.set_data(slug);
        error
    }
}

/// Refuses compressed bodies, which would otherwise be taken for what they are not.
///
/// # Errors
/// The body has a `Content-Encoding`.
pub(crate) fn check_encoding(request: &Request) -> Result<(), Problem> {
    match request.header(header::CONTENT_ENCODING) {
        None | Some("identity") => Ok(()),
        Some(_) => Err(Problem::new(
            Kind::UnsupportedMediaType,
            "bodies with a Content-Encoding are not taken: send the bytes as they are",
        )),
    }
}

fn check_type(request: &Request) -> Result<(), Problem> {
    let is_json = |text: &str| {
        let essence = essence(text);
        essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
    };
    match request.content_type() {
        Some(text) if is_json(text) => Ok(()),
        _ => Err(Problem::new(
            Kind::UnsupportedMediaType,
            "the body must be JSON: send it with `Content-Type: application/json`",
        )),
    }
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn too_long(limit: usize) -> Problem {
    Problem::new(
        Kind::BodyTooLarge,
        format!(
            "the body is longer than {limit} bytes: upload a dataset, which may have any size, and name it"
        ),
    )
    .with(|details| details.limit_bytes = Some(limit as u64))
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    check_depth(bytes)?;
    check_object(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = strict::read(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| malformed(error.to_string(), error.line(), error.column()))
}

/// Refuses an array, which serde would take for an object's members in their order.
fn check_object(bytes: &[u8]) -> Result<(), Problem> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
    match start.map(|start| (start, bytes[start])) {
        None | Some((_, b'{')) => Ok(()),
        Some((start, _)) => {
            let (line, column) = position(&bytes[..=start]);
            Err(malformed("the body must be a JSON object", line, column))
        }
    }
}

fn malformed(detail: impl Into<String>, line: usize, column: usize) -> Problem {
    Problem::new(Kind::MalformedBody, detail).with(|details| {
        (details.line, details.column) = (Some(line as u64), Some(column as u64));
    })
}

/// Refuses JSON that is nested so deep that a parser elsewhere would run out of stack on it.
fn check_depth(bytes: &[u8]) -> Result<(), Problem> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(too_deep(&bytes[..=at]));
        }
    }
    Ok(())
}

fn too_deep(until: &[u8]) -> Problem {
    let (line, column) = position(until);
    malformed(
        format!("arrays and objects are nested deeper than {MAX_DEPTH} at line {line} column {column}"),
        line,
        column,
    )
}

/// The line and column of the last of these bytes, from 1, as serde_json counts them.
fn position(until: &[u8]) -> (usize, usize) {
    let line = until.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = until.iter().rev().take_while(|byte| **byte != b'\n').count();
    (line, column)
}
